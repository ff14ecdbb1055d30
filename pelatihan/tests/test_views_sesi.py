from datetime import timedelta

import pytest

from instansi.models import Pegawai, Pengguna
from notifikasi.models import Pesan
from pelatihan.models import Kehadiran, Kelas, Sesi
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


@pytest.fixture
def kelas(kota):
    """Published, three mornings in the hall with Joko; Fajar and Indra attend."""
    kelas = buat(kota, *(nanti(kota, n) for n in range(3)))
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    terbitkan(kota, kelas)
    Pesan.objects.all().delete()
    return kelas


@pytest.fixture
def lain(kota):
    """Another published class on Monday afternoon in the small room; Fajar attends."""
    kelas = buat(kota, nanti(kota, jam=13, jp=6, ruang=kota.kecil.pk, pengajar=(kota.hana.pk,)))
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)
    Pesan.objects.all().delete()
    return kelas


def sesi_pertama(kelas):
    return kelas.sesi.order_by("mulai")[0]


def ubahan(kota, sesi, hari=0, perintah="simpan", **isi):
    """The form of moving as typed."""
    bawaan = {
        "pk": sesi.pk,
        "tanggal": f"{senin_depan() + timedelta(days=hari):%Y-%m-%d}",
        "mulai": "13.00",
        "selesai": "15.00",
        "ruang": kota.aula.pk,
        "pengajar_1": kota.joko.pk,
        "pengajar_2": "",
        "pengajar_3": "",
        "judul": "",
        "jp": "2",
    }
    data = {f"sesi-0-{k}": v for k, v in (bawaan | isi).items()}
    return data | {"sesi-TOTAL_FORMS": "1", "sesi-INITIAL_FORMS": "0", perintah: "ya"}


def putusan(akun, nilai="lepas", alasan="Tetap di kelas lain"):
    pk = akun.pegawai_id
    return {f"putusan_{pk}": nilai, f"alasan_{pk}": alasan}


# Moving one session


def test_pindah_moves_and_says_how_many_were_told(kota, buka, kirim, kelas):
    sesi = sesi_pertama(kelas)

    jawaban = kirim(kota.hr, "sesi_pindah", sesi.pk, ubahan(kota, sesi))

    assert jawaban.status_code == 302
    assert Sesi.objects.get(pk=sesi.pk).mulai == nanti(kota, jam=13).mulai
    assert Pesan.objects.filter(jenis="kelas_dipindah").count() == 2
    assert "2 peserta diberi tahu." in teks(buka(kota.hr, "kelas_detail", kelas.pk))


def test_pindah_shows_the_present_time(kota, buka, kelas):
    jawaban = buka(kota.hr, "sesi_pindah", sesi_pertama(kelas).pk)

    (f,) = jawaban.context["isian"].sesi
    assert (f["mulai"].value(), f["selesai"].value()) == ("09.00", "11.00")
    assert "09.00–11.00 WITA" in teks(jawaban)


def test_pindah_asks_for_a_decision_about_those_who_clash(kota, kirim, kelas, lain):
    sesi = sesi_pertama(kelas)
    sebelum = isi_tabel()

    jawaban = kirim(kota.hr, "sesi_pindah", sesi.pk, ubahan(kota, sesi))

    assert jawaban.status_code == 422
    (orang,) = jawaban.context["putusan"].orang()
    assert orang.nama == "Fajar, SDN 1 Palu"
    assert "angkatan 1" in orang.kelas[0]
    assert isi_tabel() == sebelum


@pytest.mark.parametrize(
    ("nilai", "alasan"), [("lepas", ""), ("izinkan", "  "), ("ngawur", "x"), ("", "x")]
)
def test_pindah_keeps_asking_while_a_decision_is_incomplete(
    kota, kirim, kelas, lain, nilai, alasan
):
    sesi = sesi_pertama(kelas)
    sebelum = isi_tabel()
    data = ubahan(kota, sesi) | putusan(kota.pegawai, nilai, alasan)

    jawaban = kirim(kota.hr, "sesi_pindah", sesi.pk, data)

    assert jawaban.status_code == 422
    assert isi_tabel() == sebelum


def test_pindah_releases(kota, kirim, kelas, lain):
    sesi = sesi_pertama(kelas)

    kirim(kota.hr, "sesi_pindah", sesi.pk, ubahan(kota, sesi) | putusan(kota.pegawai))

    assert Kelas.objects.get(pk=kelas.pk).terisi == 1
    assert sorted(pesan_peserta().values_list("jenis", "penerima")) == [
        ("kelas_dipindah", kota.pegawai_dinkes.pk),
        ("pendaftaran_batal", kota.pegawai.pk),
    ]


def test_pindah_allows(kota, kirim, kelas, lain):
    sesi = sesi_pertama(kelas)
    data = ubahan(kota, sesi) | putusan(kota.pegawai, "izinkan", "Disetujui kepala")

    kirim(kota.hr, "sesi_pindah", sesi.pk, data)

    izin = Kehadiran.objects.exclude(izin_bentrok_alasan="").get()
    assert (izin.sesi, izin.izin_bentrok_alasan) == (sesi, "Disetujui kepala")


