"""What every test run needs before Django reads its settings."""

import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

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
from django.db import transaction
from django.test import Client

from instansi.queries import ingatan
from instansi.tests.factories import Dunia, buat_dunia


@pytest.fixture(autouse=True)
def _tanpa_ingatan() -> None:
    """No test sees what another one had worked out: statements are counted, worlds roll back."""
    ingatan.lupakan()


@pytest.fixture(scope="module")
def _dunia_bersama(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Dunia | None]:
    """One world for a module whose tests all begin with it and are all rolled back; else None."""
    milik = [i for i in request.session.items if i.getparent(pytest.Module) is request.node]
    if not all(_digulung_balik(i) for i in milik):
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        yield buat_dunia()
        transaction.set_rollback(True)


def _digulung_balik(tes: pytest.Item) -> bool:
    pakai = getattr(tes, "fixturenames", ())
    tanda = tes.get_closest_marker("django_db")
    if "transactional_db" in pakai or (tanda and tanda.kwargs.get("transaction")):
        return False
    return "dunia" in pakai or not ({"db", "client"} & set(pakai) or tanda)


@pytest.fixture
def dunia(_dunia_bersama: Dunia | None, db: None) -> Dunia:
    """Two cities, two agencies each, one account per role (instansi/tests/factories.py).

    Making it takes 166 statements: where it can be, it is made once a module, and each test has
    a copy of its objects over a savepoint of its rows.
    """
    return deepcopy(_dunia_bersama) if _dunia_bersama else buat_dunia()


@pytest.fixture
def hr(client: Client, dunia: Dunia) -> Client:
    """The browser of Palu's HR officer."""
    client.force_login(dunia.palu.hr)
    return client


@pytest.fixture
def auditor(client: Client, dunia: Dunia) -> Client:
    """The browser of Palu's auditor."""
    client.force_login(dunia.palu.auditor)
    return client
