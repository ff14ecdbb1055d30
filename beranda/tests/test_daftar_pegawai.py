"""The list: filters, sort, columns, likeness, kept views, acting on many; nobody else's people."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beranda.templatetags.pegawai import baris_pegawai
from instansi.models import Jabatan, Pegawai, PelaksanaTugas, TampilanTersimpan
from instansi.tests.factories import JabatanFactory, PegawaiFactory
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.models import PekerjaanLaporan
from laporan.rules.pegawai import KOLOM_DAFTAR
from lib.nip import tampilkan_nip
from lib.tanggal import tanggal_panjang
from pembinaan.models import CatatanJP

DAFTAR = reverse("beranda:pegawai_daftar")
MASSAL = reverse("beranda:pegawai_massal")


def nama(jawaban):
    return [p.nama for p in jawaban.context["halaman"].object_list]


@pytest.fixture
def dikbud(dunia, client):
    """The list of Dinas Pendidikan: Citra, Diana, Fajar and Gita, seen by its officer Citra."""
    client.force_login(dunia.palu.pengelola)
    return dunia.palu


@pytest.mark.parametrize(
    ("saring", "hasil"),
    [
        ({"golongan": "IV/a"}, ["Gita"]),
        ({"jenjang": "Ahli Pertama"}, ["Fajar"]),
        ({"jabatan": "JF"}, ["Fajar"]),
        ({"kurang": "surel"}, ["Gita"]),
        ({"kurang": "atasan"}, ["Citra", "Diana", "Gita"]),
        ({"status": "PENSIUN"}, ["Hadi"]),
        ({"status": "SEMUA", "jenis": "PNS"}, ["Citra", "Diana", "Fajar", "Gita", "Hadi"]),
        ({"urut": "-golongan"}, ["Gita", "Citra", "Diana", "Fajar"]),
        ({"urut": "-jp"}, ["Gita", "Citra", "Diana", "Fajar"]),
    ],
)
def test_filters_and_sorts(dikbud, client, saring, hasil):
    Jabatan.objects.filter(nama="Guru Ahli Pertama").update(jenjang="Ahli Pertama")
    Pegawai.objects.filter(nama="Gita").update(golongan="IV/a", surel="")
    PegawaiFactory(unit=dikbud.sekolah, nama="Hadi", status="PENSIUN")
    gita = dikbud.atasan.pegawai
    CatatanJP.objects.create(
        pegawai=gita,
        unit=gita.unit,
        tanggal=timezone.localdate(),
        tahun=timezone.localdate().year,
        jp=9,
        sumber="LUAR",
        kunci="x",
        keterangan="Kursus",
        dicatat_pada=timezone.now(),
    )

    assert nama(client.get(DAFTAR, saring)) == hasil


def test_a_city_sorted_by_jp_says_as_of_when(dunia, client):
    sekarang = timezone.now()
    client.force_login(dunia.palu.hr)
    tanpa = client.get(DAFTAR, {"urut": "-jp"})
    segarkan_ringkasan(
        pemda=dunia.palu.pemda, tahun=sekarang.year, oleh="sistem:uji", sekarang=sekarang
    )

    jawaban = client.get(DAFTAR, {"urut": "-jp"})

    assert nama(jawaban) == nama(tanpa)
    assert "Urutan JP per" in jawaban.content.decode()
    for lain in (tanpa, client.get(DAFTAR), client.get(DAFTAR, {"urut": "jp", "status": "SEMUA"})):
        assert "Urutan JP per" not in lain.content.decode()


def test_ranks_are_grouped_by_kind_with_pns_first(dikbud, client):
    isi = client.get(DAFTAR).content.decode()
    golongan = isi.split('<select name="golongan"')[1].split("</select>")[0]

    assert re.findall(r'<optgroup label="([^"]+)"><option value="([^"]+)"', golongan) == [
        ("Golongan PNS", "I/a"),
        ("Golongan PPPK", "I"),
    ]


def test_unknown_values_narrow_nothing(dikbud, client):
    lain = {"golongan": "Z", "urut": "nip", "unit": "9999999"}

    assert nama(client.get(DAFTAR, lain)) == ["Citra", "Diana", "Fajar", "Gita"]


def test_chosen_columns_are_shown(dikbud, client):
    isi = client.get(DAFTAR, {"kolom": ["nip", "atasan"]}).content.decode()

    assert 'data-label="NIP"' in isi
    assert 'data-label="Atasan"' in isi
    assert 'data-label="JP"' not in isi


def test_every_column_shows_what_it_is_called(dikbud, client):
    fajar = dikbud.pegawai.pegawai
    Jabatan.objects.filter(pk=fajar.jabatan_id).update(
        jenjang="Ahli Muda", eselon="III.a", rumpun="GURU"
    )
    Pegawai.objects.filter(pk=fajar.pk).update(
        gelar_depan="Dr.", gelar_belakang="M.Pd.", golongan="III/c", jenis="PNS"
    )
    client.post(DAFTAR, {"q": "Fajar"})

    isi = client.get(DAFTAR, {"cari": "1", "kolom": list(KOLOM_DAFTAR)}).content.decode()

    sel = dict(re.findall(r'<td [^>]*data-label="([^"]+)"[^>]*>(.*?)</td>', isi, re.DOTALL))
    assert {judul: " ".join(re.sub("<[^>]+>", " ", s).split()) for judul, s in sel.items()} == {
        "NIP": tampilkan_nip(fajar.nip),
        "Unit": fajar.unit.nama,
        "Jenis": "PNS",
        "Golongan": "III/c",
        "Jenjang": "Ahli Muda",
        "Kelompok": "Guru",
        "Eselon": "III.a",
        "Atasan": fajar.atasan.nama,
        "Status": "Aktif",
        "JP": "0 dari 20 JP",
        "Perlu perhatian": "0 JP, di bawah laju tahun ini, dan belum terdaftar di kelas mendatang.",
    }
    assert f">Dr. {fajar.nama}, M.Pd.</a>" in isi
    assert f">{fajar.jabatan.nama}</span>" in isi


def test_the_columns_that_show_are_ticked(dikbud, client):
    def centang(**kueri):
        teks = client.get(DAFTAR, kueri).content.decode()
        masukan = re.findall(r'<input[^>]*name="kolom"[^>]*>', teks)
        return [re.search(r'value="(\w+)"', m)[1] for m in masukan if "checked" in m]

    assert centang() == ["unit", "jp", "perhatian"]
    assert centang(kolom=["nip", "atasan"]) == ["nip", "atasan"]


def test_the_head_of_an_alike_list_says_alike_and_nothing_of_jp(dikbud, client):
    def kepala(kata):
        teks = client.post(DAFTAR, {"q": kata}, follow=True).content.decode()
        return " ".join(teks.split('class="pa-kepala"')[1].split("</p>")[0].split())

    assert kepala("Fajr").endswith("yang cocok dengan “Fajr”. Yang mirip:")
    assert "mirip" not in kepala("Fajar")
    assert "JP dihitung" in kepala("Fajar")


def test_a_typo_finds_who_is_alike(dikbud, client):
    jawaban = client.post(DAFTAR, {"q": "Fajr"}, follow=True)

    assert "Tidak ada yang persis; mungkin maksud Anda:" in jawaban.content.decode()
    assert nama(jawaban) == ["Fajar"]


def test_a_unit_is_named_and_leads_back_to_its_page(dikbud, client):
    isi = " ".join(client.get(DAFTAR, {"unit": dikbud.sekolah.pk}).content.decode().split())

    assert f"di {dikbud.sekolah.nama} dan unit di bawahnya" in isi
    assert f'href="{reverse("beranda:instansi_detail", args=[dikbud.sekolah.pk])}"' in isi
    assert "unit di bawahnya." not in client.get(DAFTAR).content.decode().split("<form")[0]


def test_filters_are_folded_and_counted(dikbud, client):
    tanpa = " ".join(client.get(DAFTAR).content.decode().split())
    dua = client.get(DAFTAR, {"jenis": "PNS", "kurang": "surel"})

    assert '<details class="pa-lipat-ponsel' in tanpa
    assert "dipakai" not in tanpa
    assert "Saringan dan urutan (2 dipakai)" in " ".join(dua.content.decode().split())


def test_nobody_outside_is_found_exactly_or_alike(dikbud, client, dunia):
    nip = "196512311990032007"  # like nobody's within
    indra = PegawaiFactory(unit=dunia.palu.dinkes, nama="Indra", nip=nip)
    PegawaiFactory(unit=dunia.salatiga.sekolah, nama="Zulkarnain")

    for kata in ("Indra", "Indrra", nip, nip[:-1], "Zulkarnain", "Zulkarnaen"):
        isi = client.post(DAFTAR, {"q": kata}, follow=True).content.decode()
        assert "Tidak ada pegawai yang cocok" in isi
        assert indra.nama_lengkap + "</a>" not in isi


def test_a_view_is_kept_without_the_words(dikbud, client):
    client.post(DAFTAR, {"q": "Gita"})
    alamat = f"{reverse('beranda:tampilan_simpan')}?jenis=PNS&urut=-nama&kolom=nip&cari=1&hal=2"

    client.post(alamat, {"nama": "PNS kami"})

    tampilan = TampilanTersimpan.objects.get()
    assert (tampilan.pengguna, tampilan.nama) == (dikbud.pengelola, "PNS kami")
    assert tampilan.saringan == "jenis=PNS&urut=-nama&kolom=nip"
    assert "PNS kami" in client.get(DAFTAR).content.decode()
    lagi = client.post(alamat.replace("PNS", "PPPK"), {"nama": "PNS kami"}, follow=True)
    assert "Anda sudah punya tampilan “PNS kami”. Beri nama lain" in lagi.content.decode()
    assert TampilanTersimpan.objects.get() == tampilan
    assert TampilanTersimpan.objects.get().saringan == tampilan.saringan
    hapus = reverse("beranda:tampilan_hapus", args=[tampilan.pk])
    assert "Hapus tampilan “" in client.post(hapus).content.decode()
    assert TampilanTersimpan.objects.filter(pk=tampilan.pk).exists()
    client.post(hapus, {"konfirmasi": "ya"})
    assert not TampilanTersimpan.objects.exists()


def test_many_go_to_the_next_page_by_session_not_by_address(dikbud, client):
    ids = [dikbud.pegawai.pegawai_id, dikbud.pegawai_dinkes.pegawai_id]

    jawaban = client.post(MASSAL, {"tindakan": "atasan", "pegawai": ids})

    assert jawaban.url == reverse("instansi:massal_atasan")
    assert client.session["pegawai_terpilih"] == [dikbud.pegawai.pegawai_id]


def test_only_who_sees_the_whole_city_is_told_to_pick_an_agency_first(dikbud, client):
    kata = "saring perangkat daerahnya dulu"
    assert kata not in client.get(DAFTAR).content.decode()
    client.force_login(dikbud.hr)
    assert kata in client.get(DAFTAR).content.decode()


def test_all_that_match(dikbud, client):
    client.post(f"{MASSAL}?unit={dikbud.sekolah.pk}", {"tindakan": "status", "semua": "ya"})

    terpilih = client.session["pegawai_terpilih"]
    assert terpilih == sorted([dikbud.atasan.pegawai_id, dikbud.pegawai.pegawai_id])
    halaman = client.get(reverse("instansi:massal_status"))
    assert "Ubah status" in halaman.content.decode()
    assert "2 pegawai" in halaman.content.decode()


def test_nobody_ticked_or_only_outsiders_is_said(dikbud, client):
    for ids in ([], [dikbud.pegawai_dinkes.pegawai_id]):
        jawaban = client.post(MASSAL, {"tindakan": "atasan", "pegawai": ids}, follow=True)
        assert "Belum ada pegawai yang dipilih" in jawaban.content.decode()
        assert "Indra" not in jawaban.content.decode()


def test_a_search_for_one_who_left_says_so_and_leads_there(dikbud, client):
    Pegawai.objects.filter(pk=dikbud.pegawai.pegawai_id).update(status="PENSIUN")
    PegawaiFactory(unit=dikbud.sekolah, nama="Fajri")
    kueri = f"unit={dikbud.sekolah.pk}"

    halaman = client.post(f"{DAFTAR}?{kueri}", {"q": "fajar"}, follow=True)

    isi = " ".join(halaman.content.decode().split())
    assert "1 orang cocok dengan “fajar”, tetapi tidak aktif: pensiun" in isi
    assert "Fajri" not in isi  # who is merely alike is not proposed
    lain = halaman.context["url_semua_status"]
    assert kueri in lain
    assert nama(client.get(lain)) == ["Fajar"]
    luar = client.post(DAFTAR, {"q": "indra"}, follow=True)  # of another agency
    assert "berstatus lain" not in luar.content.decode()


def test_the_export_carries_filters_words_and_scope(dikbud, client):
    client.post(DAFTAR, {"q": "faj"})
    alamat = reverse("beranda:pegawai_ekspor")
    kueri = f"unit={dikbud.sekolah.pk}&jenis=PNS"

    jawaban = client.post(f"{alamat}?{kueri}&cari=1&urut=-nama&kolom=nip")

    pekerjaan = PekerjaanLaporan.objects.get()
    assert jawaban.url == reverse("laporan:laporan_detail", args=[pekerjaan.pk])
    assert pekerjaan.parameter == {
        "saring": {"unit": dikbud.sekolah.pk, "jenis": "PNS"},
        "cari": "faj",
        "urut": "-nama",
        "kolom": ["nip"],
        "pilihan": [],
        "lengkap": False,
        "cakupan": [dikbud.dikbud.pk],
        "sebutan": f"{dikbud.sekolah.nama}; PNS; hasil pencarian; kolom di daftar",
        "kueri": f"{kueri}&urut=-nama&kolom=nip",
    }


def test_the_page_of_an_export_says_what_it_holds_and_leads_back(dikbud, client):
    alamat = reverse("beranda:pegawai_ekspor")
    kueri = f"unit={dikbud.sekolah.pk}"

    halaman = client.post(f"{alamat}?{kueri}", follow=True).content.decode()
    assert f"Isi: {dikbud.sekolah.nama}; kolom di daftar." in halaman
    assert f'href="{DAFTAR}?{kueri}"' in halaman
    client.post(alamat, {"pegawai": [dikbud.pegawai.pegawai_id]})
    client.post(alamat)
    kosong = client.post(f"{alamat}?{kueri}", {"dicentang": "ya"}, follow=True)
    assert "Belum ada pegawai yang dipilih" in kosong.content.decode()
    assert kosong.redirect_chain[-1][0] == f"{DAFTAR}?{kueri}"
    assert PekerjaanLaporan.objects.count() == 3

    daftar = client.get(reverse("laporan:laporan_daftar")).content.decode()
    assert "1 pegawai yang dicentang; kolom di daftar" in daftar
    assert "Semua pegawai aktif; kolom di daftar" in daftar


@pytest.mark.parametrize("tambahan", [0, 2])
def test_narrowed_and_alike_lists_ask_no_more(dikbud, client, django_assert_num_queries, tambahan):
    for _ in range(tambahan):
        PegawaiFactory(unit=dikbud.sekolah, nama="Fajar")
    penuh = {"unit": dikbud.sekolah.pk, "golongan": "", "status": "SEMUA", "urut": "jp"}
    client.post(DAFTAR, {"q": "Fajr"})

    # Policy, units, the number of people and their order are asked once, then remembered.
    for kueri in (10, 6):
        with django_assert_num_queries(kueri):
            client.get(DAFTAR, penuh | {"kolom": ["atasan", "unit"]})
    with django_assert_num_queries(10):
        client.get(DAFTAR, {"cari": "1"})


def test_a_row_tells_the_acting_post_of_today(dikbud, client):
    hari = timezone.localdate()
    for nama, awal, akhir in (("Kepala A", 0, 9), ("Kepala B", -9, -1), ("Kepala C", 1, 9)):
        PelaksanaTugas.objects.create(
            pegawai=dikbud.pegawai.pegawai,
            unit=dikbud.sekolah,
            jabatan=JabatanFactory(pemda=dikbud.pemda, nama=nama),
            jenis="PLT",
            mulai=hari + timedelta(days=awal),
            selesai=hari + timedelta(days=akhir),
        )

    isi = client.get(DAFTAR).content.decode()

    akhir = tanggal_panjang(hari + timedelta(days=9))
    assert re.findall(r"Plt [^<]*", isi) == [f"Plt Kepala A sampai {akhir}"]


def test_massal_kelas_offers_open_classes(dikbud, client):
    JabatanFactory(pemda=dikbud.pemda)
    client.post(MASSAL, {"tindakan": "kelas", "pegawai": [dikbud.pegawai.pegawai_id]})

    isi = client.get(reverse("beranda:massal_kelas")).content.decode()

    assert "Belum ada kelas yang menerima peserta" in isi


@pytest.mark.parametrize(("siapa", "diberi_tahu"), [("hr", False), ("kepala", True)])
def test_a_filter_out_of_scope_is_said_and_nothing_is_offered_for_it(
    client, dunia, siapa, diberi_tahu
):
    client.force_login(getattr(dunia.palu, siapa))

    isi = client.get(DAFTAR, {"unit": dunia.palu.dinkes.pk}).content.decode()

    assert ("Saringan itu tidak bisa dipakai" in isi) is diberi_tahu
    assert ("Unduh daftar ini" in isi) is not diberi_tahu


@pytest.mark.parametrize("ada", [False, True])
def test_a_row_without_reasons_says_when_a_class_is_to_come(dikbud, ada):
    fajar = dikbud.pegawai.pegawai
    fajar.jp, fajar.target, fajar.alasan, fajar.plt, fajar.ada_kelas = 0, 20, [], None, ada

    assert ("Terdaftar di kelas mendatang" in baris_pegawai([fajar], ["perhatian"])) is ada
