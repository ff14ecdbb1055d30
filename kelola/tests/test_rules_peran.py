from datetime import date, timedelta

import pytest

from kelola.rules import peran as rules
from kelola.rules.peran import Masa, Pemberi, Tetap, perubahan_peran

HARI = date(2026, 11, 22)
ADMIN = Pemberi(sendiri=False, delegasi=False)


def hari(geser):
    return None if geser is None else HARI + timedelta(days=geser)


@pytest.mark.parametrize(
    ("peran", "jenis", "pemberi", "masa", "kata"),
    [
        ("KEPALA", "OPD", ADMIN, (0, None), None),
        ("ADMIN_PEMDA", "PEMDA", ADMIN, (0, None), None),
        ("KEPALA", "OPD", Pemberi(True, False), (0, None), "kepada diri sendiri"),
        ("KEPALA", "OPD", Pemberi(False, True, False), (0, None), "baru saja berakhir"),
        ("ADMIN_PEMDA", "PEMDA", Pemberi(False, True), (0, None), "sebagai delegasi"),
        ("HR", "PEMDA", Pemberi(False, True), (0, None), None),
        ("HR", "OPD", ADMIN, (0, None), "seluruh kota"),
        ("KEPALA", "OPD", ADMIN, (-1, None), "paling awal hari ini"),
        ("KEPALA", "OPD", ADMIN, (3, 2), "sebelum tanggal mulai"),
        ("KEPALA", "OPD", ADMIN, (3, 3), None),
    ],
)
def test_giving(peran, jenis, pemberi, masa, kata):
    alasan = rules.alasan_tidak_bisa_diberi(
        peran, jenis, pemberi=pemberi, masa=Masa(hari(masa[0]), hari(masa[1])), hari_ini=HARI
    )

    assert alasan is None if kata is None else kata in alasan


@pytest.mark.parametrize(
    ("peran", "lama", "selesai", "pemberi", "kata"),
    [
        ("HR", (-9, None), 0, ADMIN, None),
        ("HR", (-9, None), -1, ADMIN, "paling awal hari ini"),
        ("HR", (-9, -1), 5, ADMIN, "sudah berakhir 21 November 2026"),
        ("HR", (-9, 0), 5, ADMIN, None),
        ("HR", (3, 9), 2, ADMIN, "sebelum tanggal mulai"),
        ("ADMIN_PEMDA", (-9, 9), 10, Pemberi(True, False), "memperpanjang peran sendiri"),
        ("ADMIN_PEMDA", (-9, 9), None, Pemberi(True, False), "memperpanjang peran sendiri"),
        ("ADMIN_PEMDA", (-9, 9), 8, Pemberi(True, False), None),
        ("ADMIN_PEMDA", (-9, None), 8, Pemberi(True, False), None),
        ("ADMIN_PEMDA", (-9, None), 8, Pemberi(False, True), "sebagai delegasi"),
    ],
)
def test_changing(peran, lama, selesai, pemberi, kata):
    alasan = rules.alasan_tidak_bisa_diubah(
        peran,
        Masa(hari(lama[0]), hari(lama[1])),
        hari(selesai),
        pemberi=pemberi,
        hari_ini=HARI,
    )

    assert alasan is None if kata is None else kata in alasan


@pytest.mark.parametrize(
    ("peran", "induk", "masa", "kata"),
    [
        ("KEPALA", (-9, None), (0, 2), None),
        ("KEPALA", (-9, 2), (0, 2), None),
        ("KEPALA", (-9, 1), (0, 2), "berakhir 23 November 2026"),
        ("KEPALA", (-9, None), (0, None), "wajib punya hari terakhir"),
        ("KEPALA", (-9, None), (-1, 2), "paling awal mulai 22 November 2026"),
        ("KEPALA", (3, None), (2, 5), "paling awal mulai 25 November 2026"),
        ("KEPALA", (-9, None), (4, 3), "sebelum tanggal mulai"),
        ("AUDITOR", (-9, None), (0, 2), "tidak bisa didelegasikan"),
        ("PENGAJAR", (-9, None), (0, 2), "tidak bisa didelegasikan"),
    ],
)
def test_delegating(peran, induk, masa, kata):
    alasan = rules.alasan_tidak_bisa_didelegasikan(
        peran,
        Masa(hari(induk[0]), hari(induk[1])),
        Masa(hari(masa[0]), hari(masa[1])),
        hari_ini=HARI,
    )

    assert alasan is None if kata is None else kata in alasan


@pytest.mark.parametrize(
    ("masa", "harap"),
    [
        ((0, 0), "BERLAKU"),
        ((-1, None), "BERLAKU"),
        ((1, None), "NANTI"),
        ((-2, -1), "BERAKHIR"),
    ],
)
def test_state(masa, harap):
    assert rules.keadaan(Masa(hari(masa[0]), hari(masa[1])), HARI) == harap


