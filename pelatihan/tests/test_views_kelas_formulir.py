from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pelatihan.models import Kelas, PengajarSesi, Sesi
from pelatihan.tests.factories import SEKARANG, KelasFactory, PelatihanFactory
from pelatihan.tests.jadwal import buat, daftarkan, isi_tabel, nanti, senin_depan, teks, terbitkan

HARI = timedelta(days=1)
JP = timedelta(minutes=45)


def baris(kota, nomor, hari=0, **isi):
    """One session row as typed."""
    bawaan = {
        "tanggal": f"{senin_depan() + hari * HARI:%Y-%m-%d}",
        "mulai": "09.00",
        "selesai": "10.30",
        "ruang": kota.aula.pk,
        "pengajar_1": kota.joko.pk,
        "pengajar_2": "",
        "pengajar_3": "",
        "judul": "",
        "jp": "",
        "pk": "",
    }
    return {f"sesi-{nomor}-{k}": v for k, v in (bawaan | isi).items()}


def formulir(kota, *daftar, perintah="simpan", nilai="ya", **isi):
    """The whole form as typed, with the button that was pressed."""
    data = {
        "pelatihan": isi.pop("pelatihan", None)
        or PelatihanFactory(pemda=kota.pemda, nama="Pelayanan Prima", jp=6).pk,
        "angkatan": "",
        "penyelenggara": kota.pemda.pk,
        "metode": "TATAP_MUKA",
        "kursi": "20",
        "daftar_dari": f"{timezone.localdate():%Y-%m-%d}",
        "daftar_sampai": f"{senin_depan() - HARI:%Y-%m-%d}",
        "tautan_daring": "",
        "catatan_undangan": "Pakaian dinas.",
        "sesi-TOTAL_FORMS": str(len(daftar)),
        "sesi-INITIAL_FORMS": "0",
        perintah: nilai,
    }
    for d in daftar:
        data |= d
    return data | isi


def galat_formulir(jawaban):
    """Every message of both forms."""
    isian = jawaban.context["isian"]
    daftar = [isian.form.errors, *isian.sesi.errors]
    return " ".join(str(p) for e in daftar for pesan in e.values() for p in pesan)


# The form


def test_baru_opens_prefilled_from_a_cell(kota, buka):
    jawaban = buka(kota.hr, "kelas_baru", tanggal="2027-01-04", ruang=kota.aula.pk)

    (f,) = jawaban.context["isian"].sesi
    assert (f["tanggal"].value(), int(f["ruang"].value())) == ("2027-01-04", kota.aula.pk)


