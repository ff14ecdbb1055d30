"""What the account library is told about this product, and where it tells us what happened.

Its adapter methods are the hooks for every entry, refusal and change: no signals (ADR 14).
"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from instansi.models import CatatanMasuk, Pengguna
from instansi.queries import parameter, peran_hari_ini
from kelola.actions.masuk import akhiri_sesi_lama, catat_keamanan, catat_peristiwa
from kelola.queries.masuk import dua_langkah_diwajibkan, kewajiban, pengguna_bernama
from kelola.rules import masuk as rules
from lib.perangkat import nama_perangkat
from lib.rahasia import bukakan, sandikan
from lib.sandi import kurang_campuran

Peristiwa = CatatanMasuk.Peristiwa
GAGAL_MASUK = (
    "NIP, nama akun, surel, atau kata sandi belum cocok. "
    "Periksa lagi, atau pilih “Lupa kata sandi?”."
)
KODE_SALAH = (
    "Kode belum cocok. Pakai kode terbaru di aplikasi, atau kode cadangan yang belum dipakai."
)
# The library's notices, and what each is in our log.
PEMBERITAHUAN = {
    "account/email/password_changed": Peristiwa.SANDI,
    "account/email/password_set": Peristiwa.SANDI,
    "account/email/password_reset": Peristiwa.SANDI,
    "mfa/email/totp_activated": Peristiwa.DUA_LANGKAH_PASANG,
    "mfa/email/totp_deactivated": Peristiwa.DUA_LANGKAH_LEPAS,
    "mfa/email/recovery_codes_generated": Peristiwa.DUA_LANGKAH_CADANGAN,
}


def alamat_klien(request: HttpRequest) -> str | None:
    """The client's address, as many proxies away as the settings say."""
    return get_client_ip(request)


def jejak(request: HttpRequest | None) -> rules.Jejak:
    """Where a request came from, as it is logged."""
    if request is None:
        return rules.TANPA_JEJAK
    return rules.Jejak(
        alamat_klien(request), nama_perangkat(request.META.get("HTTP_USER_AGENT", ""))
    )


def axes_nama(request: HttpRequest | None, credentials: dict | None) -> str | None:
    """The account that axes counts failures for, whichever identifier was typed."""
    isian = credentials or {}
    nama = isian.get("username") or isian.get("email")
    if not nama and request is not None:
        nama = request.POST.get("login")
    return rules.baku_login(nama) if nama else None


def sandi_campuran(user) -> bool:
    """Does the pemda of this account, if there is one, ask for mixed passwords today?"""
    nilai = parameter(user.pemda_id, timezone.localdate()) if user else {}
    return bool(nilai.get("sandi_campuran"))


