from datetime import timedelta

import pytest

from pelatihan.models import Kelas
from pelatihan.rules import pendaftaran as rules
from pelatihan.rules.pendaftaran import Kode
from pelatihan.tests.factories import SEKARANG

SATU = timedelta(microseconds=1)
HARI = timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "diverifikasi", "sebagian"),
    [
        ("DRAF", False, None),
        ("TERBIT", False, None),
        ("BERJALAN", False, None),
        ("BERJALAN", True, "diverifikasi"),
        ("SELESAI", False, "sudah selesai"),
        ("SELESAI", True, "diverifikasi"),
        ("BATAL", False, "dibatalkan"),
    ],
)
def test_closed_class(status, diverifikasi, sebagian):
    alasan = rules.alasan_kelas_tertutup(status, diverifikasi=diverifikasi)

    assert (alasan is None) if sebagian is None else (sebagian in alasan)


@pytest.mark.parametrize(
    ("mulai", "selesai", "alasan"),
    [
        (SEKARANG, SEKARANG + HARI, None),
        (SEKARANG + SATU, SEKARANG + HARI, "Pendaftaran kelas ini belum dibuka."),
        (SEKARANG - HARI, SEKARANG, "Pendaftaran kelas ini sudah ditutup."),
        (SEKARANG - HARI, SEKARANG + SATU, None),
    ],
)
def test_registration_window(mulai, selesai, alasan):
    assert rules.alasan_luar_masa(mulai, selesai, sekarang=SEKARANG) == alasan


@pytest.mark.parametrize(
    ("status", "terdaftar", "sisa", "bentrok", "kode"),
    [
        ("AKTIF", False, 1, None, None),
        ("AKTIF", False, 1, "", None),
        ("PENSIUN", True, 0, "Kelas A", Kode.TIDAK_AKTIF),
        ("CUTI_LUAR", False, 1, None, Kode.TIDAK_AKTIF),
        ("AKTIF", True, 0, "Kelas A", Kode.SUDAH),
        ("AKTIF", False, 0, "Kelas A", Kode.PENUH),
        ("AKTIF", False, -1, None, Kode.PENUH),
        ("AKTIF", False, 1, "Kelas A", Kode.BENTROK),
    ],
)
def test_seat(status, terdaftar, sisa, bentrok, kode):
    tolak = rules.alasan_tanpa_kursi(status, terdaftar=terdaftar, sisa_kursi=sisa, bentrok=bentrok)

    assert (tolak and tolak.kode) == kode


def test_a_clash_names_the_class():
    tolak = rules.alasan_tanpa_kursi(
        "AKTIF", terdaftar=False, sisa_kursi=1, bentrok="Kelas A, Senin"
    )

    assert tolak.alasan == "Bentrok dengan Kelas A, Senin."


@pytest.mark.parametrize(
    ("status", "kelas", "mulai", "sebagian"),
    [
        ("DITERIMA", "TERBIT", SEKARANG + SATU, None),
        ("DITERIMA", "DRAF", None, None),
        ("DITERIMA", "TERBIT", SEKARANG, "sudah dimulai"),
        ("DITERIMA", "SELESAI", SEKARANG - HARI, "sudah dimulai"),
        ("DITERIMA", "BATAL", SEKARANG + HARI, "dibatalkan"),
        ("DIBATALKAN", "TERBIT", SEKARANG + HARI, "sudah dibatalkan"),
    ],
)
def test_cancelling(status, kelas, mulai, sebagian):
    alasan = rules.alasan_tidak_bisa_dibatalkan(
        status, status_kelas=kelas, kelas_mulai=mulai, sekarang=SEKARANG
    )

    assert (alasan is None) if sebagian is None else (sebagian in alasan)


def test_closed_class_in_words():
    assert [
        rules.alasan_kelas_tertutup("BATAL", diverifikasi=False),
        rules.alasan_kelas_tertutup("BERJALAN", diverifikasi=True),
        rules.alasan_kelas_tertutup("SELESAI", diverifikasi=False),
    ] == [
        "Kelas ini dibatalkan. Pilih kelas lain.",
        "Kehadiran kelas ini sudah diverifikasi, jadi pesertanya tidak bisa ditambah.",
        "Kelas ini sudah selesai. Pilih angkatan berikutnya.",
    ]


@pytest.mark.parametrize(
    ("status", "terdaftar", "sisa", "alasan"),
    [
        ("PENSIUN", False, 1, "Bukan pegawai aktif (pensiun)."),
        ("AKTIF", True, 1, "Sudah terdaftar di kelas ini."),
        ("AKTIF", False, 0, "Kursi sudah habis. Usulkan ke angkatan berikutnya."),
    ],
)
def test_refused_seat_in_words(status, terdaftar, sisa, alasan):
    tolak = rules.alasan_tanpa_kursi(status, terdaftar=terdaftar, sisa_kursi=sisa, bentrok=None)

    assert tolak.alasan == alasan


@pytest.mark.parametrize(
    ("status", "kelas", "alasan"),
    [
        ("DIBATALKAN", "TERBIT", "Pendaftaran ini sudah dibatalkan."),
        (
            "DITERIMA",
            "BATAL",
            "Kelasnya sudah dibatalkan, jadi tidak ada kursi yang perlu dilepas.",
        ),
        (
            "DITERIMA",
            "TERBIT",
            "Kelas sudah dimulai. Tandai ketidakhadiran pada daftar hadir.",
        ),
    ],
)
def test_refused_cancelling_in_words(status, kelas, alasan):
    assert alasan == rules.alasan_tidak_bisa_dibatalkan(
        status, status_kelas=kelas, kelas_mulai=SEKARANG, sekarang=SEKARANG
    )


@pytest.mark.parametrize(
    ("status", "terisi", "diverifikasi", "penuh"),
    [
        ("TERBIT", 19, None, False),
        ("TERBIT", 20, None, True),
        ("DRAF", 21, None, True),
        ("SELESAI", 20, None, False),
        ("TERBIT", 20, SEKARANG, False),
    ],
)
def test_full_is_an_open_class_without_a_seat(status, terisi, diverifikasi, penuh):
    kelas = Kelas(status=status, kursi=20, terisi=terisi, kehadiran_diverifikasi_pada=diverifikasi)

    assert rules.penuh(kelas) is penuh
