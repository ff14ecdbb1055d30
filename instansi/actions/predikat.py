"""Load performance ratings, as e-Kinerja exports them."""

from pathlib import Path

from instansi.models import Instansi, Pegawai, Pengguna, PredikatKinerja
from instansi.queries import unit_pada
from instansi.rules.impor import KOLOM_PREDIKAT, LaporanImpor, akhir_periode
from lib.aksi import aksi
from lib.impor import Baris, GalatBaris, baca_tabel

Kunci = tuple[int, int, str]  # person, year, period


@aksi
def impor_predikat(
    *, pemda: Instansi, berkas: Path, terapkan: bool, oleh: Pengguna | str
) -> LaporanImpor:
    """Read ratings and say what they would change; with ``terapkan`` change it.

    A row keeps the unit where the person worked at the end of the period. Loading the same file
    again writes nothing. Locks the pemda's row.
    """
    hasil = baca_tabel(berkas, KOLOM_PREDIKAT, kunci=["nip", "tahun", "periode"])
    laporan = LaporanImpor(galat_berkas=hasil.galat_berkas or "")
    if hasil.galat_berkas:
        return laporan
    Instansi.objects.select_for_update().get(pk=pemda.pk)
    baris = _kenali(pemda, hasil.baris, laporan)
    ada = {
        (p.pegawai_id, p.tahun, p.periode): p
        for p in PredikatKinerja.objects.filter(pegawai__pemda=pemda)
    }
    baru = {kunci: nilai for kunci, nilai in baris.items() if kunci not in ada}
    ubah = [k for k, nilai in baris.items() if k in ada and ada[k].predikat != nilai]
    laporan.baru, laporan.berubah = len(baru), len(ubah)
    laporan.tetap = len(baris) - len(baru) - len(ubah)
    laporan.ditolak = len(hasil.baris) - len(baris)
    laporan.diterapkan = terapkan
    if terapkan:
        for kunci in ubah:
            ada[kunci].predikat = baris[kunci]
        PredikatKinerja.objects.bulk_update([ada[k] for k in ubah], ["predikat"])
        _tulis_baru(baru)
        laporan.ditulis = len(baru) + len(ubah)
    return laporan


def _kenali(pemda: Instansi, semua: list[Baris], laporan: LaporanImpor) -> dict[Kunci, str]:
    """Ratings by person and period; unknown people go into the report."""
    orang = dict(Pegawai.objects.filter(pemda=pemda).values_list("nip", "pk"))
    hasil: dict[Kunci, str] = {}
    for baris in semua:
        nilai = baris.nilai
        if not baris.galat and nilai["nip"] not in orang:
            baris.galat.append(
                GalatBaris(
                    baris.nomor,
                    "NIP",
                    nilai["nip"],
                    "Tidak ada di data pegawai.",
                    "Periksa NIP, atau impor data pegawainya lebih dahulu.",
                )
            )
        if baris.galat:
            laporan.galat += baris.galat
            continue
        hasil[orang[nilai["nip"]], nilai["tahun"], nilai["periode"]] = nilai["predikat"]
    return hasil


def _tulis_baru(baru: dict[Kunci, str]) -> None:
    hari = [(pegawai, akhir_periode(tahun, periode)) for pegawai, tahun, periode in baru]
    unit = unit_pada(hari)
    PredikatKinerja.objects.bulk_create(
        PredikatKinerja(
            pegawai_id=pegawai,
            unit_id=unit[pegawai, akhir_periode(tahun, periode)],
            tahun=tahun,
            periode=periode,
            predikat=predikat,
        )
        for (pegawai, tahun, periode), predikat in baru.items()
    )
