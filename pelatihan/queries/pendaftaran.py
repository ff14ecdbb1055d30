"""Participants: who may be nominated, who has a seat, who is somewhere else at that time."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.db.models.functions import Collate, Left, Length, Lower

from instansi.models import Instansi, Pegawai, Pengguna, Peran
from instansi.queries import pegawai_untuk, peran_hari_ini
from lib.nip import bersihkan_nip
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, PengajarSesi, Sesi
from pelatihan.queries.kelas import di_dalam, lingkup
from pembinaan.queries import jumlah_jp

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

URUT_NAMA = Collate(Lower("nama"), "C")
DITERIMA = Pendaftaran.Status.DITERIMA


class Bentrok(NamedTuple):
    """A session of the class, and the scheduled session that a person has at that time."""

    sesi_id: int
    kelas: str
    mulai: datetime
    selesai: datetime


class Baris(NamedTuple):
    """One typed line: the person it names, or why it names nobody."""

    teks: str
    pegawai: Pegawai | None
    alasan: str


def pendaftaran_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Pendaftaran]:
    """Enrolments of the people whom the person may act for by this permission."""
    return Pendaftaran.objects.filter(pegawai__in=pegawai_untuk(pengguna, izin))


def melihat_semua_peserta(pengguna: Pengguna, izin: "IzinDasar", kelas: Kelas) -> bool:
    """Whether all names of a class are the person's business: as organiser or as its trainer."""
    if di_dalam(kelas.penyelenggara.path, lingkup(pengguna, izin)):
        return True
    return (
        Peran.PENGAJAR in peran_hari_ini(pengguna) & izin.peran
        and PengajarSesi.objects.filter(sesi__kelas=kelas, pengajar__pengguna=pengguna).exists()
    )


def peserta_untuk(pengguna: Pengguna, izin: "IzinDasar", kelas: Kelas) -> QuerySet[Pendaftaran]:
    """Enrolments of a class that the person may read by name; of others only the number shows."""
    semua = kelas.pendaftaran.all()
    if melihat_semua_peserta(pengguna, izin, kelas):
        return semua
    return semua.filter(pegawai__in=pegawai_untuk(pengguna, izin))


def terkabar(kelas: Kelas, sesi: Sesi | None = None) -> tuple[int, list[str]]:
    """How many participants (of a session) a message reaches by mail, and the names of the others.

    Nobody is reached without an account, nor without an address in the account or the record.
    """
    peserta = kelas.pendaftaran.filter(status=DITERIMA)
    if sesi:
        peserta = peserta.filter(kehadiran__sesi=sesi)
    kolom = ("pegawai__pengguna", "pegawai__pengguna__email", "pegawai__surel", "pegawai__nama")
    daftar = list(urut_nama(peserta).values_list(*kolom))
    luput = [nama for akun, *surel, nama in daftar if not (akun and any(surel))]
    return len(daftar) - len(luput), luput


def urut_nama(peserta: QuerySet[Pendaftaran]) -> QuerySet[Pendaftaran]:
    """Participants as a list shows them: by name, with units and position at hand."""
    return peserta.select_related("pegawai__jabatan", "pegawai__unit", "unit").order_by(
        Collate(Lower("pegawai__nama"), "C"), "pk"
    )


def kelas_mulai(kelas_id: int) -> datetime | None:
    """When the first session of a class starts; None for a class without sessions."""
    return Sesi.objects.filter(kelas=kelas_id).aggregate(m=Min("mulai"))["m"]


def cabang_unit(unit_id: int) -> QuerySet[Instansi]:
    """A unit with all below it; one statement together with the query that uses it."""
    simpul = Instansi.objects.filter(pk=unit_id, path=Left(OuterRef("path"), Length("path")))
    return Instansi.objects.filter(Exists(simpul))


def calon_kelas(
    orang: QuerySet[Pegawai], kelas_id: int, tahun: int, urutan: Sequence[Any] = ()
) -> QuerySet[Pegawai]:
    """Active people by name, as candidates of a class: one statement whatever their number.

    ``urutan`` sorts before the name: how well the words of a search fit.
    Adds jp (JP of the year), terdaftar (has a seat already) and bentrok (is scheduled elsewhere
    during the class).
    """
    kursi = Pendaftaran.objects.filter(kelas=kelas_id, pegawai=OuterRef("pk"), status=DITERIMA)
    return (
        orang.filter(status=Pegawai.Status.AKTIF)
        .annotate(
            jp=jumlah_jp(tahun),
            terdaftar=Exists(kursi),
            bentrok=Exists(_di_tempat_lain(kelas_id).filter(pegawai=OuterRef("pk"))),
        )
        .select_related("jabatan", "unit")
        .order_by(*urutan, URUT_NAMA, "pk")
    )


