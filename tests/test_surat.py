"""Every kind of mail as people read it: subject, times in the city's zone, link."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import resolve

from evaluasi.tests.factories import tugas_baru
from instansi.models import Pengguna, Penugasan
from kelola.actions.peran import fakta
from kelola.models import Aktivasi
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


def kirim(jenis, sasaran, akun, data=None, pada=SEKARANG):
    """Queue and send one message; the mail."""
    actions.antrekan_pesan(
        jenis=jenis,
        sasaran=sasaran,
        penerima=[akun.pk],
        jatuh_tempo=pada,
        pemda=akun.pemda_id,
        data=data,
        oleh="sistem:uji",
        sekarang=pada,
    )
    actions.kirim_bagian(jam=lambda: pada)
    assert Pesan.objects.latest("pk").status == Pesan.Status.TERKIRIM
    (surat,) = mail.outbox
    periksa(surat)
    return surat


def periksa(surat):
    """What holds of every mail."""
    html = surat.alternatives[0][0]
    tautan = set(re.findall(r"http://localhost:8000(/\S*?)[\s\"<]", f"{surat.body} {html} "))
    assert tautan
    for jalur in tautan:
        resolve(jalur)
    for teks in (surat.body, html):
        assert "Belum ada data" not in teks
        assert not re.search(r"\d{18}", teks)
        assert "{" not in teks.replace("{}", "")
        assert "!" not in re.sub(r"<!.*?>", "", teks)
    assert "&amp;" not in surat.subject + surat.body
    assert "None" not in surat.subject + surat.body + html
    assert not re.search(r"\n{3}|[ \t]\n", surat.body)


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


def penugasan(dunia, **isi):
    """A role of Fajar at his agency, as an action would tell it."""
    tugas = Penugasan.objects.create(
        pengguna=dunia.palu.pegawai,
        instansi=dunia.palu.dikbud,
        mulai=SEKARANG.date(),
        **{"peran": "PENGELOLA_OPD", "alasan": "SK 800/12"} | isi,
    )
    return tugas, fakta(tugas) | {"oleh": "Ayu"}


def test_peran_diberi(dunia):
    tugas, data = penugasan(dunia, deputi=dunia.palu.atasan)

    surat = kirim("peran_diberi", f"penugasan:{tugas.pk}", dunia.palu.pegawai, data)

    assert surat.subject == "Peran baru untuk Anda: Pengelola OPD, Dinas Pendidikan"
    assert "mulai 21 November 2026.\n" in surat.body
    assert "Dinas Pendidikan dan semua unit di bawahnya." in surat.body
    assert "- Mengusulkan dan membatalkan peserta\n" in surat.body
    assert "Deputi Anda: Gita." in surat.body


def test_peran_diubah(dunia):
    tugas, data = penugasan(dunia, selesai=SEKARANG.date() + timedelta(days=9))

    data |= {"selesai_lama": None}
    surat = kirim("peran_diubah", f"penugasan:{tugas.pk}", dunia.palu.pegawai, data)

    assert surat.subject == "Peran Anda berubah: Pengelola OPD, Dinas Pendidikan"
    assert "Berlaku 21 November 2026 sampai 30 November 2026." in surat.body
    assert "Semula: tanpa tanggal selesai." in surat.body


def test_peran_berakhir(dunia):
    tugas, data = penugasan(dunia, pelaksana_tugas=True, selesai=SEKARANG.date())
    tugas.delete()

    surat = kirim("peran_berakhir", "penugasan:1", dunia.palu.pegawai, data)

    assert surat.subject == "Peran berakhir: Plt/Plh Pengelola OPD, Dinas Pendidikan"
    assert "diakhiri oleh Ayu." in surat.body


@pytest.mark.parametrize(
    ("tambahan", "kata"),
    [({}, "atas delegasi Diana"), ({"penerima": "Fajar"}, "Delegasi Anda kepada Fajar")],
)
def test_delegasi_berakhir(dunia, tambahan, kata):
    asal = Penugasan.objects.get(pengguna=dunia.palu.kepala)
    tugas, data = penugasan(
        dunia, peran="KEPALA", delegasi_dari=asal, selesai=SEKARANG.date() + timedelta(days=1)
    )

    sasaran = f"penugasan:{tugas.pk}"
    surat = kirim("peran_berakhir", sasaran, dunia.palu.pegawai, data | tambahan)

    assert surat.subject.startswith("Delegasi berakhir: ")
    assert kata in surat.body


def test_delegasi_diterima(dunia):
    asal = Penugasan.objects.get(pengguna=dunia.palu.kepala)
    tugas, data = penugasan(
        dunia, peran="KEPALA", delegasi_dari=asal, selesai=SEKARANG.date() + timedelta(days=1)
    )

    surat = kirim("delegasi_diterima", f"penugasan:{tugas.pk}", dunia.palu.pegawai, data)

    assert surat.subject == "Delegasi untuk Anda: Kepala, Dinas Pendidikan"
    assert "21 November 2026 sampai 22 November 2026" in surat.body
    assert "/delegasi/" in surat.body


@pytest.mark.parametrize(
    ("akun", "subjek"),
    [
        ("pegawai", "Segera berakhir: peran Anda sebagai Kepala, Dinas Pendidikan"),
        ("kepala", "Segera berakhir: delegasi Anda kepada Fajar"),
    ],
)
def test_peran_h7(dunia, akun, subjek):
    asal = Penugasan.objects.get(pengguna=dunia.palu.kepala)
    akhir = SEKARANG.date() + timedelta(days=7)
    tugas, _ = penugasan(dunia, peran="KEPALA", delegasi_dari=asal, selesai=akhir)

    data = {"hari_acuan": akhir.isoformat()}
    surat = kirim("peran_h7", f"penugasan:{tugas.pk}", dunia.palu.akun[akun], data)

    assert surat.subject == subjek
    assert "berakhir Sabtu, 28 November 2026." in surat.body
    assert "/delegasi/" in surat.body


def test_akun_aktivasi(dunia):
    akun = dunia.palu.pegawai
    Pengguna.objects.filter(pk=akun.pk).update(password="!belum", username="198503072005011001")
    undangan = Aktivasi.objects.create(
        pengguna=akun,
        cara="SUREL",
        dibuat_oleh=dunia.palu.hr,
        dibuat_pada=SEKARANG,
        berlaku_sampai=SEKARANG + timedelta(hours=72),
    )

    surat = kirim("akun_aktivasi", f"aktivasi:{undangan.pk}", akun)

    assert surat.subject == "Aktifkan akun Pembinaan ASN Anda"
    assert "Nama akun: NIP Anda." in surat.body
    assert "sekali pakai, berlaku sampai" in surat.body
    assert f"/aktivasi/{undangan.pk}/" in surat.body


def test_akun_lupa_sandi(dunia):
    surat = kirim("akun_lupa_sandi", f"akun:{dunia.palu.hr.pk}", dunia.palu.hr)

    assert surat.subject == "Buat kata sandi baru"
    assert "/akun/" in surat.body
    assert "abaikan surat ini" in surat.body


def test_akun_keamanan(dunia):
    data = {
        "peristiwa": "DUA_LANGKAH_LEPAS",
        "perangkat": "Chrome di Android",
        "petugas": "Ayu",
        "alasan": "Ponsel hilang.",
    }

    surat = kirim("akun_keamanan", f"akun:{dunia.palu.hr.pk}", dunia.palu.hr, data)

    assert surat.subject == "Verifikasi dua langkah dilepas dari akun Anda"
    assert "dari Chrome di Android, oleh Ayu dengan alasan: Ponsel hilang." in surat.body
    assert "/akun/" in surat.body


def test_every_kind_has_its_test_here():
    diuji = {*TENTANG_KELAS, "kelas_dipindah", "kehadiran_tagih"}
    diuji |= {"pengajar_tugas", "pengajar_dipindah", "pengajar_batal"}
    diuji |= {"evaluasi_buka", "evaluasi_h2", "evaluasi_lewat"}
    diuji |= {"peran_diberi", "peran_diubah", "peran_berakhir", "delegasi_diterima", "peran_h7"}
    diuji |= {"akun_aktivasi", "akun_lupa_sandi", "akun_keamanan"}

    assert {kode for kode in rules.semua_jenis() if not kode.startswith("uji")} == diuji
