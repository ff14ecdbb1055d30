"""What a policy value changes on the pages of today: figures before and after, where cheap."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractMinute

from evaluasi.models import TugasEvaluasi
from instansi.models import Instansi, Pegawai
from instansi.queries.mutu import lewat_usia_pensiun
from lib.angka import angka, persen_dari
from lib.tanggal import di_zona, tanggal_panjang
from pelatihan.models import Sesi
from pembinaan.queries import jumlah_jp


class Angka(NamedTuple):
    """One figure as it is now, and as it would be."""

    judul: str
    kini: str
    nanti: str


class Nilai(NamedTuple):
    """The value that holds, the one that is asked about, and the day from which that would."""

    kini: Decimal
    nanti: Decimal
    mulai: date


def dampak(pemda: Instansi, kode: str, nilai: Nilai, sekarang: datetime) -> list[Angka]:
    """Figures that this parameter moves, by today's data; a few queries each."""
    hitung = HITUNG.get(kode)
    return hitung(pemda, nilai, sekarang) if hitung else []


def _target(jenis: str) -> Callable[[Instansi, Nilai, datetime], list[Angka]]:
    def hitung(pemda: Instansi, nilai: Nilai, sekarang: datetime) -> list[Angka]:
        jumlah = _orang(pemda, jenis, sekarang).aggregate(
            semua=Count("pk"),
            kini=Count("pk", filter=Q(n_jp__gte=nilai.kini)),
            nanti=Count("pk", filter=Q(n_jp__gte=nilai.nanti)),
        )
        return [
            Angka(
                f"{jenis} aktif yang {_kapan('mencapai target', pemda, nilai, sekarang)}",
                persen_dari(jumlah["kini"], jumlah["semua"]),
                persen_dari(jumlah["nanti"], jumlah["semua"]),
            )
        ]

    return hitung


def _batas(pemda: Instansi, nilai: Nilai, sekarang: datetime) -> list[Angka]:
    jumlah = _orang(pemda, Pegawai.Jenis.PPPK, sekarang).aggregate(
        kini=Count("pk", filter=Q(n_jp__gt=nilai.kini)),
        nanti=Count("pk", filter=Q(n_jp__gt=nilai.nanti)),
    )
    di_atas = _kapan("di atas batas", pemda, nilai, sekarang)
    return [_orang_angka(f"PPPK aktif {di_atas}", jumlah)]


def _kapan(apa: str, pemda: Instansi, nilai: Nilai, sekarang: datetime) -> str:
    """A figure of JP with its year; of a later year there are none yet, so this year's stand in."""
    tahun = _hari(pemda, sekarang).year
    if nilai.mulai.year == tahun:
        return f"sudah {apa} {tahun}"
    return f"akan {apa} {nilai.mulai.year}, bila JP-nya seperti JP {tahun}"


def _hari(pemda: Instansi, sekarang: datetime) -> date:
    return di_zona(sekarang, pemda.zona_waktu).date()


def _orang(pemda: Instansi, jenis: str, sekarang: datetime) -> QuerySet[Pegawai]:
    tahun = _hari(pemda, sekarang).year
    return Pegawai.objects.filter(pemda=pemda, jenis=jenis, status=Pegawai.Status.AKTIF).annotate(
        n_jp=jumlah_jp(tahun)
    )


def _kelas_dinilai(pemda: Instansi) -> Any:
    """Classes whose results have opened: forms that count, and those that were sent."""
    kirim = Q(status=TugasEvaluasi.Status.TERKIRIM)
    return (
        TugasEvaluasi.objects.filter(kelas__pemda=pemda, dihitung_pada__isnull=False)
        .values("kelas")
        .annotate(n=Count("pk", filter=kirim), diundang=Count("pk"))
        .order_by()
    )


def _tersembunyi(pemda: Instansi, nilai: Nilai, sekarang: datetime) -> list[Angka]:
    jumlah = _kelas_dinilai(pemda).aggregate(
        semua=Count("kelas"),
        kini=Count("kelas", filter=Q(n__lt=nilai.kini)),
        nanti=Count("kelas", filter=Q(n__lt=nilai.nanti)),
    )
    return [_dari_kelas("Kelas yang hasilnya disembunyikan", jumlah)]


