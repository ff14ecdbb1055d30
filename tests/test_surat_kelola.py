"""Mails about roles and accounts."""

from datetime import timedelta

import pytest

from instansi.models import HariLibur, Pengguna, Penugasan
from kelola.actions.peran import fakta
from kelola.models import Aktivasi
from kelola.queries.libur import sasaran_libur
from notifikasi.rules import keputusan
from notifikasi.tests.factories import PesanFactory
from pelatihan.tests.factories import SEKARANG, KelasFactory, SesiFactory
from tests.surat import kirim


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


@pytest.mark.parametrize(
    ("jenis", "judul", "kata"),
    [
        (
            "peran_diberi",
            "Anda deputi Fajar: Pengelola OPD",
            "deputi Fajar, Pengelola OPD di Dinas Pendidikan. Anda mendapat hak yang sama",
        ),
        ("peran_diubah", "Peran yang Anda wakili berubah", "peran Fajar yang Anda wakili"),
        ("peran_berakhir", "Anda bukan lagi deputi Fajar", "Anda bukan lagi deputi Fajar sebagai"),
    ],
)
def test_peran_to_a_deputy(dunia, jenis, judul, kata):
    tugas, data = penugasan(dunia, deputi=dunia.palu.atasan)
    data |= {"pemegang": "Fajar", "selesai_lama": None}

    surat = kirim(jenis, f"penugasan:{tugas.pk}", dunia.palu.atasan, data)

    assert surat.subject.startswith(judul)
    assert kata in surat.body
    assert "Deputi Anda" not in surat.body + surat.alternatives[0][0]


def test_peran_diubah(dunia):
    tugas, data = penugasan(dunia, selesai=SEKARANG.date() + timedelta(days=9))

    data |= {"selesai_lama": None}
    surat = kirim("peran_diubah", f"penugasan:{tugas.pk}", dunia.palu.pegawai, data)

    assert surat.subject == "Peran Anda berubah: Pengelola OPD, Dinas Pendidikan"
    assert "Berlaku 21 November 2026 sampai 30 November 2026." in surat.body
    assert "Semula: tanpa batas waktu." in surat.body


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
    assert "sekali pakai dan berlaku 24 jam" in surat.body
    assert "abaikan surat ini" in surat.body


@pytest.mark.parametrize(
    ("peristiwa", "judul"),
    [
        ("SESI_DICABUT", "Akun Anda dikeluarkan dari semua perangkat"),
        ("AKTIF_LAGI", "Akun Anda diaktifkan kembali"),
    ],
)
def test_what_an_officer_did_to_an_account_is_told(dunia, peristiwa, judul):
    data = {"peristiwa": peristiwa, "petugas": "Ayu", "alasan": "Laptop hilang."}

    surat = kirim("akun_keamanan", f"akun:{dunia.palu.hr.pk}", dunia.palu.hr, data)

    assert surat.subject == judul
    assert "oleh Ayu dengan alasan: Laptop hilang." in surat.body


def test_akun_ditutup(dunia):
    akun = dunia.palu.pegawai
    data = {"peristiwa": "NONAKTIF", "petugas": "Ayu", "alasan": "Cuti panjang"}
    Pengguna.objects.filter(pk=akun.pk).update(is_active=False)

    surat = kirim("akun_ditutup", f"pengguna:{akun.pk}", akun, data)

    assert surat.subject == "Akun Anda dinonaktifkan"
    assert "oleh Ayu dengan alasan: Cuti panjang." in surat.body
    assert "tidak bisa masuk sampai akun diaktifkan kembali" in surat.body


def test_akun_ditutup_is_not_told_once_it_is_open_again(dunia):
    pesan = PesanFactory.build(penerima=dunia.palu.pegawai, jenis="akun_ditutup")

    assert keputusan(pesan, SEKARANG) == ("GUGUR", "Akunnya sudah aktif lagi.")


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


def test_libur_sesi(dunia):
    palu = dunia.palu
    satu = SesiFactory(kelas=KelasFactory(penyelenggara=palu.dinkes))
    libur = HariLibur.objects.create(
        pemda=palu.pemda, tanggal=satu.mulai.date(), nama="Natal", jenis="CUTI_BERSAMA"
    )

    surat = kirim("libur_sesi", sasaran_libur(libur), palu.pengelola_dinkes, {"sesi": [satu.pk]})

    assert surat.subject == "Sesi pelatihan pada hari libur: Selasa, 1 Desember 2026"
    assert "Selasa, 1 Desember 2026 kini cuti bersama: Natal." in surat.body
    assert f"10.00–12.00 WITA\n   daring · {satu.kelas}" in surat.body
