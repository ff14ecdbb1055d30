"""The tree level by level, and one unit: what each person sees of it, and what it costs."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beranda.queries.instansi import susunan
from instansi.models import Instansi, Pegawai, Pengguna, Penugasan, RiwayatPenempatan
from instansi.permissions import Izin
from instansi.tests.factories import JabatanFactory, PegawaiFactory, buat_akun, buat_unit
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.models import RingkasanUnit

pytestmark = pytest.mark.django_db

SUSUNAN = reverse("beranda:instansi_daftar")


@pytest.fixture
def palu(dunia):
    kini = timezone.now()
    segarkan_ringkasan(pemda=dunia.palu.pemda, tahun=kini.year, oleh="sistem:uji", sekarang=kini)
    return dunia.palu


def detail(unit):
    return reverse("beranda:instansi_detail", args=[unit.pk])


def nama(jawaban):
    return [b.nama for b in jawaban.context["halaman"]]


def buka(client, siapa, unit=None, **kueri):
    client.force_login(siapa)
    return client.get(SUSUNAN, kueri | ({"buka": unit.pk} if unit else {}))


def test_the_tree_opens_at_the_top_with_people_and_heads(client, palu):
    jawaban = buka(client, palu.hr)

    isi = {b.nama: b for b in jawaban.context["halaman"]}
    assert list(isi) == ["Dinas Kesehatan", "Dinas Pendidikan"]
    dikbud = isi["Dinas Pendidikan"]
    assert (dikbud.orang, dikbud.kepala, dikbud.anak) == ((2, 4), ("Diana",), 1)
    terbuka = jawaban.context["susunan"].terbuka
    assert (terbuka.nama, terbuka.orang, terbuka.kepala) == (
        "Pemerintah Kota Palu", (2, 9), ("Wali Kota",),
    )  # fmt: skip


def test_the_tree_is_walked_by_links(client, palu):
    jawaban = buka(client, palu.hr, palu.dikbud)

    assert nama(jawaban) == ["SDN 1 Palu"]
    assert [(b.nama, t) for b, t in jawaban.context["susunan"].jalur] == [
        ("Pemerintah Kota Palu", True)
    ]
    assert f"?buka={palu.pemda.pk}" in jawaban.content.decode()


def test_an_officer_sees_the_own_subtree_with_the_way_to_it(client, palu):
    jawaban = buka(client, palu.pengelola)

    teks = jawaban.content.decode()
    assert nama(jawaban) == ["SDN 1 Palu"]
    assert [(b.nama, t) for b, t in jawaban.context["susunan"].jalur] == [
        ("Pemerintah Kota Palu", False)
    ]
    assert "Dinas Kesehatan" not in teks
    assert f"?buka={palu.pemda.pk}" not in teks


def test_an_officer_of_two_agencies_begins_at_both(client, palu):
    Penugasan.objects.create(
        pengguna=palu.pengelola, peran="KEPALA", instansi=palu.puskesmas,
        mulai=timezone.localdate(),
    )  # fmt: skip

    jawaban = buka(client, palu.pengelola)

    assert nama(jawaban) == ["Dinas Pendidikan", "Puskesmas Palu"]
    assert [b.anak for b in jawaban.context["halaman"]] == [1, 0]


def test_no_one_learns_of_a_unit_outside(client, palu, dunia):
    for siapa, unit in (
        (palu.pengelola, palu.dinkes),
        (palu.pengelola, palu.pemda),
        (palu.hr, dunia.salatiga.dikbud),
        (dunia.salatiga.hr, palu.dikbud),
    ):
        assert buka(client, siapa, unit).status_code == 404
        assert client.get(detail(unit)).status_code == 404


def test_cities_with_equal_names_and_codes_stay_apart(client, palu, dunia):
    """Salatiga has agencies of the same names and codes; none of its numbers shows in Palu."""
    lain = dunia.salatiga
    Instansi.objects.filter(pk=lain.sekolah.pk).update(nama="SDN 1 Palu", kode="sdn-1-palu")
    asing = {lain.pemda.pk, lain.dikbud.pk, lain.dinkes.pk, lain.sekolah.pk, lain.puskesmas.pk}
    kelola = ("instansi:unit_pindah", "kelola:unit_gabung")
    halaman = [
        SUSUNAN,
        f"{SUSUNAN}?buka={palu.dikbud.pk}",
        f"{SUSUNAN}?cari=dinas",
        f"{SUSUNAN}?cari=SDN+1+Palu&tutup=1",
        detail(palu.dikbud),
        *(reverse(n, args=[palu.sekolah.pk]) for n in kelola),
        *(reverse(n, args=[palu.sekolah.pk]) + "?cari=dinas" for n in kelola),
    ]
    client.force_login(palu.admin)

    for alamat in halaman:
        jawaban = client.get(alamat)
        teks = jawaban.content.decode()
        assert jawaban.status_code == 200, alamat
        assert "Salatiga" not in teks, alamat
        for pk in asing:
            for bentuk in (f"/instansi/{pk}/", f'buka={pk}"', f'tujuan={pk}"', f'unit={pk}"'):
                assert bentuk not in teks, alamat


@pytest.mark.parametrize(
    ("cari", "hasil"),
    [
        ("pendidikan", ["Dinas Pendidikan"]),
        ("Disdik", ["Dinas Pendidikan"]),
        ("sdn-1", ["SDN 1 Palu"]),
        ("Pendidkan", ["Dinas Pendidikan"]),
        ("Salatiga", []),
    ],
)
def test_search_by_name_code_abbreviation_and_misspelt(client, palu, cari, hasil):
    Instansi.objects.filter(pk=palu.dikbud.pk).update(singkatan="Disdik")

    assert nama(buka(client, palu.hr, cari=cari)) == hasil


def test_search_stays_in_scope(client, palu):
    assert nama(buka(client, palu.pengelola, cari="dinas")) == ["Dinas Pendidikan"]


def test_closed_units_are_behind_a_filter(client, palu):
    Instansi.objects.filter(pk=palu.sekolah.pk).update(
        aktif_sampai=timezone.localdate(), digantikan_oleh=palu.dinkes
    )

    assert nama(buka(client, palu.hr, palu.dikbud)) == []
    assert nama(buka(client, palu.hr, palu.dikbud, tutup=1)) == ["SDN 1 Palu"]
    assert nama(buka(client, palu.hr, cari="SDN")) == []
    assert nama(buka(client, palu.hr, cari="SDN", tutup=1)) == ["SDN 1 Palu"]
    teks = client.get(detail(palu.sekolah)).content.decode()
    assert "Unit ini sudah ditutup" in teks
    assert detail(palu.dinkes) in teks
    client.force_login(palu.kepala)
    assert detail(palu.dinkes) not in client.get(detail(palu.sekolah)).content.decode()


def test_names_sort_by_their_numbers_and_long_levels_are_paged(client, palu):
    for n in (10, 2, *range(11, 70)):
        buat_unit(palu.dikbud, f"SDN {n} Palu", "SEKOLAH")

    satu = buka(client, palu.hr, palu.dikbud)

    assert nama(satu)[:3] == ["SDN 1 Palu", "SDN 2 Palu", "SDN 10 Palu"]
    assert (len(nama(satu)), satu.context["halaman"].paginator.count) == (50, 62)
    assert len(nama(buka(client, palu.hr, palu.dikbud, hal=2))) == 12


def test_without_figures_it_says_so(client, dunia):
    jawaban = buka(client, dunia.palu.hr)

    assert "belum ada data" in " ".join(jawaban.content.decode().split())
    assert jawaban.context["halaman"][0].orang is None


KUERI_SUSUNAN = 10
KUERI_DETAIL = 11


@pytest.mark.parametrize("banyak", [1, 3, 40])
def test_the_queries_do_not_grow(client, palu, django_assert_num_queries, banyak):
    for n in range(banyak):
        unit = buat_unit(palu.dinkes, f"Puskesmas {n}", "PUSKESMAS")
        buat_akun(unit, f"Kepala {n}", "KEPALA")
        buat_unit(unit, f"Pustu {n}", "UNIT")
    client.force_login(palu.hr)

    with django_assert_num_queries(KUERI_SUSUNAN):
        client.get(SUSUNAN, {"buka": palu.dinkes.pk})
    with django_assert_num_queries(KUERI_DETAIL):
        client.get(detail(palu.dinkes))


def test_no_unit_is_built_for_a_row(palu, monkeypatch):
    assert palu.hr.pemda == palu.pemda  # read with the account, once a request
    dibuat = []
    asli = Instansi.from_db.__func__
    monkeypatch.setattr(
        Instansi, "from_db", classmethod(lambda cls, *a: dibuat.append(1) or asli(cls, *a))
    )

    isi = susunan(
        palu.hr, Izin.INSTANSI_LIHAT, buka=None, tutup=True, hal=None, hari=timezone.localdate()
    )

    assert len(isi.halaman) == 2
    assert dibuat == []


def test_detail_tells_facts_history_and_what_may_be_done(client, palu):
    client.force_login(palu.hr)
    client.post(
        reverse("instansi:unit_ubah", args=[palu.dinkes.pk]),
        {"nama": "Dinas Kesehatan Kota", "jenis": "OPD", "kode": "dinkes", "singkatan": "Dinkes"},
    )
    client.post(
        reverse("instansi:unit_pindah", args=[palu.puskesmas.pk]),
        {"tujuan": palu.dikbud.pk, "dasar": "Perwali 3"},
    )

    teks = client.get(detail(palu.dinkes)).content.decode()
    pindah = client.get(detail(palu.puskesmas)).content.decode()

    assert "Nama: Dinas Kesehatan menjadi Dinas Kesehatan Kota" in teks
    assert "Eko" in teks
    assert reverse("instansi:unit_baru", args=[palu.dinkes.pk]) in teks
    assert "Puskesmas Palu dipindah dari Dinas Kesehatan Kota ke Dinas Pendidikan" in pindah
    assert "Dasar: Perwali 3" in pindah
    client.force_login(palu.kepala)
    baca = client.get(detail(palu.dikbud)).content.decode()
    assert "Ubah susunan" not in baca


def test_detail_counts_own_and_below(client, palu):
    PegawaiFactory(unit=palu.sekolah, status="PENSIUN")
    client.force_login(palu.kepala)

    jawaban = client.get(detail(palu.dikbud))

    assert (jawaban.context["semua"].pegawai, jawaban.context["sendiri"].pegawai) == (4, 2)
    assert jawaban.context["jalur"][0][1] is False


def test_an_ended_head_is_not_named(client, palu):
    kemarin = timezone.localdate() - timedelta(days=1)
    Penugasan.objects.filter(pengguna=palu.kepala).update(selesai=kemarin)

    isi = {b.nama: b.kepala for b in buka(client, palu.hr).context["halaman"]}

    assert isi["Dinas Pendidikan"] == ()


def tunjuk(unit, nama="Lestari", jabatan="Kepala Puskesmas", eselon=""):
    """Somebody in a leading position of a unit."""
    posisi = JabatanFactory(pemda=unit.pemda, nama=jabatan, jenis="PENGAWAS", eselon=eselon)
    return PegawaiFactory(unit=unit, nama=nama, jabatan=posisi)


def test_who_has_the_leading_position_is_named_where_nobody_has_the_role(client, palu):
    lestari = tunjuk(palu.puskesmas)
    isi = {"nama": "Lestari", "pemda": palu.pemda, "pegawai": lestari}
    akun = Pengguna.objects.create_user(lestari.nip, **isi)
    client.force_login(palu.admin)

    teks = " ".join(client.get(detail(palu.puskesmas)).content.decode().split())
    pohon = " ".join(buka(client, palu.admin, palu.dinkes).content.decode().split())

    assert "Belum diberi peran kepala" in teks
    assert "Pejabat: Lestari, Kepala Puskesmas" in teks
    assert f"{reverse('kelola:peran_beri')}?akun={akun.pk}&amp;unit={palu.puskesmas.pk}" in teks
    assert "Pejabat: Lestari (belum diberi peran kepala)" in pohon


def test_the_highest_position_counts_and_only_who_may_gets_the_link(client, palu):
    tunjuk(palu.puskesmas)
    tinggi = tunjuk(palu.puskesmas, "Tinggi", "Pemimpin", "III.b")
    Pengguna.objects.create_user(tinggi.nip, nama="Tinggi", pemda=palu.pemda, pegawai=tinggi)

    for siapa, boleh in ((palu.admin, True), (palu.hr, False), (palu.kepala_dinkes, False)):
        client.force_login(siapa)
        teks = " ".join(client.get(detail(palu.puskesmas)).content.decode().split())
        assert "Pejabat: Tinggi, Pemimpin" in teks
        assert ("Beri peran kepala" in teks) is boleh


def test_a_head_by_role_needs_no_other_name(client, palu):
    tunjuk(palu.dikbud, "Lain")

    client.force_login(palu.admin)
    teks = client.get(detail(palu.dikbud)).content.decode()

    assert "Diana" in teks
    assert "Pejabat:" not in teks


def kepala(client, unit):
    """What a unit's page says of its head."""
    teks = " ".join(client.get(detail(unit)).content.decode().split())
    return re.search(r"<dt>Kepala</dt> <dd>(.*?)</dd>", teks)[1].strip()


