"""NIP of PNS and NI of PPPK: clean, check, show.

Both have 18 digits and no check digit. PNS (Perka BKN 22/2007): birth YYYYMMDD, TMT CPNS YYYYMM,
sex, serial NNN. PPPK: birth YYYYMMDD, year of appointment, two digits from 21 up, sex, serial.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

PANJANG = 18
USIA_TERENDAH = 18  # years at appointment; below that a warning, since real data hold errors

# Spaces of every width (no-break too), dots, dashes and the apostrophe that Excel users type.
_BUANGAN = re.compile(r"[\s.\-\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff'`\u2018\u2019]+")
_ILMIAH = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")

ALASAN_ANGKA_EXCEL = (
    "NIP tersimpan sebagai bilangan, sehingga tiga angka terakhirnya sudah hilang dari berkas."
)
LANGKAH_ANGKA_EXCEL = "Ubah format kolom NIP menjadi Teks, lalu isi ulang NIP dari sumber aslinya."


class JenisNip(StrEnum):
    """Whose number it is."""

    PNS = "PNS"
    PPPK = "PPPK"


@dataclass(frozen=True, slots=True)
class HasilNip:
    """What a NIP says. When `galat` is set, only `nip` (as cleaned) can be relied on.

    `tmt` is the first day of the TMT CPNS month and is known for PNS only; `tahun_angkat` is known
    for both. `kelamin` is "L" or "P".
    """

    nip: str
    jenis: JenisNip | None = None
    tanggal_lahir: date | None = None
    tmt: date | None = None
    tahun_angkat: int | None = None
    kelamin: str | None = None
    nomor_urut: int | None = None
    galat: str | None = None
    peringatan: list[str] = field(default_factory=list)


def bersihkan_nip(teks: str) -> str:
    """Drop what people put between the digits: spaces of any kind, dots, dashes, apostrophes."""
    return _BUANGAN.sub("", teks)


def tampilkan_nip(nip: str) -> str:
    """Group a NIP as people read it, "19740707 200212 1 008"; other text comes back as it is."""
    if len(nip) != PANJANG or not nip.isdecimal():
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def periksa_nip(
    teks: str,
    *,
    hari_ini: date | None = None,
    kelamin: str | None = None,
    tanggal_lahir: date | None = None,
    tmt: date | None = None,
) -> HasilNip:
    """Read a NIP as typed or imported; never raises.

    `galat` says in Indonesian why it cannot be a NIP and what to do. `peringatan` holds what a
    person may confirm: an age below 18 at appointment, and a sex, birth date or month of TMT CPNS
    (PNS) that differs from `kelamin` ("L" or "P"), `tanggal_lahir` and `tmt` where given. A birth
    date after `hari_ini` is refused where `hari_ini` is given.
    """
    nip = teks if teks.isdecimal() else bersihkan_nip(teks)
    if galat := _galat_bentuk(teks, nip):
        return HasilNip(nip, galat=galat)
    lahir = _tanggal(nip[:8])
    if lahir is None:
        return HasilNip(
            nip,
            galat=f"Delapan angka pertama NIP, {nip[:8]}, bukan tanggal lahir. "
            "Urutannya tahun, bulan, hari.",
        )
    if hari_ini is not None and lahir > hari_ini:
        return HasilNip(
            nip,
            galat=f"Tanggal lahir pada NIP, {nip[:8]}, belum lewat. Periksa delapan angka pertama.",
        )
    if galat := _galat_pengangkatan(nip):
        return HasilNip(nip, galat=galat)
    return _rincian(nip, lahir, kelamin=kelamin, tanggal_lahir=tanggal_lahir, pada_data=tmt)


def _galat_bentuk(teks: str, nip: str) -> str | None:
    if len(nip) == PANJANG and nip.isascii() and nip.isdecimal():
        return None
    if not nip:
        return "NIP belum diisi. Isi dengan 18 angka."
    if _ILMIAH.fullmatch(teks.strip()):
        return f"{ALASAN_ANGKA_EXCEL} {LANGKAH_ANGKA_EXCEL}"
    if not (nip.isascii() and nip.isdecimal()):
        return "NIP hanya berisi angka. Hapus huruf dan tanda lain."
    if len(nip) < PANJANG:
        return f"NIP ini hanya {len(nip)} angka. Lengkapi menjadi 18 angka."
    return f"NIP berisi {len(nip)} angka. Kurangi menjadi 18 angka."


def _galat_pengangkatan(nip: str) -> str | None:
    bulan = int(nip[12:14])
    if not (1 <= bulan <= 12 or bulan >= 21):
        return (
            f"Angka ke-13 dan 14 pada NIP, {nip[12:14]}, bukan bulan TMT CPNS (01 sampai 12) "
            "dan bukan kode PPPK (21 ke atas). Periksa lagi."
        )
    if not 1945 <= int(nip[8:12]) <= 2100:
        return (
            f"Tahun pengangkatan pada NIP, {nip[8:12]}, tidak masuk akal. "
            "Periksa angka ke-9 sampai 12."
        )
    if nip[14] not in "12":
        return (
            f"Angka ke-15 pada NIP adalah {nip[14]}. "
            "Isinya 1 untuk laki-laki atau 2 untuk perempuan."
        )
    return None


def _rincian(
    nip: str,
    lahir: date,
    *,
    kelamin: str | None,
    tanggal_lahir: date | None,
    pada_data: date | None,
) -> HasilNip:
    tahun, bulan = int(nip[8:12]), int(nip[12:14])
    tmt = date(tahun, bulan, 1) if bulan <= 12 else None
    kelamin_nip = "L" if nip[14] == "1" else "P"
    peringatan = []
    # A PPPK number knows the year only: the birthday then counts as past.
    belum_ulang_tahun = tmt is not None and (tmt.month, 1) < (lahir.month, lahir.day)
    usia = tahun - lahir.year - belum_ulang_tahun
    if usia < USIA_TERENDAH:
        peringatan.append(
            f"Menurut NIP, usia saat diangkat {usia} tahun. Periksa tahun lahir dan TMT."
        )
    if kelamin is not None and kelamin != kelamin_nip:
        peringatan.append(
            f"Angka ke-15 NIP menunjukkan {_SEBUTAN[kelamin_nip]}, "
            "berbeda dari jenis kelamin pada data."
        )
    if tanggal_lahir is not None and tanggal_lahir != lahir:
        peringatan.append(
            f"Tanggal lahir menurut NIP {lahir:%d-%m-%Y}, pada data {tanggal_lahir:%d-%m-%Y}."
        )
    if tmt and pada_data and (pada_data.year, pada_data.month) != (tahun, bulan):
        peringatan.append(f"TMT CPNS menurut NIP {tmt:%m-%Y}, pada data {pada_data:%m-%Y}.")
    return HasilNip(
        nip,
        jenis=JenisNip.PNS if tmt else JenisNip.PPPK,
        tanggal_lahir=lahir,
        tmt=tmt,
        tahun_angkat=tahun,
        kelamin=kelamin_nip,
        nomor_urut=int(nip[15:]),
        peringatan=peringatan,
    )


_SEBUTAN = {"L": "laki-laki", "P": "perempuan"}


def _tanggal(angka: str) -> date | None:
    try:
        return date(int(angka[:4]), int(angka[4:6]), int(angka[6:]))
    except ValueError:
        return None
