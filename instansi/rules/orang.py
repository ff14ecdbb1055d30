"""What follows from a person's rank, position and birth date (DOMAIN 8)."""

from collections.abc import Hashable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from instansi.models import Pegawai
from instansi.rules.kebijakan import Ketentuan
from lib.angka import angka
from lib.sebutan import sebut_orang
from lib.tanggal import tanggal_panjang

Kunci = TypeVar("Kunci", bound=Hashable)

# The regional secretary answers to the mayor, who is no civil servant.
ESELON_TANPA_ATASAN = ["II.a"]
# Names of PNS ranks (PP 7/1977 with its changes); PPPK have golongan I to XVII without a name.
PANGKAT = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
GOLONGAN_PPPK = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII",
)  # fmt: skip
# From low to high: PPPK first, so that each kind stays together in a sorted list.
URUTAN_GOLONGAN = (*GOLONGAN_PPPK, *PANGKAT)
# The same to choose from, by kind: most people are PNS.
PILIHAN_GOLONGAN = [
    ("Golongan PNS", [(g, g) for g in PANGKAT]),
    ("Golongan PPPK", [(g, g) for g in GOLONGAN_PPPK]),
]
# Levels of functional positions (PermenPANRB 1/2023), skill before expertise, low to high.
JENJANG = (
    "Pemula", "Terampil", "Mahir", "Penyelia", "Ahli Pertama", "Ahli Muda", "Ahli Madya",
    "Ahli Utama",
)  # fmt: skip


TEMPAT_SAMA = "Unit dan jabatannya sama dengan yang sekarang."
LANGKAH_TEMPAT_SAMA = "Pilih unit atau jabatan lain. Untuk atasan saja, pakai “Ganti atasan”."
# Positions that lead a unit also where no eselon says so: schools, health centres.
POLA_PIMPINAN = r"^(kepala|plt\.? kepala|direktur|camat|lurah|inspektur|sekretaris daerah)\y"
# Those who are gone: the account is closed, direct reports need another superior.
PERGI = (Pegawai.Status.PENSIUN, Pegawai.Status.PINDAH, Pegawai.Status.BERHENTI)


class Masalah(StrEnum):
    """What is wrong with someone's superior."""

    TANPA = "TANPA"
    PERGI = "PERGI"
    LAIN = "LAIN"
    PUTAR = "PUTAR"


TAK_DINILAI = (Masalah.TANPA, Masalah.PERGI)  # nobody evaluates them but the nearest head
SEBUTAN_MASALAH = {
    Masalah.TANPA: "Belum punya atasan",
    Masalah.PERGI: "Atasannya tidak aktif lagi",
    Masalah.LAIN: "Atasannya di perangkat daerah lain",
    Masalah.PUTAR: "Saling menjadi atasan",
}


def ringkas_masalah(jumlah: Mapping[str, int]) -> str:
    """How many of each kind, in words: "3 belum punya atasan dan 1 atasannya tidak aktif lagi"."""
    urut = [m for m in Masalah if jumlah.get(m)]
    return sebut_orang(
        [f"{angka(jumlah[m])} {SEBUTAN_MASALAH[m].lower()}" for m in urut], len(urut)
    )


class BatasPensiun(NamedTuple):
    """The age at which one retires, in years, and the law that says so."""

    usia: int
    dasar: str


def batas_pensiun(
    *, jenis_jabatan: str, jenjang: str, rumpun: str, ketentuan: Mapping[str, Ketentuan]
) -> BatasPensiun:
    """The retirement age (BUP) of a position in years, from the policy of the day.

    ``jenis_jabatan`` and ``rumpun`` as stored in Jabatan. The law named is the one that the city
    wrote beside the parameter.
    """
    fungsional = jenis_jabatan == "JF"
    if fungsional and jenjang == "Ahli Utama":
        kode = "bup_utama"
    elif jenis_jabatan == "JPT" or (fungsional and (jenjang == "Ahli Madya" or rumpun == "GURU")):
        kode = "bup_jpt_madya"
    else:
        kode = "bup_umum"
    return BatasPensiun(int(ketentuan[kode].nilai), ketentuan[kode].dasar_hukum)


def pensiun_dini(nama: str, lahir: date, sejak: date, batas: BatasPensiun) -> str | None:
    """The sentence that warns of a retirement before the age of the position; None from it on."""
    umur = usia(lahir, sejak)
    if umur >= batas.usia:
        return None
    return (
        f"{nama} baru {umur} tahun pada {tanggal_panjang(sejak)}; batas usia pensiun jabatannya "
        f"{batas.usia} tahun ({batas.dasar})."
    )


def tanggal_pensiun(lahir: date, usia: int) -> date:
    """The first day of the month after the birthday at which the age (years) is reached.

    Pension begins there (PP 11/2017 pasal 240: the end of the month of the birthday).
    """
    tahun, bulan = lahir.year + usia, lahir.month + 1
    return date(tahun + bulan // 13, (bulan - 1) % 12 + 1, 1)


def usia(lahir: date, hari: date) -> int:
    """Full years of age on a day."""
    return hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))


def lingkaran(atasan: Mapping[Kunci, Kunci]) -> set[Kunci]:
    """Everyone whose chain of superiors comes back to them; ``atasan`` is each one's superior.

    A superior who is no key ends a chain.
    """
    hasil: set[Kunci] = set()
    selesai: set[Kunci] = set()
    for mulai in atasan:
        jalan: dict[Kunci, int] = {}
        orang = mulai
        while orang in atasan and orang not in selesai and orang not in jalan:
            jalan[orang] = len(jalan)
            orang = atasan[orang]
        if orang in jalan:
            hasil.update(list(jalan)[jalan[orang] :])
        selesai.update(jalan)
    return hasil
