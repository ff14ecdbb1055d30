"""What every test run needs before Django reads its settings."""

import os
from pathlib import Path

from lib.tempat import url_redis

os.environ["LINGKUNGAN"] = "uji"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
# A parallel worker has a Valkey database and files of its own, as it has its own PostgreSQL one.
if pekerja := os.environ.get("PYTEST_XDIST_WORKER"):
    akar = Path(__file__).parent
    redis = os.environ.get("REDIS_URL", url_redis(akar))
    os.environ["REDIS_URL"] = redis.replace("?db=0", f"?db={int(pekerja[2:]) + 1}")
    os.environ["FOLDER_BERKAS"] = str(akar / "var" / f"berkas-{pekerja}")

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
# Else pytest-django would read the settings of a parallel worker before this file, with the
# Valkey database and the files of its parent.
del os.environ["DJANGO_SETTINGS_MODULE"]

import pytest

from instansi.tests.factories import Dunia, buat_dunia


@pytest.fixture
def dunia(db: None) -> Dunia:
    """Two cities, two agencies each, one account per role (instansi/tests/factories.py)."""
    return buat_dunia()
