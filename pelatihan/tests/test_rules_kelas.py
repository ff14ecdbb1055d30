from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pelatihan.rules import kelas as rules

SEKARANG = datetime(2026, 11, 21, 2, tzinfo=UTC)
JAM = timedelta(hours=1)
SIAP = rules.KeadaanKelas(
    status="DRAF",
    metode="TATAP_MUKA",
    kursi=20,
    terisi=5,
    jp_kurikulum=6,
    jp_sesi=(2, 4),
    mulai_pertama=SEKARANG + JAM,
    bertautan=False,
    tanpa_ruang=0,
)


def test_a_complete_draft_can_be_published():
    assert rules.alasan_tidak_bisa_terbit(SIAP, sekarang=SEKARANG) is None


@pytest.mark.parametrize(
    ("ubah", "alasan"),
    [
        ({"status": "TERBIT"}, "Kelas ini sudah terbit. Hanya draf yang bisa diterbitkan."),
        ({"status": "BATAL"}, "Kelas ini sudah batal. Hanya draf yang bisa diterbitkan."),
        ({"jp_sesi": ()}, "Belum ada sesi. Tambahkan sesi lewat Ubah kelas."),
        (
            {"jp_sesi": (2, 3)},
            "Jumlah JP sesi 5, sedangkan kurikulum 6 JP. Tambah 1 JP lewat Ubah kelas.",
        ),
        (
            {"jp_sesi": (4, 4)},
            "Jumlah JP sesi 8, sedangkan kurikulum 6 JP. Kurangi 2 JP lewat Ubah kelas.",
        ),
        (
            {"mulai_pertama": SEKARANG},
            "Ada sesi yang waktunya sudah lewat. Pindahkan sesi itu lewat Ubah kelas.",
        ),
        (
            {"tanpa_ruang": 2},
            "2 sesi belum punya ruang. Pilih ruang lewat Ubah kelas, "
            "atau ubah metodenya menjadi campuran.",
        ),
        (
            {"metode": "DARING", "tanpa_ruang": 2},
            "Tautan daring belum diisi. Isi tautannya lewat Ubah kelas.",
        ),
        (
            {"metode": "CAMPURAN"},
            "Tautan daring belum diisi. Isi tautannya lewat Ubah kelas.",
        ),
        (
            {"kursi": 4},
            "Kursi 4 kurang dari 5 peserta yang sudah terdaftar. "
            "Isi sedikitnya 5, atau keluarkan peserta lebih dulu.",
        ),
        ({"bentrok": ("Aula dipakai.",)}, "Aula dipakai."),
    ],
)
def test_publishing_is_refused(ubah, alasan):
    assert rules.daftar_alasan_terbit(replace(SIAP, **ubah), sekarang=SEKARANG) == [alasan]
    assert rules.alasan_tidak_bisa_terbit(replace(SIAP, **ubah), sekarang=SEKARANG) == alasan


def test_online_with_link_needs_no_room():
    daring = replace(SIAP, metode="DARING", tanpa_ruang=2, bertautan=True)

    assert rules.daftar_alasan_terbit(daring, sekarang=SEKARANG) == []


def test_all_reasons_are_listed_clash_last():
    buruk = replace(SIAP, jp_sesi=(1,), tanpa_ruang=1, kursi=1, bentrok=("Aula dipakai.",))

    alasan = rules.daftar_alasan_terbit(buruk, sekarang=SEKARANG)

    assert len(alasan) == 4
    assert alasan[-1] == "Aula dipakai."


@pytest.mark.parametrize(
    ("status", "ubah", "jadwal", "batal"),
    [
        ("DRAF", True, True, True),
        ("TERBIT", True, False, True),
        ("BERJALAN", True, False, True),
        ("SELESAI", False, False, False),
        ("BATAL", False, False, False),
    ],
)
def test_what_each_state_allows(status, ubah, jadwal, batal):
    assert (rules.alasan_tidak_bisa_diubah(status) is None) is ubah
    assert (rules.alasan_jadwal_terkunci(status) is None) is jadwal
    assert (rules.alasan_tidak_bisa_batal(status) is None) is batal