def test_without_anyone_it_says_so(client, palu):
    client.force_login(palu.admin)

    assert kepala(client, palu.puskesmas).startswith("Belum ada: tak seorang pun")


def test_an_empty_leading_position_is_told_by_name(client, palu):
    client.force_login(palu.admin)
    JabatanFactory(pemda=palu.pemda, nama="Kepala Puskesmas Palu", jenis="PENGAWAS")
    JabatanFactory(pemda=palu.pemda, nama="Kepala Puskesmas", jenis="PENGAWAS")

    assert kepala(client, palu.puskesmas) == "Kosong: Kepala Puskesmas Palu tidak ada pemegangnya"


@pytest.mark.parametrize(
    ("status", "selesai", "kalimat"),
    [
        ("AKTIF", date(2026, 6, 30), "Kosong: Kepala Puskesmas tidak ada pemegangnya sejak 1 Juli"),
        ("PENSIUN", None, "Kosong: Kepala Puskesmas tidak ada pemegangnya"),
        ("CUTI_LUAR", None, "Lestari, Kepala Puskesmas, sedang cuti"),
    ],
)
def test_who_led_last_tells_which_position_is_empty(client, palu, status, selesai, kalimat):
    lestari = tunjuk(palu.puskesmas)
    unit = palu.dinkes if selesai else palu.puskesmas
    Pegawai.objects.filter(pk=lestari.pk).update(status=status, unit=unit)
    RiwayatPenempatan.objects.create(
        pegawai=lestari, unit=palu.puskesmas, jabatan=lestari.jabatan, mulai=date(2020, 1, 1),
        selesai=selesai,
    )  # fmt: skip
    client.force_login(palu.admin)

    assert kepala(client, palu.puskesmas).startswith(kalimat)


