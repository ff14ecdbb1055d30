"""Classes: who sees which, and what a page about one class needs."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Collate, Lower, TruncDate

from instansi.models import HariLibur, Instansi, Pengguna, Peran
from instansi.queries import (
    PERAN_UNIT,
    dalam_cakupan,
    instansi_untuk,
    pemda_utuh,
    penugasan_hari_ini,
    peran_hari_ini,
    simpul_izin,
)
from lib.tanggal import di_zona, tanggal_panjang
from pelatihan.models import Kelas, Pendaftaran, PengajarSesi, Sesi
from pelatihan.rules.jadwal import (
    PILIH_WAKTU_LAIN,
    Bentrok,
    RencanaSesi,
    Rentang,
    kalimat_bentrok,
    satukan_bentrok,
    waktu_sesi,
)
from pelatihan.rules.kelas import KeadaanKelas
from pelatihan.rules.surat import SesiUndangan
from pelatihan.rules.surat import teks_undangan as susun_teks

if TYPE_CHECKING:
    from instansi.akses import IzinDasar


def kelas_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Kelas]:
    """The classes a person may reach by this permission.

    Organised in the own subtree: all, drafts too. By a permission to read (one that the auditor
    holds) unit roles also reach every class of the city that was ever published, participants the
    published ones they are enrolled in, trainers the published ones they teach.
    """
    syarat = dalam_cakupan(pengguna, izin, unit="penyelenggara")
    if pemda_utuh(pengguna, izin):
        return Kelas.objects.filter(syarat)
    peran = peran_hari_ini(pengguna) & izin.peran
    pernah_terbit = Q(pemda=pengguna.pemda_id, terbit_pada__isnull=False)
    if Peran.AUDITOR in izin.peran and not PERAN_UNIT.isdisjoint(peran):
        syarat |= pernah_terbit
    if Peran.PEGAWAI in peran:
        ikut = Pendaftaran.objects.filter(
            pegawai=pengguna.pegawai_id, status=Pendaftaran.Status.DITERIMA
        )
        syarat |= pernah_terbit & Q(pk__in=ikut.values("kelas"))
    if Peran.PENGAJAR in peran:
        ajar = PengajarSesi.objects.filter(pengajar__pengguna=pengguna)
        syarat |= pernah_terbit & Q(pk__in=ajar.values("sesi__kelas"))
    return Kelas.objects.filter(syarat)


def lingkup(pengguna: Pengguna, izin: "IzinDasar") -> tuple[str, ...]:
    """Tree paths of the nodes that a person manages by this permission; no query after the gate."""
    return tuple(p.path for p in simpul_izin(pengguna, izin))


def di_dalam(path: str, daftar: Collection[str]) -> bool:
    """Whether a node lies in the subtree of one of these paths."""
    return path.startswith(tuple(daftar))


def penyelenggara_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Instansi]:
    """The nodes in whose name a person may organise: own nodes, and agencies below them."""
    milik = [p.instansi_id for p in penugasan_hari_ini(pengguna) if p.peran in izin.peran]
    return (
        instansi_untuk(pengguna, izin)
        .filter(Q(pk__in=milik) | Q(depth=2))
        .filter(aktif_sampai=None)
        .order_by("depth", "nama", "pk")
    )


def penyelenggara_awal(pengguna: Pengguna, izin: "IzinDasar") -> int | None:
    """Of those nodes the one nearest to where the person works."""
    if pengguna.pegawai is None:
        return None
    path = pengguna.pegawai.unit.path
    dekat = [i for i in penyelenggara_untuk(pengguna, izin) if path.startswith(i.path)]
    return max(dekat, key=lambda i: i.depth).pk if dekat else None


def boleh_atas(pengguna: Pengguna, izin: "IzinDasar", kelas: Kelas) -> bool:
    """Whether a person has a unit role's right on this class; no query, penyelenggara loaded."""
    return di_dalam(kelas.penyelenggara.path, lingkup(pengguna, izin))


def keadaan_kelas(
    kelas: Kelas, rencana: Sequence[RencanaSesi], bentrok: Sequence[Bentrok]
) -> KeadaanKelas:
    """What the rule of publishing looks at. No query when pelatihan and pemda are loaded."""
    zona = ZoneInfo(kelas.pemda.zona_waktu)
    return KeadaanKelas(
        status=kelas.status,
        metode=kelas.metode,
        kursi=kelas.kursi,
        terisi=kelas.terisi,
        jp_kurikulum=kelas.pelatihan.jp,
        jp_sesi=tuple(r.jp for r in rencana),
        mulai_pertama=min((r.mulai for r in rencana), default=None),
        bertautan=bool(kelas.tautan_daring),
        tanpa_ruang=sum(r.ruang is None for r in rencana),
        bentrok=tuple(
            f"{kalimat_bentrok(b, zona)} {PILIH_WAKTU_LAIN}" for b in satukan_bentrok(bentrok)
        ),
    )


