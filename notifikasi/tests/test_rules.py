from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instansi.models import Pegawai, Pengguna
from lib.surat import Bagian
from notifikasi import rules
from notifikasi.models import Pesan
from notifikasi.tests.factories import SEKARANG, UJI

ZONA = st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
WAKTU = st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda d: SEKARANG + d)
LAMA = st.timedeltas(timedelta(0), timedelta(days=5))
JAM = st.times(time(0), time(23, 59))
GESER = st.integers(-30, 30)
AKHIR_HARI = SEKARANG + timedelta(hours=14)
pesan_acak = st.lists(
    st.builds(
        Pesan,
        jenis=st.sampled_from(["uji", "uji_harian"]),
        kelompok=st.sampled_from(["", "", "a", "b"]),
        jatuh_tempo=st.integers(-60, 20 * 60).map(lambda m: SEKARANG + timedelta(minutes=m)),
        coba_lagi_pada=st.sampled_from(
            [None, SEKARANG - timedelta(minutes=1), SEKARANG + timedelta(minutes=1)]
        ),
    ),
    max_size=8,
)


@given(geser_hari=GESER, jam=JAM, zona=ZONA, sesudah=WAKTU, lama=LAMA, potong=LAMA)
def test_each_due_time_is_published_by_one_of_two_runs_or_both(
    geser_hari, jam, zona, sesudah, lama, potong
):
    isi = {"geser_hari": geser_hari, "jam": jam, "zona": zona}
    tengah, akhir = sesudah + min(lama, potong), sesudah + lama

    sekali = rules.terbitan(**isi, sesudah=sesudah, sekarang=akhir)
    dua_kali = rules.terbitan(**isi, sesudah=sesudah, sekarang=tengah) + rules.terbitan(
        **isi, sesudah=tengah, sekarang=akhir
    )

    assert set(sekali) == set(dua_kali)


@given(geser_hari=GESER, jam=JAM, zona=ZONA, sesudah=WAKTU, lama=LAMA)
def test_due_times_are_one_a_day_at_the_rules_hour(geser_hari, jam, zona, sesudah, lama):
    hasil = rules.terbitan(
        geser_hari=geser_hari, jam=jam, zona=zona, sesudah=sesudah, sekarang=sesudah + lama
    )

    lokal = [t.jatuh_tempo.astimezone(ZoneInfo(zona)) for t in hasil]
    assert [w.time() for w in lokal] == [jam] * len(hasil)
    assert all(sesudah < t.jatuh_tempo for t in hasil)
    assert [w.date() - timedelta(days=geser_hari) for w in lokal] == [t.hari_acuan for t in hasil]
    assert len({w.date() for w in lokal}) == len(hasil)
    hari_ini = (sesudah + lama).astimezone(ZoneInfo(zona)).date()
    assert all(w.date() <= hari_ini for w in lokal)


def test_reminder_of_seven_days_by_hand():
    hasil = rules.terbitan(
        geser_hari=-7,
        jam=time(7),
        zona="Asia/Makassar",
        sesudah=datetime(2026, 11, 20, 12, tzinfo=UTC),
        sekarang=datetime(2026, 11, 20, 16, 5, tzinfo=UTC),
    )

    assert hasil == [
        rules.Terbitan(datetime(2026, 11, 20, 23, tzinfo=UTC), date(2026, 11, 28)),
    ]


@given(pesan_acak)
def test_every_due_message_leaves_in_exactly_one_mail(daftar):
    surat = rules.akan_dikirim(
        daftar, sekarang=SEKARANG, akhir_hari=AKHIR_HARI, harian={"uji_harian"}
    )

    keluar = [id(p) for s in surat for p in s]
    assert len(keluar) == len(set(keluar))
    assert {id(p) for p in daftar if rules.sudah_waktunya(p, SEKARANG)} <= set(keluar)
    assert all(s for s in surat)
    assert sum(not s[0].kelompok for s in surat) <= 1
    for s in surat:
        kelompok = {p.kelompok for p in s}
        assert len(kelompok) == 1
        if s[0].kelompok:
            assert len(s) == sum(p.kelompok == s[0].kelompok for p in daftar)


def test_group_name_ignores_order_and_differs_by_content():
    assert rules.nama_kelompok(["a", "b"]) == rules.nama_kelompok(["b", "a"])
    assert rules.nama_kelompok(["a", "b"]) != rules.nama_kelompok(["a"])
    assert len(rules.nama_kelompok(["a"])) == 40


@pytest.mark.parametrize(
    ("situs", "domain"),
    [("https://asn.palukota.go.id", "asn.palukota.go.id"), ("http://localhost:8000", "localhost")],
)
def test_message_id(situs, domain):
    assert rules.pengenal_surat("abc", situs) == f"<abc@{domain}>"


