"""Imports: what is checked and applied, by whom, what comes back."""

from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.utils import timezone

from instansi.models import Jabatan, Pegawai, Penugasan
from kelola.actions import impor as aksi
from kelola.actions.pemuat import ImporTidakBisa
from kelola.models import PekerjaanImpor, PemetaanKolom, RincianImpor
from kelola.tests.impor.alat import (
    KOLOM,
    OLEH,
    RUSAK,
    A,
    B,
    kerjakan,
    muat,
    terapkan,
    unggah,
)
from lib.impor import baca_tabel
from lib.impor.kolom import Kolom

pytestmark = pytest.mark.django_db


def test_upload_check_apply(dunia):
    hr = dunia.palu.hr

    pekerjaan = kerjakan(unggah(hr, A, B, RUSAK))

    assert (pekerjaan.status, pekerjaan.baru, pekerjaan.ditolak) == ("SIAP", 2, 1)
    assert not Pegawai.objects.filter(nip=A[0]).exists()
    terapkan(pekerjaan, hr)
    assert pekerjaan.status == "DITERAPKAN"
    assert Pegawai.objects.filter(nip__in=[A[0], B[0]]).count() == 2
    assert pekerjaan.konteks


def test_the_same_file_again_has_nothing_to_apply(dunia):
    hr = dunia.palu.hr
    muat(hr, A, B)

    lagi = kerjakan(unggah(hr, A, B))

    assert (lagi.siap_dimuat, lagi.tetap) == (0, 2)
    with pytest.raises(ImporTidakBisa, match="sama dengan yang tersimpan"):
        aksi.minta_terapkan(pekerjaan=lagi, oleh=hr, sekarang=timezone.now())


def test_unknown_heading_is_mapped_by_hand_and_remembered(dunia):
    hr = dunia.palu.hr
    kolom = ("Nomor pokok", *KOLOM[1:])
    pekerjaan = unggah(hr, A, kolom=kolom)
    assert pekerjaan.status == "UNGGAH"
    pemetaan = pekerjaan.pemetaan | {"nip": 0}

    aksi.petakan_impor(pekerjaan=pekerjaan, pemetaan=pemetaan, oleh=hr, sekarang=timezone.now())

    assert kerjakan(pekerjaan).baru == 1
    assert PemetaanKolom.objects.count() == 1
    balik = unggah(hr, [*B[1:], B[0]], kolom=(*kolom[1:], kolom[0]))
    assert balik.status == "DIPERIKSA"
    assert kerjakan(balik).baru == 1


def test_a_mapping_without_a_required_column_is_refused(dunia):
    hr = dunia.palu.hr
    pekerjaan = unggah(hr, A, kolom=("Nomor pokok", *KOLOM[1:]))

    with pytest.raises(ImporTidakBisa, match="NIP"):
        aksi.petakan_impor(
            pekerjaan=pekerjaan, pemetaan=pekerjaan.pemetaan, oleh=hr, sekarang=timezone.now()
        )


def test_rejected_rows_come_back_with_reason_and_load_again(dunia, tmp_path):
    hr = dunia.palu.hr
    kolom = ("Nomor pokok", *KOLOM[1:])
    rumus = ["=1+1", "'-Rusak", *RUSAK[2:]]
    pekerjaan = unggah(hr, A, RUSAK, rumus, kolom=kolom)
    aksi.petakan_impor(
        pekerjaan=pekerjaan,
        pemetaan=pekerjaan.pemetaan | {"nip": 0},
        oleh=hr,
        sekarang=timezone.now(),
    )
    kerjakan(pekerjaan)

    with pekerjaan.berkas_tolak.open("rb") as f:
        isi = f.read()
    (tmp_path / "tolak.xlsx").write_bytes(isi)
    baca = baca_tabel(
        tmp_path / "tolak.xlsx", [Kolom("alasan_ditolak"), Kolom("nomor_pokok"), Kolom("nama")]
    )
    assert [b.nilai["nomor_pokok"] for b in baca.baris] == ["1985", "=1+1"]
    assert "NIP" in baca.baris[0].nilai["alasan_ditolak"]

    lagi = aksi.unggah_impor(
        jenis="pegawai",
        berkas=ContentFile(isi, "tolak.xlsx"),
        nama="tolak.xlsx",
        oleh=hr,
        sekarang=timezone.now(),
    )
    assert lagi.status == "DIPERIKSA"
    assert kerjakan(lagi).ditolak == 2


def unggah_tolak(pekerjaan, oleh):
    """Load the workbook of rejected rows as it was downloaded."""
    with pekerjaan.berkas_tolak.open("rb") as f:
        isi = ContentFile(f.read(), "tolak.xlsx")
    return aksi.unggah_impor(
        jenis="pegawai", berkas=isi, nama="tolak.xlsx", oleh=oleh, sekarang=timezone.now()
    )


