"""Which kind may hang under which, and why not."""

from datetime import date, timedelta

import pytest

from instansi.models import Instansi
from instansi.rules.unit import (
    JENIS_DI_BAWAH,
    IsiDiLuar,
    IsiUnit,
    Simpul,
    alasan_bukan_akar,
    alasan_hari_tutup,
    alasan_jenis,
    alasan_tidak_bisa_buka,
    alasan_tidak_bisa_gabung,
    alasan_tidak_bisa_pindah,
    alasan_tidak_bisa_tutup,
    hari_terakhir,
    jenis_induk,
    judul_perubahan,
    simpul,
)

AKAR = Simpul(1, "0001", "PEMDA", "Kota", tutup=False)
DINAS = Simpul(2, "00010001", "OPD", "Dinas", tutup=False)
BIDANG = Simpul(3, "000100010001", "UNIT", "Bidang", tutup=False)
BADAN = Simpul(4, "00010002", "OPD", "Badan", tutup=False)


def test_every_kind_has_its_row_and_a_place():
    assert set(JENIS_DI_BAWAH) == set(Instansi.Jenis)
    for jenis in set(Instansi.Jenis) - {"PEMDA"}:
        assert jenis_induk(jenis) != ()
    assert jenis_induk("KELURAHAN") == ("KECAMATAN",)
    assert jenis_induk("RSUD") == ("PEMDA", "OPD")


@pytest.mark.parametrize(
    ("jenis", "induk", "boleh"),
    [
        ("OPD", "PEMDA", True),
        ("KECAMATAN", "PEMDA", True),
        ("KELURAHAN", "KECAMATAN", True),
        ("KELURAHAN", "OPD", False),
        ("RSUD", "PEMDA", True),
        ("RSUD", "OPD", True),
        ("SEKOLAH", "OPD", True),
        ("SEKOLAH", "KECAMATAN", False),
        ("OPD", "OPD", False),
        ("PEMDA", "PEMDA", False),
        ("UNIT", "SEKOLAH", True),
        ("UNIT", "PEMDA", False),
    ],
)
def test_alasan_jenis(jenis, induk, boleh):
    assert (alasan_jenis(jenis, induk) is None) is boleh


def test_alasan_jenis_names_what_may():
    assert alasan_jenis("KELURAHAN", "PUSKESMAS") == (
        "Kelurahan tidak bisa berada di bawah Puskesmas. Bisa: Unit."
    )


@pytest.mark.parametrize(
    ("unit", "tujuan", "pesan"),
    [
        (AKAR, DINAS, "Pemda adalah akar"),
        (BIDANG, DINAS, "sudah berada di bawah Dinas"),
        (DINAS, BIDANG, "berada di dalam Dinas sendiri"),
        (BIDANG, BADAN._replace(tutup=True), "Badan sudah ditutup"),
        (BIDANG._replace(tutup=True), BADAN, "Bidang sudah ditutup"),
        (DINAS, BADAN, "Perangkat daerah tidak bisa berada di bawah Perangkat daerah"),
        (BIDANG, BADAN, None),
    ],
)
def test_alasan_tidak_bisa_pindah(unit, tujuan, pesan):
    alasan = alasan_tidak_bisa_pindah(unit, tujuan)

    assert alasan is None if pesan is None else pesan in alasan


def test_alasan_tidak_bisa_tutup_counts_everything():
    penuh = alasan_tidak_bisa_tutup(BIDANG, IsiUnit(1, 2, 3), IsiDiLuar(4, 5))

    assert penuh == (
        "Bidang masih berisi 1 pegawai, 2 unit di bawahnya, 3 peran yang masih berlaku, "
        "4 kelas yang belum selesai, 5 ruang yang dipakai."
    )
    assert alasan_tidak_bisa_tutup(BIDANG, IsiUnit(), IsiDiLuar()) is None
    assert alasan_tidak_bisa_tutup(AKAR, IsiUnit(), IsiDiLuar()) == alasan_bukan_akar(AKAR)
    assert "sudah ditutup" in alasan_tidak_bisa_tutup(
        BIDANG._replace(tutup=True), IsiUnit(), IsiDiLuar()
    )


