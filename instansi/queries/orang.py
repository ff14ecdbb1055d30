"""People and who leads them: heads, evaluators, superiors that cannot be right."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Substr

from instansi.models import Instansi, Pegawai, PelaksanaTugas, Pengguna, Penugasan, Peran
from instansi.queries import penugasan_aktif, simpul_izin
from instansi.queries.ingatan import Ingatan, kunci_daftar
from instansi.queries.kebijakan import ketentuan
from instansi.rules.orang import (
    ESELON_TANPA_ATASAN,
    POLA_PIMPINAN,
    SEBUTAN_MASALAH,
    TAK_DINILAI,
    Masalah,
    batas_pensiun,
    lingkaran,
    pensiun_dini,
)
from instansi.rules.pelaksana import sebut_pelaksana
from lib.sebutan import bergelar

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

# Who has the leading position of each node (paths), one person a node. A position leads by its
# eselon, the highest first, else by its name (a pattern).
_PUNCAK = """SELECT DISTINCT ON (p.unit_id) {} FROM instansi_pegawai p
    JOIN instansi_jabatan j ON j.id = p.jabatan_id JOIN instansi_instansi i ON i.id = p.unit_id
    WHERE i.path = ANY({}) AND p.status = 'AKTIF' AND (j.eselon <> '' OR j.nama ~* {})
    ORDER BY p.unit_id, j.eselon = '', j.eselon, p.id"""
_SQL_PUNCAK = _PUNCAK.format("p.id", "%s", "%s")
# Written by hand: building it took longer than finding these few. Node and person, the best first:
# who holds KEPALA there, then who has the highest leading position, in person or as Plt or Plh.
_ESELON = "coalesce(nullif(j.eselon, ''), 'Z')"
_PUNCAK_SIMPUL = _PUNCAK.format(f"i.path, p.id, {_ESELON} AS eselon", "%(simpul)s", "%(pola)s")
_SQL_PIMPINAN = f"""SELECT i.path, p.id, NULL, NULL, NULL, 1, '', t.pelaksana_tugas, t.mulai, t.id
FROM instansi_penugasan t JOIN instansi_instansi i ON i.id = t.instansi_id
JOIN instansi_pengguna g ON g.id = t.pengguna_id AND g.is_active
JOIN instansi_pegawai p ON p.id = g.pegawai_id AND p.status = 'AKTIF'
WHERE i.path = ANY(%(simpul)s) AND t.peran = 'KEPALA'
    AND t.mulai <= %(hari)s AND (t.selesai IS NULL OR t.selesai >= %(hari)s)
UNION ALL
SELECT path, id, NULL, NULL, NULL, 2, eselon, false, NULL, 0
FROM ({_PUNCAK_SIMPUL}) puncak
UNION ALL
SELECT i.path, p.id, t.jenis, j.nama, i.nama, 2, {_ESELON}, true, t.mulai, t.id
FROM instansi_pelaksanatugas t JOIN instansi_instansi i ON i.id = t.unit_id
JOIN instansi_jabatan j ON j.id = t.jabatan_id
JOIN instansi_pegawai p ON p.id = t.pegawai_id AND p.status = 'AKTIF'
WHERE i.path = ANY(%(simpul)s) AND %(hari)s BETWEEN t.mulai AND t.selesai
    AND (j.eselon <> '' OR j.nama ~* %(pola)s)
