"""Every kind of mail as people read it: subject, times in the city's zone, link."""

from datetime import timedelta

import pytest
from django.core import mail

from evaluasi.tests.factories import tugas_baru
from notifikasi import actions, rules
from notifikasi.models import Pesan
from notifikasi.queries import titipan
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, PengajarSesi
from pelatihan.tests.factories import (
    SEKARANG,
    PelatihanFactory,
    PendaftaranFactory,
    PengajarFactory,
    RuangFactory,
    buat_kelas,
)
from tests.surat import kirim

MULAI = SEKARANG.replace(hour=0) + timedelta(days=8)  # 08.00 WITA, Sunday 29 November 2026
TENTANG_KELAS = ("kelas_undangan", "kelas_h7", "kelas_h1", "kelas_batal", "pendaftaran_batal")


@pytest.fixture
def pendaftaran(dunia):
    pelatihan = PelatihanFactory(pemda=dunia.palu.pemda, nama="Pelayanan Prima & Santun")
    kelas = buat_kelas(dunia.palu.dikbud, mulai=MULAI, jumlah_sesi=2, pelatihan=pelatihan)
    aula = RuangFactory(pemda=dunia.palu.pemda, nama="Aula", lokasi="Gedung B")
    kelas.sesi.update(ruang=aula)
    daftar = PendaftaranFactory(kelas=kelas, pegawai=dunia.palu.pegawai.pegawai)
    for sesi in kelas.sesi.all():
        Kehadiran.objects.create(
            pendaftaran=daftar,
            sesi=sesi,
            pegawai=daftar.pegawai,
            mulai=sesi.mulai,
            selesai=sesi.selesai,
            terjadwal=True,
        )
    return daftar


def batalkan_kelas(pendaftaran):
    Kelas.objects.filter(pk=pendaftaran.kelas_id).update(
        status="BATAL", alasan_batal="Pengajar berhalangan."
    )


def batalkan_pendaftaran(pendaftaran):
    Pendaftaran.objects.filter(pk=pendaftaran.pk).update(
        status="DIBATALKAN", dibatalkan_pada=SEKARANG, alasan_batal="Tugas luar kota."
    )


@pytest.mark.parametrize(
    ("jenis", "subjek"),
    [
        ("kelas_undangan", "Undangan: {kelas}, Minggu, 29 November 2026"),
        ("kelas_h7", "Pengingat: {kelas} mulai Minggu, 29 November 2026"),
        ("kelas_h1", "Segera mulai: {kelas}, Minggu, 29 November 2026 pukul 08.00 WITA"),
    ],
)
def test_class_mails(dunia, pendaftaran, jenis, subjek):
    surat = kirim(jenis, f"pendaftaran:{pendaftaran.pk}", dunia.palu.pegawai)

    assert surat.subject == subjek.format(kelas="Pelayanan Prima & Santun angkatan 1")
    for teks in (surat.body, surat.alternatives[0][0]):
        assert "Minggu, 29 November 2026, 08.00–10.00 WITA" in teks
        assert "Senin, 30 November 2026, 08.00–10.00 WITA" in teks
        assert "Aula, Gedung B" in teks
        assert f"/pelatihan/kelas/{pendaftaran.kelas_id}/" in teks


def test_kelas_batal(dunia, pendaftaran):
    batalkan_kelas(pendaftaran)

    surat = kirim("kelas_batal", f"pendaftaran:{pendaftaran.pk}", dunia.palu.pegawai)

    assert surat.subject == "Kelas dibatalkan: Pelayanan Prima & Santun angkatan 1"
    assert "Alasan: Pengajar berhalangan." in surat.body
    assert "Anda tidak perlu hadir" in surat.body


def test_pendaftaran_batal(dunia, pendaftaran):
    batalkan_pendaftaran(pendaftaran)

    surat = kirim("pendaftaran_batal", f"pendaftaran:{pendaftaran.pk}", dunia.palu.pegawai)

    assert surat.subject == "Pendaftaran dibatalkan: Pelayanan Prima & Santun angkatan 1"
    assert "Alasan: Tugas luar kota." in surat.body
    assert "/pelatihan/kelas/\n" in surat.body