@pytest.mark.parametrize(
    ("status", "mulai", "ke", "boleh"),
    [
        ("TERBIT", 1, [5], True),
        ("BERJALAN", 1, [5], True),
        ("DRAF", 1, [5], False),
        ("SELESAI", 1, [5], False),
        ("BATAL", 1, [5], False),
        ("TERBIT", 0, [5], False),
        ("TERBIT", -1, [5], False),
        ("TERBIT", 1, [0], False),
        ("TERBIT", 1, [5, -1], False),
    ],
)
def test_moving(status, mulai, ke, boleh):
    alasan = rules.alasan_tidak_bisa_pindah(
        status,
        mulai=SEKARANG + mulai * JAM,
        ke=[SEKARANG + k * JAM for k in ke],
        sekarang=SEKARANG,
    )

    assert (alasan is None) is boleh


@pytest.mark.parametrize(
    ("status", "mulai", "selesai", "menjadi"),
    [
        ("TERBIT", 1, 3, "TERBIT"),
        ("TERBIT", 0, 3, "BERJALAN"),
        ("TERBIT", -3, 0, "SELESAI"),
        ("BERJALAN", -1, 3, "BERJALAN"),
        ("BERJALAN", 1, 3, "BERJALAN"),
        ("BERJALAN", -3, 0, "SELESAI"),
        ("DRAF", -3, -1, "DRAF"),
        ("BATAL", -3, -1, "BATAL"),
        ("SELESAI", 1, 3, "SELESAI"),
    ],
)
def test_state_by_time(status, mulai, selesai, menjadi):
    hasil = rules.status_menurut_waktu(
        status,
        mulai=SEKARANG + mulai * JAM,
        selesai=SEKARANG + selesai * JAM,
        sekarang=SEKARANG,
    )

    assert hasil == menjadi


def test_seats_may_just_suffice():
    assert rules.daftar_alasan_terbit(replace(SIAP, kursi=5), sekarang=SEKARANG) == []


LAMPAU = "Kelas ini sudah selesai, jadi tidak bisa diubah lagi."
DRAF = "Kelas ini masih draf. Ubah waktunya lewat Ubah kelas."


def test_refusals_in_words():
    assert rules.alasan_jadwal_terkunci("SELESAI") == LAMPAU
    assert rules.alasan_jadwal_terkunci("TERBIT") == (
        "Undangan kelas ini sudah terbit. Pelatihan, penyelenggara, metode, dan jumlah sesi "
        "tidak bisa diubah; waktu, ruang, dan pengajar diubah lewat Pindahkan sesi."
    )
    assert rules.alasan_tidak_bisa_batal("SELESAI") == (
        "Kelas ini sudah selesai, jadi tidak bisa dibatalkan."
    )
    assert rules.alasan_tidak_bisa_batal("BATAL") == "Kelas ini sudah dibatalkan."


@pytest.mark.parametrize(
    ("status", "mulai", "ke", "alasan"),
    [
        ("SELESAI", 1, 5, LAMPAU),
        ("DRAF", 1, 5, DRAF),
        (
            "TERBIT",
            0,
            5,
            "Sesi ini sudah dimulai, jadi tidak bisa dipindahkan. Catat kehadirannya saja.",
        ),
        ("TERBIT", 1, 0, "Waktu baru sudah lewat. Pilih waktu yang akan datang."),
    ],
)
def test_refused_move_in_words(status, mulai, ke, alasan):
    assert alasan == rules.alasan_tidak_bisa_pindah(
        status, mulai=SEKARANG + mulai * JAM, ke=[SEKARANG + ke * JAM], sekarang=SEKARANG
    )
