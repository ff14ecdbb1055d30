from datetime import date, timedelta

import pytest

from pelatihan.actions.kehadiran import verifikasi_kehadiran
from pelatihan.actions.pendaftaran import daftarkan_peserta
from pelatihan.models import Kehadiran, PengajarSesi, Sesi
from pelatihan.permissions import Izin
from pelatihan.queries import kehadiran as queries
from pelatihan.queries.kehadiran import TautanTidakBerlaku
from pelatihan.queries.rencana import kelas_terencana, sesi_berikutnya, sesi_terencana
from pelatihan.tests.factories import SEKARANG, PelatihanFactory, PengajarFactory, buat_kelas
from pembinaan.actions import pasang_aturan_konversi

HARI = timedelta(days=1)
USAI = SEKARANG + 20 * HARI


def daftarkan(kota, kelas, *pegawai):
    daftarkan_peserta(kelas=kelas, pegawai=pegawai, oleh=kota.hr, sekarang=SEKARANG)


def tandai(kelas, status, **saring):
    Kehadiran.objects.filter(sesi__kelas=kelas, **saring).update(
        status=status, ditandai_pada=SEKARANG
    )


@pytest.fixture
def kelas(dunia):
    kelas = buat_kelas(dunia.palu.pemda)
    daftarkan(dunia.palu, kelas, dunia.palu.pegawai.pegawai)
    return kelas


@pytest.fixture
def ajar(dunia, kelas):
    sesi = kelas.sesi.order_by("mulai").first()
    return PengajarSesi.objects.create(
        sesi=sesi,
        pengajar=PengajarFactory(pengguna=dunia.palu.pengajar),
        mulai=sesi.mulai,
        selesai=sesi.selesai,
        terjadwal=True,
    )


@pytest.mark.parametrize(
    ("akun", "jumlah"),
    [("hr", 3), ("pengelola", 0), ("pengajar", 1), ("kepala", 0), ("pegawai", 0)],
)
def test_who_marks_which_session(dunia, ajar, akun, jumlah):
    pengguna = getattr(dunia.palu, akun)

    assert queries.sesi_untuk(pengguna, Izin.KEHADIRAN_TANDAI).count() == jumlah


def test_the_organiser_marks_the_own_class(dunia):
    buat_kelas(dunia.palu.dikbud)

    def jumlah(akun):
        return queries.sesi_untuk(akun, Izin.KEHADIRAN_TANDAI).count()

    assert (jumlah(dunia.palu.pengelola), jumlah(dunia.palu.pengelola_dinkes)) == (3, 0)
    assert jumlah(dunia.salatiga.hr) == 0


def test_marks_are_counted_by_session(kelas):
    satu, dua, tiga = kelas.sesi.order_by("mulai")
    tandai(kelas, "SAKIT", sesi=dua)

    assert queries.hitungan_tanda(kelas.pk) == {
        satu.pk: {"BELUM": 1},
        dua.pk: {"SAKIT": 1},
        tiga.pk: {"BELUM": 1},
    }


def test_link_opens_one_session_of_one_trainer(ajar):
    token = queries.token_luar(ajar.sesi_id, ajar.pengajar_id)

    assert queries.pengajar_sesi_dari_token(token, SEKARANG) == ajar
    assert queries.pengajar_sesi_dari_token(token + "x", SEKARANG) is None
    assert queries.pengajar_sesi_dari_token("asal", SEKARANG) is None


def test_link_ends_with_its_days(ajar):
    token = queries.token_luar(ajar.sesi_id, ajar.pengajar_id)
    akhir = ajar.sesi.selesai + 14 * HARI

    assert queries.pengajar_sesi_dari_token(token, akhir - timedelta(seconds=1)) == ajar
    with pytest.raises(TautanTidakBerlaku, match="14 hari setelah sesi"):
        queries.pengajar_sesi_dari_token(token, akhir)


def ganti_pengajar(ajar):
    ajar.delete()


def nonaktifkan_pengajar(ajar):
    ajar.pengajar.aktif = False
    ajar.pengajar.save()


def tutup_akun(ajar):
    ajar.pengajar.pengguna.is_active = False
    ajar.pengajar.pengguna.save()


@pytest.mark.parametrize("perubahan", [ganti_pengajar, nonaktifkan_pengajar, tutup_akun])
def test_link_ends_with_the_task(ajar, perubahan):
    token = queries.token_luar(ajar.sesi_id, ajar.pengajar_id)
    perubahan(ajar)

    with pytest.raises(TautanTidakBerlaku, match="tidak lagi mengajar"):
        queries.pengajar_sesi_dari_token(token, SEKARANG)


@pytest.mark.parametrize(
    ("jam", "hari"),
    [
        (timedelta(0), date(2026, 12, 31)),  # ends at midnight in Palu
        (timedelta(minutes=1), date(2027, 1, 1)),
        (-timedelta(hours=1), date(2026, 12, 31)),
    ],
)
def test_the_last_day_is_local(dunia, jam, hari):
    kelas = buat_kelas(dunia.palu.pemda, jumlah_sesi=1)
    tengah_malam = SEKARANG.replace(month=12, day=31, hour=16)
    Sesi.objects.filter(kelas=kelas).update(
        mulai=tengah_malam - timedelta(hours=3), selesai=tengah_malam + jam
    )

    assert queries.hari_selesai(kelas, list(kelas.sesi.all())) == hari


@pytest.mark.parametrize("jumlah", [1, 3])
def test_planned_jp_in_one_query(dunia, django_assert_num_queries, jumlah):
    pasang_aturan_konversi(pemda=dunia.palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    fajar = dunia.palu.pegawai.pegawai
    lokakarya = PelatihanFactory(pemda=dunia.palu.pemda, bentuk="B7")
    for n in range(jumlah):
        kelas = buat_kelas(
            dunia.palu.pemda,
            pelatihan=lokakarya,
            angkatan=n + 1,
            mulai=SEKARANG + (n + 1) * HARI,
            jumlah_sesi=1,
        )
        daftarkan(dunia.palu, kelas, fajar)

    with django_assert_num_queries(1):
        sesi = sesi_terencana(fajar)
        rencana = kelas_terencana(sesi, 2026)

    assert [r.jp for r in rencana] == [5] * jumlah
    assert kelas_terencana(sesi, 2027) == []
    pertama, *lain = list(sesi)
    assert sesi_berikutnya(sesi, pertama.selesai - HARI / 24) == pertama
    Kehadiran.objects.filter(sesi=pertama).delete()
    assert sesi_berikutnya(sesi_terencana(fajar), SEKARANG) == (lain[0] if lain else None)


def test_a_verified_class_is_no_plan_any_more(dunia, kelas):
    fajar = dunia.palu.pegawai.pegawai
    pemda = dunia.palu.pemda

    (rencana,) = kelas_terencana(sesi_terencana(fajar), 2026)
    assert (rencana.kelas, rencana.jp) == (kelas, None)

    pasang_aturan_konversi(pemda=pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    assert kelas_terencana(sesi_terencana(fajar), 2026)[0].jp == 6
    tandai(kelas, "HADIR")
    verifikasi_kehadiran(kelas=kelas, oleh=dunia.palu.hr, sekarang=USAI)
    assert sesi_terencana(fajar) == []
