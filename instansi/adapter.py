"""How the account library finds an account here."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress

from instansi.models import Pengguna
from instansi.queries import pengguna_masuk


class MasukTerverifikasi(AuthenticationBackend):
    """Logging in by e-mail counts only for an address whose owner confirmed it."""

    def get_user(self, user_id):
        try:
            pengguna = pengguna_masuk().get(pk=user_id)
        except Pengguna.DoesNotExist:
            return None
        return pengguna if self.user_can_authenticate(pengguna) else None

    def _authenticate_by_email(self, email, password):
        alamat = (
            EmailAddress.objects.filter(email=email.lower(), verified=True)
            .select_related("user")
            .first()
        )
        return self._check_password(alamat.user if alamat else None, password)
