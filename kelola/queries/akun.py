"""Accounts as the administration sees them; invitations and what opens them."""

import hmac
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import is_password_usable
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Collate, Lower
from django.utils import timezone

from instansi.akses import IzinDasar
from instansi.models import Instansi, Pegawai, Pengguna, Penugasan, Peran
from instansi.queries import (
    PeranDipegang,
    instansi_untuk,
    kunci_cakupan,
    pegawai_untuk,
    penugasan_aktif,
    penugasan_hari_ini,
)
from instansi.queries.akun_aktif import tanpa_sandi
from instansi.queries.ingatan import Ingatan
from instansi.queries.saring_unit import UnitTersaring, dengan_bawahan
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.queries.masuk import tanpa_dua_langkah
from kelola.rules import akun as rules
from lib.kode import baku_kode
from lib.nip import bersihkan_nip
from lib.sebutan import bergelar

# Written by hand: building objects out of these rows took longer than finding them.
_SQL_HALAMAN = """SELECT p.id, p.gelar_depan, p.nama, p.gelar_belakang, p.surel,
    (SELECT u.nama FROM instansi_instansi u WHERE u.id = p.unit_id),
    (SELECT j.nama FROM instansi_jabatan j WHERE j.id = p.jabatan_id),
    EXISTS (SELECT 1 FROM mfa_authenticator m WHERE m.user_id = a.id AND m.type = 'totp'),
    a.id, a.username, a.email, a.is_active, a.password, a.last_login
FROM instansi_pegawai p LEFT JOIN instansi_pengguna a ON a.pegawai_id = p.id
WHERE p.id = ANY(%s)"""
TANPA_SUREL = Q(pengguna=None) | Q(pengguna__email=None) | Q(pengguna__email="")


class AkunBaris(NamedTuple):
    """What a row shows of an account, named as in Pengguna."""

    pk: int
    username: str
    email: str | None
    is_active: bool
    password: str
    last_login: datetime | None

    def has_usable_password(self) -> bool:
        return is_password_usable(self.password)


class OrangAkun(NamedTuple):
    """What a row shows of a person, and of the account where there is one."""

    pk: int
    depan: str
    nama: str
    belakang: str
    surel: str
    nama_unit: str
    nama_jabatan: str
    dua_langkah: bool
    akun: AkunBaris | None

    def __str__(self) -> str:
        return bergelar(self.depan, self.nama, self.belakang)


class BarisAkun(NamedTuple):
    """One person in the list: the staff record, the account, or both."""

    pegawai: OrangAkun | Pegawai | None
    akun: AkunBaris | Pengguna | None
    keadaan: rules.Keadaan
    dua_langkah: bool

    @property
    def nama(self) -> str:
        return str(self.pegawai or self.akun)

    @property
    def surel(self) -> str:
        return (self.akun.email if self.akun else "") or (
            self.pegawai.surel if self.pegawai else ""
        )

    @property
    def jenis(self) -> str:
        return rules.JENIS_KEADAAN[self.keadaan]


def akun_untuk(pengguna: Pengguna, izin: IzinDasar) -> QuerySet[Pengguna]:
    """Accounts in scope: of the subtree's staff; others, without a record, by the whole pemda."""
    return (
        Pengguna.objects.filter(
            Q(pegawai__in=pegawai_untuk(pengguna, izin))
            | Q(pegawai=None, pemda__in=instansi_untuk(pengguna, izin))
        )
        .select_related("pegawai__unit", "pegawai__jabatan", "pemda")
        .annotate(dua_langkah=_punya_totp("pk"))
    )


def _punya_totp(akun: str) -> Exists:
    """Whether the account (a lookup of its key) has a second factor."""
    return Exists(Authenticator.objects.filter(user=OuterRef(akun), type=Authenticator.Type.TOTP))


def _saring_keadaan(keadaan: str, terkunci: Collection[str]) -> Q:
    """The condition of one filter of the list."""
    ada = Q(pengguna__isnull=False, pengguna__is_active=True)
    # Asked only of who is not in service: a join would be made for everyone.
    punya = Exists(Pengguna.objects.filter(pegawai=OuterRef("pk"), is_active=True))
    return {
        "": Q(status=Pegawai.Status.AKTIF) | Q(punya),
        "tanpa_akun": Q(status=Pegawai.Status.AKTIF, pengguna=None),
        "belum_aktif": ada & tanpa_sandi("pengguna__"),
        "tanpa_surel": Q(status=Pegawai.Status.AKTIF, surel="") & TANPA_SUREL,
        "terkunci": ada & (Q(pengguna__username__in=terkunci) | Q(pengguna__email__in=terkunci)),
        "nonaktif": Q(pengguna__is_active=False),
    }[keadaan]


