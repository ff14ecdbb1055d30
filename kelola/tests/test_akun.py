"""The pages of accounts: the list with its filters, one account and what is done to it."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.core.management import call_command
from django.db.models.signals import post_init
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from instansi.actions import catat_buka_rekam, catat_unduh_rekam
from instansi.models import BukaRekam, CatatanMasuk, Pegawai, Pengguna, UnduhRekam
from instansi.tests.factories import PegawaiFactory, buat_akun, buat_unit
from kelola.models import PekerjaanAkun
from kelola.queries.masuk import akun_terkunci
from pelatihan.tests.factories import PengajarFactory

pytestmark = pytest.mark.django_db
SANDI = "rahasia-uji-12"


@pytest.fixture(autouse=True)
def tanpa_hitungan():
    cache.clear()


def nama(client, kueri="", **isi):
    jawaban = client.get(reverse("kelola:akun_daftar") + kueri)
    return [b.nama for b in jawaban.context["baris"]]


def kunci(akun):
    for _ in range(6):
        Client().post(reverse("account_login"), {"login": akun.username, "password": "x" * 12})


def test_list_shows_the_city_with_and_without_account(hr, dunia):
    PegawaiFactory(unit=dunia.palu.sekolah, nama="Lina")

    semua = nama(hr)

    assert "Lina" in semua
    assert "Fajar" in semua
    assert len(semua) == 10
    assert nama(hr, "?keadaan=luar") == ["Joko", "Kirana", "Wali Kota"]


def test_the_number_is_remembered_until_people_or_accounts_change(hr, dunia):
    def banyak():
        return hr.get(reverse("kelola:akun_daftar")).context["halaman"].paginator.count

    gita = dunia.palu.atasan
    lama = banyak()
    Pegawai.objects.filter(pk=gita.pegawai_id).update(status=Pegawai.Status.PENSIUN)
    assert (banyak(), len(nama(hr))) == (lama, lama)  # her account is still open
    Pengguna.objects.filter(pk=gita.pk).update(is_active=False)
    assert (banyak(), len(nama(hr))) == (lama - 1, lama - 1)


def test_list_of_an_officer_is_the_own_agency(client, dunia):
    client.force_login(dunia.palu.pengelola)

    assert nama(client) == ["Citra", "Diana", "Fajar", "Gita"]
    assert nama(client, "?keadaan=luar") == []


def test_filters_of_the_list(hr, dunia):
    palu = dunia.palu
    PegawaiFactory(unit=palu.sekolah, nama="Lina")
    PegawaiFactory(unit=palu.sekolah, nama="Mira", surel="mira@uji.example")
    palu.pegawai.set_unusable_password()
    palu.pegawai.save()
    Pengguna.objects.filter(pk=palu.atasan.pk).update(is_active=False)
    kunci(palu.kepala)

    assert nama(hr, "?keadaan=tanpa_akun") == ["Lina", "Mira"]
    assert nama(hr, "?keadaan=belum_aktif") == ["Fajar"]
    assert nama(hr, "?keadaan=tanpa_surel") == ["Lina"]
    assert nama(hr, "?keadaan=terkunci") == ["Diana"]
    assert nama(hr, "?keadaan=nonaktif") == ["Gita"]
    assert nama(hr, "?keadaan=tanpa_dua_langkah") == ["Ayu", "Bagus", "Kirana"]
    assert nama(hr, f"?unit={palu.dinkes.pk}") == ["Eko", "Hana", "Indra"]
    # What another city has is no filter here.
    assert len(nama(hr, f"?unit={dunia.salatiga.pemda.pk}")) == 11


@pytest.mark.parametrize("q", ["fajar", "nip"])
def test_search_stays_out_of_the_address(hr, dunia, q):
    teks = dunia.palu.pegawai.username if q == "nip" else q
    jawaban = hr.post(reverse("kelola:akun_daftar"), {"q": teks})

    assert teks not in jawaban.url
    assert [b.nama for b in hr.get(jawaban.url).context["baris"]] == ["Fajar"]


def test_list_asks_the_same_however_long(hr, dunia, django_assert_num_queries):
    alamat = reverse("kelola:akun_daftar")
    hr.post(alamat, {"q": "Fajar"})
    with django_assert_num_queries(10):
        assert len(hr.get(f"{alamat}?cari=1").context["baris"]) == 1
    for n in range(3):
        PegawaiFactory(unit=dunia.palu.sekolah, nama=f"Fajar {n}")
    with django_assert_num_queries(10):
        assert len(hr.get(f"{alamat}?cari=1").context["baris"]) == 4
    with django_assert_num_queries(9):  # the units to choose from are remembered
        hr.get(f"{alamat}?cari=1")


@pytest.mark.parametrize("keadaan", ["", "belum_aktif", "luar"])
def test_list_builds_few_objects_for_a_row(hr, dunia, keadaan):
    for n in range(20):
        unit = buat_unit(dunia.palu.pemda, f"Badan {n}")
        buat_akun(unit, f"Lina {n}")
        buat_akun(unit, f"Penguji {n}", pegawai=False)
    Pengguna.objects.filter(pegawai__nama__startswith="Lina").update(password="!x")
    alamat = f"{reverse('kelola:akun_daftar')}?keadaan={keadaan}"
    hr.get(alamat)
    dibuat: list[str] = []

    def catat(sender, **_) -> None:
        dibuat.append(sender.__name__)

    post_init.connect(catat)
    jawaban = hr.get(alamat)
    post_init.disconnect(catat)

    baris = len(jawaban.context["baris"])
    assert baris >= 20
    assert len(dibuat) - 6 <= 3 * baris, Counter(dibuat)


def test_an_unknown_unit_lists_the_staff_with_their_units(hr, dunia):
    """Also where accounts outside the directory were asked for: the filter means nothing."""
    jawaban = hr.get(f"{reverse('kelola:akun_daftar')}?keadaan=luar&unit=0")

    assert len(jawaban.context["baris"]) == 9
    assert not jawaban.context["luar"]
    assert "SDN 1 Palu" in jawaban.content.decode()


def test_all_of_a_filter_are_asked_for(hr, dunia):
    orang = PegawaiFactory(unit=dunia.palu.sekolah, nama="Lina")
    PegawaiFactory(unit=dunia.palu.puskesmas, nama="Nur")

    hr.post(
        f"{reverse('kelola:akun_buat')}?keadaan=tanpa_akun&unit={dunia.palu.dikbud.pk}",
        {"cara": "SLIP", "semua": "1", "konfirmasi": "ya"},
    )

    assert PekerjaanAkun.objects.get().sasaran == {"pegawai": [orang.pk]}


def test_a_filter_that_means_nothing_invites_nobody(hr, dunia):
    hr.post(
        f"{reverse('kelola:akun_buat')}?unit={dunia.salatiga.pemda.pk}",
        {"cara": "SLIP", "semua": "1", "konfirmasi": "ya"},
    )

    assert not PekerjaanAkun.objects.exists()


@pytest.mark.parametrize("isi", [{"cara": "SUREL"}, {"cara": "MERPATI", "pegawai": ["1"]}, {}])
def test_a_wrong_request_makes_no_job(hr, isi):
    hr.post(reverse("kelola:akun_buat"), isi)

    assert not PekerjaanAkun.objects.exists()


def test_links_for_people_without_any_address_are_refused_by_name(hr, dunia):
    tanpa = [PegawaiFactory(unit=dunia.palu.sekolah, nama=n, surel="") for n in ("Lina", "Nur")]
    bersurel = PegawaiFactory(unit=dunia.palu.sekolah, nama="Opi", surel="opi@palu.example")
    isi = {"cara": "SUREL", "pegawai": [p.pk for p in tanpa]}

    halaman = hr.post(reverse("kelola:akun_buat"), isi, follow=True).content.decode()

    assert "Lina dan Nur belum punya surel" in halaman
    assert "Pilih “Cetak slip aktivasi”" in halaman
    assert tercentang(halaman) == {p.pk for p in tanpa}
    assert not tercentang(hr.get(reverse("kelola:akun_daftar")).content.decode())
    assert not PekerjaanAkun.objects.exists()
    semua = {"pegawai": [*isi["pegawai"], bersurel.pk], "konfirmasi": "ya"}
    hr.post(reverse("kelola:akun_buat"), isi | semua)
    assert PekerjaanAkun.objects.count() == 1
    assert not tercentang(hr.get(reverse("kelola:akun_daftar")).content.decode())


def tercentang(halaman):
    """Which people are ticked on a page of the list."""
    return {
        int(n) for n in re.findall(r'name="pegawai" value="(\d+)" data-pa-baris checked', halaman)
    }


def test_a_lock_counts_one_address_and_lasts_from_the_last_try(dunia):
    sekarang = timezone.now()
    menit = timedelta(minutes=1)
    coba = [  # who, from where, tries, minutes ago
        ("fajar", "10.0.0.1", 5, 1), ("fajar", "10.0.0.2", 5, 1), ("gita", "10.0.0.1", 3, 9),
        ("gita", "10.0.0.1", 3, 4), ("gita", "10.0.0.2", 6, 7), ("indra", "10.0.0.1", 6, 16),
    ]  # fmt: skip
    for siapa, alamat, gagal, lalu in coba:
        baris = AccessAttempt.objects.create(
            username=siapa, ip_address=alamat, user_agent=f"{lalu}", failures_since_start=gagal
        )
        AccessAttempt.objects.filter(pk=baris.pk).update(attempt_time=sekarang - lalu * menit)

    assert akun_terkunci(sekarang) == {"gita": sekarang + 11 * menit}


def test_account_page_says_where_it_stands(hr, dunia):
    PengajarFactory(pengguna=dunia.palu.pengajar)
    for akun in (dunia.palu.pegawai, dunia.palu.pengajar):
        isi = hr.get(reverse("kelola:akun_detail", args=[akun.pk])).content.decode()
        assert akun.nama in isi
        assert "Catatan terakhir" not in isi  # for the admin and the auditor


def test_log_is_filtered_by_person_event_and_days(client, dunia):
    for akun in (dunia.palu.pegawai, dunia.palu.hr):
        Client().post(reverse("account_login"), {"login": akun.username, "password": SANDI})
    Client().post(reverse("account_login"), {"login": dunia.salatiga.hr.username, "password": "x"})
    lama = CatatanMasuk.objects.create(
        pemda=dunia.palu.pemda,
        pengguna=dunia.palu.pegawai,
        peristiwa="KELUAR",
        pada=timezone.now() - timedelta(days=40),
    )
    client.force_login(dunia.palu.auditor)
    alamat = reverse("kelola:catatan_masuk")

    def isi(kueri=""):
        return [
            (c.pengguna.nama, c.peristiwa)
            for c in client.get(alamat + kueri).context["halaman"].object_list
        ]

    assert isi() == [("Bagus", "MASUK"), ("Fajar", "MASUK")]
    assert isi("?hari=") == [*isi(), ("Fajar", lama.peristiwa)]
    assert isi("?hari=&peristiwa=KELUAR") == [("Fajar", "KELUAR")]
    assert isi(client.post(alamat, {"q": "fajar"}).url.removeprefix(alamat)) == [("Fajar", "MASUK")]


def test_old_entries_are_deleted_by_the_owner_but_not_the_age_of_passwords(dunia, capsys):
    def catat(peristiwa, hari):
        return CatatanMasuk.objects.create(
            pemda=dunia.palu.pemda,
            pengguna=dunia.palu.pegawai,
            peristiwa=peristiwa,
            pada=timezone.now() - timedelta(days=hari),
        ).pk

    catat("MASUK", 800)
    catat("SANDI", 900)
    tetap = [catat("SANDI", 850), catat("MASUK", 700)]

    call_command("hapus_catatan_masuk")

    assert list(CatatanMasuk.objects.order_by("pk").values_list("pk", flat=True)) == tetap
    assert "2 catatan" in capsys.readouterr().out


def test_old_notes_of_who_read_whose_record_are_deleted_by_the_owner(dunia, capsys):
    palu, kini = dunia.palu, timezone.now()
    dunia.salatiga.pemda.parameter.filter(kode="catatan_buka_bulan").update(nilai=120)
    siapa = palu.pegawai.pegawai
    for kota, hari in ((palu, 60), (palu, 2000), (dunia.salatiga, 2000)):
        pada, oleh = kini - timedelta(days=hari), kota.hr
        catat_unduh_rekam(pengguna=oleh, isi="Daftar", pegawai=[siapa.pk], sekarang=pada)
        milik = kota.pegawai.pegawai
        catat_buka_rekam(pegawai=milik, halaman="Data pegawai", oleh=oleh, sekarang=pada)

    call_command("hapus_catatan_masuk")

    for model in (BukaRekam, UnduhRekam):
        sisa = [r.pemda for r in model.objects.select_related("pemda").order_by("pk")]
        assert sisa == [palu.pemda, dunia.salatiga.pemda]
    keluar = capsys.readouterr().out
    assert "Pemerintah Kota Palu: 1 pembukaan data sebelum" in keluar
    assert "Pemerintah Kota Palu: 1 unduhan data sebelum" in keluar


def test_own_page_names_the_officer_and_the_own_entries(client, dunia):
    client.force_login(dunia.palu.pegawai)

    isi = client.get(reverse("kelola:akun_saya")).content.decode()

    assert "Citra (Dinas Pendidikan)" in isi
    assert "Hana" not in isi
