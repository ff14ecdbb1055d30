"""What is taken when: clashes of a plan, and the working calendar of a pemda."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.lookups import Overlap
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from instansi.models import HariLibur, Instansi
from instansi.queries import parameter
from lib.rentang import RentangWaktu
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, Sesi
from pelatihan.queries.kelas import di_dalam, kontak
from pelatihan.rules import jadwal as rules
from pelatihan.rules.jadwal import Bentrok, Kalender, PesertaBentrok, RencanaSesi, Rentang

KOLOM_SESI = (
    "pk",
    "kelas_id",
    "kelas__pelatihan__nama",
    "kelas__angkatan",
    "kelas__terisi",
    "kelas__penyelenggara__nama",
    "kelas__penyelenggara__path",
    "kelas__dibuat_oleh__nama",
    "kelas__dibuat_oleh__pegawai__unit__nama",
    "mulai",
    "selesai",
    "terjadwal",
    "ruang_id",
    "ruang__nama",
)
ISI_RENCANA = ("pk", "judul", "mulai", "selesai", "ruang", "jp")


def kalender_pemda(pemda: Instansi, pada: date) -> Kalender:
    """Working hours and days as they stand on a day, with the days off around it; two queries."""
    nilai = {kode: int(n) for kode, n in parameter(pemda.pk, pada).items()}
    libur = HariLibur.objects.filter(pemda=pemda, tanggal__year__gte=pada.year - 1)
    kosong = (nilai.get("jumat_kosong_mulai", 0), nilai.get("jumat_kosong_selesai", 0))
    return Kalender(
        zona=ZoneInfo(pemda.zona_waktu),
        jam_mulai=nilai["jam_kerja_mulai"],
        jam_selesai=nilai["jam_kerja_selesai"],
        hari_kerja=nilai["hari_kerja_per_minggu"],
        libur=dict(libur.values_list("tanggal", "nama")),
        jumat_kosong=kosong if kosong[0] < kosong[1] else None,
        menit_per_jp=nilai["menit_per_jp"],
    )


def dalam_rentang(daftar: Iterable[Rentang]) -> Q:
    """The condition 'overlaps one of these spans', as the range indexes understand it."""
    rentang = RentangWaktu("mulai", "selesai", Value("[)"))
    syarat = Q(pk__in=[])
    for r in daftar:
        syarat |= Q(Overlap(rentang, (r.mulai, r.selesai)))
    return syarat


def sesi_memakai(pemda: int, draf: QuerySet[Kelas] | None = None) -> QuerySet[Sesi]:
    """Sessions that hold their room and trainers; with ``draf`` also those of these drafts."""
    syarat = Q(terjadwal=True)
    if draf is not None:
        syarat |= Q(kelas__in=draf.filter(status=Kelas.Status.DRAF).values("pk"))
    return Sesi.objects.filter(syarat, kelas__pemda=pemda)


def peserta_memakai(kelas: int) -> QuerySet[Kehadiran]:
    """Sessions of other classes that the participants of a class must attend.

    ``diizinkan`` lists the sessions of this class for which HR allowed the person to be double.
    """
    ikut = Pendaftaran.objects.filter(kelas=kelas, status=Pendaftaran.Status.DITERIMA)
    izin = Kehadiran.objects.filter(sesi__kelas=kelas, pegawai=OuterRef("pegawai")).exclude(
        izin_bentrok_alasan=""
    )
    return (
        Kehadiran.objects.filter(
            terjadwal=True, izin_bentrok_alasan="", pegawai__in=ikut.values("pegawai")
        )
        .exclude(sesi__kelas=kelas)
        .annotate(diizinkan=ArraySubquery(izin.values("sesi")))
    )


def cari_bentrok(
    rencana: Sequence[RencanaSesi],
    *,
    pemda: int,
    kelas: int | None = None,
    lingkup: Collection[str] = (),
    draf: QuerySet[Kelas] | None = None,
    pindah: Collection[int] = (),
) -> list[Bentrok]:
    """Clashes of planned sessions with other classes: rooms and trainers, then participants.

    ``kelas`` is the class planned for (it never clashes with itself; its participants count),
    ``lingkup`` the tree paths whose people may be named, ``draf`` the drafts that are looked at
    beside what is scheduled, ``pindah`` the sessions whose time changes: what was allowed at the
    old time does not hold at the new one. Two queries, one without a class.
    """
    if not rencana:
        return []
    hasil = list(_bentrok_tempat(rencana, pemda, kelas, lingkup, draf))
    if kelas is not None:
        hasil += _bentrok_peserta(rencana, kelas, lingkup, pindah)
    return hasil


def _bentrok_tempat(
    rencana: Sequence[RencanaSesi],
    pemda: int,
    kelas: int | None,
    lingkup: Collection[str],
    draf: QuerySet[Kelas] | None,
) -> Iterator[Bentrok]:
    daftar = (
        sesi_memakai(pemda, draf)
        .exclude(kelas=kelas)
        .filter(dalam_rentang(r.rentang for r in rencana))
        .annotate(
            daftar_pengajar=ArrayAgg(
                JSONObject(
                    pk="pengajar_sesi__pengajar", nama="pengajar_sesi__pengajar__pengguna__nama"
                ),
                filter=Q(pengajar_sesi__isnull=False),
                default=[],
            )
        )
        .order_by("mulai", "pk")
        .values(*KOLOM_SESI, "daftar_pengajar")
    )
    for baris in daftar:
        for nomor, r in enumerate(rencana):
            if not r.rentang.bertumpuk(Rentang(baris["mulai"], baris["selesai"])):
                continue
            if r.ruang is not None and r.ruang == baris["ruang_id"]:
                yield _bentrok(nomor, rules.RUANG, baris["ruang__nama"], baris, lingkup)
            for pengajar in baris["daftar_pengajar"]:
                if pengajar["pk"] in r.pengajar:
                    yield _bentrok(nomor, rules.PENGAJAR, pengajar["nama"], baris, lingkup)


def _bentrok(
    nomor: int, jenis: str, sumber: str, baris: dict[str, Any], lingkup: Collection[str]
) -> Bentrok:
    terlihat = di_dalam(baris["kelas__penyelenggara__path"], lingkup)
    return Bentrok(
        nomor=nomor,
        jenis=jenis,
        sumber=sumber,
        kelas=baris["kelas_id"],
        nama_kelas=nama_kelas(baris["kelas__pelatihan__nama"], baris["kelas__angkatan"]),
        rentang=Rentang(baris["mulai"], baris["selesai"]),
        kontak=kontak(
            baris["kelas__dibuat_oleh__nama"],
            baris["kelas__dibuat_oleh__pegawai__unit__nama"],
            baris["kelas__penyelenggara__nama"],
        ),
        terjadwal=baris["terjadwal"],
        jumlah_peserta=baris["kelas__terisi"] if terlihat else None,
    )


def nama_kelas(pelatihan: str, angkatan: int) -> str:
    """The name of a class as its own __str__ writes it."""
    return f"{pelatihan} angkatan {angkatan}"


def _bentrok_peserta(
    rencana: Sequence[RencanaSesi],
    kelas: int,
    lingkup: Collection[str],
    pindah: Collection[int],
) -> list[Bentrok]:
    daftar = (
        peserta_memakai(kelas)
        .filter(dalam_rentang(r.rentang for r in rencana))
        .order_by("mulai", "sesi", "pegawai__nama", "pegawai")
        .values(
            *(f"sesi__{k}" for k in KOLOM_SESI),
            "pegawai",
            "pegawai__nama",
            "pegawai__unit__nama",
            "pegawai__unit__path",
            "diizinkan",
        )
    )
    per_sesi: dict[tuple[int, int], tuple[dict[str, Any], list[PesertaBentrok]]] = {}
    for baris in daftar:
        sesi = {k: baris[f"sesi__{k}"] for k in KOLOM_SESI}
        for nomor, r in enumerate(rencana):
            if r.pk in baris["diizinkan"] and r.pk not in pindah:
                continue
            if not r.rentang.bertumpuk(Rentang(sesi["mulai"], sesi["selesai"])):
                continue
            per_sesi.setdefault((nomor, sesi["pk"]), (sesi, []))[1].append(_orang(baris, lingkup))
    return [
        replace(_bentrok(nomor, rules.PESERTA, "", sesi, lingkup), peserta=tuple(orang))
        for (nomor, _), (sesi, orang) in per_sesi.items()
    ]


def _orang(baris: dict[str, Any], lingkup: Collection[str]) -> PesertaBentrok:
    terlihat = di_dalam(baris["pegawai__unit__path"], lingkup)
    return PesertaBentrok(
        pegawai=baris["pegawai"],
        nama=baris["pegawai__nama"] if terlihat else "",
        unit=baris["pegawai__unit__nama"] if terlihat else "",
        dalam_lingkup=terlihat,
    )


def rencana_kelas(kelas: Kelas) -> list[RencanaSesi]:
    """The sessions of a class as a plan, in order of time; one query."""
    daftar = (
        kelas.sesi.annotate(
            daftar_pengajar=ArrayAgg(
                "pengajar_sesi__pengajar", filter=Q(pengajar_sesi__isnull=False), default=[]
            )
        )
        .order_by("mulai", "pk")
        .values(*ISI_RENCANA, "daftar_pengajar")
    )
    return [
        RencanaSesi(pengajar=tuple(b["daftar_pengajar"]), **{k: b[k] for k in ISI_RENCANA})
        for b in daftar
    ]
