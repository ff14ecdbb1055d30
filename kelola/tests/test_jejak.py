"""The pages of the audit trail."""

import re
from datetime import timedelta

import pghistory
import pytest
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Context

from instansi.actions import catat_buka_rekam, catat_unduh_rekam
from instansi.actions.libur import salin_libur
from instansi.models import HariLibur, Penugasan
from kelola.actions.akun import nonaktifkan
from laporan.models import PekerjaanLaporan

pytestmark = pytest.mark.django_db
DAFTAR = "kelola:jejak_daftar"


def libur(kota, nama="Nyepi", selisih=5):
    hari = timezone.localdate() + timedelta(days=selisih)
    salin_libur(pemda=kota.pemda, daftar=[(hari, nama)], oleh=kota.hr)


def buka(kota, oleh="hr", siapa="pegawai", pada=None):
    catat_buka_rekam(
        pegawai=getattr(kota, siapa).pegawai,
        halaman="Data pegawai",
        oleh=getattr(kota, oleh),
        sekarang=pada or timezone.now(),
    )


def teks(client, nama, *arg, **kueri):
    return client.get(reverse(nama, args=arg), kueri).content.decode()


def test_the_list_tells_who_did_what_and_leads_on(auditor, dunia):
    libur(dunia.palu)
    libur(dunia.salatiga, "Hari Salatiga")
    konteks = Context.objects.filter(metadata__aksi="salin_libur")

    isi = teks(auditor, DAFTAR)

    assert "Salin hari libur" in isi
    assert "Nyepi" in isi
    assert "Bagus" in isi
    assert "Hari Salatiga" not in isi
    terlihat = [
        auditor.get(reverse("kelola:jejak_aksi", args=[k.pk])).status_code
        for k in konteks.order_by("created_at")
    ]
    assert sorted(terlihat) == [200, 404]


def test_a_role_that_is_gone_is_named_by_its_events(auditor, dunia):
    palu, hari = dunia.palu, timezone.localdate()
    with pghistory.context(aksi="akhiri_peran", pelaku=palu.admin.pk):
        titip = Penugasan.objects.create(
            pengguna=palu.pegawai, peran="KEPALA", instansi=palu.dikbud, mulai=hari,
            selesai=hari, delegasi_dari=palu.kepala.penugasan.get(),
        )  # fmt: skip
        nomor = titip.pk
        titip.delete()

    for halaman in (teks(auditor, DAFTAR), teks(auditor, "kelola:jejak_benda", "penugasan", nomor)):
        assert "Fajar, Kepala, Dinas Pendidikan" in halaman
        assert f"nomor {nomor}" not in halaman


def test_an_object_and_an_action_have_pages(auditor, dunia):
    libur(dunia.palu)
    hari = HariLibur.objects.get()
    konteks = Context.objects.get(metadata__aksi="salin_libur")

    assert "ditambahkan" in teks(auditor, "kelola:jejak_benda", "harilibur", hari.pk)
    assert "Nyepi" in teks(auditor, "kelola:jejak_aksi", konteks.pk, jenis="apa-saja")


@pytest.mark.parametrize(
    "kueri",
    [
        {"sebelum": "x", "pelaku": "x", "jenis": "jawaban", "aksi": "x", "dari": "x"},
        {"dari": "2026-12-01", "sampai": "2026-01-01"},
        {"sebelum": "00000000-0000-0000-0000-000000000000"},
        {"pelaku": "99999999999999999999999"},
    ],
)
def test_nonsense_in_the_address_is_no_error(auditor, kueri):
    assert auditor.get(reverse(DAFTAR), kueri).status_code == 200
    assert auditor.get(reverse("kelola:jejak_dibuka"), kueri).status_code == 200


def test_people_are_found_by_name_or_nip_without_a_trace_in_the_address(auditor, dunia):
    fajar = dunia.palu.pegawai.pegawai
    for kata in ("faj", "fjaar", f"{fajar.nip[:8]} {fajar.nip[8:14]} {fajar.nip[14:]}"):
        jawaban = auditor.post(reverse("kelola:jejak_cari"), {"q": kata}, follow=True)

        assert re.search(r"/kelola/jejak/\?cari=\d$", jawaban.redirect_chain[0][0])
        (orang,) = jawaban.context["orang"]
        assert (orang.akun, orang.pegawai) == (dunia.palu.pegawai.pk, fajar.pk)
    kosong = auditor.post(reverse("kelola:jejak_cari"), {"q": "Zzz"}, follow=True)
    assert "Tidak ada yang cocok" in kosong.content.decode()


