"""People and who leads them: heads, fallback evaluators, superiors that cannot be right."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from instansi.models import Instansi, Pegawai, PelaksanaTugas, Pengguna, Penugasan, Peran
from instansi.queries import penugasan_aktif, simpul_izin
from instansi.queries.ingatan import Ingatan, kunci_daftar
from instansi.queries.kebijakan import ketentuan
from instansi.rules.orang import (
    ESELON_TANPA_ATASAN,
    POLA_PIMPINAN,
    Masalah,
    batas_pensiun,
    lingkaran,
    pensiun_dini,
)

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

AKTIF = Pegawai.Status.AKTIF
PANJANG_OPD = 2 * Instansi.steplen  # of the tree path of an agency


# Who leads anyone, each found by one look into the index after the one before: they are few.
_SQL_ATASAN = """
WITH RECURSIVE b (id) AS (
    SELECT MIN(atasan_id) FROM instansi_pegawai WHERE status = 'AKTIF'
    UNION ALL
    SELECT (SELECT MIN(p.atasan_id) FROM instansi_pegawai p
        WHERE p.atasan_id > b.id AND p.status = 'AKTIF')
    FROM b WHERE b.id IS NOT NULL
)
SELECT p.id, p.atasan_id FROM b JOIN instansi_pegawai p ON p.id = b.id
WHERE p.atasan_id IS NOT NULL
"""


class Pimpinan(NamedTuple):
    """Who leads each node, by tree path: holders of KEPALA, and of the unit's leading position."""

    kepala: dict[str, list[Pegawai]]
    puncak: dict[str, Pegawai]


def mencakup(pengguna: Pengguna, izin: "IzinDasar", pegawai: Pegawai) -> bool:
    """Whether this permission reaches one person; no query where ``unit`` is loaded.

    By a unit role above the person, or as the person (a permission that PEGAWAI holds).
    """
    jalur = tuple(p.path for p in simpul_izin(pengguna, izin))
    sendiri = pegawai.pk == pengguna.pegawai_id and Peran.PEGAWAI in izin.peran
    return sendiri or pegawai.unit.path.startswith(jalur)


def rantai_atasan(pegawai_id: int) -> list[int]:
    """The superiors above a person, the nearest first; a circle ends where it closes."""
    with connection.cursor() as kursor:
        kursor.execute(
            "WITH RECURSIVE r AS (SELECT atasan_id, ARRAY[id] AS jalur FROM instansi_pegawai"
            " WHERE id = %s UNION ALL SELECT p.atasan_id, jalur || p.id FROM r"
            " JOIN instansi_pegawai p ON p.id = r.atasan_id WHERE NOT p.id = ANY(jalur))"
            " SELECT atasan_id FROM r WHERE atasan_id IS NOT NULL ORDER BY cardinality(jalur)",
            [pegawai_id],
        )
        return [baris[0] for baris in kursor.fetchall()]


def anggota_lingkaran() -> list[int]:
    """Everyone who is, over others, one's own superior; one query."""
    with connection.cursor() as kursor:
        kursor.execute(_SQL_ATASAN)
        return sorted(lingkaran(dict(kursor.fetchall())))


def orang_bermasalah(daftar: QuerySet[Pegawai]) -> QuerySet[Any]:
    """Active people of ``daftar`` whose superior is missing or cannot be right (``masalah``).

    The city's highest civil servant has no superior by rule. A superior at the root or the regional
    secretary leads people of every agency. One query of its own, for those who lead in a circle.
    """
    putar = anggota_lingkaran()
    opd, opd_atasan = Substr("unit__path", 1, PANJANG_OPD), Substr("opd_atasan", 1, PANJANG_OPD)
    lain = (
        ~Q(opd=opd_atasan)
        & Q(unit__depth__gt=1, atasan__unit__depth__gt=1)
        & ~Q(atasan__jabatan__eselon__in=ESELON_TANPA_ATASAN)
    )
    return (
        daftar.filter(status=AKTIF)
        .exclude(jabatan__eselon__in=ESELON_TANPA_ATASAN)
        .annotate(opd=opd, opd_atasan=F("atasan__unit__path"))
        .annotate(
            masalah=Case(
                When(atasan=None, then=Value(Masalah.TANPA)),
                When(pk__in=putar, then=Value(Masalah.PUTAR)),
                When(~Q(atasan__status=AKTIF), then=Value(Masalah.PERGI)),
                When(lain, then=Value(Masalah.LAIN)),
                default=Value(""),
                output_field=CharField(),
            )
        )
        .exclude(masalah="")
    )


