"""The columns of a staff file, and how one cell becomes a value (DOMAIN 8)."""

import re
from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from instansi.models import Jabatan, Pegawai
from lib.impor import NIP_BIASA, GalatSel, Kolom, Sel, sel_nip, sel_pilihan, sel_tanggal, sel_teks

GOLONGAN_PNS = frozenset(f"{r}/{h}" for r in ("I", "II", "III") for h in "abcd") | frozenset(
    f"IV/{h}" for h in "abcde"
)
GOLONGAN_PPPK = frozenset(
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII".split()  # noqa: SIM905
)
# What almost every address looks like; only others need the full judgement.
_SUREL_BIASA = re.compile(
    r"[a-z0-9_]+(?:[.\-][a-z0-9_]+)*@[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*\.[a-z]{2,20}"
)
_TELEPON_BIASA = re.compile(r"0[0-9]{5,14}")


def polos_paling(panjang: int) -> re.Pattern[str]:
    """What most names look like: short enough, one space between words, no marks to tidy."""
    return re.compile(rf"(?=.{{1,{panjang}}}$)[A-Za-z0-9.,/()&]+(?: [A-Za-z0-9.,/()&]+)*")


def teks_paling(panjang: int) -> Callable[[Sel], str]:
    """A converter for text of at most so many characters."""

    def ubah(sel: Sel) -> str:
        teks = sel_teks(sel)
        if len(teks) > panjang:
            raise GalatSel(f"Lebih dari {panjang} huruf.", "Singkat isinya.")
        return teks

    return ubah


def sel_surel(sel: Sel) -> str:
    """A mail address in lower case."""
    surel = sel_teks(sel).lower()
    if _SUREL_BIASA.fullmatch(surel):
        return surel
    try:
        validate_email(surel)
    except ValidationError as galat:
        raise GalatSel(
            "Bukan alamat surel.", "Tulis seperti nama@contoh.go.id, atau kosongkan."
        ) from galat
    return surel


def sel_telepon(sel: Sel) -> str:
    """A phone number; Excel drops the leading 0 of a number cell, which is put back."""
    teks = sel_teks(sel)
    if not _TELEPON_BIASA.fullmatch(teks):
        teks = re.sub(r"[\s.()\-]+", "", teks)
    if not re.fullmatch(r"\+?[0-9]{6,15}", teks):
        raise GalatSel("Bukan nomor telepon.", "Tulis angkanya saja, misalnya 081234567890.")
    return f"0{teks}" if teks.startswith("8") else teks


def sel_golongan(sel: Sel) -> str:
    """III/c, III c or 3C as III/c; IX of PPPK as it is."""
    teks = re.sub(r"[\s./\-]+", "", sel_teks(sel)).upper()
    cocok = re.fullmatch(r"(I{1,3}|IV|[1-4])([A-E])", teks)
    if cocok:
        romawi = {"1": "I", "2": "II", "3": "III", "4": "IV"}.get(cocok[1], cocok[1])
        teks = f"{romawi}/{cocok[2].lower()}"
    if teks not in GOLONGAN_PNS | GOLONGAN_PPPK:
        raise GalatSel(
            "Golongan tidak dikenal.", "Isi I/a sampai IV/e untuk PNS, I sampai XVII untuk PPPK."
        )
    return teks


J = Jabatan.Jenis
SEBUTAN_JABATAN = {
    "JPT Pratama": J.JPT.value,
    "Administrator": J.ADMINISTRATOR.value,
    "Pengawas": J.PENGAWAS.value,
    "Pelaksana": J.PELAKSANA.value,
    "Fungsional": J.JF.value,
    "JF": J.JF.value,
    "JPT": J.JPT.value,
}
S = Pegawai.Status
SEBUTAN_STATUS = {
    "Aktif": S.AKTIF.value,
    "Cuti di luar tanggungan negara": S.CUTI_LUAR.value,
    "CLTN": S.CUTI_LUAR.value,
    "Pensiun": S.PENSIUN.value,
    "Pindah": S.PINDAH.value,
    "Berhenti": S.BERHENTI.value,
}
R = Jabatan.Rumpun
SEBUTAN_RUMPUN = {
    "Umum": R.UMUM.value,
    "Guru": R.GURU.value,
    "Kesehatan": R.KESEHATAN.value,
    "Nakes": R.KESEHATAN.value,
    "Tenaga kesehatan": R.KESEHATAN.value,
}
CARA_TANGGAL = "Hari-bulan-tahun, misalnya 17-08-2026."


