"""Imports as people command them: upload, map, confirm, apply, cancel, undo."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.core.files.base import File
from django.db import transaction

from instansi.models import Pengguna
from kelola import tasks
from kelola.actions.pemuat import PEMUAT, ImporTidakBisa
from kelola.models import PekerjaanImpor, PemetaanKolom, RincianImpor
from kelola.rules import impor as rules
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.impor import Pratinjau

Status = PekerjaanImpor.Status
SIMPAN = timedelta(days=30)
ASAL_DICARI = 50  # newest imports among which the source of a workbook is sought


class BerkasDitolak(GalatAturan):
    """The file is no table that can be read; the message says why and what to do."""


@aksi
def unggah_impor(
    *, jenis: str, berkas: "File[bytes]", nama: str, oleh: Pengguna, sekarang: datetime
) -> PekerjaanImpor:
    """Keep an uploaded file under a random name and look at its header.

    A header that is recognised in full, or was mapped before, goes to the check at once. Raises
    BerkasDitolak, and then keeps nothing.
    """
    pekerjaan = PekerjaanImpor(
        pemda_id=oleh.pemda_id,
        jenis=jenis,
        pengunggah=oleh,
        pelaksana=oleh,
        nama_berkas=Path(nama).name[-120:],
        sha256=_sidik(berkas),
        ukuran=berkas.size,
        dibuat_pada=sekarang,
        kedaluwarsa_pada=sekarang + SIMPAN,
    )
    pekerjaan.berkas.save(f"{token_hex(16)}.bin", berkas, save=False)
    lihat = PEMUAT[jenis].lihat(Path(pekerjaan.berkas.path))
    if lihat.galat_berkas:
        pekerjaan.berkas.delete(save=False)
        raise BerkasDitolak(lihat.galat_berkas)
    pekerjaan.pratinjau = [_kolom_json(k) for k in lihat.kolom]
    pekerjaan.sidik_judul = rules.sidik_judul(pekerjaan.pratinjau)
    pekerjaan.pemetaan, lengkap = _pemetaan_awal(pekerjaan, lihat)
    pekerjaan.save()
    if lengkap:
        _antrekan(pekerjaan, Status.DIPERIKSA, oleh)
    return pekerjaan


def _sidik(berkas: "File[bytes]") -> str:
    sidik = hashlib.sha256()
    for potong in berkas.chunks():
        sidik.update(potong)
    berkas.seek(0)
    return sidik.hexdigest()


def _kolom_json(kolom: Any) -> dict[str, Any]:
    return {nama: getattr(kolom, nama) for nama in ("letak", "huruf", "judul", "contoh", "nama")}


def _pemetaan_awal(pekerjaan: PekerjaanImpor, lihat: Pratinjau) -> tuple[dict[str, int], bool]:
    """The mapping as remembered or recognised, and whether nothing is left to ask."""
    semua = PemetaanKolom.objects.filter(pemda=pekerjaan.pemda_id, jenis=pekerjaan.jenis)
    kolom = PEMUAT[pekerjaan.jenis].kolom
    pemetaan: dict[str, int] = {}
    if diingat := semua.filter(sidik_judul=pekerjaan.sidik_judul).first():
        letak = {kunci: c for c, kunci in rules.kunci_kolom(pekerjaan.pratinjau).items()}
        dipakai = {n: k for n, k in diingat.pemetaan.items() if n != rules.TAK_DIPAKAI}
        pemetaan = {n: letak[k] for n, k in dipakai.items() if k in letak}
    elif any(map(rules.beralasan, pekerjaan.pratinjau)):
        pemetaan = _pemetaan_asal(pekerjaan)
    if pemetaan and not rules.galat_pemetaan(pemetaan, kolom):
        return pemetaan, True
    ingatan = semua.order_by("pk").values_list("pemetaan", flat=True)
    pemetaan, pasti = rules.pemetaan_ingatan(pekerjaan.pratinjau, ingatan)
    kurang = rules.galat_pemetaan(pemetaan, kolom)
    return pemetaan, not (kurang or lihat.ganda) and pasti


def _pemetaan_asal(pekerjaan: PekerjaanImpor) -> dict[str, int]:
    """The mapping of a workbook of rejected rows, by the newest import that it may come from."""
    asal = PekerjaanImpor.objects.filter(pemda=pekerjaan.pemda_id, jenis=pekerjaan.jenis)
    terbaru = asal.exclude(berkas_tolak="").order_by("-pk")[:ASAL_DICARI]
    calon = (rules.pemetaan_tolak(a.pemetaan, a.pratinjau, pekerjaan.pratinjau) for a in terbaru)
    return next(filter(None, calon), {})


@aksi
def petakan_impor(
    *, pekerjaan: PekerjaanImpor, pemetaan: Mapping[str, int], oleh: Pengguna, sekarang: datetime
) -> None:
    """Set which column is which, remember it for files with the same headings, and check.

    Raises ImporTidakBisa where a required column is missing or the import is past its check.
    """
    kini = _kunci(pekerjaan, Status.UNGGAH, Status.SIAP)
    if galat := rules.galat_pemetaan(pemetaan, PEMUAT[kini.jenis].kolom):
        raise ImporTidakBisa(galat)
    kini.pemetaan, kini.konfirmasi = dict(pemetaan), {}
    nama_kolom = rules.kunci_kolom(kini.pratinjau)
    dipakai = {n: nama_kolom[c] for n, c in pemetaan.items() if c in nama_kolom}
    sisa = [nama_kolom[k["letak"]] for k in kini.pratinjau if rules.bernama(k)]
    sisa = [judul for judul in sisa if judul not in dipakai.values()]
    PemetaanKolom.objects.update_or_create(
        pemda_id=kini.pemda_id,
        jenis=kini.jenis,
        sidik_judul=kini.sidik_judul,
        defaults={"pemetaan": dipakai | {rules.TAK_DIPAKAI: sisa}},
    )
    _antrekan(kini, Status.DIPERIKSA, oleh)


@aksi
def pastikan_orang(
    *, pekerjaan: PekerjaanImpor, baris: list[int], oleh: Pengguna, sekarang: datetime
) -> None:
    """Confirm the people offered for these rows, and check again. Raises ImporTidakBisa."""
    kini = _kunci(pekerjaan, Status.SIAP)
    tawaran = kini.rincian.filter(jenis=RincianImpor.Jenis.TAWARAN, baris__in=baris)
    orang = {str(t.baris): t.isi["pegawai"] for t in tawaran}
    if not orang:
        raise ImporTidakBisa(
            "Belum ada orang yang dipastikan.", langkah="Centang “ya, ini orangnya” pada barisnya."
        )
    kini.konfirmasi = kini.konfirmasi | orang
    _antrekan(kini, Status.DIPERIKSA, oleh)


@aksi
def minta_terapkan(*, pekerjaan: PekerjaanImpor, oleh: Pengguna, sekarang: datetime) -> None:
    """Ask a worker to apply what the check showed. Raises ImporTidakBisa."""
    kini = _kunci(pekerjaan)
    if alasan := rules.alasan_tidak_bisa_diterapkan(kini.status, kini.siap_dimuat):
        raise ImporTidakBisa(alasan, langkah="Muat ulang halaman ini.")
    _antrekan(kini, Status.MENERAPKAN, oleh)


@aksi
def batalkan_impor(*, pekerjaan: PekerjaanImpor, oleh: Pengguna, sekarang: datetime) -> None:
    """Give an import up before it is applied. Raises ImporTidakBisa."""
    kini = _kunci(pekerjaan, Status.UNGGAH, Status.DIPERIKSA, Status.SIAP)
    kini.status, kini.selesai_pada, kini.klaim_sampai = Status.DIBATALKAN, sekarang, None
    kini.save(update_fields=["status", "selesai_pada", "klaim_sampai"])


@aksi
def minta_urungkan(*, pekerjaan: PekerjaanImpor, oleh: Pengguna, sekarang: datetime) -> None:
    """Ask a worker to take the whole import back. Raises ImporTidakBisa."""
    kini = _kunci(pekerjaan)
    if alasan := rules.alasan_tidak_bisa_diurungkan(kini.status, kini.urung_sampai, sekarang):
        raise ImporTidakBisa(alasan)
    _antrekan(kini, Status.MENGURUNGKAN, oleh)


@aksi
def catat_halangan_urung(
    *, pekerjaan: PekerjaanImpor, alasan: str, oleh: Pengguna, sekarang: datetime
) -> None:
    """Keep why an undo that was asked for cannot be, as a refused one keeps it."""
    kini = _kunci(pekerjaan)
    if kini.status == Status.DITERAPKAN:
        kini.alasan = alasan[:600]
        kini.save(update_fields=["alasan"])


@aksi
def hapus_impor_kedaluwarsa(*, oleh: str, sekarang: datetime) -> int:
    """Delete file and details of imports kept long enough; the job stays as a record. How many."""
    lama = list(
        PekerjaanImpor.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(kedaluwarsa_pada__lte=sekarang)
        .exclude(berkas="")
        .exclude(status__in=PekerjaanImpor.DIKERJAKAN)
    )
    for pekerjaan in lama:
        for berkas in (pekerjaan.berkas, pekerjaan.berkas_tolak):
            if berkas:
                transaction.on_commit(partial(berkas.storage.delete, str(berkas)), robust=True)
        pekerjaan.rincian.all().delete()
        pekerjaan.berkas = pekerjaan.berkas_tolak = ""
        pekerjaan.pratinjau, pekerjaan.konfirmasi = [], {}
        if pekerjaan.status in (Status.UNGGAH, Status.SIAP):
            pekerjaan.status, pekerjaan.selesai_pada = Status.DIBATALKAN, sekarang
        pekerjaan.save()
    return len(lama)


def _kunci(pekerjaan: PekerjaanImpor, *status: str) -> PekerjaanImpor:
    """The import as it stands now, locked. Raises ImporTidakBisa in any other state."""
    kini = PekerjaanImpor.objects.select_for_update(of=("self",)).get(pk=pekerjaan.pk)
    if status and kini.status not in status:
        raise ImporTidakBisa(
            f"Impor ini {kini.get_status_display().lower()}.", langkah="Muat ulang halaman ini."
        )
    return kini


def _antrekan(pekerjaan: PekerjaanImpor, status: str, oleh: Pengguna) -> None:
    """Hand the import to a worker after commit; when the broker is down the sweep finds it."""
    pekerjaan.status, pekerjaan.pelaksana, pekerjaan.alasan = status, oleh, ""
    pekerjaan.persen, pekerjaan.percobaan, pekerjaan.klaim_sampai = 0, 0, None
    pekerjaan.save()
    transaction.on_commit(partial(tasks.kerjakan_impor.delay, pekerjaan.pk), robust=True)
