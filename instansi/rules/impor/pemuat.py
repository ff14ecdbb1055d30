"""The one shape of every loader: what it is called, what its file holds, how it is started."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from instansi.models import Instansi, Pengguna
from lib.impor import (
    HasilBaca,
    Kolom,
    LaporanImpor,
    Pratinjau,
    baca_tabel,
    lihat_berkas,
)
from lib.impor.templat import tulis_templat

BUKAN_SEPEMDA = (
    "Data ini berlaku untuk seluruh pemda, sehingga hanya BKPSDM yang bisa memuatnya. "
    "Kirim berkasnya kepada BKPSDM."
)


@dataclass(frozen=True, kw_only=True)
class Pesanan:
    """One order: this file into this pemda, only tried or applied.

    ``pemetaan`` says in which column of the file, from 0, each column stands; None recognises them
    by their headings. ``cakupan`` are the units that may be written to, None for all.
    ``konfirmasi`` names for a row, whose NIP has lost digits, the person that someone confirmed.
    """

    pemda: Instansi
    berkas: Path
    terapkan: bool
    hari_ini: date
    sekarang: datetime
    pemetaan: Mapping[str, int] | None = None
    cakupan: Collection[int] | None = None
    konfirmasi: Mapping[int, int] = field(default_factory=dict)

    def baca(
        self, kolom: tuple[Kolom, ...], *kunci: str, sambil: Callable[[], object] | None = None
    ) -> tuple[HasilBaca, LaporanImpor]:
        """The rows of the file, and a report that knows how it was read.

        ``sambil`` is called once, while the file is read.
        """
        hasil = baca_tabel(self.berkas, kolom, kunci=kunci, pemetaan=self.pemetaan, sambil=sambil)
        nama = hasil.isi.get("nama") or [None] * len(hasil.nomor)
        laporan = LaporanImpor(
            galat_berkas=hasil.galat_berkas or "",
            baris_judul=hasil.baris_judul,
            kolom_asing=hasil.kolom_asing,
            peringatan=list(hasil.di_bawah),
            sebutan={n: s for n, s in zip(hasil.nomor, nama, strict=True) if s},
        )
        return hasil, laporan


@dataclass(frozen=True, kw_only=True)
class PemuatImpor:
    """A loader. ``fungsi`` is an action: all or nothing, dry unless ``terapkan``.

    ``per_unit``: a person who may write to some units only may use it too, within them.
    """

    kode: str
    judul: str
    kegunaan: str
    kolom: tuple[Kolom, ...]
    fungsi: Callable[..., LaporanImpor]
    per_unit: bool = False

    def muat(
        self,
        *,
        pemda: Instansi,
        berkas: Path,
        terapkan: bool,
        hari_ini: date,
        sekarang: datetime,
        oleh: Pengguna | str,
        pemetaan: Mapping[str, int] | None = None,
        cakupan: Collection[int] | None = None,
        konfirmasi: Mapping[int, int] | None = None,
    ) -> LaporanImpor:
        """Try or apply a file; the same file again writes nothing.

        Refusals of the file and of its rows are in the report; only an OSError of the file is
        raised.
        """
        if cakupan is not None and not self.per_unit:
            return LaporanImpor(galat_berkas=BUKAN_SEPEMDA)
        pesanan = Pesanan(
            pemda=pemda,
            berkas=berkas,
            terapkan=terapkan,
            hari_ini=hari_ini,
            sekarang=sekarang,
            pemetaan=pemetaan,
            cakupan=cakupan,
            konfirmasi=konfirmasi or {},
        )
        return self.fungsi(pesanan=pesanan, oleh=oleh)

    def lihat(self, berkas: Path, pemetaan: Mapping[str, int] | None = None) -> Pratinjau:
        """Which column of the file is taken for which; for the page that maps them by hand."""
        return lihat_berkas(berkas, self.kolom, pemetaan=pemetaan)

    def templat(self, tujuan: Path | BinaryIO) -> None:
        """Write the empty workbook to fill in."""
        tulis_templat(tujuan, self.kolom)