def test_kelas_dipindah(dunia, pendaftaran):
    hadir = pendaftaran.kehadiran.order_by("mulai")[0]
    lama = [(w - timedelta(days=1)).isoformat() for w in (hadir.mulai, hadir.selesai)]
    baru = [hadir.mulai.isoformat(), hadir.selesai.isoformat()]
    data = {"lama": [*lama, "Ruang 3"], "baru": [*baru, None]}

    surat = kirim("kelas_dipindah", f"kehadiran:{hadir.pk}", dunia.palu.pegawai, data)

    assert surat.subject == (
        "Jadwal berubah: Pelayanan Prima & Santun angkatan 1, "
        "kini Minggu, 29 November 2026 pukul 08.00 WITA"
    )
    assert "Semula: Sabtu, 28 November 2026, 08.00–10.00 WITA, Ruang 3" in surat.body
    assert "Menjadi: Minggu, 29 November 2026, 08.00–10.00 WITA, Daring" in surat.body


@pytest.mark.parametrize(("akun", "jalur"), [("pengajar", "/hadir/"), ("hr", "/sesi/")])
def test_kehadiran_tagih(dunia, pendaftaran, akun, jalur):
    orang = dunia.palu.akun[akun]
    sesi = pendaftaran.kelas.sesi.order_by("mulai")[0]
    PengajarSesi.objects.create(
        sesi=sesi,
        pengajar=PengajarFactory(pengguna=orang),
        mulai=sesi.mulai,
        selesai=sesi.selesai,
        terjadwal=True,
    )

    surat = kirim("kehadiran_tagih", f"sesi:{sesi.pk}", orang, pada=sesi.selesai)

    assert "1 peserta belum ditandai kehadirannya" in surat.body
    assert f"/pelatihan{jalur}" in surat.body
    assert ("tanpa kata sandi" in surat.body) is (akun == "pengajar")


def ajarkan(kelas, orang):
    """The person teaches every session of the class; the first one."""
    pengajar = PengajarFactory(pengguna=orang)
    for sesi in kelas.sesi.order_by("mulai"):
        PengajarSesi.objects.create(
            sesi=sesi, pengajar=pengajar, mulai=sesi.mulai, selesai=sesi.selesai, terjadwal=True
        )
    return kelas.sesi.order_by("mulai")[0]


@pytest.mark.parametrize(("akun", "jalur"), [("pengajar", "/hadir/"), ("hr", "/kelas/")])
def test_pengajar_tugas(dunia, pendaftaran, akun, jalur):
    orang = dunia.palu.akun[akun]
    ajarkan(pendaftaran.kelas, orang)

    surat = kirim("pengajar_tugas", f"kelas:{pendaftaran.kelas_id}", orang)

    assert surat.subject == (
        "Anda mengajar: Pelayanan Prima & Santun angkatan 1, mulai Minggu, 29 November 2026"
    )
    assert "Senin, 30 November 2026, 08.00–10.00 WITA" in surat.body
    assert "Aula, Gedung B" in surat.body
    assert f"/pelatihan{jalur}" in surat.body
    assert ("tanpa kata sandi" in surat.body) is (akun == "pengajar")


@pytest.mark.parametrize(("akun", "jalur"), [("pengajar", "/hadir/"), ("hr", "/kelas/")])
def test_pengajar_dipindah(dunia, pendaftaran, akun, jalur):
    orang = dunia.palu.akun[akun]
    sesi = ajarkan(pendaftaran.kelas, orang)
    lama = [(w - timedelta(days=1)).isoformat() for w in (sesi.mulai, sesi.selesai)]
    data = {
        "lama": [*lama, "Ruang 3"],
        "baru": [sesi.mulai.isoformat(), sesi.selesai.isoformat(), ""],
    }

    surat = kirim("pengajar_dipindah", f"sesi:{sesi.pk}", orang, data)

    assert surat.subject.startswith("Jadwal mengajar berubah: Pelayanan Prima & Santun angkatan 1")
    assert "Semula: Sabtu, 28 November 2026, 08.00–10.00 WITA, Ruang 3" in surat.body
    assert "Menjadi: Minggu, 29 November 2026, 08.00–10.00 WITA, Daring" in surat.body
    assert f"/pelatihan{jalur}" in surat.body


def test_pengajar_batal(dunia, pendaftaran):
    orang = dunia.palu.pengajar
    sesi = ajarkan(pendaftaran.kelas, orang)
    batalkan_kelas(pendaftaran)
    data = {"sesi": [[sesi.pk, sesi.mulai.isoformat(), sesi.selesai.isoformat(), "Aula"]]}

    surat = kirim("pengajar_batal", f"kelas:{pendaftaran.kelas_id}", orang, data)

    assert surat.subject == "Kelas dibatalkan: Pelayanan Prima & Santun angkatan 1"
    assert "Minggu, 29 November 2026, 08.00–10.00 WITA" in surat.body
    assert "Alasan: Pengajar berhalangan." in surat.body


