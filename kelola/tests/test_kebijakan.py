"""Changing a policy value: seen before it is saved."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from instansi.models import ParameterKebijakan, Pegawai
from instansi.rules.makna import makna
from lib.tanggal import tanggal_panjang
from pembinaan.models import CatatanJP

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, dunia):
    client.force_login(dunia.palu.admin)
    return client


def besok(n=1):
    return timezone.localdate() + timedelta(days=n)


def isi(nilai="24", langkah="lihat", **lain):
    return {
        "nilai": nilai,
        "dasar_hukum": "Perwali 12/2026",
        "berlaku_dari": besok(),
        "langkah": langkah,
    } | lain


def ubah(kode="jp_target_pns"):
    return reverse("kelola:kebijakan_ubah", args=[kode])


def catat(pegawai, jp):
    CatatanJP.objects.create(
        pegawai=pegawai,
        unit=pegawai.unit,
        tahun=timezone.localdate().year,
        tanggal=timezone.localdate(),
        jp=jp,
        sumber="LUAR",
        kunci=f"uji|{pegawai.pk}",
        keterangan="Seminar",
        dicatat_oleh_id=pegawai.pengguna.pk,
        dicatat_pada=timezone.now(),
    )


def test_the_effect_is_shown_before_anything_is_written(admin, dunia):
    catat(dunia.palu.pegawai.pegawai, 22)
    catat(dunia.palu.atasan.pegawai, 24)
    semula = ParameterKebijakan.objects.count()

    teks = admin.post(ubah(), isi()).content.decode()

    assert "20 JP per tahun menjadi" in teks
    angka = admin.post(ubah(), isi()).context["dampak"][0]
    assert (angka.kini[:3], angka.nanti[:3]) == ("22%", "11%")
    assert ParameterKebijakan.objects.count() == semula


@pytest.mark.parametrize("kode", ["jp_target_pns", "jp_batas_pppk", "bup_umum"])
def test_the_effect_of_a_later_year_names_that_year(admin, dunia, kode):
    kini = timezone.localdate().year
    nanti = date(kini + 1, 1, 1)

    sekarang = admin.post(ubah(kode), isi("60", berlaku_dari=date(kini, 12, 31)))
    lain = admin.post(ubah(kode), isi("60", berlaku_dari=nanti))

    teks = " ".join(lain.content.decode().split())
    (angka,) = lain.context["dampak"]
    assert f"<b>60 {lain.context['baris'].berlaku.teks.split(' ', 1)[1]}</b> mulai 1 Jan" in teks
    assert f"Angka tahun {kini} dan sebelumnya tidak berubah" in teks
    assert f"Angka tahun {kini - 1} dan sebelumnya" in sekarang.content.decode()
    assert str(kini + 1) in angka.judul
    assert str(kini + 1) not in sekarang.context["dampak"][0].judul
    assert "tahun ini" not in teks


@pytest.mark.parametrize(("batas", "orang"), [("57", "0 orang"), ("56", "1 orang")])
def test_the_effect_of_a_retirement_age_is_counted_as_the_quality_page_does(
    admin, dunia, batas, orang
):
    lahir = timezone.localdate().replace(day=1) - timedelta(days=56 * 366 + 30)
    Pegawai.objects.filter(pk=dunia.palu.hr.pegawai_id).update(tanggal_lahir=lahir)

    isian = isi(batas, berlaku_dari=timezone.localdate())
    angka = admin.post(ubah("bup_umum"), isian).context["dampak"][0]

    assert angka == ("Pegawai aktif yang lewat usia pensiun", "0 orang", orang)


def test_saving_goes_back_to_the_list_that_tells_both_values(admin, dunia):
    jawaban = admin.post(ubah(), isi(langkah="simpan"), follow=True)

    assert jawaban.redirect_chain[0][0] == f"{reverse('instansi:kebijakan_daftar')}#jp_target_pns"
    assert 'id="jp_target_pns"' in jawaban.content.decode()
    teks = " ".join(jawaban.content.decode().split())
    mulai = tanggal_panjang(besok())
    assert f"Nilai baru {makna('jp_target_pns').judul} tersimpan, mulai {mulai}." in teks
    assert f"24 JP per tahun mulai {mulai}. Dasar hukum: {isi()['dasar_hukum']}" in teks
    assert "Diubah oleh admin pemda" not in teks
    besok_juga = admin.get(reverse("instansi:kebijakan_daftar"), {"pada": besok()})
    assert "Nilai sebelumnya" in besok_juga.content.decode()


@pytest.mark.parametrize(
    ("ubahan", "pesan"),
    [
        ({"nilai": "0"}, "Isi antara 1 dan 200"),
        ({"berlaku_dari": besok(-1)}, "masa lalu"),
        ({"dasar_hukum": ""}, "tidak boleh kosong"),
    ],
)
def test_a_refusal_says_why_and_writes_nothing(admin, dunia, ubahan, pesan):
    semula = ParameterKebijakan.objects.count()

    jawaban = admin.post(ubah(), isi(langkah="simpan", **ubahan))

    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    assert ParameterKebijakan.objects.count() == semula


def test_a_value_to_come_is_mended_or_taken_back_on_the_same_page(admin, dunia):
    admin.post(ubah(), isi(langkah="simpan"))
    baru = ParameterKebijakan.objects.get(dasar_hukum="Perwali 12/2026")
    assert "Nilai berikutnya sudah ditetapkan" in admin.get(ubah()).content.decode()

    koreksi = reverse("kelola:kebijakan_koreksi", args=[baru.pk])
    admin.post(koreksi, isi("26", "simpan"))
    baru.refresh_from_db()
    assert baru.nilai == 26

    tarik = reverse("kelola:kebijakan_tarik", args=[baru.pk])
    assert "Tarik nilai yang mulai" in admin.post(tarik).content.decode()
    assert ParameterKebijakan.objects.filter(pk=baru.pk).exists()
    admin.post(tarik, {"konfirmasi": "ya"})
    assert not ParameterKebijakan.objects.filter(pk=baru.pk).exists()


def test_a_value_of_today_is_told_before_it_is_saved_and_taken_back(admin, dunia):
    hari = timezone.localdate()
    admin.post(ubah("sandi_campuran"), isi("1", "simpan", berlaku_dari=hari))

    lagi = admin.post(ubah("sandi_campuran"), isi("0", "lihat", berlaku_dari=hari))

    assert lagi.status_code == 422
    teks = " ".join(lagi.content.decode().split())
    assert "Nilai yang sekarang baru mulai hari ini. Perbaiki atau tarik" in teks
    assert "Sampai malam ini nilainya bisa diperbaiki atau ditarik" in teks
    assert admin.get(ubah("sandi_campuran")).context["form"]["berlaku_dari"].value() == besok()
    baru = ParameterKebijakan.objects.get(dasar_hukum="Perwali 12/2026")
    admin.post(reverse("kelola:kebijakan_tarik", args=[baru.pk]), {"konfirmasi": "ya"})
    assert not ParameterKebijakan.objects.filter(pk=baru.pk).exists()
    assert "Nilai ini baru mulai hari ini" not in admin.get(ubah("sandi_campuran")).content.decode()


@pytest.mark.parametrize(
    "kode",
    [
        "jp_target_pppk",
        "jp_batas_pppk",
        "responden_minimum",
        "respons_minimum",
        "evaluasi_perhatian",
        "menit_per_jp",
    ],
)
def test_every_preview_works_without_data(admin, dunia, kode):
    jawaban = admin.post(ubah(kode), isi("22"))

    assert jawaban.status_code == 200
    assert "Yang akan berubah" in jawaban.content.decode()


def test_times_of_day_are_read_as_such(admin, dunia):
    assert "07.30 menjadi" in admin.post(ubah("jam_kerja_mulai"), isi("08.00")).content.decode()
    assert "16.00 menjadi" in admin.post(ubah("jam_kerja_selesai"), isi("16.30")).content.decode()


def test_an_admin_of_one_agency_does_not_set_the_citys_policy(client, dunia):
    dunia.palu.admin.penugasan.update(instansi=dunia.palu.dikbud)
    client.force_login(dunia.palu.admin)

    assert client.post(ubah(), isi(langkah="simpan")).status_code == 404


def test_the_list_is_folded_by_theme_and_opens_whole(admin):
    alamat = reverse("instansi:kebijakan_daftar")

    lipat = admin.get(alamat).content.decode()
    buka = admin.get(alamat, {"semua": "1"}).content.decode()

    tema = lipat.count('<details class="pa-lipat"')
    assert tema == len(admin.get(alamat).context["tema"])
    assert lipat.count('<details class="pa-lipat" open') == 0
    assert buka.count('<details class="pa-lipat" open') == tema
    assert "Lipat semua tema" in buka


def test_who_only_reads_is_told_who_changes_values(client, dunia):
    client.force_login(dunia.palu.hr)

    jawaban = client.get(reverse("instansi:kebijakan_daftar"))

    assert not jawaban.context["boleh_kelola"]
    assert "Diubah oleh admin pemda" in jawaban.content.decode()


def test_retirement_ages_stand_among_what_is_used_with_the_basis_of_the_city(admin):
    ParameterKebijakan.objects.filter(kode="bup_utama").update(dasar_hukum="Perwali 7/2026")

    jawaban = admin.get(reverse("instansi:kebijakan_daftar"))

    pensiun = {p.kode: p for p in jawaban.context["tema"]["Batas usia pensiun"]}
    assert pensiun.keys() == {"bup_umum", "bup_jpt_madya", "bup_utama"}
    assert all("Profil pegawai" in p.arti.dipakai for p in pensiun.values())
    assert pensiun["bup_utama"].berlaku.dasar_hukum == "Perwali 7/2026"


def test_the_list_costs_the_same_for_many_values(admin, dunia, django_assert_num_queries):
    alamat = reverse("instansi:kebijakan_daftar")
    with django_assert_num_queries(4):
        admin.get(alamat)
    admin.post(ubah(), isi(langkah="simpan"))
    with django_assert_num_queries(4):
        admin.get(alamat)


def test_the_switch_of_two_steps_says_who_is_asked_and_when(admin, dunia):
    dunia.palu.pemda.parameter.filter(kode="dua_langkah_wajib").update(nilai=0)
    url = ubah("dua_langkah_wajib")

    def baca(nilai):
        return " ".join(admin.post(url, isi(nilai)).content.decode().split())

    nyala, mati = baca("1"), baca("0")
    Authenticator.objects.create(user=dunia.palu.admin, type="totp", data={})
    sendiri_sudah = baca("1")

    assert "Angka tahun" not in nyala
    assert "?keadaan=tanpa_dua_langkah" in nyala
    assert "3 akun admin, BKPSDM, atau auditor belum memasang verifikasi dua langkah</a>" in nyala
    assert "diminta memasangnya saat masuk berikutnya" in nyala
    assert "Akun Anda termasuk di antaranya." in nyala
    assert "2 akun admin, BKPSDM, atau auditor belum" in sendiri_sudah
    assert "Akun Anda tidak termasuk." in sendiri_sudah
    assert "akun admin atau BKPSDM belum memasang" not in mati
