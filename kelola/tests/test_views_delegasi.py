from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from instansi.models import Instansi, Jabatan, Pegawai, Penugasan
from instansi.tests.factories import MULAI, buat_akun
from pelatihan.tests.factories import KelasFactory

pytestmark = pytest.mark.django_db


def isi(jawaban):
    return " ".join(jawaban.content.decode().split())


def hari(geser=0):
    return timezone.localdate() + timedelta(days=geser)


def titip(dunia, penerima=None, asal=None, **ubahan):
    asal = asal or dunia.palu.kepala.penugasan.get()
    return Penugasan.objects.create(
        **{
            "pengguna": penerima or dunia.palu.atasan,
            "peran": asal.peran,
            "instansi": asal.instansi,
            "mulai": hari(),
            "selesai": hari(1),
            "delegasi_dari": asal,
        }
        | ubahan
    )


def test_delegasi_baru_leads_from_role_to_colleague_to_form(client, dunia):
    client.force_login(dunia.palu.kepala)
    url = reverse("kelola:delegasi_baru")

    hasil = client.post(url, {"q": "gita"}, follow=True)

    assert [a.nama for a in hasil.context["daftar"]] == ["Gita"]
    tujuan = f"{url}{hasil.context['alamat']}{dunia.palu.atasan.pk}"
    isian = {
        "instansi": dunia.palu.dikbud.pk,
        "mulai": f"{hari()}",
        "selesai": f"{hari(1)}",
        "alasan": "Cuti",
    }
    tinjau = client.post(tujuan, isian)
    assert tinjau.status_code == 200
    assert not dunia.palu.atasan.penugasan.exists()
    teks = isi(tinjau)
    assert "Periksa dulu, belum disimpan" in teks
    assert "di SDN 1 Palu" in teks
    unit = Instansi.objects.filter(path__startswith=dunia.palu.dikbud.path)
    orang = Pegawai.objects.filter(unit__in=unit).count()
    assert f"Berlaku untuk {orang} pegawai, di sini dan di {unit.count() - 1} unit" in teks
    assert "berhenti dengan sendirinya" in teks
    assert "Melihat dasbor capaian unit" in teks
    assert "Mendelegasikan peran sendiri" not in teks

    jawaban = client.post(tujuan, isian | {"konfirmasi": "ya"}, follow=True)
    assert jawaban.redirect_chain == [(reverse("kelola:delegasi_daftar"), 302)]
    assert dunia.palu.atasan.penugasan.get().delegasi_dari == dunia.palu.kepala.penugasan.get()


@pytest.mark.parametrize(
    ("siapa", "jenis", "diingatkan"),
    [
        ("pengelola", "PELAKSANA", ["bukan pejabat pimpinan tinggi, administrator, atau pengawas"]),
        ("pengelola", "PENGAWAS", []),
        ("walikota", "PELAKSANA", ["bukan pejabat pimpinan tinggi"]),
    ],
)
def test_a_head_is_asked_before_handing_over_to_no_official(
    client, dunia, siapa, jenis, diingatkan
):
    palu = dunia.palu
    pemberi = palu.walikota if siapa == "walikota" else palu.kepala
    Jabatan.objects.filter(pk=palu.pengelola.pegawai.jabatan_id).update(jenis=jenis)

    tinjau, isian, url = _tinjau(client, pemberi, palu.pengelola)

    kata = tinjau.context["akibat"]["peringatan"]
    assert len(kata) == len(diingatkan)
    assert all(a in k for a, k in zip(diingatkan, kata, strict=True))
    assert ("Tetap delegasikan" in isi(tinjau)) is bool(diingatkan)
    client.post(url, isian | {"konfirmasi": "ya"})
    assert palu.pengelola.penugasan.filter(delegasi_dari__isnull=False).exists()


def _tinjau(client, pemberi, penerima):
    client.force_login(pemberi)
    asal = pemberi.penugasan.get()
    url = f"{reverse('kelola:delegasi_baru')}?peran={asal.pk}&rekan={penerima.pk}"
    isian = {
        "instansi": asal.instansi_id,
        "mulai": f"{hari()}",
        "selesai": f"{hari(1)}",
        "alasan": "Cuti",
    }
    return client.post(url, isian), isian, url


