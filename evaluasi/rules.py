"""What can be answered, what an answer is worth and when a mean may be shown. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hmac import compare_digest
from math import ceil
from typing import NamedTuple

from lib.angka import BELUM_ADA, angka, persen_dari
from lib.tanggal import tanggal_panjang

KODE_REAKSI = "reaksi"
TEKS_MAKS = 2000
DETIK_PER_SOAL = 9
# A client's clock may run ahead; a sequence further in the future would win for ever.
URUT_MAJU_MS = 60_000

KATA_SKALA = {
    4: ("Sangat kurang", "Kurang", "Baik", "Sangat baik"),
    5: ("Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik"),
}


class SoalBawaan(NamedTuple):
    """One question of the default questionnaire."""

    teks: str
    jenis: str = "SKALA"
    wajib: bool = True


class BagianBawaan(NamedTuple):
    """One section of the default questionnaire."""

    jenis: str
    judul: str
    soal: tuple[SoalBawaan, ...]


# Level 1, reaction (DOMAIN 6.2): organisation, each trainer (6 of the 11 aspects), free text.
INSTRUMEN_REAKSI = (
    BagianBawaan(
        "PENYELENGGARA",
        "Bagaimana penyelenggaraannya?",
        (
            SoalBawaan("Isi pelatihan sesuai dengan tujuannya"),
            SoalBawaan("Bahan dan materi membantu saya belajar"),
            SoalBawaan("Sarana dan prasarana mendukung kegiatan belajar"),
            SoalBawaan("Tempat pelatihan bersih dan nyaman", wajib=False),
            SoalBawaan("Konsumsi layak dan tepat waktu", wajib=False),
            SoalBawaan("Panitia melayani dengan baik"),
            SoalBawaan("Administrasi tertib: undangan, daftar hadir, informasi"),
            SoalBawaan("Platform daring berjalan lancar", wajib=False),
        ),
    ),
    BagianBawaan(
        "PENGAJAR",
        "Bagaimana pengajarnya?",
        (
            SoalBawaan("Pengajar menguasai materi"),
            SoalBawaan("Pengajar menyajikan materi secara runtut"),
            SoalBawaan("Pengajar menjelaskan dengan bahasa yang mudah dipahami"),
            SoalBawaan("Pengajar menjawab pertanyaan dengan jelas"),
            SoalBawaan("Pengajar hadir dan selesai tepat waktu"),
            SoalBawaan("Pengajar mendorong saya menerapkan yang dipelajari"),
        ),
    ),
    BagianBawaan(
        "UMUM",
        "Apa pesan Anda?",
        (
            SoalBawaan("Apa yang paling membantu Anda dari pelatihan ini?", "TEKS", wajib=False),
            SoalBawaan("Apa yang perlu diperbaiki?", "TEKS", wajib=False),
        ),
    ),
)


def kata_skala(maks: int) -> tuple[str, ...]:
    """The words of a scale from 1 to ``maks``; numbers where no words are agreed."""
    return KATA_SKALA.get(maks) or tuple(str(n) for n in range(1, maks + 1))


# Filling


@dataclass(frozen=True)
class Soal:
    """One question as a person sees it, with the own answer; PENGAJAR ones once per trainer."""

    pertanyaan_id: int
    pengajar_id: int | None
    teks: str
    jenis: str
    wajib: bool
    maks: int
    jawaban: str = ""
    urut: int = 0

    @property
    def nama(self) -> str:
        """The name of its form field."""
        pengajar = f"p{self.pengajar_id}" if self.pengajar_id else ""
        return f"s{self.pertanyaan_id}{pengajar}"

    @property
    def berskala(self) -> bool:
        return self.jenis == "SKALA"

    @property
    def kurang(self) -> bool:
        """Required and not answered."""
        return self.wajib and not self.jawaban

    def dengan(self, jawaban: str, urut: int) -> "Soal":
        """The same question with another answer."""
        return replace(self, jawaban=jawaban, urut=urut)


@dataclass(frozen=True)
class Langkah:
    """One step on the phone: a section, for one trainer where it is about trainers."""

    nomor: int
    jenis: str
    label: str
    judul: str
    pengajar: str
    soal: tuple[Soal, ...]

    @property
    def terjawab(self) -> int:
        return sum(bool(s.jawaban) for s in self.soal)

    @property
    def kurang(self) -> int:
        return sum(s.kurang for s in self.soal)


class Isian(NamedTuple):
    """What a client writes: field name, value as text ("" clears), client sequence in ms."""

    nama: str
    nilai: str
    urut: int


class Keadaan(StrEnum):
    """What a task is for its owner at a moment."""

    TERBUKA = "TERBUKA"
    LEWAT = "LEWAT"
    TERKIRIM = "TERKIRIM"
    BUKAN_PESERTA = "BUKAN_PESERTA"


def keadaan_tugas(*, terkirim: bool, hadir: bool, tenggat: datetime, sekarang: datetime) -> Keadaan:
    """A sent task stays sent; else only someone who attended can answer, until the deadline."""
    if terkirim:
        return Keadaan.TERKIRIM
    if not hadir:
        return Keadaan.BUKAN_PESERTA
    return Keadaan.TERBUKA if sekarang < tenggat else Keadaan.LEWAT


class Tertutup(NamedTuple):
    """Why a task takes no answers, and what to do next."""

    keadaan: Keadaan
    pesan: str
    langkah: str


def alasan_tidak_bisa_diisi(
    keadaan: Keadaan, *, tenggat: date, tanggal_kirim: date | None
) -> Tertutup | None:
    """Why a task takes no more answers and what to do next, or None. Dates are local."""
    if keadaan is Keadaan.TERKIRIM and tanggal_kirim:
        return Tertutup(
            keadaan,
            f"Evaluasi ini sudah Anda kirim pada {tanggal_panjang(tanggal_kirim)}.",
            "Satu orang mengisi satu kali, jadi tidak ada yang perlu dilakukan lagi.",
        )
    if keadaan is Keadaan.LEWAT:
        return Tertutup(
            keadaan,
            f"Batas waktu evaluasi ini sudah lewat, yaitu {tanggal_panjang(tenggat)}.",
            "Jawaban yang sempat tersimpan tidak ikut dihitung. "
            "Jika ada masukan penting, sampaikan langsung kepada penyelenggara kelas.",
        )
    if keadaan is Keadaan.BUKAN_PESERTA:
        return Tertutup(
            keadaan,
            "Kehadiran Anda di kelas ini tidak tercatat.",
            "Jika Anda hadir, minta penyelenggara kelas memperbaiki daftar hadir, "
            "lalu buka halaman ini lagi.",
        )
    return None


def bersihkan_teks(teks: str) -> str:
    """Line ends as LF; control characters and broken surrogates removed; ends trimmed."""
    utuh = teks.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()
    return "".join(
        huruf for huruf in utuh if huruf in "\n\t" or unicodedata.category(huruf) != "Cc"
    ).strip()


def alasan_jawaban_tidak_sah(soal: Soal, nilai: str) -> str | None:
    """Why a value cannot be an answer to a question, or None. "" (no answer) is always fine."""
    if not nilai:
        return None
    if soal.berskala:
        if not (re.fullmatch(r"[1-9]\d?", nilai) and int(nilai) <= soal.maks):
            return f"Pilih satu angka dari 1 sampai {soal.maks} untuk “{soal.teks}”."
    elif len(nilai) > TEKS_MAKS:
        return (
            f"Uraian paling panjang {angka(TEKS_MAKS)} huruf, "
            f"tulisan Anda {angka(len(nilai))} huruf. Ringkas sedikit."
        )
    return None


def urut_sah(urut: int, sekarang: datetime) -> int:
    """A client's sequence (ms since 1970), kept from running ahead of the server's clock."""
    return max(0, min(urut, int(sekarang.timestamp() * 1000) + URUT_MAJU_MS))


def soal_kurang(langkah: Iterable[Langkah]) -> list[tuple[Langkah, int]]:
    """Steps with the number of required questions that have no answer."""
    return [(bagian, bagian.kurang) for bagian in langkah if bagian.kurang]


def sisa_menit(soal: int) -> int:
    """Minutes that this many questions take, at least 1."""
    return max(1, ceil(soal * DETIK_PER_SOAL / 60))


def langkah_lanjut(langkah: Sequence[Langkah]) -> int:
    """Where filling goes on: the first step that lacks a required answer or has none at all.

    With nothing left it is the review.
    """
    return next((x.nomor for x in langkah if x.kurang or not x.terjawab), len(langkah) + 1)


def nomor_langkah(teks: str, langkah: Sequence[Langkah]) -> int:
    """The step that an address asks for, the review is the last; else where filling goes on."""
    nomor = int(teks) if re.fullmatch(r"\d{1,3}", teks) else 0
    return nomor if 1 <= nomor <= len(langkah) + 1 else langkah_lanjut(langkah)


# Opening from the class's QR


def cocok_telepon(telepon: str, empat: str) -> bool:
    """Whether these are the last four digits of a registered phone; constant time."""
    akhir = re.sub(r"\D", "", telepon)[-4:]
    benar = akhir if len(akhir) == 4 else "----"
    return compare_digest(benar.encode(), empat.encode("utf-8", "replace"))


# Results


class Bacaan(StrEnum):
    """How far a mean may be read."""

    KOSONG = "KOSONG"
    MENUNGGU = "MENUNGGU"
    TERSEMBUNYI = "TERSEMBUNYI"
    BELUM_SIMPUL = "BELUM_SIMPUL"
    CUKUP = "CUKUP"


def bacaan(n: int, diundang: int, *, minimum: int, respons_minimum: Decimal) -> Bacaan:
    """Whether a mean of n answers among the invited may be shown and concluded from.

    Below ``minimum`` answers (n) it is hidden; below ``respons_minimum`` (percent) it is shown
    without a conclusion. ``minimum`` below 2 counts as 2: one answer alone is never an aggregate.
    """
    if n == 0:
        return Bacaan.KOSONG
    if n < max(minimum, 2):
        return Bacaan.TERSEMBUNYI
    if n * 100 < respons_minimum * diundang:
        return Bacaan.BELUM_SIMPUL
    return Bacaan.CUKUP


@dataclass(frozen=True)
class Nilai:
    """A mean with its basis. ``nilai100`` and ``rata`` are None where they may not be shown.

    n: people who answered; diundang: people asked; nilai100: 0-100; rata: on 1 to maks, None
    where scales differ.
    """

    n: int
    diundang: int
    bacaan: Bacaan
    nilai100: Decimal | None = None
    rata: Decimal | None = None
    maks: int | None = None

    @property
    def respons(self) -> str:
        """66% (25 dari 38)."""
        return persen_dari(self.n, self.diundang)

    @property
    def kalimat(self) -> str:
        """3,8 dari 5, or the words for what may not be shown."""
        if self.bacaan is Bacaan.KOSONG:
            return BELUM_ADA
        if self.bacaan is Bacaan.MENUNGGU:
            return "Belum dibuka, masih bisa diisi"
        if self.bacaan is Bacaan.TERSEMBUNYI or self.nilai100 is None:
            return "Disembunyikan, pengisi terlalu sedikit"
        if self.rata is None:
            return f"{angka(self.nilai100, 1)} dari 100"
        return f"{angka(self.rata, 1)} dari {self.maks}"


def nilai(
    jumlah: Sequence[tuple[int, int, int]],
    *,
    n: int,
    diundang: int,
    minimum: int,
    respons_minimum: Decimal,
) -> Nilai:
    """The mean of scale answers, hidden where n is below ``minimum`` (n: people, not answers).

    ``jumlah`` holds (sum of answers, number of answers, skala_maks) per scale. nilai100 is
    mean / skala_maks x 100 (DOMAIN 6.2, first formula), answers of different scales weighted by
    their number.
    """
    baca = bacaan(n, diundang, minimum=minimum, respons_minimum=respons_minimum)
    terisi = [(total, banyak, maks) for total, banyak, maks in jumlah if banyak]
    if baca in (Bacaan.KOSONG, Bacaan.TERSEMBUNYI):
        return Nilai(n, diundang, baca)
    if not terisi:
        return Nilai(n, diundang, Bacaan.KOSONG)
    semua = sum(banyak for _, banyak, _ in terisi)
    nilai100 = sum((Decimal(total) * 100 / maks for total, _, maks in terisi), Decimal(0)) / semua
    if len({maks for *_, maks in terisi}) > 1:
        return Nilai(n, diundang, baca, nilai100)
    rata = Decimal(sum(total for total, *_ in terisi)) / semua
    return Nilai(n, diundang, baca, nilai100, rata, terisi[0][2])
