"""Invitations of one job and where their mails stand; what a command for many would do."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Cast, Concat

from instansi.models import Pegawai
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.models.akun import Cara
from kelola.rules import akun as rules
from notifikasi.models import Pesan

JENIS_PESAN = "akun_aktivasi"


def undangan_pekerjaan(pekerjaan: PekerjaanAkun) -> QuerySet[Aktivasi]:
    """The invitations of a job with their people, by name."""
    return pekerjaan.aktivasi.select_related("pengguna__pegawai__unit").order_by(
        "pengguna__nama", "pk"
    )


def hitung_surel(pekerjaan: PekerjaanAkun) -> dict[str, int]:
    """How many mails of a job stand in each state, by Pesan.Status; one query."""
    sasaran = pekerjaan.aktivasi.values(
        kunci=Concat(Value("aktivasi:"), Cast("pk", CharField()), output_field=CharField())
    )
    baris = (
        Pesan.objects.filter(jenis=JENIS_PESAN, sasaran__in=sasaran)
        .order_by()
        .values_list("status")
        .annotate(n=Count("id"))
    )
    return dict(baris)


class BarisUndangan(NamedTuple):
    """One invited person: the invitation, and what became of it as a word with its colour."""

    undangan: Aktivasi
    kata: str
    jenis: str
    alasan: str


def baris_undangan(daftar: Sequence[Aktivasi]) -> list[BarisUndangan]:
    """Rows of one page, each with the state of its mail; one query however many."""
    pesan = {
        p.sasaran: p
        for p in Pesan.objects.filter(
            jenis=JENIS_PESAN, sasaran__in=[f"aktivasi:{a.pk}" for a in daftar]
        )
    }
    hasil = []
    for a in daftar:
        p = pesan.get(f"aktivasi:{a.pk}")
        kata, jenis = rules.keadaan_undangan(a.cara, a.dipakai_pada, p.status if p else "")
        hasil.append(BarisUndangan(a, kata, jenis, p.alasan if p else ""))
    return hasil


class RencanaUndangan(NamedTuple):
    """What inviting these people would do: a link, a printed slip, or nothing and why."""

    surel: list[Pegawai]
    slip: list[Pegawai]
    lewat: list[tuple[Pegawai, str]]


def rencana_undangan(orang: Iterable[Pegawai]) -> RencanaUndangan:
    """Sort people, their accounts loaded, by how they can be invited."""
    rencana = RencanaUndangan([], [], [])
    for p in orang:
        akun = getattr(p, "pengguna", None)
        alasan = rules.alasan_dilewati(
            ada=akun is not None,
            aktif=akun is not None and akun.is_active,
            bersandi=akun is not None and akun.has_usable_password(),
            cara=Cara.SLIP,
            bersurel=True,
            status=p.status,
        )
        if alasan:
            rencana.lewat.append((p, alasan))
        elif (akun and akun.email) or p.surel:
            rencana.surel.append(p)
        else:
            rencana.slip.append(p)
    return rencana
