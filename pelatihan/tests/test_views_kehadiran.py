from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.tests.factories import PegawaiFactory
from pelatihan.actions.pendaftaran import daftarkan_peserta
from pelatihan.models import Kehadiran, Kelas, PengajarSesi, Sesi
from pelatihan.queries.kehadiran import token_luar
from pelatihan.tests.factories import PengajarFactory, buat_kelas
from pembinaan.actions import pasang_aturan_konversi
from pembinaan.models import CatatanJP

HARI = timedelta(days=1)


@pytest.fixture
def kelas(dunia):
    """Three sessions on the last three days, Fajar and Indra enrolled."""
    pasang_aturan_konversi(pemda=dunia.palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    mulai = timezone.now() - 3 * HARI
    kelas = buat_kelas(
        dunia.palu.pemda, mulai=mulai, daftar_mulai=mulai - 9 * HARI, daftar_selesai=mulai - HARI
    )
    daftarkan_peserta(
        kelas=kelas,
        pegawai=[dunia.palu.pegawai.pegawai, dunia.palu.pegawai_dinkes.pegawai],
        oleh=dunia.palu.hr,
        sekarang=mulai - 2 * HARI,
    )
    return kelas


@pytest.fixture
def ajar(dunia, kelas):
    sesi = kelas.sesi.order_by("mulai").first()
    return PengajarSesi.objects.create(
        sesi=sesi,
        pengajar=PengajarFactory(pengguna=dunia.palu.pengajar),
        mulai=sesi.mulai,
        selesai=sesi.selesai,
        terjadwal=True,
    )


def url(nama, arg):
    return reverse(f"pelatihan:{nama}", args=[arg])


def status(sesi):
    return list(
        Kehadiran.objects.filter(sesi=sesi)
        .order_by("pegawai__nama")
        .values_list("status", flat=True)
    )


def tanda(sesi, *pilihan):
    baris = Kehadiran.objects.filter(sesi=sesi).order_by("pegawai__nama")
    return {f"h{k.pk}": p for k, p in zip(baris, pilihan, strict=True)}


@pytest.mark.parametrize("akun", ["hr", "pengajar"])
def test_semua_hadir_keeps_what_was_chosen(client, dunia, ajar, akun):
    client.force_login(getattr(dunia.palu, akun))
    alamat = url("kehadiran_tandai", ajar.sesi_id)
    assert "Semua hadir" in client.get(alamat).content.decode()

    respons = client.post(alamat, {**tanda(ajar.sesi, "", "SAKIT"), "semua": "1"}, follow=True)

    assert status(ajar.sesi) == ["HADIR", "SAKIT"]
    assert "2 tanda hadir disimpan. Sesi ini lengkap." in respons.content.decode()
    assert set(
        Kehadiran.objects.filter(sesi=ajar.sesi).values_list("ditandai_oleh", flat=True)
    ) == {getattr(dunia.palu, akun).pk}


def test_a_part_can_be_saved(client, dunia, ajar):
    client.force_login(dunia.palu.pengajar)

    respons = client.post(
        url("kehadiran_tandai", ajar.sesi_id), tanda(ajar.sesi, "HADIR", ""), follow=True
    )

    assert status(ajar.sesi) == ["HADIR", "BELUM"]
    assert "1 orang belum ditandai" in respons.content.decode()


def test_unknown_mark_is_refused(client, dunia, ajar):
    client.force_login(dunia.palu.pengajar)

    respons = client.post(
        url("kehadiran_tandai", ajar.sesi_id), tanda(ajar.sesi, "TERBANG", "HADIR")
    )

    assert respons.status_code == 422
    assert status(ajar.sesi) == ["BELUM", "BELUM"]


def test_before_the_start_the_sheet_says_when(client, dunia, ajar):
    besok = timezone.now() + HARI
    Sesi.objects.filter(pk=ajar.sesi_id).update(mulai=besok, selesai=besok + HARI / 12)
    client.force_login(dunia.palu.pengajar)
    alamat = url("kehadiran_tandai", ajar.sesi_id)

    assert "Sesi belum dimulai" in client.get(alamat).content.decode()
    assert client.post(alamat, {"semua": "1"}).status_code == 422
    assert status(ajar.sesi) == ["BELUM", "BELUM"]


@pytest.mark.parametrize("jumlah", [1, 3])
def test_sheet_query_count(client, dunia, ajar, django_assert_num_queries, jumlah):
    for p in PegawaiFactory.create_batch(jumlah, unit=dunia.palu.sekolah):
        daftarkan_peserta(
            kelas=ajar.sesi.kelas,
            pegawai=[p],
            alasan_luar_masa="Susulan",
            oleh=dunia.palu.hr,
            sekarang=timezone.now(),
        )
    client.force_login(dunia.palu.pengajar)

    with django_assert_num_queries(5):
        client.get(url("kehadiran_tandai", ajar.sesi_id))


@pytest.mark.parametrize(
    ("akun", "kode"),
    [
        ("pengelola", 404),
        ("pengelola_dinkes", 404),
        ("kepala", 403),
        ("pegawai", 403),
        ("auditor", 403),
    ],
)
def test_who_may_not_mark(client, dunia, ajar, akun, kode):
    client.force_login(getattr(dunia.palu, akun))

    assert client.post(url("kehadiran_tandai", ajar.sesi_id), {"semua": "1"}).status_code == kode
    assert status(ajar.sesi) == ["BELUM", "BELUM"]


def test_a_trainer_marks_the_own_sessions_only(client, dunia, ajar, kelas):
    lain = kelas.sesi.order_by("mulai").last()
    client.force_login(dunia.palu.pengajar)

    assert client.post(url("kehadiran_tandai", lain.pk), {"semua": "1"}).status_code == 404
    assert status(lain) == ["BELUM", "BELUM"]


def test_link_marks_without_login(client, dunia, ajar):
    alamat = url("kehadiran_luar", token_luar(ajar.sesi_id, ajar.pengajar_id))
    halaman = client.get(alamat).content.decode()
    assert "Fajar" in halaman
    assert "WITA" in halaman

    respons = client.post(alamat, tanda(ajar.sesi, "HADIR", "ALPA"))

    assert (respons.status_code, respons.url) == (302, alamat)
    assert status(ajar.sesi) == ["HADIR", "ALPA"]
    assert Kehadiran.objects.filter(ditandai_oleh=dunia.palu.pengajar).count() == 2


def test_forged_and_old_links(client, ajar):
    token = token_luar(ajar.sesi_id, ajar.pengajar_id)
    assert client.get(url("kehadiran_luar", token[:-1])).status_code == 404
    lama = timezone.now() - 20 * HARI
    Sesi.objects.filter(pk=ajar.sesi_id).update(mulai=lama, selesai=lama + HARI / 12)

    respons = client.post(url("kehadiran_luar", token), {"semua": "1"})

    assert respons.status_code == 410
    assert "14 hari setelah sesi" in respons.content.decode()
    assert status(ajar.sesi) == ["BELUM", "BELUM"]


def test_a_link_corrects_nothing_after_verification(client, dunia, kelas, ajar):
    tandai_semua(kelas)
    Kelas.objects.filter(pk=kelas.pk).update(
        kehadiran_diverifikasi_pada=timezone.now(), kehadiran_diverifikasi_oleh=dunia.palu.hr
    )
    alamat = url("kehadiran_luar", token_luar(ajar.sesi_id, ajar.pengajar_id))

    respons = client.post(alamat, {**tanda(ajar.sesi, "ALPA", "ALPA"), "alasan": "Coba"})

    assert respons.status_code == 422
    assert status(ajar.sesi) == ["HADIR", "HADIR"]


def tandai_semua(kelas, status="HADIR"):
    Kehadiran.objects.filter(sesi__kelas=kelas).update(status=status, ditandai_pada=timezone.now())


def test_verification_shows_jp_and_writes_them(client, dunia, kelas):
    tandai_semua(kelas)
    client.force_login(dunia.palu.hr)
    alamat = url("kehadiran_verifikasi", kelas.pk)
    halaman = client.get(alamat).content.decode()
    assert "2 dari 2 orang akan mendapat JP" in halaman
    assert CatatanJP.objects.count() == 0

    respons = client.post(alamat, follow=True)

    assert "JP 2 orang tercatat" in respons.content.decode()
    assert list(CatatanJP.objects.values_list("jp", flat=True)) == [6, 6]
    assert "sudah diverifikasi" in client.post(alamat, follow=True).content.decode()
    assert CatatanJP.objects.count() == 2


def test_verification_waits_for_marks(client, dunia, kelas):
    client.force_login(dunia.palu.hr)

    respons = client.post(url("kehadiran_verifikasi", kelas.pk), follow=True)

    assert "Masih ada 6 tanda hadir yang kosong" in respons.content.decode()
    assert CatatanJP.objects.count() == 0


def test_hr_corrects_with_a_reason(client, dunia, kelas, ajar):
    tandai_semua(kelas)
    client.force_login(dunia.palu.hr)
    client.post(url("kehadiran_verifikasi", kelas.pk))
    alamat = url("kehadiran_tandai", ajar.sesi_id)

    tanpa = client.post(alamat, tanda(ajar.sesi, "ALPA", "HADIR"))
    assert tanpa.status_code == 422
    assert CatatanJP.objects.count() == 2
    client.post(alamat, {**tanda(ajar.sesi, "ALPA", "HADIR"), "alasan": "Titip absen"})

    fajar = CatatanJP.objects.filter(pegawai=dunia.palu.pegawai.pegawai).order_by("id")
    assert [c.jp for c in fajar] == [6, -6, 0]
    assert fajar[1].alasan == "Titip absen"


@pytest.mark.parametrize("jumlah", [1, 3])
def test_verification_query_count(client, dunia, kelas, django_assert_num_queries, jumlah):
    for p in PegawaiFactory.create_batch(jumlah, unit=dunia.palu.sekolah):
        daftarkan_peserta(
            kelas=kelas,
            pegawai=[p],
            alasan_luar_masa="Susulan",
            oleh=dunia.palu.hr,
            sekarang=timezone.now(),
        )
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(9):
        client.get(url("kehadiran_verifikasi", kelas.pk))


@pytest.mark.parametrize(
    ("akun", "kode"), [("pengelola", 403), ("kepala", 403), ("pengajar", 403), ("auditor", 403)]
)
def test_who_may_not_verify(client, dunia, kelas, akun, kode):
    tandai_semua(kelas)
    client.force_login(getattr(dunia.palu, akun))

    assert client.post(url("kehadiran_verifikasi", kelas.pk)).status_code == kode
    assert CatatanJP.objects.count() == 0


def test_another_city_gets_404(client, dunia, kelas, ajar):
    tandai_semua(kelas)
    client.force_login(dunia.salatiga.hr)

    assert client.post(url("kehadiran_verifikasi", kelas.pk)).status_code == 404
    assert client.post(url("kehadiran_tandai", ajar.sesi_id), {"semua": "1"}).status_code == 404


def test_wrong_methods(client, dunia, kelas, ajar):
    client.force_login(dunia.palu.hr)
    luar = url("kehadiran_luar", token_luar(ajar.sesi_id, ajar.pengajar_id))

    assert client.put(url("kehadiran_tandai", ajar.sesi_id)).status_code == 405
    assert client.put(url("kehadiran_verifikasi", kelas.pk)).status_code == 405
    assert client.put(luar).status_code == 405


def test_tab_shows_counts_and_own_mark(client, dunia, kelas, ajar):
    Kehadiran.objects.filter(sesi=ajar.sesi, pegawai=dunia.palu.pegawai.pegawai).update(
        status="SAKIT", ditandai_pada=timezone.now()
    )
    alamat = f"{url('kelas_detail', kelas.pk)}?tab=kehadiran"

    client.force_login(dunia.palu.pegawai)
    pegawai = client.get(alamat).content.decode()
    client.force_login(dunia.palu.hr)
    hr = client.get(alamat).content.decode()

    assert "Anda:" in pegawai
    assert "Tandai hadir" not in pegawai
    assert "1 sakit" in hr
    assert hr.count("Tandai hadir") == 3
    assert "Masih ada 5 tanda hadir yang kosong" in hr


def test_marked_sessions_can_be_changed_until_verified_and_corrected_by_hr_after(
    client, dunia, kelas, ajar
):
    def tombol(akun):
        client.force_login(akun)
        isi = client.get(url("kelas_detail", kelas.pk), {"tab": "kehadiran"}).content.decode()
        return [isi.count(t) for t in ("Tandai hadir", "Ubah kehadiran", "Koreksi kehadiran")]

    Kehadiran.objects.filter(sesi=ajar.sesi).update(status="HADIR", ditandai_pada=timezone.now())
    assert tombol(dunia.palu.hr) == [2, 1, 0]
    assert tombol(dunia.palu.pengajar) == [0, 1, 0]
    Kelas.objects.update(
        kehadiran_diverifikasi_pada=timezone.now(), kehadiran_diverifikasi_oleh=dunia.palu.hr
    )
    assert tombol(dunia.palu.hr) == [0, 0, 3]
    assert tombol(dunia.palu.pengajar) == [0, 0, 0]
