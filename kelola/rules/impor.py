"""Decisions about imports: which column is which, what may be done when, what is worth telling."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from kelola.models import PekerjaanImpor
from kelola.models.impor import LAMA_URUNG
from lib.angka import angka
from lib.impor import GalatBaris
from lib.impor.kolom import Kolom, judul_tolak, kunci_judul

Status = PekerjaanImpor.Status
NOMOR_URUT = frozenset(("no", "nomor", "no urut", "nomor urut"))
TAK_DIPAKAI = ""  # under it ``PemetaanKolom`` keeps the headings that were left out


def kunci_kolom(kolom: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """Each column of a file (index) by a name that stays the same in the next file.

    Its heading; where one stands twice, with its number; a column without a heading by its letter.
    The columns of the workbook of rejected rows are none: a file is mapped as without them.
    """
    kali: Counter[str] = Counter()
    hasil = {}
    for k in kolom:
        kunci = kunci_judul(k["judul"]) or kunci_judul(f"kolom {k['huruf']}")
        if beralasan(k):
            continue
        kali[kunci] += 1
        hasil[k["letak"]] = kunci if kali[kunci] == 1 else f"{kunci} #{kali[kunci]}"
    return hasil


def beralasan(kolom: Mapping[str, Any]) -> bool:
    """Is this a column in which our workbook of rejected rows says why, and of which row?"""
    return judul_tolak(kolom["judul"])


def bernama(kolom: Mapping[str, Any]) -> bool:
    """Has a column a heading that people gave to what it holds?

    The workbook of rejected rows brings its own headings, and most tables number their rows.
    """
    milik_kami = beralasan(kolom) or re.fullmatch(r"Kolom [A-Z]{1,3}", kolom["judul"])
    return bool(kolom["judul"]) and not milik_kami and not _nomor_urut(kolom)


def _nomor_urut(kolom: Mapping[str, Any]) -> bool:
    """Does a column merely number the rows?"""
    angka_saja = all(isi.rstrip(".").isdecimal() for isi in kolom["contoh"] if isi)
    return kunci_judul(kolom["judul"]) in NOMOR_URUT and angka_saja


def pindahkan_pemetaan(
    pemetaan: Mapping[str, int],
    dari: Sequence[Mapping[str, Any]],
    ke: Sequence[Mapping[str, Any]],
) -> dict[str, int]:
    """The mapping of one file for another with the same headings, in whatever order."""
    kunci = kunci_kolom(dari)
    letak = {k: c for c, k in kunci_kolom(ke).items()}
    return {n: letak[kunci[c]] for n, c in pemetaan.items() if kunci.get(c) in letak}


def pemetaan_tolak(
    pemetaan: Mapping[str, int],
    dari: Sequence[Mapping[str, Any]],
    ke: Sequence[Mapping[str, Any]],
) -> dict[str, int]:
    """The mapping of a source for its workbook of rejected rows; none where it is not its source.

    That workbook has the headings of its source, and columns that were added to be filled.
    """
    asal, kunci = set(kunci_kolom(dari).values()), kunci_kolom(ke)
    tambah = {k["nama"]: k["letak"] for k in ke if kunci.get(k["letak"], "") not in asal | {""}}
    if not asal <= set(kunci.values()) or not all(tambah) or set(tambah) & set(pemetaan):
        return {}
    return pindahkan_pemetaan(pemetaan, dari, ke) | tambah


def pemetaan_ingatan(
    kolom: Sequence[Mapping[str, Any]], ingatan: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, int], bool]:
    """The mapping of a file by what was chosen for each of its headings, and whether it is sure.

    ``ingatan`` are choices as ``PemetaanKolom`` keeps them, the later ones counting. A heading
    without a choice is what it is recognised as. Not sure: an unknown heading, two for one column.
    """
    pilihan: dict[str, str] = {}
    for satu in ingatan:
        pilihan |= dict.fromkeys(satu.get(TAK_DIPAKAI, ()), "")
        pilihan |= {judul: nama for nama, judul in satu.items() if nama != TAK_DIPAKAI}
    kunci, pasti = kunci_kolom(kolom), True
    hasil: dict[str, int] = {}
    for k in kolom:
        nama = (pilihan.get(kunci.get(k["letak"], "")) if k["judul"] else "") or k["nama"]
        asing = bernama(k) and kunci[k["letak"]] not in pilihan
        pasti = pasti and not (nama in hasil if nama else asing)
        if nama:
            hasil.setdefault(nama, k["letak"])
    return hasil, pasti


def kolom_tambahan(
    galat: Iterable[GalatBaris], kolom: Sequence[Kolom], berkas: Collection[str]
) -> list[str]:
    """Headings of the columns that these reasons tell to fill and the file lacks, each once."""
    kurang = [k.sebutan for k in kolom if k.nama not in berkas]
    return [
        sebutan
        for sebutan in kurang
        if any(g.kolom == sebutan or f"kolom {sebutan}" in g.langkah for g in galat)
    ]


def sidik_judul(kolom: Sequence[Mapping[str, Any]]) -> str:
    """The fingerprint of a header, the same in whatever order its columns stand."""
    return hashlib.sha256("\n".join(sorted(kunci_kolom(kolom).values())).encode()).hexdigest()


def galat_pemetaan(pemetaan: Mapping[str, int], kolom: Sequence[Kolom]) -> str | None:
    """What a mapping lacks, as a sentence; None where a check can begin."""
    kurang = [k.sebutan for k in kolom if k.wajib and k.nama not in pemetaan]
    if kurang:
        return f"Pilih kolom untuk {', '.join(kurang)}."
    if len(set(pemetaan.values())) != len(pemetaan):
        return "Satu kolom berkas hanya bisa dipakai sekali."
    return None


def ringkas_hasil(status: str, *, baru: int, berubah: int, ditolak: int) -> str:
    """What came of a checked import in a few words, true for where it stands now.

    What was undone or given up is not told as if it stood.
    """
    if status in (Status.DIBATALKAN, Status.GAGAL):
        return "Tidak ada data yang berubah"
    if status == Status.DIURUNGKAN:
        hasil = [f"{angka(baru)} baris baru dihapus lagi"] if baru else []
        hasil += [f"{angka(berubah)} baris kembali seperti semula"] if berubah else []
        return ", ".join(hasil) or "Tidak ada data yang berubah"
    return f"{angka(baru)} baru, {angka(berubah)} berubah, {angka(ditolak)} ditolak"


def sebut_jabatan(nama: Sequence[str], banyak: int) -> str:
    """New positions in a few words: how many and the first of them; "" for none."""
    if not banyak:
        return ""
    sebutan = ", ".join(f"“{n}”" for n in nama)
    sisa = f", dan {angka(banyak - len(nama))} lain" if banyak > len(nama) else ""
    return f"{sebutan}{sisa}"


def sebut_kosong(kolom: Sequence[tuple[str, int]]) -> str:
    """How many values a file takes away and of which columns; "" for none."""
    if not kolom:
        return ""
    sebutan = ", ".join(f"{_dalam_kalimat(nama)} {angka(n)}" for nama, n in kolom)
    return f"{angka(sum(n for _, n in kolom))} isian akan dikosongkan: {sebutan}"


def sebut_akibat(
    *, baru: int, berubah: int, ditolak: int, jabatan: str, banyak_jabatan: int, kosong: str
) -> str:
    """What applying a check does, for the question before it; ``jabatan`` and ``kosong`` in words.

    Numbers are of rows, ``banyak_jabatan`` of positions that the file makes.
    """
    baris = [f"{angka(n)} baris {apa}" for n, apa in ((baru, "baru"), (berubah, "berubah")) if n]
    kalimat = [
        f"{' dan '.join(baris) or 'Tidak ada baris yang'} akan ditulis",
        f"{angka(banyak_jabatan)} jabatan baru akan dibuat: {jabatan}" if banyak_jabatan else "",
        kosong,
        f"{angka(ditolak)} baris yang ditolak tidak ikut" if ditolak else "",
        f"Bisa diurungkan selama {LAMA_URUNG.days} hari, selama belum dipakai",
    ]
    return " ".join(f"{k}." for k in kalimat if k)


def _dalam_kalimat(kolom: str) -> str:
    """A heading within a sentence: "telepon", but "NIP atasan"."""
    return kolom if kolom[:2].isupper() else kolom[:1].lower() + kolom[1:]


def alasan_tidak_bisa_diterapkan(status: str, siap_dimuat: int) -> str | None:
    """Why a check cannot be applied; None where it can."""
    if status != Status.SIAP:
        return "Impor ini belum selesai diperiksa, atau sudah diterapkan."
    if not siap_dimuat:
        return "Tidak ada yang perlu diterapkan: data di berkas sama dengan yang tersimpan."
    return None


def alasan_tidak_bisa_diurungkan(
    status: str, urung_sampai: datetime | None, sekarang: datetime
) -> str | None:
    """Why an import cannot be undone; None where it may be tried."""
    if status == Status.DIURUNGKAN:
        return "Impor ini sudah diurungkan."
    if status != Status.DITERAPKAN or urung_sampai is None:
        return "Hanya impor yang sudah diterapkan yang bisa diurungkan."
    if sekarang > urung_sampai:
        return "Sudah lebih dari 7 hari sejak diterapkan, sehingga tidak bisa diurungkan lagi."
    return None
