"""The floors F and L as a WSGI application: this project's server, Django's default middleware.

F: session, user and one SELECT. L: F and 50 objects in a template.
"""

import os

import django
from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

BAWAAN = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLAT = (
    "<!doctype html><title>L</title><table>{% for p in orang %}<tr><td>{{ p.pk }}</td>"
    "<td>{{ p.nama }}</td><td>{{ p.jenis }}</td></tr>{% endfor %}</table>"
)


def f(request: HttpRequest) -> HttpResponse:

    nama = apps.get_model("instansi.Pegawai").objects.values_list("nama", flat=True).get(pk=1)
    return HttpResponse(f"{request.user} {nama}")


def l50(request: HttpRequest) -> HttpResponse:

    str(request.user)
    isi = engines["django"].from_string(TEMPLAT)
    return HttpResponse(
        isi.render(
            {"orang": apps.get_model("instansi.Pegawai").objects.order_by("pk")[:50]}, request
        )
    )


urlpatterns = [path("f/", f), path("l/", l50)]


def aplikasi() -> WSGIHandler:
    """For gunicorn: the floors in place of the product."""
    django.setup()  # the apps check the product's own middleware first
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = BAWAAN
    return WSGIHandler()
