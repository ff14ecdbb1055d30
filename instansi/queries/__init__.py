"""Scope: what a person may see. Every view gets its objects through these."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import check_password
from django.db import connection
from django.db.models import BooleanField, CharField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from instansi.models import (
    Instansi,
    Pegawai,
    Pengguna,
    Penugasan,
    Peran,
    RiwayatPenempatan,
)
from instansi.queries.kebijakan import ParameterBelumAda as ParameterBelumAda
from instansi.queries.kebijakan import kalender_kerja as kalender_kerja
from instansi.queries.kebijakan import nilai_parameter as nilai_parameter
from instansi.queries.kebijakan import parameter as parameter
from instansi.rules.peran import PERAN_UNIT as PERAN_UNIT
from lib import contoh

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

# Written by hand: every request asks both, and building them took longer than answering them.
_SQL_BAWAHAN = """EXISTS (SELECT 1 FROM instansi_pegawai b
    WHERE b.atasan_id = instansi_pengguna.pegawai_id AND b.status = 'AKTIF')"""
# Not joined: two joins more take longer to plan than the whole statement takes to run.
_SQL_UNIT = "(SELECT u.nama FROM instansi_instansi u WHERE u.id = instansi_pegawai.unit_id)"
_SQL_JABATAN = "(SELECT j.nama FROM instansi_jabatan j WHERE j.id = instansi_pegawai.jabatan_id)"
# Behind the node of each role what a Delegasi holds; nobody's name where the role is one's own.
_SQL_PERAN = """SELECT t.peran, t.instansi_id, i.path, t.id,
    (SELECT d.nama FROM instansi_pengguna d WHERE d.id = CASE
        WHEN t.pengguna_id <> %(pengguna)s THEN t.pengguna_id
        ELSE (SELECT a.pengguna_id FROM instansi_penugasan a WHERE a.id = t.delegasi_dari_id) END),
    i.nama, t.selesai, t.pengguna_id <> %(pengguna)s
