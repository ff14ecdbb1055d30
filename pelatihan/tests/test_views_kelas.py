from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from instansi.models import HariLibur
from notifikasi.models import Pesan
from pelatihan.models import Kelas, Sesi
from pelatihan.queries.kelas import konteks_undangan
from pelatihan.tests.factories import PelatihanFactory
from pelatihan.tests.jadwal import (
    buat,
    daftarkan,
    isi_tabel,
    nanti,
    pesan_peserta,
    senin_depan,
    teks,
    terbitkan,
)

# List


def test_daftar_shows_what_one_may_see(kota, buka, kelas, kelas_dinkes):
    assert len(buka(kota.hr, "kelas_daftar").context["halaman"]) == 2
    assert not buka(kota.pengelola, "kelas_daftar").context["halaman"].object_list
    terbitkan(kota, kelas)
    (dilihat,) = buka(kota.pengelola, "kelas_daftar").context["halaman"]
    assert (dilihat.pk, dilihat.jumlah) == (kelas.pk, 3)


@pytest.mark.parametrize(
    ("kueri", "harapan"),
    [
        ({}, ["Etika", "Prima"]),
        ({"q": "prim"}, ["Prima"]),
        ({"q": "zzz"}, []),
        ({"status": "BATAL"}, []),
        ({"status": "DRAF"}, ["Etika", "Prima"]),
        ({"status": "NGAWUR"}, ["Etika", "Prima"]),
        ({"penyelenggara": "dinkes"}, ["Etika"]),
        ({"bulan": "ini"}, ["Prima"]),
        ({"urut": "mulai"}, ["Prima", "Etika"]),
        ({"urut": "nama"}, ["Etika", "Prima"]),
        ({"urut": "-nama"}, ["Prima", "Etika"]),
        ({"hal": "99"}, ["Etika", "Prima"]),
    ],
)
def test_daftar_filters_and_sorts(kota, buka, kueri, harapan):
    prima = PelatihanFactory(pemda=kota.pemda, nama="Prima").pk
    etika = PelatihanFactory(pemda=kota.pemda, nama="Etika").pk
    buat(kota, nanti(kota), pelatihan=prima)
    buat(kota, nanti(kota, 63), pelatihan=etika, penyelenggara=kota.dinkes.pk)
    ganti = {"dinkes": kota.dinkes.pk, "ini": f"{senin_depan():%Y-%m}"}

    jawaban = buka(kota.hr, "kelas_daftar", **{k: ganti.get(v, v) for k, v in kueri.items()})

    assert [k.pelatihan.nama for k in jawaban.context["halaman"]] == harapan


def test_daftar_empty_says_why(kota, buka):
    assert "Jadwalkan kelas pertama" in teks(buka(kota.hr, "kelas_daftar"))
    assert "setelah Anda terdaftar" in teks(buka(kota.pegawai, "kelas_daftar"))
    assert "Kurangi saringan" in teks(buka(kota.hr, "kelas_daftar", q="x"))


@pytest.mark.parametrize(
    ("siapa", "ada"), [("hr", True), ("kepala", True), ("auditor", True), ("pegawai", False)]
)
def test_drafts_are_offered_to_those_who_see_them(kota, buka, siapa, ada):
    pil = dict(buka(getattr(kota, siapa), "kelas_daftar").context["status_pil"])

    assert ("DRAF" in pil) is ada
    assert len(pil) == 4 + ada


@pytest.mark.parametrize("banyak", [1, 3])
def test_daftar_query_count(kota, client, banyak, django_assert_num_queries):
    for n in range(banyak):
        buat(kota, nanti(kota, n))
    client.force_login(kota.hr)

    with django_assert_num_queries(7):
        client.get(reverse("pelatihan:kelas_daftar"))


# Detail and the gate


@pytest.mark.parametrize("tab", ["", "sesi", "peserta", "kehadiran", "undangan", "ngawur"])
def test_detail_tabs(kota, buka, kelas, tab):
    daftarkan(kelas, kota.pegawai)

    assert buka(kota.hr, "kelas_detail", kelas.pk, tab=tab).status_code == 200
    terbitkan(kota, kelas)
    assert buka(kota.hr, "kelas_detail", kelas.pk, tab=tab).status_code == 200
    assert buka(kota.pegawai, "kelas_detail", kelas.pk, tab=tab).status_code == 200


