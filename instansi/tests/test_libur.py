"""Days off: the page, its calculator, and what changing one asks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.actions.libur import LiburTidakBisaDisimpan, simpan_libur
from instansi.models import HariLibur
from lib.tanggal import tanggal_hari, tanggal_panjang

pytestmark = pytest.mark.django_db
DAFTAR = "instansi:libur_daftar"


def libur(kota, tanggal, nama="Hari Raya", jenis="LIBUR"):
    return HariLibur.objects.create(pemda=kota.pemda, tanggal=tanggal, nama=nama, jenis=jenis)


def hari(selisih):
    return timezone.localdate() + timedelta(days=selisih)


def isi(tanggal, nama="Hari Raya", **lain):
    return {"tanggal": tanggal, "nama": nama, "jenis": "LIBUR", **lain}


def test_the_year_is_shown_by_month_with_weekdays_and_only_of_the_own_city(hr, dunia):
    libur(dunia.palu, date(2026, 12, 25), "Natal")
    libur(dunia.palu, date(2026, 12, 24), "Cuti Natal", "CUTI_BERSAMA")
    libur(dunia.salatiga, date(2026, 12, 23), "Hari Salatiga")

    teks = hr.get(reverse(DAFTAR), {"tahun": 2026}).content.decode()

    assert "Jumat, 25 Desember 2026" in teks
    assert "Cuti bersama" in teks
    assert "Hari Salatiga" not in teks


def test_the_calculator_leaps_over_weekends_and_days_off(hr, dunia):
    for tanggal in (date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)):
        libur(dunia.palu, tanggal)

    jawaban = hr.get(reverse(DAFTAR), {"n": "10", "sesudah": "2026-12-22"})

    assert jawaban.context["tenggat"] == date(2027, 1, 8)
    assert "Melewati 3 hari libur" in jawaban.content.decode()


@pytest.mark.parametrize("kueri", [{"tahun": "x"}, {"tahun": "99999"}, {"n": "-1"}, {"n": "x"}])
def test_nonsense_in_the_address_is_no_error(hr, kueri):
    assert hr.get(reverse(DAFTAR), kueri).status_code == 200


def test_the_same_queries_for_one_and_three_days(hr, dunia, django_assert_num_queries):
    libur(dunia.palu, hari(1))
    for n in (0, 2):
        for i in range(n):
            libur(dunia.palu, hari(2 + i))
        with django_assert_num_queries(10):
            hr.get(reverse(DAFTAR))


def test_add_and_change_a_day_to_come(hr, dunia):
    hr.post(reverse("kelola:libur_baru"), isi(hari(5)))
    baru = HariLibur.objects.get()
    assert (baru.pemda, baru.tanggal) == (dunia.palu.pemda, hari(5))

    hr.post(reverse("kelola:libur_ubah", args=[baru.pk]), isi(hari(6), "Lain"))
    baru.refresh_from_db()
    assert (baru.tanggal, baru.nama) == (hari(6), "Lain")


def test_a_day_is_off_only_once(hr, dunia):
    libur(dunia.palu, hari(5))
    libur(dunia.salatiga, hari(6))

    jawaban = hr.post(reverse("kelola:libur_baru"), isi(hari(5)))

    assert jawaban.status_code == 422
    ada = f"{tanggal_panjang(hari(5))} sudah tercatat sebagai hari libur: Hari Raya"
    assert f"{ada} (libur nasional)." in jawaban.content.decode()
    assert HariLibur.objects.filter(pemda=dunia.palu.pemda).count() == 1
    assert hr.post(reverse("kelola:libur_baru"), isi(hari(6))).status_code == 302


def test_a_day_taken_meanwhile_is_refused_with_its_name(dunia):
    libur(dunia.palu, hari(5), "Hari Jadi Kota", "LIBUR_DAERAH")
    pindah = libur(dunia.palu, hari(6))

    for satu in (HariLibur(pemda=dunia.palu.pemda), pindah):
        with pytest.raises(LiburTidakBisaDisimpan, match=r"Hari Jadi Kota \(libur daerah\)"):
            simpan_libur(
                libur=satu, tanggal=hari(5), nama="Lain", jenis="LIBUR", yakin=False,
                oleh=dunia.palu.hr, hari_ini=hari(0),
            )  # fmt: skip
    assert HariLibur.objects.count() == 2


def test_a_local_day_has_its_own_kind_and_is_not_offered_for_the_next_year(hr, dunia):
    tahun = timezone.localdate().year + 1
    isian = isi(date(tahun, 12, 25), "Hari Jadi Kota", jenis="LIBUR_DAERAH")

    assert hr.post(reverse("kelola:libur_baru"), isian).status_code == 302

    assert "Libur daerah" in hr.get(reverse(DAFTAR), {"tahun": tahun}).content.decode()
    assert hr.get(reverse(DAFTAR), {"tahun": tahun + 1}).context["usul"] == []


def test_a_past_day_asks_once_more(hr, dunia):
    lalu = libur(dunia.palu, hari(-5))
    ubah = reverse("kelola:libur_ubah", args=[lalu.pk])
    hapus = reverse("instansi:libur_hapus", args=[lalu.pk])

    assert "sudah lewat" in hr.post(ubah, isi(hari(3), "Lain")).content.decode()
    assert "sudah lewat" in hr.post(hapus).content.decode()
    lalu.refresh_from_db()
    assert (lalu.tanggal, lalu.nama) == (hari(-5), "Hari Raya")

    assert hr.post(ubah, isi(hari(-4), "Lain", yakin="on")).status_code == 302
    assert hr.post(hapus, {"konfirmasi": "ya"}).status_code == 302
    assert not HariLibur.objects.exists()


def test_a_day_to_come_asks_before_it_goes(hr, dunia):
    senin = hari(7 - timezone.localdate().weekday())
    nanti, minggu = libur(dunia.palu, senin), libur(dunia.palu, senin + timedelta(days=6))
    hapus = reverse("instansi:libur_hapus", args=[nanti.pk])
    hapus_minggu = reverse("instansi:libur_hapus", args=[minggu.pk])

    isi = hr.post(hapus).content.decode()
    assert "menjadi hari kerja biasa" in isi
    assert f"Hapus Hari Raya, {tanggal_hari(senin)}?" in isi
    assert "Minggu memang bukan hari kerja" in hr.post(hapus_minggu).content.decode()
    minggu.delete()
    assert HariLibur.objects.filter(pk=nanti.pk).exists()

    hr.post(hapus, {"konfirmasi": "ya"})
    assert not HariLibur.objects.exists()


def test_a_day_cannot_slip_into_the_past_unnoticed(hr, dunia):
    depan = libur(dunia.palu, hari(5))
    alamat = reverse("kelola:libur_ubah", args=[depan.pk])

    assert hr.post(alamat, isi(hari(-1))).status_code == 422
    assert hr.post(reverse("kelola:libur_baru"), isi(hari(-1))).status_code == 422


def test_days_with_a_fixed_date_are_offered_for_the_next_year(hr, dunia):
    tahun = timezone.localdate().year
    libur(dunia.palu, date(tahun, 8, 17), "Kemerdekaan")
    libur(dunia.palu, date(tahun, 12, 25), "Natal")
    libur(dunia.palu, date(tahun, 3, 20), "Idulfitri")
    libur(dunia.palu, date(tahun, 5, 1), "Cuti", "CUTI_BERSAMA")
    libur(dunia.palu, date(tahun + 1, 12, 25), "Natal")

    usul = hr.get(reverse(DAFTAR), {"tahun": tahun + 1}).context["usul"]
    assert usul == [(date(tahun + 1, 8, 17), "Kemerdekaan")]

    salin = reverse("kelola:libur_salin", args=[tahun + 1])
    hr.post(salin, {"tanggal": [f"{tahun + 1}-08-17", f"{tahun + 1}-03-20", "x"]})
    hr.post(salin, {"tanggal": [f"{tahun + 1}-08-17"]})
    assert HariLibur.objects.filter(tanggal__year=tahun + 1).count() == 2


def test_an_officer_of_one_agency_does_not_keep_the_citys_calendar(client, dunia):
    dunia.palu.hr.penugasan.update(instansi=dunia.palu.dikbud)
    client.force_login(dunia.palu.hr)

    assert client.get(reverse("kelola:libur_baru")).status_code == 403
    assert client.post(reverse("kelola:libur_baru"), isi(hari(5))).status_code == 403
    assert not HariLibur.objects.exists()
