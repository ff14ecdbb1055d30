from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelatihan.rules import jadwal as rules
from pelatihan.rules.jadwal import Bentrok, PesertaBentrok, Rentang
from pelatihan.rules.surat import SesiUndangan, masa_daftar, nomor_surat, teks_undangan

WITA = ZoneInfo("Asia/Makassar")
KAMIS = datetime(2026, 11, 26, tzinfo=WITA)
KALENDER = rules.Kalender(WITA, 450, 960, 5, {date(2026, 12, 25): "Hari Natal"}, (690, 780), 45)


def pukul(mulai: float, selesai: float, hari: int = 0) -> Rentang:
    awal = KAMIS + timedelta(days=hari)
    return Rentang(awal + timedelta(hours=mulai), awal + timedelta(hours=selesai))


@pytest.mark.parametrize(
    ("lain", "bertumpuk"),
    [
        (pukul(9, 12), True),
        (pukul(11, 12), True),
        (pukul(8, 9.25), True),
        (pukul(8, 13), True),
        (pukul(12, 13), False),
        (pukul(8, 9), False),
        (pukul(9, 12, hari=1), False),
    ],
)
def test_overlap_is_half_open(lain, bertumpuk):
    assert pukul(9, 12).bertumpuk(lain) is bertumpuk
    assert lain.bertumpuk(pukul(9, 12)) is bertumpuk


def test_overlapping_pairs_skip_sessions_without_a_time():
    daftar = [pukul(9, 12), None, pukul(12, 13), pukul(11, 12.5)]

    assert rules.pasangan_bertumpuk(daftar) == [(0, 3), (2, 3)]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=12))
def test_merged_spans_cover_the_same_minutes(isi):
    daftar = [
        Rentang(KAMIS + timedelta(minutes=a), KAMIS + timedelta(minutes=a + n)) for a, n in isi
    ]

    hasil = rules.gabung(daftar)

    def menit(d):
        return {
            r.mulai + timedelta(minutes=i)
            for r in d
            for i in range((r.selesai - r.mulai).seconds // 60)
        }

    assert menit(hasil) == menit(daftar)
    assert all(a.selesai < b.mulai for a, b in pairwise(hasil))


@pytest.mark.parametrize(
    ("rentang", "catatan"),
    [
        (pukul(7.5, 16), []),
        (pukul(7, 9), ["Di luar jam kerja (07.30–16.00)."]),
        (pukul(15, 16.25), ["Di luar jam kerja (07.30–16.00)."]),
        (pukul(9, 11, hari=2), ["Sabtu, 28 November 2026 bukan hari kerja."]),
        (pukul(9, 11, hari=29), ["25 Desember 2026 adalah hari libur: Hari Natal."]),
        (pukul(11, 12, hari=1), ["Jumat 11.30–13.00 biasanya dikosongkan."]),
        (pukul(9, 11.5, hari=1), []),
        (pukul(13, 14, hari=1), []),
        (pukul(15, 25), ["Di luar jam kerja (07.30–16.00)."]),
    ],
)
def test_notes_about_the_time(rentang, catatan):
    utc = Rentang(*(w.astimezone(UTC) for w in rentang))

    assert rules.catatan_waktu(utc, KALENDER) == catatan


@pytest.mark.parametrize(("menit", "jp"), [(44, 0), (45, 1), (180, 4), (225, 5), (224, 4)])
def test_jp_of_a_duration(menit, jp):
    assert rules.jp_dari_durasi(timedelta(minutes=menit), 45) == jp


def test_time_of_a_session_in_words():
    assert rules.waktu_sesi(pukul(9, 12), WITA) == "Kamis, 26 November 2026, 09.00–12.00 WITA"
    assert rules.waktu_sesi(pukul(22, 26), WITA) == (
        "Kamis, 26 November 2026 22.00 sampai Jumat, 27 November 2026 02.00"
    )


def bentrok(jenis="RUANG", **isi):
    bawaan = {
        "nomor": 0,
        "jenis": jenis,
        "sumber": "Aula Bappeda",
        "kelas": 7,
        "nama_kelas": "Manajemen Proyek angkatan 2",
        "rentang": pukul(9, 12),
        "kontak": "Lukman Hakim, BKPSDM",
    }
    return Bentrok(**(bawaan | isi))


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (
            bentrok(jumlah_peserta=34),
            "Aula Bappeda dipakai Manajemen Proyek angkatan 2, Kamis, 26 November 2026, "
            "09.00–12.00 WITA. 34 peserta. Hubungi Lukman Hakim, BKPSDM.",
        ),
        (
            bentrok("PENGAJAR", sumber="Dr. Nurhaida", terjadwal=False),
            "Dr. Nurhaida mengajar di Manajemen Proyek angkatan 2 (draf), "
            "Kamis, 26 November 2026, 09.00–12.00 WITA. Hubungi Lukman Hakim, BKPSDM.",
        ),
        (
            bentrok("PESERTA", peserta=(PesertaBentrok(1, "Siti Rahma", "RSUD", True),)),
            "1 peserta (Siti Rahma (RSUD)) juga terdaftar di Manajemen Proyek angkatan 2, "
            "Kamis, 26 November 2026, 09.00–12.00 WITA.",
        ),
    ],
)
def test_clash_in_a_sentence(isi, kalimat):
    assert rules.kalimat_bentrok(isi, WITA) == kalimat