def test_baru_saves_three_sessions_two_rooms_two_trainers(kota, kirim):
    data = formulir(
        kota,
        baris(kota, 0, pengajar_2=kota.hana.pk, judul="Pembukaan"),
        baris(kota, 1, 1, ruang=kota.kecil.pk, mulai="13:00", selesai="1430"),
        baris(kota, 2, 2, pengajar_1="", jp="3"),
    )

    jawaban = kirim(kota.hr, "kelas_baru", data)

    kelas = Kelas.objects.get()
    assert jawaban.url == reverse("pelatihan:kelas_detail", args=[kelas.pk])
    sesi = list(kelas.sesi.order_by("mulai"))
    assert [(s.ruang_id, s.jp, s.judul) for s in sesi] == [
        (kota.aula.pk, 2, "Pembukaan"),
        (kota.kecil.pk, 2, ""),
        (kota.aula.pk, 3, ""),
    ]
    assert f"{sesi[0].mulai.astimezone(nanti(kota).mulai.tzinfo):%H.%M}" == "09.00"
    assert PengajarSesi.objects.filter(sesi=sesi[0]).count() == 2
    assert (kelas.kursi, kelas.catatan_undangan, kelas.dibuat_oleh) == (
        20,
        "Pakaian dinas.",
        kota.hr,
    )
    assert timezone.localdate(kelas.daftar_selesai, nanti(kota).mulai.tzinfo) == senin_depan()


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"sesi-0-selesai": "08.00"}, "Sesi harus selesai setelah mulai."),
        ({"sesi-0-selesai": "09.00"}, "Sesi harus selesai setelah mulai."),
        ({"sesi-0-mulai": "sembilan"}, "Tulis jam seperti 09.00."),
        ({"sesi-0-tanggal": ""}, "Isi tanggal."),
        ({"sesi-0-selesai": "09.30"}, "Sesi ini kurang dari 1 JP (45 menit)"),
        ({"sesi-0-ruang": ""}, "Pilih ruang, atau ubah metode menjadi campuran."),
        ({"sesi-0-ruang": "999999"}, "999999"),
        ({"sesi-0-pengajar_1": "999999"}, "999999"),
        ({"sesi-0-pk": "999999"}, "Sesi ini bukan milik kelas ini"),
        ({"metode": "DARING"}, "Kelas daring tidak memakai ruang."),
        ({"kursi": "0"}, "1"),
        ({"daftar_sampai": "2020-01-01"}, "Pendaftaran harus ditutup setelah dibuka."),
        ({"pelatihan": ""}, "tidak boleh kosong"),
        ({"tautan_daring": "bukan tautan"}, "URL"),
    ],
)
def test_baru_refuses_and_keeps_what_was_typed(kota, kirim, ubah, pesan):
    data = formulir(kota, baris(kota, 0)) | ubah
    sebelum = isi_tabel()

    jawaban = kirim(kota.hr, "kelas_baru", data)

    assert jawaban.status_code == 422
    assert pesan in galat_formulir(jawaban)
    assert "Pakaian dinas." in teks(jawaban)
    (f,) = jawaban.context["isian"].sesi
    assert f["mulai"].value() == data["sesi-0-mulai"]
    assert isi_tabel() == sebelum


def test_baru_names_each_row_that_overlaps(kota, kirim):
    data = formulir(kota, baris(kota, 0), baris(kota, 1, mulai="10.00", selesai="12.00"))

    jawaban = kirim(kota.hr, "kelas_baru", data)

    assert jawaban.context["isian"].sesi.errors == [
        {},
        {"mulai": ["Bertumpuk dengan sesi 1 (09.00–10.30 WITA). Bersambung boleh."]},
    ]


def test_baru_allows_back_to_back_and_empty_rows(kota, kirim):
    kosong = dict.fromkeys(baris(kota, 2), "")
    data = formulir(kota, baris(kota, 0), baris(kota, 1, mulai="10.30", selesai="12.00"), kosong)

    assert kirim(kota.hr, "kelas_baru", data).status_code == 302
    assert Sesi.objects.count() == 2


def test_baru_of_an_agency_only_in_its_own_name(kota, kirim):
    tolak = kirim(kota.pengelola, "kelas_baru", formulir(kota, baris(kota, 0)))
    terima = kirim(
        kota.pengelola, "kelas_baru", formulir(kota, baris(kota, 0), penyelenggara=kota.dikbud.pk)
    )

    assert (tolak.status_code, terima.status_code) == (422, 302)
    assert "penyelenggara" in tolak.context["isian"].form.errors
    assert Kelas.objects.get().penyelenggara == kota.dikbud


def test_baru_knows_only_the_own_city(kota, dunia, kirim):
    asing = PelatihanFactory(pemda=dunia.salatiga.pemda).pk

    jawaban = kirim(kota.hr, "kelas_baru", formulir(kota, baris(kota, 0), pelatihan=asing))

    assert "pelatihan" in jawaban.context["isian"].form.errors


def test_tambah_keeps_all_and_copies_the_last_row_to_the_next_working_day(kota, kirim):
    data = formulir(kota, baris(kota, 0, 4, judul="Pembukaan"), perintah="tambah")

    jawaban = kirim(kota.hr, "kelas_baru", data)

    isian = jawaban.context["isian"]
    a, b = isian.sesi
    assert jawaban.status_code == 200
    assert not isian.form.is_bound
    assert isian.form["catatan_undangan"].value() == "Pakaian dinas."
    assert [a["judul"].value(), b["judul"].value()] == ["Pembukaan", ""]
    assert b["tanggal"].value() == f"{senin_depan() + 7 * HARI:%Y-%m-%d}"
    assert (b["mulai"].value(), b["ruang"].value()) == ("09.00", str(kota.aula.pk))
    assert not Kelas.objects.exists()


