from django.urls import URLPattern, path

from kelola.views import kelola

app_name = "kelola"
IMPOR: list[URLPattern] = []
AKUN: list[URLPattern] = []
PERAN: list[URLPattern] = []
JEJAK: list[URLPattern] = []
urlpatterns = [
    path("kelola/", kelola.kelola, name="kelola"),
    *IMPOR,
    *AKUN,
    *PERAN,
    *JEJAK,
]
