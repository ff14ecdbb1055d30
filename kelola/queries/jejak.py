"""People to follow in the audit trail."""

from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower

from instansi.models import Instansi, Pegawai, Pengguna
from instansi.queries import cari as pencarian
from laporan.queries.jejak.aksi import PENGGUNA
from laporan.queries.jejak.dibuka import PEGAWAI
from laporan.queries.jejak.lacakan import cari_nama

HASIL_CARI = 20


class Orang(NamedTuple):
    """Someone found: with an account, a record, or both."""

    nama: str
    keterangan: str
    akun: int | None
    pegawai: int | None


def cari_orang(pemda_id: int, kata: str) -> list[Orang]:
    """People and accounts of a pemda by name or NIP, the nearest first, alike names where none.

    Four queries or fewer.
    """
    if not kata:
        return []
    pegawai = pencarian.cari_orang(Pegawai.objects.filter(pemda=pemda_id), kata, HASIL_CARI).orang
    lain = Pengguna.objects.filter(
        Q(nama__icontains=kata) | Q(username=kata.lower()), pemda=pemda_id, pegawai=None
    ).order_by(*pencarian.terdekat_dahulu(kata), Lower("nama"), "pk")[:HASIL_CARI]
    orang = [Orang(str(p), str(p.unit), _akun(p), p.pk) for p in pegawai]
    return orang + [Orang(a.nama, "Akun tanpa data pegawai", a.pk, None) for a in lain]


def _akun(pegawai: Pegawai) -> int | None:
    return pegawai.pengguna.pk if hasattr(pegawai, "pengguna") else None


def nama_saringan(
    pemda: Instansi, *, akun: int | None = None, pegawai: int | None = None
) -> dict[str, str]:
    """What the people of a filter are called, by ``akun`` and ``pegawai``; one query or none."""
    acuan = {"akun": (PENGGUNA, akun), "pegawai": (PEGAWAI, pegawai)}
    nama = cari_nama(acuan.values(), pemda.pk)
    return {k: nama.get((model, pk), "orang lain") for k, (model, pk) in acuan.items() if pk}