def test_pengajar_diganti(dunia, pendaftaran):
    sesi = pendaftaran.kelas.sesi.order_by("mulai")[0]
    data = {"sesi": [[sesi.pk, sesi.mulai.isoformat(), sesi.selesai.isoformat(), ""]]}

    surat = kirim("pengajar_batal", f"kelas:{pendaftaran.kelas_id}", dunia.palu.pengajar, data)

    assert surat.subject.startswith("Anda tidak lagi mengajar sesi ini: Pelayanan Prima")
    assert "Alasan: Pengajar sesi ini diganti." in surat.body


@pytest.mark.parametrize("jenis", ["evaluasi_buka", "evaluasi_h2", "evaluasi_lewat"])
def test_evaluation_mails(dunia, client, jenis):
    (tugas,) = tugas_baru(dunia.palu, dunia.palu.pegawai.pegawai)
    Pesan.objects.all().delete()
    lewat = jenis == "evaluasi_lewat"
    pada = tugas.tenggat + timedelta(minutes=1) if lewat else SEKARANG

    surat = kirim(jenis, f"tugas:{tugas.pk}", dunia.palu.pegawai, pada=pada)

    assert "Sabtu, 28 November 2026 pukul 09.00 WITA" in surat.body
    assert ("/evaluasi/tautan/" in surat.body) is not lewat
    assert (f"/evaluasi/tugas/{tugas.pk}/" in surat.body) is lewat


def test_class_mail_in_another_zone(dunia):
    kelas = buat_kelas(dunia.salatiga.dikbud, mulai=MULAI, jumlah_sesi=1)
    daftar = PendaftaranFactory(kelas=kelas, pegawai=dunia.salatiga.pegawai.pegawai)

    surat = kirim("kelas_undangan", f"pendaftaran:{daftar.pk}", dunia.salatiga.pegawai)

    assert "07.00–09.00 WIB" in surat.body
    assert "Daring" in surat.body


def test_officer_passes_on_no_link_that_answers_in_anothers_name(dunia):
    (tugas,) = tugas_baru(dunia.palu, dunia.palu.pegawai.pegawai)
    Pesan.objects.update(status=Pesan.Status.TANPA_ALAMAT)

    ((pesan,),) = titipan([dunia.palu.pegawai], SEKARANG).values()

    assert "/evaluasi/tautan/" not in pesan.isi.teks
    assert f"/evaluasi/tugas/{tugas.pk}/" in pesan.isi.teks
    assert "tanpa kata sandi" not in pesan.isi.teks


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_of_a_chunk_do_not_grow(dunia, pendaftaran, django_assert_num_queries, jumlah):
    kelas = pendaftaran.kelas
    for akun in [dunia.palu.akun[nama] for nama in ("pegawai", "hr", "kepala")][:jumlah]:
        if akun != dunia.palu.pegawai:
            pendaftaran = PendaftaranFactory(kelas=kelas, pegawai=akun.pegawai)
        actions.antrekan_pesan(
            jenis="kelas_h7",
            sasaran=f"pendaftaran:{pendaftaran.pk}",
            penerima=[akun.pk],
            jatuh_tempo=SEKARANG,
            pemda=akun.pemda_id,
            oleh="sistem:uji",
            sekarang=SEKARANG,
        )

    # Fixed for the chunk, and per mail a savepoint, its UPDATE and the release.
    with django_assert_num_queries(17 + 3 * jumlah):
        actions.kirim_bagian(jam=lambda: SEKARANG)

    assert len(mail.outbox) == jumlah


def test_every_kind_has_its_test_here():
    diuji = {*TENTANG_KELAS, "kelas_dipindah", "kehadiran_tagih"}
    diuji |= {"pengajar_tugas", "pengajar_dipindah", "pengajar_batal"}
    diuji |= {"evaluasi_buka", "evaluasi_h2", "evaluasi_lewat"}
    diuji |= {"peran_diberi", "peran_diubah", "peran_berakhir", "delegasi_diterima", "peran_h7"}
    diuji |= {"libur_sesi"}
    diuji |= {"akun_aktivasi", "akun_lupa_sandi", "akun_keamanan", "akun_ditutup"}

    assert {kode for kode in rules.semua_jenis() if not kode.startswith("uji")} == diuji
