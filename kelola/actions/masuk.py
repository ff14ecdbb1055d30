"""Writes at the door: the log of entries, sessions that end, a forgotten password."""

from collections.abc import Iterable
from datetime import datetime

from allauth.usersessions.models import UserSession

from instansi.models import CatatanMasuk, Pengguna
from kelola.queries.masuk import pengguna_bernama, sesi_untuk
from kelola.rules.masuk import Jejak
from lib.aksi import aksi
from notifikasi.actions import antrekan_pesan
from notifikasi.rules import alamat_surel

Peristiwa = CatatanMasuk.Peristiwa


@aksi
def catat_peristiwa(
    *,
    peristiwa: str,
    pengguna: Pengguna | None,
    jejak: Jejak,
    oleh: Pengguna | str,
    sekarang: datetime,
    alasan: str = "",
) -> None:
    """Add one line to the log. Where an officer did it, the line names the officer and why."""
    petugas = oleh if isinstance(oleh, Pengguna) and oleh != pengguna else None
    CatatanMasuk.objects.create(
        pemda_id=pengguna.pemda_id if pengguna else None,
        pengguna=pengguna,
        peristiwa=peristiwa,
        pada=sekarang,
        alamat=jejak.alamat,
        perangkat=jejak.perangkat,
        oleh=petugas,
        alasan=alasan[:200],
    )


@aksi
def catat_keamanan(
    *,
    peristiwa: str,
    pengguna: Pengguna,
    jejak: Jejak,
    oleh: Pengguna | str,
    sekarang: datetime,
    alasan: str = "",
) -> None:
    """Log a change of password or second factor, and tell the person by mail."""
    catat_peristiwa(
        peristiwa=peristiwa,
        pengguna=pengguna,
        jejak=jejak,
        oleh=oleh,
        sekarang=sekarang,
        alasan=alasan,
    )
    kabari_keamanan(
        peristiwa=peristiwa,
        pengguna=pengguna,
        perangkat=jejak.perangkat,
        oleh=oleh,
        sekarang=sekarang,
        alasan=alasan,
    )


def kabari_keamanan(
    *,
    jenis: str = "akun_keamanan",
    peristiwa: str,
    pengguna: Pengguna,
    oleh: Pengguna | str,
    sekarang: datetime,
    perangkat: str = "",
    alasan: str = "",
) -> None:
    """Tell the owner by mail what was done to the account, and by which officer and why."""
    petugas = oleh.nama if isinstance(oleh, Pengguna) and oleh.pk != pengguna.pk else ""
    antrekan_pesan(
        jenis=jenis,
        sasaran=f"pengguna:{pengguna.pk}",
        penerima=[pengguna.pk],
        jatuh_tempo=sekarang,
        pemda=pengguna.pemda_id,
        data={
            "peristiwa": peristiwa,
            "perangkat": perangkat,
            "petugas": petugas,
            "alasan": alasan[:200],
        },
        oleh=oleh,
        sekarang=sekarang,
    )


@aksi
def minta_sandi_baru(*, nama: str, oleh: Pengguna | str, sekarang: datetime) -> None:
    """Queue the mail with a link to a new password, where the name means an account with e-mail.

    Gives nothing back: the page must not know. The link is made when the mail is written, so no
    queue, log or history holds it.
    """
    pengguna = pengguna_bernama(nama)
    if pengguna is None or not pengguna.is_active or not alamat_surel(pengguna):
        return
    antrekan_pesan(
        jenis="akun_lupa_sandi",
        sasaran=f"pengguna:{pengguna.pk}",
        penerima=[pengguna.pk],
        jatuh_tempo=sekarang,
        pemda=pengguna.pemda_id,
        oleh=oleh,
        sekarang=sekarang,
    )


@aksi
def akhiri_sesi_lama(
    *, pengguna: Pengguna, kecuali: str | None, oleh: Pengguna, sekarang: datetime
) -> None:
    """Take the sessions that a new password has ended off the list of devices.

    ``kecuali`` is the key of the session in which it was chosen.
    """
    for satu in sesi_untuk(pengguna).exclude(session_key=kecuali or ""):
        satu.end()


@aksi
def akhiri_sesi(
    *,
    pengguna: Pengguna,
    sesi: Iterable[UserSession] | None = None,
    jejak: Jejak,
    oleh: Pengguna | str,
    sekarang: datetime,
    alasan: str = "",
) -> int:
    """End these sessions of an account, or all of them; how many. Logged once when there are any.

    A session that is ended asks for the password at its next request.
    """
    daftar = list(sesi_untuk(pengguna) if sesi is None else sesi)
    for satu in daftar:
        satu.end()
    if daftar:
        catat_peristiwa(
            peristiwa=Peristiwa.SESI_DICABUT,
            pengguna=pengguna,
            jejak=jejak,
            oleh=oleh,
            sekarang=sekarang,
            alasan=alasan,
        )
    return len(daftar)
