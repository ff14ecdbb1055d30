"""What web, worker and beat ask of an installation before they start."""

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections


def pastikan_layak() -> None:
    """Raise ImproperlyConfigured where production holds what only a demo may have.

    The same checks as manage.py check --deploy --database default.
    """
    if not settings.PRODUKSI:
        return
    temuan = run_checks(
        tags=[Tags.database], include_deployment_checks=True, databases=list(connections)
    )
    connections.close_all()
    if serius := [f"{t.msg} {t.hint or ''}" for t in temuan if t.is_serious()]:
        raise ImproperlyConfigured(" ".join(["Produksi tidak dimulai.", *serius]))