def masalah_terurut(daftar: QuerySet[Pegawai]) -> list[tuple[int, str]]:
    """Keys of ``orang_bermasalah`` by agency and unit, with what is wrong (``Masalah``).

    One query; three where the judgement is not remembered (ADR 17).
    """

    def nilai() -> list[tuple[int, str]]:
        terurut = orang_bermasalah(daftar).order_by("unit__path", "id")
        return list(terurut.values_list("pk", "masalah"))

    return Ingatan().ambil(("atasan", kunci_daftar(daftar)), nilai)


def baris_atasan(daftar: QuerySet[Pegawai], pk: Collection[int]) -> dict[int, Any]:
    """Those of ``daftar`` with these keys, with unit, position and name of the superior: one query.

    Who was removed or left the scope since the keys were remembered is not among them.
    """
    orang = daftar.filter(pk__in=pk).select_related("unit", "jabatan")
    return orang.annotate(nama_atasan=F("atasan__nama")).in_bulk()


def pimpinan(jalur: Iterable[str], hari: date) -> Pimpinan:
    """Who leads these nodes and all above them on a day: two queries."""
    langkah = Instansi.steplen
    simpul = {j[:n] for j in jalur for n in range(langkah, len(j) + 1, langkah)}
    tugas = (
        penugasan_aktif(hari)
        .filter(
            peran=Peran.KEPALA,
            instansi__path__in=simpul,
            pengguna__is_active=True,
            pengguna__pegawai__status=AKTIF,
        )
        .select_related("pengguna__pegawai__jabatan", "instansi")
        .order_by("pelaksana_tugas", "mulai", "id")
    )
    kepala: dict[str, list[Pegawai]] = {}
    for t in tugas:
        if t.pengguna.pegawai:
            kepala.setdefault(t.instansi.path, []).append(t.pengguna.pegawai)
    puncak = puncak_jabatan(simpul).select_related("unit", "jabatan", "pengguna")
    return Pimpinan(kepala, {p.unit.path: p for p in puncak})


def puncak_jabatan(jalur: Collection[str]) -> QuerySet[Pegawai]:
    """Who has the leading position of each of these nodes (paths), one person a node.

    A position leads by its eselon, the highest first, else by its name.
    """
    return (
        Pegawai.objects.filter(unit__path__in=jalur, status=AKTIF)
        .filter(~Q(jabatan__eselon="") | Q(jabatan__nama__iregex=POLA_PIMPINAN))
        .order_by(
            "unit", Case(When(jabatan__eselon="", then=1), default=0), "jabatan__eselon", "id"
        )
        .distinct("unit")
    )


def kepala_terdekat(pegawai: Pegawai, atas: Pimpinan) -> Pegawai | None:
    """The holder of KEPALA at the nearest node above, the own unit first; never oneself."""
    for jalur in ke_atas(pegawai.unit.path):
        for kepala in atas.kepala.get(jalur, []):
            if kepala.pk != pegawai.pk:
                return kepala
    return None


def usulan_atasan(pegawai: Pegawai, atas: Pimpinan) -> Pegawai | None:
    """Who could be a person's superior.

    At each node from the own unit upwards: a holder of KEPALA, else who has the leading position.
    """
    for jalur in ke_atas(pegawai.unit.path):
        puncak = atas.puncak.get(jalur)
        for calon in (*atas.kepala.get(jalur, []), *([puncak] if puncak else [])):
            if calon.pk != pegawai.pk:
                return calon
    return None