@pytest.mark.parametrize(
    ("tab", "pilihan"),
    [
        ("jejak_daftar", "pelaku={akun}"),
        ("jejak_dibuka", "pegawai={pegawai}"),
        ("jejak_diunduh", "pembaca={akun}"),
    ],
)
def test_a_choice_of_people_stands_in_place_of_the_list_until_one_is_made(
    auditor, dunia, tab, pilihan
):
    libur(dunia.palu)
    buka(dunia.palu)
    alamat = reverse(f"kelola:{tab}")

    for kata, jumlah in (("Bagus", 1), ("Zzz", 0)):
        jawaban = auditor.post(
            f"{reverse('kelola:jejak_cari')}?ke={tab}&dari=2026-01-01", {"q": kata}, follow=True
        )
        isi = jawaban.content.decode()
        assert len(jawaban.context["orang"]) == jumlah
        assert not {"halaman", "daftar"} & jawaban.context.keys()
        assert f'href="{alamat}?dari=2026-01-01"' in isi  # back to the list as it was
        assert "Nyepi" not in isi
    jawaban = auditor.post(f"{reverse('kelola:jejak_cari')}?ke={tab}", {"q": "Bagus"}, follow=True)
    (orang,) = jawaban.context["orang"]
    tautan = f"{alamat}?{pilihan.format(akun=orang.akun, pegawai=orang.pegawai)}"
    assert f'href="{tautan}"' in jawaban.content.decode()
    assert list(auditor.get(tautan).context["dipilih"].values()) == ["Bagus"]


def test_accounts_without_a_record_are_found_too(auditor, dunia):
    jawaban = auditor.post(reverse("kelola:jejak_cari"), {"q": "Joko"}, follow=True)

    (orang,) = jawaban.context["orang"]
    assert (orang.akun, orang.pegawai) == (dunia.palu.pengajar.pk, None)


def test_steps_of_the_system_are_shown_where_asked_for(auditor, dunia):
    libur(dunia.palu)
    salin_libur(
        pemda=dunia.palu.pemda,
        daftar=[(timezone.localdate(), "HUT")],
        oleh="sistem:salin_libur",
    )

    def pelaku(**kueri):
        halaman = auditor.get(reverse(DAFTAR), {"aksi": "salin_libur", **kueri}).context["halaman"]
        return {e.pelaku for e in halaman.daftar}

    assert pelaku() == {"Bagus"}
    assert pelaku(oleh="apa") == {"Bagus"}
    assert pelaku(oleh="semua") == {"Bagus", "Sistem (salin libur)"}
    assert pelaku(oleh="sistem") == {"Sistem (salin libur)"}


def test_the_list_says_how_many_steps_of_the_system_it_hides(auditor, dunia, monkeypatch):
    def sistem(kota, hari):
        salin_libur(
            pemda=kota.pemda,
            daftar=[(timezone.localdate() + timedelta(days=hari), "HUT")],
            oleh="sistem:salin_libur",
        )

    def halaman(**kueri):
        return auditor.get(reverse(DAFTAR), {"aksi": "salin_libur"} | kueri)

    def tersembunyi(**kueri):
        isi = halaman(**kueri).context["halaman"]
        return isi.tersembunyi, isi.lebih

    sistem(dunia.salatiga, 1)
    assert tersembunyi() == (0, False)
    libur(dunia.palu)
    for hari in (1, 2, 3):
        sistem(dunia.palu, hari)

    assert tersembunyi() == (3, False)
    teks = " ".join(halaman().content.decode().split())
    assert "3 langkah sistem tidak ditampilkan" in teks
    assert "Sedikitnya" not in teks
    for kueri in ({"oleh": "semua"}, {"oleh": "sistem"}, {"pelaku": 7}, {"jenis": "pegawai"}):
        assert tersembunyi(**kueri) == (0, False)
    monkeypatch.setattr("laporan.queries.jejak.aksi.TERSEMBUNYI", 2)
    # Of the latest two alone: which they are is open, since one transaction is one instant.
    assert tersembunyi()[1]


def test_the_filter_of_actions_is_in_plain_words_by_what_they_touch(auditor, dunia):
    form = auditor.get(reverse(DAFTAR)).context["form"]

    kelompok = dict(form.fields["aksi"].choices[1:])
    assert {"Pegawai", "Peran dan delegasi", "Impor", "Berjalan sendiri"} <= set(kelompok)
    assert ("pindahkan_pegawai", "Pindahkan pegawai") in kelompok["Pegawai"]
    assert "klaim_pesan" not in str(kelompok)