@pytest.mark.parametrize(("siapa", "lain"), [("pegawai_dinkes", True), ("pegawai", False)])
def test_a_role_of_the_city_asks_before_it_leaves_the_own_agency(client, dunia, siapa, lain):
    palu = dunia.palu
    palu.hr.pegawai.unit = palu.dikbud
    palu.hr.pegawai.save()

    tinjau, _, _ = _tinjau(client, palu.hr, getattr(palu, siapa))

    teks = "Indra bertugas di Dinas Kesehatan, bukan di perangkat daerah Anda."
    assert (teks in isi(tinjau)) is lain
    assert ("Pastikan penerimanya" in isi(tinjau)) is lain


def test_a_school_is_led_by_a_functional_position(client, dunia):
    palu = dunia.palu
    asal = Penugasan.objects.create(
        pengguna=palu.atasan, peran="KEPALA", instansi=palu.sekolah, mulai=MULAI
    )

    tinjau, _, _ = _tinjau(client, asal.pengguna, palu.pegawai)

    assert tinjau.context["akibat"]["peringatan"] == []


def cari_rekan(client, kata):
    return client.post(reverse("kelola:delegasi_baru"), {"q": kata}, follow=True)


def test_delegasi_baru_begins_with_colleagues_of_the_own_unit(client, dunia):
    client.force_login(dunia.palu.kepala)
    url = reverse("kelola:delegasi_baru")
    assert {a.nama for a in client.get(url).context["daftar"]} == {"Citra"}

    dunia.palu.kepala.pegawai.unit = dunia.palu.pemda
    dunia.palu.kepala.pegawai.save()
    assert client.get(url).context["daftar"] == []
    assert "Cari rekan dengan nama atau NIP." in isi(client.get(url))


def test_delegasi_baru_finds_nobody_outside_the_agency(client, dunia):
    client.force_login(dunia.palu.kepala)

    dalam, luar = cari_rekan(client, "Fajar"), cari_rekan(client, dunia.palu.kepala_dinkes.nama)

    assert [a.nama for a in dalam.context["daftar"]] == ["Fajar"]
    assert (luar.context["daftar"], [*luar.context["hasil"].tertolak]) == ([], [])
    assert "Yang bertugas di luar Dinas Pendidikan tidak bisa menerima" in isi(luar)


def test_delegasi_baru_says_why_someone_found_cannot_receive_it(client, dunia):
    fajar = dunia.palu.pegawai
    client.force_login(dunia.palu.kepala)
    for kolom, nilai, alasan in (
        ("is_active", False, "Akunnya dinonaktifkan."),
        ("pegawai", None, "Belum punya akun. Minta BKPSDM membuatkan akunnya."),
    ):
        type(fajar).objects.filter(pk=fajar.pk).update(**{kolom: nilai})
        hasil = cari_rekan(client, "Fajar")
        assert hasil.context["daftar"] == []
        assert alasan in isi(hasil)
        assert "Buat akunnya" not in isi(hasil)


def test_delegasi_baru_is_refused_before_the_review_where_the_colleague_has_it(client, dunia):
    titip(dunia, selesai=hari(3))
    asal = dunia.palu.kepala.penugasan.get()
    client.force_login(dunia.palu.kepala)
    url = f"{reverse('kelola:delegasi_baru')}?peran={asal.pk}&rekan={dunia.palu.atasan.pk}"
    isian = {
        "instansi": dunia.palu.dikbud.pk,
        "mulai": f"{hari(2)}",
        "selesai": f"{hari(5)}",
        "alasan": "Cuti",
    }

    for tambahan in ({}, {"konfirmasi": "ya"}):
        jawaban = client.post(url, isian | tambahan)
        assert jawaban.status_code == 422
        assert "Gita sudah memegang peran Kepala di Dinas Pendidikan" in isi(jawaban)
    assert dunia.palu.atasan.penugasan.count() == 1


