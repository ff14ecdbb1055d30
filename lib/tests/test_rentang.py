from datetime import UTC, date, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models import Value

from lib.rentang import RentangTanggal, RentangWaktu

pytestmark = pytest.mark.django_db


def _nilai(ungkapan):
    return ContentType.objects.values_list(ungkapan, flat=True)[0]


def test_rentang_waktu_setengah_terbuka():
    mulai = datetime(2026, 8, 17, 1, tzinfo=UTC)
    selesai = datetime(2026, 8, 17, 4, tzinfo=UTC)

    rentang = _nilai(RentangWaktu(Value(mulai), Value(selesai), Value("[)")))

    assert rentang == DateTimeTZRange(mulai, selesai, "[)")


def test_rentang_tanggal_memuat_hari_terakhir_dan_boleh_tanpa_ujung():
    mulai, selesai = date(2026, 8, 17), date(2026, 8, 19)

    assert _nilai(RentangTanggal(Value(mulai), Value(selesai), Value("[]"))) == DateRange(
        mulai, date(2026, 8, 20), "[)"
    )
    assert selesai in _nilai(RentangTanggal(Value(mulai), Value(None), Value("[]")))
