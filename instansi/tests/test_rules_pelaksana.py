"""What speaks against a Plt or Plh, and what they are called."""

from datetime import date
from decimal import Decimal

import pytest

from instansi.models import Instansi
from instansi.rules.pelaksana import (
    cara_akhir,
    peringatan_masa,
    peringatan_pemegang,
    peringatan_tempat,
    sebut_pelaksana,
)

BATAS = {"plt_bulan": Decimal(3), "plt_bulan_semua": Decimal(6), "plh_hari": Decimal(30)}


@pytest.mark.parametrize(
    ("jenis", "hadir", "terisi", "kata"),
    [
        ("PLT", [], False, None),
        ("PLT", [], True, None),  # the holder is away for long: unpaid leave
        ("PLH", [], True, None),
        ("PLT", ["Diana"], True, "masih dipegang Diana yang aktif"),
        ("PLT", ["Ani", "Budi", "Cici"], True, "masih dipegang Ani, Budi, dan Cici yang"),
        ("PLH", ["Diana"], True, "Diana tercatat aktif"),
        ("PLH", [], False, "Jabatan ini kosong"),
    ],
)
def test_who_holds_the_post_decides_what_is_asked(jenis, hadir, terisi, kata):
    kalimat = peringatan_pemegang(jenis, hadir, terisi=terisi)

    assert (kata is None) == (kalimat is None)
    assert kata is None or kata in kalimat


@pytest.mark.parametrize(
    ("jenis", "mulai", "selesai", "sejak", "kata"),
    [
        ("PLT", date(2026, 7, 1), date(2026, 10, 1), None, None),
        (
            "PLT",
            date(2026, 7, 1),
            date(2026, 10, 2),
            None,
            "Satu kali penetapan Plt paling lama 3 bulan, jadi sampai 1 Ok",
        ),
        ("PLT", date(2026, 11, 30), date(2027, 2, 28), None, None),
        ("PLT", date(2026, 11, 30), date(2027, 3, 1), None, "sampai 28 Februari 2027"),
        ("PLT", date(2026, 10, 1), date(2026, 12, 31), date(2026, 7, 1), None),
        (
            "PLT",
            date(2026, 10, 1),
            date(2026, 12, 31),
            date(2026, 6, 1),
            "sejak 1 Juni 2026; batas",
        ),
        ("PLH", date(2026, 7, 1), date(2026, 7, 30), None, None),
        ("PLH", date(2026, 7, 1), date(2026, 7, 31), None, "Plh ini 31 hari; batasnya 30 hari"),
        ("PLH", date(2026, 7, 1), date(2026, 7, 5), date(2026, 6, 1), "Plh ini 35 hari"),
    ],
)
def test_a_term_beyond_the_limit_is_asked_about(jenis, mulai, selesai, sejak, kata):
    kalimat = peringatan_masa(jenis, mulai, selesai, sejak=sejak or mulai, parameter=BATAS)

    assert (kata is None) == (kalimat is None)
    assert kata is None or kata in kalimat


@pytest.mark.parametrize(
    ("jabatan", "tempat", "kalimat"),
    [
        ("Lurah", [], None),
        ("Guru", [("SEKOLAH", "SDN 1 Palu"), ("UPTD", "SKB")], None),
        ("Lurah", [("KELURAHAN", "Besusu")], "Jabatan ini ada di Kelurahan, bukan di SDN 4 Palu."),
        (
            "Dokter",
            [("RSUD", "RSUD Anutapura"), ("PUSKESMAS", "Talise"), ("PUSKESMAS", "Kamonji")],
            "Jabatan ini ada di Puskesmas dan RSUD, bukan di SDN 4 Palu.",
        ),
        (
            "Kepala SDN 5 Palu",
            [("SEKOLAH", "SDN 5 Palu")],
            "Jabatan ini milik SDN 5 Palu, bukan SDN 4 Palu.",
        ),
        (
            "Kepala SDN 5 Palu",
            [("SEKOLAH", "SDN 5"), ("SEKOLAH", "SDN 4 Palu"), ("SEKOLAH", "SDN 5 Palu")],
            "Jabatan ini milik SDN 5, bukan SDN 4 Palu.",
        ),
        ("Kepala SDN 4 Palu", [("SEKOLAH", "SDN 4 Palu")], None),
    ],
)
def test_a_post_belongs_to_the_unit_that_it_names_else_to_its_kind(jabatan, tempat, kalimat):
    unit = Instansi(nama="SDN 4 Palu", jenis="SEKOLAH")

    assert peringatan_tempat(jabatan, unit, tempat) == kalimat


def test_an_acting_post_names_the_unit_where_the_position_does_not():
    assert sebut_pelaksana("PLT", "Kepala SDN 1", "SDN 1") == "Plt Kepala SDN 1"
    assert sebut_pelaksana("PLH", "Camat", "Kecamatan Ulujadi") == "Plh Camat di Kecamatan Ulujadi"


@pytest.mark.parametrize(
    ("mulai", "selesai", "cara"),
    [(4, 6, "Akhiri"), (5, 6, "Tarik kembali"), (6, 6, "Tarik kembali"), (4, 5, ""), (3, 4, "")],
)
def test_how_an_acting_post_ends_on_the_fifth(mulai, selesai, cara):
    assert cara_akhir(*(date(2026, 1, h) for h in (mulai, selesai, 5))) == cara
