"""What a row of a staff export must be before it may become a civil servant (DOMAIN 8)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple, cast

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from instansi.models import Jabatan, Pegawai, PredikatKinerja
from lib.impor import (
    Baris,
    GalatBaris,
    GalatSel,
    Kolom,
    Sel,
    sel_bilangan_bulat,
    sel_nip,
    sel_pilihan,
    sel_tanggal,
    sel_teks,
)
from lib.nip import HasilNip, periksa_nip

Periode = PredikatKinerja.Periode
Predikat = PredikatKinerja.Predikat
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


class BarisPegawai(NamedTuple):
    """One checked row; the order of fields is the order of the staging table."""

    baris: int
    nip: str
    nama: str
    gelar_depan: str
    gelar_belakang: str
    jenis: str
    jenis_kelamin: str
    tanggal_lahir: date
    tmt: date | None
    golongan: str
    jabatan: str
    jabatan_jenis: str
    jabatan_jenjang: str
    jabatan_eselon: str
    jabatan_rumpun: str
    unit_id: int
    mulai: date | None
    nip_atasan: str
    status: str
    surel: str
    telepon: str


@dataclass
class LaporanImpor:
    """What an import did, or would do. Counts are rows of the file, ``ditulis`` rows of tables."""

    galat_berkas: str = ""
    galat: list[GalatBaris] = field(default_factory=list)
    peringatan: list[GalatBaris] = field(default_factory=list)
    baru: int = 0
    berubah: int = 0
    tetap: int = 0
    ditolak: int = 0
    akun_baru: int = 0
    ditulis: int = 0
    diterapkan: bool = False


@dataclass(frozen=True)
class Acuan:
    """What the rows are judged against: the pemda's units by name and code, its positions.

    Keys are in the form of ``kunci_nama``; ``nama_unit`` and the positions' values as they stand.
    """

    hari_ini: date
    unit: Mapping[str, int]
    nama_unit: tuple[str, ...]
    kembar: frozenset[str]
    tutup: Mapping[int, str]  # closed unit: the one that replaced it, or ""
    jabatan: Mapping[str, str]


@lru_cache(maxsize=20_000)
def kunci_nama(teks: str) -> str:
    """A name in comparable form: lower case, words only."""
    return " ".join(re.findall(r"[^\W_]+", teks.casefold()))


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
    teks = re.sub(r"[\s.()\-]+", "", sel_teks(sel))
    if not re.fullmatch(r"\+?\d{6,15}", teks):
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
KOLOM_PEGAWAI = (
    Kolom("nip", ("NIP baru", "NIP/NI PPPK", "nomor induk pegawai"), ubah=sel_nip, judul="NIP"),
    Kolom("nama", ("nama lengkap", "nama pegawai"), ubah=teks_paling(120)),
    Kolom("gelar_depan", wajib=False, ubah=teks_paling(40)),
    Kolom("gelar_belakang", wajib=False, ubah=teks_paling(60)),
    Kolom(
        "jenis",
        ("jenis ASN", "status kepegawaian"),
        wajib=False,
        ubah=sel_pilihan({"PNS": "PNS", "PPPK": "PPPK", "P3K": "PPPK"}),
        judul="Jenis pegawai",
    ),
    Kolom(
        "jenis_kelamin",
        ("L/P", "kelamin"),
        wajib=False,
        ubah=sel_pilihan({"L": "L", "P": "P", "Laki-laki": "L", "Perempuan": "P"}),
    ),
    Kolom("tanggal_lahir", ("tgl lahir",), wajib=False, ubah=sel_tanggal),
    Kolom("tmt", ("TMT CPNS", "TMT PPPK"), wajib=False, ubah=sel_tanggal, judul="TMT CPNS/PPPK"),
    Kolom(
        "golongan",
        ("gol", "gol ruang", "pangkat golongan", "golongan ruang"),
        wajib=False,
        ubah=sel_golongan,
    ),
    Kolom("jabatan", ("nama jabatan",), ubah=teks_paling(160)),
    Kolom(
        "jabatan_jenis",
        wajib=False,
        ubah=sel_pilihan(SEBUTAN_JABATAN),
        judul="Jenis jabatan",
    ),
    Kolom("jabatan_jenjang", wajib=False, ubah=teks_paling(40), judul="Jenjang"),
    Kolom("jabatan_eselon", wajib=False, ubah=teks_paling(10), judul="Eselon"),
    Kolom(
        "jabatan_rumpun",
        ("rumpun",),
        wajib=False,
        ubah=sel_pilihan(
            {"Umum": "UMUM", "Guru": "GURU", "Kesehatan": "KESEHATAN", "Nakes": "KESEHATAN"}
        ),
        judul="Rumpun jabatan",
    ),
    Kolom("mulai", wajib=False, ubah=sel_tanggal, judul="TMT jabatan"),
    Kolom("unit", ("unit kerja", "unor", "OPD"), ubah=sel_teks, judul="Unit kerja"),
    Kolom("nip_atasan", ("NIP atasan langsung",), wajib=False, ubah=sel_nip, judul="NIP atasan"),
    Kolom(
        "status",
        ("status pegawai",),
        wajib=False,
        ubah=sel_pilihan(SEBUTAN_STATUS),
    ),
    Kolom("surel", ("e-mail", "email"), wajib=False, ubah=sel_surel, judul="E-mail"),
    Kolom("telepon", ("HP", "no HP", "nomor HP", "no telepon"), wajib=False, ubah=sel_telepon),
)
# Columns that an existing person keeps where the file does not have them.
BOLEH_HILANG = (
    "gelar_depan",
    "gelar_belakang",
    "tmt",
    "golongan",
    "nip_atasan",
    "status",
    "surel",
    "telepon",
)
KOLOM_PREDIKAT = (
    Kolom("nip", ("NIP baru",), ubah=sel_nip, judul="NIP"),
    Kolom("tahun", ubah=sel_bilangan_bulat),
    Kolom(
        "periode",
        ubah=sel_pilihan(
            {
                "Tahunan": Periode.TAHUNAN,
                "Semester 1": Periode.SEMESTER_1,
                "Semester 2": Periode.SEMESTER_2,
            }
        ),
    ),
    Kolom(
        "predikat",
        ("predikat kinerja",),
        ubah=sel_pilihan({p.label: p.value for p in Predikat}),
    ),
)


def periksa_pegawai(baris: Baris, acuan: Acuan) -> tuple[BarisPegawai | None, list[GalatBaris]]:
    """A row that may be loaded with its warnings, or None with what to mend.

    ``baris`` has no error of a single cell. What the file leaves out follows from the NIP: kind,
    sex, birth date, TMT of a PNS.
    """
    n = baris.nilai
    nip = periksa_nip(
        n["nip"],
        hari_ini=acuan.hari_ini,
        kelamin=n["jenis_kelamin"],
        tanggal_lahir=n["tanggal_lahir"],
    )
    galat = [g for g in (_galat_unit(baris, acuan), *_galat_isi(baris, nip, acuan)) if g]
    if galat:
        return None, galat
    peringatan = [
        GalatBaris(baris.nomor, "NIP", n["nip"], teks, "Periksa; baris ini tetap dimuat.")
        for teks in nip.peringatan
    ]
    return _isi(baris, nip, acuan), peringatan


def _galat_unit(baris: Baris, acuan: Acuan) -> GalatBaris | None:
    teks = baris.nilai["unit"]
    kunci = kunci_nama(teks)
    unit = acuan.unit.get(kunci)
    if kunci in acuan.kembar:
        alasan, langkah = "Ada lebih dari satu unit bernama ini.", "Tulis kode unitnya."
    elif unit is None:
        alasan, langkah = "Unit kerja tidak dikenal.", _saran_unit(teks, acuan.nama_unit)
    elif unit in acuan.tutup:
        alasan = "Unit kerja ini sudah tutup."
        ganti = acuan.tutup[unit]
        langkah = f"Pakai unit penggantinya, “{ganti}”." if ganti else "Pakai unit yang aktif."
    else:
        return None
    return GalatBaris(baris.nomor, "Unit kerja", teks, alasan, langkah)


@lru_cache(maxsize=1000)
def _saran_unit(teks: str, nama_unit: tuple[str, ...]) -> str:
    mirip = get_close_matches(teks, nama_unit, 1, 0.75)
    if mirip:
        return f"Mungkin maksud Anda “{mirip[0]}”."
    return "Periksa ejaannya, atau tambahkan unit itu lebih dahulu."


def _galat_isi(baris: Baris, nip: HasilNip, acuan: Acuan) -> list[GalatBaris]:
    """What single cells cannot show: cells that contradict each other."""
    n = baris.nilai
    hasil = []
    if nip.galat:
        alasan, _, langkah = nip.galat.partition(". ")
        hasil.append(GalatBaris(baris.nomor, "NIP", n["nip"], f"{alasan}.", langkah))
    elif n["jenis"] and n["jenis"] != nip.jenis:
        hasil.append(
            GalatBaris(
                baris.nomor,
                "Jenis pegawai",
                n["jenis"],
                f"Menurut NIP, ini {nip.jenis}.",
                "Betulkan jenis pegawai, atau periksa NIP pada SK.",
            )
        )
    pilihan = GOLONGAN_PPPK if nip.jenis == "PPPK" else GOLONGAN_PNS
    if nip.jenis and n["golongan"] and n["golongan"] not in pilihan:
        contoh = "I sampai XVII" if nip.jenis == "PPPK" else "I/a sampai IV/e"
        hasil.append(
            GalatBaris(
                baris.nomor,
                "Golongan",
                n["golongan"],
                f"Bukan golongan {nip.jenis}.",
                f"Isi {contoh}.",
            )
        )
    if n["jabatan_jenis"] is None and kunci_nama(n["jabatan"]) not in acuan.jabatan:
        hasil.append(
            GalatBaris(
                baris.nomor,
                "Jenis jabatan",
                "",
                f"Jabatan “{n['jabatan']}” belum dikenal.",
                f"Isi jenis jabatannya: {', '.join(list(SEBUTAN_JABATAN)[:5])}.",
            )
        )
    return hasil


def _isi(baris: Baris, nip: HasilNip, acuan: Acuan) -> BarisPegawai:
    n = baris.nilai
    return BarisPegawai(
        baris=baris.nomor,
        nip=nip.nip,
        nama=n["nama"],
        gelar_depan=n["gelar_depan"] or "",
        gelar_belakang=n["gelar_belakang"] or "",
        jenis=nip.jenis.value if nip.jenis else "",
        jenis_kelamin=n["jenis_kelamin"] or nip.kelamin or "",
        tanggal_lahir=cast(date, n["tanggal_lahir"] or nip.tanggal_lahir),
        tmt=n["tmt"] or nip.tmt,
        golongan=n["golongan"] or "",
        jabatan=acuan.jabatan.get(kunci_nama(n["jabatan"]), n["jabatan"]),
        jabatan_jenis=n["jabatan_jenis"] or "",
        jabatan_jenjang=n["jabatan_jenjang"] or "",
        jabatan_eselon=n["jabatan_eselon"] or "",
        jabatan_rumpun=n["jabatan_rumpun"] or R.UMUM.value,
        unit_id=acuan.unit[kunci_nama(n["unit"])],
        mulai=n["mulai"],
        nip_atasan=n["nip_atasan"] or "",
        status=n["status"] or S.AKTIF.value,
        surel=n["surel"] or "",
        telepon=n["telepon"] or "",
    )


def akhir_periode(tahun: int, periode: str) -> date:
    """The last day that a rating of this period judges."""
    return date(tahun, 6, 30) if periode == Periode.SEMESTER_1 else date(tahun, 12, 31)