@pytest.mark.parametrize(
    ("dipegang", "masa", "bertumpuk"),
    [
        ([], (0, None), False),
        ([(-9, None)], (0, 3), True),
        ([(-9, -1)], (0, None), False),
        ([(-9, 0)], (0, None), True),
        ([(4, 9)], (0, 3), False),
        ([(4, 9)], (0, 4), True),
        ([(4, None)], (0, None), True),
        ([(-9, -1), (5, 6)], (0, 4), False),
        ([(-9, -1), (5, 6)], (0, 5), True),
    ],
)
def test_the_same_role_is_not_held_twice_on_one_day(dipegang, masa, bertumpuk):
    alasan = rules.alasan_tumpang_tindih(
        "KEPALA",
        "Dinas Pendidikan",
        Masa(hari(masa[0]), hari(masa[1])),
        [Masa(hari(m), hari(s)) for m, s in dipegang],
        nama="Gita",
    )

    assert (alasan is not None) is bertumpuk


@pytest.mark.parametrize(
    ("dipegang", "alasan"),
    [
        (
            [(3, None), (-1, 2)],
            "Gita sudah memegang peran Kepala di Dinas Pendidikan, 21 November 2026 sampai "
            "24 November 2026. Ubah peran itu, atau pilih hari setelahnya.",
        ),
        (
            [(0, None)],
            "Gita sudah memegang peran Kepala di Dinas Pendidikan, 22 November 2026 tanpa batas. "
            "Ubah peran itu.",
        ),
    ],
)
def test_the_refusal_names_the_first_clash_and_what_to_do(dipegang, alasan):
    milik = [Masa(hari(m), hari(s)) for m, s in dipegang]

    assert alasan == rules.alasan_tumpang_tindih(
        "KEPALA", "Dinas Pendidikan", Masa(HARI, None), milik, nama="Gita"
    )


@pytest.mark.parametrize(
    ("status", "berakun", "aktif", "alasan"),
    [
        ("AKTIF", True, True, None),
        ("AKTIF", True, False, "Akunnya dinonaktifkan."),
        ("AKTIF", False, False, "Belum punya akun."),
        ("PENSIUN", True, True, "Tidak bertugas: pensiun."),
        ("PENSIUN", False, False, "Tidak bertugas: pensiun."),
    ],
)
def test_why_someone_of_the_directory_cannot_be_chosen(status, berakun, aktif, alasan):
    assert rules.alasan_tidak_bisa_dipilih(status, berakun=berakun, aktif=aktif) == alasan


@pytest.mark.parametrize(
    ("alasan", "kata"),
    [
        (
            rules.alasan_pemberi("KEPALA", Pemberi(False, False, False)),
            "Peran Anda sebagai admin pemda baru saja berakhir.",
        ),
        (
            rules.alasan_pemberi("ADMIN_PEMDA", Pemberi(False, True)),
            "Anda memegang Admin pemda sebagai delegasi. "
            "Peran Admin pemda hanya diurus admin yang memegangnya sendiri.",
        ),
        (
            rules.alasan_sudah_berakhir(hari(-1), HARI),
            "Peran ini sudah berakhir 21 November 2026. Berikan peran baru.",
        ),
        (
            rules.alasan_tidak_bisa_didelegasikan(
                "AUDITOR", Masa(HARI, None), Masa(HARI, HARI), hari_ini=HARI
            ),
            "Peran Auditor tidak bisa didelegasikan.",
        ),
        (
            rules.alasan_tidak_bisa_didelegasikan(
                "KEPALA", Masa(HARI, None), Masa(HARI, None), hari_ini=HARI
            ),
            "Delegasi wajib punya hari terakhir.",
        ),
        (
            rules.alasan_tidak_bisa_didelegasikan(
                "KEPALA", Masa(hari(2), None), Masa(hari(1), hari(3)), hari_ini=HARI
            ),
            "Delegasi paling awal mulai 24 November 2026.",
        ),
        (
            rules.alasan_tidak_bisa_didelegasikan(
                "KEPALA", Masa(HARI, hari(2)), Masa(HARI, hari(3)), hari_ini=HARI
            ),
            "Peran Anda sendiri berakhir 24 November 2026. "
            "Delegasi tidak bisa lebih lama dari itu.",
        ),
    ],
)
def test_refusals_are_whole_sentences(alasan, kata):
    assert alasan == kata


def test_a_change_is_told_field_by_field():
    lama = Tetap(None, False, "", "")

    assert perubahan_peran(lama, Tetap(date(2026, 12, 31), True, "Gita", "SK 2")) == [
        ("Hari terakhir", "tanpa batas waktu", "31 Desember 2026"),
        ("Dipegang sebagai", "pejabat tetap", "Plt/Plh"),
        ("Deputi", "tidak ada", "Gita"),
        ("Alasan", "kosong", "SK 2"),
    ]
    assert perubahan_peran(lama, lama) == []
