"""The documents keep up with the code."""

from pathlib import Path

from django.apps import apps
from pghistory.models import Event

AKAR = Path(__file__).parent.parent
APLIKASI = {"instansi", "notifikasi", "pembinaan", "pelatihan", "evaluasi", "laporan", "beranda"}


def test_every_model_is_in_the_glossary():
    glosarium = (AKAR / "docs/GLOSARIUM.md").read_text()

    hilang = [
        m.__name__
        for m in apps.get_models()
        if m._meta.app_label in APLIKASI
        and not issubclass(m, Event)
        and f"`{m.__name__}`" not in glosarium
        and f"`{m.__name__}." not in glosarium
    ]

    assert hilang == []


def test_architecture_stays_short():
    assert len((AKAR / "docs/ARCHITECTURE.md").read_text().splitlines()) <= 150


def test_every_decision_has_its_three_parts():
    for berkas in (AKAR / "docs/adr").glob("*.md"):
        isi = berkas.read_text()
        if berkas.name.startswith("0002"):
            continue  # the list of libraries is one decision per line
        for bagian in ("## Context", "## Decision", "## Consequences"):
            assert bagian in isi, f"{berkas.name}: {bagian}"
