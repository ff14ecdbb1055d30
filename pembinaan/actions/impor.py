"""Load training history that was gained elsewhere into the JP ledger, source LUAR."""

from collections.abc import Sequence
from datetime import date

from instansi.actions.acuan import kunci_pemda
from instansi.models import Pengguna
from instansi.queries import unit_pada
from instansi.queries.impor import orang_dikenal
from instansi.rules.impor.pegawai import tak_dikenal
from instansi.rules.impor.pemuat import PemuatImpor, Pesanan
from lib.aksi import aksi
from lib.impor import Baris, BarisBaru, GalatBaris, LaporanImpor, Perubahan
from lib.tanggal import tanggal_pendek
from pembinaan.actions.jp import Catatan, beda_catatan, catat_jp
from pembinaan.models import CatatanJP
from pembinaan.rules import impor as rules

ALASAN_KOREKSI = "Riwayat SIASN yang diimpor memuat data yang berbeda."


@aksi
def impor_riwayat(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Read training history and say what it would change; with ``terapkan`` write the ledger.

    JP count in the year of tanggalSelesaiKursus, for the unit of that day. What stands in the
    ledger already is left; what differs gets a reversing row. The same file again writes nothing.
    Locks the pemda's row.
    """
    hasil, laporan = pesanan.baca(rules.KOLOM_RIWAYAT)
    if laporan.galat_berkas:
        return laporan
    kunci_pemda(pesanan.pemda)
    asal, catatan = _catatan(pesanan, hasil.baris, laporan)
    for lama, baru in beda_catatan(CatatanJP.Sumber.LUAR, catatan):
        if lama is None:
            laporan.daftar_baru.append(_baru(asal[baru.sasaran], baru))
        else:
            laporan.perubahan.append(
                Perubahan(asal[baru.sasaran].nomor, baru.keterangan, _beda(lama, baru))
            )
    laporan.baru, laporan.berubah = len(laporan.daftar_baru), len(laporan.perubahan)
    laporan.tetap = len(catatan) - laporan.baru - laporan.berubah
    laporan.ditolak = len(hasil.nomor) - len(catatan)
    laporan.diterapkan = pesanan.terapkan
    if pesanan.terapkan:
        catat = catat_jp(
            sumber=CatatanJP.Sumber.LUAR,
            catatan=catatan,
            alasan_koreksi=ALASAN_KOREKSI,
            oleh=oleh,
            sekarang=pesanan.sekarang,
        )
        laporan.ditulis = catat.baru + catat.dibalik
    return laporan


PEMUAT_RIWAYAT = PemuatImpor(
    kode="riwayat",
    judul="Riwayat pelatihan",
    kegunaan="Pelatihan yang diikuti di luar aplikasi ini, dari SIASN; JP-nya masuk catatan.",
    kolom=rules.KOLOM_RIWAYAT,
    fungsi=impor_riwayat,
    per_unit=True,
)


def _catatan(
    pesanan: Pesanan, semua: Sequence[Baris], laporan: LaporanImpor
) -> tuple[dict[str, Baris], list[Catatan]]:
    """The good rows, by sasaran, and as ledger entries; the others go into the report."""
    orang = orang_dikenal(pesanan.pemda, pesanan.cakupan)
    siap: dict[str, tuple[int, Baris]] = {}
    for baris in semua:
        pegawai = orang.get(baris.nilai["pnsOrangId"])
        sasaran = "" if baris.galat else f"luar:{pegawai}:{rules.sidik_riwayat(baris)}"
        pertama = siap.get(sasaran)
        if galat := _galat(baris, pegawai, pertama, pesanan.hari_ini):
            laporan.galat += galat
        elif pegawai:
            siap[sasaran] = (pegawai, baris)
            if catatan := rules.peringatan_riwayat(baris):
                laporan.peringatan.append(catatan)
    unit = unit_pada((p, b.nilai["tanggalSelesaiKursus"]) for p, b in siap.values())
    asal = {sasaran: baris for sasaran, (_, baris) in siap.items()}
    return asal, [_satu(s, p, b, unit) for s, (p, b) in siap.items()]


def _baru(baris: Baris, catatan: Catatan) -> BarisBaru:
    isi = (
        ("NIP", str(baris.nilai["pnsOrangId"])),
        ("Selesai", tanggal_pendek(catatan.tanggal)),
        ("JP", str(catatan.jp)),
    )
    return BarisBaru(baris.nomor, catatan.keterangan, isi)


def _beda(lama: CatatanJP, baru: Catatan) -> tuple[tuple[str, str, str], ...]:
    """What a row changes of what the ledger says, by the columns of the file."""
    pasangan = {
        "tanggalSelesaiKursus": (tanggal_pendek(lama.tanggal), tanggal_pendek(baru.tanggal)),
        "namaKursus": (lama.keterangan, baru.keterangan),
    } | {
        kolom: (str(lama.hitungan.get(kunci, "")), str(baru.hitungan[kunci]))
        for kolom, kunci in rules.KOLOM_HITUNGAN.items()
    }
    return tuple((kolom, a, b) for kolom, (a, b) in pasangan.items() if a != b)


def _galat(
    baris: Baris, pegawai: int | None, pertama: tuple[int, Baris] | None, hari_ini: date
) -> list[GalatBaris]:
    if baris.galat:
        return baris.galat
    if pegawai is None:
        return [tak_dikenal(baris, "pnsOrangId", baris.nilai["pnsOrangId"])]
    if pertama:
        nama, alasan = baris.nilai["namaKursus"], f"Sama dengan baris {pertama[1].nomor}."
        return [GalatBaris(baris.nomor, "namaKursus", nama, alasan, "Hapus salah satunya.")]
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
