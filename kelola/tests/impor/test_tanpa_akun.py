"""For whom an import makes no account: why, how many, and who."""

import pytest
from django.urls import reverse

from instansi.models import Pegawai, Pengguna
from instansi.tests.factories import PegawaiFactory, buat_akun
from kelola.tests.impor.alat import A, kerjakan, muat, terapkan, unggah, urungkan
from lib.nip import periksa_nip

pytestmark = pytest.mark.django_db
KOLOM = ("NIP", "Nama", "Jabatan", "Jenis jabatan", "Unit kerja", "E-mail", "Status")
NIP = [f"1985010120100110{n:02}" for n in range(1, 8)]


def satu(nip, nama, surel=None, status="Aktif"):
    assert not periksa_nip(nip).galat
    return [nip, nama, "Arsiparis", "Fungsional", "Dinas Kesehatan", surel, status]


@pytest.fixture
def pekerjaan(dunia):
    """One account is made; for six people there is none, for four reasons."""
    palu = dunia.palu
    buat_akun(palu.pemda, "Tamu", pegawai=False)
    Pengguna.objects.filter(nama="Tamu").update(username=NIP[5])
    lama = PegawaiFactory(unit=palu.dinkes, nip=NIP[6], nama="Gani", surel="")
    return kerjakan(
        unggah(
            palu.hr,
            satu(A[0], "Aminah", "a@x.go.id"),
            satu(NIP[0], "Budi"),
            satu(NIP[1], "Cici", "a@x.go.id"),
            satu(NIP[2], "Dodi", palu.pegawai.email),
            satu(NIP[3], "Edi", "e@x.go.id", "Pensiun"),
            satu(NIP[5], "Feri", "f@x.go.id"),
            satu(lama.nip, "Gani"),
            # Has an account: it is changed, and nothing is said of it.
            satu(palu.pegawai_dinkes.pegawai.nip, palu.pegawai_dinkes.pegawai.nama),
            kolom=KOLOM,
        )
    )


SEBAB = [
    ("belum-punya-surel", "belum punya surel", 2),
    ("surelnya-dipakai-orang-lain", "surelnya dipakai orang lain", 2),
    ("nip-nya-dipakai-akun-lain", "NIP-nya dipakai akun lain", 1),
    ("tidak-berstatus-aktif", "tidak berstatus aktif", 1),
]


def buka(client, pekerjaan, kueri=""):
    jawaban = client.get(reverse("kelola:impor_detail", args=[pekerjaan.pk]) + kueri)
    return jawaban, " ".join(jawaban.content.decode().split())


def test_who_gets_no_account_is_told_by_reason(client, dunia, pekerjaan):
    client.force_login(dunia.palu.hr)

    jawaban, isi = buka(client, pekerjaan)

    assert (pekerjaan.akun_baru, pekerjaan.ditolak) == (1, 0)
    assert sorted(jawaban.context["tanpa_akun"]) == sorted(SEBAB)
    assert ("TANPA_AKUN", "Tanpa akun", 6) in jawaban.context["tab"]
    assert "1 akun akan dibuat. Tanpa akun:" in isi
    tautan = "?tab=TANPA_AKUN&amp;sebab=belum-punya-surel#j-rinci"
    assert f'<a href="{tautan}">2 orang belum punya surel</a>' in isi
    terapkan(pekerjaan, dunia.palu.hr)
    jawaban, isi = buka(client, pekerjaan, "?tab=TANPA_AKUN")
    assert "1 akun dibuat. Tanpa akun:" in isi
    orang = {r.isi["label"] for pesan in jawaban.context["rinci"] for r in pesan}
    assert orang == {"Budi", "Cici", "Dodi", "Edi", "Feri", "Gani"}
    tanpa = Pegawai.objects.filter(nip__in=[A[0], *NIP], pengguna=None)
    assert orang == set(tanpa.values_list("nama", flat=True))


@pytest.mark.parametrize(
    ("sebab", "orang"),
    [
        ("belum-punya-surel", {"Budi", "Gani"}),
        ("surelnya-dipakai-orang-lain", {"Cici", "Dodi"}),
        ("nip-nya-dipakai-akun-lain", {"Feri"}),
        ("tidak-berstatus-aktif", {"Edi"}),
    ],
)
def test_each_reason_leads_to_its_people(client, dunia, pekerjaan, sebab, orang):
    client.force_login(dunia.palu.hr)

    jawaban, isi = buka(client, pekerjaan, f"?tab=TANPA_AKUN&sebab={sebab}")

    assert {r.isi["label"] for pesan in jawaban.context["rinci"] for r in pesan} == orang
    assert jawaban.context["halaman"].paginator.count == len(orang)
    assert "Hanya orang dengan sebab itu yang tampil" in isi


def test_nothing_is_said_of_accounts_once_undone(client, dunia):
    selesai = muat(dunia.palu.hr, satu(NIP[0], "Budi"), kolom=KOLOM)
    client.force_login(dunia.palu.hr)
    assert buka(client, selesai)[0].context["tanpa_akun"]

    urungkan(selesai, dunia.palu.hr)

    assert buka(client, selesai)[0].context["tanpa_akun"] == []


@pytest.mark.parametrize("banyak", [1, 3])
def test_same_queries_for_the_people(client, dunia, banyak, django_assert_num_queries):
    pekerjaan = kerjakan(
        unggah(dunia.palu.hr, *[satu(n, "Budi") for n in NIP[:banyak]], kolom=KOLOM)
    )
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(HASIL):
        buka(client, pekerjaan, "?tab=TANPA_AKUN&sebab=belum-punya-surel")


HASIL = 10
