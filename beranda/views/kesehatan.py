"""Whether the installation lives, and whether it can work."""

from datetime import datetime

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

BATAS_DETAK = 120


@require_safe
def sehat(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sehat", content_type="text/plain")


@require_safe
def sehat_siap(request: HttpRequest) -> HttpResponse:
    keadaan = {"basis_data": _basis_data(), **_perantara(timezone.now())}
    return JsonResponse(keadaan, status=200 if all(keadaan.values()) else 503)


def _basis_data() -> bool:
    try:
        with connection.cursor() as kursor:
            kursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _perantara(sekarang: datetime) -> dict[str, bool]:
    """The broker, and whether a worker ran the sweep in the last two minutes."""
    try:
        detak = cache.get(settings.KUNCI_DETAK)
    except redis.RedisError:
        return {"perantara": False, "pekerja": False}
    hidup = detak is not None and (sekarang - detak).total_seconds() < BATAS_DETAK
    return {"perantara": True, "pekerja": hidup}
