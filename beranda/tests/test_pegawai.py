import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.models import Instansi, Pegawai
from instansi.queries.saring_unit import dengan_bawahan, unit_pilihan
from instansi.tests.factories import PegawaiFactory, buat_pemda, buat_unit
from laporan.actions.ringkasan import segarkan_ringkasan
from lib.nip import tampilkan_nip
from lib.pencarian import KUNCI
from pelatihan.actions.pendaftaran import lengkapi_kehadiran
from pelatihan.models import Kehadiran
from pelatihan.tests.factories import PendaftaranFactory, buat_kelas
from pembinaan.models import CatatanJP

DAFTAR = reverse("beranda:pegawai_daftar")


def nama(jawaban):
    return [p.nama for p in jawaban.context["halaman"].object_list]


def test_pegawai_daftar_shows_the_own_subtree_sorted_by_name(client, dunia):
    client.force_login(dunia.palu.kepala)

    assert nama(client.get(DAFTAR)) == ["Citra", "Diana", "Fajar", "Gita"]


def test_pegawai_daftar_sorts_backwards(client, dunia):
    client.force_login(dunia.palu.kepala)

    assert nama(client.get(DAFTAR, {"urut": "-nama"})) == ["Gita", "Fajar", "Diana", "Citra"]


def test_pegawai_daftar_filters_by_unit_and_group(client, dunia):
    client.force_login(dunia.palu.hr)

    assert nama(client.get(DAFTAR, {"unit": dunia.palu.sekolah.pk})) == ["Fajar", "Gita"]
    assert nama(client.get(DAFTAR, {"rumpun": "GURU"})) == ["Fajar"]


def test_pegawai_daftar_filters_by_stored_attention(client, dunia):
    kini = timezone.now()
    segarkan_ringkasan(pemda=dunia.palu.pemda, tahun=kini.year, oleh="sistem:uji", sekarang=kini)
    client.force_login(dunia.palu.hr)

    assert nama(client.get(DAFTAR, {"perhatian": "evaluasi"})) == []
    assert "Fajar" not in nama(client.get(DAFTAR, {"perhatian": "atasan"}))
    assert "Gita" in nama(client.get(DAFTAR, {"perhatian": "atasan"}))
    for siapa in ("hr", "kepala"):
        client.force_login(getattr(dunia.palu, siapa))
        for lain in ({}, {"jenis": "PNS"}, {"unit": dunia.palu.sekolah.pk}):
            halaman = client.get(DAFTAR, {"perhatian": "semua"} | lain).context["halaman"]
            assert halaman.paginator.count == len(halaman.object_list) > 0


def test_pegawai_daftar_unit_of_another_agency_is_no_filter(client, dunia):
    client.force_login(dunia.palu.kepala)

    jawaban = client.get(DAFTAR, {"unit": dunia.palu.dinkes.pk})

    assert not jawaban.context["saring"].is_valid()
    assert "Indra" not in nama(jawaban)


def test_pegawai_daftar_search_keeps_nip_out_of_the_address(client, dunia):
    client.force_login(dunia.palu.hr)
    fajar = dunia.palu.pegawai.pegawai

    jawaban = client.post(DAFTAR, {"q": tampilkan_nip(fajar.nip)}, follow=True)

    assert jawaban.redirect_chain == [(f"{DAFTAR}?cari=1", 302)]
    assert nama(jawaban) == ["Fajar"]
    assert client.session[KUNCI] == {"1": tampilkan_nip(fajar.nip)}


def test_two_tabs_search_without_taking_over_each_others_words(client, dunia):
    client.force_login(dunia.palu.hr)
    satu, dua = (client.post(DAFTAR, {"q": q}).url for q in ("faj", "git"))

    assert (nama(client.get(satu)), nama(client.get(dua))) == (["Fajar"], ["Gita"])
    assert client.post(DAFTAR, {"q": "faj"}).url == satu
    for i in range(30):  # the newest are kept; of an older one nothing is sought
        client.post(DAFTAR, {"q": f"kata {i}"})
    assert len(client.session[KUNCI]) == 20
    assert client.get(satu).context["cari"] == ""


def test_pegawai_daftar_search_by_part_of_a_name(client, dunia):
    client.force_login(dunia.palu.hr)

    assert nama(client.post(DAFTAR, {"q": "faj"}, follow=True)) == ["Fajar"]


def test_pegawai_daftar_empty_search_says_what_to_do(client, dunia):
    client.force_login(dunia.palu.hr)

    jawaban = client.post(DAFTAR, {"q": "zzz"}, follow=True)

    assert "Tidak ada pegawai yang cocok" in jawaban.content.decode()


def test_pegawai_daftar_without_the_right_is_403(client, dunia):
    client.force_login(dunia.palu.pegawai)

    assert client.get(DAFTAR).status_code == 403


@pytest.mark.parametrize("tambahan", [0, 2])
def test_pegawai_daftar_query_count(client, dunia, django_assert_num_queries, tambahan):
    for _ in range(tambahan):
        PegawaiFactory(unit=dunia.palu.puskesmas)
    client.force_login(dunia.palu.kepala_dinkes)
    client.get(DAFTAR)

    with django_assert_num_queries(7):
        client.get(DAFTAR)


@pytest.mark.parametrize(
    ("siapa", "kode"),
    [
        ("hr", 200),
        ("kepala", 200),
        ("atasan", 200),
        ("pegawai", 200),
        ("auditor", 200),
        ("kepala_dinkes", 404),
        ("pegawai_dinkes", 404),
        ("pengajar", 403),
    ],
)
def test_pegawai_detail_scope(client, dunia, siapa, kode):
    client.force_login(getattr(dunia.palu, siapa))

    alamat = reverse("beranda:pegawai_detail", args=[dunia.palu.pegawai.pegawai_id])

    assert client.get(alamat).status_code == kode