def test_pindah_onto_a_taken_room_offers_slots(kota, kirim, kelas, lain):
    sesi = sesi_pertama(kelas)
    sebelum = isi_tabel()

    jawaban = kirim(kota.hr, "sesi_pindah", sesi.pk, ubahan(kota, sesi, ruang=kota.kecil.pk))

    isi = teks(jawaban)
    assert jawaban.status_code == 422
    assert "Ruang kecil dipakai Pelayanan Prima angkatan 1" in isi
    assert isi.count('name="pakai"') == 3
    assert isi_tabel() == sebelum


def test_pindah_uses_an_offered_slot(kota, kirim, kelas):
    sesi, r = sesi_pertama(kelas), nanti(kota, 3, jam=8)
    usul = f"1|{r.mulai.isoformat()}|{r.selesai.isoformat()}|{kota.kecil.pk}"
    data = ubahan(kota, sesi, perintah="x") | {"pakai": usul}

    (f,) = kirim(kota.hr, "sesi_pindah", sesi.pk, data).context["isian"].sesi

    assert (f["mulai"].value(), f["ruang"].value()) == ("08.00", str(kota.kecil.pk))


def test_slots_for_moving_avoid_the_other_sessions_of_the_class(kota, kirim, kelas, lain):
    """Tuesday 09-11 is a session of this class: no slot may lie on it."""
    sesi = sesi_pertama(kelas)
    data = ubahan(kota, sesi, 1, mulai="09.00", selesai="11.00", perintah="periksa")

    jawaban = kirim(kota.hr, "sesi_periksa", sesi.pk, data)

    assert jawaban.status_code == 200
    assert "Tidak ada bentrok" in teks(jawaban)
    data = ubahan(kota, sesi, ruang=kota.kecil.pk, perintah="periksa")
    isi = teks(kirim(kota.hr, "sesi_periksa", sesi.pk, data))
    assert "Ruang kecil" in isi
    assert "belum bisa dipindahkan" in isi
    assert "draf" not in isi
    assert isi.count('name="pakai"') == 3


def test_pindah_refuses_onto_itself_and_bad_times(kota, kirim, kelas):
    sesi = sesi_pertama(kelas)
    timpa = ubahan(kota, sesi, 1, mulai="10.00", selesai="12.00")
    terbalik = ubahan(kota, sesi, mulai="15.00", selesai="13.00")

    assert "bertumpuk" in teks(kirim(kota.hr, "sesi_pindah", sesi.pk, timpa))
    jawaban = kirim(kota.hr, "sesi_pindah", sesi.pk, terbalik)
    assert "Sesi harus selesai setelah mulai." in teks(jawaban)


def test_pindah_of_a_draft_says_where_to_change_it(kota, buka):
    draf = buat(kota, nanti(kota))

    assert "Ubah waktunya lewat Ubah kelas" in teks(
        buka(kota.hr, "sesi_pindah", draf.sesi.get().pk)
    )


@pytest.mark.parametrize("nama", ["sesi_pindah", "sesi_periksa"])
def test_gate_of_one_session(kota, dunia, kirim, nama):
    draf = buat(kota, nanti(kota, jp=6), penyelenggara=kota.dinkes.pk)
    sesi = draf.sesi.get()
    sebelum = isi_tabel()

    def status(akun):
        return kirim(akun, nama, sesi.pk, ubahan(kota, sesi, perintah="periksa")).status_code

    assert status(kota.pengelola_dinkes) == status(kota.hr) == 200
    assert status(kota.pengelola) == status(dunia.salatiga.hr) == 404
    assert status(kota.kepala) == status(kota.pegawai) == 403
    assert isi_tabel() == sebelum
    terbitkan(kota, draf)
    assert status(kota.pengelola) == 403


# Shifting all


def test_geser_moves_all_sessions(kota, kirim, kelas):
    jawaban = kirim(kota.hr, "kelas_geser", kelas.pk, {"hari": "7", "jam": "-1,5"})

    assert jawaban.status_code == 302
    assert [s.mulai for s in kelas.sesi.order_by("mulai")] == [
        nanti(kota, n + 7).mulai - timedelta(minutes=90) for n in range(3)
    ]
    assert pesan_peserta().count() == 6


def test_geser_back_to_back_through_each_other(kota, kirim):
    kelas = buat(kota, *(nanti(kota, jam=j) for j in (8, 10, 13)))
    terbitkan(kota, kelas)

    assert kirim(kota.hr, "kelas_geser", kelas.pk, {"jam": "2"}).status_code == 302


def test_geser_asks_for_decisions(kota, kirim, kelas, lain):
    jawaban = kirim(kota.hr, "kelas_geser", kelas.pk, {"jam": "4"})

    assert [o.nama for o in jawaban.context["putusan"].orang()] == ["Fajar, SDN 1 Palu"]
    data = {"jam": "4"} | putusan(kota.pegawai, "izinkan", "Boleh")
    assert kirim(kota.hr, "kelas_geser", kelas.pk, data).status_code == 302