def test_the_download_is_a_job_with_the_filters_of_the_page(auditor, dunia):
    alamat = reverse("kelola:jejak_ekspor")
    jawaban = auditor.post(f"{alamat}?jenis=harilibur&dari=2026-01-01&pelaku=7")

    kerja = PekerjaanLaporan.objects.get()
    assert jawaban.url == reverse("laporan:laporan_detail", args=[kerja.pk])
    assert kerja.parameter == {
        "pelaku": 7,
        "oleh": "orang",
        "aksi": "",
        "jenis": "harilibur",
        "dari": "2026-01-01",
        "sampai": None,
    }


def test_an_auditor_of_one_agency_does_not_read_the_citys_trail(client, dunia):
    dunia.palu.auditor.penugasan.update(instansi=dunia.palu.dikbud)
    client.force_login(dunia.palu.auditor)

    assert client.get(reverse(DAFTAR)).status_code == 403
    assert client.get(reverse("kelola:jejak_dibuka")).status_code == 403
    assert client.get(reverse("kelola:jejak_diunduh")).status_code == 403
    assert client.post(reverse("kelola:jejak_ekspor")).status_code == 403
    assert client.post(reverse("kelola:jejak_dibuka_ekspor")).status_code == 403
    assert not PekerjaanLaporan.objects.exists()


def test_the_pages_cost_the_same_for_one_and_three(auditor, dunia, django_assert_num_queries):
    for selisih in (1, 2, 3):
        libur(dunia.palu, f"Hari {selisih}", selisih)
        oleh = ("hr", "kepala", "admin")[selisih - 1]
        buka(dunia.palu, oleh=oleh)
        catat_unduh_rekam(
            pengguna=getattr(dunia.palu, oleh), isi="Daftar", pegawai=[1], sekarang=timezone.now()
        )
        hari = HariLibur.objects.order_by("pk").first()
        for n, alamat in (
            (9, reverse(DAFTAR)),
            (8, reverse("kelola:jejak_dibuka")),
            (6, reverse("kelola:jejak_diunduh")),
            (8, reverse("kelola:jejak_benda", args=["harilibur", hari.pk])),
        ):
            with django_assert_num_queries(n):
                auditor.get(alamat)


def test_why_an_account_was_closed_is_told_in_words(auditor, dunia):
    nonaktifkan(
        pengguna=dunia.palu.pegawai,
        alasan="Perangkatnya hilang",
        oleh=dunia.palu.admin,
        sekarang=timezone.now(),
    )
    konteks = Context.objects.get(metadata__aksi="nonaktifkan")

    for isi in (teks(auditor, DAFTAR), teks(auditor, "kelola:jejak_aksi", konteks.pk)):
        assert "Alasan: Perangkatnya hilang" in isi
        assert "Is active" not in isi
        assert "Aktif" in isi


@pytest.mark.parametrize("halaman", ["jejak_daftar", "jejak_dibuka", "jejak_diunduh"])
def test_reversed_days_are_pointed_out_and_stay_as_typed(auditor, dunia, halaman):
    libur(dunia.palu)
    buka(dunia.palu)
    catat_unduh_rekam(pengguna=dunia.palu.hr, isi="Daftar", pegawai=[1], sekarang=timezone.now())
    jawaban = auditor.get(
        reverse(f"kelola:{halaman}"), {"dari": "2026-12-31", "sampai": "2026-01-01"}
    )

    isi = jawaban.content.decode()
    assert "Tanggal akhir tidak boleh sebelum tanggal awal." in isi
    assert 'value="2026-12-31"' in isi
    assert 'value="2026-01-01"' in isi
    # Nothing is sought by days that nobody can have meant, and nothing is said not to exist.
    assert not (jawaban.context.get("halaman") or jawaban.context.get("daftar"))
    assert "Tanggalnya terbalik" in isi


@pytest.mark.parametrize("halaman", ["jejak_daftar", "jejak_dibuka", "jejak_diunduh"])
def test_filters_fold_and_say_how_many_are_set(auditor, dunia, halaman):
    alamat = f"kelola:{halaman}"

    assert "Saringan </summary>" in " ".join(teks(auditor, alamat).split())
    isi = teks(auditor, alamat, sampai="2026-12-31", pelaku=dunia.palu.hr.pk)
    banyak = 2 if halaman == "jejak_daftar" else 1
    assert f"Saringan ({banyak} dipakai)" in isi
    assert "pa-lipat-ponsel" in isi


def test_an_action_that_no_person_does_is_found_by_its_name_alone(auditor, dunia):
    with pghistory.context(aksi="hapus_slip", pelaku="sistem:hapus_slip"):
        HariLibur.objects.create(
            pemda=dunia.palu.pemda, tanggal=timezone.localdate(), nama="HUT", jenis="LIBUR"
        )

    (entri,) = auditor.get(reverse(DAFTAR), {"aksi": "hapus_slip"}).context["halaman"].daftar

    assert entri.aksi == "Slip lama dihapus"
