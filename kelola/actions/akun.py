"""Accounts of others: invited, closed, opened again, unlocked, freed of a lost second factor."""

from datetime import datetime
from typing import Any

import pghistory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.db.models import Q

from instansi.actions.peran import admin_terjaga
from instansi.models import CatatanMasuk, Pengguna
from kelola.actions.masuk import (
    akhiri_sesi,
    catat_keamanan,
    catat_peristiwa,
    kabari_keamanan,
)
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.models.akun import Cara
from kelola.queries.akun import aktivasi_terbuka, alasan_tidak_bisa_mengelola
from kelola.queries.masuk import punya_dua_langkah
from kelola.queries.undangan import berlaku_sampai
from kelola.rules.masuk import TANPA_JEJAK, Jejak
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.tanggal import di_zona
from notifikasi.actions import antrekan_banyak
from notifikasi.rules import Butir, alamat_surel

Peristiwa = CatatanMasuk.Peristiwa


class AkunTidakBisaDikelola(GalatAturan):
    """This account is not for this officer, or is not in the state that the command needs."""


class AktivasiTidakBerlaku(GalatAturan):
    """The link or code opens nothing: used, too old, or replaced by a newer one."""


@aksi
def undang(
    *,
    daftar: list[Pengguna],
    cara: str,
    pekerjaan: PekerjaanAkun | None = None,
    oleh: Pengguna,
    sekarang: datetime,
) -> list[Aktivasi]:
    """Make a new invitation for each account of one pemda; by mail it is queued. Older ones end.

    Whether the officer may do so was asked before. Raises KeyError without the parameter of how
    long an invitation lasts.
    """
    if not daftar:
        return []
    pemda = daftar[0].pemda
    sampai = berlaku_sampai(pemda, cara, sekarang)
    undangan = Aktivasi.objects.bulk_create(
        Aktivasi(
            pengguna=akun,
            cara=cara,
            pekerjaan=pekerjaan,
            dibuat_oleh=oleh,
            dibuat_pada=sekarang,
            berlaku_sampai=sampai,
        )
        for akun in daftar
    )
    _catat_undangan(undangan, oleh, sekarang)
    if cara == Cara.SUREL:
        antrekan_banyak(
            jenis="akun_aktivasi",
            butir=[Butir(f"aktivasi:{a.pk}", a.pengguna_id) for a in undangan],
            jatuh_tempo=sekarang,
            pemda=pemda.pk,
            oleh=oleh,
            sekarang=sekarang,
        )
    return undangan


@aksi
def kirim_aktivasi(*, pengguna: Pengguna, oleh: Pengguna, sekarang: datetime) -> None:
    """Send one account its link again. Raises AkunTidakBisaDikelola."""
    _pastikan_boleh(oleh, pengguna)
    if not pengguna.is_active:
        raise AkunTidakBisaDikelola(
            "Akun ini nonaktif.", langkah="Aktifkan kembali dulu, lalu kirim tautannya."
        )
    if not alamat_surel(pengguna):
        raise AkunTidakBisaDikelola(
            f"{pengguna} belum punya surel.", langkah="Lengkapi surelnya, atau cetak slip."
        )
    undang(daftar=[pengguna], cara=Cara.SUREL, oleh=oleh, sekarang=sekarang)


@aksi
def aktifkan(
    *, nomor: int, kode: str, sandi: str, jejak: Jejak, oleh: Pengguna | str, sekarang: datetime
) -> Pengguna:
    """Set the password that an invitation's owner chose, and end the invitation.

    Locks the account, so that one code opens it once. A link that came by mail proves the
    address. Raises AktivasiTidakBerlaku.
    """
    Pengguna.objects.select_for_update().filter(aktivasi=nomor).first()
    aktivasi = aktivasi_terbuka(pk=nomor, kode=kode, sekarang=sekarang)
    if aktivasi is None:
        raise AktivasiTidakBerlaku(
            "Tautan atau kode ini tidak berlaku lagi.",
            langkah="Minta yang baru kepada pengelola kepegawaian di instansi Anda.",
        )
    akun = aktivasi.pengguna
    akun.set_password(sandi)
    akun.save(update_fields=["password"])
    aktivasi.dipakai_pada = sekarang
    aktivasi.save(update_fields=["dipakai_pada"])
    if aktivasi.cara == Cara.SUREL and akun.email:
        EmailAddress.objects.filter(user=akun, primary=True).exclude(email=akun.email).update(
            primary=False
        )
        EmailAddress.objects.update_or_create(
            user=akun, email=akun.email, defaults={"verified": True, "primary": True}
        )
    akhiri_sesi(pengguna=akun, jejak=jejak, oleh=oleh, sekarang=sekarang)
    catat_peristiwa(
        peristiwa=Peristiwa.AKTIF, pengguna=akun, jejak=jejak, oleh=oleh, sekarang=sekarang
    )
    return akun


@aksi
def nonaktifkan(*, pengguna: Pengguna, alasan: str, oleh: Pengguna, sekarang: datetime) -> None:
    """Close an account: nobody enters any more, all its sessions end, the owner is told.

    Raises AkunTidakBisaDikelola, and AdminTerakhir for the last admin's.
    """
    _pastikan_boleh(oleh, pengguna)
    if not pengguna.is_active:
        raise AkunTidakBisaDikelola("Akun ini sudah nonaktif.")
    hari = di_zona(sekarang, pengguna.pemda.zona_waktu).date()
    with admin_terjaga(pemda_id=pengguna.pemda_id, hari_ini=hari):
        _tetapkan_aktif(pengguna, False, alasan, Peristiwa.NONAKTIF, oleh, sekarang)
    akhiri_sesi(pengguna=pengguna, jejak=TANPA_JEJAK, oleh=oleh, sekarang=sekarang, alasan=alasan)