def test_delegasi_baru_of_several_roles_asks_which(client, dunia):
    Penugasan.objects.create(
        pengguna=dunia.palu.kepala, peran="PENGELOLA_OPD", instansi=dunia.palu.dikbud, mulai=MULAI
    )
    client.force_login(dunia.palu.kepala)

    jawaban = client.get(reverse("kelola:delegasi_baru"))

    assert "Peran mana yang Anda delegasikan" in isi(jawaban)


def test_delegasi_baru_shows_the_refusal(client, dunia):
    client.force_login(dunia.palu.hr)
    asal = dunia.palu.hr.penugasan.get()
    url = f"{reverse('kelola:delegasi_baru')}?peran={asal.pk}&rekan={dunia.palu.atasan.pk}"

    jawaban = client.post(url, {"mulai": f"{hari(2)}", "selesai": f"{hari(1)}", "alasan": "Cuti"})

    assert jawaban.status_code == 422
    assert "Hari terakhir tidak boleh sebelum tanggal mulai" in isi(jawaban)
    assert "Berlaku di" not in isi(jawaban)


def test_a_delegate_sees_whose_place_it_is_and_hands_nothing_on(client, dunia):
    titip(dunia)
    client.force_login(dunia.palu.atasan)

    beranda = isi(client.get("/"))
    baru = isi(client.get(reverse("kelola:delegasi_baru")))

    assert "Kepala, Dinas Pendidikan<small>Sebagai delegasi dari Diana, sampai" in beranda
    assert "tidak bisa didelegasikan lagi" in baru
    assert client.get(reverse("laporan:dasbor")).status_code == 200


def test_who_receives_one_that_has_not_begun_can_refuse_it(client, dunia):
    tugas = titip(dunia, mulai=hari(3), selesai=hari(4))
    client.force_login(dunia.palu.atasan)

    assert "Akan datang" in isi(client.get(reverse("kelola:delegasi_daftar")))
    alamat = reverse("kelola:delegasi_akhiri", args=[tugas.pk])
    tanya = isi(client.get(alamat))
    assert "Batalkan delegasi yang belum mulai?" in tanya
    assert "langsung berhenti" not in tanya
    kabar = isi(client.post(alamat, {"alasan": "Berhalangan"}, follow=True))

    assert "Delegasi dibatalkan." in kabar
    assert not Penugasan.objects.filter(pk=tugas.pk).exists()


def test_ending_twice_says_so(client, dunia):
    tugas = titip(dunia, mulai=hari(-3), selesai=hari(-1))
    client.force_login(dunia.palu.kepala)

    jawaban = client.post(reverse("kelola:delegasi_akhiri", args=[tugas.pk]), {"alasan": "x"})

    assert jawaban.status_code == 422
    assert "Delegasi ini sudah berakhir" in isi(jawaban)


@pytest.mark.parametrize("jumlah", [1, 3])
def test_delegasi_daftar_query_count(client, dunia, django_assert_num_queries, jumlah):
    for n in range(jumlah):
        titip(dunia, buat_akun(dunia.palu.dikbud, f"Orang {n}"))
    client.force_login(dunia.palu.kepala)

    with django_assert_num_queries(5):
        client.get(reverse("kelola:delegasi_daftar"))


@pytest.mark.parametrize("delegasi", [True, False])
def test_the_history_says_in_whose_place_a_class_was_cancelled(client, dunia, delegasi):
    tugas = titip(dunia, asal=dunia.palu.pengelola.penugasan.get())
    oleh = dunia.palu.atasan if delegasi else dunia.palu.pengelola
    kelas = KelasFactory(penyelenggara=dunia.palu.dikbud)
    client.force_login(oleh)

    client.post(reverse("pelatihan:kelas_batalkan", args=[kelas.pk]), {"alasan": "Banjir"})

    acara = apps.get_model("pelatihan.KelasEvent").objects.filter(pgh_obj=kelas).latest("pgh_id")
    konteks = acara.pgh_context.metadata
    assert (acara.status, konteks["pelaku"]) == ("BATAL", oleh.pk)
    assert konteks.get("delegasi") == ([tugas.pk] if delegasi else None)
