"""What a row of a staff file must be before it may become a civil servant (DOMAIN 8)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import starmap
from typing import Any, NamedTuple

from instansi.models import Jabatan, Pegawai
from instansi.rules.impor.kolom import GOLONGAN_PNS, GOLONGAN_PPPK, SEBUTAN_JABATAN
from instansi.rules.impor.unit import AcuanUnit, Tolakan, kunci_nama, saran_jabatan
from lib.impor import Baris, GalatBaris
from lib.nip import USIA_TERENDAH, HasilNip, periksa_nip

AKTIF_DI_LAIN = "masih aktif di instansi lain"
# A NIP that contradicts sex, birth date or TMT keeps no row out (DOMAIN 8.2); a form asks why.
LANGKAH_PERINGATAN = (
    "Periksa; baris ini tetap dimuat. Bila benar, isi kolom Alasan NIP. Tanpa alasan, formulir "
    "pegawai memintanya saat data orang ini diubah."
)
LANGKAH_DITOLAK = (
    "Bukan ini yang membuat baris ditolak, tetapi perbaiki sekalian. Bila memang benar, "
    "isi kolom Alasan NIP."
)
LANGKAH_NAMA = "Perbaiki NIP-nya. Bila orangnya memang berganti nama, isi kolom Alasan NIP."
LANGKAH_NAMA_BERALASAN = "Pastikan orangnya sama; baris ini dimuat karena Alasan NIP terisi."
LANGKAH_GELAR = (
    "Pindahkan ke kolom Gelar depan dan Gelar belakang. Bila diimpor begini, gelarnya tersimpan "
    "sebagai bagian nama."
)
LANGKAH_KINI = (
    "Bila mulainya lain, isi TMT jabatan dengan tanggal sesudah penempatan sekarang dimulai."
)
LANGKAH_PERGI = (
    "Akunnya ditutup. Usia pensiun tidak diperiksa di sini; bila perlu tanggal lain atau alasan, "
    "pakai Ubah status di halaman pegawai."
)
_GELAR = re.compile(r",\s*\S|^(prof|drs?|dra|drg|ir|hj?|ns|apt)\.", re.IGNORECASE)
MIRIP_TERENDAH = 0.3  # share of common groups of three letters
_JENIS = {True: ("PNS", GOLONGAN_PNS), False: ("PPPK", GOLONGAN_PPPK)}
_KELAMIN = {"1": "L", "2": "P"}
AKTIF = frozenset({Pegawai.Status.AKTIF.value, Pegawai.Status.CUTI_LUAR.value})


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
    tempat_lahir: str
    alasan_nip: str


@dataclass(frozen=True)
class Acuan:
    """What the rows are judged against.

    ``jabatan`` are the positions by ``kunci_nama``, as they stand. ``alasan`` are the reasons for
    odd NIPs that were given before.
    """

    hari_ini: date
    unit: AcuanUnit
    jabatan: Mapping[str, str]
    di_luar: Collection[str] = ()  # NIPs of people who are outside the scope
    aktif_lain: Collection[str] = ()  # NIPs that work for another pemda
    pergi: Collection[str] = ()  # of those, whom this pemda knows as gone
    alasan: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def nama_jabatan(self) -> tuple[str, ...]:
        """The positions, as one value to search in."""
        return tuple(self.jabatan.values())


class Temuan(NamedTuple):
    """What is to be said about a row: errors keep it out, warnings do not."""

    galat: list[GalatBaris]
    peringatan: list[GalatBaris]


def wajar(isi: Mapping[str, Sequence[Any]], acuan: Acuan) -> list[bool]:
    """Of each row whether ``periksa_pegawai`` surely has nothing to say about it.

    For a city's file, where that holds of nearly every row: cheap comparisons of whole columns.
    """
    unit = {t for t in set(isi["unit"]) if t is not None and acuan.unit.tolak(t) is None}
    jabatan = {t for t in set(isi["jabatan"]) if t is not None and kunci_nama(t) in acuan.jabatan}
    bebas = acuan.unit.cakupan is None
    terlarang = {*acuan.di_luar, *acuan.aktif_lain}
    belum = {t for t in set(isi["mulai"]) if t is not None and t > acuan.hari_ini}
    angka = {t: t.strftime("%Y%m%d") for t in set(isi["tanggal_lahir"]) if t is not None}
    bulan = {t: t.strftime("%Y%m") for t in set(isi["tmt"]) if t is not None}
    tahun_ini = acuan.hari_ini.year

    def baik(
        nip: str | None, kelamin: str, lahir: date, tmt: date, jenis: str, golongan: str
    ) -> bool:
        if nip is None or nip in terlarang:
            return False
        asal, pilihan = _JENIS[nip[12:14] <= "12"]
        return (
            int(nip[8:12]) - int(nip[:4]) > USIA_TERENDAH
            and int(nip[:4]) < tahun_ini
            and (kelamin is None or kelamin == _KELAMIN[nip[14]])
            and (lahir is None or angka[lahir] == nip[:8])
            and (tmt is None or asal == "PPPK" or bulan[tmt] == nip[8:14])
            and (jenis is None or jenis == asal)
            and (golongan is None or golongan in pilihan)
        )

    orang = (isi[k] for k in ("nip", "jenis_kelamin", "tanggal_lahir", "tmt", "jenis", "golongan"))
    tempat = (isi[k] for k in ("unit", "jabatan", "jabatan_jenis", "nama", "mulai"))
    return [
        u in unit
        and (j in jabatan or (bebas and jj is not None and j is not None))
        and nama is not None
        and mulai not in belum
        and baik(*o)
        for *o, u, j, jj, nama, mulai in zip(*orang, *tempat, strict=True)
    ]


def periksa_pegawai(baris: Baris, acuan: Acuan) -> Temuan:
    """What a row contradicts: itself, its NIP, the directory.

    A cell that is empty or refused by itself, which ``baris.galat`` tells, is not judged again. Of
    a row that stays out, what would be a warning is told as a fault too, so that all is mended at
    once.
    """
    n = baris.nilai
    nip = periksa_nip(
        n["nip"] or "",
        hari_ini=acuan.hari_ini,
        kelamin=n["jenis_kelamin"],
        tanggal_lahir=n["tanggal_lahir"],
        tmt=n["tmt"],
    )
    calon = _galat_orang(baris, acuan), _galat_unit(baris, acuan), *_galat_isi(baris, nip, acuan)
    galat = [g for g in calon if g]
    ditolak = bool(galat or baris.galat)
    if n["nip"] is None or n["alasan_nip"] or acuan.alasan.get(nip.nip):
        return Temuan(galat, [])
    langkah = LANGKAH_DITOLAK if ditolak else LANGKAH_PERINGATAN
    catatan = [GalatBaris(baris.nomor, "NIP", n["nip"], t, langkah) for t in nip.peringatan]
    return Temuan(galat + catatan, []) if ditolak else Temuan([], catatan)


def lengkapi(
    nomor: Sequence[int], isi: Mapping[str, Sequence[Any]], acuan: Acuan
) -> list[BarisPegawai]:
    """The rows for the staging table. What the file leaves out follows from the NIP.

    That is: kind, sex, birth date, TMT of a PNS. A position has the spelling it had first. An
    empty status stays empty: who is known keeps theirs, who is new is active.
    """
    nip = isi["nip"]
    ejaan = {kunci_nama(n): n for n in reversed(list(dict.fromkeys(isi["jabatan"])))}
    jabatan = {n: acuan.jabatan.get(k := kunci_nama(n), ejaan[k]) for n in set(isi["jabatan"])}
    unit = {n: acuan.unit.pk(n) for n in set(isi["unit"])}
    pns = [n[12:14] <= "12" for n in nip]

    def teks(nama: str, bawaan: str = "") -> list[str]:
        return [t or bawaan for t in isi[nama]]

    kolom: dict[str, Iterable[Any]] = {
        "baris": nomor,
        "jenis": (_JENIS[p][0] for p in pns),
        "jenis_kelamin": (
            k or _KELAMIN[n[14]] for k, n in zip(isi["jenis_kelamin"], nip, strict=True)
        ),
        "tanggal_lahir": (
            t or date.fromisoformat(n[:8]) for t, n in zip(isi["tanggal_lahir"], nip, strict=True)
        ),
        "tmt": (
            t or (date(int(n[8:12]), int(n[12:14]), 1) if p else None)
            for t, n, p in zip(isi["tmt"], nip, pns, strict=True)
        ),
        "jabatan": map(jabatan.__getitem__, isi["jabatan"]),
        "jabatan_rumpun": teks("jabatan_rumpun", Jabatan.Rumpun.UMUM.value),
        "unit_id": map(unit.__getitem__, isi["unit"]),
        "mulai": isi["mulai"],
    }
    semua = (kolom[k] if k in kolom else teks(k) for k in BarisPegawai._fields)
    return list(starmap(BarisPegawai, zip(*semua, strict=True)))


# By these a row that says what the directory says is known; a file may lack some of them.
KOLOM_SIDIK = (
    "nip", "nama", "gelar_depan", "gelar_belakang", "jenis", "jenis_kelamin", "tanggal_lahir",
    "tmt", "golongan", "jabatan", "unit_id", "nip_atasan", "status", "surel", "telepon",
    "tempat_lahir", "alasan_nip",
)  # fmt: skip
PEMISAH_SIDIK = "\x1f"  # no cell holds it


def sidik_baris(baris: Sequence[BarisPegawai], kolom: Sequence[str]) -> Iterable[str]:
    """Each row as one text of these columns, as ``queries.impor.sidik_pegawai`` writes people."""
    semua = dict(zip(BarisPegawai._fields, zip(*baris, strict=True), strict=True))
    teks = []
    for nama in kolom:
        isi = semua[nama]
        if nama == "status":
            isi = tuple(t or Pegawai.Status.AKTIF.value for t in isi)
        elif nama in ("tanggal_lahir", "tmt", "unit_id"):
            tampil = {n: "" if n is None else str(n) for n in set(isi)}
            isi = tuple(map(tampil.__getitem__, isi))
        teks.append(isi)
    return map(PEMISAH_SIDIK.join, zip(*teks, strict=True))


def gelar_di_nama(baris: Iterable[BarisPegawai]) -> GalatBaris | None:
    """One warning for all rows that have a degree within the name; None where none has."""
    semua = [isi for isi in baris if _GELAR.search(isi.nama)]
    if not semua:
        return None
    banyak = f"Ada gelar di {len(semua)} nama, pertama di baris ini." if semua[1:] else "Ada gelar."
    return GalatBaris(semua[0].baris, "Nama", semua[0].nama, banyak, LANGKAH_GELAR)


def pindah_kini(baris: Sequence[tuple[int, date | None]]) -> GalatBaris:
    """One warning for all rows whose new placement begins today: no day, or one that cannot be.

    ``baris`` are the rows with the day that they name.
    """
    alasan = "Pindah unit atau jabatan, mulainya dicatat hari ini."
    if baris[1:]:
        alasan = (
            f"{len(baris)} orang pindah unit atau jabatan, mulainya dicatat hari ini; yang pertama "
            "di baris ini."
        )
    pertama, hari = baris[0]
    isi = f"{hari:%d-%m-%Y}" if hari else ""
    return GalatBaris(pertama, "TMT jabatan", isi, alasan, LANGKAH_KINI)


def yang_pergi(baris: Sequence[tuple[int, str, str]]) -> GalatBaris:
    """One warning for all rows by which people leave: row, name, new status."""
    pertama, nama, status = baris[0]
    sebutan = Pegawai.Status(status).label.lower()
    alasan = f"{nama} menjadi {sebutan} per hari ini."
    if baris[1:]:
        alasan = f"{len(baris)} orang tidak aktif lagi per hari ini; yang pertama di baris ini."
    return GalatBaris(pertama, "Status", Pegawai.Status(status).label, alasan, LANGKAH_PERGI)


def orang_lain(lama: str, baru: str) -> bool:
    """Do two names look like two people? A typing error or a shorter first name does not.

    They share less than three in ten of their groups of three letters, word by word.
    """
    a, b = _tiga_huruf(lama), _tiga_huruf(baru)
    return len(a & b) < MIRIP_TERENDAH * len(a | b)


def _tiga_huruf(nama: str) -> set[str]:
    kata = (f"  {k} " for k in kunci_nama(nama).split())
    return {k[i : i + 3] for k in kata for i in range(len(k) - 2)}


def nama_lain(baris: int, nip: str, lama: str, baru: str, alasan: str) -> Temuan:
    """A row that would give a person a wholly different name: a NIP mistyped as a colleague's.

    It stays out, unless the row itself says why in ``alasan``: then it is only pointed out.
    """
    if not orang_lain(lama, baru):
        return Temuan([], [])
    langkah = LANGKAH_NAMA_BERALASAN if alasan else LANGKAH_NAMA
    teks = f"NIP ini milik {lama}; berkas menulis {baru}."
    galat = [GalatBaris(baris, "NIP", nip, teks, langkah)]
    return Temuan([], galat) if alasan else Temuan(galat, [])


def _galat_orang(baris: Baris, acuan: Acuan) -> GalatBaris | None:
    """Whose row this may not be. Nothing is said of who or where the person is."""
    nip, status = baris.nilai["nip"], baris.nilai["status"]
    if nip in acuan.di_luar:
        return GalatBaris(
            baris.nomor, "NIP", nip, "Bukan pegawai unit Anda.", "Hubungi BKPSDM bila ia pindah."
        )
    if nip in acuan.aktif_lain and (status in AKTIF if status else nip not in acuan.pergi):
        return GalatBaris(baris.nomor, "NIP", nip, AKTIF_DI_LAIN, "")
    return None


def _galat_unit(baris: Baris, acuan: Acuan) -> GalatBaris | None:
    teks = baris.nilai["unit"]
    if teks is None:
        return None
    tolakan = acuan.unit.tolak(teks)
    return GalatBaris(baris.nomor, "Unit kerja", teks, *tolakan) if tolakan else None


def _galat_isi(baris: Baris, nip: HasilNip, acuan: Acuan) -> list[GalatBaris]:
    """What single cells cannot show: cells that contradict each other, an unknown position."""
    n = baris.nilai
    hasil = []

    def tolak(kolom: str, isi: str, alasan: str, langkah: str) -> None:
        hasil.append(GalatBaris(baris.nomor, kolom, isi, alasan, langkah))

    if n["nip"] is None:
        pass
    elif nip.galat:
        alasan, _, langkah = nip.galat.partition(". ")
        tolak("NIP", n["nip"], f"{alasan}.", langkah)
    elif n["jenis"] and n["jenis"] != nip.jenis:
        langkah = "Betulkan jenis pegawai, atau periksa NIP pada SK."
        tolak("Jenis pegawai", n["jenis"], f"Menurut NIP, ini {nip.jenis}.", langkah)
    pilihan = GOLONGAN_PPPK if nip.jenis == "PPPK" else GOLONGAN_PNS
    if nip.jenis and n["golongan"] and n["golongan"] not in pilihan:
        contoh = "I sampai XVII" if nip.jenis == "PPPK" else "I/a sampai IV/e"
        tolak("Golongan", n["golongan"], f"Bukan golongan {nip.jenis}.", f"Isi {contoh}.")
    if n["mulai"] and n["mulai"] > acuan.hari_ini:
        langkah = "Muat pada atau setelah hari itu."
        tolak("TMT jabatan", f"{n['mulai']:%d-%m-%Y}", "Tanggalnya belum tiba.", langkah)
    if tolakan := _tolak_jabatan(baris, acuan):
        tolak("Jabatan", n["jabatan"], *tolakan)
    return hasil


def _tolak_jabatan(baris: Baris, acuan: Acuan) -> Tolakan | None:
    """Why a position is refused: unknown, and not to be made by this row."""
    teks, jenis = baris.nilai["jabatan"], baris.nilai["jabatan_jenis"]
    if teks is None or kunci_nama(teks) in acuan.jabatan:
        return None
    if acuan.unit.cakupan is not None:
        langkah = "Minta BKPSDM menambahkan jabatan ini."
    elif jenis or any(g.kolom == "Jenis jabatan" for g in baris.galat):
        return None
    else:
        sebutan = ", ".join(list(SEBUTAN_JABATAN)[:5])
        langkah = f"Isi kolom Jenis jabatan: {sebutan}."
    saran = saran_jabatan(teks, acuan.nama_jabatan)
    alasan = f"Jabatan “{teks}” belum dikenal. {saran.alasan}".rstrip()
    if saran.langkah:
        langkah = f"{saran.langkah} Bila memang jabatan baru: {langkah[0].lower()}{langkah[1:]}"
    return Tolakan(alasan, langkah)


def tak_dikenal(baris: Baris, kolom: str, nip: str) -> GalatBaris:
    """A row about a person who is not in the directory, or not in the scope."""
    langkah = "Periksa NIP, atau impor data pegawainya lebih dahulu."
    return GalatBaris(baris.nomor, kolom, nip, "Tidak ada di data pegawai.", langkah)
