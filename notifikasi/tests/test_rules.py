from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
