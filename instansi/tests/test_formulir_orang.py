"""Forms about one person: refusals at their field, twins, a reason for odd NIPs."""

from datetime import date

from django.urls import reverse

from instansi.models import Pegawai
from instansi.tests.factories import JabatanFactory, PegawaiFactory
from instansi.tests.test_views_orang import palu
from lib.nip import tampilkan_nip

__all__ = ["palu"]
NIP_ADA = (
    "NIP ini sudah ada pada data pegawai. Cari orangnya di daftar dengan semua status. Bila tidak "
    "tampak, ia di luar unit Anda: hubungi BKPSDM."
)


def test_a_refusal_points_to_its_field_and_keeps_what_was_typed(palu, client):
    fajar = palu.pegawai.pegawai
    alamat = reverse("instansi:pegawai_ubah", args=[fajar.pk])
    data = {
        "nip": fajar.nip,
        "nama": "Fajar Diketik",
        "jenis_kelamin": fajar.jenis_kelamin,
        "tanggal_lahir": fajar.tanggal_lahir.isoformat(),
        "surel": palu.hr.email,
    }

    surel = client.post(alamat, data).content.decode()
    nip = client.post(alamat, data | {"nip": "123", "nama": "", "surel": ""}).content.decode()
    lahir = client.post(alamat, data | {"surel": "", "tanggal_lahir": "1990-01-01"})

    assert '<a href="#id_surel">' in surel
    assert 'value="Fajar Diketik"' in surel
    assert '<a href="#id_nip">' in nip
    assert '<a href="#id_nama">' in nip
    assert "pada data 01-01-1990" in lahir.context["form"].errors["nip"][0]
    assert "tulis alasan" in lahir.context["form"].errors["alasan_nip"][0]
    angka = data | {"surel": "", "nip": f"{fajar.nip[:15]}999"}
    baru = client.post(alamat, angka | {"alasan_nip": "SK BKN"}, follow=True)
    assert f"NIP-nya kini {tampilkan_nip(angka['nip'])}." in baru.content.decode()
    gita = client.post(alamat, data | {"surel": "", "nip": palu.atasan.pegawai.nip})
    assert gita.context["form"].errors == {"nip": [NIP_ADA]}


def test_baru_gets_the_head_of_the_unit_and_odd_nips_need_a_reason(palu, client):
    data = {
        "nip": "19900101 201501 1 001",
        "nama": "Nadia",
        "jenis_kelamin": "P",
        "tanggal_lahir": "1990-01-01",
        "unit": palu.sekolah.pk,
        "jabatan": palu.pegawai.pegawai.jabatan_id,
        "mulai": date(2026, 1, 5).isoformat(),
        "telepon": "0812 3456 7890",
    }
    alamat = reverse("instansi:pegawai_baru")

    tolak = client.post(alamat, data)
    client.post(alamat, data | {"alasan_nip": "SK BKN"})

    assert tolak.status_code == 422
    assert "jenis kelamin" in tolak.content.decode()
    orang = Pegawai.objects.get(nama="Nadia")
    assert (orang.atasan, orang.alasan_nip) == (palu.kepala.pegawai, "SK BKN")
    assert orang.telepon == "081234567890"


def test_someone_of_the_same_name_and_birth_date_is_added_only_knowingly(palu, client):
    """Told within the scope only."""
    lahir = date(1990, 1, 1)
    PegawaiFactory(unit=palu.sekolah, nama="Nadia", tanggal_lahir=lahir)
    PegawaiFactory(unit=palu.dinkes, nama="Wati", tanggal_lahir=lahir)
    data = {
        "nip": "199001012015012001",
        "nama": "NADIA",
        "jenis_kelamin": "P",
        "tanggal_lahir": lahir.isoformat(),
        "unit": palu.sekolah.pk,
        "jabatan": palu.pegawai.pegawai.jabatan_id,
        "mulai": "2026-01-05",
    }
    alamat = reverse("instansi:pegawai_baru")

    tanya = client.post(alamat, data)

    assert tanya.status_code == 422
    assert "Nadia bertanggal lahir sama sudah ada di SDN 1 Palu" in tanya.content.decode()
    assert client.post(alamat, data | {"orang_lain": "on"}).status_code == 302
    lain = data | {"nip": "199001012015012002", "nama": "Wati"}
    assert client.post(alamat, lain).status_code == 302


def test_a_position_without_a_place_in_the_unit_is_pointed_out(palu, client):
    """Judged without the one who is added."""
    jabatan = JabatanFactory(pemda=palu.pemda, nama="Analis Gizi")
    PegawaiFactory(unit=palu.dinkes, jabatan=jabatan)
    data = {
        "nip": "199001012015012001",
        "nama": "Nadia",
        "jenis_kelamin": "P",
        "tanggal_lahir": "1990-01-01",
        "unit": palu.sekolah.pk,
        "jabatan": jabatan.pk,
        "mulai": "2026-01-05",
    }

    isi = client.post(reverse("instansi:pegawai_baru"), data, follow=True).content.decode()

    assert "Nadia ditambahkan." in isi
    assert "bukan di SDN 1 Palu. Bila keliru, tekan Pindahkan" in isi


def test_a_nip_of_another_agency_names_nobody(palu, client):
    indra = palu.pegawai_dinkes.pegawai
    data = {
        "nip": indra.nip,
        "nama": "Siapa",
        "jenis_kelamin": "L",
        "tanggal_lahir": "1985-03-07",
        "unit": palu.sekolah.pk,
        "jabatan": indra.jabatan_id,
        "mulai": "2026-01-05",
    }

    isi = client.post(reverse("instansi:pegawai_baru"), data).content.decode()

    assert "sudah ada pada data pegawai" in isi
    assert "Indra" not in isi
    assert not Pegawai.objects.filter(nama="Siapa").exists()


def test_ones_own_phone(palu, client):
    client.force_login(palu.pegawai)

    client.post(reverse("instansi:telepon_saya"), {"telepon": "812 777 8888"})
    tolak = client.post(reverse("instansi:telepon_saya"), {"telepon": "abc"})

    assert Pegawai.objects.get(pk=palu.pegawai.pegawai_id).telepon == "08127778888"
    assert tolak.status_code == 422
    kosong = client.post(reverse("instansi:telepon_saya"), {"telepon": ""}, follow=True)
    assert "Nomor telepon Anda dihapus." in kosong.content.decode()