def test_tambah_stops_at_thirty_and_survives_nonsense(kota, kirim):
    banyak = formulir(kota, perintah="tambah") | {"sesi-TOTAL_FORMS": "5000"}
    kacau = formulir(kota, baris(kota, 0, tanggal="besok"), perintah="tambah")

    assert len(kirim(kota.hr, "kelas_baru", banyak).context["isian"].sesi.forms) == 30
    assert len(kirim(kota.hr, "kelas_baru", kacau).context["isian"].sesi.forms) == 2
    kosong = formulir(kota, perintah="tambah") | {"sesi-TOTAL_FORMS": "x"}
    assert len(kirim(kota.hr, "kelas_baru", kosong).context["isian"].sesi.forms) == 1


def test_hapus_drops_one_row(kota, kirim):
    data = formulir(kota, *(baris(kota, n, n) for n in range(3)), perintah="hapus", nilai="2")

    isian = kirim(kota.hr, "kelas_baru", data).context["isian"]

    assert [f["tanggal"].value() for f in isian.sesi] == [
        f"{senin_depan() + n * HARI:%Y-%m-%d}" for n in (0, 2)
    ]


def test_pakai_fills_the_offered_slot(kota, kirim):
    r = nanti(kota, 3, jam=13)
    usul = f"1|{r.mulai.isoformat()}|{r.selesai.isoformat()}|{kota.kecil.pk}"
    data = formulir(kota, baris(kota, 0), perintah="pakai", nilai=usul)

    (f,) = kirim(kota.hr, "kelas_baru", data).context["isian"].sesi
    (g,) = kirim(kota.hr, "kelas_baru", data | {"pakai": "x|y"}).context["isian"].sesi

    assert [f[k].value() for k in ("tanggal", "mulai", "selesai", "ruang")] == [
        f"{senin_depan() + 3 * HARI:%Y-%m-%d}",
        "13.00",
        "15.00",
        str(kota.kecil.pk),
    ]
    assert g["mulai"].value() == "09.00"


# The check while filling


def test_periksa_names_the_class_the_time_and_offers_slots(kota, kirim, kelas):
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)
    data = formulir(kota, baris(kota, 0))
    sebelum = isi_tabel()

    isi = teks(kirim(kota.hr, "kelas_periksa", data))

    assert "2 bentrok" in isi
    assert "Pelayanan Prima angkatan 1" in isi
    assert "09.00–11.00 WITA" in isi
    assert isi.count('name="pakai"') == 3
    assert "2 dari 6 JP" in isi
    assert isi_tabel() == sebelum


def test_periksa_hides_people_outside_the_scope(kota, kirim, kelas):
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    terbitkan(kota, kelas)
    lain = buat(kota, nanti(kota, jp=6, ruang=kota.kecil.pk), penyelenggara=kota.dikbud.pk)
    daftarkan(lain, kota.pegawai, kota.pegawai_dinkes)
    data = formulir(
        kota,
        baris(kota, 0, pk=lain.sesi.get().pk, ruang=kota.kecil.pk, pengajar_1=""),
        penyelenggara=kota.dikbud.pk,
        kelas=str(lain.pk),
    )

    isi = teks(kirim(kota.pengelola, "kelas_periksa", data))

    assert "Fajar (SDN 1 Palu)" in isi
    assert "seorang di luar lingkup Anda" in isi
    assert "Indra" not in isi
    assert "2 peserta juga terdaftar di" in isi
    assert "Indra" in teks(kirim(kota.hr, "kelas_periksa", data))


def test_periksa_of_half_typed_rows_and_of_nothing(kota, kirim):
    separuh = formulir(kota, baris(kota, 0, selesai=""))

    assert "Isi tanggal dan jam sesi" in teks(kirim(kota.hr, "kelas_periksa", separuh))
    assert kirim(kota.hr, "kelas_periksa", {}).status_code == 200


