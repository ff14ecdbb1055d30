"""Choosing who receives a role: accounts by words, and why somebody found cannot be chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from instansi.models import Pegawai, Pengguna
from instansi.queries.cari import cari_orang
from kelola.queries.peran import bisa_dipilih
from kelola.rules.peran import alasan_tidak_bisa_dipilih


class Tertolak(NamedTuple):
    """Someone of the directory who cannot be chosen: why, and whether an account would help."""

    pegawai: Pegawai
    alasan: str
    tanpa_akun: bool


class Hasil(NamedTuple):
    """Accounts to choose from, whether there are more or only alike ones, who cannot be chosen."""

    daftar: list[Pengguna]
    lebih: bool = False
    mirip: bool = False
    tertolak: Sequence[Tertolak] = ()


def cari_akun(
    akun: QuerySet[Pengguna], pegawai: QuerySet[Pegawai], kata: str, banyak: int
) -> Hasil:
    """Whom these words find among the accounts and the people of a scope; alike names where none.

    Five queries or fewer. ``akun`` are those that may be chosen, in service or not.
    """
    tepat = list(bisa_dipilih(akun, kata)[: banyak + 1])
    dikenal = {a.pegawai_id for a in tepat}
    orang = [p for p in cari_orang(pegawai, kata).orang if p.pk not in dikenal]
    punya = {a.pegawai_id: a for a in Pengguna.objects.filter(pegawai__in=orang)} if orang else {}
    boleh = {a.pk: a for a in akun.filter(pk__in=[a.pk for a in punya.values()])} if punya else {}
    mirip: list[Pengguna] = []
    tertolak: list[Tertolak] = []
    for p in orang:
        milik = punya.get(p.pk)
        aktif = milik is not None and milik.is_active
        alasan = alasan_tidak_bisa_dipilih(p.status, berakun=milik is not None, aktif=aktif)
        if alasan:
            tanpa = p.status == Pegawai.Status.AKTIF and milik is None
            tertolak.append(Tertolak(p, alasan, tanpa))
        elif milik and milik.pk in boleh and not tepat:
            mirip.append(boleh[milik.pk])
    return Hasil((tepat or mirip)[:banyak], len(tepat) > banyak, bool(mirip), tertolak)
