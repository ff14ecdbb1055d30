"""The audit trail as a workbook."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from instansi.actions import (
    catat_buka_rekam,
    catat_unduh_rekam,
)
from laporan.actions.penyusun import susun
from laporan.models import PekerjaanLaporan
from laporan.permissions import masih_boleh
from laporan.tests.test_jejak import JUDUL_BUP, libur, tetapkan

pytestmark = pytest.mark.django_db


def jejak_kerja(kota, peminta="auditor", buku="JEJAK", **isi):
    orang = getattr(kota, peminta)
    return PekerjaanLaporan(
        pemda=kota.pemda, jenis=buku, parameter=isi, peminta=orang, dibuat_pada=timezone.now()
    )


def test_the_workbook_holds_a_row_for_each_field(dunia):
    libur(dunia.palu)
    tetapkan(dunia.palu, 59, dasar="=1+1")

    kerja = jejak_kerja(dunia.palu, dari=None, sampai=None, aksi="", jenis="", pelaku=None)
    isi = susun(kerja, lambda _: None)

    baris = CalamineWorkbook.from_filelike(BytesIO(isi)).get_sheet_by_index(0).to_python()
    assert baris[3][:3] == ["Waktu", "Pelaku", "Tindakan"]
    assert ["Hari libur", "Hari 0, 1 Maret 2027", "ditambahkan", "Nama", "", "Hari 0"] in [
        b[3:] for b in baris
    ]
    assert [
        "Parameter kebijakan", JUDUL_BUP, "diubah", "Nilai", "58 tahun",
        "59 tahun, mulai 1 Maret 2027",
    ] in [b[3:] for b in baris]  # fmt: skip
    assert "'=1+1" in [b[8] for b in baris]


@pytest.mark.parametrize(
    ("saring", "kata"),
    [
        ({}, "orang dan sistem; semua tindakan; semua jenis data; semua tanggal"),
        (
            {"oleh": "orang", "aksi": "salin_libur", "jenis": "harilibur", "dari": "2026-11-01"},
            "hanya tindakan orang; tindakan Salin hari libur; data Hari libur; "
            "sejak 1 November 2026",
        ),
        (
            {"pelaku": "hr", "dari": "2026-11-01", "sampai": "2026-11-22"},
            "pelaku Bagus; semua tindakan; semua jenis data; tanggal 1–22 November 2026",
        ),
        (
            {"pelaku": "lain", "sampai": "2026-11-22"},
            "pelaku tidak dikenal di kota ini; semua tindakan; semua jenis data; "
            "sampai 22 November 2026",
        ),
    ],
)
def test_the_workbook_says_who_took_it_when_and_by_which_filter(dunia, saring, kata):
    nomor = {"hr": dunia.palu.hr.pk, "lain": dunia.salatiga.hr.pk}
    isi = saring | ({"pelaku": nomor[saring["pelaku"]]} if "pelaku" in saring else {})

    kepala = lembar(jejak_kerja(dunia.palu, **isi))

    assert kepala[0][0] == "Jejak perubahan Pemerintah Kota Palu"
    assert re.fullmatch(r"Disusun \w+, .* pukul \d\d\.\d\d WITA untuk Kirana", kepala[1][0])
    assert kepala[2][0] == f"Saringan: {kata}"


def test_the_workbook_of_openings_holds_pages_and_files_by_time(dunia):
    palu, kini = dunia.palu, timezone.now()
    fajar, gita = palu.pegawai.pegawai, palu.atasan.pegawai
    for jam, siapa in ((3, fajar), (1, gita)):
        catat_buka_rekam(
            pegawai=siapa,
            halaman="Data pegawai",
            oleh=palu.hr,
            sekarang=kini - timedelta(hours=jam),
        )
    for orang, oleh in (([fajar.pk, gita.pk], palu.kepala), ([9], dunia.salatiga.hr)):
        catat_unduh_rekam(
            pengguna=oleh, isi="Daftar pegawai", pegawai=orang, sekarang=kini - timedelta(hours=2)
        )

    semua = lembar(jejak_kerja(palu, buku="DIBUKA"))
    satu = lembar(jejak_kerja(palu, buku="DIBUKA", pegawai=gita.pk, pembaca=palu.kepala.pk))

    assert semua[0][0] == "Data yang dibuka Pemerintah Kota Palu"
    assert semua[2][0] == "Saringan: semua tanggal"
    assert [b[1:] for b in semua[4:]] == [
        ["Bagus", "Staf BKPSDM, Pemerintah Kota Palu", "Membuka Data pegawai", "Gita"],
        ["Diana", "Kepala, Dinas Pendidikan", "Mengunduh Daftar pegawai", "2 pegawai"],
        ["Bagus", "Staf BKPSDM, Pemerintah Kota Palu", "Membuka Data pegawai", "Fajar"],
    ]
    assert satu[2][0] == "Saringan: pembaca Diana; data Gita; semua tanggal"
    assert [b[4] for b in satu[4:]] == ["2 pegawai"]


def lembar(kerja):
    """The rows of a job's workbook."""
    isi = BytesIO(susun(kerja, lambda _: None))
    return CalamineWorkbook.from_filelike(isi).get_sheet_by_index(0).to_python()


def test_only_who_may_read_the_trail_may_have_the_workbook(dunia):
    assert masih_boleh(jejak_kerja(dunia.palu))
    assert masih_boleh(jejak_kerja(dunia.palu, "admin"))
    assert not masih_boleh(jejak_kerja(dunia.palu, "hr"))
    dunia.palu.auditor.penugasan.update(instansi=dunia.palu.dikbud)
    dunia.palu.auditor.__dict__.pop("_penugasan_hari_ini", None)
    assert not masih_boleh(jejak_kerja(dunia.palu))