FROM instansi_penugasan t JOIN instansi_instansi i ON i.id = t.instansi_id
WHERE t.mulai <= %(hari)s AND (t.selesai IS NULL OR t.selesai >= %(hari)s)
    AND (t.pengguna_id = %(pengguna)s OR t.deputi_id = %(pengguna)s
        AND (SELECT p.is_active FROM instansi_pengguna p WHERE p.id = t.pengguna_id))"""


class Delegasi(NamedTuple):
    """In whose place a role is held, where it counts, until which day (None: without an end).

    Handed over for some days, or of the deputy of the role.
    """

    penugasan_id: int
    dari: str
    instansi: str
    selesai: date | None
    deputi: bool = False


class PeranDipegang(NamedTuple):
    """A role held today and the node of the tree it counts from; from whom, where delegated."""

    peran: Peran
    instansi_id: int
    path: str
    delegasi: Delegasi | None = None


def akun_contoh() -> list[str]:
    """Handles of active demo accounts that still have the public password; one query."""
    akun = dict(
        Pengguna.objects.filter(username__in=contoh.nama_akun(), is_active=True)
        .order_by("username")
        .values_list("username", "password")
    )
    # A city's demo accounts share one hash, and checking a hash is slow on purpose.
    cocok = {sandi for sandi in set(akun.values()) if check_password(contoh.SANDI, sandi)}
    return [nama for nama, sandi in akun.items() if sandi in cocok]


def penugasan_aktif(hari: date) -> QuerySet[Penugasan]:
    """Assignments that hold on a day."""
    return Penugasan.objects.filter(Q(selesai=None) | Q(selesai__gte=hari), mulai__lte=hari)


def hari_pemda(pengguna: Pengguna) -> date:
    """Today where the person works: a role ends at midnight there, wherever the server stands."""
    return timezone.localdate(timezone=ZoneInfo(pengguna.pemda.zona_waktu))


def penugasan_hari_ini(pengguna: Pengguna) -> list[PeranDipegang]:
    """The roles that a person holds today, the own and as a deputy; one query, kept on the object.

    Who has left, retired or is on leave outside the service keeps no role over a unit. A deputy
    has the rights of the role while it lasts and the account of its holder is open.
    """
    if "_penugasan_hari_ini" not in pengguna.__dict__:
        with connection.cursor() as kursor:
            kursor.execute(_SQL_PERAN, {"pengguna": pengguna.pk, "hari": hari_pemda(pengguna)})
            baris = kursor.fetchall()
        bertugas = not pengguna.pegawai or pengguna.pegawai.status == Pegawai.Status.AKTIF
        pengguna.__dict__["_penugasan_hari_ini"] = [
            PeranDipegang(Peran(peran), pk, path, Delegasi(*asal) if asal[1] else None)
            for peran, pk, path, *asal in baris
            if bertugas or peran not in PERAN_UNIT
        ]
    return pengguna.__dict__["_penugasan_hari_ini"]


def delegasi_izin(pengguna: Pengguna, izin: "IzinDasar") -> list[int]:
    """The delegated assignments that alone give the person this permission today; else none."""
    milik = [p for p in penugasan_hari_ini(pengguna) if p.peran in izin.peran]
    if not all(p.delegasi for p in milik) or peran_turunan(pengguna) & izin.peran:
        return []
    return [p.delegasi.penugasan_id for p in milik if p.delegasi]


def masa_admin(pemda_id: int, tanpa: int | None = None) -> list[tuple[date, date | None]]:
    """First and last days of each admin of a pemda whose account is open and who is in service.

    ``tanpa`` leaves out one assignment, with what was handed over from it.
    """
    bertugas = Q(pengguna__pegawai=None) | Q(pengguna__pegawai__status=Pegawai.Status.AKTIF)
    admin = Penugasan.objects.filter(
        bertugas, peran=Peran.ADMIN_PEMDA, instansi=pemda_id, pengguna__is_active=True
    )
    if tanpa is not None:
        lain = Q(delegasi_dari=None) | ~Q(delegasi_dari=tanpa)
        admin = admin.filter(lain).exclude(pk=tanpa)
    return list(admin.values_list("mulai", "selesai"))


def pengguna_masuk() -> QuerySet[Pengguna]:
    """Accounts with what every page asks of the person logged in: one query a request.

    Of unit and position only the names, ``unit_nama`` and ``jabatan_nama``, are brought along.
    """
    return Pengguna.objects.select_related("pemda", "pegawai").annotate(
        punya_bawahan=RawSQL(_SQL_BAWAHAN, [], output_field=BooleanField()),  # noqa: S611
        unit_nama=RawSQL(_SQL_UNIT, [], output_field=CharField()),  # noqa: S611
        jabatan_nama=RawSQL(_SQL_JABATAN, [], output_field=CharField()),  # noqa: S611
    )


def peran_hari_ini(pengguna: Pengguna) -> set[Peran]:
    """All roles of a person today: given ones, and those that follow from the directory."""
    if "_peran_hari_ini" not in pengguna.__dict__:
        diberi = {p.peran for p in penugasan_hari_ini(pengguna)}
        pengguna.__dict__["_peran_hari_ini"] = diberi | peran_turunan(pengguna)
    return pengguna.__dict__["_peran_hari_ini"]


def peran_turunan(pengguna: Pengguna) -> set[Peran]:
    """The roles that follow from the directory."""
    if not pengguna.pegawai or pengguna.pegawai.status != Pegawai.Status.AKTIF:
        return set()
    return {Peran.PEGAWAI, Peran.ATASAN} if _punya_bawahan(pengguna) else {Peran.PEGAWAI}


def _punya_bawahan(pengguna: Pengguna) -> bool:
    if hasattr(pengguna, "punya_bawahan"):
        return pengguna.punya_bawahan
    return Pegawai.objects.filter(atasan=pengguna.pegawai_id, status="AKTIF").exists()


def cabang(paths: Iterable[str], awalan: str = "") -> Q:
    """The condition 'in the subtree of one of these nodes'; no node gives nothing."""
    syarat = Q(pk__in=[])
    for path in paths:
        syarat |= Q(**{f"{awalan}path__startswith": path})
    return syarat


def simpul_izin(pengguna: Pengguna, izin: "IzinDasar") -> list[PeranDipegang]:
    """The unit roles with this permission that a person holds today."""
    return [
        p for p in penugasan_hari_ini(pengguna) if p.peran in PERAN_UNIT and p.peran in izin.peran
    ]


def instansi_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Instansi]:
    """The nodes where a person holds a unit role with this permission, with their subtrees."""
    return Instansi.objects.filter(cabang(p.path for p in simpul_izin(pengguna, izin)))


def dalam_cakupan(pengguna: Pengguna, izin: "IzinDasar", *, unit: str, pemda: str = "pemda") -> Q:
    """Rows whose unit (a lookup) lies in ``instansi_untuk``; a whole pemda without its tree.

    One value of ``pemda`` lets an index give the order of a list; a subtree cannot.
    """
    simpul = simpul_izin(pengguna, izin)
    akar = {p.instansi_id: p.path for p in simpul if len(p.path) == Instansi.steplen}
    lain = cabang(p.path for p in simpul if not p.path.startswith(tuple(akar.values())))
    return Q(**{f"{pemda}__in": list(akar)}) | Q(
        **{f"{unit}__in": Instansi.objects.filter(lain)},
    )


def pemda_utuh(pengguna: Pengguna, izin: "IzinDasar") -> int | None:
    """The key of the own pemda where the person holds this permission at its root."""
    akar = {p.instansi_id for p in simpul_izin(pengguna, izin)}
    return pengguna.pemda_id if pengguna.pemda_id in akar else None


def pegawai_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Pegawai]:
    """The people a person may see by this permission: of the subtree, direct reports, self."""
    syarat = dalam_cakupan(pengguna, izin, unit="unit")
    if pemda_utuh(pengguna, izin):
        return Pegawai.objects.filter(syarat)
    if pengguna.pegawai_id and Peran.ATASAN in izin.peran:
        syarat |= Q(atasan=pengguna.pegawai_id, status=Pegawai.Status.AKTIF)
    if pengguna.pegawai_id and Peran.PEGAWAI in izin.peran:
        syarat |= Q(pk=pengguna.pegawai_id)
    return Pegawai.objects.filter(syarat)


def kunci_cakupan(pengguna: Pengguna, izin: "IzinDasar") -> Hashable:
    """All that ``pegawai_untuk`` depends on, to remember by; the same for all who see a pemda."""
    simpul = tuple(p.path for p in simpul_izin(pengguna, izin))
    return (izin.peran, simpul, None if pemda_utuh(pengguna, izin) else pengguna.pegawai_id)


def unit_pada(pasangan: Iterable[tuple[int, date]]) -> dict[tuple[int, date], int]:
    """The unit of each person on a day, for many pairs; two queries.

    Before the first known placement it is that one; without any it is today's unit.
    """
    pasangan = list(pasangan)
    ids = {pegawai for pegawai, _ in pasangan}
    penempatan: dict[int, list[tuple[date, int]]] = {}
    baris = RiwayatPenempatan.objects.filter(pegawai__in=ids).order_by("pegawai", "mulai")
    for pegawai, mulai, unit in baris.values_list("pegawai", "mulai", "unit"):
        penempatan.setdefault(pegawai, []).append((mulai, unit))
    kini = dict(Pegawai.objects.filter(pk__in=ids).values_list("pk", "unit"))
    hasil = {}
    for pegawai, hari in pasangan:
        riwayat = penempatan.get(pegawai, [])
        lampau = [unit for mulai, unit in riwayat if mulai <= hari]
        hasil[pegawai, hari] = (lampau or [u for _, u in riwayat[:1]] or [kini[pegawai]])[-1]
    return hasil
