from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai
from instansi.tests.factories import PegawaiFactory
from notifikasi.models import Pesan
from pelatihan.actions.pendaftaran import daftarkan_peserta
from pelatihan.models import Kehadiran, Kelas, Pendaftaran
from pelatihan.tests.factories import buat_kelas

HARI = timedelta(days=1)


def kelas_besok(penyelenggara, **isi):
    """A published class from tomorrow on, open for registration by the real clock."""
    kini = timezone.now()
    masa = {"daftar_mulai": kini - HARI, "daftar_selesai": kini + HARI / 2}
    return buat_kelas(penyelenggara, mulai=kini + HARI, **masa | isi)


@pytest.fixture
def kelas(dunia):
    return kelas_besok(dunia.palu.pemda, kursi=3)


def isi_tabel():
    return [m.objects.count() for m in (Pendaftaran, Kehadiran, Pesan)]


def url(nama, pk):
    return reverse(f"pelatihan:{nama}", args=[pk])


def hasil(respons):
    return [
        (b.teks, h.penolakan and h.penolakan.kode if h else b.alasan)
        for b, h in respons.context["baris"]
    ]


def test_usul_lists_the_own_people(client, dunia, kelas):
    client.force_login(dunia.palu.pengelola)

    respons = client.get(url("peserta_usul", kelas.pk))

    assert respons.status_code == 200
    assert [p.nama for p in respons.context["halaman"]] == ["Citra", "Diana", "Fajar", "Gita"]
    assert "checked" not in respons.content.decode()


def test_usul_selects_all_of_a_unit_without_script(client, dunia, kelas):
    client.force_login(dunia.palu.hr)

    respons = client.get(
        url("peserta_usul", kelas.pk), {"unit": dunia.palu.dikbud.pk, "semua": "1"}
    )

    assert [p.nama for p in respons.context["halaman"]] == ["Citra", "Diana", "Fajar", "Gita"]
    assert respons.content.decode().count("checked") == 4


def test_usul_searches_by_post_and_writes_nothing(client, dunia, kelas):
    client.force_login(dunia.palu.pengelola)
    nip = dunia.palu.pegawai.pegawai.nip

    for kata in ("faj", f"{nip[:8]} {nip[8:]}"):
        respons = client.post(url("peserta_usul", kelas.pk), {"q": kata})
        assert [p.nama for p in respons.context["halaman"]] == ["Fajar"]
    kosong = client.post(url("peserta_usul", kelas.pk), {"q": "Indra"})

    assert "Tidak ada pegawai yang cocok" in kosong.content.decode()
    assert isi_tabel() == [0, 0, 0]


def test_a_slip_in_the_name_shows_who_is_alike(client, dunia, kelas):
    client.force_login(dunia.palu.pengelola)

    jawaban = client.post(url("peserta_usul", kelas.pk), {"q": "fjaar"})

    assert [p.nama for p in jawaban.context["halaman"]] == ["Fajar"]
    assert "Tidak ada nama yang persis begitu." in jawaban.content.decode()


def test_usul_says_why_a_class_is_closed(client, dunia, kelas):
    Kelas.objects.filter(pk=kelas.pk).update(daftar_selesai=timezone.now())

    client.force_login(dunia.palu.pengelola)
    tertutup = client.get(url("peserta_usul", kelas.pk)).content.decode()
    client.force_login(dunia.palu.hr)
    terbuka = client.get(url("peserta_usul", kelas.pk)).content.decode()

    assert "Pendaftaran kelas ini sudah ditutup." in tertutup
    assert "Daftarkan" not in tertutup
    assert "Alasan di luar masa pendaftaran" in terbuka