def test_alasan_tidak_bisa_buka():
    tutup = BIDANG._replace(tutup=True)

    assert alasan_tidak_bisa_buka(BIDANG, DINAS) == "Bidang masih aktif."
    assert "Buka induknya" in alasan_tidak_bisa_buka(tutup, DINAS._replace(tutup=True))
    assert alasan_tidak_bisa_buka(tutup, DINAS) is None


def test_judul_perubahan():
    isi = {"unit": "Bidang", "dari": "Dinas", "ke": "Badan"}

    assert [judul_perubahan(j, **isi) for j in ("BUAT", "PINDAH", "GABUNG", "TUTUP", "BUKA")] == [
        "Bidang dibuat di bawah Badan",
        "Bidang dipindah dari Dinas ke Badan",
        "Bidang digabungkan ke Badan",
        "Bidang ditutup",
        "Bidang dibuka kembali",
    ]


HARI = date(2026, 11, 22)
SEHARI = timedelta(days=1)


@pytest.mark.parametrize(
    ("unit", "tujuan", "anak", "hari", "alasan"),
    [
        (DINAS, BADAN, {"UNIT"}, HARI, None),
        (DINAS, BADAN, set(), HARI - SEHARI, None),
        (AKAR, BADAN, set(), HARI, alasan_bukan_akar(AKAR)),
        (DINAS, AKAR, set(), HARI, "Unit tidak bisa digabungkan ke pemda. Pilih satu unit."),
        (DINAS._replace(tutup=True), BADAN, set(), HARI, "Dinas sudah ditutup."),
        (
            *(DINAS, BADAN._replace(tutup=True), set(), HARI),
            "Badan sudah ditutup. Pilih unit yang masih aktif.",
        ),
        (
            *(DINAS, BIDANG, set(), HARI),
            "Bidang berada di dalam Dinas sendiri. Pilih unit di luarnya.",
        ),
        (
            *(DINAS, BADAN._replace(jenis="PUSKESMAS"), {"KELURAHAN"}, HARI),
            f"Unit di bawah Dinas tidak bisa ikut: {alasan_jenis('KELURAHAN', 'PUSKESMAS')}",
        ),
        (
            *(DINAS, BADAN, set(), HARI + SEHARI),
            "Penggabungan dicatat pada hari berlakunya. Isi paling lambat hari ini.",
        ),
    ],
)
def test_alasan_tidak_bisa_gabung(unit, tujuan, anak, hari, alasan):
    assert (
        alasan_tidak_bisa_gabung(unit, tujuan, jenis_anak=frozenset(anak), hari=hari, hari_ini=HARI)
        == alasan
    )


@pytest.mark.parametrize(
    ("hari", "dari", "alasan"),
    [
        (HARI, None, None),
        (HARI, HARI, None),
        (HARI + SEHARI, None, "Penutupan dicatat pada harinya. Isi paling lambat hari ini."),
        (HARI - SEHARI, HARI - SEHARI, None),
        (
            HARI - SEHARI,
            HARI,
            "Unit ini ada sejak 22 November 2026. Isi hari itu atau sesudahnya, atau perbaiki "
            "tanggal aktifnya.",
        ),
        (
            HARI,
            HARI + SEHARI,
            "Unit baru aktif mulai 23 November 2026. Ubah tanggal aktifnya lebih dahulu, atau "
            "tunggu hari itu.",
        ),
    ],
)
def test_alasan_hari_tutup(hari, dari, alasan):
    assert alasan_hari_tutup(hari, aktif_dari=dari, hari_ini=HARI) == alasan


@pytest.mark.parametrize(
    ("mulai", "terakhir"),
    [
        (None, HARI - SEHARI),
        (HARI - SEHARI, HARI - SEHARI),
        (HARI, HARI),
        (HARI + SEHARI, HARI - SEHARI),
    ],
)
def test_a_unit_taken_over_ends_the_day_before_but_not_before_it_began(mulai, terakhir):
    assert hari_terakhir(HARI, mulai) == terakhir


def test_simpul_takes_the_facts_of_a_node():
    unit = Instansi(pk=9, path="00010009", jenis="OPD", nama="Dinas")

    assert simpul(unit) == Simpul(9, "00010009", "OPD", "Dinas", tutup=False)
    unit.aktif_sampai = HARI
    assert simpul(unit).tutup is True
