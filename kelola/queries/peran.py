"""Who holds which role where: lists, one person, one node, whom to choose."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Collate, Lower

from instansi.akses import IzinDasar
from instansi.models import Instansi, Pegawai, Pengguna, Penugasan, Peran
from instansi.queries import instansi_untuk, masa_admin, penugasan_aktif, penugasan_hari_ini
from instansi.queries.cari import terdekat_dahulu
from instansi.queries.unit import unit_di_bawah
from instansi.rules.peran import admin_berkurang, hari_tanpa_pemegang
from kelola.rules import peran as rules
from kelola.rules.peran import Masa, Pemberi
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
    ).annotate(akhir_dicatat=Subquery(_akhir_dicatat()))


def _akhir_dicatat() -> "QuerySet[Any, Any]":
    """When the last day of a role was first written as it stands now."""
    peristiwa = apps.get_model("instansi.PenugasanEvent")._default_manager
    sama = peristiwa.filter(pgh_obj=OuterRef("pk"), selesai=OuterRef("selesai"))
    return sama.order_by("pgh_id").values("pgh_created_at")[:1]


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
    """Narrow by peran, unit (with all below it), keadaan, jenis (PLT, DELEGASI) and a search.

    The search is for who holds a role or is deputy of it.
    """
    daftar = saring_keadaan(daftar, isi.get("keadaan") or "BERLAKU", hari)
    if peran := isi.get("peran"):
        daftar = daftar.filter(peran=peran)
    if unit := isi.get("unit"):
        daftar = daftar.filter(instansi__path__startswith=unit.path)
    if jenis := isi.get("jenis"):
        daftar = daftar.filter(
            Q(pelaksana_tugas=True) if jenis == "PLT" else Q(delegasi_dari__isnull=False)
        )
    cocok = cocok_orang(cari, "pengguna__") | cocok_orang(cari, "deputi__")
    return daftar.filter(cocok) if cari else daftar


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
    return Pengguna.objects.filter(pemda__in=akar).select_related(
        "pegawai__unit", "pegawai__jabatan"
    )


def bisa_dipilih(daftar: QuerySet[Pengguna], cari: str) -> QuerySet[Pengguna]:
    """Open accounts of people in service, and of those outside the directory, that match.

    The very name first, then its beginning, then that of a word.
    """
    bertugas = Q(pegawai=None) | Q(pegawai__status=Pegawai.Status.AKTIF)
    return daftar.filter(bertugas, cocok_orang(cari), is_active=True).order_by(
        *terdekat_dahulu(cari), Collate(Lower("nama"), "C"), "pk"
    )


def peran_orang(daftar: QuerySet[Penugasan], pengguna: Pengguna) -> QuerySet[Penugasan]:
    """All roles of one person among these, what holds longest first."""
    return daftar.filter(pengguna=pengguna).order_by(
        F("selesai").desc(nulls_first=True), "-mulai", "-pk"
    )


def peran_ditarik(pengguna: Pengguna, izin: IzinDasar, orang: Pengguna) -> "QuerySet[Any, Any]":
    """Roles of a person that were ended before their first day was over: only history has them.

    Each is the event of its removal, with the fields of the role; the latest first.
    """
    peristiwa = apps.get_model("instansi.PenugasanEvent")._default_manager
    return (
        peristiwa.filter(
            pgh_label="delete", pengguna=orang, instansi__in=instansi_untuk(pengguna, izin)
        )
        .select_related("instansi", "deputi", "delegasi_dari__pengguna")
        .order_by("-pgh_id")
    )


def deputi_dari(daftar: QuerySet[Penugasan], pengguna: Pengguna, hari: date) -> QuerySet[Penugasan]:
    """The roles of others among these in which a person stands in today."""
    milik = daftar.filter(deputi=pengguna, pengguna__is_active=True)
    return saring_keadaan(milik, "BERLAKU", hari).order_by("peran", "pk")


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


def masa_dipegang(penerima: Pengguna, peran: str, simpul: Instansi) -> list[Masa]:
    """The days on which a person holds a role at this very node, or will, or did."""
    milik = Penugasan.objects.filter(pengguna=penerima, peran=peran, instansi=simpul)
    return [Masa(mulai, selesai) for mulai, selesai in milik.values_list("mulai", "selesai")]


def alasan_tidak_bisa_diberi(
    oleh: Pengguna,
    penerima: Pengguna,
    *,
    peran: str,
    simpul: Instansi,
    masa: Masa,
    izin: IzinDasar,
    hari: date,
) -> str | None:
    """Why this role cannot be given so, asked of the rows as they stand now; or None."""
    return rules.alasan_tidak_bisa_diberi(
        peran, simpul.jenis, pemberi=pemberi(oleh, penerima, izin), masa=masa, hari_ini=hari
    ) or rules.alasan_tumpang_tindih(
        peran, simpul.nama, masa, masa_dipegang(penerima, peran, simpul), nama=str(penerima)
    )


def alasan_tidak_bisa_diubah(
    tugas: Penugasan, selesai: date | None, *, oleh: Pengguna, izin: IzinDasar, hari: date
) -> str | None:
    """Why the end of a role cannot become this day, asked of the rows as they stand; or None."""
    if tugas.delegasi_dari_id:
        return "Delegasi tidak diubah. Akhiri saja; pemberinya bisa membuat yang baru."
    return rules.alasan_tidak_bisa_diubah(
        tugas.peran,
        Masa(tugas.mulai, tugas.selesai),
        selesai,
        pemberi=pemberi(oleh, tugas.pengguna, izin),
        hari_ini=hari,
    )


def peran_tetap(tugas: Penugasan, orang: Pengguna, hari: date) -> frozenset[Peran]:
    """What a person still is at the node of a role without it: here or above, also as deputy."""
    langkah = Instansi.steplen
    jalur = tugas.instansi.path
    atas = [jalur[:n] for n in range(langkah, len(jalur) + 1, langkah)]
    milik = penugasan_aktif(hari).filter(
        Q(pengguna=orang) | Q(deputi=orang, pengguna__is_active=True), instansi__path__in=atas
    )
    lain = milik.exclude(Q(pk=tugas.pk) | Q(delegasi_dari__isnull=False, delegasi_dari=tugas))
    return frozenset(Peran(p) for p in lain.values_list("peran", flat=True))


def titipan(tugas: Penugasan, hari: date) -> QuerySet[Penugasan]:
    """What was handed over from a role and is not over."""
    return (
        Penugasan.objects.filter(delegasi_dari=tugas, selesai__gte=hari)
        .select_related("pengguna", "instansi")
        .order_by("mulai", "pk")
    )


def admin_terakhir(tugas: Penugasan, hari: date) -> bool:
    """Whether ending this role today would leave the pemda without an admin."""
    if tugas.peran != Peran.ADMIN_PEMDA:
        return False
    semua = masa_admin(tugas.instansi_id)
    sisa = masa_admin(tugas.instansi_id, tanpa=tugas.pk)
    return admin_berkurang(hari_tanpa_pemegang(semua, hari), hari_tanpa_pemegang(sisa, hari))


def pemegang_lain(tugas: Penugasan, hari: date) -> list[str]:
    """Who else holds the same role at the same node today, and not as a delegate of this one."""
    sama = Penugasan.objects.filter(peran=tugas.peran, instansi=tugas.instansi_id)
    lain = saring_keadaan(sama.exclude(pk=tugas.pk).exclude(delegasi_dari=tugas), "BERLAKU", hari)
    nama = lain.order_by(Collate(Lower("pengguna__nama"), "C"), "pk")
    return list(nama.values_list("pengguna__nama", flat=True))
