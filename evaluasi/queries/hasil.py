"""What evaluations say: means with their basis, never one person's answers (mode RAHASIA)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum

from evaluasi.models import Bagian, Jawaban, TugasEvaluasi
from evaluasi.rules import Bacaan, Nilai, nilai
from instansi.models import Pengguna, Peran
from instansi.queries import instansi_untuk, peran_hari_ini
from pelatihan.models import Kehadiran, Kelas, PengajarSesi

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

TERKIRIM = TugasEvaluasi.Status.TERKIRIM
DIHITUNG = Q(dihitung_pada__isnull=False)


class Ambang(NamedTuple):
    """From how many answers and from which response rate (percent) a mean is shown and read."""

    minimum: int
    respons_minimum: Decimal


def ambang(parameter: dict[str, Decimal]) -> Ambang:
    """The thresholds among the policy parameters of a pemda and a day."""
    return Ambang(int(parameter["responden_minimum"]), parameter["respons_minimum"])


def kelas_hasil_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Kelas]:
    """Classes whose results a person may read; ``semua`` is False where only the own section.

    All sections: classes organised inside the own subtree. Own section: classes that the trainer
    taught.
    """
    unit = instansi_untuk(pengguna, izin)
    lingkup = Q(penyelenggara__in=unit)
    boleh = lingkup
    if Peran.PENGAJAR in peran_hari_ini(pengguna) & izin.peran:
        mengajar = PengajarSesi.objects.filter(
            sesi__kelas=OuterRef("pk"), pengajar__pengguna=pengguna
        )
        boleh |= Q(Exists(mengajar))
    return (
        Kelas.objects.filter(boleh)
        .select_related("pelatihan", "pemda", "penyelenggara")
        .annotate(semua=Exists(Kelas.objects.filter(lingkup, pk=OuterRef("pk"))))
    )


@dataclass(frozen=True)
class HasilSoal:
    """One question with its mean, and the sums behind it."""

    teks: str
    nilai: Nilai
    jumlah: int
    maks: int


@dataclass(frozen=True)
class HasilBagian:
    """One section, or one trainer, with its mean and its questions."""

    judul: str
    pengajar_id: int | None
    nilai: Nilai
    soal: tuple[HasilSoal, ...]


@dataclass(frozen=True)
class HasilUraian:
    """A free-text question with what was written, in random order."""

    teks: str
    isi: tuple[str, ...]


@dataclass(frozen=True)
class HasilKelas:
    """The evaluation of one class: in all, per section and trainer, and in words.

    ``dibuka_pada``: the last deadline, while results wait for it. ``susulan``: forms opened after
    the results were, which wait for enough others.
    """

    nilai: Nilai
    bagian: tuple[HasilBagian, ...] = ()
    uraian: tuple[HasilUraian, ...] = ()
    dibuka_pada: datetime | None = None
    susulan: int = 0


def nilai_kelas(kelas_id: int, ambang: Ambang, sekarang: datetime) -> HasilKelas:
    """The results of a class; four queries, one while they are not open (actions.buka_hasil).

    Until then only how many answered is told. Answers of fewer than the minimum stay hidden, and
    are left out of the sums above, so that they cannot be subtracted back.
    """
    tugas = TugasEvaluasi.objects.filter(kelas=kelas_id)
    hitung = tugas.aggregate(
        semua=Count("pk"),
        kirim=Count("pk", filter=Q(status=TERKIRIM)),
        diundang=Count("pk", filter=DIHITUNG),
        terkirim=Count("pk", filter=DIHITUNG & Q(status=TERKIRIM)),
        tenggat=Max("tenggat", filter=Q(status=TugasEvaluasi.Status.TERBUKA)),
    )
    if not hitung["diundang"]:
        return _belum_dibuka(hitung, ambang, sekarang)
    diundang, terkirim = hitung["diundang"], hitung["terkirim"]
    per_pengajar = _diundang_pengajar(kelas_id)
    kelompok: dict[tuple[str, int | None], list[_Jumlah]] = {}
    for baris in _jumlah_soal(kelas_id):
        label = Bagian.Jenis(baris.jenis).label
        judul = f"{label}: {baris.pengajar}" if baris.pengajar else label
        kelompok.setdefault((judul, baris.pengajar_id), []).append(baris)
    bagian = tuple(
        _hasil_bagian(judul, pengajar, daftar, per_pengajar.get(pengajar or 0, diundang), ambang)
        for (judul, pengajar), daftar in kelompok.items()
    )
    total = _jumlah_tampil(soal for b in bagian for soal in b.soal)
    keseluruhan = nilai(total, n=terkirim, diundang=diundang, **ambang._asdict())
    uraian = _uraian(kelas_id) if terkirim >= max(ambang.minimum, 2) else ()
    return HasilKelas(keseluruhan, bagian, uraian, susulan=hitung["semua"] - diundang)


def _belum_dibuka(hitung: dict[str, Any], ambang: Ambang, sekarang: datetime) -> HasilKelas:
    """How many answered; hidden for good, as it stands, where too few can come any more."""
    tenggat, kirim, semua = hitung["tenggat"], hitung["kirim"], hitung["semua"]
    masih_bisa = tenggat is not None and tenggat > sekarang
    if masih_bisa or kirim >= max(ambang.minimum, 2):
        menunggu = Nilai(kirim, semua, Bacaan.MENUNGGU)
        return HasilKelas(menunggu, dibuka_pada=tenggat if masih_bisa else None)
    return HasilKelas(Nilai(kirim, semua, Bacaan.TERSEMBUNYI if kirim else Bacaan.KOSONG))


def hanya_pengajar(hasil: HasilKelas, pengajar_id: int) -> HasilKelas:
    """What a trainer may read: the own section's means, with its own basis, and no free text."""
    if hasil.nilai.bacaan is Bacaan.MENUNGGU:
        return hasil
    milik = tuple(b for b in hasil.bagian if b.pengajar_id == pengajar_id)
    kosong = Nilai(0, hasil.nilai.diundang, Bacaan.KOSONG)
    return HasilKelas(milik[0].nilai if milik else kosong, milik)