def test_rejected_rows_of_a_file_never_mapped_load_without_a_question(dunia):
    hr = dunia.palu.hr
    pekerjaan = kerjakan(unggah(hr, A, RUSAK))
    assert not PemetaanKolom.objects.exists()

    lagi = unggah_tolak(pekerjaan, hr)

    assert (lagi.status, set(lagi.pemetaan)) == ("DIPERIKSA", set(pekerjaan.pemetaan))
    assert kerjakan(lagi).ditolak == 1
    assert unggah_tolak(lagi, hr).status == "DIPERIKSA"


def test_rejected_rows_are_read_as_their_source_was(dunia, tmp_path):
    """Two rows of headings come back as one: "Gelar" over "Depan" is then only "Depan"."""
    hr = dunia.palu.hr
    with xlsxwriter.Workbook(tmp_path / "dua.xlsx") as buku:
        lembar = buku.add_worksheet()
        lembar.merge_range(0, 0, 0, 1, "Gelar")
        lembar.write_row(1, 0, ("Depan", "Belakang", *KOLOM))
        lembar.write_row(2, 0, ("dr.", "M.Kes.", *RUSAK[:5]))
    isi = ContentFile((tmp_path / "dua.xlsx").read_bytes(), "dua.xlsx")
    pekerjaan = aksi.unggah_impor(
        jenis="pegawai", berkas=isi, nama="dua.xlsx", oleh=hr, sekarang=timezone.now()
    )
    assert (pekerjaan.pemetaan["gelar_depan"], kerjakan(pekerjaan).ditolak) == (0, 1)

    lagi = unggah_tolak(pekerjaan, hr)

    assert (lagi.status, lagi.pemetaan["gelar_depan"]) == ("DIPERIKSA", 2)
    assert {n: c - 2 for n, c in lagi.pemetaan.items()} == pekerjaan.pemetaan
    lain = unggah_tolak(pekerjaan, dunia.salatiga.hr)
    assert lain.status == "UNGGAH"
    PekerjaanImpor.objects.update(pemetaan={"nama": 3})  # as if NIP became required later
    assert unggah_tolak(pekerjaan, hr).status == "UNGGAH"


def test_a_file_that_is_no_table_is_refused_and_not_kept(dunia, folder):
    with pytest.raises(aksi.BerkasDitolak, match="PDF"):
        aksi.unggah_impor(
            jenis="pegawai",
            berkas=ContentFile(b"%PDF-1.7 bukan tabel", "x.xlsx"),
            nama="x.xlsx",
            oleh=dunia.palu.hr,
            sekarang=timezone.now(),
        )

    assert not PekerjaanImpor.objects.exists()
    assert not [p for p in folder.rglob("*") if p.is_file()]


def test_a_right_lost_after_upload_stops_the_worker(dunia):
    hr = dunia.palu.hr
    pekerjaan = kerjakan(unggah(hr, A))
    aksi.minta_terapkan(pekerjaan=pekerjaan, oleh=hr, sekarang=timezone.now())
    Penugasan.objects.filter(pengguna=hr).delete()

    kerjakan(pekerjaan)

    assert pekerjaan.status == "GAGAL"
    assert "tidak lagi berhak" in pekerjaan.alasan
    assert not Pegawai.objects.filter(nip=A[0]).exists()


def test_an_officer_writes_only_to_the_own_agency(dunia):
    Jabatan.objects.create(pemda=dunia.palu.pemda, nama="Arsiparis", jenis="JF")
    pekerjaan = kerjakan(unggah(dunia.palu.pengelola, A, B))

    assert (pekerjaan.baru, pekerjaan.ditolak) == (1, 1)


def test_data_changed_since_the_check_is_asked_again(dunia):
    hr = dunia.palu.hr
    pekerjaan = kerjakan(unggah(hr, A, B))
    muat(hr, A)

    terapkan(pekerjaan, hr)

    assert pekerjaan.status == "SIAP"
    assert "berubah sejak" in pekerjaan.alasan
    assert (pekerjaan.baru, pekerjaan.tetap) == (1, 1)
    assert not Pegawai.objects.filter(nip=B[0]).exists()


def test_old_imports_lose_file_and_details(dunia, folder):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, A, RUSAK))
    nanti = timezone.now() + timedelta(days=31)

    assert aksi.hapus_impor_kedaluwarsa(oleh=OLEH, sekarang=nanti) == 1
    assert aksi.hapus_impor_kedaluwarsa(oleh=OLEH, sekarang=nanti) == 0

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.berkas) == ("DIBATALKAN", "")
    assert not RincianImpor.objects.exists()
