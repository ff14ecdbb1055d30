"""What stands below a table and is no data: totals, the place of signature, notes."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from lib.impor.kolom import Judul, Kolom, kunci_judul
from lib.impor.laporan import GalatBaris
from lib.impor.mentah import Mentah
from lib.impor.sel import GalatSel, rapikan, sel_nip, tampilan, terisi

SEL_TERBANYAK = 2  # cells of a line that may be a total or a part of a signature
DILEWATI = "Baris di bawah tabel, dilewati."
_JUMLAH = re.compile(r"(grand |sub )?(jumlah|total)( |$)")


def di_bawah_tabel(
    mentah: Mentah, urut: Sequence[int], kolom: Sequence[Kolom], judul: Judul
) -> list[GalatBaris]:
    """The last of the rows `urut` that are no data, in the order of the file.

    These hold at most two cells, one of them in a required column, and no NIP there. They count as
    below the table from a blank line on, or from a total on, or as long as no required column holds
    anything: a row of data that only lacks something is refused, not passed over. A total may hold
    more cells where the file has a NIP column and the total no digit in it.
    """
    wajib = [k for k in kolom if k.wajib and k.nama in judul.letak]
    letak = [judul.letak[k.nama] for k in wajib]
    nip = [judul.letak[k.nama] for k in wajib if k.ubah is sel_nip]
    awal = len(urut)
    for posisi in range(len(urut) - 1, -1, -1):
        sel = list(_sel(mentah, urut[posisi]))
        terpakai = [isi for c, isi in sel if c in letak and (c not in nip or _berangka(isi))]
        jumlah = _JUMLAH.match(kunci_judul(sel[0][1]))
        banyak = len(sel) > SEL_TERBANYAK or len(terpakai) > (1 if len(wajib) > 1 else 0)
        if banyak and not (jumlah and nip and not any(_berangka(i) for c, i in sel if c in nip)):
            break
        if any(_nip(isi) for c, isi in sel if c in nip):
            break
        terpisah = posisi > 0 and _jarak(mentah, urut, posisi) > 1
        if not terpakai or terpisah or jumlah:
            awal = posisi
    return [_lewati(mentah, i) for i in urut[awal:]]


def _jarak(mentah: Mentah, urut: Sequence[int], posisi: int) -> int:
    """How many rows of the file after the one before it."""
    return mentah.nomor[urut[posisi]] - mentah.nomor[urut[posisi - 1]]


def _sel(mentah: Mentah, i: int) -> Iterator[tuple[int, object]]:
    """The cells of a row that hold something, with their column."""
    for c, k in enumerate(mentah.kolom):
        if terisi(isi := k.satu(i)):
            yield c, isi


def _berangka(isi: object) -> bool:
    """Whether a cell holds a digit; one for a NIP without any is no data."""
    return any(huruf.isdigit() for huruf in str(isi))


def _nip(isi: object) -> bool:
    with suppress(GalatSel):
        return bool(sel_nip(rapikan(isi)))
    return False


def _lewati(mentah: Mentah, i: int) -> GalatBaris:
    isi = ", ".join(tampilan(rapikan(sel)) for _, sel in _sel(mentah, i))
    langkah = "Bila ini data, isi kolom wajibnya."
    return GalatBaris(mentah.nomor[i], "", tampilan(isi), DILEWATI, langkah)