def test_clashes_with_one_class_become_one_line_with_every_time():
    siti, yusuf = (PesertaBentrok(n, f"Nama {n}", "RSUD", True) for n in (1, 2))
    satu = rules.satukan_bentrok(
        [
            bentrok(),
            bentrok("PESERTA", sumber="", peserta=(siti,)),
            bentrok(nomor=1, rentang=pukul(13, 15)),
            bentrok(kelas=8),
            bentrok("PESERTA", sumber="", nomor=1, rentang=pukul(13, 15), peserta=(siti, yusuf)),
            bentrok("PESERTA", sumber="", nomor=2, rentang=pukul(13, 15), peserta=(yusuf,)),
        ]
    )

    dua_waktu = (pukul(9, 12), pukul(13, 15))
    assert [(b.jenis, b.kelas, b.waktu) for b in satu] == [
        ("RUANG", 7, dua_waktu),
        ("PESERTA", 7, dua_waktu),
        ("RUANG", 8, (pukul(9, 12),)),
    ]
    assert satu[1].peserta == (siti, yusuf)
    assert "09.00–12.00 WITA; Kamis, 26 November 2026, 13.00–15.00 WITA. " in (
        rules.kalimat_bentrok(satu[0], WITA)
    )


def test_participants_outside_the_scope_have_no_name():
    daftar = [PesertaBentrok(i, f"Nama {i}", "RSUD", i < 7) for i in range(9)]

    kalimat = rules.kalimat_peserta(daftar)

    assert "Nama 7" not in kalimat
    assert kalimat.endswith("Nama 4 (RSUD), 2 orang lagi, 2 orang di luar lingkup Anda)")


def test_letter_number():
    nomor = nomor_surat(
        "{klasifikasi}/{urut:03d}/{unit}/{bulan_romawi}/{tahun}",
        klasifikasi="800",
        urut=87,
        unit="BKPSDM",
        tanggal=date(2026, 7, 1),
    )

    assert nomor == "800/087/BKPSDM/VII/2026"


def test_registration_window_names_its_last_day():
    awal = KAMIS.replace(day=1)

    assert masa_daftar(Rentang(awal, KAMIS), WITA) == "1 November 2026 sampai 25 November 2026"
    assert masa_daftar(Rentang(awal, KAMIS + timedelta(hours=9)), WITA) == (
        "1 November 2026 sampai 26 November 2026"
    )


def test_invitation_text_of_an_online_class_has_the_link_and_no_trainer():
    teks = teks_undangan(
        kelas="K",
        penyelenggara="P",
        jp=1,
        sesi=[SesiUndangan("", pukul(9, 10), "daring", "")],
        tautan_daring="https://rapat.contoh.go.id/a",
        nomor="1",
        alamat="x",
        catatan="",
        zona=WITA,
    )

    assert "Tautan daring: https://rapat.contoh.go.id/a\n\nNomor surat: 1" in teks
    assert "Pengajar" not in teks


def test_invitation_text():
    teks = teks_undangan(
        kelas="Pelayanan Prima angkatan 4",
        penyelenggara="BKPSDM",
        jp=6,
        sesi=[SesiUndangan("Pembukaan", pukul(9, 12), "Aula Bappeda", "Dr. Nurhaida")],
        tautan_daring="",
        nomor="800/087/BKPSDM/XI/2026",
        alamat="https://contoh.go.id/pelatihan/kelas/7/",
        catatan="Pakaian dinas harian.",
        zona=WITA,
    )

    assert teks == (
        "*Undangan: Pelayanan Prima angkatan 4*\n"
        "Penyelenggara: BKPSDM\n"
        "6 JP\n"
        "\n"
        "*Sesi 1* Pembukaan\n"
        "Kamis, 26 November 2026, 09.00–12.00 WITA\n"
        "Tempat: Aula Bappeda\n"
        "Pengajar: Dr. Nurhaida\n"
        "\n"
        "Pakaian dinas harian.\n"
        "\n"
        "Nomor surat: 800/087/BKPSDM/XI/2026\n"
        "Rincian: https://contoh.go.id/pelatihan/kelas/7/"
    )


@pytest.mark.parametrize(
    ("minggu", "senin"),
    [
        ("2026-W48", date(2026, 11, 23)),
        ("2026-W53", date(2026, 12, 28)),
        ("2027-W01", date(2027, 1, 4)),
        ("2026-W54", date(2026, 11, 16)),
        ("", date(2026, 11, 16)),
        ("besok", date(2026, 11, 16)),
        ("2026-W4-8", date(2026, 11, 16)),
        ("99999-W01", date(2026, 11, 16)),
    ],
)
def test_monday_of_a_week(minggu, senin):
    assert rules.senin_dari(minggu, date(2026, 11, 21)) == senin


def test_week_of_a_day_and_back():
    assert rules.minggu_dari(date(2027, 1, 1)) == "2026-W53"
    assert rules.senin_dari(rules.minggu_dari(date(2027, 1, 3)), date(2000, 1, 1)) == date(
        2026, 12, 28
    )


def test_times_are_told_in_the_zone_of_the_pemda_not_of_the_server():
    jakarta = ZoneInfo("Asia/Jakarta")
    sore = Rentang(KAMIS + timedelta(hours=16.5), KAMIS + timedelta(hours=18))

    assert rules.waktu_sesi(sore, jakarta) == "Kamis, 26 November 2026, 15.30–17.00 WIB"
    assert rules.catatan_waktu(sore, KALENDER._replace(zona=jakarta)) == [
        "Di luar jam kerja (07.30–16.00)."
    ]
    assert masa_daftar(Rentang(KAMIS, KAMIS + timedelta(days=1, minutes=30)), jakarta) == (
        "25 November 2026 sampai 26 November 2026"
    )
