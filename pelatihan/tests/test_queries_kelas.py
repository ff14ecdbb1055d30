from datetime import timedelta

import pytest

from instansi.models import Penugasan
from instansi.tests.factories import MULAI
from pelatihan.models import PengajarSesi
from pelatihan.permissions import Izin
from pelatihan.queries.daftar_kelas import DaftarKelas
from pelatihan.queries.kelas import (
    kelas_untuk,
    penyelenggara_awal,
    penyelenggara_untuk,
    tempat_sesi,
)
from pelatihan.tests.factories import (
    SEKARANG,
    KelasFactory,
    PendaftaranFactory,
    PengajarFactory,
    RuangFactory,
    SesiFactory,
)


def terbit(penyelenggara, oleh):
    return KelasFactory(
        penyelenggara=penyelenggara, status="TERBIT", terbit_pada=SEKARANG, terbit_oleh=oleh
    )


@pytest.fixture
def kelas(dunia):
    """A draft and a published class of the city, of each agency, and one of the other city."""
    p, hr = dunia.palu, dunia.palu.hr
    return {
        "kota_draf": KelasFactory(penyelenggara=p.pemda),
        "kota": terbit(p.pemda, hr),
        "dikbud_draf": KelasFactory(penyelenggara=p.dikbud),
        "dikbud": terbit(p.dikbud, hr),
        "sekolah_draf": KelasFactory(penyelenggara=p.sekolah),
        "dinkes_draf": KelasFactory(penyelenggara=p.dinkes),
        "dinkes": terbit(p.dinkes, hr),
        "salatiga": terbit(dunia.salatiga.pemda, dunia.salatiga.hr),
    }


SEMUA = {"kota_draf", "kota", "dikbud_draf", "dikbud", "sekolah_draf", "dinkes_draf", "dinkes"}
TERBIT = {"kota", "dikbud", "dinkes"}
DIKBUD = {"dikbud_draf", "dikbud", "sekolah_draf"}


def nama(kelas, daftar):
    kunci = {k.pk: nama for nama, k in kelas.items()}
    return {kunci[k.pk] for k in daftar}


@pytest.mark.parametrize(
    ("akun", "izin", "harapan"),
    [
        ("hr", Izin.KELAS_LIHAT, SEMUA),
        ("hr", Izin.KELAS_KELOLA, SEMUA),
        ("admin", Izin.KELAS_LIHAT, SEMUA),
        ("admin", Izin.KELAS_KELOLA, set()),
        ("auditor", Izin.KELAS_LIHAT, SEMUA),
        ("auditor", Izin.KELAS_KELOLA, set()),
        ("pengelola", Izin.KELAS_LIHAT, DIKBUD | TERBIT),
        ("pengelola", Izin.JADWAL_LIHAT, DIKBUD | TERBIT),
        ("pengelola", Izin.KELAS_KELOLA, DIKBUD),
        ("pengelola", Izin.PESERTA_KELOLA, DIKBUD),
        ("kepala_dinkes", Izin.KELAS_LIHAT, {"dinkes_draf"} | TERBIT),
        ("kepala_dinkes", Izin.KELAS_KELOLA, set()),
        ("pegawai", Izin.KELAS_LIHAT, set()),
        ("pengajar", Izin.KELAS_LIHAT, set()),
        ("pengajar", Izin.KEHADIRAN_TANDAI, set()),
    ],
)
def test_kelas_untuk_by_role(dunia, kelas, akun, izin, harapan):
    assert nama(kelas, kelas_untuk(getattr(dunia.palu, akun), izin)) == harapan


def test_kelas_untuk_participant_sees_published_classes_enrolled_in(dunia, kelas):
    fajar = dunia.palu.pegawai
    for k in ("kota", "dikbud_draf"):
        PendaftaranFactory(kelas=kelas[k], pegawai=fajar.pegawai)
    PendaftaranFactory(
        kelas=kelas["dinkes"],
        pegawai=fajar.pegawai,
        status="DIBATALKAN",
        alasan_batal="Sakit",
        dibatalkan_pada=SEKARANG,
    )

    assert nama(kelas, kelas_untuk(fajar, Izin.KELAS_LIHAT)) == {"kota"}