def test_periksa_warns_of_small_rooms_and_days_off(kota, kirim):
    data = formulir(kota, baris(kota, 0, 5, ruang=kota.kecil.pk, jp="3"), kursi="26")

    isi = teks(kirim(kota.hr, "kelas_periksa", data))

    assert "bukan hari kerja" in isi
    assert "Ruang kecil hanya memuat 25 orang, sedangkan kursinya 26." in isi
    assert "3 JP lebih lama daripada jamnya, yang memuat 2 JP." in isi
    assert "Tidak ada bentrok" in isi


def test_periksa_of_a_class_out_of_scope(kota, kirim, kelas_dinkes):
    data = formulir(kota, baris(kota, 0), kelas=str(kelas_dinkes.pk))

    assert kirim(kota.pengelola, "kelas_periksa", data).status_code == 404
    terbitkan(kota, kelas_dinkes)
    assert kirim(kota.pengelola, "kelas_periksa", data).status_code == 403
    assert kirim(kota.pegawai, "kelas_periksa", data).status_code == 403


# Changing


def test_ubah_shows_and_saves_a_draft(kota, buka, kirim, kelas):
    isian = buka(kota.hr, "kelas_ubah", kelas.pk).context["isian"]
    assert [f["mulai"].value() for f in isian.sesi] == ["09.00"] * 3
    pk = [f["pk"].value() for f in isian.sesi]
    data = formulir(
        kota,
        baris(kota, 0, pk=pk[0], selesai="13.30"),
        pelatihan=kelas.pelatihan_id,
        kursi="25",
    )

    assert kirim(kota.hr, "kelas_ubah", kelas.pk, data).status_code == 302

    kelas.refresh_from_db()
    sesi = kelas.sesi.get()
    assert (kelas.kursi, sesi.pk, sesi.jp) == (25, pk[0], 6)


def test_ubah_counts_jp_again_where_they_follow_the_duration(kota, buka, kelas):
    pertama, kedua, _ = kelas.sesi.order_by("mulai")
    Sesi.objects.filter(pk=pertama.pk).update(selesai=pertama.mulai + 2 * JP, jp=2)
    Sesi.objects.filter(pk=kedua.pk).update(selesai=kedua.mulai + 2 * JP, jp=3)

    isian = buka(kota.hr, "kelas_ubah", kelas.pk).context["isian"]

    assert [f["jp"].value() for f in isian.sesi][:2] == ["", 3]


def test_ubah_does_not_take_a_session_of_another_class(kota, kirim, kelas, kelas_dinkes):
    data = formulir(kota, baris(kota, 0, pk=kelas_dinkes.sesi.get().pk))

    jawaban = kirim(kota.hr, "kelas_ubah", kelas.pk, data)

    assert "Sesi ini bukan milik kelas ini" in galat_formulir(jawaban)


def test_ubah_refuses_fewer_seats_than_people(kota, kirim, kelas):
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    data = formulir(kota, baris(kota, 0), pelatihan=kelas.pelatihan_id, kursi="1")
    sebelum = isi_tabel()

    jawaban = kirim(kota.hr, "kelas_ubah", kelas.pk, data)

    assert "Kursi 1 kurang dari 2 peserta" in galat_formulir(jawaban)
    assert isi_tabel() == sebelum


def test_ubah_of_a_published_class_offers_only_what_may_change(kota, buka, kirim, kelas):
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)
    form = buka(kota.hr, "kelas_ubah", kelas.pk).context["form"]
    assert list(form.fields) == [
        "kursi",
        "daftar_dari",
        "daftar_sampai",
        "tautan_daring",
        "catatan_undangan",
    ]
    data = {k: form[k].value() for k in form.fields} | {"kursi": "30"}

    tolak = kirim(kota.hr, "kelas_ubah", kelas.pk, data | {"kursi": "0"})
    assert kirim(kota.hr, "kelas_ubah", kelas.pk, data).status_code == 302

    assert tolak.context["form"].errors
    assert Kelas.objects.get(pk=kelas.pk).kursi == 30


def test_ubah_of_a_finished_class_says_why_not(kota, buka):
    kelas = KelasFactory(
        penyelenggara=kota.pemda, status="SELESAI", terbit_pada=SEKARANG, terbit_oleh=kota.hr
    )

    assert "tidak bisa diubah lagi" in teks(buka(kota.hr, "kelas_ubah", kelas.pk))
