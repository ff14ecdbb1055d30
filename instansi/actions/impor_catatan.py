"""What is odd about a staff file and loaded nevertheless, as lines of its report."""

from collections.abc import Collection

from instansi.actions.pegawai_banding import HasilMuat
from instansi.rules.impor.pegawai import (
    Acuan,
    BarisPegawai,
    gelar_di_nama,
    pindah_kini,
    yang_pergi,
)
from instansi.rules.impor.unit import saran_ejaan
from lib.impor import BarisBaru, GalatBaris, LaporanImpor

TANPA_ATASAN = "Pegawai dimuat tanpa atasan; isi atasannya nanti."
JABATAN_DIBANDINGKAN = 100  # new positions of a file that are compared with those known
ATASAN_LAIN = "Atasan ini bekerja di instansi lain."
LANGKAH_ATASAN_LAIN = (
    "Periksa NIP atasannya; baris ini tetap dimuat, dan orangnya tampil di Atasan bermasalah."
)
LANGKAH_KEMBAR = (
    "Isi sekarang adalah NIP yang tercatat. Bila orangnya sama, betulkan NIP yang salah sebelum "
    "diimpor; sesudahnya ia tercatat dua kali."
)
LANGKAH_PINDAH = (
    "Isi kolom NIP atasan, atau beri atasan di Atasan bermasalah sesudah diimpor; di sana pimpinan "
    "unit barunya diusulkan."
)
SUREL_TETAP = "Dikosongkan di data pegawai saja. Pemilik akun menggantinya di Akun saya."
TANPA_SUREL = "Pegawai dimuat tanpa surel."
# Why no account is made for a person whom a file brings or changes, by the keys of HasilMuat.
TANPA_AKUN = {
    "surel": "belum punya surel",
    "surel_lain": "surelnya dipakai orang lain",
    "nip": "NIP-nya dipakai akun lain",
    "status": "tidak berstatus aktif",
}
SUREL_PERAN = (
    "Alamat akunnya tetap. Pemiliknya menggantinya di Akun saya; selama akunnya belum diaktifkan,"
    " admin pemda lewat Ubah data pegawai itu."
)


def tanpa_akun(muat: HasilMuat, ganda: Collection[int]) -> dict[int, str]:
    """Why rows would have no account; an address that an earlier row has is another's too."""
    return {
        baris: TANPA_AKUN["surel_lain" if kode == "surel" and baris in ganda else kode]
        for baris, kode in muat.tanpa_akun.items()
    }


def _jabatan_baru(muat: HasilMuat, acuan: Acuan, laporan: LaporanImpor) -> list[GalatBaris]:
    """Tell the positions that would be made; warn, once each, of those that seem misspelt."""
    laporan.jabatan_baru = [
        BarisBaru(baris, nama, (("Dipakai", f"{n} baris"),)) for baris, nama, n in muat.jabatan_baru
    ]
    hasil = []
    for baris, nama, n in muat.jabatan_baru[:JABATAN_DIBANDINGKAN] if acuan.jabatan else ():
        saran = saran_ejaan(nama, acuan.nama_jabatan)
        if saran.langkah:
            alasan = f"Jabatan ini belum dikenal dan akan dibuat, {n} baris. {saran.alasan}"
            hasil.append(GalatBaris(baris, "Jabatan", nama, alasan.rstrip(), saran.langkah))
    return hasil


def tambah_peringatan(
    laporan: LaporanImpor, muat: HasilMuat, sisa: list[BarisPegawai], acuan: Acuan
) -> None:
    """All that is odd and loaded nevertheless, in the order of the file."""
    laporan.peringatan += _peringatan(muat)
    if gelar := gelar_di_nama(sisa):
        laporan.peringatan.append(gelar)
    if muat.pindah_kini:
        laporan.peringatan.append(pindah_kini(muat.pindah_kini))
    if muat.pergi:
        laporan.peringatan.append(yang_pergi(muat.pergi))
    laporan.peringatan += _kembar(muat, acuan)
    laporan.peringatan += _jabatan_baru(muat, acuan, laporan)
    laporan.peringatan.sort(key=lambda g: g.baris)


def _kembar(muat: HasilMuat, acuan: Acuan) -> list[GalatBaris]:
    """New people who seem to be known by another NIP, within the scope."""
    cakupan = acuan.unit.cakupan
    return [
        GalatBaris(
            baris, "NIP", nip, f"{nama} bertanggal lahir sama sudah ada di {unit}.", LANGKAH_KEMBAR
        )
        for baris, nama, nip, unit_id, unit in muat.kembar
        if cakupan is None or unit_id in cakupan
    ]


def _peringatan(muat: HasilMuat) -> list[GalatBaris]:
    tiada = "Atasan tidak ada di berkas ini maupun di data pegawai."
    return (
        [
            GalatBaris(baris, "NIP atasan", nip, tiada, TANPA_ATASAN)
            for baris, nip in muat.tanpa_atasan
        ]
        + [
            GalatBaris(baris, "NIP atasan", nip, ATASAN_LAIN, LANGKAH_ATASAN_LAIN)
            for baris, nip in muat.atasan_lain
        ]
        + [
            GalatBaris(
                baris,
                "Unit kerja",
                unit,
                f"Pindah unit, {nama} tidak lagi atasannya.",
                LANGKAH_PINDAH,
            )
            for baris, unit, nama in muat.atasan_lepas
        ]
        + [
            GalatBaris(baris, "Surel", "", "Alamat akunnya tetap.", SUREL_TETAP)
            for baris in muat.surel_tetap
        ]
        + [
            GalatBaris(baris, "Surel", surel, "Sudah dipakai akun lain.", TANPA_SUREL)
            for baris, surel in muat.surel_dipakai
        ]
        + [
            GalatBaris(baris, "Surel", surel, "Akun ini memegang peran.", SUREL_PERAN)
            for baris, surel in muat.surel_peran
        ]
    )
