"""Wiring of all URLs; each app keeps its own in urls.py."""

from allauth.account import views as akun
from allauth.account.urls import urlpatterns as url_akun
from django.urls import include, path

from beranda.views import penempatan, status
from instansi.urls import urlpatterns as instansi
from pelatihan.views import jp, katalog

# What of allauth is served: no sign-up; the login page is /masuk/.
AKUN = {
    "account_inactive",
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

# These pages show classes beside the catalogue and the ledger, so their views stand in pelatihan.
PEMBINAAN = (
    [
        path("katalog/", katalog.katalog, name="katalog"),
        path("jp/", jp.jp_saya, name="jp_saya"),
    ],
    "pembinaan",
)

# Who moves or leaves may hold seats in classes, which instansi does not know: so these views
# stand in beranda.
INSTANSI = (
    [
        *instansi,
        path("pegawai/<int:pk>/pindah/", penempatan.pegawai_pindah, name="pegawai_pindah"),
        path("pegawai/<int:pk>/status/", status.pegawai_status, name="pegawai_status"),
        path("pegawai/massal/status/", status.massal_status, name="massal_status"),
    ],
    "instansi",
)

urlpatterns = [
    path("", include("beranda.urls")),
    path("", include(INSTANSI)),
    path("", include("kelola.urls")),
    path("", include("notifikasi.urls")),
    path("pembinaan/", include(PEMBINAAN)),
    path("pelatihan/", include("pelatihan.urls")),
    path("evaluasi/", include("evaluasi.urls")),
    path("laporan/", include("laporan.urls")),
    path("akun/", include([url for url in url_akun if url.name in AKUN])),
    path("akun/dua-langkah/", include("allauth.mfa.urls")),
    path("masuk/", akun.login, name="account_login"),
    path("keluar/", akun.logout, name="account_logout"),
]
