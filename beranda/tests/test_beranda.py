from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from beranda.queries import beranda as queries
from instansi.models import HariLibur, Pegawai, Pengguna
from instansi.tests.factories import PegawaiFactory
from pelatihan.actions.pendaftaran import lengkapi_kehadiran
from pelatihan.models import Kehadiran, Kelas, PengajarSesi, Sesi
from pelatihan.tests.factories import (
    SEKARANG,
    KelasFactory,
    PelatihanFactory,
    PendaftaranFactory,
    PengajarFactory,
    SesiFactory,
    buat_kelas,
)
from pembinaan.actions import pasang_aturan_konversi

PERAN = [
    "hr", "admin", "pengelola", "kepala", "walikota", "atasan", "pegawai", "pengajar", "auditor",
]  # fmt: skip


@pytest.mark.parametrize("siapa", PERAN)
def test_beranda_opens_for_every_role(client, dunia, siapa):
    client.force_login(getattr(dunia.palu, siapa))

    jawaban = client.get("/")

    assert jawaban.status_code == 200
    assert len(jawaban.context["navigasi"]) <= 7


def test_beranda_asks_to_log_in(client, db):
    assert client.get("/").url == f"{reverse('account_login')}?next=/"


@pytest.mark.parametrize("siapa", PERAN)
def test_beranda_query_budget(client, dunia, siapa, django_assert_max_num_queries):
    client.force_login(getattr(dunia.palu, siapa))

    with django_assert_max_num_queries(12):
        client.get("/")


