"""Days off that training sessions stand on: saved, and told to those who organise them."""

from collections.abc import Iterable
from datetime import date, datetime

from instansi.actions import libur as instansi
from instansi.models import HariLibur, Instansi, Pengguna
from kelola.queries import libur as queries
from lib.aksi import aksi
from lib.tanggal import di_zona
from notifikasi.actions import antrekan_banyak
from notifikasi.rules import Butir


@aksi
def simpan_libur(
    *,
    libur: HariLibur,
    tanggal: date,
    nama: str,
    jenis: str,
    yakin: bool,
    oleh: Pengguna,
    sekarang: datetime,
) -> int:
    """Save a day off and tell the organisers of the sessions on it; how many were told.

    Raises LiburTidakBisaDisimpan.
    """
    hari_ini = di_zona(sekarang, libur.pemda.zona_waktu).date()
    instansi.simpan_libur(
        libur=libur,
        tanggal=tanggal,
        nama=nama,
        jenis=jenis,
        yakin=yakin,
        oleh=oleh,
        hari_ini=hari_ini,
    )
    return kabari_libur(pemda=libur.pemda, libur=[libur], oleh=oleh, sekarang=sekarang)


@aksi
def salin_libur(
    *, pemda: Instansi, daftar: Iterable[tuple[date, str]], oleh: Pengguna, sekarang: datetime
) -> int:
    """Add national holidays that are not there yet, and tell the organisers; how many were new."""
    daftar = list(daftar)
    jumlah = instansi.salin_libur(pemda=pemda, daftar=daftar, oleh=oleh)
    libur = HariLibur.objects.filter(pemda=pemda, tanggal__in=[hari for hari, _ in daftar])
    kabari_libur(pemda=pemda, libur=libur, oleh=oleh, sekarang=sekarang)
    return jumlah


def kabari_libur(
    *, pemda: Instansi, libur: Iterable[HariLibur], oleh: Pengguna, sekarang: datetime
) -> int:
    """Tell the organisers which of their sessions fall on these days off; how many messages.

    Called inside an action's transaction. Who was told of a day off once is not told again while
    it keeps its date; who saves it knows already.
    """
    per_hari = {satu.tanggal: satu for satu in libur}
    sesi = list(queries.sesi_pada(pemda, per_hari.keys(), sekarang)) if per_hari else []
    hari_ini = di_zona(sekarang, pemda.zona_waktu).date()
    butir = []
    for tanggal in sorted({s.hari for s in sesi}):
        sasaran = queries.sasaran_libur(per_hari[tanggal])
        milik = queries.penyelenggara_sesi((s for s in sesi if s.hari == tanggal), hari_ini)
        butir += [
            Butir(sasaran, akun, {"sesi": [s.pk for s in milik[akun]]})
            for akun in milik.keys() - queries.sudah_tahu(sasaran) - {oleh.pk}
        ]
    return antrekan_banyak(
        jenis=queries.LIBUR_SESI,
        butir=butir,
        jatuh_tempo=sekarang,
        pemda=pemda.pk,
        oleh=oleh,
        sekarang=sekarang,
    )
