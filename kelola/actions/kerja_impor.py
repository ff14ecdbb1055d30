"""What a worker does with an import: check it, apply it in one transaction, take it back."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryFile
from typing import Any

import pghistory
from django.core.files.base import File
from django.db import transaction

from instansi.actions import PEMUAT_LIBUR
from instansi.akses import boleh
from instansi.models import Pengguna
from kelola.actions.libur import kabari_libur
from kelola.actions.pemuat import PEMUAT, ImporTidakBisa, izin_pemuat
from kelola.actions.urungkan import urungkan_konteks
from kelola.models import PekerjaanImpor, RincianImpor
from kelola.models.impor import LAMA_URUNG
from kelola.queries.impor import cakupan_impor
from kelola.queries.libur import libur_dari_impor, peringatan_libur
from kelola.rules.impor import alasan_tidak_bisa_diurungkan, beralasan, kolom_tambahan
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.impor import BarisBaru, Batas, GalatBaris, LaporanImpor, Perubahan
from lib.impor.kolom import JUDUL_ALASAN, JUDUL_BARIS
from lib.impor.mentah import baca_mentah
from lib.impor.sel import rapikan
from lib.impor.tulis import tulis_xlsx
from lib.pekerjaan import Antrean, jalankan, perpanjang_klaim, tutup
from lib.tanggal import di_zona

Status = PekerjaanImpor.Status
SEKALI_RINCI = 2_000
ANTREAN = Antrean(
    PekerjaanImpor,
    dikerjakan=PekerjaanImpor.DIKERJAKAN,
    terhenti="Pekerjaan ini terhenti tiga kali. Pecah berkasnya, atau hubungi pengelola sistem.",
    gagal=lambda p: Status.DITERAPKAN if p.status == Status.MENGURUNGKAN else Status.GAGAL,
    awal={"persen": 5},
)


class HasilBerubah(GalatAturan):
    """The data changed since the check, so that applying would do something else."""


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
    if pekerjaan.jenis == PEMUAT_LIBUR.kode:
        laporan.peringatan += peringatan_libur(pekerjaan.pemda, laporan.daftar_baru, sekarang)
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
    kini = ANTREAN.terkunci(pekerjaan)
    if kini is None:
        return
    for nama in ("baru", "berubah", "tetap", "ditolak", "akun_baru", "tanpa_atasan", "tanpa_mulai"):
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
    kini = ANTREAN.terkunci(pekerjaan)
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
        if pekerjaan.jenis == PEMUAT_LIBUR.kode:
            baru = libur_dari_impor(konteks.id)
            kabari_libur(pemda=kini.pemda, libur=baru, oleh=oleh, sekarang=sekarang)
        kini.konteks = konteks.id
    tutup(kini, Status.DITERAPKAN, sekarang, persen=100, diterapkan_pada=sekarang)
    kini.save()


@aksi
def urungkan_impor(*, pekerjaan: PekerjaanImpor, oleh: Pengguna, sekarang: datetime) -> None:
    """Take back all that an import wrote, in one transaction, and close it as undone.

    Locks the import. Raises GalatAturan with what stands against it; then nothing changes.
    """
    kini = ANTREAN.terkunci(pekerjaan)
    if kini is None:
        return
    if not boleh(oleh, izin_pemuat(PEMUAT[kini.jenis])):
        raise ImporTidakBisa(f"{oleh} tidak lagi berhak mengubah data ini.")
    sampai = kini.diterapkan_pada and kini.diterapkan_pada + LAMA_URUNG
    if alasan := alasan_tidak_bisa_diurungkan(Status.DITERAPKAN, sampai, sekarang):
        raise ImporTidakBisa(alasan)
    urungkan_konteks(pekerjaan=kini, oleh=oleh, sekarang=sekarang)
    tutup(kini, Status.DIURUNGKAN, sekarang, persen=100)
    kini.save()


def kerjakan(*, pk: int, jam: Callable[[], datetime], oleh: str) -> None:
    """Do with one import what its state says. A kill loses nothing: it is begun anew."""
    jalankan(ANTREAN, pk=pk, isi=lambda kerja: _kerjakan(kerja, jam, oleh), jam=jam, oleh=oleh)


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
    _maju(pekerjaan, 50, jam, oleh)
    kosongkan_rincian(**perintah, sekarang=jam())
    semua, tercatat = _rincian(pekerjaan, laporan), 0
    while bagian := list(islice(semua, SEKALI_RINCI)):  # never all of a city's lines at once
        catat_rincian(**perintah, rincian=bagian, sekarang=jam())
        tercatat += len(bagian)
        _maju(pekerjaan, 50 + tercatat * 40 // _banyak_rincian(laporan), jam, oleh)
    with TemporaryFile() as sementara:
        tolak = File(sementara) if tulis_tolak(pekerjaan, laporan.galat, sementara) else None
        selesaikan_periksa(**perintah, laporan=laporan, tolak=tolak, alasan=alasan, sekarang=jam())


def _maju(pekerjaan: PekerjaanImpor, persen: int, jam: Callable[[], datetime], oleh: str) -> None:
    kemajuan = {"persen": persen}
    perpanjang_klaim(
        antrean=ANTREAN, pekerjaan=pekerjaan, kemajuan=kemajuan, oleh=oleh, sekarang=jam()
    )


def _banyak_rincian(laporan: LaporanImpor) -> int:
    lain = len(laporan.galat) + len(laporan.peringatan) + len(laporan.tawaran)
    return len(laporan.daftar_baru) + len(laporan.perubahan) + len(laporan.jabatan_baru) + lain


def _rincian(pekerjaan: PekerjaanImpor, laporan: LaporanImpor) -> Iterator[RincianImpor]:
    jenis = RincianImpor.Jenis

    def satu(macam: str, baris: int, **isi: Any) -> RincianImpor:
        return RincianImpor(pekerjaan=pekerjaan, jenis=macam, baris=baris, isi=isi)

    def pokok(hal: BarisBaru | Perubahan) -> dict[str, str]:
        isi = {"kunci": hal.kunci, "tanpa_akun": laporan.tanpa_akun.get(hal.baris, "")}
        return {"label": hal.label} | {k: teks for k, teks in isi.items() if teks}

    for baru in laporan.daftar_baru:
        yield satu(jenis.BARU, baru.baris, kolom=baru.isi, **pokok(baru))
    for ubah in laporan.perubahan:
        yield satu(jenis.BERUBAH, ubah.baris, beda=ubah.beda, **pokok(ubah))
    for macam, daftar in ((jenis.DITOLAK, laporan.galat), (jenis.PERINGATAN, laporan.peringatan)):
        for g in daftar:
            isi = g._asdict() | {"sebutan": laporan.sebutan.get(g.baris, "")}
            yield satu(macam, isi.pop("baris"), **isi)
    for t in laporan.tawaran:
        yield satu(jenis.TAWARAN, t.baris, pegawai=t.pegawai_id, label=t.label, rinci=t.rinci)
    yield from _rincian_jabatan(pekerjaan, laporan)


def _rincian_jabatan(pekerjaan: PekerjaanImpor, laporan: LaporanImpor) -> Iterator[RincianImpor]:
    jenis = RincianImpor.Jenis.JABATAN
    for b in laporan.jabatan_baru:
        isi = {"label": b.label, "kolom": b.isi}
        yield RincianImpor(pekerjaan=pekerjaan, jenis=jenis, baris=b.baris, isi=isi)


def tulis_tolak(pekerjaan: PekerjaanImpor, galat: list[GalatBaris], tujuan: Any) -> int:
    """Write the rejected rows with their cells as uploaded, why and which row first; how many.

    The headings are those of the file, so that it loads again without being mapped; after them
    stand, empty, the columns that the reasons tell to fill and the file lacks.
    """
    alasan: dict[int, list[str]] = {}
    for g in galat:
        alasan.setdefault(g.baris, []).append(f"{g.kolom}: {g.alasan} {g.langkah}".strip())
    if not alasan:
        return 0
    mentah = baca_mentah(Path(pekerjaan.berkas.path), PEMUAT[pekerjaan.jenis].kolom, Batas())
    kolom = [k for k in pekerjaan.pratinjau if not beralasan(k)]
    letak = [k["letak"] for k in kolom]
    judul = [k["judul"] or f"Kolom {k['huruf']}" for k in kolom]
    dikenal = {*pekerjaan.pemetaan, *(k["nama"] for k in kolom)}
    judul += kolom_tambahan(galat, PEMUAT[pekerjaan.jenis].kolom, dikenal)
    baris = (
        [
            "; ".join(alasan[nomor]),
            nomor,
            *(rapikan(isi[c]) if c < len(isi) else None for c in letak),
        ]
        for nomor, isi in mentah.baris
        if nomor in alasan
    )
    return tulis_xlsx(tujuan, "", [(JUDUL_ALASAN, 60), (JUDUL_BARIS, 10), *judul], baris)
