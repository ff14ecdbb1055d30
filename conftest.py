"""What every test run needs before Django reads its settings."""

import os

os.environ["LINGKUNGAN"] = "uji"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django
from hypothesis import HealthCheck, settings

# Shared machines are slow now and then: a deadline would fail for the wrong reason.
settings.register_profile(
    "uji", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("uji")

django.setup()

import pytest

from instansi.tests.factories import Dunia, buat_dunia


@pytest.fixture
def dunia(db: None) -> Dunia:
    """Two cities, two agencies each, one account per role (instansi/tests/factories.py)."""
    return buat_dunia()