def test_detail_says_why_it_cannot_be_published(kota, buka, kelas):
    Sesi.objects.filter(kelas=kelas).update(jp=1)
    terbitkan(kota, buat(kota, nanti(kota, jam=10, jp=6, pengajar=())))

    isi = teks(buka(kota.hr, "kelas_detail", kelas.pk))

    assert "Belum bisa diterbitkan" in isi
    assert "Jumlah JP sesi 3, sedangkan kurikulum 6 JP" in isi
    assert "Aula dipakai" in isi


def test_detail_of_a_cancelled_class_shows_the_reason(kota, buka, kirim, kelas):
    terbitkan(kota, kelas)
    kirim(kota.hr, "kelas_batalkan", kelas.pk, {"alasan": "Gempa bumi"})

    assert "Gempa bumi" in teks(buka(kota.pengelola, "kelas_detail", kelas.pk))


def test_detail_marks_sessions_on_a_day_off(kota, dunia, buka, kelas):
    hari = [
        timezone.localdate(s.mulai, ZoneInfo(kota.pemda.zona_waktu))
        for s in kelas.sesi.order_by("mulai")
    ]
    for pemda, nama in ((kota.pemda, "Hari Jadi Kota"), (dunia.salatiga.pemda, "Hari Jadi Lain")):
        HariLibur.objects.create(pemda=pemda, tanggal=hari[0], nama=nama, jenis="LIBUR")

    jawaban = buka(kota.hr, "kelas_detail", kelas.pk)

    assert "Hari libur: Hari Jadi Kota" in teks(jawaban)
    assert "Hari Jadi Lain" not in teks(jawaban)
    libur = [s.libur for s in jawaban.context["ringkas"].sesi]
    assert libur == ["Hari Jadi Kota" if h == hari[0] else None for h in hari]


