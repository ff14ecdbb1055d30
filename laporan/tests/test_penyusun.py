"""What becomes of a report: a file, or a reason (invariant 10)."""

import pytest
from pypdf import PdfReader

from instansi.models import Penugasan, UnduhRekam
from instansi.tests.factories import Dunia, Kota, buat_unit
from laporan.actions.pekerjaan import kerjakan, minta_laporan
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.models import PekerjaanLaporan
from pelatihan.tests.factories import SEKARANG, PendaftaranFactory, buat_kelas

PELAKU = "sistem:uji"


@pytest.fixture
def palu(dunia: Dunia, settings, tmp_path) -> Kota:
    settings.MEDIA_ROOT = tmp_path
    segarkan_ringkasan(pemda=dunia.palu.pemda, tahun=2026, oleh=PELAKU, sekarang=SEKARANG)
    return dunia.palu


def minta(peminta, *, jenis="KEMAJUAN", **parameter) -> PekerjaanLaporan:
    return minta_laporan(
        jenis=jenis, parameter=parameter, peminta=peminta, oleh=peminta, sekarang=SEKARANG
    )


def jalankan(pekerjaan) -> PekerjaanLaporan:
    kerjakan(pk=pekerjaan.pk, jam=lambda: SEKARANG, oleh=PELAKU)
    pekerjaan.refresh_from_db()
    return pekerjaan


def teks(pekerjaan) -> str:
    with pekerjaan.berkas.open() as berkas:
        return "".join(h.extract_text() for h in PdfReader(berkas).pages)


def test_progress_report_ends_as_a_file(palu):
    pekerjaan = jalankan(minta(palu.kepala, unit=palu.dikbud.pk, tahun=2026))

    assert (pekerjaan.status, pekerjaan.persen, pekerjaan.percobaan) == ("SELESAI", 100, 1)
    assert pekerjaan.klaim_sampai is None
    assert str(palu.dikbud) in teks(pekerjaan)


def test_invitation_letter_ends_as_a_file(palu):
    kelas = buat_kelas(palu.pemda, nomor_undangan="005/12/BKPSDM/2026")

    pekerjaan = jalankan(minta(palu.hr, jenis="UNDANGAN", kelas=kelas.pk))

    assert pekerjaan.status == "SELESAI"
    assert "005/12/BKPSDM/2026" in teks(pekerjaan)


def test_whose_names_a_letter_holds_is_noted_with_it(palu):
    kelas = buat_kelas(palu.pemda, nomor_undangan="005/12/BKPSDM/2026")
    surat = {"jenis": "UNDANGAN", "kelas": kelas.pk}
    PendaftaranFactory(kelas=kelas, pegawai=palu.hr.pegawai, status="DITERIMA")
    jalankan(minta(palu.hr, **surat))
    assert not UnduhRekam.objects.exists()

    PendaftaranFactory(kelas=kelas, pegawai=palu.pegawai.pegawai, status="DITERIMA")
    jalankan(minta(palu.hr, **surat))

    rekam = UnduhRekam.objects.get()
    assert (rekam.pengguna, rekam.isi) == (palu.hr, "Surat undangan kelas")
    assert set(rekam.pegawai) == {palu.hr.pegawai_id, palu.pegawai.pegawai_id}


def test_unit_without_people_fails_with_the_reason(palu):
    kosong = buat_unit(palu.pemda, "Badan Baru")

    pekerjaan = jalankan(minta(palu.hr, unit=kosong.pk, tahun=2026))

    assert pekerjaan.status == "GAGAL"
    assert pekerjaan.alasan.startswith("Belum ada data untuk Badan Baru tahun 2026.")
    assert not pekerjaan.berkas


@pytest.mark.parametrize("jenis", ["KEMAJUAN", "UNDANGAN"])
def test_right_lost_meanwhile_fails_without_a_file(palu, jenis):
    kelas = buat_kelas(palu.pemda, nomor_undangan="005/12/BKPSDM/2026")
    parameter = {"unit": palu.dikbud.pk, "tahun": 2026, "kelas": kelas.pk}
    pekerjaan = minta(palu.hr, jenis=jenis, **parameter)
    Penugasan.objects.filter(pengguna=palu.hr).delete()

    jalankan(pekerjaan)

    assert pekerjaan.status == "GAGAL"
    assert "wewenang" in pekerjaan.alasan
    assert not pekerjaan.berkas