class AdapterAkun(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Akun ini tidak aktif. Hubungi BKPSDM.",
        "email_password_mismatch": GAGAL_MASUK,
        "username_password_mismatch": GAGAL_MASUK,
        "enter_current_password": "Kata sandi yang sekarang belum cocok. Periksa lagi.",
        "incorrect_password": "Kata sandi belum cocok. Periksa lagi.",
        "incorrect_code": KODE_SALAH,
        "too_many_login_attempts": (
            "Terlalu banyak percobaan yang gagal. Tunggu 15 menit, lalu coba lagi."
        ),
        "rate_limited": "Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi.",
        "unknown_email": "Surel ini tidak dikenal.",
        "unverified_primary_email": "Surel utama Anda harus dipastikan dulu.",
        "email_taken": "Surel ini sudah dipakai akun lain.",
        "duplicate_email": "Surel ini sudah ada di akun Anda.",
        "cannot_remove_primary_email": (
            "Surel utama tidak bisa dihapus. Jadikan surel lain yang utama dulu."
        ),
        "max_email_addresses": "Paling banyak %d surel untuk satu akun.",
        "invalid_password_reset": "Tautan ini tidak berlaku lagi. Minta tautan baru.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_password_change_redirect_url(self, request):
        return reverse("kelola:akun_saya")

    def get_client_ip(self, request):
        return alamat_klien(request) or "0.0.0.0"  # noqa: S104 (a socket without an address)

    def clean_password(self, password, user=None):
        """Today's rules, then the local one where the pemda switched it on."""
        super().clean_password(password, user)
        if sandi_campuran(user) and (kurang := kurang_campuran(password)):
            raise ValidationError(
                f"Aturan pemda Anda meminta kata sandi campuran. Tambahkan {', '.join(kurang)}."
            )
        return password

    def is_reauthentication_required(self, *, app, **kwargs):
        """Not within five minutes after logging in: the password was typed just now."""
        masuk = self.request.session.get("masuk_pada", 0)
        baru = timezone.now().timestamp() - masuk < 300
        return not baru and super().is_reauthentication_required(app=app, **kwargs)

    def pre_authenticate(self, request, **credentials):
        # Tries of somebody who is locked out must not use up the account's limit for its owner.
        if AxesProxyHandler.is_allowed(request, credentials):
            super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request, **credentials):
        nama = axes_nama(request, credentials)
        catat_gagal(request, pengguna_bernama(nama) if nama else None)

    def login(self, request, user):
        super().login(request, user)
        batas = rules.batas_sesi(parameter(user.pemda_id, timezone.localdate()))
        kini = timezone.now()
        request.session.update(
            {
                "masuk_pada": kini.timestamp(),
                "dilihat_pada": kini.timestamp(),
                "wajib": kewajiban(user),
                "peran_diperiksa": sorted(rules.PERAN_DUA_LANGKAH & peran_hari_ini(user)),
                **batas._asdict(),
            }
        )
        _catat(request, user, cara_masuk(request, user))

    def logout(self, request):
        _catat(request, request.user, Peristiwa.KELUAR)
        super().logout(request)

    def set_password(self, user, password):
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """The library says what changed: into the log, and to the person through the outbox."""
        if self.request is not None and self.request.session.get("wajib") == "sandi":
            self.request.session["wajib"] = ""
        pemilik, kini = Pengguna.objects.get(pk=user.pk), timezone.now()
        peristiwa = PEMBERITAHUAN[template_prefix]
        catat_keamanan(
            peristiwa=peristiwa,
            pengguna=pemilik,
            jejak=jejak(self.request),
            oleh=pemilik,
            sekarang=kini,
        )
        if peristiwa == Peristiwa.SANDI:
            ini = self.request.session.session_key if self.request is not None else None
            akhiri_sesi_lama(pengguna=pemilik, kecuali=ini, oleh=pemilik, sekarang=kini)


class AdapterDuaLangkah(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": (
            "Peran Anda mewajibkan verifikasi dua langkah, jadi aplikasi kode tidak bisa "
            "dilepas. Ganti ponsel? Minta admin pemda melepasnya, lalu pasang di ponsel baru."
        ),
        "add_email_blocked": "Akun dengan verifikasi dua langkah tidak bisa menambah surel.",
        "unverified_email": "Pastikan dulu surel Anda, lalu pasang verifikasi dua langkah.",
        "cannot_generate_recovery_codes": "Pasang aplikasi kode dulu, lalu buat kode cadangan.",
        "incorrect_code": KODE_SALAH,
    }

    def get_totp_label(self, user):
        return user.get_username()

    def get_totp_issuer(self):
        return "Pembinaan ASN"

    def encrypt(self, text):
        return sandikan(text)

    def decrypt(self, encrypted_text):
        return bukakan(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not dua_langkah_diwajibkan(authenticator.user)


def cara_masuk(request: HttpRequest, pengguna: Pengguna) -> str:
    """Which entry it was: a recovery code in place of the phone is worth a second look."""
    cara = get_authentication_records(request, pengguna)
    cadangan = bool(cara) and cara[-1].get("type") == Authenticator.Type.RECOVERY_CODES
    return Peristiwa.MASUK_CADANGAN if cadangan else Peristiwa.MASUK


def catat_gagal(request: HttpRequest | None, pengguna: Pengguna | None) -> None:
    """Log a refusal; the one that closes the door is a line of its own kind."""
    gagal = getattr(request, "axes_failures_since_start", None)
    tertutup = gagal == settings.AXES_FAILURE_LIMIT
    catat_peristiwa(
        peristiwa=Peristiwa.TERKUNCI if tertutup else Peristiwa.GAGAL,
        pengguna=pengguna,
        jejak=jejak(request),
        oleh=pengguna or "sistem:masuk",
        sekarang=timezone.now(),
    )


def _catat(request: HttpRequest, pengguna: Pengguna, peristiwa: str) -> None:
    pengguna = Pengguna(pk=pengguna.pk, pemda_id=pengguna.pemda_id)
    catat_peristiwa(
        peristiwa=peristiwa,
        pengguna=pengguna,
        jejak=jejak(request),
        oleh=pengguna,
        sekarang=timezone.now(),
    )