@pytest.mark.parametrize(
    ("akun", "langkah"),
    [("hr", "Tambah kursi bila ruangnya memuat"), ("pengelola", "menambah kursi, atau usulkan")],
)
def test_a_full_class_says_so_and_offers_what_can_be_done(client, dunia, kelas, akun, langkah):
    Kelas.objects.filter(pk=kelas.pk).update(terisi=3)
    client.force_login(getattr(dunia.palu, akun))

    usul = client.get(url("peserta_usul", kelas.pk)).content.decode()
    tab = client.get(url("kelas_detail", kelas.pk), {"tab": "peserta"}).content.decode()

    ubah = f"{url('kelas_ubah', kelas.pk)}#id_kursi"
    for isi in (usul, tab):
        assert "Kelas ini penuh" in isi
        assert langkah in isi
        assert (ubah in isi) == (akun == "hr")
        assert "Daftarkan" not in isi
    assert url("peserta_usul", kelas.pk) not in tab


def test_a_full_class_that_is_over_is_only_over(client, dunia, kelas):
    Kelas.objects.filter(pk=kelas.pk).update(terisi=3, status="SELESAI")
    client.force_login(dunia.palu.hr)

    assert (
        "penuh"
        not in client.get(url("kelas_detail", kelas.pk), {"tab": "peserta"}).content.decode()
    )


@pytest.mark.parametrize("jumlah", [1, 3])
def test_usul_query_count(client, dunia, kelas, django_assert_num_queries, jumlah):
    Pegawai.objects.filter(unit=dunia.palu.puskesmas).update(status="PENSIUN")
    for p in PegawaiFactory.create_batch(jumlah, unit=dunia.palu.puskesmas):
        daftarkan_peserta(
            kelas=kelas_besok(dunia.palu.pemda),
            pegawai=[p],
            oleh=dunia.palu.hr,
            sekarang=timezone.now(),
        )
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(7):
        respons = client.get(url("peserta_usul", kelas.pk), {"unit": dunia.palu.puskesmas.pk})

    assert len(respons.context["halaman"]) == jumlah
    assert {p.bentrok for p in respons.context["halaman"]} == {True}


def test_daftarkan_says_who_got_in_and_who_not(client, dunia, kelas):
    client.force_login(dunia.palu.pengelola)

    respons = client.post(
        url("peserta_daftarkan", kelas.pk),
        {"daftar": "gita\nIndra\nFajar\nGita\nCitra\nDiana"},
    )

    assert hasil(respons) == [
        ("gita", None),
        ("Indra", "Tidak ditemukan. Tulis nama lengkap tanpa gelar, atau pakai NIP."),
        ("Fajar", None),
        ("Gita", ""),
        ("Citra", None),
        ("Diana", "PENUH"),
    ]
    teks = respons.content.decode()
    assert "3 dari 6 orang mendapat kursi" in teks
    assert "Sama dengan baris di atas." in teks
    assert Pendaftaran.objects.count() == 3


def test_daftarkan_ticked_people(client, dunia, kelas):
    client.force_login(dunia.palu.pengelola)
    ids = [dunia.palu.pegawai.pegawai_id, dunia.palu.atasan.pegawai_id]

    respons = client.post(url("peserta_daftarkan", kelas.pk), {"pegawai": ids})

    assert hasil(respons) == [("Fajar", None), ("Gita", None)]


@pytest.mark.parametrize("asing", ["pegawai_dinkes", "kota_lain", "huruf", "besar"])
def test_daftarkan_out_of_scope_is_404_and_writes_nothing(client, dunia, kelas, asing):
    client.force_login(dunia.palu.pengelola)
    pk = {
        "pegawai_dinkes": dunia.palu.pegawai_dinkes.pegawai_id,
        "kota_lain": dunia.salatiga.pegawai.pegawai_id,
        "huruf": "1 OR 1=1",
        "besar": "9" * 40,
    }[asing]

    respons = client.post(
        url("peserta_daftarkan", kelas.pk), {"pegawai": [dunia.palu.pegawai.pegawai_id, pk]}
    )

    assert respons.status_code == 404
    assert isi_tabel() == [0, 0, 0]