def pegawai_tersaring(
    pengguna: Pengguna,
    izin: IzinDasar,
    *,
    unit: UnitTersaring | None,
    keadaan: str,
    cari: str,
    terkunci: Collection[str],
) -> QuerySet[Pegawai]:
    """Staff in scope who are active or whose account is, narrowed; sorted by name.

    By unit (with what is below), account, name or NIP.
    """
    daftar = pegawai_untuk(pengguna, izin).filter(_saring_keadaan(keadaan, terkunci))
    if unit:
        daftar = daftar.filter(unit__in=dengan_bawahan(unit))
    if cari:
        daftar = daftar.filter(_cocok(cari, "nip") | _berakun(cari))
    return daftar.order_by(Collate(Lower("nama"), "C"), "pk")


def _berakun(cari: str) -> Q:
    """Whoever enters by this very handle or address; asked apart: a name keeps its index.

    One query where the words may be one, which a name hardly is.
    """
    if not {".", "@"} & set(cari):
        return Q(pk__in=[])
    akun = Pengguna.objects.filter(Q(username=cari.lower()) | Q(email=cari.lower()))
    return Q(pk__in=list(akun.exclude(pegawai=None).values_list("pegawai_id", flat=True)))


class IngatanAkun(Ingatan):
    """With the last change of an account (``lain``), but for passwords and entries."""

    SQL_LAIN = "(SELECT max(pgh_id) FROM instansi_penggunaevent)"


def banyak_berakun(pengguna: Pengguna, izin: IzinDasar, ingatan: IngatanAkun) -> int:
    """How many the list holds where nothing narrows it; no query where remembered, else two.

    Accounts are asked for only of who is not in service, found by the index on status.
    """

    def hitung() -> int:
        semua = pegawai_untuk(pengguna, izin)
        lain = [s for s in Pegawai.Status.values if s != Pegawai.Status.AKTIF]
        aktif = semua.filter(status=Pegawai.Status.AKTIF)
        return aktif.count() + semua.filter(status__in=lain, pengguna__is_active=True).count()

    return ingatan.ambil(("akun", ingatan.lain, kunci_cakupan(pengguna, izin)), hitung)


def isi_halaman(urutan: Sequence[int]) -> list[OrangAkun]:
    """These people in order; one query."""
    with connection.cursor() as kursor:
        kursor.execute(_SQL_HALAMAN, [list(urutan)])
        orang = {
            pk: OrangAkun._make((pk, *isi[:7], AkunBaris._make(isi[7:]) if isi[7] else None))
            for pk, *isi in kursor
        }
    return [orang[pk] for pk in urutan]


def isi_akun(akun: Iterable[Pengguna]) -> list[OrangAkun | Pengguna]:
    """The rows of these accounts: the staff record where there is one, as ``isi_halaman``."""
    akun = list(akun)
    orang = {p.pk: p for p in isi_halaman([a.pegawai_id for a in akun if a.pegawai_id])}
    return [orang[a.pegawai_id] if a.pegawai_id else a for a in akun]


def akun_tanpa_dua_langkah(
    pengguna: Pengguna, izin: IzinDasar, *, unit: UnitTersaring | None, cari: str
) -> QuerySet[Pengguna]:
    """Accounts in scope that policy may ask a second factor of and have none, staff or not."""
    daftar = akun_untuk(pengguna, izin).filter(pk__in=tanpa_dua_langkah(pengguna.pemda_id))
    if unit:
        di_unit = dengan_bawahan(unit)
        daftar = daftar.filter(Q(pegawai__unit__in=di_unit) | Q(pegawai=None, pemda__in=di_unit))
    if cari:
        daftar = daftar.filter(_cocok(cari, "username"))
    return daftar.order_by(Collate(Lower("nama"), "C"), "pk")


def akun_luar(pengguna: Pengguna, izin: IzinDasar, *, cari: str) -> QuerySet[Pengguna]:
    """Accounts in scope without a staff record: mayor, external trainers, auditors; by name."""
    daftar = Pengguna.objects.filter(pegawai=None, pemda__in=instansi_untuk(pengguna, izin))
    daftar = daftar.select_related("pegawai").annotate(dua_langkah=_punya_totp("pk"))
    if cari:
        daftar = daftar.filter(_cocok(cari, "username"))
    return daftar.order_by(Collate(Lower("nama"), "C"), "pk")


def _cocok(cari: str, nomor: str) -> Q:
    angka = bersihkan_nip(cari)
    if angka.isdigit():
        return Q(**{f"{nomor}__startswith": angka})
    return Q(nama__icontains=cari) | (Q(username__icontains=cari) if nomor == "username" else Q())


def baris_akun(daftar: Iterable[Any], terkunci: Collection[str]) -> list[BarisAkun]:
    """Rows with state and second factor: of ``isi_halaman``, or of accounts as queries here add."""
    return [
        BarisAkun(pegawai, akun, keadaan(akun, terkunci), o.dua_langkah)
        for o in daftar
        for pegawai, akun in [(o, o.akun) if isinstance(o, OrangAkun) else (o.pegawai, o)]
    ]


def keadaan(akun: AkunBaris | Pengguna | None, terkunci: Collection[str]) -> rules.Keadaan:
    """The one word for an account, or for its absence."""
    return rules.keadaan_akun(
        ada=akun is not None,
        aktif=akun is not None and akun.is_active,
        bersandi=akun is not None and akun.has_usable_password(),
        terkunci=akun is not None and (akun.username in terkunci or (akun.email or "") in terkunci),
    )


