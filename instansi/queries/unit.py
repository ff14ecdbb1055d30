"""One unit: what hangs on it, whose scope a change moves, how it came to be."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject, Length, Substr

from instansi.models import (
    Instansi,
    Jabatan,
    Pegawai,
    PelaksanaTugas,
    Pengguna,
    Penugasan,
    Peran,
    PerubahanUnit,
    RiwayatPenempatan,
)
from instansi.queries import PERAN_UNIT, instansi_untuk, penugasan_aktif
from instansi.queries.cari import termirip
from instansi.queries.orang import puncak_jabatan
from instansi.rules.orang import POLA_PIMPINAN
from instansi.rules.unit import JENIS_DI_BAWAH, IsiUnit, jenis_induk, judul_perubahan
from lib.tanggal import tanggal_panjang

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

BEKERJA = (Pegawai.Status.AKTIF, Pegawai.Status.CUTI_LUAR)
HASIL_CARI = 25
KOLOM_RIWAYAT = (
    ("nama", "Nama"),
    ("singkatan", "Singkatan"),
    ("kode", "Kode"),
    ("jenis", "Jenis"),
    ("aktif_dari", "Aktif dari"),
)


def awalan_path(path: str) -> list[str]:
    """The paths of all nodes above a node, the root first; without the node itself."""
    langkah = Instansi.steplen
    return [path[:n] for n in range(langkah, len(path), langkah)]


def cari_unit(unit: QuerySet[Instansi], cari: str) -> QuerySet[Instansi]:
    """Units whose name, code or abbreviation holds the words; alike names where none does.

    Without words no query, else one; two more for alike names.
    """
    if not cari:
        return unit
    tepat = unit.filter(
        Q(nama__icontains=cari) | Q(singkatan__icontains=cari) | Q(kode__icontains=cari)
    )
    return tepat if tepat.exists() else unit.filter(pk__in=termirip(unit, cari, nip=""))


def dengan_induk(unit: QuerySet[Instansi]) -> QuerySet[Any]:
    """Units with the name of the node above them (``nama_induk``)."""
    atas = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Instansi.steplen)
    return unit.annotate(nama_induk=Subquery(Instansi.objects.filter(path=atas).values("nama")[:1]))


def jalur_unit(unit: Instansi) -> list[dict[str, Any]]:
    """The nodes above a unit, the root first (pk, nama, path, jenis): one query."""
    return list(
        Instansi.objects.filter(path__in=awalan_path(unit.path))
        .order_by("path")
        .values("pk", "nama", "path", "jenis")
    )


def isi_unit(unit: Instansi, hari: date) -> IsiUnit:
    """What hangs on a unit itself: people at work, open children, roles of today; three queries."""
    return IsiUnit(
        pegawai=Pegawai.objects.filter(unit=unit, status__in=BEKERJA).count(),
        anak=anak_terbuka(unit).count(),
        penugasan=penugasan_belum_usai(unit, hari).count(),
    )


def hari_pertama(unit: Instansi) -> date | None:
    """The first day of a unit: as written on it, else the day it was made here; None: unknown."""
    dibuat = PerubahanUnit.objects.filter(unit=unit, jenis=PerubahanUnit.Jenis.BUAT)
    return unit.aktif_dari or dibuat.values_list("berlaku", flat=True).first()


def anak_terbuka(unit: Instansi) -> QuerySet[Instansi]:
    """The open units directly below."""
    return Instansi.objects.filter(
        path__startswith=unit.path, depth=unit.depth + 1, aktif_sampai=None
    )


def penugasan_belum_usai(unit: Instansi, hari: date) -> QuerySet[Penugasan]:
    """Roles at this very unit that hold on a day or begin later."""
    return Penugasan.objects.filter(Q(selesai=None) | Q(selesai__gte=hari), instansi=unit)


def pegawai_di_bawah(unit: Instansi) -> int:
    """How many people are at work in a unit and below; one query."""
    return Pegawai.objects.filter(
        unit__in=Instansi.objects.filter(path__startswith=unit.path), status__in=BEKERJA
    ).count()


def unit_di_bawah(unit: Instansi) -> int:
    """How many open units hang below one, at any depth; one query."""
    return Instansi.objects.filter(
        path__startswith=unit.path, depth__gt=unit.depth, aktif_sampai=None
    ).count()


def kepala_unit(unit: Instansi, hari: date) -> QuerySet[Penugasan]:
    """Who heads a unit today by role, the definitive one first."""
    return (
        penugasan_aktif(hari)
        .filter(instansi=unit, peran=Peran.KEPALA)
        .select_related("pengguna")
        .order_by("pelaksana_tugas", "mulai", "pk")
    )


class Pejabat(NamedTuple):
    """Who has the leading position of a unit: full name, position, account in use."""

    nama: str
    jabatan: str
    akun: int | None


class Lowong(NamedTuple):
    """The leading position of a unit in which nobody works: which one, and since when or who."""

    jabatan: str
    sejak: date | None = None
    cuti: str = ""  # who has it, on leave without pay


def pejabat_unit(unit: Instansi) -> tuple[Pejabat | None, Lowong | None]:
    """Who has the leading position of a unit, else which one stands empty; one query.

    An empty one is known by who had it last in this very unit, else by its name ("Kepala" and the
    unit's). Nobody and nothing: neither is known.
    """
    ada = puncak_jabatan([unit.path]).values(isi=_PEJABAT)
    terakhir = (
        RiwayatPenempatan.objects.filter(
            ~Q(jabatan__eselon="") | Q(jabatan__nama__iregex=POLA_PIMPINAN), unit=unit
        )
        .order_by(F("selesai").desc(nulls_first=True), "-mulai", "-pk")
        .values(isi=_TERAKHIR)
    )
    bernama = Jabatan.objects.filter(
        pemda=unit.pemda_id or unit.pk, nama__iexact=f"Kepala {unit.nama}"
    ).values("nama")
    orang, dulu, nama = (
        Instansi.objects.filter(pk=unit.pk)
        .values_list(Subquery(ada[:1]), Subquery(terakhir[:1]), Subquery(bernama[:1]))
        .get()
    )
    if orang:
        lengkap = Pegawai(**{k: orang[k] for k in _NAMA}).nama_lengkap
        return Pejabat(lengkap, orang["jabatan"], orang["akun"]), None
    if not dulu:
        return None, Lowong(nama) if nama else None
    if dulu["cuti"] and not dulu["selesai"]:
        return None, Lowong(dulu["jabatan"], cuti=dulu["nama"])
    akhir = dulu["selesai"]
    sejak = date.fromisoformat(akhir) + timedelta(days=1) if akhir else None
    return None, Lowong(dulu["jabatan"], sejak)


_NAMA = ("nama", "gelar_depan", "gelar_belakang")
_PEJABAT = JSONObject(
    **{k: k for k in _NAMA},
    jabatan="jabatan__nama",
    akun=Case(When(pengguna__is_active=True, then="pengguna")),
)
_TERAKHIR = JSONObject(
    jabatan="jabatan__nama",
    selesai="selesai",
    nama="pegawai__nama",
    cuti=Case(When(pegawai__status=Pegawai.Status.CUTI_LUAR, then=True), default=False),
)


def pelaksana_unit(unit: Instansi, hari: date) -> QuerySet[PelaksanaTugas]:
    """Who does the work of a position of this unit today beside the own one."""
    return (
        PelaksanaTugas.objects.filter(unit=unit, mulai__lte=hari, selesai__gte=hari)
        .select_related("pegawai", "jabatan")
        .order_by("selesai", "pk")
    )


def pilihan_tujuan(
    pengguna: Pengguna, izin: "IzinDasar", unit: Instansi, *, cari: str, jenis: Iterable[str]
) -> list[dict[str, Any]]:
    """Open units of these kinds in scope and outside the unit: where it may go; one query."""
    calon = instansi_untuk(pengguna, izin).exclude(path__startswith=unit.path)
    return _calon(calon.filter(jenis__in=list(jenis)), cari)


def calon_induk(pengguna: Pengguna, izin: "IzinDasar", cari: str) -> list[dict[str, Any]]:
    """Open units in scope under which another may hang; one query."""
    jenis = [induk for induk, anak in JENIS_DI_BAWAH.items() if anak]
    return _calon(instansi_untuk(pengguna, izin).filter(jenis__in=jenis), cari)


def _calon(calon: QuerySet[Instansi], cari: str) -> list[dict[str, Any]]:
    """The first open ones that match, as the pages to choose a unit list them."""
    return list(
        dengan_induk(cari_unit(calon.filter(aktif_sampai=None), cari))
        .order_by("depth", "nama", "pk")
        .values("pk", "nama", "jenis", "nama_induk")[: HASIL_CARI + 1]
    )


def tujuan_pindah(
    pengguna: Pengguna, izin: "IzinDasar", unit: Instansi, cari: str
) -> list[dict[str, Any]]:
    """Where a unit may hang instead: kinds that hold its kind, but its own parent."""
    atas = unit.path[: -Instansi.steplen]
    kini = Instansi.objects.filter(path=atas).values_list("pk", flat=True).first()
    daftar = pilihan_tujuan(pengguna, izin, unit, cari=cari, jenis=jenis_induk(unit.jenis))
    return [u for u in daftar if u["pk"] != kini]


def cakupan_berubah(
    unit: Instansi, tujuan: Instansi, hari: date
) -> tuple[list[Penugasan], list[Penugasan]]:
    """Whose role stops and whose begins to reach a unit that hangs under another: one query.

    The first list loses sight of it, the second gains. Roles above both see it as before.
    """
    lama = set(awalan_path(unit.path))
    baru = {*awalan_path(tujuan.path), tujuan.path}
    beda = list(
        penugasan_aktif(hari)
        .filter(instansi__path__in=lama ^ baru, peran__in=PERAN_UNIT)
        .select_related("pengguna", "instansi")
        .order_by("instansi__path", "peran", "pengguna__nama", "pk")
    )
    return (
        [p for p in beda if p.instansi.path in lama],
        [p for p in beda if p.instansi.path in baru],
    )


def perubahan_unit(unit: Instansi, banyak: int = 20) -> list[PerubahanUnit]:
    """The latest changes of shape that touch a unit, also those where it took another over."""
    return list(
        PerubahanUnit.objects.filter(Q(unit=unit) | Q(ke=unit, jenis=PerubahanUnit.Jenis.GABUNG))
        .select_related("unit", "dari", "ke", "oleh")
        .order_by("-pada", "-pk")[:banyak]
    )


def perubahan_data(unit: Instansi, banyak: int = 20) -> list[dict[str, Any]]:
    """What was rewritten on a unit, newest first: pada, oleh, daftar of (column, before, after).

    Two queries. Closing and merging stand in ``perubahan_unit`` and are left out here.
    """
    model = Instansi.pgh_event_model
    versi = list(
        model.objects.filter(pgh_obj=unit)
        .order_by("-pgh_id")
        .values("pgh_created_at", "pgh_context__metadata", *(k for k, _ in KOLOM_RIWAYAT))[
            : banyak + 1
        ]
    )
    pelaku = {(v["pgh_context__metadata"] or {}).get("pelaku") for v in versi}
    nama = dict(
        Pengguna.objects.filter(pk__in=[p for p in pelaku if isinstance(p, int)]).values_list(
            "pk", "nama"
        )
    )
    hasil = []
    for baru, lama in pairwise(versi):
        beda = [
            (t, _tulis(lama[k]), _tulis(baru[k])) for k, t in KOLOM_RIWAYAT if lama[k] != baru[k]
        ]
        oleh = (baru["pgh_context__metadata"] or {}).get("pelaku")
        if beda:
            hasil.append(
                {
                    "pada": baru["pgh_created_at"],
                    "oleh": nama.get(oleh, "Sistem") if isinstance(oleh, int) else "Sistem",
                    "daftar": beda,
                }
            )
    return hasil


def _tulis(isi: date | str | None) -> str:
    return tanggal_panjang(isi) if isinstance(isi, date) else isi or "kosong"


class Riwayat(NamedTuple):
    """One thing that happened to a unit, as its page tells it."""

    pada: datetime
    oleh: str
    judul: str
    rinci: list[str]


def riwayat_unit(unit: Instansi, banyak: int = 20) -> list[Riwayat]:
    """What happened to a unit, newest first: its shape and what is written on it; three queries."""
    bentuk = [
        Riwayat(
            p.pada,
            str(p.oleh) if p.oleh else "Sistem",
            judul_perubahan(p.jenis, unit=str(p.unit), dari=_nama(p.dari), ke=_nama(p.ke)),
            [
                *([f"Dasar: {p.dasar}"] if p.dasar else []),
                *([f"{p.pegawai} pegawai ikut"] if p.pegawai else []),
                f"Berlaku {tanggal_panjang(p.berlaku)}",
            ],
        )
        for p in perubahan_unit(unit, banyak)
    ]
    data = [
        Riwayat(
            d["pada"],
            d["oleh"],
            "Data diubah",
            [f"{kolom}: {lama} menjadi {baru}" for kolom, lama, baru in d["daftar"]],
        )
        for d in perubahan_data(unit, banyak)
    ]
    return sorted([*bentuk, *data], key=lambda r: r.pada, reverse=True)[:banyak]


def _nama(unit: Instansi | None) -> str:
    return str(unit) if unit else ""


def pilihan_unit(unit: QuerySet[Instansi]) -> list[tuple[int | str, str]]:
    """Open units, indented by depth; no objects are built, one query."""
    baris = unit.filter(aktif_sampai=None).order_by("path").values_list("pk", "depth", "nama")
    return [("", "Pilih unit"), *((pk, f"{'– ' * (d - 1)}{nama}") for pk, d, nama in baris)]
