"""What the trail may tell, and in which words."""

from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from pghistory.models import Event

from laporan.queries.jejak.lacakan import lacakan
from laporan.rules.jejak import (
    SEBUT_BIDANG,
    TAMPIL,
    TIDAK_TAMPIL,
    Bidang,
    butir_perubahan,
    hitung_kelompok,
    kata_sistem,
    tulis_isi,
)

WITA = ZoneInfo("Asia/Makassar")
BIDANG = {
    "nama": Bidang("Nama", {}),
    "status": Bidang("Status", {"AKTIF": "Aktif"}),
    "unit": Bidang("Unit", {}, "instansi.instansi"),
}
# Their names in the code are what a civil servant says.
TERBACA = """
    terjadwal aktif aktif_dari aktif_sampai akun_baru alasan alasan_batal alasan_luar_masa
    alasan_status angkatan atasan bagian baru batas_kali_per_bulan batas_per_hari
    batas_per_hari_internasional bentuk berlaku_dari berlaku_sampai berubah cara
    catatan_undangan dasar_hukum delegasi_dari deputi dibatalkan_oleh dibatalkan_pada
    dibuat_oleh dibuat_pada didaftarkan_oleh didaftarkan_pada digantikan_oleh dipakai_pada
    diperiksa_pada ditandai_oleh ditandai_pada diterapkan_pada ditolak eselon gelar_belakang
    gelar_depan geser_hari golongan instansi instrumen jabatan jalur jam jenis jenis_kelamin
    jenjang judul jumlah kapasitas keahlian kehadiran_diverifikasi_oleh
    kehadiran_diverifikasi_pada kelas klasifikasi kode kursi lembaga lokasi metode mulai
    nama nama_berkas nilai nomor_undangan pegawai pelaksana pelatihan pemilik peminta
    pengajar pengali_internasional pengantar pengguna pengunggah penyelenggara peran periode
    predikat ruang rumpun satuan selesai selesai_pada sesi singkatan status status_sejak
    surel tahun tanggal tanggal_lahir tanpa_atasan tarif tarif_internasional teks telepon
    tema tempat_lahir templat tingkat tujuan unit urutan versi wajib zona_waktu
"""
NAMA = {("instansi.instansi", 3): "Dinas Kesehatan"}


def terlacak():
    return {
        m.pgh_tracked_model._meta.label_lower: m for m in apps.get_models() if issubclass(m, Event)
    }


def test_every_tracked_model_is_shown_or_hidden_for_a_reason():
    assert terlacak().keys() == TAMPIL.keys() | TIDAK_TAMPIL.keys()
    assert not TAMPIL.keys() & TIDAK_TAMPIL.keys()
    assert all(TIDAK_TAMPIL.values())


@pytest.mark.parametrize("label", TAMPIL)
def test_every_field_of_a_shown_model_is_decided_on(label):
    jejak = TAMPIL[label]
    semua = {
        f.name
        for f in terlacak()[label]._meta.fields
        if not f.name.startswith("pgh_") and f.name != "id"
    }

    assert semua == {*jejak.kolom, *jejak.sembunyi}
    assert not {*jejak.kolom} & {*jejak.sembunyi}


@pytest.mark.parametrize("label", TAMPIL)
def test_every_shown_field_has_an_indonesian_name(label):
    """A new field: give it a verbose_name or a line in SEBUT_BIDANG; or it is a word of ours."""
    bidang = {k: apps.get_model(label)._meta.get_field(k).verbose_name for k in TAMPIL[label].kolom}
    # Those of Django itself are promises, in the language of the program.
    milik_kita = {k for k, v in bidang.items() if type(v) is str and v != k.replace("_", " ")}

    terbaca = milik_kita.union(TERBACA.split())
    assert bidang.keys() - terbaca - {k for model, k in SEBUT_BIDANG if model == label} == set()


def test_nothing_secret_is_among_the_shown_fields():
    rahasia = {"password", "kunci", "token", "sandi", "tautan_daring", "jawaban", "isi"}

    assert not rahasia & {k for jejak in TAMPIL.values() for k in jejak.kolom}
    assert not {"evaluasi.jawaban", "notifikasi.pesan"} & TAMPIL.keys()


def test_codes_in_addresses_are_unique():
    assert [satu.label for satu in lacakan().values()] == list(TAMPIL)


@pytest.mark.parametrize(
    ("kolom", "nilai", "teks"),
    [
        ("nama", "", "kosong"),
        ("nama", None, "kosong"),
        ("nama", "Fajar", "Fajar"),
        ("nama", "2026-11-22", "22 November 2026"),
        ("nama", "2026-11-22T03:05:00+00:00", "22 November 2026 11.05 WITA"),
        ("nama", "2026-13-45", "2026-13-45"),
        ("nama", True, "ya"),
        ("nama", False, "tidak"),
        ("nama", 2000, "2.000"),
        ("nama", 0.16, "0,16"),
        ("status", "AKTIF", "Aktif"),
        ("status", "LAMA", "LAMA"),
        ("unit", 3, "Dinas Kesehatan"),
        ("unit", 4, "tidak ditampilkan"),
        ("unit", None, "kosong"),
    ],
)
def test_stored_values_become_words(kolom, nilai, teks):
    assert tulis_isi(nilai, BIDANG[kolom], NAMA, WITA) == teks


def butir(tindakan, isi, lama):
    return [tuple(b) for b in butir_perubahan(tindakan, isi, lama, BIDANG, NAMA, WITA)]


def test_an_update_tells_what_differs_before_and_after():
    isi = {"nama": "Fajar", "status": "AKTIF", "unit": 3}

    assert butir("update", isi, isi | {"unit": None}) == [("Unit", "kosong", "Dinas Kesehatan")]
    assert butir("update", isi, isi) == []
    assert butir("update", {"nama": "B"}, None) == [("Nama", "tidak tercatat", "B")]


def test_new_and_deleted_rows_tell_what_they_held():
    isi = {"nama": "Fajar", "status": "", "unit": None}

    assert butir("insert", isi, None) == [("Nama", None, "Fajar")]
    assert butir("delete", isi, isi) == [("Nama", None, "Fajar")]


def test_actions_actors_and_counts_are_sentences():
    assert kata_sistem("sistem:kirim_pengingat") == "Sistem (kirim pengingat)"
    assert kata_sistem(None) == "Tanpa pelaku"
    assert kata_sistem("lain") == "lain"
    assert hitung_kelompok({"update": 3, "insert": 997}) == "997 ditambahkan, 3 diubah"
    assert hitung_kelompok({"update": 4, "insert": 997}) == "lebih dari 1.000 perubahan"
    assert hitung_kelompok({"insert": 2000}, 9_999) == "2.000 ditambahkan"