@pytest.mark.parametrize("banyak", [1, 3])
@pytest.mark.parametrize(
    ("tab", "jumlah"), [("sesi", 8), ("peserta", 12), ("kehadiran", 12), ("undangan", 9)]
)
def test_detail_query_count(kota, client, tab, jumlah, banyak, django_assert_num_queries):
    kelas = buat(kota, *(nanti(kota, n, jp=6 // banyak) for n in range(banyak)))
    daftarkan(kelas, *[kota.pegawai, kota.pegawai_dinkes, kota.atasan][:banyak])
    if tab == "undangan":
        terbitkan(kota, kelas)

    client.force_login(kota.hr)

    with django_assert_num_queries(jumlah):
        client.get(reverse("pelatihan:kelas_detail", args=[kelas.pk]), {"tab": tab})


SATU_KELAS = [
    ("kelas_ubah", 200),
    ("kelas_terbitkan", 200),
    ("kelas_batalkan", 200),
    ("kelas_geser", 200),
    ("kelas_daftar_hadir", 200),
]


@pytest.mark.parametrize(("nama", "kode"), [("kelas_detail", 200), *SATU_KELAS])
def test_gate_of_one_class(kota, dunia, buka, client, kelas_dinkes, nama, kode):
    def status(akun):
        return buka(akun, nama, kelas_dinkes.pk).status_code

    assert status(kota.hr) == status(kota.pengelola_dinkes) == kode
    assert status(dunia.salatiga.hr) == status(kota.pengelola) == 404
    client.logout()
    jawaban = client.get(reverse(f"pelatihan:{nama}", args=[kelas_dinkes.pk]))
    assert jawaban.status_code == 302
    assert jawaban.url.startswith("/masuk/")
    assert status(kota.auditor) == (200 if nama == "kelas_detail" else 403)


@pytest.mark.parametrize("nama", [n for n, _ in SATU_KELAS[:4]])
def test_a_published_class_of_another_agency_may_be_seen_not_managed(
    kota, buka, kirim, kelas_dinkes, nama
):
    terbitkan(kota, kelas_dinkes)
    sebelum = isi_tabel()

    assert buka(kota.pengelola, "kelas_detail", kelas_dinkes.pk).status_code == 200
    assert buka(kota.pengelola, nama, kelas_dinkes.pk).status_code == 403
    assert kirim(kota.pengelola, nama, kelas_dinkes.pk, {"alasan": "x"}).status_code == 403
    assert isi_tabel() == sebelum


def test_wrong_methods(kota, buka, kirim, kelas):
    for nama, arg in (("kelas_daftar", []), ("kelas_detail", [kelas.pk]), ("jadwal", [])):
        assert kirim(kota.hr, nama, *arg, {}).status_code == 405
    assert kirim(kota.hr, "kelas_daftar_hadir", kelas.pk, {}).status_code == 405
    assert buka(kota.hr, "kelas_periksa").status_code == 405
    assert buka(kota.hr, "sesi_periksa", kelas.sesi.first().pk).status_code == 405


# Cancelling, and what is printed


def test_batalkan_asks_says_how_many_and_needs_a_reason(kota, buka, kirim, kelas):
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    terbitkan(kota, kelas)
    Pesan.objects.all().delete()
    sebelum = isi_tabel()

    assert "2 peserta akan diberi tahu" in teks(buka(kota.hr, "kelas_batalkan", kelas.pk))
    assert kirim(kota.hr, "kelas_batalkan", kelas.pk, {"alasan": " "}).status_code == 422
    assert isi_tabel() == sebelum
    assert kirim(kota.hr, "kelas_batalkan", kelas.pk, {"alasan": "Banjir"}).status_code == 302
    assert set(pesan_peserta().values_list("jenis", flat=True)) == {"kelas_batal"}
    assert "sudah dibatalkan" in teks(buka(kota.hr, "kelas_batalkan", kelas.pk))
    assert kirim(kota.hr, "kelas_batalkan", kelas.pk, {"alasan": "Lagi"}).status_code == 422


def test_undangan_has_the_text_the_number_and_the_sheet(kota, buka, kelas):
    assert "Undangan belum ada" in teks(buka(kota.hr, "kelas_detail", kelas.pk, tab="undangan"))
    terbitkan(kota, kelas)

    isi = teks(buka(kota.hr, "kelas_detail", kelas.pk, tab="undangan"))

    assert "*Undangan: Pelayanan Prima angkatan 1*" in isi
    assert f"/pelatihan/kelas/{kelas.pk}/" in isi
    assert "Salin untuk WhatsApp" in isi
    assert 'name="jenis" value="UNDANGAN"' in isi
    assert reverse("pelatihan:kelas_daftar_hadir", args=[kelas.pk]) in isi


def test_undangan_of_a_participant_has_no_letter_button(kota, buka, kelas):
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)

    isi = teks(buka(kota.pegawai, "kelas_detail", kelas.pk, tab="undangan"))

    assert "*Undangan:" in isi
    assert "UNDANGAN" not in isi
    assert "Buka daftar hadir" not in isi


def test_daftar_hadir_has_a_sheet_for_each_session(kota, buka, kelas):
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)

    isi = teks(buka(kota.pengajar, "kelas_daftar_hadir", kelas.pk))

    assert "Buka daftar hadir" in teks(
        buka(kota.pengajar, "kelas_detail", kelas.pk, tab="undangan")
    )
    assert buka(kota.pengelola, "kelas_daftar_hadir", kelas.pk).status_code == 403
    assert isi.count('class="pa-lembar"') == 3
    assert isi.count("Fajar") == 3


def test_letter_names_number_sessions_and_people(kota, kelas):
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)
    kelas = Kelas.objects.get(pk=kelas.pk)

    isi = " ".join(render_to_string("pdf/undangan.html", konteks_undangan(kelas)).split())

    assert f"<td>{kelas.nomor_undangan}</td>" in isi
    assert "Undangan Pelayanan Prima angkatan 1" in isi
    assert isi.count("09.00–11.00 WITA") == 3
    assert "<td>Fajar</td>" in isi
    assert "Belum ada peserta" not in isi