def usulan_di_unit(unit: Instansi, hari: date) -> Pegawai | None:
    """Who could be the superior of someone who begins in a unit."""
    return usulan_atasan(Pegawai(unit=unit), pimpinan([unit.path], hari))


def penilai(pegawai: Pegawai, hari: date) -> Pegawai | None:
    """Who evaluates a person: the active superior inside the pemda, else the fallback.

    The fallback is the holder of KEPALA at the nearest node above.
    """
    atasan = pegawai.atasan
    if atasan and atasan.status == AKTIF and atasan.pemda_id == pegawai.pemda_id:
        return atasan
    return kepala_terdekat(pegawai, pimpinan([pegawai.unit.path], hari))


def calon_atasan(pegawai: Collection[Pegawai], hari: date) -> list[Pegawai]:
    """The people to propose as superior of these: their heads, each once."""
    atas = pimpinan({p.unit.path for p in pegawai}, hari)
    ids = {p.pk for p in pegawai}
    calon = [u for p in pegawai for u in (usulan_atasan(p, atas), kepala_terdekat(p, atas)) if u]
    return list({c.pk: c for c in calon if c.pk not in ids}.values())


def pelaksana_kini(pegawai: Collection[Pegawai], hari: date) -> QuerySet[PelaksanaTugas]:
    """Acting posts of these people that run or are still to come."""
    return (
        PelaksanaTugas.objects.filter(pegawai__in=pegawai, selesai__gte=hari)
        .select_related("unit", "jabatan", "pegawai")
        .order_by("mulai", "id")
    )


def aktif_di_lain(nip: str, pemda_id: int) -> bool:
    """Whether another pemda of this installation has the person at work; it is not said which."""
    bekerja = [AKTIF, Pegawai.Status.CUTI_LUAR]
    return Pegawai.objects.filter(nip=nip, status__in=bekerja).exclude(pemda=pemda_id).exists()


def peringatan_pensiun(
    pegawai: Sequence[Pegawai], status: str, sejak: date, hari: date
) -> dict[int, str]:
    """Who of these would retire before the age of the position, each with a sentence.

    Nobody where the new ``status`` is no retirement. By the parameters of the pemda as they stand
    today; ``jabatan`` is loaded. One query.
    """
    if not pegawai or status != Pegawai.Status.PENSIUN:
        return {}
    berlaku = ketentuan(pegawai[0].pemda_id, hari)
    hasil = {}
    for p in pegawai:
        batas = batas_pensiun(
            jenis_jabatan=p.jabatan.jenis,
            jenjang=p.jabatan.jenjang,
            rumpun=p.jabatan.rumpun,
            ketentuan=berlaku,
        )
        if kalimat := pensiun_dini(p.nama, p.tanggal_lahir, sejak, batas):
            hasil[p.pk] = kalimat
    return hasil


def peran_dipegang(pegawai: Collection[Pegawai], hari: date) -> QuerySet[Penugasan]:
    """The roles that these people hold today."""
    return (
        penugasan_aktif(hari)
        .filter(pengguna__pegawai__in=pegawai)
        .select_related("instansi", "pengguna")
        .order_by("instansi__path", "peran")
    )


def bawahan_dari(pegawai: Collection[Pegawai]) -> QuerySet[Pegawai]:
    """The active direct reports of these people, without these people."""
    ids = [p.pk for p in pegawai]
    return Pegawai.objects.filter(atasan__in=ids, status=AKTIF).exclude(pk__in=ids).order_by("id")


def ke_atas(jalur: str) -> Iterable[str]:
    """The paths of a node and of all above it, the nearest first."""
    langkah = Instansi.steplen
    return (jalur[:n] for n in range(len(jalur), 0, -langkah))
