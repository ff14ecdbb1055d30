"""Load training history that was gained elsewhere into the JP ledger, source LUAR."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from instansi.models import Instansi, Pegawai, Pengguna
from instansi.queries import unit_pada
from instansi.rules.impor import LaporanImpor
from lib.aksi import aksi
from lib.impor import Baris, GalatBaris, baca_tabel
from pembinaan.actions.jp import Catatan, beda_catatan, catat_jp
from pembinaan.models import CatatanJP
from pembinaan.rules import impor as rules

ALASAN_KOREKSI = "Riwayat SIASN yang diimpor memuat data yang berbeda."


@aksi
def impor_riwayat(
    *,
    pemda: Instansi,
    berkas: Path,
    terapkan: bool,
    hari_ini: date,
    oleh: Pengguna | str,
    sekarang: datetime,
) -> LaporanImpor:
    """Read training history and say what it would change; with ``terapkan`` write the ledger.

    JP count in the year of tanggalSelesaiKursus, for the unit of that day. What stands in the
    ledger already is left; what differs gets a reversing row. The same file again writes nothing.
    Locks the pemda's row.
    """
    hasil = baca_tabel(berkas, rules.KOLOM_RIWAYAT)
    laporan = LaporanImpor(galat_berkas=hasil.galat_berkas or "")
    if hasil.galat_berkas:
        return laporan
    Instansi.objects.select_for_update().get(pk=pemda.pk)
    catatan = _catatan(pemda, hasil.baris, hari_ini, laporan)
    if terapkan:
        beda = catat_jp(
            sumber=CatatanJP.Sumber.LUAR,
            catatan=catatan,
            alasan_koreksi=ALASAN_KOREKSI,
            oleh=oleh,
            sekarang=sekarang,
        )
        laporan.ditulis = beda.baru + beda.dibalik
    else:
        beda = beda_catatan(CatatanJP.Sumber.LUAR, catatan)
    laporan.baru, laporan.berubah = beda.baru - beda.dibalik, beda.dibalik
    laporan.tetap = beda.tetap
    laporan.ditolak = len(hasil.baris) - len(catatan)
    laporan.diterapkan = terapkan
    return laporan


def _catatan(
    pemda: Instansi, semua: Sequence[Baris], hari_ini: date, laporan: LaporanImpor
) -> list[Catatan]:
    """Ledger entries of the good rows; the others go into the report."""
    orang = dict(Pegawai.objects.filter(pemda=pemda).values_list("nip", "pk"))
    siap: dict[str, tuple[int, Baris]] = {}
    for baris in semua:
        pegawai = orang.get(baris.nilai["pnsOrangId"])
        sasaran = "" if baris.galat else f"luar:{pegawai}:{rules.sidik_riwayat(baris)}"
        pertama = siap.get(sasaran)
        if galat := _galat(baris, pegawai, pertama, hari_ini):
            laporan.galat += galat
        elif pegawai:
            siap[sasaran] = (pegawai, baris)
            if catatan := rules.peringatan_riwayat(baris):
                laporan.peringatan.append(catatan)
    unit = unit_pada((p, b.nilai["tanggalSelesaiKursus"]) for p, b in siap.values())
    return [_satu(s, p, b, unit) for s, (p, b) in siap.items()]


def _galat(
    baris: Baris, pegawai: int | None, pertama: tuple[int, Baris] | None, hari_ini: date
) -> list[GalatBaris]:
    if baris.galat:
        return baris.galat
    if pegawai is None:
        return [
            GalatBaris(
                baris.nomor,
                "pnsOrangId",
                baris.nilai["pnsOrangId"],
                "Tidak ada di data pegawai.",
                "Periksa NIP, atau impor data pegawainya lebih dahulu.",
            )
        ]
    if pertama:
        return [
            GalatBaris(
                baris.nomor,
                "namaKursus",
                baris.nilai["namaKursus"],
                f"Sama dengan baris {pertama[1].nomor}.",
                "Hapus salah satunya.",
            )
        ]
    salah = rules.galat_riwayat(baris, hari_ini=hari_ini)
    return [salah] if salah else []


def _satu(sasaran: str, pegawai: int, baris: Baris, unit: dict[tuple[int, date], int]) -> Catatan:
    nilai = baris.nilai
    selesai = nilai["tanggalSelesaiKursus"]
    lembaga = nilai["institusiPenyelenggara"]
    return Catatan(
        sasaran=sasaran,
        pegawai_id=pegawai,
        unit_id=unit[pegawai, selesai],
        tanggal=selesai,
        jp=nilai["jumlahJam"],
        keterangan=f"{nilai['namaKursus']}, {lembaga}" if lembaga else nilai["namaKursus"],
        hitungan=rules.hitungan_riwayat(baris),
    )
