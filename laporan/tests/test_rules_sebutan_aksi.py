"""What actions are called in the audit trail."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from laporan.rules.sebutan_aksi import (
    BAGIAN,
    KELOMPOK,
    SEBUTAN,
    TANPA_JEJAK,
    kata_aksi,
    pilihan_aksi,
)

AKAR = Path(__file__).parents[2]
APLIKASI = ("lib", *(a.name for a in apps.get_app_configs() if Path(a.path).parent == AKAR))


@pytest.mark.parametrize(
    ("aksi", "kata"),
    [
        ("impor_libur", "Impor hari libur"),
        ("tetapkan_pelaksana", "Tetapkan Plt atau Plh"),
        ("antrekan_pesan", "Antrekan pesan"),
        ("aksi_dari_versi_nanti", "Aksi dari versi nanti"),
        (None, "Di luar aplikasi"),
    ],
)
def test_an_action_is_called_by_its_words(aksi, kata):
    assert kata_aksi(aksi) == kata


def test_choices_stand_in_groups_sorted_by_their_words():
    daftar = {"ubah_unit", "buka_unit", "klaim_pesan", "beri_peran", "aksi_baru"}

    assert pilihan_aksi(daftar) == [
        (
            "Unit, jabatan, dan mitra",
            [("buka_unit", "Buka kembali unit"), ("ubah_unit", "Ubah unit")],
        ),
        ("Peran dan delegasi", [("beri_peran", "Beri peran")]),
        ("Lainnya", [("aksi_baru", "Aksi baru")]),
    ]


def test_every_action_of_the_program_has_words():
    """A new action: give it a line in KELOMPOK, or in TANPA_JEJAK where the trail shows nothing."""
    # From the source: other tests declare actions of their own while they run.
    berkas = [p for a in APLIKASI for p in (AKAR / a).rglob("*.py") if "tests" not in p.parts]
    program = {
        n for p in berkas for n in re.findall(r"^@aksi\ndef (\w+)", p.read_text(), re.MULTILINE)
    }

    assert len(program) > 100
    assert sorted(program - set(SEBUTAN)) == []


def pemanggil():
    """Who names what in the program: name -> functions (or modules) as (name, command, file)."""
    hasil = {}
    for berkas in (p for a in APLIKASI for p in (AKAR / a).rglob("*.py")):
        if "tests" in berkas.parts or berkas.name == "sebutan_aksi.py":
            continue
        for simpul in ast.parse(berkas.read_text()).body:
            if isinstance(simpul, ast.Import | ast.ImportFrom):
                continue
            nama = getattr(simpul, "name", "")
            hiasan = {getattr(d, "id", "") for d in getattr(simpul, "decorator_list", [])}
            for x in ast.walk(simpul):
                if disebut := getattr(x, "id", None) or getattr(x, "attr", None):
                    hasil.setdefault(disebut, set()).add((nama, "aksi" in hiasan, berkas))
    return hasil


def dari_luar(nama, oleh, lewat=frozenset()):
    """Whether this runs otherwise than inside another action."""
    return any(
        not di_aksi
        and pemanggil_ not in lewat
        and (
            not {"actions", "actions.py"} & {*berkas.parts}
            or (pemanggil_ and dari_luar(pemanggil_, oleh, lewat | {nama}))
        )
        for pemanggil_, di_aksi, berkas in oleh.get(nama, ())
    )


def test_the_filter_offers_only_what_runs_by_itself():
    """A step of other actions is never told by its own name: give it a line in BAGIAN."""
    oleh = pemanggil()
    ditawarkan = [a for isi in KELOMPOK.values() for a in isi]

    assert [a for a in ditawarkan if not dari_luar(a, oleh)] == []
    assert not {*ditawarkan} & {*BAGIAN, *TANPA_JEJAK}


def test_no_words_mean_two_actions():
    kata = [kata for isi in (*KELOMPOK.values(), BAGIAN, TANPA_JEJAK) for kata in isi.values()]

    assert len(kata) == len(set(kata)) == len(SEBUTAN)