@aksi
def aktifkan_kembali(
    *, pengguna: Pengguna, alasan: str, oleh: Pengguna, sekarang: datetime
) -> None:
    """Open a closed account again; its password is as before. Raises when not allowed."""
    _pastikan_boleh(oleh, pengguna)
    if pengguna.is_active:
        raise AkunTidakBisaDikelola("Akun ini sudah aktif.")
    if pengguna.pegawai and pengguna.pegawai.status in {"PENSIUN", "PINDAH", "BERHENTI"}:
        raise AkunTidakBisaDikelola(
            f"{pengguna.pegawai} tercatat {pengguna.pegawai.get_status_display().lower()}.",
            langkah="Perbaiki dulu statusnya di data pegawai.",
        )
    _tetapkan_aktif(pengguna, True, alasan, Peristiwa.AKTIF_LAGI, oleh, sekarang)


@aksi
def buka_kunci(*, pengguna: Pengguna, alasan: str, oleh: Pengguna, sekarang: datetime) -> None:
    """Forget the failed tries of an account, at every address. Raises when not allowed."""
    _pastikan_boleh(oleh, pengguna)
    AccessAttempt.objects.filter(
        Q(username=pengguna.username) | Q(username=pengguna.email or pengguna.username)
    ).delete()
    _jejaki("kunci_dibuka", pengguna, alasan)
    _catat(Peristiwa.BUKA_KUNCI, pengguna, alasan, oleh, sekarang)


@aksi
def cabut_semua_sesi(*, pengguna: Pengguna, alasan: str, oleh: Pengguna, sekarang: datetime) -> int:
    """End every session of somebody else's account, and tell the owner; how many.

    Raises AkunTidakBisaDikelola when not allowed.
    """
    _pastikan_boleh(oleh, pengguna)
    siapa: dict[str, Any] = {
        "pengguna": pengguna,
        "oleh": oleh,
        "sekarang": sekarang,
        "alasan": alasan,
    }
    jumlah = akhiri_sesi(jejak=TANPA_JEJAK, **siapa)
    if jumlah:
        _jejaki("sesi_diakhiri", pengguna, alasan)
        kabari_keamanan(peristiwa=Peristiwa.SESI_DICABUT, **siapa)
    return jumlah


@aksi
def lepas_dua_langkah(
    *, pengguna: Pengguna, alasan: str, oleh: Pengguna, sekarang: datetime
) -> None:
    """Remove a lost second factor with its backup codes, end the sessions, tell the person.

    Raises AkunTidakBisaDikelola where there is none, or when not allowed.
    """
    _pastikan_boleh(oleh, pengguna)
    if not punya_dua_langkah(pengguna):
        raise AkunTidakBisaDikelola("Akun ini belum memasang verifikasi dua langkah.")
    Authenticator.objects.filter(user=pengguna).delete()
    _jejaki("dua_langkah_dilepas", pengguna, alasan)
    akhiri_sesi(pengguna=pengguna, jejak=TANPA_JEJAK, oleh=oleh, sekarang=sekarang, alasan=alasan)
    catat_keamanan(
        peristiwa=Peristiwa.DUA_LANGKAH_LEPAS,
        pengguna=pengguna,
        jejak=TANPA_JEJAK,
        oleh=oleh,
        sekarang=sekarang,
        alasan=alasan,
    )


def _pastikan_boleh(oleh: Pengguna, pengguna: Pengguna) -> None:
    if alasan := alasan_tidak_bisa_mengelola(oleh, pengguna):
        raise AkunTidakBisaDikelola(alasan)


def _tetapkan_aktif(
    pengguna: Pengguna,
    aktif: bool,
    alasan: str,
    peristiwa: str,
    oleh: Pengguna,
    sekarang: datetime,
) -> None:
    with pghistory.context(alasan=alasan):
        pengguna.is_active = aktif
        pengguna.save(update_fields=["is_active"])
    _catat(peristiwa, pengguna, alasan, oleh, sekarang)
    kabari_keamanan(
        jenis="akun_keamanan" if aktif else "akun_ditutup",
        peristiwa=peristiwa,
        pengguna=pengguna,
        oleh=oleh,
        sekarang=sekarang,
        alasan=alasan,
    )


def _jejaki(perbuatan: str, pengguna: Pengguna, alasan: str) -> None:
    """Leave in the trail what was done to an account that no field of it tells."""
    with pghistory.context(alasan=alasan):
        pghistory.create_event(pengguna, label=perbuatan)


def _catat_undangan(undangan: list[Aktivasi], oleh: Pengguna, sekarang: datetime) -> None:
    CatatanMasuk.objects.bulk_create(
        CatatanMasuk(
            pemda_id=a.pengguna.pemda_id,
            pengguna=a.pengguna,
            peristiwa=Peristiwa.UNDANGAN,
            pada=sekarang,
            oleh=oleh,
            alasan=a.get_cara_display(),
        )
        for a in undangan
    )


def _catat(
    peristiwa: str, pengguna: Pengguna, alasan: str, oleh: Pengguna, sekarang: datetime
) -> None:
    catat_peristiwa(
        peristiwa=peristiwa,
        pengguna=pengguna,
        jejak=TANPA_JEJAK,
        oleh=oleh,
        sekarang=sekarang,
        alasan=alasan,
    )