@pytest.mark.parametrize(
    ("data", "pesan"),
    [
        ({}, "Tidak ada sesi yang bergeser"),
        ({"hari": "0", "jam": "0"}, "Tidak ada sesi yang bergeser"),
        ({"hari": "400"}, "365"),
        ({"hari": "tujuh"}, "Belum digeser"),
        ({"hari": "-300"}, "Waktu baru sudah lewat"),
    ],
)
def test_geser_refuses(kota, kirim, kelas, data, pesan):
    sebelum = isi_tabel()

    jawaban = kirim(kota.hr, "kelas_geser", kelas.pk, data)

    assert pesan in teks(jawaban)
    assert isi_tabel() == sebelum


# Publishing


def test_terbitkan_shows_what_will_happen_then_does_it(kota, buka, kirim):
    kelas = buat(kota, *(nanti(kota, n) for n in range(3)))
    daftarkan(kelas, kota.pegawai)

    isi = teks(buka(kota.hr, "kelas_terbitkan", kelas.pk))
    assert "1 peserta diberi tahu" in isi
    assert "3 sesi memakai Aula" in isi
    assert kirim(kota.hr, "kelas_terbitkan", kelas.pk, {}).status_code == 302
    assert Kelas.objects.get(pk=kelas.pk).status == "TERBIT"
    assert pesan_peserta().get().jenis == "kelas_undangan"


def test_terbitkan_refused_shows_the_reasons_and_writes_nothing(kota, buka, kirim):
    kelas = buat(kota, nanti(kota, jp=5))
    sebelum = isi_tabel()

    assert "Tambah 1 JP lewat Ubah kelas" in teks(buka(kota.hr, "kelas_terbitkan", kelas.pk))
    jawaban = kirim(kota.hr, "kelas_terbitkan", kelas.pk, {})
    assert jawaban.status_code == 422
    assert "Tambah 1 JP lewat Ubah kelas" in teks(jawaban)
    assert isi_tabel() == sebelum


def test_terbitkan_asks_for_decisions_from_the_start(kota, buka, kirim, lain):
    kelas = buat(kota, nanti(kota, jam=14, jp=6))
    daftarkan(kelas, kota.pegawai)

    (orang,) = buka(kota.hr, "kelas_terbitkan", kelas.pk).context["putusan"].orang()
    assert orang.nama == "Fajar, SDN 1 Palu"
    assert kirim(kota.hr, "kelas_terbitkan", kelas.pk, {}).status_code == 422
    jawaban = kirim(kota.hr, "kelas_terbitkan", kelas.pk, putusan(kota.pegawai))
    assert jawaban.status_code == 302
    assert Kelas.objects.get(pk=kelas.pk).terisi == 0


def test_an_agency_decides_about_people_it_may_not_name(kota, buka, lain):
    kelas = buat(kota, nanti(kota, jam=14, jp=6), penyelenggara=kota.dinkes.pk)
    daftarkan(kelas, kota.pegawai)

    jawaban = buka(kota.pengelola_dinkes, "kelas_terbitkan", kelas.pk)

    (orang,) = jawaban.context["putusan"].orang()
    assert orang.nama == "Peserta di luar lingkup Anda"
    assert "Fajar" not in teks(jawaban)


def test_a_running_class_can_only_allow(kota, kirim, kelas, lain):
    Kelas.objects.filter(pk=kelas.pk).update(status="BERJALAN")
    sesi = sesi_pertama(kelas)

    jawaban = kirim(kota.hr, "sesi_pindah", sesi.pk, ubahan(kota, sesi))

    (orang,) = jawaban.context["putusan"].orang()
    assert [nilai for nilai, _ in orang.putusan.field.choices] == ["izinkan"]


def test_who_cannot_be_reached_by_mail_is_named_with_the_list(kota, buka, kirim):
    kelas = buat(kota, *(nanti(kota, n) for n in range(3)))
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    fajar = kota.pegawai.pegawai
    Pengguna.objects.filter(pk=kota.pegawai.pk).update(email=None)
    Pegawai.objects.filter(pk=fajar.pk).update(surel="")

    kirim(kota.hr, "kelas_terbitkan", kelas.pk, {})

    isi = teks(buka(kota.hr, "kelas_detail", kelas.pk))
    assert "1 peserta diberi tahu." in isi
    assert "1 peserta tidak terjangkau surel: Fajar." in isi
    assert f'/pelatihan/kelas/{kelas.pk}/?tab=peserta">Lihat daftar peserta</a>' in isi


def test_moving_all_sessions_counts_people_not_messages(kota, buka, kirim, kelas):
    kirim(kota.hr, "kelas_geser", kelas.pk, {"hari": "7", "jam": "0"})

    assert Pesan.objects.filter(jenis="kelas_dipindah").count() == 6
    isi = teks(buka(kota.hr, "kelas_detail", kelas.pk))
    assert "2 peserta diberi tahu." in isi
    assert "tidak terjangkau" not in isi
