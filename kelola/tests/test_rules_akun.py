from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from instansi.models import Peran
from instansi.queries import PeranDipegang
from kelola.rules import akun as rules
from kelola.rules import masuk
from kelola.rules.akun import Keadaan, Pemegang
from notifikasi.models import Pesan

SEKARANG = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
KOTA, DIKBUD, DINKES = "0001", "00010001", "00010002"


def orang(pk, *peran):
    return Pemegang(pk, tuple(PeranDipegang(p, 1, path) for p, path in peran))


ADMIN = orang(1, (Peran.ADMIN_PEMDA, KOTA))
HR = orang(2, (Peran.HR, KOTA))
OPD = orang(3, (Peran.PENGELOLA_OPD, DIKBUD))
BIASA = orang(4)


@pytest.mark.parametrize(
    ("pelaku", "sasaran", "boleh"),
    [
        (ADMIN, HR, True),
        (ADMIN, orang(9, (Peran.ADMIN_PEMDA, KOTA)), True),
        (HR, ADMIN, False),
        (HR, orang(9, (Peran.HR, KOTA)), True),
        (HR, orang(9, (Peran.AUDITOR, KOTA)), True),
        (OPD, BIASA, True),
        (OPD, HR, False),
        (OPD, orang(9, (Peran.AUDITOR, KOTA)), False),
        (OPD, orang(9, (Peran.KEPALA, DIKBUD)), True),
        (OPD, orang(9, (Peran.KEPALA, DIKBUD + "0001")), True),
        (OPD, orang(9, (Peran.KEPALA, DINKES)), False),
        (OPD, orang(9, (Peran.KEPALA, KOTA)), False),
        (BIASA, orang(9, (Peran.KEPALA, DIKBUD)), False),
        (ADMIN, ADMIN, False),
    ],
)
def test_rules_nobody_lends_out_rights_not_ones_own(pelaku, sasaran, boleh):
    assert (rules.alasan_tidak_bisa_mengelola(pelaku, sasaran) is None) is boleh


@pytest.mark.parametrize(
    ("pelaku", "sasaran", "alasan"),
    [
        (ADMIN, ADMIN, "Akun Anda sendiri diatur di halaman Akun saya."),
        (HR, ADMIN, "Akun admin pemda hanya bisa diurus admin pemda lain."),
        (OPD, ADMIN, "Akun admin pemda hanya bisa diurus admin pemda lain."),
        (OPD, HR, "Akun ini memegang peran tingkat kota. Minta BKPSDM mengurusnya."),
        (
            OPD,
            orang(9, (Peran.KEPALA, DINKES)),
            "Akun ini memegang peran di luar instansi Anda. Minta BKPSDM mengurusnya.",
        ),
        # A role of the own agency does not make up for one elsewhere.
        (
            OPD,
            orang(9, (Peran.KEPALA, DIKBUD), (Peran.MENTOR, DINKES)),
            "Akun ini memegang peran di luar instansi Anda. Minta BKPSDM mengurusnya.",
        ),
        # Other roles of the officer open no further branch.
        (
            orang(3, (Peran.PENGELOLA_OPD, DIKBUD), (Peran.KEPALA, DINKES)),
            orang(9, (Peran.MENTOR, DINKES)),
            "Akun ini memegang peran di luar instansi Anda. Minta BKPSDM mengurusnya.",
        ),
        (
            orang(3, (Peran.PENGELOLA_OPD, DIKBUD), (Peran.PENGELOLA_OPD, DINKES)),
            orang(9, (Peran.MENTOR, DINKES)),
            None,
        ),
    ],
)
def test_rules_the_refusal_names_whom_to_ask(pelaku, sasaran, alasan):
    assert rules.alasan_tidak_bisa_mengelola(pelaku, sasaran) == alasan


@pytest.mark.parametrize(
    ("ada", "aktif", "bersandi", "terkunci", "kata"),
    [
        (False, False, False, False, Keadaan.TANPA_AKUN),
        (True, False, True, True, Keadaan.NONAKTIF),
        (True, True, False, True, Keadaan.BELUM_AKTIF),
        (True, True, True, True, Keadaan.TERKUNCI),
        (True, True, True, False, Keadaan.AKTIF),
    ],
)
def test_rules_one_word_for_an_account(ada, aktif, bersandi, terkunci, kata):
    assert rules.keadaan_akun(ada=ada, aktif=aktif, bersandi=bersandi, terkunci=terkunci) is kata


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        ({"ada": True, "aktif": False, "bersandi": True}, "akunnya nonaktif"),
        ({"ada": True, "aktif": True, "bersandi": True}, "akunnya sudah aktif"),
        ({"ada": False, "aktif": False, "bersandi": False}, None),
        (
            {"ada": True, "aktif": False, "bersandi": False, "status": "PENSIUN"},
            "statusnya pensiun",
        ),
        ({"ada": False, "aktif": False, "bersandi": False, "status": "AKTIF"}, None),
        ({"ada": False, "aktif": False, "bersandi": False, "bersurel": False}, "belum punya surel"),
        (
            {"ada": True, "aktif": True, "bersandi": False, "bersurel": False, "cara": "SLIP"},
            None,
        ),
    ],
)
def test_rules_who_is_left_out_of_a_job(isi, alasan):
    assert rules.alasan_dilewati(**{"cara": "SUREL", "bersurel": True} | isi) == alasan


