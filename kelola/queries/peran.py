"""Who holds which role where: lists, one person, one node, whom to choose."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Collate, Lower

from instansi.akses import IzinDasar
from instansi.models import Instansi, Pegawai, Pengguna, Penugasan, Peran
from instansi.queries import instansi_untuk, penugasan_aktif, penugasan_hari_ini
from instansi.queries.unit import unit_di_bawah
from kelola.rules.peran import BISA_DIDELEGASIKAN, Pemberi
from lib.nip import bersihkan_nip

URUTAN = {
    "peran": F("peran"),
    "instansi": F("instansi__nama"),
    "mulai": F("mulai"),
    "selesai": F("selesai"),
}


def penugasan_untuk(pengguna: Pengguna, izin: IzinDasar) -> QuerySet[Penugasan]:
    """The roles that a person may see or change: at the nodes of this permission."""
    return _lengkap(Penugasan.objects.filter(instansi__in=instansi_untuk(pengguna, izin)))


def _lengkap(daftar: QuerySet[Penugasan]) -> QuerySet[Penugasan]:
    return daftar.select_related(
        "pengguna__pegawai__unit", "instansi", "deputi", "delegasi_dari__pengguna"
    )


def saring_keadaan(daftar: QuerySet[Penugasan], keadaan: str, hari: date) -> QuerySet[Penugasan]:
    """BERLAKU today, NANTI, BERAKHIR, or all of them."""
    if keadaan == "NANTI":
        return daftar.filter(mulai__gt=hari)
    if keadaan == "BERAKHIR":
        return daftar.filter(selesai__lt=hari)
    return daftar.filter(pk__in=penugasan_aktif(hari)) if keadaan == "BERLAKU" else daftar


def saring_penugasan(
    daftar: QuerySet[Penugasan], isi: dict[str, Any], *, cari: str, hari: date
) -> QuerySet[Penugasan]:
    """Narrow by peran, unit (with all below it), keadaan, jenis (PLT, DELEGASI) and a search."""
    daftar = saring_keadaan(daftar, isi.get("keadaan") or "BERLAKU", hari)
    if peran := isi.get("peran"):
        daftar = daftar.filter(peran=peran)
    if unit := isi.get("unit"):
        daftar = daftar.filter(instansi__path__startswith=unit.path)
    if jenis := isi.get("jenis"):
        daftar = daftar.filter(
            Q(pelaksana_tugas=True) if jenis == "PLT" else Q(delegasi_dari__isnull=False)
        )
    return daftar.filter(cocok_orang(cari, "pengguna__")) if cari else daftar


def urutkan(daftar: QuerySet[Penugasan], urut: str) -> QuerySet[Penugasan]:
    """Sort by nama (default), peran, instansi, mulai or selesai; a leading minus reverses."""
    nama = Collate(Lower("pengguna__nama"), "C")
    kolom = URUTAN.get(urut.lstrip("-"), nama)
    arah = kolom.desc(nulls_last=True) if urut.startswith("-") else kolom.asc(nulls_last=True)
    return daftar.order_by(arah, nama, "pk")


def cocok_orang(cari: str, awalan: str = "") -> Q:
    """The condition 'part of the name, or the NIP or account name as typed'."""
    angka = bersihkan_nip(cari)
    if angka.isdigit():
        return Q(**{f"{awalan}username__startswith": angka}) | Q(
            **{f"{awalan}pegawai__nip__startswith": angka}
        )
    return Q(**{f"{awalan}nama__icontains": cari}) | Q(**{f"{awalan}username": cari.lower()})


def akun_untuk(pengguna: Pengguna, izin: IzinDasar) -> QuerySet[Pengguna]:
    """The accounts of the pemda whose root this permission covers."""
    akar = instansi_untuk(pengguna, izin).filter(depth=1)
    return Pengguna.objects.filter(pemda__in=akar).select_related("pegawai__unit")


def bisa_dipilih(daftar: QuerySet[Pengguna], cari: str) -> QuerySet[Pengguna]:
    """Open accounts of people in service, and of those outside the directory, that match."""
    bertugas = Q(pegawai=None) | Q(pegawai__status=Pegawai.Status.AKTIF)
    return daftar.filter(bertugas, cocok_orang(cari), is_active=True).order_by(
        Collate(Lower("nama"), "C"), "pk"
    )


def peran_orang(daftar: QuerySet[Penugasan], pengguna: Pengguna) -> QuerySet[Penugasan]:
    """All roles of one person among these, what holds longest first."""
    return daftar.filter(pengguna=pengguna).order_by(
        F("selesai").desc(nulls_first=True), "-mulai", "-pk"
    )


def peran_di(daftar: QuerySet[Penugasan], simpul: Instansi, hari: date) -> QuerySet[Penugasan]:
    """Who holds a role at this node or above it today, the nearest first."""
    langkah = Instansi.steplen
    jalur = [simpul.path[:n] for n in range(langkah, len(simpul.path) + 1, langkah)]
    return saring_keadaan(daftar.filter(instansi__path__in=jalur), "BERLAKU", hari).order_by(
        "-instansi__depth", "peran", Collate(Lower("pengguna__nama"), "C"), "pk"
    )


def simpul_untuk(pengguna: Pengguna, izin: IzinDasar, hari: date) -> QuerySet[Instansi]:
    """The nodes at which a role can be given: those that are not closed."""
    return (
        instansi_untuk(pengguna, izin)
        .filter(Q(aktif_sampai=None) | Q(aktif_sampai__gte=hari))
        .order_by("path")
    )


def jangkauan(simpul: Instansi) -> tuple[int, int]:
    """How many open units lie below a node, and how many people in service it has with them."""
    unit = Instansi.objects.filter(path__startswith=simpul.path)
    pegawai = Pegawai.objects.filter(unit__in=unit, status=Pegawai.Status.AKTIF).count()
    return unit_di_bawah(simpul), pegawai


def pemberi(oleh: Pengguna, penerima: Pengguna, izin: IzinDasar) -> Pemberi:
    """How the giver stands to the receiver and to the own permission."""
    milik = [p for p in penugasan_hari_ini(oleh) if p.peran in izin.peran]
    return Pemberi(
        sendiri=oleh.pk == penerima.pk,
        delegasi=all(p.delegasi for p in milik),
        berhak=bool(milik),
    )


# Delegation


def peran_sendiri(pengguna: Pengguna, hari: date) -> QuerySet[Penugasan]:
    """The roles that a person may hand over: held today or later, and not as a delegate."""
    belum_lewat = Q(selesai=None) | Q(selesai__gte=hari)
    return (
        Penugasan.objects.filter(
            belum_lewat, pengguna=pengguna, delegasi_dari=None, peran__in=BISA_DIDELEGASIKAN
        )
        .select_related("instansi")
        .order_by("instansi__path", "peran", "pk")
    )


def delegasi_untuk(pengguna: Pengguna) -> QuerySet[Penugasan]:
    """Delegations that the person gave or received, the latest first; ``diberi`` tells which."""
    return (
        Penugasan.objects.filter(
            Q(delegasi_dari__pengguna=pengguna) | Q(pengguna=pengguna),
            delegasi_dari__isnull=False,
        )
        .select_related("pengguna", "instansi", "delegasi_dari__pengguna")
        .annotate(diberi=Q(delegasi_dari__pengguna=Value(pengguna.pk)))
        .order_by("-selesai", "-pk")
    )


def rekan(induk: Penugasan) -> QuerySet[Pengguna]:
    """Colleagues who can take over a role: people in service where it counts, with an account."""
    return Pengguna.objects.filter(
        is_active=True,
        pegawai__status=Pegawai.Status.AKTIF,
        pegawai__unit__path__startswith=induk.instansi.path,
    ).exclude(pk=induk.pengguna_id)


def simpul_delegasi(induk: Penugasan, hari: date) -> QuerySet[Instansi]:
    """Where a role can be handed over: its node and those below, for the pemda's roles it alone."""
    simpul = Instansi.objects.filter(path__startswith=induk.instansi.path).filter(
        Q(aktif_sampai=None) | Q(aktif_sampai__gte=hari)
    )
    if induk.peran in {Peran.ADMIN_PEMDA, Peran.HR}:
        simpul = simpul.filter(pk=induk.instansi_id)
    return simpul.order_by("path")
