"""Ranges and spans for constraints. Migrations import these paths: never move or rename them."""

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db.models import DateTimeField, Func


class RentangWaktu(Func):
    """tstzrange(mulai, selesai, '[)'): touching sessions do not overlap."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class RentangTanggal(Func):
    """daterange(dari, sampai, '[]'): both days belong to it; NULL means open-ended."""

    function = "DATERANGE"
    output_field = DateRangeField()


class JamUtc(Func):
    """The full hour of a time; an hour begins together in all zones of Indonesia."""

    template = "DATE_TRUNC('hour', %(expressions)s AT TIME ZONE 'UTC')"
    output_field = DateTimeField()