@pytest.mark.parametrize(
    ("data", "pesan"),
    [
        ({}, "Belum ada orang yang dipilih"),
        ({"daftar": "a\n" * 501}, "Paling banyak 500 orang"),
    ],
)
def test_daftarkan_bad_input_is_explained(client, dunia, kelas, data, pesan):
    client.force_login(dunia.palu.hr)

    respons = client.post(url("peserta_daftarkan", kelas.pk), data)

    assert respons.status_code == 422
    assert pesan in respons.content.decode()


def test_only_hr_overrides_the_window(client, dunia, kelas):
    Kelas.objects.filter(pk=kelas.pk).update(daftar_selesai=timezone.now())
    data = {"daftar": "Fajar", "alasan_luar_masa": "Pengganti peserta sakit"}

    client.force_login(dunia.palu.pengelola)
    ditolak = client.post(url("peserta_daftarkan", kelas.pk), data)
    assert ditolak.status_code == 422
    assert isi_tabel() == [0, 0, 0]

    client.force_login(dunia.palu.hr)
    assert client.post(url("peserta_daftarkan", kelas.pk), data).status_code == 200
    assert Pendaftaran.objects.get().alasan_luar_masa == "Pengganti peserta sakit"


def test_only_hr_allows_a_clash(client, dunia, kelas):
    fajar = dunia.palu.pegawai.pegawai
    lain = kelas_besok(dunia.palu.pemda)
    daftarkan_peserta(kelas=lain, pegawai=[fajar], oleh=dunia.palu.hr, sekarang=timezone.now())
    data = {"pegawai": [fajar.pk], "alasan_bentrok": "Diminta Sekda"}

    client.force_login(dunia.palu.pengelola)
    ditolak = client.post(url("peserta_daftarkan", kelas.pk), data)
    assert hasil(ditolak) == [("Fajar", "BENTROK")]
    assert "Izinkan dan daftarkan" not in ditolak.content.decode()

    client.force_login(dunia.palu.hr)
    tawaran = client.post(url("peserta_daftarkan", kelas.pk), {"daftar": "Fajar"})
    assert "Izinkan dan daftarkan" in tawaran.content.decode()
    assert str(lain) in tawaran.content.decode()
    assert hasil(client.post(url("peserta_daftarkan", kelas.pk), data)) == [("Fajar", None)]


def test_batalkan_asks_then_frees_the_seat(client, dunia, kelas):
    daftarkan_peserta(
        kelas=kelas,
        pegawai=[dunia.palu.pegawai.pegawai],
        oleh=dunia.palu.hr,
        sekarang=timezone.now(),
    )
    daftar = Pendaftaran.objects.get()
    client.force_login(dunia.palu.pengelola)
    alamat = url("peserta_batalkan", daftar.pk)

    assert "Lepas kursi Fajar?" in client.get(alamat).content.decode()
    kosong = client.post(alamat, {"alasan": " "})
    assert kosong.status_code == 422
    assert Pendaftaran.objects.get().status == "DITERIMA"
    respons = client.post(alamat, {"alasan": "Dinas luar"})

    assert respons.url == f"{url('kelas_detail', kelas.pk)}?tab=peserta"
    assert Pendaftaran.objects.get().alasan_batal == "Dinas luar"


def test_batalkan_after_the_start_is_explained(client, dunia):
    kini = timezone.now()
    kelas = kelas_besok(dunia.palu.pemda)
    daftarkan_peserta(
        kelas=kelas, pegawai=[dunia.palu.pegawai.pegawai], oleh=dunia.palu.hr, sekarang=kini
    )
    sesi = kelas.sesi.order_by("mulai").first()
    type(sesi).objects.filter(pk=sesi.pk).update(mulai=kini - HARI / 4, selesai=kini - HARI / 8)
    client.force_login(dunia.palu.hr)

    respons = client.post(
        url("peserta_batalkan", Pendaftaran.objects.get().pk), {"alasan": "Sakit"}
    )

    assert respons.status_code == 422
    assert "Kelas sudah dimulai" in respons.content.decode()


