"""Days off: one at a time, or the fixed ones of a year at once."""

from collections.abc import Iterable
from datetime import date

from instansi.models import HariLibur, Instansi, Pengguna
from instansi.queries.libur import alasan_terisi
from instansi.rules.libur import LANGKAH_TERISI, alasan_perlu_yakin
from lib.aksi import aksi
from lib.galat import GalatAturan


class LiburTidakBisaDisimpan(GalatAturan):
    """The day is taken already, or a day of the past changes without being confirmed."""


@aksi
def simpan_libur(
    *,
    libur: HariLibur,
    tanggal: date,
    nama: str,
    jenis: str,
    yakin: bool,
    oleh: Pengguna,
    hari_ini: date,
) -> None:
    """Add a day off (without a key) or change one. Raises LiburTidakBisaDisimpan."""
    semula = _semula(libur)
    for hari in filter(None, (semula, tanggal)):
        _minta_yakin(hari, hari_ini, yakin)
    if alasan := alasan_terisi(libur, tanggal):
        raise LiburTidakBisaDisimpan(alasan, langkah=LANGKAH_TERISI)
    libur.tanggal, libur.nama, libur.jenis = tanggal, nama, jenis
    libur.save()


@aksi
def hapus_libur(*, libur: HariLibur, yakin: bool, oleh: Pengguna, hari_ini: date) -> None:
    """Delete a day off. Raises LiburTidakBisaDisimpan for a past one that is not confirmed."""
    _minta_yakin(libur.tanggal, hari_ini, yakin)
    libur.delete()


@aksi
def salin_libur(*, pemda: Instansi, daftar: Iterable[tuple[date, str]], oleh: Pengguna) -> int:
    """Add national holidays that are not there yet; how many were new."""
    daftar = list(daftar)
    ada = set(
        HariLibur.objects.filter(pemda=pemda, tanggal__in=[h for h, _ in daftar]).values_list(
            "tanggal", flat=True
        )
    )
    baru = [
        HariLibur(pemda=pemda, tanggal=hari, nama=nama, jenis=HariLibur.Jenis.LIBUR)
        for hari, nama in daftar
        if hari not in ada
    ]
    HariLibur.objects.bulk_create(baru)
    return len(baru)


def _semula(libur: HariLibur) -> date | None:
    """The day as it is stored, under a lock."""
    if not libur.pk:
        return None
    kunci = HariLibur.objects.select_for_update().filter(pk=libur.pk)
    tanggal = kunci.values_list("tanggal", flat=True).first()
    if tanggal is None:
        raise LiburTidakBisaDisimpan("Hari libur ini sudah dihapus.")
    return tanggal


def _minta_yakin(hari: date, hari_ini: date, yakin: bool) -> None:
    if not yakin and (alasan := alasan_perlu_yakin(hari, hari_ini)):
        raise LiburTidakBisaDisimpan(alasan, langkah="Centang persetujuan untuk melanjutkan.")
