"""The floors F and L as a WSGI application: this project's server, Django's default middleware.

F: session, user and one SELECT. L: F and 50 objects in a template. Nothing of the product but how
an account is read.
"""

import os
from functools import cache
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
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
PEMROSES = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
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
    orang = apps.get_model("instansi.Pegawai").objects.order_by("pk")[:50]
    return HttpResponse(_templat().render({"orang": orang}, request))


@cache
def _templat() -> Any:
    mesin = DjangoTemplates(
        {
            "NAME": "lantai",
            "DIRS": [],
            "APP_DIRS": False,
            "OPTIONS": {"context_processors": PEMROSES},
        }
    )
    return mesin.from_string(TEMPLAT)


urlpatterns = [path("f/", f), path("l/", l50)]


def aplikasi() -> WSGIHandler:
    """For gunicorn: the floors in place of the product."""
    django.setup()  # the apps check the product's own middleware first
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = BAWAAN
    return WSGIHandler()
