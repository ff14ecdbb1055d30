"""Rows at random: never an exception, never half a file, every row in exactly one count."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instansi.models import Pegawai
from instansi.rules.impor.kolom import KOLOM_PEGAWAI
from instansi.rules.impor.pegawai import Acuan, periksa_pegawai, wajar
from instansi.rules.impor.unit import AcuanUnit
from lib.impor import Baris
from tests.impor.alat import HARI_INI, KOLOM, muat, semua_baris, tulis

NIP = st.sampled_from(
    ["199103122019021004", "198503072010012003", "197001011995031001", "199103122023212001"]
)
TEKS = st.text(st.characters(exclude_categories=("C",)), max_size=12)
APA_SAJA = st.none() | TEKS | st.integers(-(10**18), 10**18) | st.dates() | st.booleans()
LAZIM = {
    "NIP": NIP,
    "Nama": st.sampled_from(["Ani", "Budi"]),
    "Jenis pegawai": st.sampled_from([None, "PNS", "PPPK"]),
    "L/P": st.sampled_from([None, "L", "P"]),
    "Tempat lahir": st.none(),
    "Tanggal lahir": st.sampled_from([None, "12-03-1991", date(1985, 3, 7)]),
    "Golongan": st.sampled_from([None, "III/b", "IX"]),
    "Jabatan": st.sampled_from(["Penata", "penata", "Guru Ahli Pertama"]),
    "Jenis jabatan": st.sampled_from([None, "Pelaksana"]),
    "TMT jabatan": st.sampled_from([None, "01-02-2022"]),
    "Unit kerja": st.sampled_from(["Dinas Kesehatan", "SDN 1 Palu", "Dinas Lain"]),
    "NIP atasan": st.none() | NIP,
    "Status": st.sampled_from([None, "Aktif", "Pensiun"]),
    "E-mail": st.sampled_from([None, "a@palu.example", "b@palu.example"]),
    "No HP": st.sampled_from([None, "081234567890"]),
    "Alasan NIP": st.sampled_from([None, "Sesuai SK."]),
}
BARIS = st.tuples(*(st.one_of(LAZIM[k], LAZIM[k], LAZIM[k], LAZIM[k], APA_SAJA) for k in KOLOM))


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(baris=st.lists(BARIS, min_size=1, max_size=8))
def test_tiap_baris_masuk_satu_hitungan_dan_dua_kali_tidak_menulis(dunia, tmp_path, baris):
    berkas = tulis(tmp_path, KOLOM, *baris)
    titik = transaction.savepoint()
    awal = semua_baris()

    coba = muat(dunia.palu, "pegawai", berkas, terapkan=False)
    assert semua_baris() == awal
    laporan = muat(dunia.palu, "pegawai", berkas)
    sebelum = semua_baris()
    lagi = muat(dunia.palu, "pegawai", berkas)

    if not laporan.galat_berkas:
        terisi = sum(any(sel not in (None, "") and str(sel).strip() for sel in b) for b in baris)
        assert _hitung(laporan) == _hitung(coba)
        assert sum(_hitung(laporan)) == terisi
        assert len({g.baris for g in laporan.galat}) == laporan.ditolak
        assert (lagi.ditulis, lagi.tetap, semua_baris()) == (0, terisi - lagi.ditolak, sebelum)
        assert sebelum["instansi.Pegawai"] - awal["instansi.Pegawai"] == laporan.baru
        assert _tanpa_lingkaran()
    transaction.savepoint_rollback(titik)


def _hitung(laporan):
    return laporan.baru, laporan.berubah, laporan.tetap, laporan.ditolak


def _tanpa_lingkaran():
    atasan = dict(Pegawai.objects.values_list("pk", "atasan"))
    for orang in atasan:
        dilihat = Counter()
        while orang and not dilihat[orang]:
            dilihat[orang] += 1
            orang = atasan.get(orang)
        if orang:
            return False
    return True


ACUAN = Acuan(
    hari_ini=HARI_INI,
    unit=AcuanUnit({"a": 1, "b": 2, "c": 3}, ("A", "B", "C"), {"b": ["B"]}, {3: ""}),
    jabatan={"guru": "Guru"},
    aktif_lain={"197001011995031001"},
)
KOSONG = {k.nama: st.none() for k in KOLOM_PEGAWAI}
ISI = KOSONG | {
    "nip": NIP | st.sampled_from(["200803122019021004", "202701012019021004"]),
    "nama": st.just("Ani"),
    "jenis": st.sampled_from([None, "PNS", "PPPK"]),
    "jenis_kelamin": st.sampled_from([None, "L", "P"]),
    "tanggal_lahir": st.sampled_from([None, date(1991, 3, 12), date(1985, 3, 7)]),
    "golongan": st.sampled_from([None, "III/b", "IX"]),
    "jabatan": st.sampled_from(["Guru", "GURU", "Lain"]),
    "jabatan_jenis": st.sampled_from([None, "JF"]),
    "unit": st.sampled_from(["A", "b", "C", "D"]),
    "status": st.sampled_from([None, "AKTIF", "PINDAH"]),
}


@given(st.lists(st.fixed_dictionaries(ISI), min_size=1, max_size=6))
def test_yang_dianggap_wajar_tidak_punya_catatan(baris):
    isi = {nama: [b[nama] for b in baris] for nama in ISI}

    for nomor, (satu, baik) in enumerate(zip(baris, wajar(isi, ACUAN), strict=True)):
        if baik:
            assert periksa_pegawai(Baris(nomor, satu), ACUAN) == ([], [])