def kontak_kelas(kelas: Kelas) -> str:
    """Whom to ask about a class; no query when dibuat_oleh__pegawai__unit is loaded."""
    oleh = kelas.dibuat_oleh
    unit = str(oleh.pegawai.unit) if oleh and oleh.pegawai else None
    return kontak(oleh.nama if oleh else None, unit, str(kelas.penyelenggara))


def kontak(orang: str | None, unit: str | None, penyelenggara: str) -> str:
    """Whom to ask about a class: the officer with the own unit, else the organiser."""
    return ", ".join(filter(None, (orang, unit))) if orang else penyelenggara


def dengan_libur(sesi: QuerySet[Sesi], zona: str) -> "QuerySet[Any]":
    """Sessions with the name of the day off they fall on in ``zona`` (``libur``), else None."""
    libur = HariLibur.objects.filter(pemda=OuterRef("kelas__pemda"), tanggal=OuterRef("hari"))
    return sesi.alias(hari=TruncDate("mulai", tzinfo=ZoneInfo(zona))).annotate(
        libur=Subquery(libur.values("nama")[:1])
    )


def sesi_lengkap(kelas: Kelas, zona: str | None = None) -> list[Any]:
    """The sessions in order of time, with room and trainers; two queries.

    With ``zona`` each also names the day off it falls on there (``libur``).
    """
    pengajar = PengajarSesi.objects.select_related("pengajar__pengguna").order_by("pk")
    sesi = kelas.sesi.select_related("ruang")
    return list(
        (dengan_libur(sesi, zona) if zona else sesi)
        .prefetch_related(Prefetch("pengajar_sesi", pengajar))
        .order_by("mulai", "pk")
    )


def rencana_dari_sesi(sesi: Sequence[Sesi]) -> list[RencanaSesi]:
    """Sessions of sesi_lengkap as a plan; no query."""
    return [
        RencanaSesi(
            s.mulai,
            s.selesai,
            ruang=s.ruang_id,
            pengajar=tuple(p.pengajar_id for p in s.pengajar_sesi.all()),
            jp=s.jp,
            judul=s.judul,
            pk=s.pk,
        )
        for s in sesi
    ]


def peserta_surat(kelas: Kelas) -> list[Pendaftaran]:
    """Those who hold a seat, by name, with NIP, position and unit: for letters on paper."""
    return list(
        kelas.pendaftaran.filter(status=Pendaftaran.Status.DITERIMA)
        .select_related("pegawai__jabatan", "unit")
        .order_by(Collate(Lower("pegawai__nama"), "C"), "pk")
    )


def sesi_undangan(kelas: Kelas) -> list[SesiUndangan]:
    """The sessions as an invitation names them; two queries."""
    return [
        SesiUndangan(
            s.judul,
            Rentang(s.mulai, s.selesai),
            tempat_sesi(s),
            " dan ".join(str(p.pengajar) for p in s.pengajar_sesi.all()),
        )
        for s in sesi_lengkap(kelas)
    ]


def tempat_sesi(sesi: Sesi) -> str:
    """The room with its address, or online."""
    if sesi.ruang is None:
        return "daring"
    return f"{sesi.ruang}, {sesi.ruang.lokasi}" if sesi.ruang.lokasi else str(sesi.ruang)


def teks_undangan(kelas: Kelas, alamat: str) -> str:
    """The invitation for chat groups; ``alamat`` is the page of the class."""
    return susun_teks(
        kelas=str(kelas),
        penyelenggara=str(kelas.penyelenggara),
        jp=kelas.pelatihan.jp,
        sesi=sesi_undangan(kelas),
        tautan_daring=kelas.tautan_daring,
        nomor=kelas.nomor_undangan,
        alamat=alamat,
        catatan=kelas.catatan_undangan,
        zona=ZoneInfo(kelas.pemda.zona_waktu),
    )


def konteks_undangan(kelas: Kelas) -> dict[str, Any]:
    """What templates/pdf/undangan.html needs; times are already words, in the pemda's zone."""
    zona = ZoneInfo(kelas.pemda.zona_waktu)
    return {
        "kelas": kelas,
        "judul_laporan": f"Undangan {kelas}",
        "pemda_nama": str(kelas.pemda),
        "nomor": kelas.nomor_undangan,
        "tanggal": tanggal_panjang(di_zona(kelas.terbit_pada, zona).date())
        if kelas.terbit_pada
        else "",
        "sesi": [(s, waktu_sesi(s.rentang, zona)) for s in sesi_undangan(kelas)],
        "peserta": peserta_surat(kelas),
        "penanda_tangan": kelas.penyelenggara,
    }
