from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pengguna
from instansi.tests.factories import PegawaiFactory
from notifikasi.models import Pesan
from notifikasi.tests.factories import SEKARANG, PesanFactory

URL = reverse("notifikasi:tanpa_surel")
S = Pesan.Status


def tanpa_surel(unit, nama):
    orang = PegawaiFactory(unit=unit, nama=nama, telepon="081234567890")
    return Pengguna.objects.create_user(
        username=orang.nip, pemda_id=orang.pemda_id, nama=nama, pegawai=orang
    )


def nama(respons):
    return [orang.nama for orang, _ in respons.context["baris"]]


@pytest.mark.parametrize(
    ("akun", "terlihat"),
    [
        ("hr", ["Zaki Guru", "Ani Puskesmas", "Lia Luar"]),
        ("pengelola", ["Zaki Guru"]),
        ("pengelola_dinkes", ["Ani Puskesmas"]),
    ],
)
def test_tanpa_surel_lists_the_own_scope(dunia, client, akun, terlihat):
    guru = tanpa_surel(dunia.palu.sekolah, "Zaki Guru")
    tanpa_surel(dunia.palu.puskesmas, "Ani Puskesmas")
    tanpa_surel(dunia.salatiga.sekolah, "Orang Salatiga")
    Pengguna.objects.create_user(username="lia", pemda=dunia.palu.pemda, nama="Lia Luar")
    PesanFactory(penerima=guru, status=S.TANPA_ALAMAT, sasaran="uji:7")
    client.force_login(dunia.palu.akun[akun])

    respons = client.get(URL)

    assert nama(respons) == terlihat
    if akun != "pengelola_dinkes":
        assert "Kelas uji:7 dibatalkan" in respons.content.decode()


def test_tanpa_surel_counts_accounts_and_leads_to_all_staff_without_an_address(dunia, client):
    tanpa_surel(dunia.palu.sekolah, "Zaki Guru")
    PegawaiFactory(unit=dunia.palu.sekolah, nama="Tanpa Akun", surel="")
    client.force_login(dunia.palu.hr)

    respons = client.get(URL)

    assert nama(respons) == ["Zaki Guru"]
    teks = " ".join(respons.content.decode().split())
    assert "1 pemilik akun belum punya surel" in teks
    assert "Pegawai yang belum punya akun tidak dihitung di sini" in teks
    assert f'{reverse("beranda:pegawai_daftar")}?kurang=surel"' in teks


def test_tanpa_surel_leaves_out_messages_that_do_not_hold(dunia, client):
    guru = tanpa_surel(dunia.palu.sekolah, "Zaki Guru")
    PesanFactory(penerima=guru, status=S.TANPA_ALAMAT, sasaran="batal:7")
    PesanFactory(penerima=guru, status=S.TANPA_ALAMAT, jenis="asing")
    client.force_login(dunia.palu.hr)

    ((_, titipan),) = client.get(URL).context["baris"]

    assert titipan == []


def test_tanpa_surel_shows_refused_addresses_with_the_reason(dunia, client):
    kini = timezone.now()
    alasan = "Alamat ditolak server surel (550): tidak dikenal"
    gagal = {"status": S.GAGAL, "alasan": alasan}
    PesanFactory(penerima=dunia.palu.pegawai, jatuh_tempo=kini, **gagal)
    PesanFactory(penerima=dunia.palu.hr, jatuh_tempo=kini - timedelta(days=31), **gagal)
    client.force_login(dunia.palu.pengelola)

    respons = client.get(URL)

    assert nama(respons) == ["Fajar"]
    assert alasan in respons.content.decode()


def test_tanpa_surel_of_nobody(dunia, client):
    client.force_login(dunia.palu.hr)

    assert "Semua pemilik akun terjangkau surel" in client.get(URL).content.decode()


@pytest.mark.parametrize("akun", ["pegawai", "kepala", "auditor", "walikota", "admin"])
def test_tanpa_surel_without_right_is_refused(dunia, client, akun):
    client.force_login(dunia.palu.akun[akun])

    assert client.get(URL).status_code == 403


def test_tanpa_surel_for_anonymous_and_by_post(dunia, client):
    assert client.get(URL).status_code == 302
    client.force_login(dunia.palu.hr)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("jumlah", [1, 3])
def test_tanpa_surel_queries(dunia, client, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        orang = tanpa_surel(dunia.palu.sekolah, f"Guru {n}")
        PesanFactory(penerima=orang, status=S.TANPA_ALAMAT)
        PesanFactory(penerima=orang, status=S.TANPA_ALAMAT)
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(6):
        client.get(URL)


def test_demo_surat_shows_newest_first(db, client, settings, tmp_path):
    settings.FOLDER_SURAT_DEMO = tmp_path
    for nomor in (1, 2):
        surat = EmailMessage()
        surat["To"], surat["Subject"] = "fajar@uji.example", f"Surat {nomor} <b>"
        surat["Date"] = formatdate(SEKARANG.timestamp())  # as Django dates its mail: -0000
        surat.set_content(f"Isi {nomor}\nhttp://localhost:8000/evaluasi/{nomor}/\n")
        (tmp_path / f"2026-{nomor}.eml").write_bytes(bytes(surat))

    respons = client.get(reverse("notifikasi:demo_surat"))

    assert [s["subjek"] for s in respons.context["daftar"]] == ["Surat 2 <b>", "Surat 1 <b>"]
    isi = respons.content.decode()
    assert '<a href="http://localhost:8000/evaluasi/2/">' in isi
    assert "21 November 2026 pukul 10.00" in isi
    assert "<b>" not in isi.split("Surat 2", 1)[1][:10]


def test_demo_surat_without_mail(db, client, settings, tmp_path):
    settings.FOLDER_SURAT_DEMO = tmp_path / "belum-ada"

    assert "Belum ada surat" in client.get(reverse("notifikasi:demo_surat")).content.decode()


def test_demo_surat_is_not_there_in_production(db, client):
    with override_settings(PRODUKSI=True):
        assert client.get(reverse("notifikasi:demo_surat")).status_code == 404
