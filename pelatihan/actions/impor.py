"""Load rooms."""

from instansi.actions.acuan import Isian, kunci_pemda, muat_isian, nilai_baris
from instansi.models import Instansi, Pengguna
from instansi.queries.impor import acuan_unit
from instansi.rules.impor.pemuat import PemuatImpor, Pesanan
from instansi.rules.impor.unit import kunci_nama
from lib.aksi import aksi
from lib.impor import GalatBaris, HasilBaca, LaporanImpor
from pelatihan.models import Ruang
from pelatihan.rules.impor import KOLOM_RUANG

SEBUTAN = {k.nama: k.sebutan for k in KOLOM_RUANG}


@aksi
def impor_ruang(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Make the rooms that a file names say what it says.

    With a scope only rooms of its units, before and after. Locks the pemda's row.
    """
    hasil, laporan = pesanan.baca(KOLOM_RUANG)
    if laporan.galat_berkas:
        return laporan
    kunci_pemda(pesanan.pemda)
    milik = Ruang.objects.filter(pemda=pesanan.pemda).select_related("pemilik")
    ada = {kunci_nama(r.nama): r for r in milik}
    return muat_isian(
        pesanan,
        hasil,
        laporan,
        _isian(pesanan, hasil, ada),
        ada=ada,
        buat=lambda isi: Ruang(pemda=pesanan.pemda, **isi.nilai),
        sebutan=SEBUTAN,
    )


PEMUAT_RUANG = PemuatImpor(
    kode="ruang",
    judul="Ruang",
    kegunaan="Ruang untuk kelas: nama, lokasi, kapasitas, dan unit pemiliknya.",
    kolom=KOLOM_RUANG,
    fungsi=impor_ruang,
    per_unit=True,
)


def _isian(pesanan: Pesanan, hasil: HasilBaca, ada: dict[str, Ruang]) -> list[Isian]:
    """The rows whose owner may own a room, and whose room is not another's."""
    acuan = acuan_unit(pesanan.pemda, pesanan.hari_ini, pesanan.cakupan)
    unit = Instansi.objects.in_bulk(set(acuan.unit.values()))
    isian = []
    for baris, nilai in nilai_baris(hasil, Ruang):
        kunci, pemilik = kunci_nama(nilai["nama"]), nilai["pemilik"]
        tolakan = acuan.tolak(pemilik)
        if tolakan:
            baris.galat.append(GalatBaris(baris.nomor, SEBUTAN["pemilik"], pemilik, *tolakan))
        elif (lama := ada.get(kunci)) and not acuan.boleh(lama.pemilik_id):
            alasan, langkah = "Ruang ini milik unit lain.", "Pakai nama lain, atau hubungi BKPSDM."
            baris.galat.append(
                GalatBaris(baris.nomor, SEBUTAN["nama"], nilai["nama"], alasan, langkah)
            )
        else:
            nilai = nilai | {"pemilik": unit[acuan.pk(pemilik)]}
            isian.append(Isian(baris.nomor, kunci, nilai["nama"], nilai))
    return isian
