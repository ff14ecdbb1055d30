"""Renders each kind of report; runs in a worker only."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone

from instansi.models import Instansi, Pengguna
from laporan.models import PekerjaanLaporan
from laporan.permissions import masih_boleh
from laporan.queries import dasbor, ekspor
from laporan.queries.jejak.dibuka import tabel_dibuka
from laporan.queries.jejak.ekspor import tabel_jejak
from lib.galat import GalatAturan
from lib.impor.tulis import tulis_xlsx
from lib.pdf import html_ke_pdf
from pelatihan.models import Kelas
from pelatihan.queries.kelas import konteks_undangan, peserta_surat

Lapor = Callable[[int], None]
SELANG_LAPOR = 1000  # rows between two reports of progress


class DataLaporanKosong(GalatAturan):
    """There is nothing to report on yet."""


class LaporanDiLuarCakupan(GalatAturan):
    """The requester lost the right between asking and rendering."""


def susun(pekerjaan: PekerjaanLaporan, lapor: Lapor) -> bytes:
    """The PDF or workbook of a job, in the zone of its pemda.

    Raises LaporanDiLuarCakupan and DataLaporanKosong with what to do.
    """
    if not masih_boleh(pekerjaan):
        raise LaporanDiLuarCakupan(
            "Isinya tidak lagi dalam wewenang Anda. Hubungi BKPSDM bila perlu."
        )
    with timezone.override(ZoneInfo(pekerjaan.pemda.zona_waktu)):
        lapor(10)
        if pekerjaan.format == pekerjaan.Format.XLSX:
            return _buku(pekerjaan, lapor)
        html = PENYUSUN[pekerjaan.jenis](pekerjaan)
        lapor(50)
        return html_ke_pdf(html, lanjut=lambda persen: lapor(50 + persen * 2 // 5))


def _buku(pekerjaan: PekerjaanLaporan, lapor: Lapor) -> bytes:
    """One sheet; people's with the header in row 1, so that it can be loaded again as it is."""
    tabel = PENYUSUN_TABEL[pekerjaan.jenis](pekerjaan.peminta, pekerjaan.parameter)

    def terlapor() -> Iterator[Sequence[Any]]:
        for urut, baris in enumerate(tabel.baris):
            if urut % SELANG_LAPOR == 0:
                lapor(10 + 80 * urut // max(tabel.banyak, urut, 1))
            yield baris

    wadah = BytesIO()
    tulis_xlsx(wadah, tabel.judul, tabel.kolom, terlapor(), catatan=tabel.catatan)
    return wadah.getvalue()


def orang_dalam(pekerjaan: PekerjaanLaporan) -> tuple[str, list[int]]:
    """What a file with many people's records is called, and whose they are; else none."""
    if pekerjaan.jenis == PekerjaanLaporan.Jenis.UNDANGAN:
        kelas = Kelas.objects.get(pk=pekerjaan.parameter["kelas"])
        return "Surat undangan kelas", [d.pegawai_id for d in peserta_surat(kelas)]
    if pekerjaan.jenis != PekerjaanLaporan.Jenis.PEGAWAI:
        return "", []
    isi = "Daftar pegawai, semua kolom" if pekerjaan.parameter["lengkap"] else "Daftar pegawai"
    return isi, ekspor.orang_diunduh(pekerjaan.parameter)


def _kemajuan(pekerjaan: PekerjaanLaporan) -> str:
    unit = Instansi.objects.get(pk=pekerjaan.parameter["unit"])
    tahun, hari = pekerjaan.parameter["tahun"], timezone.localdate()
    isi = dasbor.isi_dasbor(unit, tahun=tahun, hari=hari)
    if not isi.semua.pegawai:
        raise DataLaporanKosong(
            f"Belum ada data untuk {unit} tahun {tahun}. "
            "Laporan bisa dibuat setelah pegawainya tercatat."
        )
    return render_to_string(
        "pdf/kemajuan.html",
        {
            "isi": isi,
            "unit": unit,
            "tahun": tahun,
            "hari": hari,
            "baris_kelompok": [
                ("Semua pegawai", isi.semua),
                *((nama, angka) for nama, _, angka in isi.kelompok_khusus),
            ],
            "judul_laporan": "Laporan kemajuan pembinaan ASN",
            "pemda_nama": str(pekerjaan.pemda),
            "peminta": str(pekerjaan.peminta),
            "diminta_pada": pekerjaan.dibuat_pada,
        }
        | dasbor.teks_dasbor(isi)
        | dasbor.grafik_dasbor(isi, untuk="cetak"),
    )


def _undangan(pekerjaan: PekerjaanLaporan) -> str:
    kelas = Kelas.objects.select_related("pelatihan", "penyelenggara", "pemda").get(
        pk=pekerjaan.parameter["kelas"]
    )
    return render_to_string("pdf/undangan.html", konteks_undangan(kelas))


PENYUSUN: dict[str, Callable[[PekerjaanLaporan], str]] = {
    PekerjaanLaporan.Jenis.KEMAJUAN: _kemajuan,
    PekerjaanLaporan.Jenis.UNDANGAN: _undangan,
}
# What each kind of table holds: (who asks, parameters) to the columns and rows of their scope.
PENYUSUN_TABEL: dict[str, Callable[[Pengguna, dict[str, Any]], ekspor.Tabel]] = {
    PekerjaanLaporan.Jenis.PEGAWAI: ekspor.tabel_pegawai,
    PekerjaanLaporan.Jenis.JEJAK: tabel_jejak,
    PekerjaanLaporan.Jenis.DIBUKA: tabel_dibuka,
}
