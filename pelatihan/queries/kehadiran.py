"""Attendance: which sessions wait for marks, who was there, which JP follow."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Collate, Lower

from instansi.models import Pengguna, Peran
from instansi.queries import dalam_cakupan, nilai_parameter, peran_hari_ini
from lib.galat import GalatAturan
from lib.tanggal import di_zona
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, PengajarSesi, Sesi
from pelatihan.rules.kehadiran import (
    HasilPeserta,
    Peserta,
    SesiDiikuti,
    hitung_peserta,
    tautan_berlaku_sampai,
)
from pembinaan.models import AturanKonversiJP
from pembinaan.queries import aturan_pemda, pemakaian_batas
from pembinaan.rules.jp import berlaku_pada, punya_batas

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

DITERIMA = Pendaftaran.Status.DITERIMA
BELUM = Kehadiran.Status.BELUM
BERLANGSUNG = (Kelas.Status.TERBIT, Kelas.Status.BERJALAN, Kelas.Status.SELESAI)
_PENANDA = Signer(salt="pelatihan.kehadiran_luar")


class TautanTidakBerlaku(GalatAturan):
    """A trainer's link is genuine, but its time is over or the session is not his any more."""


class RekapPeserta(NamedTuple):
    """One participant of a class with the marks by session."""

    pendaftaran: Pendaftaran
    tanda: dict[int, Kehadiran]


def sesi_kelas(kelas_id: int) -> QuerySet[Sesi]:
    """The sessions of a class in order."""
    return Sesi.objects.filter(kelas=kelas_id).order_by("mulai", "pk")


def kelas_selesai(kelas_id: int) -> datetime | None:
    """When the last session of a class ends; None for a class without sessions."""
    return Sesi.objects.filter(kelas=kelas_id).aggregate(m=Max("selesai"))["m"]


def tanda_sendiri(kelas_id: int, pegawai_id: int | None) -> dict[int, Kehadiran]:
    """One participant's own marks of a class, by session."""
    milik = Kehadiran.objects.filter(
        sesi__kelas=kelas_id, pegawai=pegawai_id, pendaftaran__status=DITERIMA
    )
    return {k.sesi_id: k for k in milik}


def sesi_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Sesi]:
    """Sessions that a person may act on: of classes organised in the own subtree, or taught."""
    syarat = dalam_cakupan(pengguna, izin, unit="kelas__penyelenggara", pemda="kelas__pemda")
    if Peran.PENGAJAR in peran_hari_ini(pengguna) & izin.peran:
        ajar = PengajarSesi.objects.filter(pengajar__pengguna=pengguna)
        syarat |= Q(pk__in=ajar.values("sesi"), kelas__terbit_pada__isnull=False)
    return Sesi.objects.filter(syarat).select_related(
        "kelas__pelatihan", "kelas__pemda", "kelas__penyelenggara", "ruang"
    )


def daftar_hadir(sesi_id: int) -> QuerySet[Kehadiran]:
    """The rows of one session by name, of people who still have their seat."""
    return (
        Kehadiran.objects.filter(sesi=sesi_id, pendaftaran__status=DITERIMA)
        .select_related("pegawai__jabatan", "pendaftaran__unit", "ditandai_oleh")
        .order_by(Collate(Lower("pegawai__nama"), "C"), "pk")
    )


def rekap_kehadiran(kelas_id: int) -> list[RekapPeserta]:
    """Every participant of a class with all marks; two queries."""
    daftar = (
        Pendaftaran.objects.filter(kelas=kelas_id, status=DITERIMA)
        .select_related("pegawai", "unit")
        .order_by(Collate(Lower("pegawai__nama"), "C"), "pk")
    )
    tanda: dict[int, dict[int, Kehadiran]] = defaultdict(dict)
    for k in Kehadiran.objects.filter(sesi__kelas=kelas_id).order_by("mulai", "pk"):
        tanda[k.pendaftaran_id][k.sesi_id] = k
    return [RekapPeserta(d, tanda[d.pk]) for d in daftar]


def hitungan_tanda(kelas_id: int) -> dict[int, dict[str, int]]:
    """How many marks of each kind a session has, by session."""
    hasil: dict[int, dict[str, int]] = defaultdict(dict)
    baris = (
        Kehadiran.objects.filter(sesi__kelas=kelas_id, pendaftaran__status=DITERIMA)
        .values_list("sesi", "status")
        .annotate(Count("pk"))
        .order_by()
    )
    for sesi, status, jumlah in baris:
        hasil[sesi][status] = jumlah
    return hasil


