"""Acting posts: what speaks against one, which ones run today."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from instansi.models import Instansi, Jabatan, Pegawai, PelaksanaTugas, Penugasan, Peran
from instansi.queries import parameter, penugasan_aktif
from instansi.rules.pelaksana import (
    peringatan_masa,
    peringatan_pemegang,
    peringatan_tempat,
    sebut_pelaksana,
)


def peringatan_pelaksana(tugas: PelaksanaTugas, hari: date) -> dict[str, str]:
    """What to ask before a Plt or Plh is named, by the parameters of a day; four queries.

    By the field that it is about: unit, jabatan, selesai.
    """
    masih = (Pegawai.Status.AKTIF, Pegawai.Status.CUTI_LUAR)
    pemegang = list(
        Pegawai.objects.filter(unit=tugas.unit, jabatan=tugas.jabatan, status__in=masih)
        .order_by("nama", "pk")
        .values_list("nama", "status")
    )
    soal = {
        "unit": salah_tempat(tugas.jabatan, tugas.unit),
        "jabatan": peringatan_pemegang(
            tugas.jenis,
            [nama for nama, status in pemegang if status == Pegawai.Status.AKTIF],
            terisi=bool(pemegang),
        ),
        "selesai": peringatan_masa(
            tugas.jenis,
            tugas.mulai,
            tugas.selesai,
            sejak=_sejak(tugas),
            parameter=parameter(tugas.pegawai.pemda_id, hari),
        ),
    }
    return {bidang: s for bidang, s in soal.items() if s}


def salah_tempat(jabatan: Jabatan, unit: Instansi) -> str | None:
    """Why a position seems to have no place in a unit; None where it may. One query."""
    ada = Pegawai.objects.filter(jabatan=jabatan).order_by()
    tempat = set(ada.values_list("unit__jenis", "unit__nama").distinct())
    return peringatan_tempat(jabatan.nama, unit, tempat)


def _sejak(tugas: PelaksanaTugas) -> date:
    """When the person began in this post without a gap, over terms of the same kind."""
    sejak: date = tugas.mulai
    lama = PelaksanaTugas.objects.filter(
        pegawai=tugas.pegawai, unit=tugas.unit, jabatan=tugas.jabatan, jenis=tugas.jenis
    )
    for mulai, selesai in lama.order_by("-mulai").values_list("mulai", "selesai"):
        if mulai < sejak <= selesai + timedelta(days=1):
            sejak = mulai
    return sejak


class Tugas(NamedTuple):
    """What someone does today beside the own position, in words, and until when (may lack)."""

    teks: str
    sampai: date | None


class _Peran(NamedTuple):
    """A role that is held for somebody else, and who does (keys of accounts, names)."""

    peran: str
    instansi: str
    selesai: date | None
    pelaksana_tugas: bool
    unit: int
    pemegang: int
    nama_pemegang: str
    pemberi: int | None
    nama_pemberi: str | None


_KOLOM_PERAN = (
    "peran", "instansi__nama", "selesai", "pelaksana_tugas", "instansi", "pengguna",
    "pengguna__nama", "delegasi_dari__pengguna", "delegasi_dari__pengguna__nama",
)  # fmt: skip


def tugas_kini(pegawai: Pegawai, hari: date) -> list[Tugas]:
    """Acting posts of a day, roles held for somebody else, and those that others hold for this one.

    For the head of the person's page; two queries, one for who has no account (``pengguna``).
    """
    jalan = pegawai.pelaksana_tugas.filter(mulai__lte=hari, selesai__gte=hari)
    kolom = ("unit", "selesai", "jenis", "jabatan__nama", "unit__nama")
    plt = list(jalan.order_by("selesai", "pk").values_list(*kolom))
    hasil = [Tugas(sebut_pelaksana(*isi), selesai) for _, selesai, *isi in plt]
    akun = getattr(pegawai, "pengguna", None)
    if akun is None:
        return hasil
    milik = Q(pengguna=akun) & (Q(pelaksana_tugas=True) | ~Q(delegasi_dari=None))
    wakil = Q(deputi=akun, pengguna__is_active=True)
    peran = penugasan_aktif(hari).filter(milik | wakil | Q(delegasi_dari__pengguna=akun))
    unit_plt = {unit for unit, *_ in plt}
    # A role that came with an acting post of the same unit is told by that post.
    return hasil + [
        Tugas(_sebut_peran(p, akun.pk), p.selesai)
        for p in map(_Peran._make, peran.order_by("pk").values_list(*_KOLOM_PERAN))
        if not (p.pelaksana_tugas and p.pemberi is None and p.unit in unit_plt)
    ]


# The acting post of a person of instansi_pegawai on a day (a parameter), the one that ends first:
# an array of kind, position and last day, or NULL.
SQL_PLT = """(SELECT ARRAY[t.jenis, j.nama, t.selesai::text]
    FROM instansi_pelaksanatugas t JOIN instansi_jabatan j ON j.id = t.jabatan_id
    WHERE t.pegawai_id = instansi_pegawai.id AND %s BETWEEN t.mulai AND t.selesai
    ORDER BY t.selesai, t.id LIMIT 1)"""


def titipan(pegawai: Collection[Pegawai], hari: date) -> QuerySet[Penugasan]:
    """Roles of others in which these people stand in on a day, and roles handed over from theirs.

    ``untuk_lain`` is true for those handed over.
    """
    wakil = Q(deputi__pegawai__in=pegawai, pengguna__is_active=True)
    limpah = Q(delegasi_dari__pengguna__pegawai__in=pegawai)
    return (
        penugasan_aktif(hari)
        .filter(wakil | limpah)
        .annotate(untuk_lain=ExpressionWrapper(limpah, BooleanField()))
        .select_related("pengguna", "instansi")
        .order_by("pk")
    )


def _sebut_peran(p: _Peran, akun: int) -> str:
    peran = f"{Peran(p.peran).label} di {p.instansi}"
    if p.pemegang == akun:
        dari = "Plt/Plh" if p.pemberi is None else f"delegasi dari {p.nama_pemberi}"
        return f"{peran} ({dari})"
    if p.pemberi == akun:
        return f"{peran} dilimpahkan kepada {p.nama_pemegang}"
    return f"Deputi {p.nama_pemegang}, {peran}"
