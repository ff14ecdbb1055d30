"""How an import's report is printed: bad rows with reason and remedy, then the counts."""

from collections.abc import Callable, Iterable

from lib.angka import angka
from lib.impor import GalatBaris, LaporanImpor

PALING_BANYAK = 200  # warnings; errors are printed without end


def cetak_laporan(laporan: LaporanImpor, tulis: Callable[[str], object]) -> None:
    """Print what was found and what was, or would be, written."""
    _daftar("Perlu diperbaiki", laporan.galat, tulis)
    _daftar("Peringatan", laporan.peringatan[:PALING_BANYAK], tulis)
    if (lebih := len(laporan.peringatan) - PALING_BANYAK) > 0:
        tulis(f"  ... dan {angka(lebih)} peringatan lain")
    tulis(
        f"Baru {angka(laporan.baru)}, berubah {angka(laporan.berubah)}, "
        f"tidak berubah {angka(laporan.tetap)}, ditolak {angka(laporan.ditolak)}."
    )
    if laporan.diterapkan:
        tulis(f"Tersimpan. {angka(laporan.ditulis)} baris ditulis.")
        if laporan.tanpa_atasan:
            tulis(f"{angka(laporan.tanpa_atasan)} orang di berkas ini belum punya atasan.")
        if laporan.akun_baru:
            tulis(f"{angka(laporan.akun_baru)} akun baru dibuat, belum bersandi.")
    else:
        tulis("Uji coba: belum ada yang ditulis. Jalankan lagi dengan --terapkan untuk menyimpan.")


def _daftar(judul: str, daftar: Iterable[GalatBaris], tulis: Callable[[str], object]) -> None:
    for nomor, g in enumerate(daftar):
        if nomor == 0:
            tulis(f"{judul}:")
        isi = f" “{g.isi}”" if g.isi else ""
        tulis(f"  Baris {g.baris}, {g.kolom}{isi}: {g.alasan} {g.langkah}".rstrip())
