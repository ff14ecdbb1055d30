"""What allauth is told about this product: no sign-up, one uniform login failure."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress

from instansi.queries import pengguna_masuk

GAGAL_MASUK = (
    "NIP, nama akun, surel, atau kata sandi belum cocok. "
    "Periksa lagi, atau pilih “Lupa kata sandi?”."
)


class AdapterAkun(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": GAGAL_MASUK,
        "email_password_mismatch": GAGAL_MASUK,
    }

    def is_open_for_signup(self, request):
        return False

    def get_password_change_redirect_url(self, request):
        return "/"


class MasukTerverifikasi(AuthenticationBackend):
    """Logging in by e-mail counts only for an address whose owner confirmed it."""

    def get_user(self, user_id):
        pengguna = pengguna_masuk().filter(pk=user_id).first()
        return pengguna if pengguna and self.user_can_authenticate(pengguna) else None

    def _authenticate_by_email(self, email, password):
        alamat = (
            EmailAddress.objects.filter(email=email.lower(), verified=True)
            .select_related("user")
            .first()
        )
        return self._check_password(alamat.user if alamat else None, password)
