from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pelatihan.rules.gambar_jam import KANAN, KIRI, Balok, gambar_jam
from pelatihan.rules.jadwal import Kalender, Rentang

WITA = ZoneInfo("Asia/Makassar")
KAMIS = datetime(2026, 11, 26, tzinfo=WITA)
KALENDER = Kalender(WITA, 420, 1020, 5, {}, None, 45)


def pukul(mulai, selesai):
    return Rentang(KAMIS + timedelta(hours=mulai), KAMIS + timedelta(hours=selesai))


def test_picture_of_a_day():
    gambar = gambar_jam(
        pukul(9, 12), [("Ruang", [pukul(9, 11), pukul(14, 15)])], [pukul(12, 15)], KALENDER
    )

    assert [b.jenis for b in gambar.balok] == ["tabrak", "pakai", "baru", "kosong"]
    tabrak, pakai, baru, kosong = gambar.balok
    assert tabrak.x == baru.x
    assert abs(tabrak.lebar * 3 - baru.lebar * 2) <= 3  # 2 of 3 hours, in whole pixels
    assert kosong.x == baru.x + baru.lebar
    assert pakai.x > tabrak.x + tabrak.lebar
    assert [jam for _, jam in gambar.sumbu] == ["07", "09", "11", "13", "15", "17"]
    assert (gambar.sumbu[0][0], gambar.sumbu[-1][0]) == (KIRI, KANAN)
    assert [nama for _, nama in gambar.nama] == ["Ruang", "Kosong"]
    assert gambar.teks == (
        "Kamis, 26 November 2026. Ruang terpakai 09.00 sampai 11.00, 14.00 sampai 15.00. "
        "Jam yang diminta 09.00 sampai 12.00. Kosong 12.00 sampai 15.00."
    )


def test_picture_widens_for_odd_hours_and_needs_no_free_row():
    gambar = gambar_jam(pukul(5.5, 6), [("Pengajar", [])], [], KALENDER)

    assert gambar.sumbu[0][1] == "05"
    assert [b.jenis for b in gambar.balok] == ["baru"]
    assert all(KIRI <= b.x <= KANAN for b in gambar.balok)
    assert gambar.teks == ("Kamis, 26 November 2026. Jam yang diminta 05.30 sampai 06.00.")


def test_picture_of_a_short_day_has_every_hour():
    gambar = gambar_jam(
        pukul(9, 10), [("Ruang", [])], [], KALENDER._replace(jam_mulai=480, jam_selesai=780)
    )

    assert [jam for _, jam in gambar.sumbu] == ["08", "09", "10", "11", "12", "13"]


def test_geometry_of_a_short_day():
    """Four hours on 268 px: 67 px an hour from x = 84; rows of 26 px from y = 18."""
    gambar = gambar_jam(
        pukul(9, 11),
        [("Ruang", [pukul(8, 10)]), ("Pengajar", [])],
        [pukul(11, 12)],
        KALENDER._replace(jam_mulai=480, jam_selesai=720),
    )

    assert gambar.balok == [
        Balok("tabrak", 84, 22, 134, 18),
        Balok("baru", 151, 18, 134, 52),
        Balok("kosong", 285, 76, 67, 18),
    ]
    assert gambar.nama == [(35, "Ruang"), (61, "Pengajar"), (89, "Kosong")]
    assert gambar.sumbu == [(84, "08"), (151, "09"), (218, "10"), (285, "11"), (352, "12")]
    assert (gambar.lebar, gambar.tinggi) == (360, 104)