@pytest.mark.parametrize(
    ("percobaan", "menit"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (9, 60)]
)
def test_pause_between_attempts(percobaan, menit):
    assert rules.jeda_coba(percobaan) == timedelta(minutes=menit)


def test_kinds_are_registered_once():
    rules.daftarkan(UJI)

    with pytest.raises(rules.JenisPesanGanda):
        rules.daftarkan(rules.JenisPesan("uji", "lain", UJI.konteks, UJI.masih_berlaku))
    assert rules.jenis_pesan("uji") is UJI
    with pytest.raises(rules.JenisPesanTidakDikenal):
        rules.jenis_pesan("tidak-ada")


def test_every_agreed_kind_is_registered():
    assert set(rules.semua_jenis()) - {"uji", "uji_harian"} >= {
        "kelas_undangan",
        "pendaftaran_batal",
        "kelas_batal",
        "kelas_dipindah",
        "kelas_h7",
        "kelas_h1",
        "kehadiran_tagih",
        "evaluasi_buka",
        "evaluasi_h2",
        "evaluasi_lewat",
    }


def test_default_rules_name_registered_daily_kinds():
    assert all(rules.jenis_pesan(a.jenis).harian for a in rules.ATURAN_BAWAAN)


def test_key_does_not_depend_on_the_zone_of_the_writer():
    kunci = rules.kunci_pesan("uji", "uji:1", 7, SEKARANG)

    assert kunci == "uji|uji:1|7|2026-11-21T02:00:00.000000"
    assert kunci == rules.kunci_pesan(
        "uji", "uji:1", 7, SEKARANG.astimezone(ZoneInfo("Asia/Tokyo"))
    )


def pesan_untuk(*, sasaran="uji:12", jenis="uji", percobaan=0, pegawai=None, **akun) -> Pesan:
    penerima = Pengguna(nama="Budi", pegawai=pegawai, **akun)
    pesan = Pesan(jenis=jenis, sasaran=sasaran, penerima=penerima, percobaan=percobaan)
    pesan.objek = "Kelas A"
    return pesan


def test_sound_message_is_sent():
    rules.daftarkan(UJI)

    assert rules.keputusan(pesan_untuk(email="a@palu.example", percobaan=10), SEKARANG) is None


@pytest.mark.parametrize(
    ("isi", "status", "alasan"),
    [
        ({"jenis": "asing"}, "GAGAL", "Aplikasi ini tidak mengenal pesan asing."),
        ({"sasaran": "batal:1"}, "GUGUR", "Tidak berlaku lagi."),
        ({"is_active": False}, "GUGUR", "Akun penerima tidak aktif lagi."),
        ({"email": ""}, "TANPA_ALAMAT", "Penerima belum punya alamat surel."),
        ({"percobaan": 11}, "GAGAL", "Belum terkirim setelah 10 percobaan."),
    ],
)
def test_message_that_is_not_sent_says_why(isi, status, alasan):
    rules.daftarkan(UJI)

    hasil = rules.keputusan(pesan_untuk(**{"email": "a@palu.example"} | isi), SEKARANG)

    assert hasil == (status, alasan)


@pytest.mark.parametrize(
    ("email", "surel", "alamat"),
    [
        ("akun@x.example", "staf@x.example", "akun@x.example"),
        ("", "staf@x.example", "staf@x.example"),
    ],
)
def test_address_of_the_account_comes_first(email, surel, alamat):
    assert rules.alamat_surel(Pengguna(email=email, pegawai=Pegawai(surel=surel))) == alamat


def test_person_without_staff_record_is_called_by_the_account():
    assert rules.alamat_surel(Pengguna(email="")) == ""
    assert rules.nama_sapaan(Pengguna(nama="Budi")) == "Budi"
    assert rules.nama_sapaan(Pengguna(nama="x", pegawai=Pegawai(nama="Sitti"))) == "Sitti"


def test_part_of_a_mail_is_template_and_facts():
    rules.daftarkan(UJI)

    assert rules.bagian_surat(pesan_untuk()) == Bagian(
        "kelas_batal",
        {"kelas": "Kelas A", "alasan": "Uji", "url": "http://localhost:8000/x/"},
    )


def test_target_holds_the_key_of_what_it_is_about():
    assert rules.nomor_sasaran("pendaftaran:12") == 12


def test_unknown_kind_is_named():
    with pytest.raises(rules.JenisPesanTidakDikenal, match=r"^Jenis pesan asing belum didaftar"):
        rules.jenis_pesan("asing")


def test_group_name_is_stored_and_may_not_change():
    assert rules.nama_kelompok(["b", "a"]) == "7e18f737311b2dc3b2f269dd78396b0351f14fb6"


def test_message_id_without_a_host_is_still_valid():
    assert rules.pengenal_surat("abc", "") == "<abc@localhost>"