def _di_tempat_lain(kelas_id: int) -> QuerySet[Kehadiran]:
    """Rows that hold their person in another class during one of this class's sessions."""
    serentak = Sesi.objects.filter(
        kelas=kelas_id, mulai__lt=OuterRef("selesai"), selesai__gt=OuterRef("mulai")
    )
    return Kehadiran.objects.filter(
        Exists(serentak), terjadwal=True, izin_bentrok_alasan=""
    ).exclude(sesi__kelas=kelas_id)


def calon_terpilih(terlihat: QuerySet[Pegawai], ids: Collection[int]) -> list[Pegawai]:
    """The people of these ids whom the person may act for, by name; no query for none."""
    if not ids:
        return []
    return list(terlihat.filter(pk__in=ids).select_related("unit").order_by(URUT_NAMA, "pk"))


def cocokkan_baris(terlihat: QuerySet[Pegawai], baris: Iterable[str]) -> list[Baris]:
    """The person of each typed line (a name or a NIP), in the typed order; two queries at most.

    Who lies outside the scope is not found, like one who does not exist.
    """
    teks = [b for b in (" ".join(b.split()) for b in baris) if b]
    nip = {t: bersihkan_nip(t) for t in teks if bersihkan_nip(t).isdecimal()}
    nama = {t: _bentuk_nama(t) for t in teks if t not in nip}
    per_nip = {p.nip: p for p in terlihat.filter(nip__in=nip.values())} if nip else {}
    per_nama: dict[str, list[Pegawai]] = {}
    if nama:
        dikenal = terlihat.annotate(nama_kecil=Lower("nama"))
        dicari = {bentuk for pilihan in nama.values() for bentuk in pilihan}
        for p in dikenal.filter(nama_kecil__in=dicari).select_related("unit"):
            per_nama.setdefault(p.nama.lower(), []).append(p)
    return [
        _baris_nip(t, per_nip.get(nip[t]))
        if t in nip
        else _baris_nama(t, next((per_nama[b] for b in nama[t] if b in per_nama), None))
        for t in teks
    ]


def _bentuk_nama(teks: str) -> tuple[str, str]:
    """How a typed name may stand in the directory, in lower case: as it is, or without titles."""
    return teks.lower(), teks.partition(",")[0].strip().lower()


def _baris_nip(teks: str, pegawai: Pegawai | None) -> Baris:
    if pegawai:
        return Baris(teks, pegawai, "")
    panjang = len(bersihkan_nip(teks))
    if panjang != 18:
        return Baris(teks, None, f"NIP harus 18 angka, ini {panjang}. Lengkapi lalu usulkan lagi.")
    return Baris(teks, None, "NIP ini tidak ada di lingkup Anda. Periksa angkanya.")


def _baris_nama(teks: str, ditemukan: Sequence[Pegawai] | None) -> Baris:
    if not ditemukan:
        return Baris(teks, None, "Tidak ditemukan. Tulis nama lengkap tanpa gelar, atau pakai NIP.")
    if len(ditemukan) > 1:
        return Baris(teks, None, f"Ada {len(ditemukan)} orang bernama ini. Pakai NIP.")
    return Baris(teks, ditemukan[0], "")


def pisahkan_baris(teks: str) -> list[str]:
    """Lines of a pasted list; a semicolon or tab also ends an entry."""
    return [b.strip() for b in re.split(r"[\r\n;\t]+", teks) if b.strip()]


def terdaftar(kelas_id: int, pegawai_ids: Collection[int]) -> set[int]:
    """Who of these people has a seat in the class."""
    return set(
        Pendaftaran.objects.filter(
            kelas=kelas_id, pegawai__in=pegawai_ids, status=DITERIMA
        ).values_list("pegawai", flat=True)
    )


def bentrok_peserta(kelas_id: int, pegawai_ids: Collection[int]) -> dict[int, list[Bentrok]]:
    """Where each person is scheduled during the class's sessions; two queries.

    Only sessions that hold their participants count: scheduled, and not allowed to overlap.
    """
    sesi = list(
        Sesi.objects.filter(kelas=kelas_id).order_by("mulai").values_list("pk", "mulai", "selesai")
    )
    lain = (
        _di_tempat_lain(kelas_id)
        .filter(pegawai__in=pegawai_ids)
        .select_related("sesi__kelas__pelatihan")
        .order_by("mulai", "pk")
    )
    hasil: dict[int, list[Bentrok]] = {}
    for k in lain:
        for pk, mulai, selesai in sesi:
            if mulai < k.selesai and k.mulai < selesai:
                bentrok = Bentrok(pk, str(k.sesi.kelas), k.mulai, k.selesai)
                hasil.setdefault(k.pegawai_id, []).append(bentrok)
    return hasil
