"""Accounts for many: who gets one, who is left out and why, slips, and jobs that are repeated."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from instansi.models import Pengguna, UnduhRekam
from instansi.tests.factories import PegawaiFactory
from kelola.actions import pekerjaan_akun as actions
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.queries.akun import kode_untuk
from lib.kode import tampilkan_kode
from notifikasi.models import Pesan

pytestmark = pytest.mark.django_db


def minta(dunia, orang, cara="SUREL", oleh=None):
    return actions.minta_akun(
        cara=cara,
        pegawai=[p.pk for p in orang],
        oleh=oleh or dunia.palu.hr,
        sekarang=timezone.now(),
    )


def kerjakan(pekerjaan, jam=timezone.now):
    actions.kerjakan(pk=pekerjaan.pk, jam=jam, oleh="sistem:uji")
    pekerjaan.refresh_from_db()
    return pekerjaan


@pytest.fixture
def orang(dunia):
    """Three without an account: with e-mail, without, and in the other agency."""
    palu = dunia.palu
    return [
        PegawaiFactory(unit=palu.sekolah, nama="Lina", surel="lina@uji.example"),
        PegawaiFactory(unit=palu.sekolah, nama="Mira"),
        PegawaiFactory(unit=palu.puskesmas, nama="Nur", surel="nur@uji.example"),
    ]


def test_everyone_is_invited_or_counted_with_the_reason(dunia, orang):
    palu = dunia.palu
    tertutup = palu.pegawai_dinkes
    Pengguna.objects.filter(pk=tertutup.pk).update(is_active=False)

    pekerjaan = kerjakan(minta(dunia, [*orang, palu.pegawai.pegawai, tertutup.pegawai]))

    assert pekerjaan.status == "SELESAI"
    assert (pekerjaan.diproses, pekerjaan.jumlah) == (5, 5)
    assert pekerjaan.lewat == {
        "akunnya nonaktif": 1,
        "akunnya sudah aktif": 1,
        "belum punya surel": 1,
    }
    assert pekerjaan.dilewati == {
        "akunnya nonaktif": [tertutup.pegawai_id],
        "akunnya sudah aktif": [palu.pegawai.pegawai_id],
        "belum punya surel": [orang[1].pk],
    }
    assert pekerjaan.akun_baru == 2
    assert pekerjaan.aktivasi.count() == 2
    assert Pesan.objects.filter(jenis="akun_aktivasi").count() == 2


def test_an_officer_reaches_only_the_own_agency(dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang, cara="SLIP", oleh=dunia.palu.pengelola))

    assert pekerjaan.lewat == {"di luar wewenang Anda": 1}
    assert set(pekerjaan.aktivasi.values_list("pengguna__nama", flat=True)) == {"Lina", "Mira"}


def test_another_city_is_out_of_reach(dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang, oleh=dunia.salatiga.hr))

    assert pekerjaan.lewat == {"di luar wewenang Anda": 3}
    assert pekerjaan.dilewati == {"di luar wewenang Anda": []}
    assert not Aktivasi.objects.exists()
    assert not Pengguna.objects.filter(nama="Lina").exists()


def test_an_officer_gets_no_code_of_an_account_with_a_city_role(dunia):
    """Dewi of BKPSDM works in the agency, and never chose a password."""
    dunia.palu.hr.pegawai.unit = dunia.palu.dikbud
    dunia.palu.hr.pegawai.save()
    dunia.palu.hr.set_unusable_password()
    dunia.palu.hr.save()

    pekerjaan = kerjakan(
        minta(dunia, [dunia.palu.hr.pegawai], cara="SLIP", oleh=dunia.palu.pengelola)
    )

    assert pekerjaan.lewat == {"di luar wewenang Anda": 1}
    assert not Aktivasi.objects.exists()
    assert pekerjaan.berkas == ""


def test_address_of_another_account_is_not_taken_over(dunia):
    kembar = PegawaiFactory(unit=dunia.palu.sekolah, surel=dunia.palu.pegawai.email.upper())

    kerjakan(minta(dunia, [kembar]))

    assert Pengguna.objects.get(pegawai=kembar).email is None


def test_nip_of_an_account_elsewhere_is_left_out(dunia):
    pindah = PegawaiFactory(unit=dunia.palu.sekolah, surel="x@uji.example")
    Pengguna.objects.create_user(pindah.nip, nama="X", pemda=dunia.salatiga.pemda)

    pekerjaan = kerjakan(minta(dunia, [pindah]))

    assert pekerjaan.lewat == {"NIP-nya dipakai akun lain": 1}


def test_twice_is_as_once(dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang))
    PekerjaanAkun.objects.update(status="BERJALAN", selesai_pada=None, klaim_sampai=timezone.now())

    kerjakan(pekerjaan, jam=lambda: timezone.now() + timedelta(minutes=10))

    assert pekerjaan.status == "SELESAI"
    assert (pekerjaan.aktivasi.count(), pekerjaan.diproses) == (2, 3)
    assert (pekerjaan.akun_baru, pekerjaan.lewat) == (2, {"belum punya surel": 1})
    assert pekerjaan.dilewati == {"belum punya surel": [orang[1].pk]}


def test_who_is_not_in_service_is_named_with_the_reason(dunia, orang):
    orang[0].status = "PENSIUN"
    orang[0].save()

    pekerjaan = kerjakan(minta(dunia, orang[:1], cara="SLIP"))

    assert pekerjaan.dilewati == {"statusnya pensiun": [orang[0].pk]}
    assert not Pengguna.objects.filter(nama="Lina").exists()


def keadaan(client, pekerjaan):
    jawaban = client.get(reverse("kelola:akun_pekerjaan", args=[pekerjaan.pk]))
    return {str(b.undangan.pengguna): (b.kata, b.alasan) for b in jawaban.context["baris"]}


def test_each_person_shows_where_the_mail_stands(client, dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang))
    client.force_login(dunia.palu.hr)
    assert keadaan(client, pekerjaan) == {
        "Lina": ("Surel menunggu dikirim", ""),
        "Nur": ("Surel menunggu dikirim", ""),
    }

    lina = Pesan.objects.filter(penerima__nama="Lina")
    lina.update(status="TERKIRIM", terkirim_pada=timezone.now())
    Pesan.objects.filter(penerima__nama="Nur").update(status="GAGAL", alasan="Kotak penuh.")

    assert keadaan(client, pekerjaan) == {
        "Lina": ("Surel terkirim", ""),
        "Nur": ("Surel gagal terkirim", "Kotak penuh."),
    }
    pekerjaan.aktivasi.filter(pengguna__nama="Lina").update(dipakai_pada=timezone.now())
    assert keadaan(client, pekerjaan)["Lina"] == ("Akun sudah diaktifkan", "")


def test_the_page_follows_the_mails_and_then_stops(client, dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang))
    client.force_login(dunia.palu.hr)
    alamat = reverse("kelola:akun_pekerjaan", args=[pekerjaan.pk])
    htmx = {"HX-Request": "true"}

    assert client.get(alamat, headers=htmx).headers["HX-Refresh"] == "true"
    menunggu = client.get(alamat + "?surel=1", headers=htmx)
    assert "Surel menunggu dikirim" in menunggu.content.decode()
    assert "Lina" not in menunggu.content.decode()
    Pesan.objects.update(status="GAGAL", alasan="Kotak penuh.")
    assert client.get(alamat + "?surel=1", headers=htmx).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("banyak", [1, 3])
def test_same_queries_whatever_the_number_invited(client, dunia, banyak, django_assert_num_queries):
    sekolah = dunia.palu.sekolah
    orang = [PegawaiFactory(unit=sekolah, surel=f"q{n}@uji.example") for n in range(banyak)]
    pekerjaan = kerjakan(minta(dunia, orang))
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(PEKERJAAN):
        client.get(reverse("kelola:akun_pekerjaan", args=[pekerjaan.pk]))


PEKERJAAN = 8


def pilih(client, orang):
    sesi = client.session
    sesi["pegawai_terpilih"] = [p.pk for p in orang]
    sesi.save()


def test_from_the_list_of_people_each_gets_what_reaches_them(client, dunia, orang):
    palu = dunia.palu
    client.force_login(palu.hr)
    daftar = reverse("beranda:pegawai_massal")
    semua = [p.pk for p in [*orang, palu.pegawai.pegawai]]
    jawaban = client.post(daftar, {"tindakan": "akun", "pegawai": semua})
    assert jawaban.url == reverse("kelola:akun_massal")

    isi = client.get(jawaban.url).content.decode()

    assert "Kirim 2 tautan dan buat 1 slip" in isi
    assert isi.index("Mira") < isi.index("Mendapat tautan lewat surel") < isi.index("Lina")
    assert "akunnya sudah aktif" in isi
    assert not PekerjaanAkun.objects.exists()

    client.post(jawaban.url)

    dibuat = {p.cara: sorted(p.sasaran["pegawai"]) for p in PekerjaanAkun.objects.all()}
    lina, mira, nur = (p.pk for p in orang)
    aktif = palu.pegawai.pegawai_id
    assert dibuat == {"SUREL": sorted([lina, nur, aktif]), "SLIP": [mira]}
    for satu in PekerjaanAkun.objects.all():
        kerjakan(satu)
    kata = client.get(reverse("kelola:akun_pekerjaan_daftar")).content.decode()
    assert "2 akun dibuat, 1 tidak: akunnya sudah aktif." in kata
    assert "1 akun dibuat." in kata
    assert client.post(jawaban.url).url == reverse("beranda:pegawai_daftar")
    assert PekerjaanAkun.objects.count() == 2


def test_an_officer_invites_only_the_own_people(client, dunia, orang):
    client.force_login(dunia.palu.pengelola)
    pilih(client, orang)

    client.post(reverse("kelola:akun_massal"))

    lina, mira, _ = (p.pk for p in orang)
    assert {p.cara: p.sasaran["pegawai"] for p in PekerjaanAkun.objects.all()} == {
        "SUREL": [lina],
        "SLIP": [mira],
    }


@pytest.mark.parametrize(
    ("jumlah", "cara", "kata"),
    [(0, "SUREL", "Belum ada orang"), (2001, "SLIP", "terlalu banyak")],
)
def test_nothing_and_too_much_are_refused(dunia, jumlah, cara, kata):
    with pytest.raises(actions.PekerjaanTidakBisaDibuat, match=kata):
        actions.minta_akun(
            cara=cara, pegawai=list(range(jumlah)), oleh=dunia.palu.hr, sekarang=timezone.now()
        )
    assert not PekerjaanAkun.objects.exists()


def test_slips_carry_name_unit_account_and_code(client, dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang, cara="SLIP"))
    client.force_login(dunia.palu.hr)

    unduh = client.get(reverse("kelola:akun_slip_unduh", args=[pekerjaan.pk]))
    teks = "".join(
        hal.extract_text() for hal in PdfReader(io.BytesIO(b"".join(unduh))).pages
    ).replace("\n", " ")

    for aktivasi in pekerjaan.aktivasi.select_related("pengguna__pegawai__unit"):
        assert aktivasi.pengguna.nama in teks
        assert aktivasi.pengguna.pegawai.unit.nama in teks
        assert tampilkan_kode(kode_untuk(aktivasi)) in teks
    nip = orang[0].nip
    assert f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" in teks
    assert "/aktivasi/" in teks


def test_whose_slips_were_printed_is_noted_for_the_officer(dunia, orang):
    kerjakan(minta(dunia, orang))
    assert not UnduhRekam.objects.exists()

    pekerjaan = kerjakan(minta(dunia, orang, cara="SLIP"))

    rekam = UnduhRekam.objects.get()
    assert (rekam.pengguna, rekam.isi) == (dunia.palu.hr, "Slip aktivasi akun")
    siapa = pekerjaan.aktivasi.values_list("pengguna__pegawai", flat=True)
    assert sorted(rekam.pegawai) == sorted(siapa) != []


def test_slips_fill_pages_by_eight(dunia):
    banyak = [PegawaiFactory(unit=dunia.palu.sekolah) for _ in range(9)]

    pekerjaan = kerjakan(minta(dunia, banyak, cara="SLIP"))

    with pekerjaan.berkas.open("rb") as berkas:
        assert len(PdfReader(berkas).pages) == 2


def test_only_the_maker_downloads_slips(client, dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang, cara="SLIP"))
    alamat = reverse("kelola:akun_slip_unduh", args=[pekerjaan.pk])

    client.force_login(dunia.palu.admin)

    assert client.get(alamat).status_code == 404


def test_slips_are_deleted_after_seven_days(client, dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang, cara="SLIP"))
    nama = pekerjaan.berkas.name
    pada = pekerjaan.kedaluwarsa_pada

    assert (pada - pekerjaan.selesai_pada).days == 7
    assert actions.hapus_slip(oleh="sistem:uji", sekarang=pada - timedelta(seconds=1)) == 0
    assert actions.hapus_slip(oleh="sistem:uji", sekarang=pada) == 1
    assert actions.hapus_slip(oleh="sistem:uji", sekarang=pada) == 0
    pekerjaan.refresh_from_db()
    assert pekerjaan.berkas == ""
    assert default_storage.exists(nama)  # until the transaction of the test would commit


def test_progress_page_says_how_it_ended_and_who_was_left_out(client, dunia, orang):
    pekerjaan = kerjakan(minta(dunia, [*orang, dunia.palu.pegawai.pegawai]))
    client.force_login(dunia.palu.hr)
    alamat = reverse("kelola:akun_pekerjaan", args=[pekerjaan.pk])

    jawaban = client.get(alamat)

    kata = "2 akun dibuat, 2 tidak: 1 belum punya surel, 1 akunnya sudah aktif."
    assert kata in jawaban.content.decode()
    assert jawaban.context["tab"] == [
        ("", "Diundang", 2),
        ("belum-punya-surel", "Belum punya surel", 1),
        ("akunnya-sudah-aktif", "Akunnya sudah aktif", 1),
    ]
    tanpa = client.get(f"{alamat}?tab=belum-punya-surel").content.decode()
    assert "Mira" in tanpa
    assert "Lina" not in tanpa


def test_names_behind_a_reason_follow_the_scope_of_today(client, dunia, orang):
    pekerjaan = kerjakan(minta(dunia, orang, oleh=dunia.palu.pengelola))
    orang[1].unit = dunia.palu.puskesmas
    orang[1].save()
    client.force_login(dunia.palu.pengelola)

    for tab in ("belum-punya-surel", "di-luar-wewenang-anda"):
        alamat = reverse("kelola:akun_pekerjaan", args=[pekerjaan.pk])
        isi = client.get(f"{alamat}?tab={tab}").content.decode()
        assert "Namanya tidak ditampilkan" in isi
        assert "Mira" not in isi