def test_pegawai_detail_of_another_city_is_404(client, dunia):
    client.force_login(dunia.salatiga.hr)

    alamat = reverse("beranda:pegawai_detail", args=[dunia.palu.pegawai.pegawai_id])

    assert client.get(alamat).status_code == 404


def test_tim_saya_shows_jp_of_direct_reports(client, dunia):
    fajar = dunia.palu.pegawai.pegawai
    hari = timezone.localdate()
    CatatanJP.objects.create(
        pegawai=fajar,
        unit=fajar.unit,
        tanggal=hari,
        tahun=hari.year,
        jp=14,
        sumber="LUAR",
        kunci="luar:1",
        keterangan="Kursus",
        dicatat_pada=timezone.now(),
    )
    client.force_login(dunia.palu.atasan)

    jawaban = client.get(reverse("beranda:tim_saya"))

    assert [(a.pegawai.nama, a.pegawai.jp) for a in jawaban.context["tim"]] == [("Fajar", 14)]
    assert "14 dari 20 JP" in jawaban.content.decode()


def test_tim_saya_tells_none_from_not_yet(client, dunia):
    def isi():
        return client.get(reverse("beranda:tim_saya")).content.decode()

    client.force_login(dunia.palu.atasan)
    kini = timezone.now()
    kosong = isi()
    kelas = buat_kelas(dunia.palu.pemda, mulai=kini, jumlah_sesi=1)
    PendaftaranFactory(kelas=kelas, pegawai=dunia.palu.pegawai.pegawai)
    lengkapi_kehadiran(kelas.pk)
    Kehadiran.objects.update(status="HADIR", ditandai_pada=kini)
    hadir = isi()
    Kehadiran.objects.update(status="ALPA")

    assert "Belum ikut sesi" in kosong
    assert "Belum terdaftar" in kosong
    assert "Belum ikut sesi" not in hadir
    assert "1 dari 1 sesi" in isi()


def test_tim_saya_without_reports_is_403(client, dunia):
    client.force_login(dunia.palu.pegawai)

    assert client.get(reverse("beranda:tim_saya")).status_code == 403


@pytest.mark.parametrize("tambahan", [0, 2])
def test_tim_saya_query_count(client, dunia, django_assert_num_queries, tambahan):
    for _ in range(tambahan):
        PegawaiFactory(unit=dunia.palu.sekolah, atasan=dunia.palu.atasan.pegawai)
    client.force_login(dunia.palu.atasan)

    with django_assert_num_queries(8):
        client.get(reverse("beranda:tim_saya"))


def test_retired_people_are_not_listed(client, dunia):
    Pegawai.objects.filter(nama="Fajar").update(status="PENSIUN")
    client.force_login(dunia.palu.kepala)

    assert nama(client.get(DAFTAR)) == ["Citra", "Diana", "Gita"]


@pytest.mark.parametrize(
    ("terpilih", "tampil"),
    [
        ("", ["Kota", "Dinas", "Badan"]),
        ("Dinas", ["Kota", "Dinas", "SD", "Badan"]),
        ("SD", ["Kota", "Dinas", "SD", "Kelas jauh", "Badan"]),
        ("UPTD", ["Kota", "Dinas", "Badan", "UPTD"]),
        ("Kelas jauh", ["Kota", "Dinas", "SD", "Kelas jauh", "Badan"]),
    ],
)
def test_unit_pilihan_shows_two_levels_and_the_way_to_the_chosen(db, terpilih, tampil):
    kota = buat_pemda("Kota", "Asia/Makassar")
    dinas, badan = (buat_unit(kota, n) for n in ("Dinas", "Badan"))
    sd = buat_unit(dinas, "SD")
    buat_unit(sd, "Kelas jauh")
    buat_unit(badan, "UPTD")
    nomor = dict(Instansi.objects.values_list("nama", "pk"))

    def pilihan(unit):
        hasil = unit_pilihan(unit, str(nomor.get(terpilih, "")))
        return [u.nama.removeprefix("Pemerintah Kota ") for u in hasil]

    assert pilihan(Instansi.objects.all()) == tampil
    assert pilihan(Instansi.objects.none()) == []
    di_dinas = Instansi.objects.filter(path__startswith=dinas.path)
    assert pilihan(di_dinas) == (
        ["Dinas", "SD"] + ["Kelas jauh"] * (terpilih in ("SD", "Kelas jauh"))
    )


def test_the_chosen_unit_knows_all_below_it(db):
    """Closed ones too: people may still be there."""
    kota = buat_pemda("Kota", "Asia/Makassar")
    dinas, badan = (buat_unit(kota, n) for n in ("Dinas", "Badan"))
    sd = buat_unit(dinas, "SD")
    tutup = buat_unit(sd, "Kelas jauh")
    Instansi.objects.filter(pk=tutup.pk).update(aktif_sampai="2026-01-31")
    terbuka = Instansi.objects.filter(aktif_sampai=None)

    pilihan = {u.pk: u for u in unit_pilihan(terbuka, str(dinas.pk))}

    assert set(pilihan[dinas.pk].subpohon) == {dinas.pk, sd.pk, tutup.pk}
    assert pilihan[badan.pk].subpohon == () == unit_pilihan(terbuka, "")[0].subpohon
    for unit in (dinas, sd, badan):
        tersaring = next(u for u in unit_pilihan(terbuka, str(unit.pk)) if u.pk == unit.pk)
        semua = Instansi.objects.filter(pk__in=dengan_bawahan(unit))
        assert set(Instansi.objects.filter(pk__in=dengan_bawahan(tersaring))) == set(semua)