def kata(*pilihan: str) -> str:
    """A closed list as the template explains it."""
    return f"Salah satu: {', '.join(pilihan)}."


# Columns that more than one kind of file has.
JENIS_JABATAN = Kolom(
    "jenis",
    ("jenis jabatan",),
    ubah=sel_pilihan(SEBUTAN_JABATAN),
    contoh="Fungsional",
    keterangan=kata(*list(SEBUTAN_JABATAN)[:5]),
)
JENJANG = Kolom(
    "jenjang", ("jenjang jabatan",), wajib=False, ubah=teks_paling(40), contoh="Ahli Pertama"
)
ESELON = Kolom(
    "eselon",
    ("eselon jabatan",),
    wajib=False,
    ubah=teks_paling(10),
    keterangan="Misalnya III.a. Hanya untuk jabatan struktural.",
)
RUMPUN = Kolom(
    "rumpun",
    ("rumpun jabatan",),
    wajib=False,
    ubah=sel_pilihan(SEBUTAN_RUMPUN),
    contoh="Kesehatan",
    keterangan=f"{kata(*list(SEBUTAN_RUMPUN)[:3])} Bila kosong, Umum.",
)
SUREL = Kolom(
    "surel", ("e-mail", "email"), wajib=False, ubah=sel_surel, polos=_SUREL_BIASA,
    contoh="sitti@contoh.go.id",
)  # fmt: skip
TELEPON = Kolom(
    "telepon", ("HP", "no HP", "nomor HP", "no telepon"), wajib=False, ubah=sel_telepon,
    polos=_TELEPON_BIASA, contoh="081234567890",
)  # fmt: skip
KOLOM_PEGAWAI = (
    Kolom(
        "nip",
        ("NIP baru", "NIP/NI PPPK", "NI PPPK", "nomor induk pegawai"),
        ubah=sel_nip,
        polos=NIP_BIASA,
        judul="NIP",
        contoh="199103122019022004",
        keterangan="18 angka, kolom berformat Teks. Kunci: NIP yang sama berarti orang yang sama.",
    ),
    Kolom(
        "nama",
        ("nama lengkap", "nama pegawai"),
        ubah=teks_paling(120),
        polos=polos_paling(120),
        contoh="Sitti Aminah",
        keterangan="Tanpa gelar.",
    ),
    Kolom("gelar_depan", ("gelar di depan",), wajib=False, ubah=teks_paling(40), contoh="dr."),
    Kolom(
        "gelar_belakang", ("gelar di belakang",), wajib=False, ubah=teks_paling(60), contoh="M.Kes."
    ),
    Kolom(
        "jenis",
        ("jenis ASN", "status kepegawaian"),
        wajib=False,
        ubah=sel_pilihan({"PNS": "PNS", "PPPK": "PPPK", "P3K": "PPPK", "CPNS": "PNS"}),
        judul="Jenis pegawai",
        contoh="PNS",
        keterangan="PNS atau PPPK. Bila kosong, diambil dari NIP.",
    ),
    Kolom(
        "jenis_kelamin",
        ("L/P", "kelamin"),
        wajib=False,
        ubah=sel_pilihan(
            {"L": "L", "P": "P", "Laki-laki": "L", "Perempuan": "P", "Pria": "L", "Wanita": "P"}
        ),
        contoh="P",
        keterangan="L atau P. Bila kosong, diambil dari NIP.",
    ),
    Kolom("tempat_lahir", ("tmp lahir",), wajib=False, ubah=teks_paling(60), contoh="Donggala"),
    Kolom(
        "tanggal_lahir",
        ("tgl lahir",),
        wajib=False,
        ubah=sel_tanggal,
        contoh="12-03-1991",
        keterangan=f"{CARA_TANGGAL} Bila kosong, diambil dari NIP.",
    ),
    Kolom(
        "tmt",
        ("TMT CPNS", "TMT PPPK", "tanggal pengangkatan"),
        wajib=False,
        ubah=sel_tanggal,
        judul="TMT CPNS/PPPK",
        contoh="01-02-2019",
        keterangan=f"{CARA_TANGGAL} Bila kosong, untuk PNS diambil dari NIP.",
    ),
    Kolom(
        "golongan",
        ("gol", "gol ruang", "pangkat golongan", "golongan ruang", "gol akhir nama"),
        wajib=False,
        ubah=sel_golongan,
        contoh="III/b",
        keterangan="I/a sampai IV/e untuk PNS, I sampai XVII untuk PPPK.",
    ),
    Kolom(
        "jabatan",
        ("nama jabatan", "jabatan nama"),
        ubah=teks_paling(160),
        contoh="Dokter Ahli Pertama",
    ),
    replace(
        JENIS_JABATAN,
        nama="jabatan_jenis",
        wajib=False,
        judul="Jenis jabatan",
        keterangan=f"Wajib untuk jabatan yang belum dikenal. {JENIS_JABATAN.keterangan}",
    ),
    replace(JENJANG, nama="jabatan_jenjang", judul="Jenjang"),
    replace(ESELON, nama="jabatan_eselon", judul="Eselon"),
    replace(RUMPUN, nama="jabatan_rumpun", sinonim=("rumpun",), judul="Rumpun jabatan"),
    Kolom(
        "mulai",
        wajib=False,
        ubah=sel_tanggal,
        judul="TMT jabatan",
        contoh="01-02-2022",
        keterangan=f"Mulai di jabatan dan unit itu. {CARA_TANGGAL} Untuk orang baru dan yang "
        "pindah; tanggal yang sudah tercatat dibetulkan di halaman pegawai.",
    ),
    Kolom(
        "unit",
        ("unit organisasi", "unor", "unor nama", "OPD"),
        judul="Unit kerja",
        contoh="Dinas Kesehatan",
        keterangan="Nama atau kode unit, seperti di Susunan instansi.",
    ),
    Kolom(
        "nip_atasan",
        ("NIP atasan langsung",),
        wajib=False,
        ubah=sel_nip,
        polos=NIP_BIASA,
        judul="NIP atasan",
        contoh="198003172005011003",
        keterangan="Atasan langsung, di berkas ini atau sudah ada di data pegawai.",
    ),
    Kolom(
        "status",
        ("status pegawai",),
        wajib=False,
        ubah=sel_pilihan(SEBUTAN_STATUS),
        contoh="Aktif",
        keterangan=f"{kata(*SEBUTAN_STATUS)} Bila kosong, pegawai lama tetap seperti sekarang; "
        "pegawai baru Aktif.",
    ),
    replace(SUREL, keterangan="Akun dibuat untuk pegawai aktif yang punya alamat ini."),
    TELEPON,
    Kolom(
        "alasan_nip",
        wajib=False,
        ubah=teks_paling(200),
        judul="Alasan NIP",
        keterangan="Diisi bila NIP berbeda dari kelamin, tanggal lahir, atau TMT CPNS, dan itu "
        "benar. "
        "Bila kosong, alasan yang lama tetap.",
    ),
)
# Columns that an existing person keeps where the file does not have them.
BOLEH_HILANG = frozenset(
    {
        "gelar_depan",
        "gelar_belakang",
        "tempat_lahir",
        "tmt",
        "golongan",
        "nip_atasan",
        "status",
        "surel",
        "telepon",
        "alasan_nip",
    }
)
