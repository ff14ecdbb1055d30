"""One person's page: what stands in each tab, and what whom it hides from."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluasi.actions.instrumen import pasang_instrumen_bawaan
from evaluasi.models import Instrumen, Jawaban, Pertanyaan, TugasEvaluasi
from instansi.models import Pegawai, PelaksanaTugas, Pengguna, Penugasan
from instansi.rules.orang import usia
from instansi.tests.factories import JabatanFactory, PegawaiFactory
from lib.tanggal import tanggal_panjang
from pelatihan.actions.pendaftaran import lengkapi_kehadiran
from pelatihan.tests.factories import PendaftaranFactory, buat_kelas


@pytest.fixture
def fajar(dunia):
    """Fajar of SDN 1, with all that DOMAIN 8 knows."""
    orang = dunia.palu.pegawai.pegawai
    Pegawai.objects.filter(pk=orang.pk).update(
        tempat_lahir="Donggala", telepon="081299998888", golongan="III/c", tmt=date(2010, 3, 1)
    )
    return orang


@pytest.fixture
def isi(client, fajar):
    def ambil(siapa, tab="profil", orang=fajar):
        client.force_login(siapa)
        alamat = reverse("beranda:pegawai_detail", args=[orang.pk])
        return " ".join(client.get(alamat, {"tab": tab}).content.decode().split())

    return ambil


@pytest.mark.parametrize("siapa", ["admin", "hr", "pengelola", "auditor", "pegawai"])
def test_profile_for_those_who_may_see_all(dunia, isi, siapa):
    halaman = isi(getattr(dunia.palu, siapa))

    for kata in ("Donggala", "7 Maret 1985", "081299998888", "Penata", "60 tahun, 1 April 2045"):
        assert kata in halaman


@pytest.mark.parametrize("siapa", ["kepala", "walikota", "atasan"])
def test_heads_and_superiors_see_work_and_not_the_private(dunia, isi, siapa):
    halaman = isi(getattr(dunia.palu, siapa))

    assert "III/c" in halaman
    assert "60 tahun, tahun 2045" in halaman
    for kata in ("Donggala", "7 Maret 1985", "081299998888", "Ubah data", "?tab=riwayat"):
        assert kata not in halaman


def test_the_history_is_for_admin_hr_auditor_and_oneself(dunia, isi, fajar):
    for siapa in ("admin", "hr", "auditor", "pegawai"):
        assert "Riwayat perubahan data" in isi(getattr(dunia.palu, siapa), "riwayat")
    for siapa in ("pengelola", "kepala", "walikota", "atasan"):
        halaman = isi(getattr(dunia.palu, siapa), "riwayat")
        assert "Riwayat perubahan data" not in halaman
        assert "Pangkat dan jabatan" in halaman


def test_placements_name_acting_posts_and_the_fallback(dunia, isi, fajar):
    hari = timezone.localdate()
    PelaksanaTugas.objects.create(
        pegawai=fajar,
        unit=fajar.unit,
        jabatan=JabatanFactory(pemda=dunia.palu.pemda, nama="Kepala SDN 1"),
        jenis="PLT",
        mulai=hari,
        selesai=hari + timedelta(days=9),
    )
    Pegawai.objects.filter(nama="Gita").update(status="PENSIUN")

    halaman = isi(dunia.palu.hr, "penempatan")

    assert "Plt Kepala SDN 1" in halaman
    assert "Sementara ini dinilai oleh Diana" in halaman


def test_the_head_tells_acting_posts_and_delegations_of_today(dunia, isi, fajar):
    palu, hari = dunia.palu, timezone.localdate()
    akhir = hari + timedelta(days=9)
    lama = {"mulai": hari - timedelta(days=9), "selesai": hari - timedelta(days=1)}
    kini = {"mulai": hari, "selesai": akhir}
    for nama, masa in (("Kepala SDN 1 Palu", kini), ("Kepala Tata Usaha", lama)):
        jabatan = JabatanFactory(pemda=palu.pemda, nama=nama)
        PelaksanaTugas.objects.create(
            pegawai=fajar, unit=palu.sekolah, jabatan=jabatan, jenis="PLT", **masa
        )
    asal = Penugasan.objects.get(pengguna=palu.kepala, peran="KEPALA")
    Penugasan.objects.filter(pk=asal.pk).update(deputi=palu.atasan)
    Penugasan.objects.create(
        pengguna=palu.pegawai, peran="KEPALA", instansi=palu.dikbud, delegasi_dari=asal, **kini
    )

    def kepala(orang):
        halaman = isi(palu.hr, orang=orang)
        return " ".join(halaman[halaman.index("<h1>") : halaman.index("pa-lencana")].split())

    sampai = f"sampai {tanggal_panjang(akhir)}"
    assert f"<b>Plt Kepala SDN 1 Palu</b> {sampai}" in kepala(fajar)
    assert f"<b>Kepala di Dinas Pendidikan (delegasi dari Diana)</b> {sampai}" in kepala(fajar)
    assert "Tata Usaha" not in kepala(fajar)
    diana = kepala(palu.kepala.pegawai)
    assert f"<b>Kepala di Dinas Pendidikan dilimpahkan kepada Fajar</b> {sampai}" in diana
    assert "<b>Deputi Diana, Kepala di Dinas Pendidikan</b>" in kepala(palu.atasan.pegawai)


def test_no_one_gets_buttons_for_oneself_that_are_refused(dunia, isi):
    halaman = isi(dunia.palu.hr, orang=dunia.palu.hr.pegawai)

    assert "Ubah data" in halaman
    assert "Ubah status" not in halaman
    assert "Ubah kontak saya" in halaman


@pytest.mark.parametrize("tab", ["profil", "penempatan", "pengembangan", "riwayat"])
def test_query_count(dunia, client, fajar, django_assert_max_num_queries, tab):
    kini = timezone.now()
    for n in range(4):
        kelas = buat_kelas(dunia.palu.pemda, mulai=kini - timedelta(days=9 * n + 3))
        PendaftaranFactory(kelas=kelas, pegawai=fajar)
        PelaksanaTugas.objects.create(
            pegawai=fajar,
            unit=fajar.unit,
            jabatan=JabatanFactory(pemda=dunia.palu.pemda, nama=f"Kepala {n}"),
            jenis="PLT",
            mulai=kini.date() - timedelta(days=9),
            selesai=kini.date() + timedelta(days=9),
        )
    client.force_login(dunia.palu.hr)
    alamat = reverse("beranda:pegawai_detail", args=[fajar.pk])
    client.get(alamat)

    with django_assert_max_num_queries(12):
        client.get(alamat, {"tab": tab})


def test_classes_of_a_person_stand_with_what_was_attended(dunia, client, fajar):
    kini = timezone.now()
    kelas = buat_kelas(dunia.palu.pemda, mulai=kini - timedelta(days=9), jumlah_sesi=2)
    ikut = PendaftaranFactory(kelas=kelas, pegawai=fajar)
    lengkapi_kehadiran(kelas.pk)
    satu = ikut.kehadiran.order_by("mulai").first()
    ikut.kehadiran.filter(pk=satu.pk).update(status="HADIR", ditandai_pada=kini)
    belum = PendaftaranFactory(kelas=buat_kelas(dunia.palu.pemda, jumlah_sesi=1), pegawai=fajar)
    PendaftaranFactory(kelas=kelas, pegawai=PegawaiFactory(unit=fajar.unit))
    client.force_login(dunia.palu.hr)

    isi = client.get(reverse("beranda:pegawai_detail", args=[fajar.pk]), {"tab": "pengembangan"})
    tabel = isi.content.decode().split("Kelas yang diikuti")[1].split("</table>")[0]

    baris = [re.sub(r"<[^>]+>|\s+", " ", b) for b in tabel.split("<tr")[2:]]
    assert len(baris) == 2
    assert f"{kelas} " in " ".join(baris[0].split())
    assert tanggal_panjang(timezone.localdate(satu.mulai)) in baris[0]
    assert "1 dari 2 sesi" in baris[0]
    assert str(belum.kelas) in " ".join(baris[1].split())
    assert "Belum dijadwalkan" in baris[1]
    assert "Belum mulai" in baris[1]


def test_no_head_reads_a_persons_confidential_answer(dunia, isi, fajar, client):
    """What Fajar wrote about a class is nowhere on a page, in a search or in a table of people."""
    palu, kini = dunia.palu, timezone.now()
    pasang_instrumen_bawaan(pemda=palu.pemda, oleh="sistem:uji")
    kelas = buat_kelas(palu.pemda, mulai=kini - timedelta(days=3), jumlah_sesi=1)
    daftar = PendaftaranFactory(kelas=kelas, pegawai=fajar)
    lengkapi_kehadiran(kelas.pk)
    tugas = TugasEvaluasi.objects.create(
        pendaftaran=daftar,
        instrumen=Instrumen.objects.filter(pemda=palu.pemda).first(),
        kelas=kelas,
        pegawai=fajar,
        unit=fajar.unit,
        dibuka_pada=kini,
        tenggat=kini + timedelta(days=7),
        status="TERKIRIM",
        tanggal_kirim=kini.date(),
    )
    soal = Pertanyaan.objects.filter(bagian__instrumen=tugas.instrumen, jenis="TEKS").first()
    Jawaban.objects.create(tugas=tugas, pertanyaan=soal, teks="Pengajarnya kasar sekali")

    for siapa in ("kepala", "walikota", "atasan", "pengelola", "hr", "auditor"):
        for tab in ("profil", "penempatan", "pengembangan", "riwayat"):
            assert "kasar sekali" not in isi(getattr(palu, siapa), tab)
        for alamat in (
            reverse("beranda:pegawai_daftar"),
            reverse("evaluasi:kelas_hasil", args=[kelas.pk]),
        ):
            assert "kasar sekali" not in client.get(alamat).content.decode()


def test_status_page_names_what_follows_before_it_writes(dunia, client):
    palu, gita = dunia.palu, dunia.palu.atasan.pegawai
    kelas = buat_kelas(palu.pemda, mulai=timezone.now() + timedelta(days=5), jumlah_sesi=1)
    PendaftaranFactory(kelas=kelas, pegawai=gita)
    lengkapi_kehadiran(kelas.pk)
    client.force_login(palu.hr)
    alamat = reverse("instansi:pegawai_status", args=[gita.pk])
    data = {"status": "PENSIUN", "sejak": timezone.localdate().isoformat()}
    data["alasan"] = "Atas permintaan sendiri"

    halaman = client.post(alamat, data).content.decode()

    for kata in ("Akunnya ditutup", "1 bawahan kehilangan atasan", "Fajar", str(kelas), "Diana"):
        assert kata in halaman
    assert Pegawai.objects.get(pk=gita.pk).status == "AKTIF"
    setuju = data | {"setuju": "ya", "orang": palu.kepala.pegawai_id}
    assert client.post(alamat, setuju).status_code == 302
    assert Pegawai.objects.get(nama="Fajar", pemda=palu.pemda).atasan == palu.kepala.pegawai
    assert not Pengguna.objects.get(pegawai=gita).is_active


def test_status_page_tells_of_deputies_and_delegations(dunia, client):
    palu, hari = dunia.palu, timezone.localdate()
    diana, gita = palu.kepala.pegawai, palu.atasan.pegawai
    asal = Penugasan.objects.get(pengguna=palu.kepala, peran="KEPALA")
    Penugasan.objects.filter(pk=asal.pk).update(deputi=palu.atasan)
    Penugasan.objects.create(
        pengguna=palu.pegawai,
        peran="KEPALA",
        instansi=palu.dikbud,
        delegasi_dari=asal,
        mulai=hari,
        selesai=hari,
    )
    client.force_login(palu.hr)
    data = {"status": "CUTI_LUAR", "sejak": hari.isoformat()}

    def akibat(orang):
        alamat = reverse("instansi:pegawai_status", args=[orang.pk])
        return " ".join(client.post(alamat, data).content.decode().split())

    sampai = f"kepada Fajar tetap berjalan sampai {tanggal_panjang(hari)}"
    assert f"Delegasi Kepala di Dinas Pendidikan {sampai}" in akibat(diana)
    assert "Tidak lagi mewakili Diana sebagai deputi Kepala di Dinas Pendidikan." in akibat(gita)


def test_status_page_closes_no_account_that_never_was(dunia, client):
    palu = dunia.palu
    lina = PegawaiFactory(unit=palu.sekolah, nama="Lina")
    client.force_login(palu.hr)
    data = {"status": "PENSIUN", "sejak": timezone.localdate().isoformat()}

    isi = client.post(reverse("instansi:pegawai_status", args=[lina.pk]), data).content.decode()

    assert "Belum punya akun" in isi
    assert "Akunnya ditutup" not in isi


def test_status_page_warns_of_an_early_retirement_and_names_who_changed(dunia, client):
    palu, gita = dunia.palu, dunia.palu.atasan.pegawai
    client.force_login(palu.hr)
    alamat = reverse("instansi:pegawai_status", args=[gita.pk])
    hari = timezone.localdate()
    data = {"status": "PENSIUN", "sejak": hari.isoformat(), "orang": "0"}

    tanya = client.post(alamat, data).content.decode()
    tolak = client.post(alamat, data | {"setuju": "ya"})

    assert f"Gita baru {usia(gita.tanggal_lahir, hari)} tahun" in tanya
    assert 'name="alasan"' in tanya
    assert 'name="alasan"' not in client.post(alamat, data | {"status": "PINDAH"}).content.decode()
    assert tolak.status_code == 422
    assert 'href="#id_alasan"' in tolak.content.decode()
    assert Pegawai.objects.get(pk=gita.pk).status == "AKTIF"
    isi = client.post(alamat, data | {"setuju": "ya", "alasan": "Sakit"}, follow=True)
    assert f"Gita kini pensiun, sejak {tanggal_panjang(hari)}." in isi.content.decode()


def test_status_page_refuses_a_day_to_come_and_a_lacking_reason_at_once(dunia, client):
    palu, gita = dunia.palu, dunia.palu.atasan.pegawai
    client.force_login(palu.hr)
    alamat = reverse("instansi:pegawai_status", args=[gita.pk])
    besok = timezone.localdate() + timedelta(days=1)
    data = {"status": "PENSIUN", "sejak": besok.isoformat(), "orang": "0"}

    for langkah in ({}, {"setuju": "ya"}):
        tolak = client.post(alamat, data | langkah)
        assert tolak.status_code == 422
        assert set(tolak.context["form"].errors) == {"sejak", "alasan"}
        assert 'name="alasan"' in tolak.content.decode()
    tolak = client.post(alamat, data | {"alasan": "Sakit"})
    assert set(tolak.context["form"].errors) == {"sejak"}
    assert "Simpan status" not in tolak.content.decode()
    tolak = client.post(alamat, data | {"status": "AKTIF"})
    assert set(tolak.context["form"].errors) == {"status", "sejak"}
    assert Pegawai.objects.get(pk=gita.pk).status == "AKTIF"


def test_pindah_tells_of_seats_only_where_there_are_some(dunia, client):
    palu, fajar = dunia.palu, dunia.palu.pegawai.pegawai
    client.force_login(palu.hr)
    alamat = reverse("instansi:pegawai_pindah", args=[fajar.pk])
    hari = timezone.localdate().isoformat()
    data = {"unit": palu.dikbud.pk, "jabatan": fajar.jabatan_id, "mulai": hari}

    assert "Kursinya di kelas mendatang" not in client.post(alamat, data).content.decode()
    kelas = buat_kelas(palu.pemda, mulai=timezone.now() + timedelta(days=5), jumlah_sesi=1)
    PendaftaranFactory(kelas=kelas, pegawai=fajar)
    lengkapi_kehadiran(kelas.pk)
    halaman = client.post(alamat, data)
    assert halaman.context["akibat"]["berkursi"] is True
    assert "Kursinya di kelas mendatang tetap" in halaman.content.decode()


@pytest.mark.parametrize("siapa", ["hr", "pegawai", "atasan"])
def test_the_page_prints_with_the_city_and_the_day(dunia, isi, siapa):
    halaman = isi(getattr(dunia.palu, siapa))

    assert 'data-pa="cetak"' in halaman
    kertas = halaman.split('class="pa-cetak-saja">')[1].split("</p>")[0]
    assert kertas == f"{dunia.palu.pemda.nama}, dicetak {tanggal_panjang(timezone.localdate())}"


def test_the_printout_names_the_person_and_the_tab(dunia, isi):
    for tab, judul in (("penempatan", "Penempatan"), ("riwayat", "Riwayat perubahan")):
        halaman = isi(dunia.palu.hr, tab).split("<main")[1]
        per = f"{judul}, per {tanggal_panjang(timezone.localdate())}"
        assert f'<h2 class="pa-cetak-saja mb-3">{per}</h2>' in halaman
        assert ">Fajar</h1>" in halaman


def test_status_page_leads_back_to_the_person_by_name(dunia, client, isi):
    client.force_login(dunia.palu.hr)
    gita = dunia.palu.atasan.pegawai

    halaman = client.get(reverse("instansi:pegawai_status", args=[gita.pk])).content.decode()

    tautan = " ".join(halaman.split('aria-label="Kembali">')[1].split("</nav>")[0].split())
    assert tautan.endswith("Gita</a>")
    tombol = isi(dunia.palu.hr).split("Ubah status")[0].rsplit("<a ", 1)[1]
    assert "btn-outline-primary" in tombol


def test_status_page_does_not_take_a_replacement_from_outside(dunia, client):
    palu = dunia.palu
    client.force_login(palu.pengelola)
    data = {"status": "PENSIUN", "sejak": timezone.localdate().isoformat(), "setuju": "ya"}
    alamat = reverse("instansi:pegawai_status", args=[palu.atasan.pegawai_id])

    jawaban = client.post(alamat, data | {"orang": palu.pegawai_dinkes.pegawai_id})

    assert jawaban.status_code == 422
    assert "Indra" not in jawaban.content.decode()
    assert Pegawai.objects.get(pk=palu.atasan.pegawai_id).status == "AKTIF"


def test_a_person_without_a_head_above_says_so(dunia, isi):
    orang = PegawaiFactory(unit=dunia.salatiga.pemda, nama="Zaki")

    assert "Belum ada yang bisa menilai" in isi(dunia.salatiga.hr, "penempatan", orang)


@pytest.mark.parametrize(
    ("akun", "label"), [("pegawai", "Beranda"), ("atasan", "Tim saya"), ("hr", "Pegawai")]
)
def test_back_from_a_person_leads_where_one_may_go(client, dunia, akun, label):
    client.force_login(dunia.palu.akun[akun])

    isi = client.get(reverse("beranda:pegawai_detail", args=[dunia.palu.pegawai.pegawai_id]))

    alamat, teks = isi.context["kembali"]
    assert teks == label
    assert client.get(alamat).status_code == 200


def test_own_record_is_in_the_menu_with_who_opened_it(client, dunia):
    client.force_login(dunia.palu.pegawai)
    sendiri = reverse("beranda:pegawai_detail", args=[dunia.palu.pegawai.pegawai_id])

    assert f'href="{sendiri}"' in client.get("/").content.decode()
    assert reverse("instansi:dibuka_saya") in client.get(sendiri).content.decode()
