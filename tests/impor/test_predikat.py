"""The loader of performance ratings."""

from instansi.models import PredikatKinerja
from tests.impor.alat import NIP, muat, semua_baris, tulis, tulis_pegawai

KOLOM = ("NIP", "Tahun", "Periode", "Predikat kinerja")


def predikat(dunia, folder, *baris, **pilihan):
    return muat(dunia.palu, "predikat", tulis(folder, KOLOM, *baris), **pilihan)


def test_predikat_dua_periode_lalu_diperbarui(dunia, tmp_path):
    fajar = dunia.palu.pegawai.pegawai
    baris = [fajar.nip, 2024, "Tahunan", "Baik"], [fajar.nip, 2025, "Tahunan", "Sangat Baik"]
    assert predikat(dunia, tmp_path, *baris).baru == 2
    sebelum = semua_baris()
    assert predikat(dunia, tmp_path, *baris).ditulis == 0
    assert semua_baris() == sebelum
    assert predikat(dunia, tmp_path, [fajar.nip, 2024, "tahunan", "Kurang"]).berubah == 1
    assert list(fajar.predikat.order_by("tahun").values_list("tahun", "predikat", "unit")) == [
        (2024, "KURANG", fajar.unit_id),
        (2025, "SANGAT_BAIK", fajar.unit_id),
    ]


def test_predikat_memakai_unit_pada_akhir_periode(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"TMT jabatan": "01-02-2022"}))
    muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(tmp_path, {"TMT jabatan": "01-07-2025", "Unit kerja": "Dinas Pendidikan"}),
    )
    predikat(dunia, tmp_path, [NIP, 2025, "Semester 1", "Baik"], [NIP, 2025, "Semester 2", "Baik"])
    isi = PredikatKinerja.objects.filter(pegawai__nip=NIP).order_by("periode")
    assert list(isi.values_list("periode", "unit")) == [
        ("SEMESTER_1", dunia.palu.dinkes.pk),
        ("SEMESTER_2", dunia.palu.dikbud.pk),
    ]


def test_predikat_orang_tak_dikenal_ditolak(dunia, tmp_path):
    lain = dunia.salatiga.pegawai.pegawai.nip
    laporan = predikat(dunia, tmp_path, [lain, 2025, "Tahunan", "Baik"])
    (galat,) = laporan.galat
    assert galat.alasan == "Tidak ada di data pegawai."
    assert PredikatKinerja.objects.count() == 0


def test_predikat_uji_coba_tidak_menulis(dunia, tmp_path):
    nip = dunia.palu.pegawai.pegawai.nip
    laporan = predikat(dunia, tmp_path, [nip, 2025, "Tahunan", "Baik"], terapkan=False)
    assert (laporan.baru, PredikatKinerja.objects.count()) == (1, 0)


def test_predikat_hanya_untuk_pegawai_unit_sendiri(dunia, tmp_path):
    fajar, indra = dunia.palu.pegawai.pegawai, dunia.palu.pegawai_dinkes.pegawai
    baris = [fajar.nip, 2025, "Tahunan", "Baik"], [indra.nip, 2025, "Tahunan", "Baik"]
    laporan = predikat(dunia, tmp_path, *baris, cakupan={fajar.unit_id})
    assert [(g.baris, g.alasan) for g in laporan.galat] == [(3, "Tidak ada di data pegawai.")]
    assert (fajar.predikat.count(), indra.predikat.count()) == (1, 0)
