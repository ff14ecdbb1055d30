"""Dates and times as Indonesian civil servants write them.

Nothing here reads the clock: "today" is always an argument. Times are converted from UTC to one of
the three Indonesian zones, named by the IANA name that a pemda stores ("Asia/Makassar").
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ZONA = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
TAHUN_TERAWAL, TAHUN_TERAKHIR = 1900, 2100

# Old spellings and the abbreviations that staff exports hold, beside the names themselves.
_EJAAN_BULAN = {
    **{nama.lower(): nomor for nomor, nama in enumerate(BULAN, 1)},
    **{nama[:3].lower(): nomor for nomor, nama in enumerate(BULAN, 1)},
    "pebruari": 2,
    "peb": 2,
    "ags": 8,
    "agt": 8,
    "aug": 8,
    "sept": 9,
    "oct": 10,
    "nopember": 11,
    "nop": 11,
    "dec": 12,
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_LOKAL = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: \d{1,2}[:.]\d{2}.*)?")
_PANJANG = re.compile(r"(?:[a-z']+, ?)?(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4})")
_CARA_TULIS = "Tulis hari-bulan-tahun, misalnya 17-08-2026."


class GalatTanggal(ValueError):
    """A text is no date: `alasan` says why, `langkah` how to write it."""

    def __init__(self, alasan: str, langkah: str = _CARA_TULIS) -> None:
        super().__init__(f"{alasan} {langkah}")
        self.alasan = alasan
        self.langkah = langkah


# Writing


def tambah_bulan(tanggal: date, bulan: int) -> date:
    """The same day some months later, or the last day of a month that is too short for it."""
    tahun, letak = divmod(tanggal.year * 12 + tanggal.month - 1 + bulan, 12)
    return date(tahun, letak + 1, min(tanggal.day, monthrange(tahun, letak + 1)[1]))


def tanggal_panjang(tanggal: date) -> str:
    """17 Agustus 2026."""
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def tanggal_hari(tanggal: date) -> str:
    """Senin, 17 Agustus 2026."""
    return f"{HARI[tanggal.weekday()]}, {tanggal_panjang(tanggal)}"


def tanggal_pendek(tanggal: date) -> str:
    """17-08-2026, for tables and files."""
    return f"{tanggal.day:02d}-{tanggal.month:02d}-{tanggal.year:04d}"


def bulan_tahun(tanggal: date) -> str:
    """Agustus 2026."""
    return f"{BULAN[tanggal.month - 1]} {tanggal.year}"


def rentang_tanggal(mulai: date, selesai: date) -> str:
    """Both days belong to it: "17 Agustus 2026", "17–19 Agustus 2026", "30 Juli–2 Agustus 2026"."""
    if mulai == selesai:
        return tanggal_panjang(selesai)
    if (mulai.year, mulai.month) == (selesai.year, selesai.month):
        return f"{mulai.day}–{tanggal_panjang(selesai)}"
    if mulai.year == selesai.year:
        return f"{mulai.day} {BULAN[mulai.month - 1]}–{tanggal_panjang(selesai)}"
    return f"{tanggal_panjang(mulai)}–{tanggal_panjang(selesai)}"


def jam(waktu: datetime | time) -> str:
    """09.00, of the wall clock that `waktu` already shows."""
    return f"{waktu.hour:02d}.{waktu.minute:02d}"


def di_zona(waktu: datetime, zona: str | tzinfo) -> datetime:
    """The aware `waktu` on the wall clock of `zona`. Raises ValueError for a naive one."""
    if waktu.tzinfo is None:
        raise ValueError("Waktu tanpa zona tidak bisa dipindah zonanya.")
    return waktu.astimezone(ZoneInfo(zona) if isinstance(zona, str) else zona)


def nama_zona(zona: str | tzinfo) -> str:
    """WIB, WITA or WIT; for another zone its own name, so that no hour stands without one."""
    return ZONA.get(str(zona), str(zona))


def jam_zona(waktu: datetime, zona: str | tzinfo) -> str:
    """09.00 WITA, converted from whatever zone `waktu` is in."""
    return f"{jam(di_zona(waktu, zona))} {nama_zona(zona)}"


def rentang_jam(mulai: datetime, selesai: datetime, zona: str | tzinfo) -> str:
    """09.00–12.00 WITA."""
    return f"{jam(di_zona(mulai, zona))}–{jam_zona(selesai, zona)}"


def waktu_lengkap(waktu: datetime, zona: str | tzinfo) -> str:
    """Senin, 17 Agustus 2026 pukul 09.00 WITA."""
    return f"{tanggal_hari(di_zona(waktu, zona))} pukul {jam_zona(waktu, zona)}"


def relatif(tanggal: date, hari_ini: date) -> str:
    """Days between, in words: hari ini, besok, kemarin, 3 hari lagi, 3 hari lalu."""
    hari = (tanggal - hari_ini).days
    if hari in _DEKAT:
        return _DEKAT[hari]
    return f"{hari} hari lagi" if hari > 0 else f"{-hari} hari lalu"


def selang(lama: timedelta) -> str:
    """A length of time in its two largest parts: 12 menit, 3 jam 49 menit, 2 hari 5 jam."""
    hari, jam_sisa, menit = lama.days, lama.seconds // 3600, lama.seconds // 60 % 60
    satuan = [(hari, "hari"), (jam_sisa, "jam"), (menit, "menit")]
    mulai = next((i for i, (n, _) in enumerate(satuan) if n), 2)
    isi = [f"{n} {kata}" for n, kata in satuan[mulai : mulai + 2] if n]
    return " ".join(isi) or "0 menit"


_DEKAT = {-1: "kemarin", 0: "hari ini", 1: "besok"}


# Reading


def baca_tanggal(isi: object) -> date:
    """Read a date as typed in a form or found in a spreadsheet cell.

    Accepts dates, and the texts 17-08-2026, 17/08/2026, 17.08.2026, 2026-08-17 (a time after it is
    dropped), 17 Agustus 2026 with old and short month names. Raises GalatTanggal for anything else:
    Excel's serial numbers are refused, since the file does not say which of its two calendars they
    count in.
    """
    if isinstance(isi, datetime):
        return isi.date()
    if isinstance(isi, date):
        return isi
    teks = " ".join(str(isi).split())
    if not teks:
        raise GalatTanggal("Tanggal kosong.")
    if not isinstance(isi, str) or re.fullmatch(r"\d+([.,]\d+)?", teks):
        raise GalatTanggal(
            f"{teks} adalah bilangan, bukan tanggal.",
            "Ubah format kolomnya menjadi Tanggal di Excel, atau tulis 17-08-2026.",
        )
    return _tanggal_sah(teks, *_bagian_tanggal(teks))


def _bagian_tanggal(teks: str) -> tuple[int, int, int]:
    if cocok := _ISO.fullmatch(teks):
        tahun, bulan, hari = map(int, cocok.groups())
        return tahun, bulan, hari
    if cocok := _LOKAL.fullmatch(teks):
        hari, bulan, tahun = map(int, cocok.groups())
        return tahun, bulan, hari
    if cocok := _PANJANG.fullmatch(teks.lower()):
        nama = cocok[2]
        if nama not in _EJAAN_BULAN:
            raise GalatTanggal(f"Nama bulan pada {teks} tidak dikenal.")
        return int(cocok[3]), _EJAAN_BULAN[nama], int(cocok[1])
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", teks):
        raise GalatTanggal(f"Tahun pada {teks} hanya dua angka.")
    raise GalatTanggal(f"{teks[:40]} tidak terbaca sebagai tanggal.")


def _tanggal_sah(teks: str, tahun: int, bulan: int, hari: int) -> date:
    if not 1 <= bulan <= 12:
        raise GalatTanggal(f"Bulan {bulan} pada {teks} tidak ada.")
    if not TAHUN_TERAWAL <= tahun <= TAHUN_TERAKHIR:
        raise GalatTanggal(f"Tahun {tahun} tidak masuk akal.")
    try:
        return date(tahun, bulan, hari)
    except ValueError:
        raise GalatTanggal(f"{BULAN[bulan - 1]} {tahun} tidak punya tanggal {hari}.") from None
