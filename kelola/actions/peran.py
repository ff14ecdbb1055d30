"""Giving, changing and ending roles. Every command locks the pemda's row: see admin_terjaga."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from instansi.actions.peran import admin_terjaga, kemarin, persingkat_penugasan
from instansi.models import Instansi, Pengguna, Penugasan
from kelola import permissions
from kelola.queries import peran as queries
from kelola.rules import peran as rules
from kelola.rules.peran import Masa
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.tanggal import di_zona
from notifikasi.actions import antrekan_pesan

IZIN = permissions.Izin.PERAN_BERI


class PeranTidakBisaDiberi(GalatAturan):
    """The role cannot be given so."""


class PeranTidakBisaDiubah(GalatAturan):
    """The role cannot be changed or ended so."""


@dataclass(frozen=True)
class IsiPeran:
    """What is given: role, node, days, whether acting (Plt/Plh), deputy, reason."""

    peran: str
    instansi: Instansi
    mulai: date
    selesai: date | None
    pelaksana_tugas: bool = False
    deputi: Pengguna | None = None
    alasan: str = ""


def hari_di(pemda: Instansi, sekarang: datetime) -> date:
    """The day of a moment in the pemda's zone."""
    return di_zona(sekarang, pemda.zona_waktu).date()


@aksi
def beri_peran(
    *, penerima: Pengguna, isi: IsiPeran, oleh: Pengguna, sekarang: datetime
) -> Penugasan:
    """Give a person a role at a node; tell them and the deputy. Raises PeranTidakBisaDiberi."""
    hari = hari_di(oleh.pemda, sekarang)
    with admin_terjaga(pemda_id=oleh.pemda_id, hari_ini=hari):
        if alasan := queries.alasan_tidak_bisa_diberi(
            oleh,
            penerima,
            peran=isi.peran,
            simpul=isi.instansi,
            masa=Masa(isi.mulai, isi.selesai),
            izin=IZIN,
            hari=hari,
        ):
            raise PeranTidakBisaDiberi(alasan)
        baru = Penugasan(pengguna=penerima, **vars(isi))
        simpan_sah(baru, PeranTidakBisaDiberi)
    kabari("peran_diberi", baru, penerima, oleh=oleh, sekarang=sekarang)
    kabari_deputi("peran_diberi", baru, baru.deputi, oleh=oleh, sekarang=sekarang)
    return baru


@aksi
def ubah_peran(
    *,
    penugasan: Penugasan,
    selesai: date | None,
    pelaksana_tugas: bool,
    deputi: Pengguna | None,
    alasan: str,
    oleh: Pengguna,
    sekarang: datetime,
) -> None:
    """Change the end of a role, its deputy, or whether it is acting; tell holder and deputies.

    What was handed over from it ends by the new end. Raises PeranTidakBisaDiubah, AdminTerakhir.
    """
    hari = hari_di(oleh.pemda, sekarang)
    with admin_terjaga(pemda_id=oleh.pemda_id, hari_ini=hari):
        tugas = _ambil(penugasan)
        if tolak := queries.alasan_tidak_bisa_diubah(
            tugas, selesai, oleh=oleh, izin=IZIN, hari=hari
        ):
            raise PeranTidakBisaDiubah(tolak)
        lama, deputi_lama = {"selesai_lama": _iso(tugas.selesai)}, tugas.deputi
        if selesai is not None:
            for titip in persingkat_penugasan(penugasan=tugas, terakhir=selesai, oleh=oleh):
                _kabari_dipersingkat(titip, selesai, oleh=oleh, sekarang=sekarang)
        tugas.selesai, tugas.pelaksana_tugas = selesai, pelaksana_tugas
        tugas.deputi, tugas.alasan = deputi, alasan
        simpan_sah(tugas, PeranTidakBisaDiubah)
    kabari("peran_diubah", tugas, tugas.pengguna, oleh=oleh, sekarang=sekarang, data=lama)
    if deputi == deputi_lama:
        kabari_deputi("peran_diubah", tugas, deputi, oleh=oleh, sekarang=sekarang, data=lama)
    else:
        kabari_deputi("peran_berakhir", tugas, deputi_lama, oleh=oleh, sekarang=sekarang)
        kabari_deputi("peran_diberi", tugas, deputi, oleh=oleh, sekarang=sekarang)


