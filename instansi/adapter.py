"""What allauth is told about this product: no sign-up, one uniform login failure."""

from allauth.account.adapter import DefaultAccountAdapter

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