def _diberi_peringatan(pemda: Instansi, nilai: Nilai, sekarang: datetime) -> list[Angka]:
    persen = [(n, d) for n, d in _kelas_dinilai(pemda).values_list("n", "diundang")]
    jumlah = {
        "semua": len(persen),
        "kini": sum(n * 100 < nilai.kini * d for n, d in persen),
        "nanti": sum(n * 100 < nilai.nanti * d for n, d in persen),
    }
    return [_dari_kelas("Kelas yang hasilnya tampil dengan peringatan", jumlah)]


def _terlambat(pemda: Instansi, nilai: Nilai, sekarang: datetime) -> list[Angka]:
    def lewat(hari: Decimal) -> Q:
        return Q(tenggat__lt=sekarang - timedelta(days=float(hari)))

    jumlah = TugasEvaluasi.objects.filter(
        kelas__pemda=pemda, status=TugasEvaluasi.Status.TERBUKA
    ).aggregate(
        kini=Count("pegawai", filter=lewat(nilai.kini), distinct=True),
        nanti=Count("pegawai", filter=lewat(nilai.nanti), distinct=True),
    )
    return [_orang_angka("Pegawai yang perlu perhatian karena evaluasi terlambat", jumlah)]


def _sesi(sisi: str) -> Callable[[Instansi, Nilai, datetime], list[Angka]]:
    def hitung(pemda: Instansi, nilai: Nilai, sekarang: datetime) -> list[Angka]:
        zona = di_zona(sekarang, pemda.zona_waktu).tzinfo
        menit = ExtractHour(sisi, tzinfo=zona) * 60 + ExtractMinute(sisi, tzinfo=zona)
        banding = "menit__lt" if sisi == "mulai" else "menit__gt"
        jumlah = (
            Sesi.objects.filter(kelas__pemda=pemda, terjadwal=True, mulai__gt=sekarang)
            .annotate(menit=menit)
            .aggregate(
                kini=Count("pk", filter=Q(**{banding: nilai.kini})),
                nanti=Count("pk", filter=Q(**{banding: nilai.nanti})),
            )
        )
        return [
            Angka(
                "Sesi mendatang di luar jam kerja",
                f"{jumlah['kini']} sesi",
                f"{jumlah['nanti']} sesi",
            )
        ]

    return hitung


def _pensiun(kode: str) -> Callable[[Instansi, Nilai, datetime], list[Angka]]:
    def hitung(pemda: Instansi, nilai: Nilai, sekarang: datetime) -> list[Angka]:
        kini = _hari(pemda, sekarang)
        nanti = nilai.mulai.year > kini.year
        jumlah = {
            kapan: lewat_usia_pensiun(
                pemda,
                hari=nilai.mulai if nanti else kini,
                sekarang=sekarang,
                batas={kode: int(batas)},
            )
            for kapan, batas in (("kini", nilai.kini), ("nanti", nilai.nanti))
        }
        pada = f" pada {tanggal_panjang(nilai.mulai)}" if nanti else ""
        return [_orang_angka(f"Pegawai aktif yang lewat usia pensiun{pada}", jumlah)]

    return hitung


def _orang_angka(judul: str, jumlah: dict[str, int]) -> Angka:
    return Angka(judul, f"{angka(jumlah['kini'])} orang", f"{angka(jumlah['nanti'])} orang")


def _dari_kelas(judul: str, jumlah: dict[str, int]) -> Angka:
    semua = jumlah["semua"]
    if not semua:
        return Angka(judul, "Belum ada data", "Belum ada data")
    return Angka(judul, f"{jumlah['kini']} dari {semua}", f"{jumlah['nanti']} dari {semua}")


HITUNG = {
    "jp_target_pns": _target(Pegawai.Jenis.PNS),
    "jp_target_pppk": _target(Pegawai.Jenis.PPPK),
    "jp_batas_pppk": _batas,
    "responden_minimum": _tersembunyi,
    "respons_minimum": _diberi_peringatan,
    "evaluasi_perhatian": _terlambat,
    "jam_kerja_mulai": _sesi("mulai"),
    "jam_kerja_selesai": _sesi("selesai"),
    "bup_umum": _pensiun("bup_umum"),
    "bup_jpt_madya": _pensiun("bup_jpt_madya"),
    "bup_utama": _pensiun("bup_utama"),
}