ALAMAT = ["peserta_usul", "peserta_daftarkan", "peserta_batalkan"]


@pytest.fixture
def objek(dunia, kelas):
    daftarkan_peserta(
        kelas=kelas,
        pegawai=[dunia.palu.pegawai.pegawai],
        oleh=dunia.palu.hr,
        sekarang=timezone.now(),
    )
    return {
        "peserta_usul": kelas.pk,
        "peserta_daftarkan": kelas.pk,
        "peserta_batalkan": Pendaftaran.objects.get().pk,
    }


@pytest.mark.parametrize("nama", ALAMAT)
@pytest.mark.parametrize(
    ("akun", "status"),
    [
        ("kepala", 403),
        ("pegawai", 403),
        ("atasan", 403),
        ("pengajar", 403),
        ("auditor", 403),
        ("admin", 403),
    ],
)
def test_without_the_right_403_and_nothing_is_written(client, dunia, objek, nama, akun, status):
    sebelum = isi_tabel()
    client.force_login(getattr(dunia.palu, akun))

    data = {"daftar": "Gita", "alasan": "Coba"}
    assert client.post(url(nama, objek[nama]), data).status_code == status
    assert isi_tabel() == sebelum


@pytest.mark.parametrize("nama", ALAMAT)
def test_another_city_gets_404(client, dunia, objek, nama):
    sebelum = isi_tabel()
    client.force_login(dunia.salatiga.hr)

    respons = client.post(url(nama, objek[nama]), {"daftar": "Gita", "alasan": "Coba"})

    assert respons.status_code == 404
    assert isi_tabel() == sebelum


def test_another_agency_cannot_cancel(client, dunia, objek):
    client.force_login(dunia.palu.pengelola_dinkes)

    respons = client.post(url("peserta_batalkan", objek["peserta_batalkan"]), {"alasan": "Coba"})

    assert respons.status_code == 404
    assert Pendaftaran.objects.get().status == "DITERIMA"


def test_a_draft_of_another_agency_is_404(client, dunia):
    draf = buat_kelas(dunia.palu.dinkes, terbit=False)
    client.force_login(dunia.palu.pengelola)

    assert client.get(url("peserta_usul", draf.pk)).status_code == 404


def test_wrong_methods(client, dunia, objek):
    client.force_login(dunia.palu.hr)

    assert client.get(url("peserta_daftarkan", objek["peserta_daftarkan"])).status_code == 405
    assert client.put(url("peserta_usul", objek["peserta_usul"])).status_code == 405
    assert client.delete(url("peserta_batalkan", objek["peserta_batalkan"])).status_code == 405


def test_without_login(client, objek):
    respons = client.get(url("peserta_usul", objek["peserta_usul"]))

    assert respons.status_code == 302
    assert respons.url.startswith("/masuk/")


@pytest.mark.parametrize(
    ("akun", "terlihat", "lain"),
    [("hr", ["Fajar", "Indra"], 0), ("pengelola", ["Fajar"], 1), ("pegawai", ["Fajar"], 1)],
)
def test_tab_names_only_the_own_people(client, dunia, kelas, akun, terlihat, lain):
    daftarkan_peserta(
        kelas=kelas,
        pegawai=[dunia.palu.pegawai.pegawai, dunia.palu.pegawai_dinkes.pegawai],
        oleh=dunia.palu.hr,
        sekarang=timezone.now(),
    )
    client.force_login(getattr(dunia.palu, akun))

    respons = client.get(f"{url('kelas_detail', kelas.pk)}?tab=peserta")

    teks = respons.content.decode()
    assert [n for n in ("Fajar", "Indra") if f"{n}<br>" in teks] == terlihat
    assert (f"{lain} peserta lain tidak disebut" in teks) == bool(lain)
    assert ("Lepas kursi" in teks) == (akun != "pegawai")