def pemegang(akun: Collection[Pengguna]) -> dict[int, rules.Pemegang]:
    """The roles that these accounts hold today, also as deputies, for the rules; one query."""
    peran: dict[int, list[PeranDipegang]] = {a.pk: [] for a in akun}
    baris = penugasan_aktif(timezone.localdate()).filter(
        Q(pengguna__in=peran) | Q(deputi__in=peran)
    )
    for p in baris.select_related("instansi"):
        dipegang = PeranDipegang(Peran(p.peran), p.instansi_id, p.instansi.path)
        for pk in (p.pengguna_id, p.deputi_id):
            if pk in peran:
                peran[pk].append(dipegang)
    return {pk: rules.Pemegang(pk, tuple(milik)) for pk, milik in peran.items()}


def alasan_tidak_bisa_mengelola(pelaku: Pengguna, akun: Pengguna) -> str | None:
    """Why this person may not act on that account; None where it may."""
    saya = rules.Pemegang(pelaku.pk, tuple(penugasan_hari_ini(pelaku)))
    return rules.alasan_tidak_bisa_mengelola(saya, pemegang([akun])[akun.pk])


def boleh_dikelola(pelaku: Pengguna, akun: Collection[Pengguna]) -> set[int]:
    """Keys of those accounts on which this person may act; two queries however many."""
    saya = rules.Pemegang(pelaku.pk, tuple(penugasan_hari_ini(pelaku)))
    dipegang = pemegang(akun)
    return {pk for pk, ia in dipegang.items() if not rules.alasan_tidak_bisa_mengelola(saya, ia)}


def pekerjaan_untuk(pengguna: Pengguna) -> QuerySet[PekerjaanAkun]:
    """A person's own jobs, with how many each invited, the newest first.

    Slips open accounts, so nobody else may see them, whatever the role.
    """
    semua = PekerjaanAkun.objects.filter(peminta=pengguna).select_related("peminta")
    return semua.annotate(diundang=Count("aktivasi")).order_by("-dibuat_pada", "-id")


def kode_untuk(aktivasi: Aktivasi) -> str:
    """The code that opens an invitation, its account loaded."""
    akun = aktivasi.pengguna
    return rules.kode_aktivasi(
        kunci=settings.SECRET_KEY,
        nomor=aktivasi.pk,
        akun=akun.pk,
        sandi=akun.password,
        sampai=aktivasi.berlaku_sampai,
    )


def aktivasi_terakhir(**syarat: object) -> QuerySet[Aktivasi]:
    """Invitations that are the newest of their account, with the account."""
    lebih_baru = Aktivasi.objects.filter(pengguna=OuterRef("pengguna"), pk__gt=OuterRef("pk"))
    return Aktivasi.objects.filter(~Exists(lebih_baru), **syarat).select_related(
        "pengguna__pegawai__unit", "pengguna__pemda"
    )


def masih_terbuka(aktivasi: Aktivasi, sekarang: datetime) -> bool:
    """Whether the newest invitation of an account still opens it."""
    return (
        aktivasi.dipakai_pada is None
        and sekarang <= aktivasi.berlaku_sampai
        and aktivasi.pengguna.is_active
    )


def undangan_terbuka(akun: Pengguna, sekarang: datetime) -> Aktivasi | None:
    """The newest invitation of an account, where it still opens it."""
    terakhir = aktivasi_terakhir(pengguna=akun).first()
    return terakhir if terakhir and masih_terbuka(terakhir, sekarang) else None


def aktivasi_terbuka(*, kode: str, sekarang: datetime, **syarat: object) -> Aktivasi | None:
    """The invitation that a code opens now, named by ``pk`` (a link) or ``pengguna__username``.

    None for any other code: used, too old, replaced by a newer one, of a closed account, mistyped.
    """
    aktivasi = aktivasi_terakhir(**syarat).first()
    if aktivasi is None or not masih_terbuka(aktivasi, sekarang):
        return None
    cocok = hmac.compare_digest(kode_untuk(aktivasi).encode(), baku_kode(kode).encode())
    return aktivasi if cocok else None


def pengelola_terdekat(pengguna: Pengguna) -> list[Penugasan]:
    """Who looks after this person's account: officers of the agencies above, nearest first."""
    pegawai = pengguna.pegawai
    if pegawai is None:
        return []
    path, langkah = pegawai.unit.path, Instansi.steplen
    atas = [path[: n * langkah] for n in range(1, len(path) // langkah + 1)]
    return list(
        penugasan_aktif(timezone.localdate())
        .filter(
            peran__in=[Peran.PENGELOLA_OPD, Peran.HR],
            instansi__path__in=atas,
            pengguna__is_active=True,
        )
        .exclude(pengguna=pengguna)
        .select_related("pengguna__pegawai", "instansi")
        .order_by("-instansi__path", "pengguna__nama", "pk")[:3]
    )
