"""What every test run needs before Django reads its settings."""

import os

os.environ["LINGKUNGAN"] = "uji"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django
from hypothesis import HealthCheck, Phase, settings

# Shared machines are slow now and then: a deadline would fail for the wrong reason.
settings.register_profile(
    "uji", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# A mutant is noticed or not: no smaller example is looked for, and few examples are enough.
settings.register_profile(
    "mutan", settings.get_profile("uji"), max_examples=30, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("PROFIL_HYPOTHESIS", "uji"))

django.setup()

import pytest

from instansi.tests.factories import Dunia, buat_dunia


@pytest.fixture
def dunia(db: None) -> Dunia:
    """Two cities, two agencies each, one account per role (instansi/tests/factories.py)."""
    return buat_dunia()
