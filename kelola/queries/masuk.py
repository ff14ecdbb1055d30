"""Reads about the door: accounts by what was typed, sessions, entries, who is locked out."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from instansi.akses import IzinDasar
from instansi.models import CatatanMasuk, Instansi, Pengguna
from instansi.queries import parameter, pegawai_untuk, pemda_utuh, penugasan_aktif, peran_hari_ini
from kelola.rules import masuk as rules

SANDI_BARU = (CatatanMasuk.Peristiwa.SANDI, CatatanMasuk.Peristiwa.AKTIF)


def pengguna_bernama(nama: str) -> Pengguna | None:
    """The account that a NIP, handle or e-mail means: its own, or one that was confirmed."""
    return (
        Pengguna.objects.filter(
            Q(username=nama)
            | Q(email=nama)
            | Q(emailaddress__email=nama, emailaddress__verified=True)
        )
        .select_related("pegawai", "pemda")
        .order_by("pk")
        .first()
    )


def punya_dua_langkah(pengguna: Pengguna) -> bool:
    """Whether an app's code protects the account."""
    return Authenticator.objects.filter(user=pengguna, type=Authenticator.Type.TOTP).exists()


def tanpa_dua_langkah(pemda_id: int) -> QuerySet[Pengguna]:
    """Open accounts of a pemda, held or as a deputy in a role that policy may ask, without one."""
    wajib = penugasan_aktif(timezone.localdate()).filter(
        Q(pengguna=OuterRef("pk")) | Q(deputi=OuterRef("pk")),
        peran__in=rules.PERAN_DUA_LANGKAH,
    )
    totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    akun = Pengguna.objects.filter(pemda=pemda_id, is_active=True)
    return akun.filter(Exists(wajib), ~Exists(totp))


def dua_langkah_diwajibkan(pengguna: Pengguna) -> bool:
    """Whether policy asks a second factor of this person today."""
    return rules.wajib_dua_langkah(
        parameter(pengguna.pemda_id, timezone.localdate()), peran_hari_ini(pengguna)
    )


def sandi_diganti_pada(pengguna: Pengguna) -> datetime | None:
    """When the password was last chosen, as far as the log knows."""
    return (
        CatatanMasuk.objects.filter(pengguna=pengguna, peristiwa__in=SANDI_BARU)
        .order_by("-pada", "-id")
        .values_list("pada", flat=True)
        .first()
    )


def kewajiban(pengguna: Pengguna) -> str:
    """What a person must do before anything else: "dua_langkah", "sandi" or ""."""
    hari = timezone.localdate()
    nilai = parameter(pengguna.pemda_id, hari)
    if rules.wajib_dua_langkah(nilai, peran_hari_ini(pengguna)) and not punya_dua_langkah(pengguna):
        return "dua_langkah"
    if nilai.get("sandi_berlaku_bulan"):
        pada = sandi_diganti_pada(pengguna)
        diganti = timezone.localdate(pada) if pada else None
        return "sandi" if rules.sandi_kedaluwarsa(nilai, diganti, hari) else ""
    return ""


def sesi_untuk(pengguna: Pengguna) -> QuerySet[UserSession]:
    """The devices that are logged in to this account, the last used first."""
    return UserSession.objects.filter(user=pengguna).order_by("-last_seen_at", "-pk")


def sesi_hidup(pengguna: Pengguna, sekarang: datetime) -> QuerySet[UserSession]:
    """Those of ``sesi_untuk`` that the time limits of the pemda have not ended."""
    batas = rules.batas_sesi(parameter(pengguna.pemda_id, timezone.localdate(sekarang)))
    daftar = sesi_untuk(pengguna)
    if batas.diam_menit:
        daftar = daftar.filter(last_seen_at__gte=sekarang - timedelta(minutes=batas.diam_menit))
    if batas.paling_lama_jam:
        daftar = daftar.filter(created_at__gte=sekarang - timedelta(hours=batas.paling_lama_jam))
    return daftar


def catatan_milik(pengguna: Pengguna) -> QuerySet[CatatanMasuk]:
    """A person's own entries, newest first."""
    return (
        CatatanMasuk.objects.filter(pengguna=pengguna)
        .select_related("oleh")
        .order_by("-pada", "-id")
    )


def catatan_untuk(
    pengguna: Pengguna, izin: IzinDasar, *, sekarang: datetime, cari: str, peristiwa: str, hari: str
) -> QuerySet[CatatanMasuk]:
    """Entries of the accounts in scope, newest first, narrowed by person, event and days.

    Tries under a name that no account has belong to no city: shown where there is only one.
    """
    if pemda := pemda_utuh(pengguna, izin):
        syarat = Q(pemda=pemda)
        if not Instansi.objects.filter(depth=1).exclude(pk=pemda).exists():
            syarat |= Q(pemda=None)
    else:
        syarat = Q(pengguna__pegawai__in=pegawai_untuk(pengguna, izin))
    daftar = CatatanMasuk.objects.filter(syarat).select_related("pengguna__pegawai", "oleh")
    if cari:
        daftar = daftar.filter(
            Q(pengguna__nama__icontains=cari) | Q(pengguna__username=rules.baku_login(cari))
        )
    if peristiwa:
        daftar = daftar.filter(peristiwa=peristiwa)
    if hari:
        daftar = daftar.filter(pada__gte=sekarang - timedelta(days=int(hari)))
    return daftar.order_by("-pada", "-id")


# Written by hand: the list of accounts asks it on every page, and building it took longer.
_SQL_TERKUNCI = """SELECT username, max(terakhir) FROM (
    SELECT username, max(attempt_time) AS terakhir FROM axes_accessattempt
    WHERE attempt_time >= %s AND username IS NOT NULL
    GROUP BY username, ip_address HAVING sum(failures_since_start) >= %s) AS alamat
GROUP BY username"""


def akun_terkunci(sekarang: datetime) -> dict[str, datetime]:
    """Names that are locked out now, with the moment their lock ends; one query.

    A lock holds for one account at one address; as axes counts it.
    """
    lama = timedelta(hours=settings.AXES_COOLOFF_TIME)
    with connection.cursor() as kursor:
        kursor.execute(_SQL_TERKUNCI, [sekarang - lama, settings.AXES_FAILURE_LIMIT])
        return {nama: pada + lama for nama, pada in kursor.fetchall()}
