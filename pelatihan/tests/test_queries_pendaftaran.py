from datetime import timedelta

import pytest

from instansi.models import Pegawai
from instansi.queries import pegawai_untuk
from instansi.queries.cari import pencarian
from instansi.tests.factories import PegawaiFactory
from pelatihan.models import Kehadiran, PengajarSesi
from pelatihan.permissions import Izin
from pelatihan.queries import pendaftaran as queries
from pelatihan.tests.factories import (
    SEKARANG,
    PendaftaranFactory,
    PengajarFactory,
    SesiFactory,
    buat_kelas,
)


@pytest.fixture
def terlihat(dunia):
    return pegawai_untuk(dunia.palu.pengelola, Izin.PESERTA_KELOLA)


def nama(pendaftaran):
    return {p.pegawai.nama for p in pendaftaran}


@pytest.fixture
def kelas_kota(dunia):
    """A class of the city with Fajar (Dikbud) and Indra (Dinkes)."""
    kelas = buat_kelas(dunia.palu.pemda)
    for akun in (dunia.palu.pegawai, dunia.palu.pegawai_dinkes):
        PendaftaranFactory(kelas=kelas, pegawai=akun.pegawai)
    return kelas


@pytest.mark.parametrize(
    ("akun", "harapan"),
    [
        ("hr", {"Fajar", "Indra"}),
        ("pengelola", {"Fajar"}),
        ("pengelola_dinkes", {"Indra"}),
        ("kepala", set()),
        ("pegawai", set()),
    ],
)
def test_who_may_act_for_whom(dunia, kelas_kota, akun, harapan):
    milik = queries.pendaftaran_untuk(getattr(dunia.palu, akun), Izin.PESERTA_KELOLA)

    assert nama(milik) == harapan
    assert not queries.pendaftaran_untuk(dunia.salatiga.hr, Izin.PESERTA_KELOLA).exists()


@pytest.mark.parametrize(
    ("akun", "harapan"),
    [
        ("hr", {"Fajar", "Indra"}),
        ("auditor", {"Fajar", "Indra"}),
        ("kepala", {"Fajar"}),
        ("pengelola_dinkes", {"Indra"}),
        ("pegawai", {"Fajar"}),
        ("pengajar", set()),
    ],
)
def test_names_of_a_city_class(dunia, kelas_kota, akun, harapan):
    pengguna = getattr(dunia.palu, akun)

    assert nama(queries.peserta_untuk(pengguna, Izin.KELAS_LIHAT, kelas_kota)) == harapan


def test_the_trainer_sees_all_names(dunia, kelas_kota):
    sesi = kelas_kota.sesi.first()
    PengajarSesi.objects.create(
        sesi=sesi,
        pengajar=PengajarFactory(pengguna=dunia.palu.pengajar),
        mulai=sesi.mulai,
        selesai=sesi.selesai,
        terjadwal=True,
    )

    peserta = queries.peserta_untuk(dunia.palu.pengajar, Izin.KELAS_LIHAT, kelas_kota)

    assert nama(peserta) == {"Fajar", "Indra"}


def test_the_organiser_sees_participants_of_other_agencies(dunia):
    kelas = buat_kelas(dunia.palu.dikbud)
    PendaftaranFactory(kelas=kelas, pegawai=dunia.palu.pegawai_dinkes.pegawai)

    assert nama(queries.peserta_untuk(dunia.palu.pengelola, Izin.KELAS_LIHAT, kelas)) == {"Indra"}
    assert nama(queries.peserta_untuk(dunia.palu.kepala_dinkes, Izin.KELAS_LIHAT, kelas)) == {
        "Indra"
    }


def test_candidates_are_active_people(dunia, terlihat):
    Pegawai.objects.filter(nama="Fajar").update(status="PENSIUN")

    kelas = buat_kelas(dunia.palu.pemda)

    orang = queries.calon_kelas(pencarian(terlihat, "fajar").daftar, kelas.pk, 2026)

    assert not orang.exists()


def test_typed_lines_keep_their_order(dunia, terlihat, django_assert_num_queries):
    nip = dunia.palu.pegawai.pegawai.nip
    PegawaiFactory(unit=dunia.palu.sekolah, nama="Gita")
    teks = f"  citra , S.Pd., M.Si. \n{nip[:8]} {nip[8:]}\n\nIndra;12345\tGita\r\n{'9' * 18}"

    with django_assert_num_queries(2):
        hasil = queries.cocokkan_baris(terlihat, queries.pisahkan_baris(teks))

    assert [(b.pegawai and b.pegawai.nama, b.alasan) for b in hasil] == [
        ("Citra", ""),
        ("Fajar", ""),
        (None, "Tidak ditemukan. Tulis nama lengkap tanpa gelar, atau pakai NIP."),
        (None, "NIP harus 18 angka, ini 5. Lengkapi lalu usulkan lagi."),
        (None, "Ada 2 orang bernama ini. Pakai NIP."),
        (None, "NIP ini tidak ada di lingkup Anda. Periksa angkanya."),
    ]


@pytest.mark.parametrize("nama", ["Sri Wahyuni", "Sri Wahyuni, S.Pd."])
def test_pasted_titles_find_the_name_however_it_is_stored(dunia, terlihat, nama):
    orang = PegawaiFactory(unit=dunia.palu.sekolah, nama=nama)

    (baris,) = queries.cocokkan_baris(terlihat, ["sri wahyuni, S.Pd."])

    assert baris.pegawai == orang


def test_clashes_of_many_in_two_queries(dunia, django_assert_num_queries):
    lain = buat_kelas(dunia.palu.pemda)
    calon = [PegawaiFactory(unit=dunia.palu.sekolah) for _ in range(3)]
    for p in calon:
        daftar = PendaftaranFactory(kelas=lain, pegawai=p)
        for sesi in lain.sesi.all():
            Kehadiran.objects.create(
                pendaftaran=daftar,
                pegawai=p,
                sesi=sesi,
                mulai=sesi.mulai,
                selesai=sesi.selesai,
                terjadwal=True,
            )
    Kehadiran.objects.filter(pegawai=calon[2]).update(izin_bentrok_alasan="Boleh")
    kelas = buat_kelas(dunia.palu.pemda, jumlah_sesi=1)
    SesiFactory(kelas=kelas, mulai=SEKARANG + timedelta(days=40), terjadwal=True)

    with django_assert_num_queries(2):
        hasil = queries.bentrok_peserta(kelas.pk, [p.pk for p in calon])

    assert {pk: [b.kelas for b in daftar] for pk, daftar in hasil.items()} == {
        calon[0].pk: [str(lain)],
        calon[1].pk: [str(lain)],
    }
    assert hasil[calon[0].pk][0].sesi_id == kelas.sesi.order_by("mulai").first().pk
