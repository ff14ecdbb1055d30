"""What waits for a person, by every role held."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beranda.queries.pegawai import isi_halaman, pegawai_lengkap
from beranda.queries.tim import tim
from beranda.queries.tindakan import tindakan_untuk
from evaluasi.tests.factories import kelas_usai, kirim, peserta, rombongan, tugas_baru
from instansi.models import Pegawai
from instansi.tests.factories import JabatanFactory, PegawaiFactory
from laporan.queries import mentah
from laporan.queries.perhatian import nilai_perhatian
from pelatihan.models import PengajarSesi, Sesi
from pelatihan.tests.factories import (
    SEKARANG,
    PengajarFactory,
    RuangFactory,
    SesiFactory,
    buat_kelas,
)

HARI = timedelta(days=1)


@pytest.fixture
def palu(dunia):
    """Nobody lacks a superior, so that only what a test makes waits."""
    kota = dunia.palu
    puncak = JabatanFactory(pemda=kota.pemda, nama="Sekretaris Daerah", eselon="II.a")
    sekda = PegawaiFactory(unit=kota.pemda, jabatan=puncak)
    semua = Pegawai.objects.filter(pemda=kota.pemda).exclude(pk=sekda.pk)
    semua.filter(atasan=None).update(atasan=sekda)
    return kota


def judul(pengguna, sekarang=SEKARANG):
    return [t.judul for t in tindakan_untuk(pengguna, sekarang)]


def test_nothing_waits_in_a_tidy_city(palu):
    assert [nama for nama, akun in palu.akun.items() if judul(akun)] == []


def test_open_evaluation_waits_for_its_person_only(palu):
    (tugas,) = tugas_baru(palu, palu.pegawai.pegawai)
    nama = tugas.kelas.pelatihan.nama

    (milik,) = tindakan_untuk(palu.pegawai, SEKARANG)

    assert milik.judul == f"Isi evaluasi “{nama}”"
    assert milik.url == reverse("evaluasi:tugas_isi", args=[tugas.pk])
    assert judul(palu.atasan) == []
    assert judul(palu.pegawai, tugas.tenggat + HARI) == []
    kirim(tugas)
    assert judul(palu.pegawai) == []


def test_unmarked_session_waits_for_who_runs_or_teaches_it(palu):
    kelas = kelas_usai(palu)
    peserta(kelas, palu.pegawai.pegawai, status="BELUM")
    Sesi.objects.filter(kelas=kelas).update(terjadwal=True)
    sesi = kelas.sesi.order_by("mulai").first()
    PengajarSesi.objects.create(
        sesi=sesi,
        pengajar=PengajarFactory(pengguna=palu.pengajar),
        mulai=sesi.mulai,
        selesai=sesi.selesai,
        terjadwal=True,
    )

    tanda = f"Tandai kehadiran “{kelas}”"

    assert judul(palu.pengajar) == [tanda]
    assert judul(palu.hr) == judul(palu.pengelola) == [tanda, tanda]
    assert judul(palu.pengelola_dinkes) == judul(palu.pegawai) == []


def test_marked_class_waits_for_hr_to_verify(palu):
    kelas = kelas_usai(palu, terisi=1)
    peserta(kelas, palu.pegawai.pegawai)

    (tugas,) = tindakan_untuk(palu.hr, SEKARANG)

    assert tugas.judul == f"Verifikasi kehadiran “{kelas}”"
    assert "JP 1 peserta" in tugas.ket
    assert judul(palu.pengelola) == []


def test_draft_in_a_taken_room_waits_for_who_runs_it(palu):
    ruang = RuangFactory(pemda=palu.pemda)
    terbit, draf, tepi = (
        buat_kelas(palu.dinkes, jumlah_sesi=0, terbit=t) for t in (True, False, False)
    )
    ada = SesiFactory(kelas=terbit, ruang=ruang, terjadwal=True)
    SesiFactory(kelas=draf, ruang=ruang, mulai=ada.mulai + timedelta(hours=1))
    SesiFactory(kelas=tepi, ruang=ruang, mulai=ada.selesai)

    bentrok = f"Draf “{draf}” bentrok ruang"

    assert judul(palu.hr) == judul(palu.pengelola_dinkes) == [bentrok]
    assert judul(palu.pengelola) == []


def test_low_response_waits_for_who_runs_the_class(palu):
    tugas = tugas_baru(palu, *rombongan(palu, 4))
    Pegawai.objects.filter(unit=palu.sekolah, atasan=None).update(atasan=palu.kepala.pegawai)
    kirim(tugas[0])

    (satu,) = tindakan_untuk(palu.pengelola, SEKARANG)

    assert satu.judul == "Baru 1 dari 4 peserta mengisi evaluasi"
    assert "25% (1 dari 4)" in satu.ket
    assert judul(palu.pengelola_dinkes) == []
    kirim(tugas[1])
    assert judul(palu.pengelola) == []


def test_people_whom_no_superior_can_evaluate_wait_for_their_officer(palu):
    Pegawai.objects.filter(pk=palu.pegawai_dinkes.pegawai_id).update(atasan=None)

    assert judul(palu.hr) == ["1 pegawai perlu atasan baru"]
    assert judul(palu.pengelola_dinkes) == ["1 pegawai perlu atasan baru"]
    assert judul(palu.pengelola) == []

    Pegawai.objects.filter(pk=palu.atasan.pegawai_id).update(status="PENSIUN")

    (satu,) = tindakan_untuk(palu.hr, SEKARANG)
    assert satu.judul == "2 pegawai perlu atasan baru"
    assert satu.url == reverse("instansi:atasan_masalah")
    assert judul(palu.pengelola) == ["1 pegawai perlu atasan baru"]


def test_tim_counts_absences_late_forms_and_coming_classes(palu):
    fajar = palu.pegawai.pegawai
    Pegawai.objects.exclude(pk=fajar.pk).filter(atasan=palu.atasan.pegawai).update(atasan=None)
    kelas = kelas_usai(palu)
    peserta(kelas, fajar, status="SAKIT")
    (tugas,) = tugas_baru(palu, fajar)
    depan = buat_kelas(palu.pemda, jumlah_sesi=0)
    for hari in (3, 5):
        SesiFactory(kelas=depan, mulai=SEKARANG + hari * HARI)
    peserta(depan, fajar, status="BELUM")
    depan.sesi.update(terjadwal=True)
    usai = tugas.tenggat + HARI

    (anggota,) = tim(
        palu.atasan.pegawai_id,
        patokan=mentah.acuan_tahun(palu.pemda, 2026, SEKARANG),
        sekarang=SEKARANG,
    )

    assert (anggota.pegawai, anggota.tidak_hadir, anggota.evaluasi_lewat) == (fajar, 2, 0)
    assert anggota.mendatang == [
        (depan.pelatihan.nama, SEKARANG + 3 * HARI, SEKARANG + 5 * HARI + timedelta(hours=2))
    ]
    (kelak,) = tim(
        palu.atasan.pegawai_id,
        patokan=mentah.acuan_tahun(palu.pemda, 2026, usai),
        sekarang=usai,
    )
    assert (kelak.evaluasi_lewat, kelak.mendatang) == (1, [])


@pytest.mark.parametrize("lewat", [0, 30])
def test_a_page_of_the_list_judges_as_the_record_does(palu, lewat):
    """A class to come, an evaluation that is late a month on, nobody to answer to."""
    fajar, gita, indra = (
        getattr(palu, akun).pegawai for akun in ("pegawai", "atasan", "pegawai_dinkes")
    )
    tugas_baru(palu, fajar)
    depan = buat_kelas(palu.pemda, jumlah_sesi=0)
    SesiFactory(kelas=depan, mulai=SEKARANG + 3 * HARI)
    peserta(depan, gita, status="BELUM")
    depan.sesi.update(terjadwal=True)
    Pegawai.objects.filter(pk=indra.pk).update(atasan=None)
    sekarang = SEKARANG + lewat * HARI
    acuan = {"patokan": mentah.acuan_tahun(palu.pemda, 2026, sekarang), "sekarang": sekarang}

    baris = isi_halaman([indra.pk, fajar.pk, gita.pk], **acuan)

    assert [b.pk for b in baris] == [indra.pk, fajar.pk, gita.pk]
    lengkap = pegawai_lengkap(Pegawai.objects.all(), **acuan).in_bulk()
    for b in baris:
        alasan = nilai_perhatian(lengkap[b.pk], acuan["patokan"])
        for kolom in ("jp", "target", "ada_kelas", "evaluasi_lewat", "nama_lengkap"):
            assert getattr(b, kolom) == getattr(lengkap[b.pk], kolom), kolom
        assert b.alasan == alasan
    assert [(b.ada_kelas, b.evaluasi_lewat) for b in baris] == (
        [(False, 0), (False, 0), (True, 0)] if not lewat else [(False, 0), (False, 1), (False, 0)]
    )
