"""Positions of a pemda: the list, who holds them, which are nearly the same."""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, Q, QuerySet

from instansi.models import Jabatan, Mitra, Pegawai, PelaksanaTugas, Pengguna, RiwayatPenempatan
from instansi.queries import dalam_cakupan, pemda_utuh

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

CALON = 15


def jabatan_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Jabatan]:
    """The positions of the own pemda; the gate has asked for the role."""
    return Jabatan.objects.filter(pemda=pengguna.pemda_id)


def boleh_acuan(pengguna: Pengguna, izin: "IzinDasar") -> bool:
    """Whether a person holds the right at the pemda's root: its lists are everyone's."""
    return pemda_utuh(pengguna, izin) is not None


def saring_jabatan(
    daftar: QuerySet[Jabatan], *, cari: str, jenis: str, rumpun: str
) -> QuerySet[Jabatan]:
    """Positions narrowed by name, kind and family, by name."""
    if cari:
        daftar = daftar.filter(nama__icontains=cari)
    if jenis:
        daftar = daftar.filter(jenis=jenis)
    if rumpun:
        daftar = daftar.filter(rumpun=rumpun)
    return daftar.order_by("nama", "pk")


def banyak_pemegang(pengguna: Pengguna, izin: "IzinDasar", jabatan: list[int]) -> dict[int, int]:
    """Active holders of these positions in a person's own scope: one query."""
    return dict(
        Pegawai.objects.filter(
            dalam_cakupan(pengguna, izin, unit="unit"),
            jabatan__in=jabatan,
            status=Pegawai.Status.AKTIF,
        )
        .values_list("jabatan")
        .annotate(n=Count("pk"))
        .order_by()
    )


def calon_sama(jabatan: Jabatan, cari: str) -> list[Any]:
    """Rows of positions that may be this one misspelt, the most alike first: one query."""
    daftar = Jabatan.objects.filter(pemda=jabatan.pemda_id).exclude(pk=jabatan.pk)
    if cari:
        daftar = daftar.filter(nama__icontains=cari)
    return list(
        daftar.annotate(mirip=TrigramSimilarity("nama", jabatan.nama))
        .order_by("-mirip", "nama", "pk")
        .values("pk", "nama", "jenis")[:CALON]
    )


def pemakaian(jabatan: Jabatan) -> dict[str, int]:
    """What hangs on a position: people of any state, placements, acting posts; three queries."""
    return {
        "pegawai": Pegawai.objects.filter(jabatan=jabatan).count(),
        "penempatan": RiwayatPenempatan.objects.filter(jabatan=jabatan).count(),
        "pelaksana": PelaksanaTugas.objects.filter(jabatan=jabatan).count(),
    }


def pelaksana_bentrok(dari: Jabatan, ke: Jabatan) -> PelaksanaTugas | None:
    """An acting post that would stand twice in one unit if these positions were one."""
    for p in PelaksanaTugas.objects.filter(jabatan=dari).select_related("unit"):
        kembar = PelaksanaTugas.objects.filter(
            Q(mulai__lte=p.selesai, selesai__gte=p.mulai), jabatan=ke, unit=p.unit_id
        )
        if kembar.exists():
            return p
    return None


def mitra_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Mitra]:
    """The partners of the own pemda; the gate has asked for the role."""
    return Mitra.objects.filter(pemda=pengguna.pemda_id)


def pilihan_jabatan(pemda_id: int) -> list[tuple[str, str | list[tuple[int, str]]]]:
    """The positions of a pemda to choose from, grouped by kind, by name; one query."""
    per_jenis: dict[str, list[tuple[int, str]]] = {}
    daftar = Jabatan.objects.filter(pemda=pemda_id).order_by("nama", "pk")
    for pk, nama, jenis in daftar.values_list("pk", "nama", "jenis"):
        per_jenis.setdefault(jenis, []).append((pk, nama))
    kelompok = [(label, per_jenis[j]) for j, label in Jabatan.Jenis.choices if j in per_jenis]
    return [("", "Pilih jabatan"), *kelompok]