def token_luar(sesi_id: int, pengajar_id: int) -> str:
    """The signed part of the link by which a trainer marks one session without an account."""
    return _PENANDA.sign_object([sesi_id, pengajar_id])


def pengajar_sesi_dari_token(token: str, sekarang: datetime) -> PengajarSesi | None:
    """The trainer and session of a link; None for a forged one. Raises TautanTidakBerlaku."""
    try:
        sesi, pengajar = _PENANDA.unsign_object(token)
    except BadSignature:
        return None
    tugas = (
        PengajarSesi.objects.filter(sesi=sesi, pengajar=pengajar)
        .select_related("sesi__kelas__pelatihan", "sesi__kelas__pemda", "sesi__ruang")
        .select_related("pengajar__pengguna")
        .first()
    )
    if tugas is None or not (tugas.pengajar.aktif and tugas.pengajar.pengguna.is_active):
        raise TautanTidakBerlaku(
            "Anda tidak lagi mengajar sesi ini.", langkah="Hubungi penyelenggara kelas."
        )
    pada = di_zona(tugas.sesi.selesai, tugas.sesi.kelas.pemda.zona_waktu).date()
    hari = nilai_parameter(tugas.sesi.kelas.pemda_id, "tautan_kehadiran", pada)
    if sekarang >= tautan_berlaku_sampai(tugas.sesi.selesai, hari):
        raise TautanTidakBerlaku(
            f"Tautan ini berlaku sampai {int(hari)} hari setelah sesi.",
            langkah="Kirim daftar hadir kepada penyelenggara kelas.",
        )
    return tugas


def hari_selesai(kelas: Kelas, sesi: Sequence[Sesi]) -> date:
    """The local day on which a class ends: its year, and the day whose parameters apply."""
    akhir = max(s.selesai for s in sesi) - timedelta(microseconds=1)
    return di_zona(akhir, kelas.pemda.zona_waktu).date()


def sesi_diikuti(
    kelas: Kelas, sesi: Sequence[Sesi], tanda: dict[int, Kehadiran]
) -> list[SesiDiikuti]:
    """One participant's sessions as the JP rule reads them: local day, JP, mark."""
    zona = ZoneInfo(kelas.pemda.zona_waktu)
    return [
        SesiDiikuti(
            di_zona(s.mulai, zona).date(), s.jp, tanda[s.pk].status if s.pk in tanda else BELUM
        )
        for s in sesi
    ]


class DasarJP(NamedTuple):
    """What a class's JP are computed by: sessions, its last local day and that day's policy."""

    sesi: list[Sesi]
    tanggal: date
    minimum: Decimal
    aturan: AturanKonversiJP | None


def dasar_jp(kelas: Kelas, sesi: list[Sesi]) -> DasarJP:
    """Percent and conversion rule that count for a class; ``aturan`` None: not set up."""
    tanggal = hari_selesai(kelas, sesi)
    return DasarJP(
        sesi,
        tanggal,
        nilai_parameter(kelas.pemda_id, "kehadiran_minimum", tanggal),
        berlaku_pada(aturan_pemda(kelas.pemda_id, [kelas.pelatihan.bentuk]), tanggal).get(
            kelas.pelatihan.bentuk
        ),
    )


def kunci_jp(kelas_id: int) -> str:
    """The start of the ledger keys of one class."""
    return f"kelas:{kelas_id}:pegawai:"


def hitung_kelas(
    kelas: Kelas, dasar: DasarJP, aturan: AturanKonversiJP, rekap: list[RekapPeserta]
) -> list[tuple[RekapPeserta, HasilPeserta]]:
    """Everyone's JP of a class as the marks stand; at most one query.

    Where the rule has a cap, what was used in other classes counts: who writes the result has
    locked the people.
    """
    terpakai: dict[int, dict[str, int]] = {}
    if punya_batas(aturan):
        terpakai = pemakaian_batas(
            [r.pendaftaran.pegawai_id for r in rekap],
            aturan.kode,
            sejak_tahun=dasar.sesi[0].mulai.year - 1,
            kecuali=kunci_jp(kelas.pk),
        )
    return [
        (
            r,
            hitung_peserta(
                aturan,
                dasar.minimum,
                Peserta(
                    sesi_diikuti(kelas, dasar.sesi, r.tanda),
                    terpakai.get(r.pendaftaran.pegawai_id, {}),
                ),
            ),
        )
        for r in rekap
    ]
