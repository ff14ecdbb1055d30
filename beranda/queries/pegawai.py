"""People: the list narrowed and sorted, one page of it, one person."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import Collate, Lower
from django.utils import timezone

from instansi import queries as instansi
from instansi.models import Instansi, Pegawai, Pengguna
from laporan.queries.perhatian import dengan_perhatian, nilai_perhatian, perlu_perhatian
from laporan.rules.dasbor import Patokan, patokan
from lib.nip import bersihkan_nip
from pelatihan.models import Kehadiran, Pendaftaran
from pembinaan.models import CatatanJP


def patokan_hari_ini(pengguna: Pengguna) -> Patokan:
    """The yardstick of the person's pemda for today."""
    hari = timezone.localdate()
    return patokan(instansi.parameter(pengguna.pemda_id, hari), hari, hari.year)


def pegawai_tampil(daftar: QuerySet[Pegawai]) -> QuerySet[Pegawai]:
    """Active people with unit and position, sorted by name the same way on every server."""
    return daftar.filter(status=Pegawai.Status.AKTIF).select_related("unit", "jabatan")


def pegawai_tersaring(
    daftar: QuerySet[Pegawai],
    saring: dict[str, Any],
    *,
    cari: str,
    patokan: Patokan,
) -> QuerySet[Pegawai]:
    """Active people narrowed by unit (with what is below), group, kind, attention and search.

    ``cari`` is a part of a name, or a NIP with or without spaces. Attention is as stored by the
    summary, at most a minute old.
    """
    daftar = daftar.filter(status=Pegawai.Status.AKTIF)
    if unit := saring.get("unit"):
        daftar = daftar.filter(unit__in=Instansi.objects.filter(path__startswith=unit.path))
    if rumpun := saring.get("rumpun"):
        daftar = daftar.filter(jabatan__rumpun=rumpun)
    if jenis := saring.get("jenis"):
        daftar = daftar.filter(jenis=jenis)
    if cari:
        angka = bersihkan_nip(cari)
        daftar = daftar.filter(
            Q(nip__startswith=angka) if angka.isdigit() else Q(nama__icontains=cari)
        )
    if perhatian := saring.get("perhatian"):
        perlu = perlu_perhatian(patokan.tahun, perhatian)
        daftar = daftar.filter(pk__in=perlu.values("pegawai"))
    return daftar


def banyak_pegawai(
    daftar: QuerySet[Pegawai], saring: dict[str, Any], *, tahun: int, pemda: int | None
) -> int:
    """How many people ``daftar`` holds.

    Where only attention narrows a whole ``pemda``, the summary has the number: finding it again
    would join everyone. ``saring`` says what narrows.
    """
    if pemda and [isian for isian, nilai in saring.items() if nilai] == ["perhatian"]:
        return perlu_perhatian(tahun, saring["perhatian"]).filter(pemda=pemda).count()
    return daftar.count()


def urutkan(daftar: QuerySet[Pegawai], urut: str) -> QuerySet[Pegawai]:
    """Sort by nama (default) or unit; a leading minus reverses."""
    nama = Collate(Lower("nama"), "C")
    kolom = F("unit__nama") if urut.lstrip("-") == "unit" else nama
    return daftar.order_by(kolom.desc() if urut.startswith("-") else kolom.asc(), nama, "id")


def isi_halaman(halaman: QuerySet[Pegawai], *, patokan: Patokan, sekarang: datetime) -> list[Any]:
    """The people of one page in its order, with JP and reasons (``alasan``): two queries."""
    urutan = list(halaman.values_list("pk", flat=True))
    terisi = dengan_perhatian(
        pegawai_tampil(Pegawai.objects.filter(pk__in=urutan)), patokan=patokan, sekarang=sekarang
    ).in_bulk()
    for pegawai in terisi.values():
        nilai_perhatian(pegawai, patokan)
    return [terisi[pk] for pk in urutan]


def pegawai_lengkap(
    daftar: QuerySet[Pegawai], *, patokan: Patokan, sekarang: datetime
) -> QuerySet[Pegawai]:
    """People with all that their own page shows."""
    return dengan_perhatian(
        daftar.select_related("unit", "jabatan", "atasan"), patokan=patokan, sekarang=sekarang
    )


def riwayat_kelas(pegawai: Pegawai) -> QuerySet[Pendaftaran]:
    """The person's last 20 enrolments: first session, sessions attended of all (hadir, sesi)."""
    return (
        pegawai.pendaftaran.filter(status=Pendaftaran.Status.DITERIMA)
        .select_related("kelas__pelatihan")
        .annotate(
            mulai=Min("kehadiran__mulai"),
            sesi=Count("kehadiran"),
            hadir=Count("kehadiran", filter=Q(kehadiran__status=Kehadiran.Status.HADIR)),
        )
        .order_by(F("mulai").desc(nulls_last=True), "-id")[:20]
    )


def catatan_terakhir(pegawai: Pegawai, tahun: int) -> QuerySet[CatatanJP]:
    """The person's ledger rows of a year, newest first."""
    return pegawai.catatan_jp.filter(tahun=tahun).order_by("-tanggal", "-id")[:20]
