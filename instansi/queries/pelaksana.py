"""Acting posts: what speaks against one, which ones run today."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from instansi.models import Instansi, Jabatan, Pegawai, PelaksanaTugas, Penugasan
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


# What names a role that is held for somebody else.
_DISEBUT = (
    "peran", "selesai", "pelaksana_tugas", "instansi__nama", "pengguna__nama", "pengguna__pegawai",
    "delegasi_dari__pengguna__nama", "delegasi_dari__pengguna__pegawai",
)  # fmt: skip


def tugas_kini(pegawai: Pegawai, hari: date) -> list[Tugas]:
    """Acting posts of a day, roles held for somebody else, and those that others hold for this one.

    For the head of the person's page; two queries.
    """
    jalan = pegawai.pelaksana_tugas.filter(mulai__lte=hari, selesai__gte=hari)
    plt = list(
        jalan.select_related("unit", "jabatan")
        .only("pegawai", "jenis", "selesai", "unit__nama", "jabatan__nama")
        .order_by("selesai", "pk")
    )
    hasil = [Tugas(_sebut_pelaksana(t), t.selesai) for t in plt]
    unit_plt = {t.unit_id for t in plt}
    milik = Q(pengguna__pegawai=pegawai) & (Q(pelaksana_tugas=True) | ~Q(delegasi_dari=None))
    wakil = Q(deputi__pegawai=pegawai, pengguna__is_active=True)
    limpah = Q(delegasi_dari__pengguna__pegawai=pegawai)
    peran = penugasan_aktif(hari).filter(milik | wakil | limpah)
    peran = peran.select_related("pengguna", "instansi", "delegasi_dari__pengguna").order_by("pk")
    peran = peran.only(*_DISEBUT)
    # A role that came with an acting post of the same unit is told by that post.
    return hasil + [
        Tugas(_sebut_peran(p, pegawai), p.selesai)
        for p in peran
        if not (p.pelaksana_tugas and p.delegasi_dari is None and p.instansi_id in unit_plt)
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


def _sebut_pelaksana(tugas: PelaksanaTugas) -> str:
    return sebut_pelaksana(tugas.jenis, tugas.jabatan.nama, tugas.unit.nama)


def _sebut_peran(p: Penugasan, pegawai: Pegawai) -> str:
    peran = f"{p.get_peran_display()} di {p.instansi}"
    if p.pengguna.pegawai_id == pegawai.pk:
        dari = f"delegasi dari {p.delegasi_dari.pengguna}" if p.delegasi_dari else "Plt/Plh"
        return f"{peran} ({dari})"
    if p.delegasi_dari and p.delegasi_dari.pengguna.pegawai_id == pegawai.pk:
        return f"{peran} dilimpahkan kepada {p.pengguna}"
    return f"Deputi {p.pengguna}, {peran}"