@pytest.mark.parametrize(
    ("dibuat", "diundang", "lewat", "kata"),
    [
        (12, 12, {}, "12 akun dibuat."),
        (
            12,
            12,
            {"belum punya surel": 2, "akunnya sudah aktif": 1},
            "12 akun dibuat, 3 tidak: 2 belum punya surel, 1 akunnya sudah aktif.",
        ),
        (10, 12, {}, "10 akun dibuat, 2 akun yang sudah ada diundang."),
        (0, 0, {"akunnya nonaktif": 1}, "0 akun dibuat, 1 tidak: akunnya nonaktif."),
        (0, 2, {}, "2 akun yang sudah ada diundang."),
        (None, 1500, {}, "1.500 orang diundang."),
    ],
)
def test_rules_what_came_of_a_job(dibuat, diundang, lewat, kata):
    assert rules.ringkas_pekerjaan(dibuat=dibuat, diundang=diundang, lewat=lewat) == kata


@pytest.mark.parametrize(
    ("cara", "jumlah", "bisa"), [("SLIP", 2000, True), ("SLIP", 2001, False), ("SUREL", 9999, True)]
)
def test_rules_how_many_slips_fit_one_file(cara, jumlah, bisa):
    assert (rules.alasan_terlalu_banyak(cara, jumlah) is None) is bisa


def test_rules_lifetime_of_an_invitation():
    nilai = {"aktivasi_surel_jam": Decimal(72), "aktivasi_slip_hari": Decimal(14)}

    assert rules.lama_berlaku("SUREL", nilai) == timedelta(hours=72)
    assert rules.lama_berlaku("SLIP", nilai) == timedelta(days=14)


def test_rules_code_changes_with_everything_it_stands_for():
    dasar = {"kunci": "k", "nomor": 1, "akun": 2, "sandi": "!a", "sampai": SEKARANG}
    lain = [
        {"kunci": "l"},
        {"nomor": 2},
        {"akun": 3},
        {"sandi": "!b"},
        {"sampai": SEKARANG + timedelta(seconds=1)},
    ]

    kode = {rules.kode_aktivasi(**dasar | beda) for beda in [{}, *lain]}

    assert len(kode) == 6
    assert rules.kode_aktivasi(**dasar) in kode


@pytest.mark.parametrize(
    ("diam", "lewat", "habis"),
    [(30, 1800, False), (30, 1801, True), (0, 99_999, False)],
)
def test_rules_idle_limit(diam, lewat, habis):
    sesi = {"masuk_pada": 0, "dilihat_pada": 0, "diam_menit": diam, "paling_lama_jam": 0}

    assert bool(masuk.alasan_sesi_habis(sesi, lewat)) is habis


@pytest.mark.parametrize(("lama", "lewat", "habis"), [(12, 43200, False), (12, 43201, True)])
def test_rules_absolute_limit(lama, lewat, habis):
    sesi = {"masuk_pada": 0, "dilihat_pada": lewat, "diam_menit": 30, "paling_lama_jam": lama}

    alasan = masuk.alasan_sesi_habis(sesi, lewat)

    assert bool(alasan) is habis
    assert not alasan or "12 jam" in alasan


def test_rules_a_session_without_marks_has_no_limit():
    assert masuk.alasan_sesi_habis({}, 1e12) is None


@pytest.mark.parametrize(
    ("wajib", "peran", "hasil"),
    [
        (1, {Peran.HR}, True),
        (1, {Peran.ADMIN_PEMDA, Peran.PEGAWAI}, True),
        (1, {Peran.PENGELOLA_OPD}, False),
        (0, {Peran.HR}, False),
        (None, {Peran.HR}, False),
    ],
)
def test_rules_who_needs_a_second_factor(wajib, peran, hasil):
    nilai = {} if wajib is None else {"dua_langkah_wajib": Decimal(wajib)}

    assert masuk.wajib_dua_langkah(nilai, peran) is hasil


@pytest.mark.parametrize(
    ("bulan", "diganti", "hasil"),
    [
        (0, None, False),
        (6, None, True),
        (6, date(2026, 5, 22), True),
        (6, date(2026, 5, 23), False),
    ],
)
def test_rules_age_of_a_password(bulan, diganti, hasil):
    nilai = {"sandi_berlaku_bulan": Decimal(bulan)}

    assert masuk.sandi_kedaluwarsa(nilai, diganti, date(2026, 11, 22)) is hasil


@pytest.mark.parametrize(
    ("hari", "bulan", "hasil"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
    ],
)
def test_rules_months_end_where_they_end(hari, bulan, hasil):
    assert masuk.tambah_bulan(hari, bulan) == hasil


def test_rules_limit_of_storage():
    assert masuk.batas_simpan(SEKARANG, 24) == SEKARANG.replace(year=2024)


def test_rules_login_name():
    assert masuk.baku_login(" 19850307 200501 1 001 ") == "198503072005011001"
    assert masuk.baku_login(" HR.Palu ") == "hr.palu"


@pytest.mark.parametrize(
    ("cara", "dipakai", "pesan", "kata"),
    [
        ("SUREL", None, "ANTRE", "Surel menunggu dikirim"),
        ("SUREL", None, "", "Surel menunggu dikirim"),
        ("SUREL", None, "DIKLAIM", "Surel sedang dikirim"),
        ("SUREL", None, "TERKIRIM", "Surel terkirim"),
        ("SUREL", None, "GAGAL", "Surel gagal terkirim"),
        ("SUREL", datetime(2026, 7, 1, tzinfo=UTC), "GAGAL", "Akun sudah diaktifkan"),
        ("SLIP", None, "", "Slip dibuat"),
    ],
)
def test_keadaan_undangan(cara, dipakai, pesan, kata):
    assert rules.keadaan_undangan(cara, dipakai, pesan)[0] == kata


def test_every_state_of_a_mail_has_its_word():
    assert set(rules.KEADAAN_SUREL) == set(Pesan.Status.values)