@pytest.mark.parametrize(("banyak", "kalimat"), [(11, ""), (14, "12 dari 15 unit.")])
def test_of_many_children_it_says_how_many_are_shown(client, palu, banyak, kalimat):
    for n in range(banyak):
        buat_unit(palu.dikbud, f"SDN {n + 2} Palu", "SEKOLAH")
    client.force_login(palu.hr)

    teks = " ".join(client.get(detail(palu.dikbud)).content.decode().split())

    assert kalimat in teks
    assert ("Lihat semua" in teks) is bool(kalimat)


@pytest.mark.parametrize(
    ("umur", "kalimat"),
    [
        ({"minutes": 9}, r"Angka per .+ WITA, dihitung ulang tiap menit\."),
        ({"minutes": 11}, r"sudah 11 menit lalu dan belum dihitung ulang; hubungi admin"),
        ({"hours": 3, "minutes": 49}, r"sudah 3 jam 49 menit lalu dan belum dihitung ulang"),
        ({"days": 1}, r"Angka per \w+, \d+ \w+ \d+ pukul .+ sudah 1 hari lalu"),
    ],
)
def test_head_counts_say_beside_them_when_they_were_computed(client, palu, umur, kalimat):
    RingkasanUnit.objects.update(dihitung_pada=timezone.now() - timedelta(**umur))
    client.force_login(palu.hr)

    unit = " ".join(client.get(detail(palu.dikbud)).content.decode().split())
    susunan = " ".join(buka(client, palu.hr).content.decode().split())

    assert re.search(kalimat, unit)
    assert re.search(kalimat, susunan)
    for isi in (unit, susunan):
        assert ("tiap menit" in isi) is (umur == {"minutes": 9})
    assert susunan.index("Angka per") < susunan.index("pa-pohon")


def test_the_queries_of_a_unit_without_a_head(client, palu, django_assert_num_queries):
    lestari = tunjuk(palu.puskesmas)
    Pengguna.objects.create_user(lestari.nip, nama="Lestari", pemda=palu.pemda, pegawai=lestari)
    client.force_login(palu.admin)

    with django_assert_num_queries(KUERI_DETAIL + 1):
        client.get(detail(palu.puskesmas))