def test_home_and_own_jp_say_the_same_of_what_may_come(
    client, dunia, django_assert_max_num_queries
):
    pemda, hr = dunia.palu.pemda, dunia.palu.hr
    pasang_aturan_konversi(pemda=pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    seminar = PelatihanFactory(pemda=pemda, bentuk="B6")  # 4 JP a day, whatever the session says
    for n, jam in enumerate((-3, 2), 1):  # one waits for its verification, one is to come
        mulai = timezone.now() + timedelta(hours=jam)
        kelas = buat_kelas(pemda, mulai=mulai, jumlah_sesi=1, pelatihan=seminar, angkatan=n)
        PendaftaranFactory(kelas=kelas, pegawai=hr.pegawai)
        lengkapi_kehadiran(kelas.pk)
    client.force_login(hr)

    with django_assert_max_num_queries(12):
        beranda = " ".join(client.get("/").content.decode().split())
    rinci = " ".join(client.get(reverse("pembinaan:jp_saya")).content.decode().split())

    for kata in (
        "Kelas yang belum diverifikasi bisa menambah 8 JP (kotak bergaris).",
        'aria-label="0 dari 20 JP sudah tercapai, 8 JP belum diverifikasi"',
    ):
        assert kata in beranda
        assert kata in rinci
    assert "Kelas berikutnya" in beranda


def test_beranda_tells_hr_who_has_no_superior(client, dunia):
    client.force_login(dunia.palu.hr)

    judul = [t.judul for t in client.get("/").context["tindakan"]]

    assert judul == ["8 pegawai perlu atasan baru"]


def test_beranda_tells_who_cannot_be_reached_by_mail(client, dunia):
    orang = PegawaiFactory(unit=dunia.palu.sekolah)
    Pengguna.objects.create_user(
        username=orang.nip, pemda_id=orang.pemda_id, nama=orang.nama, pegawai=orang
    )
    for akun, ada in (("hr", True), ("pengelola", True), ("pengelola_dinkes", False)):
        client.force_login(getattr(dunia.palu, akun))
        tugas = {t.judul: t.url for t in client.get("/").context["tindakan"]}
        assert (
            tugas.get("1 pemilik akun tidak terjangkau surel") == "/notifikasi/tanpa-surel/"
        ) == ada


@pytest.mark.parametrize(
    ("siapa", "selisih", "status", "ada"),
    [
        ("hr", 0, Kelas.Status.TERBIT, True),
        ("pengelola", 0, Kelas.Status.TERBIT, False),  # runs no class of the city's own
        ("hr", 1, Kelas.Status.TERBIT, False),
        ("hr", 0, Kelas.Status.BATAL, False),
    ],
)
def test_beranda_tells_who_organises_of_a_session_on_a_day_off(
    client, dunia, siapa, selisih, status, ada
):
    pemda = dunia.palu.pemda
    kelas = buat_kelas(pemda, mulai=timezone.now() + timedelta(days=5), jumlah_sesi=1)
    Kelas.objects.filter(pk=kelas.pk).update(
        status=status, alasan_batal="Gempa" if status == Kelas.Status.BATAL else ""
    )
    hari = timezone.localdate(kelas.sesi.get().mulai, ZoneInfo(pemda.zona_waktu))
    HariLibur.objects.create(
        pemda=pemda, tanggal=hari + timedelta(days=selisih), nama="Hari Jadi Kota", jenis="LIBUR"
    )
    client.force_login(getattr(dunia.palu, siapa))

    tugas = [t for t in client.get("/").context["tindakan"] if "hari libur" in t.judul]

    assert [t.url for t in tugas] == [reverse("pelatihan:kelas_detail", args=[kelas.pk])] * ada
    assert all("bertepatan dengan Hari Jadi Kota" in t.ket for t in tugas)


def test_beranda_begins_the_week_today_one_line_a_class(client, dunia):
    kini = timezone.now()
    kelas = buat_kelas(dunia.palu.pemda, mulai=kini - timedelta(days=1, hours=3), jumlah_sesi=4)
    client.force_login(dunia.palu.hr)

    (baris,) = client.get("/").context["pekan"]

    sesi = list(Sesi.objects.filter(kelas=kelas, selesai__gt=kini).order_by("mulai"))
    assert baris == (sesi[0], len(sesi) - 1, sesi[-1])


def test_own_jp_is_in_the_navigation_where_it_fits(client, dunia):
    def menu(akun):
        client.force_login(akun)
        return [b.label for b in client.get("/").context["navigasi"]]

    assert menu(dunia.palu.pegawai) == ["Beranda", "Kelas", "Evaluasi", "JP saya"]
    Pegawai.objects.filter(pk=dunia.palu.pegawai.pegawai_id).update(atasan=dunia.palu.hr.pegawai)
    assert menu(dunia.palu.hr) == [
        "Beranda", "Dasbor", "Jadwal", "Kelas", "Evaluasi", "Pegawai", "Kelola",
    ]  # fmt: skip
    assert reverse("beranda:tim_saya") in client.get("/").content.decode()


@pytest.fixture
def sesi_lewat(dunia):
    """Two sessions of dikbud that are over, the first one unmarked, taught by the trainer."""
    kelas = KelasFactory(
        penyelenggara=dunia.palu.dikbud, status="BERJALAN", terbit_pada=SEKARANG,
        terbit_oleh=dunia.palu.hr,
    )  # fmt: skip
    pengajar = PengajarFactory(pengguna=dunia.palu.pengajar, pemda=dunia.palu.pemda)
    daftar = [SesiFactory(kelas=kelas, mulai=SEKARANG + timedelta(hours=4 * n)) for n in range(2)]
    orang = [PendaftaranFactory(kelas=kelas, pegawai=p.pegawai) for p in (
        dunia.palu.atasan, dunia.palu.pegawai,
    )]  # fmt: skip
    for sesi, tanda in zip(daftar, ("BELUM", "HADIR"), strict=True):
        PengajarSesi.objects.create(
            sesi=sesi, pengajar=pengajar, mulai=sesi.mulai, selesai=sesi.selesai
        )
        for ikut in orang:
            Kehadiran.objects.create(
                sesi=sesi, pegawai=ikut.pegawai, pendaftaran=ikut, mulai=sesi.mulai,
                selesai=sesi.selesai, status=tanda,
                ditandai_pada=None if tanda == "BELUM" else SEKARANG,
            )  # fmt: skip
        Sesi.objects.filter(pk=sesi.pk).update(terjadwal=True)
    return daftar


@pytest.mark.parametrize(
    ("siapa", "belum", "pekan"),
    [
        ("hr", 1, 2),
        ("pengelola", 1, 2),
        ("pengajar", 1, 2),
        ("pegawai", 0, 2),
        ("pengelola_dinkes", 0, 0),
    ],
)
def test_sessions_on_the_home_page_once_for_whom_they_concern(
    dunia, sesi_lewat, siapa, belum, pekan
):
    pengguna = getattr(dunia.palu, siapa)
    usai = sesi_lewat[1].selesai + timedelta(hours=1)

    assert queries.belum_ditandai(pengguna, usai, 3) == sesi_lewat[:belum]
    assert not queries.belum_ditandai(pengguna, sesi_lewat[0].mulai, 3)
    assert list(queries.sesi_pekan(pengguna, SEKARANG.date())) == sesi_lewat[:pekan]


def test_sehat(client):
    assert client.get("/sehat/").content == b"sehat"


def test_sehat_siap_without_workers_is_503(client, db):
    jawaban = client.get("/sehat/siap/")

    assert jawaban.status_code == 503
    assert jawaban.json()["basis_data"] is True