@pytest.mark.parametrize("izin", [Izin.KELAS_LIHAT, Izin.KEHADIRAN_TANDAI])
def test_kelas_untuk_trainer_sees_published_classes_taught(dunia, kelas, izin):
    joko = PengajarFactory(pengguna=dunia.palu.pengajar)
    for k in ("dikbud", "dinkes_draf"):
        sesi = SesiFactory(kelas=kelas[k])
        PengajarSesi.objects.create(
            sesi=sesi, pengajar=joko, mulai=sesi.mulai, selesai=sesi.selesai
        )

    assert nama(kelas, kelas_untuk(dunia.palu.pengajar, izin)) == {"dikbud"}


def test_penyelenggara_untuk(dunia):
    p = dunia.palu

    assert [i.pk for i in penyelenggara_untuk(p.hr, Izin.KELAS_KELOLA)] == [
        p.pemda.pk,
        p.dinkes.pk,
        p.dikbud.pk,
    ]
    assert list(penyelenggara_untuk(p.pengelola, Izin.KELAS_KELOLA)) == [p.dikbud]
    assert not penyelenggara_untuk(p.kepala, Izin.KELAS_KELOLA).exists()


def test_penyelenggara_awal_is_where_the_person_works(dunia):
    p = dunia.palu

    def awal(akun):
        return penyelenggara_awal(akun, Izin.KELAS_KELOLA)

    assert (awal(p.hr), awal(p.pengelola), awal(p.kepala)) == (p.pemda.pk, p.dikbud.pk, None)
    Penugasan.objects.create(pengguna=p.walikota, peran="HR", instansi=p.pemda, mulai=MULAI)
    Penugasan.objects.create(pengguna=p.pegawai_dinkes, peran="HR", instansi=p.pemda, mulai=MULAI)
    assert (awal(p.walikota), awal(p.pegawai_dinkes)) == (None, p.dinkes.pk)


def test_tempat_sesi(dunia):
    ruang = RuangFactory(pemda=dunia.palu.pemda, nama="Aula", lokasi="Jl. Melati 1")
    kelas = KelasFactory(penyelenggara=dunia.palu.pemda)

    assert tempat_sesi(SesiFactory.build(kelas=kelas, ruang=ruang)) == "Aula, Jl. Melati 1"
    ruang.lokasi = ""
    assert tempat_sesi(SesiFactory.build(kelas=kelas, ruang=ruang)) == "Aula"
    assert tempat_sesi(SesiFactory.build(kelas=kelas, ruang=None)) == "daring"


@pytest.mark.parametrize("urut", ["mulai", "-mulai", ""])
def test_daftar_kelas_pages_by_first_session_undated_last(dunia, urut):
    pemda = dunia.palu.pemda
    tanpa = [KelasFactory(penyelenggara=pemda).pk for _ in range(3)]
    bersesi = []
    for hari in (3, 1, 2):
        kelas = KelasFactory(penyelenggara=pemda)
        for geser in (hari, hari + 10):
            SesiFactory(kelas=kelas, mulai=SEKARANG + timedelta(days=geser))
        bersesi.append((hari, kelas.pk))
    urutan = [pk for _, pk in sorted(bersesi, reverse=urut != "mulai")] + tanpa[::-1]

    daftar = DaftarKelas(kelas_untuk(dunia.palu.hr, Izin.KELAS_LIHAT), urut)

    assert len(daftar) == 6
    for awal in range(6):
        for akhir in range(awal + 1, 7):
            assert [k.pk for k in daftar[awal:akhir]] == urutan[awal:akhir]
    assert [k.jumlah for k in daftar[2:4]] == [2, 0]