@aksi
def akhiri_peran(*, penugasan: Penugasan, alasan: str, oleh: Pengguna, sekarang: datetime) -> None:
    """End a role, or a delegation, at once; tell the holder and who received it from them.

    Yesterday becomes its last day; one that has not begun is removed, and the history keeps it.
    Raises PeranTidakBisaDiubah, AdminTerakhir.
    """
    hari = hari_di(oleh.pemda, sekarang)
    with admin_terjaga(pemda_id=oleh.pemda_id, hari_ini=hari):
        tugas = _ambil(penugasan)
        tolak = rules.alasan_sudah_berakhir(tugas.selesai, hari) or rules.alasan_pemberi(
            tugas.peran, queries.pemberi(oleh, tugas.pengguna, IZIN)
        )
        if tolak:
            raise PeranTidakBisaDiubah(tolak)
        hentikan(tugas, hari=hari, alasan=alasan, oleh=oleh, sekarang=sekarang)


def hentikan(
    tugas: Penugasan, *, hari: date, alasan: str, oleh: Pengguna, sekarang: datetime
) -> None:
    """End a role from today on, with its delegations, and tell everyone but who did it."""
    data = {"alasan": alasan}
    orang = [(tugas, tugas.pengguna, data)]
    if tugas.delegasi_dari:
        pemilik = tugas.delegasi_dari.pengguna
        orang.append((tugas, pemilik, data | {"penerima": tugas.pengguna.nama}))
    tugas.alasan = alasan
    tugas.save(update_fields=["alasan"])
    pk = tugas.pk
    berubah = persingkat_penugasan(penugasan=tugas, terakhir=kemarin(hari), oleh=oleh)
    tugas.pk = pk  # a role that had not begun has no row any more
    orang += [(titip, titip.pengguna, data) for titip in berubah]
    for peran, penerima, isi in orang:
        kabari("peran_berakhir", peran, penerima, oleh=oleh, sekarang=sekarang, data=isi)
    kabari_deputi("peran_berakhir", tugas, tugas.deputi, oleh=oleh, sekarang=sekarang, data=data)


def kabari(
    jenis: str,
    tugas: Penugasan,
    penerima: Pengguna,
    *,
    oleh: Pengguna,
    sekarang: datetime,
    data: dict[str, Any] | None = None,
) -> None:
    """Queue a message about a role, with the facts as they are now; nobody is told of own acts."""
    if penerima.pk == oleh.pk:
        return
    antrekan_pesan(
        jenis=jenis,
        sasaran=f"penugasan:{tugas.pk}",
        penerima=[penerima.pk],
        jatuh_tempo=sekarang,
        pemda=oleh.pemda_id,
        data=fakta(tugas) | {"oleh": oleh.nama} | (data or {}),
        oleh=oleh,
        sekarang=sekarang,
    )


def kabari_deputi(
    jenis: str,
    tugas: Penugasan,
    deputi: Pengguna | None,
    *,
    oleh: Pengguna,
    sekarang: datetime,
    data: dict[str, Any] | None = None,
) -> None:
    """Tell a deputy what the holder is told, in words of their own."""
    if deputi is not None:
        isi = {"pemegang": tugas.pengguna.nama} | (data or {})
        kabari(jenis, tugas, deputi, oleh=oleh, sekarang=sekarang, data=isi)


def _kabari_dipersingkat(
    titip: Penugasan, selesai: date, *, oleh: Pengguna, sekarang: datetime
) -> None:
    """Tell a delegate that the delegation ends with the role it came from."""
    jenis = "peran_diubah" if titip.mulai <= selesai else "peran_berakhir"
    data = {"selesai_lama": _iso(titip.selesai), "selesai": _iso(selesai)}
    kabari(jenis, titip, titip.pengguna, oleh=oleh, sekarang=sekarang, data=data)


def fakta(tugas: Penugasan) -> dict[str, Any]:
    """What a letter says about a role: it may be gone when the letter is written."""
    dari = tugas.delegasi_dari
    return {
        "peran": tugas.peran,
        "instansi": tugas.instansi.nama,
        "mulai": _iso(tugas.mulai),
        "selesai": _iso(tugas.selesai),
        "plt": tugas.pelaksana_tugas,
        "deputi": tugas.deputi.nama if tugas.deputi else "",
        "dari": dari.pengguna.nama if dari else "",
        "alasan": tugas.alasan,
    }


def simpan_sah(tugas: Penugasan, galat: type[GalatAturan]) -> None:
    """Save what the constraints allow; their words become the refusal."""
    try:
        tugas.full_clean()
    except ValidationError as salah:
        raise galat(" ".join(salah.messages)) from salah
    tugas.save()


def _iso(hari: date | None) -> str | None:
    return hari.isoformat() if hari else None


def _ambil(penugasan: Penugasan) -> Penugasan:
    """The row as it stands now that the pemda is locked."""
    kini = Penugasan.objects.select_related(
        "pengguna", "instansi", "deputi", "delegasi_dari__pengguna"
    )
    tugas = kini.filter(pk=penugasan.pk).first()
    if tugas is None:
        raise PeranTidakBisaDiubah("Peran ini baru saja dihapus. Muat ulang daftarnya.")
    return tugas
