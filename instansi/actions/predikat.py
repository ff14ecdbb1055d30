"""Load performance ratings, as e-Kinerja exports them."""

from datetime import date
from typing import cast

from instansi.actions.acuan import Isian, kunci_pemda, muat_isian
from instansi.models import Pengguna, PredikatKinerja
from instansi.queries import unit_pada
from instansi.queries.impor import orang_dikenal
from instansi.rules.impor.pegawai import tak_dikenal
from instansi.rules.impor.pemuat import PemuatImpor, Pesanan
from instansi.rules.impor.predikat import KOLOM_PREDIKAT, akhir_periode
from lib.aksi import aksi
from lib.impor import HasilBaca, LaporanImpor


@aksi
def impor_predikat(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Read ratings and say what they would change; with ``terapkan`` change it.

    A row keeps the unit where the person worked at the end of the period. Loading the same file
    again writes nothing. Locks the pemda's row.
    """
    hasil, laporan = pesanan.baca(KOLOM_PREDIKAT, "nip", "tahun", "periode")
    if laporan.galat_berkas:
        return laporan
    kunci_pemda(pesanan.pemda)
    isian = _kenali(pesanan, hasil)
    milik = PredikatKinerja.objects.filter(pegawai__pemda=pesanan.pemda)
    ada = {(p.pegawai_id, p.tahun, p.periode): p for p in milik}
    unit = unit_pada(_hari(isi) for isi in isian if isi.kunci not in ada)

    def buat(isi: Isian) -> PredikatKinerja:
        pegawai, tahun, periode = cast(tuple[int, int, str], isi.kunci)
        return PredikatKinerja(
            pegawai_id=pegawai,
            unit_id=unit[_hari(isi)],
            tahun=tahun,
            periode=periode,
            **isi.nilai,
        )

    sebutan = {"predikat": KOLOM_PREDIKAT[-1].sebutan}
    return muat_isian(pesanan, hasil, laporan, isian, ada=ada, buat=buat, sebutan=sebutan)


def _kenali(pesanan: Pesanan, hasil: HasilBaca) -> list[Isian]:
    """The good rows; one of an unknown person gets an error."""
    orang = orang_dikenal(pesanan.pemda, pesanan.cakupan)
    isian = []
    for baris in hasil.siap:
        n = baris.nilai
        if n["nip"] not in orang:
            baris.galat.append(tak_dikenal(baris, "NIP", n["nip"]))
            continue
        kunci = (orang[n["nip"]], n["tahun"], n["periode"])
        label = f"{n['nip']}, {n['tahun']}"
        isian.append(Isian(baris.nomor, kunci, label, {"predikat": n["predikat"]}))
    return isian


def _hari(isi: Isian) -> tuple[int, date]:
    pegawai, tahun, periode = cast(tuple[int, int, str], isi.kunci)
    return pegawai, akhir_periode(tahun, periode)


PEMUAT_PREDIKAT = PemuatImpor(
    kode="predikat",
    judul="Predikat kinerja",
    kegunaan="Predikat kinerja tiap periode dari e-Kinerja, untuk pegawai yang sudah ada.",
    kolom=KOLOM_PREDIKAT,
    fungsi=impor_predikat,
    per_unit=True,
)