ORDER BY 6, 7, 8, 9, 10"""  # noqa: S608 - constants; values are parameters

_SQL_USULAN = """SELECT p.id, p.gelar_depan, p.nama, p.gelar_belakang, '', '', j.nama, NULL
FROM instansi_pegawai p JOIN instansi_jabatan j ON j.id = p.jabatan_id WHERE p.id = ANY(%s)"""


class Calon(NamedTuple):
    """Who leads a node: the key, and the acting post by which (may be none)."""

    pk: int
    tugas: str


Pimpinan = dict[str, list[Calon]]  # by tree path who leads the node, the best first


_KOLOM_BARIS = (
    "pk", "gelar_depan", "nama", "gelar_belakang", "unit__nama", "unit__path", "jabatan__nama",
    "atasan__nama",
)  # fmt: skip


class OrangBaris(NamedTuple):
    """A person in a row: titles, unit with its tree path, position, name of the superior."""

    pk: int
    depan: str
    nama: str
    belakang: str
    unit: str
    jalur: str
    jabatan: str
    atasan: str | None

    def __str__(self) -> str:
        return bergelar(self.depan, self.nama, self.belakang)


class BarisMasalah(NamedTuple):
    """A person whose superior cannot be right: why, whom to take.

    ``menilai``: nobody else can, so the proposed one evaluates until then. ``sebagai`` is the
    position of the proposed one, with the acting post where that is why.
    """

    pegawai: OrangBaris
    masalah: str
    usulan: OrangBaris | None
    menilai: bool
    sebagai: str


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


def tak_dinilai(daftar: QuerySet[Pegawai]) -> tuple[QuerySet[Pegawai], ...]:
    """Active people of ``daftar`` whom no superior can evaluate: TAK_DINILAI, quick to count.

    Without a superior, and with one who is not active: two parts that do not overlap.
    """
    aktif = daftar.filter(status=AKTIF).exclude(jabatan__eselon__in=ESELON_TANPA_ATASAN)
    pergi = Pegawai.objects.exclude(status=AKTIF)
    return aktif.filter(atasan=None), aktif.filter(atasan__in=pergi)


def masalah_terurut(
    daftar: QuerySet[Pegawai], ingatan: Ingatan | None = None
) -> list[tuple[int, str]]:
    """Keys of ``orang_bermasalah`` by agency and unit, with what is wrong (``Masalah``).

    One query; three where the judgement is not remembered (ADR 17).
    """

    def nilai() -> list[tuple[int, str]]:
        terurut = orang_bermasalah(daftar).order_by("unit__path", "id")
        return list(terurut.values_list("pk", "masalah"))

    return (ingatan or Ingatan()).ambil(("atasan", kunci_daftar(daftar)), nilai)


def baris_masalah(
    daftar: QuerySet[Pegawai], urutan: Sequence[tuple[int, str]], hari: date
) -> list[BarisMasalah]:
    """The rows of a slice of ``masalah_terurut``, of the same ``daftar``: three queries."""
    orang = orang_baris(daftar, [pk for pk, _ in urutan])
    atas = pimpinan({p.jalur for p in orang.values()}, hari)
    usulan = {pk: usulan_atasan(pk, p.jalur, atas) or Calon(0, "") for pk, p in orang.items()}
    calon = _usulan({u.pk for u in usulan.values()})
    return [
        BarisMasalah(
            orang[pk],
            SEBUTAN_MASALAH[Masalah(masalah)],
            calon.get(usulan[pk].pk),
            masalah in TAK_DINILAI,
            _sebagai(calon.get(usulan[pk].pk), usulan[pk].tugas),
        )
        for pk, masalah in urutan
        if pk in orang
    ]


def _usulan(pk: Collection[int]) -> dict[int, OrangBaris]:
    """Who is proposed, by name and position only; by hand, as above."""
    with connection.cursor() as kursor:
        kursor.execute(_SQL_USULAN, [list(pk)])
        return {baris[0]: OrangBaris(*baris) for baris in kursor}


def _sebagai(orang: OrangBaris | None, tugas: str) -> str:
    jabatan = orang.jabatan if orang else ""
    return f"{jabatan}, {tugas}" if tugas else jabatan


def orang_baris(daftar: QuerySet[Pegawai], pk: Collection[int]) -> dict[int, OrangBaris]:
    """Those of ``daftar`` with these keys, as rows show them: one query.

    Who was removed or left the scope since the keys were remembered is not among them.
    """
    orang = daftar.filter(pk__in=pk).values_list(*_KOLOM_BARIS)
    return {baris[0]: OrangBaris(*baris) for baris in orang}


def pimpinan(jalur: Iterable[str], hari: date) -> Pimpinan:
    """Who leads these nodes and all above them on a day: one query."""
    langkah = Instansi.steplen
    simpul = list({j[:n] for j in jalur for n in range(langkah, len(j) + 1, langkah)})
    atas: Pimpinan = {}
    with connection.cursor() as kursor:
        kursor.execute(_SQL_PIMPINAN, {"simpul": simpul, "hari": hari, "pola": POLA_PIMPINAN})
        for di, pk, jenis, jabatan, unit, *_ in kursor:
            tugas = sebut_pelaksana(jenis, jabatan, unit) if jenis else ""
            atas.setdefault(di, []).append(Calon(pk, tugas))
    return atas


def puncak_jabatan(jalur: Collection[str]) -> QuerySet[Pegawai]:
    """Who has the leading position of each of these nodes (paths), one person a node."""
    return Pegawai.objects.filter(pk__in=RawSQL(_SQL_PUNCAK, [list(jalur), POLA_PIMPINAN]))  # noqa: S611


def berjabatan(pk: Collection[int]) -> dict[int, Pegawai]:
    """People by key with unit, position and account: one query, none without keys."""
    return Pegawai.objects.select_related("unit", "jabatan", "pengguna").in_bulk(pk) if pk else {}


def usulan_atasan(pk: int | None, jalur: str, atas: Pimpinan) -> Calon | None:
    """Who could be the superior of a person of the unit at ``jalur``: the nearest head.

    At each node from that unit upwards: a holder of KEPALA, else who has the leading position, in
    person or as Plt or Plh.
    """
    calon = (c for simpul in ke_atas(jalur) for c in atas.get(simpul, []) if c.pk != pk)
    return next(calon, None)


def usulan_di_unit(unit: Instansi, hari: date) -> Pegawai | None:
    """Who could be the superior of someone who begins in a unit."""
    return _orang(usulan_atasan(None, unit.path, pimpinan([unit.path], hari)))


def penilai(pegawai: Pegawai, hari: date) -> Pegawai | None:
    """Who evaluates a person: the active superior inside the pemda, else the nearest head."""
    atasan = pegawai.atasan
    if atasan and atasan.status == AKTIF and atasan.pemda_id == pegawai.pemda_id:
        return atasan
    jalur = pegawai.unit.path
    return _orang(usulan_atasan(pegawai.pk, jalur, pimpinan([jalur], hari)))


def calon_atasan(pegawai: Collection[Pegawai], hari: date) -> list[Pegawai]:
    """The people to propose as superior of these: their heads, the head of most first.

    ``tugas``: the acting post by which one leads, if that is why.
    """
    atas = pimpinan({p.unit.path for p in pegawai}, hari)
    calon = Counter(c for p in pegawai if (c := usulan_atasan(p.pk, p.unit.path, atas)))
    semua: dict[int, Any] = berjabatan({c.pk for c in calon})
    for c in calon:
        semua[c.pk].tugas = c.tugas
    return list(dict.fromkeys(semua[c.pk] for c, _ in calon.most_common()))


def _orang(calon: Calon | None) -> Pegawai | None:
    return berjabatan([calon.pk]).get(calon.pk) if calon else None


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


def kembaran(
    daftar: QuerySet[Pegawai], *, nama: str, tanggal_lahir: date, nip: str
) -> Pegawai | None:
    """Somebody of ``daftar`` with this name and birth date, and another NIP; with the unit."""
    sama = daftar.filter(nama__iexact=nama, tanggal_lahir=tanggal_lahir).exclude(nip=nip)
    return sama.select_related("unit").order_by("pk").first()


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
