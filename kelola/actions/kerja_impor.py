"""What a worker does with an import: check it, apply it in one transaction, take it back."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryFile
from typing import Any

import pghistory
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from instansi.akses import boleh
from instansi.models import Pengguna
from kelola.actions.pemuat import PEMUAT, ImporTidakBisa, izin_pemuat
from kelola.actions.urungkan import urungkan_konteks
from kelola.models import PekerjaanImpor, RincianImpor
from kelola.queries.impor import cakupan_impor
from kelola.rules.impor import JUDUL_ALASAN, alasan_tidak_bisa_diurungkan
from lib.aksi import aksi
from lib.denyut import berdenyut
from lib.galat import GalatAturan
from lib.impor import Batas, GalatBaris, LaporanImpor, tulis_xlsx
from lib.impor.mentah import baca_mentah
from lib.impor.sel import rapikan
from lib.tanggal import di_zona

Status = PekerjaanImpor.Status
KLAIM = timedelta(seconds=35)
DENYUT = 10.0  # seconds between renewals
PERCOBAAN_MAKS = 3
SEKALI_RINCI = 2_000
TERHENTI = "Pekerjaan ini terhenti tiga kali. Pecah berkasnya, atau hubungi pengelola sistem."


class HasilBerubah(GalatAturan):
    """The data changed since the check, so that applying would do something else."""


@aksi
def klaim_impor(*, pk: int, oleh: str, sekarang: datetime) -> PekerjaanImpor | None:
    """Take an import that waits, or whose claim ran out; None where another worker has it.

    The attempt is counted before the file is opened: after three it fails with a reason.
    """
    pekerjaan = (
        PekerjaanImpor.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("pemda", "pelaksana__pegawai")
        .filter(pk=pk, status__in=PekerjaanImpor.DIKERJAKAN)
        .first()
    )
    if pekerjaan is None or (pekerjaan.klaim_sampai and pekerjaan.klaim_sampai > sekarang):
        return None
    if pekerjaan.percobaan >= PERCOBAAN_MAKS:
        _gagalkan(pekerjaan, TERHENTI, sekarang)
        return None
    pekerjaan.percobaan += 1
    pekerjaan.persen = 5
    pekerjaan.klaim_sampai = sekarang + KLAIM
    pekerjaan.save(update_fields=["percobaan", "persen", "klaim_sampai"])
    return pekerjaan


@aksi
def perpanjang_impor(*, pekerjaan: PekerjaanImpor, oleh: str, sekarang: datetime) -> None:
    """Keep an import that is still at work from being taken by another worker."""
    _milik(pekerjaan).update(klaim_sampai=sekarang + KLAIM)


@aksi
def catat_kemajuan_impor(
    *, pekerjaan: PekerjaanImpor, persen: int, oleh: str, sekarang: datetime
) -> None:
    """Show how far it is (0 to 100) and renew the claim."""
    _milik(pekerjaan).update(persen=persen, klaim_sampai=sekarang + KLAIM)


@aksi
def muat_impor(
    *, pekerjaan: PekerjaanImpor, terapkan: bool, oleh: Pengguna, sekarang: datetime
) -> LaporanImpor:
    """Read the file again, judge it by the rights that ``oleh`` has now, and try or apply it.

    Raises ImporTidakBisa when the right is gone or the file as a whole is refused.
    """
    pemuat = PEMUAT[pekerjaan.jenis]
    izin = izin_pemuat(pemuat)
    if not oleh.is_active or not boleh(oleh, izin):
        raise ImporTidakBisa(
            f"{oleh} tidak lagi berhak memuat data ini.", langkah="Hubungi BKPSDM."
        )
    laporan = pemuat.muat(
        pemda=pekerjaan.pemda,
        berkas=Path(pekerjaan.berkas.path),
        terapkan=terapkan,
        hari_ini=di_zona(sekarang, pekerjaan.pemda.zona_waktu).date(),
        sekarang=sekarang,
        oleh=oleh,
        pemetaan=pekerjaan.pemetaan,
        cakupan=cakupan_impor(oleh, izin),
        konfirmasi={int(b): p for b, p in pekerjaan.konfirmasi.items()},
    )
    if laporan.galat_berkas:
        raise ImporTidakBisa(laporan.galat_berkas)
    return laporan


@aksi
def catat_rincian(
    *, pekerjaan: PekerjaanImpor, rincian: Iterable[RincianImpor], oleh: str, sekarang: datetime
) -> None:
    """Store some lines of the result."""
    RincianImpor.objects.bulk_create(rincian)


@aksi
def kosongkan_rincian(*, pekerjaan: PekerjaanImpor, oleh: str, sekarang: datetime) -> None:
    """Forget the lines of an earlier check."""
    pekerjaan.rincian.all().delete()


@aksi
def selesaikan_periksa(
    *,
    pekerjaan: PekerjaanImpor,
    laporan: LaporanImpor,
    tolak: "File[bytes] | None",
    alasan: str,
    oleh: str,
    sekarang: datetime,
) -> None:
    """Store what the check counted, with the workbook of rejected rows, and open the result."""
    kini = _milik(pekerjaan).select_for_update(of=("self",)).first()
    if kini is None:
        return
    for nama in ("baru", "berubah", "tetap", "ditolak", "akun_baru"):
        setattr(kini, nama, getattr(laporan, nama))
    lama, kini.berkas_tolak = kini.berkas_tolak, ""
    if lama:
        transaction.on_commit(lambda: lama.storage.delete(str(lama)), robust=True)
    if tolak:
        kini.berkas_tolak.save(f"{token_hex(16)}.xlsx", tolak, save=False)
    kini.status, kini.persen, kini.alasan = Status.SIAP, 100, alasan[:600]
    kini.klaim_sampai, kini.diperiksa_pada = None, sekarang
    kini.save()


@aksi
def terapkan_impor(*, pekerjaan: PekerjaanImpor, oleh: Pengguna, sekarang: datetime) -> None:
    """Write what the check showed, and close the import, in one transaction.

    Locks the import, so that it is applied once. Raises HasilBerubah where the counts are others
    now, ImporTidakBisa where the right is gone; then nothing is written.
    """
    kini = _milik(pekerjaan).select_for_update(of=("self",)).first()
    if kini is None:
        return
    with pghistory.context(impor=kini.pk) as konteks:
        laporan = muat_impor(pekerjaan=pekerjaan, terapkan=True, oleh=oleh, sekarang=sekarang)
        hitung = ("baru", "berubah", "tetap", "ditolak")
        if beda := [n for n in hitung if getattr(kini, n) != getattr(laporan, n)]:
            sebut = ", ".join(f"{n} {getattr(kini, n)} menjadi {getattr(laporan, n)}" for n in beda)
            raise HasilBerubah(
                f"Data berubah sejak berkas diperiksa ({sebut}), jadi belum ada yang diterapkan.",
                langkah="Tinjau hasil yang baru, lalu terapkan.",
            )
        kini.konteks = konteks.id
    kini.status, kini.persen = Status.DITERAPKAN, 100
    kini.klaim_sampai, kini.diterapkan_pada, kini.selesai_pada = None, sekarang, sekarang
    kini.save()


@aksi
def urungkan_impor(*, pekerjaan: PekerjaanImpor, oleh: Pengguna, sekarang: datetime) -> None:
    """Take back all that an import wrote, in one transaction, and close it as undone.

    Locks the import. Raises GalatAturan with what stands against it; then nothing changes.
    """
    kini = _milik(pekerjaan).select_for_update(of=("self",)).first()
    if kini is None:
        return
    if not boleh(oleh, izin_pemuat(PEMUAT[kini.jenis])):
        raise ImporTidakBisa(f"{oleh} tidak lagi berhak mengubah data ini.")
    sampai = kini.diterapkan_pada and kini.diterapkan_pada + timedelta(days=7)
    if alasan := alasan_tidak_bisa_diurungkan(Status.DITERAPKAN, sampai, sekarang):
        raise ImporTidakBisa(alasan)
    urungkan_konteks(pekerjaan=kini, oleh=oleh, sekarang=sekarang)
    kini.status, kini.persen, kini.klaim_sampai = Status.DIURUNGKAN, 100, None
    kini.selesai_pada = sekarang
    kini.save()


@aksi
def gagalkan_impor(
    *, pekerjaan: PekerjaanImpor, alasan: str, oleh: str, sekarang: datetime
) -> None:
    """Close the import with the reason that people read; a failed undo leaves it applied."""
    if kini := _milik(pekerjaan).select_for_update(of=("self",)).first():
        _gagalkan(kini, alasan, sekarang)


def _gagalkan(pekerjaan: PekerjaanImpor, alasan: str, sekarang: datetime) -> None:
    gagal = pekerjaan.status != Status.MENGURUNGKAN
    pekerjaan.status = Status.GAGAL if gagal else Status.DITERAPKAN
    pekerjaan.alasan, pekerjaan.klaim_sampai = alasan[:600], None
    pekerjaan.selesai_pada = sekarang
    pekerjaan.save(update_fields=["status", "alasan", "klaim_sampai", "selesai_pada"])


def _milik(pekerjaan: PekerjaanImpor) -> QuerySet[PekerjaanImpor]:
    """The import at work, as long as no later attempt took it over and nobody cancelled it."""
    return PekerjaanImpor.objects.filter(
        pk=pekerjaan.pk,
        status__in=PekerjaanImpor.DIKERJAKAN,
        percobaan=pekerjaan.percobaan,
    )


def kerjakan(*, pk: int, jam: Callable[[], datetime], oleh: str) -> None:
    """Claim one import and do what its state says. A kill loses nothing: it is begun anew."""
    pekerjaan = klaim_impor(pk=pk, oleh=oleh, sekarang=jam())
    if pekerjaan is None:
        return

    def denyut() -> None:
        perpanjang_impor(pekerjaan=pekerjaan, oleh=oleh, sekarang=jam())

    try:
        with berdenyut(denyut, DENYUT):
            _kerjakan(pekerjaan, jam, oleh)
    except GalatAturan as galat:
        gagalkan_impor(pekerjaan=pekerjaan, alasan=str(galat), oleh=oleh, sekarang=jam())


def _kerjakan(pekerjaan: PekerjaanImpor, jam: Callable[[], datetime], oleh: str) -> None:
    perintah: dict[str, Any] = {"pekerjaan": pekerjaan, "oleh": pekerjaan.pelaksana}
    if pekerjaan.status == Status.MENGURUNGKAN:
        urungkan_impor(**perintah, sekarang=jam())
    elif pekerjaan.status == Status.MENERAPKAN:
        try:
            terapkan_impor(**perintah, sekarang=jam())
        except HasilBerubah as galat:
            _periksa(pekerjaan, jam, oleh, alasan=str(galat))
    else:
        _periksa(pekerjaan, jam, oleh)


def _periksa(
    pekerjaan: PekerjaanImpor, jam: Callable[[], datetime], oleh: str, alasan: str = ""
) -> None:
    """Try the file and store what it would do; each part commits by itself, so progress shows."""
    laporan = muat_impor(
        pekerjaan=pekerjaan, terapkan=False, oleh=pekerjaan.pelaksana, sekarang=jam()
    )
    perintah: dict[str, Any] = {"pekerjaan": pekerjaan, "oleh": oleh}
    catat_kemajuan_impor(**perintah, persen=50, sekarang=jam())
    kosongkan_rincian(**perintah, sekarang=jam())
    semua = list(_rincian(pekerjaan, laporan))
    for awal in range(0, len(semua), SEKALI_RINCI):
        catat_rincian(**perintah, rincian=semua[awal : awal + SEKALI_RINCI], sekarang=jam())
        catat_kemajuan_impor(**perintah, persen=50 + awal * 40 // len(semua), sekarang=jam())
    with TemporaryFile() as sementara:
        tolak = File(sementara) if tulis_tolak(pekerjaan, laporan.galat, sementara) else None
        selesaikan_periksa(**perintah, laporan=laporan, tolak=tolak, alasan=alasan, sekarang=jam())


def _rincian(pekerjaan: PekerjaanImpor, laporan: LaporanImpor) -> Iterator[RincianImpor]:
    jenis = RincianImpor.Jenis

    def satu(macam: str, baris: int, **isi: Any) -> RincianImpor:
        return RincianImpor(pekerjaan=pekerjaan, jenis=macam, baris=baris, isi=isi)

    for baru in laporan.daftar_baru:
        yield satu(jenis.BARU, baru.baris, label=baru.label)
    for ubah in laporan.perubahan:
        yield satu(jenis.BERUBAH, ubah.baris, label=ubah.label, beda=ubah.beda)
    for macam, daftar in ((jenis.DITOLAK, laporan.galat), (jenis.PERINGATAN, laporan.peringatan)):
        for g in daftar:
            yield satu(macam, g.baris, kolom=g.kolom, isi=g.isi, alasan=g.alasan, langkah=g.langkah)
    for t in laporan.tawaran:
        yield satu(jenis.TAWARAN, t.baris, pegawai=t.pegawai_id, label=t.label)


def tulis_tolak(pekerjaan: PekerjaanImpor, galat: list[GalatBaris], tujuan: Any) -> int:
    """Write the rejected rows with their cells as uploaded, why first; how many.

    The headings are those of the file, so that it loads again without being mapped.
    """
    alasan: dict[int, list[str]] = {}
    for g in galat:
        alasan.setdefault(g.baris, []).append(f"{g.kolom}: {g.alasan} {g.langkah}".strip())
    if not alasan:
        return 0
    mentah = baca_mentah(Path(pekerjaan.berkas.path), PEMUAT[pekerjaan.jenis].kolom, Batas())
    letak = [k["letak"] for k in pekerjaan.pratinjau if k["judul"] != JUDUL_ALASAN]
    judul = [
        k["judul"] or f"Kolom {k['huruf']}"
        for k in pekerjaan.pratinjau
        if k["judul"] != JUDUL_ALASAN
    ]
    baris = (
        ["; ".join(alasan[nomor]), *(rapikan(isi[c]) if c < len(isi) else None for c in letak)]
        for nomor, isi in mentah.baris
        if nomor in alasan
    )
    return tulis_xlsx(tujuan, "", [(JUDUL_ALASAN, 60), *judul], baris)