class _Jumlah(NamedTuple):
    jenis: str
    pengajar_id: int | None
    pengajar: str | None
    teks: str
    maks: int
    jumlah: int
    banyak: int


def _jumlah_soal(kelas_id: int) -> Iterable[_Jumlah]:
    baris = (
        Jawaban.objects.filter(
            tugas__kelas=kelas_id,
            tugas__dihitung_pada__isnull=False,
            tugas__status=TERKIRIM,
            nilai__isnull=False,
        )
        .values("pertanyaan", "pengajar")
        .annotate(
            jenis=F("pertanyaan__bagian__jenis"),
            nama=F("pengajar__pengguna__nama"),
            soal=F("pertanyaan__teks"),
            maks=F("pertanyaan__bagian__instrumen__skala_maks"),
            jumlah=Sum("nilai"),
            banyak=Count("pk"),
        )
        .order_by("pertanyaan__bagian__urutan", "nama", "pengajar", "pertanyaan__urutan", "maks")
    )
    return map(
        _Jumlah._make,
        baris.values_list("jenis", "pengajar", "nama", "soal", "maks", "jumlah", "banyak"),
    )


def _diundang_pengajar(kelas_id: int) -> dict[int, int]:
    """Per trainer the people with a task who attended one of the trainer's sessions."""
    hadir = PengajarSesi.objects.filter(
        sesi__kelas=kelas_id,
        sesi__kehadiran__status=Kehadiran.Status.HADIR,
        sesi__kehadiran__pendaftaran__tugas_evaluasi__dihitung_pada__isnull=False,
    )
    orang = Count("sesi__kehadiran__pendaftaran", distinct=True)
    return dict(hadir.values_list("pengajar").annotate(orang))


def _hasil_bagian(
    judul: str, pengajar_id: int | None, daftar: list[_Jumlah], diundang: int, ambang: Ambang
) -> HasilBagian:
    soal = tuple(
        HasilSoal(
            b.teks,
            nilai(
                [(b.jumlah, b.banyak, b.maks)],
                n=b.banyak,
                diundang=diundang,
                **ambang._asdict(),
            ),
            b.jumlah,
            b.maks,
        )
        for b in daftar
    )
    n = max(b.banyak for b in daftar)
    rata = nilai(_jumlah_tampil(soal), n=n, diundang=diundang, **ambang._asdict())
    return HasilBagian(judul, pengajar_id, rata, soal)


def _jumlah_tampil(soal: Iterable[HasilSoal]) -> list[tuple[int, int, int]]:
    return [(s.jumlah, s.nilai.n, s.maks) for s in soal if s.nilai.nilai100 is not None]


def _uraian(kelas_id: int) -> tuple[HasilUraian, ...]:
    baris = (
        Jawaban.objects.filter(
            tugas__kelas=kelas_id, tugas__dihitung_pada__isnull=False, tugas__status=TERKIRIM
        )
        .exclude(teks="")
        .order_by("pertanyaan__bagian__urutan", "pertanyaan__urutan", "?")
        .values_list("pertanyaan__teks", "teks")
    )
    isi: dict[str, list[str]] = {}
    for soal, teks in baris:
        isi.setdefault(soal, []).append(teks)
    return tuple(HasilUraian(soal, tuple(daftar)) for soal, daftar in isi.items())
