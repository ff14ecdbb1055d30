"""Settings: everything that differs between machines comes from the environment (.env.example)."""

from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lib.layanan import folder_soket

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
SOKET = folder_soket(BASE_DIR)

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

LINGKUNGAN = env.str("LINGKUNGAN", "demo")
if LINGKUNGAN not in {"produksi", "demo", "uji"}:
    raise ImproperlyConfigured("LINGKUNGAN harus produksi, demo, atau uji.")
PRODUKSI = LINGKUNGAN == "produksi"
UJI = LINGKUNGAN == "uji"

KUNCI_BAWAAN = "kunci-demo-yang-tidak-rahasia-dan-tidak-boleh-dipakai-di-produksi"
SECRET_KEY = env.str("SECRET_KEY", KUNCI_BAWAAN)
# Older keys: what they signed or closed still opens, new things use SECRET_KEY.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_LAMA", default=[])
DEBUG = env.bool("DEBUG", False)
if PRODUKSI and (DEBUG or SECRET_KEY == KUNCI_BAWAAN):
    raise ImproperlyConfigured("Produksi menolak DEBUG dan SECRET_KEY bawaan.")

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUKSI else ["localhost", "127.0.0.1", "testserver"]
)
ALAMAT_SITUS = env.str("ALAMAT_SITUS", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "pgtrigger",
    "pghistory",
    "treebeard",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_filters",
    "template_partials",
    "instansi",
    "notifikasi",
    "pembinaan",
    "pelatihan",
    "evaluasi",
    "laporan",
    "kelola",
    "beranda",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Pads each page at random, so that its length tells nothing about the token in it.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kelola.middleware.SesiMiddleware",
    "kelola.middleware.WajibMiddleware",
    "instansi.middleware.PemdaMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "lib.komponen",
                "lib.saringan",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "beranda.konteks.kerangka",
            ],
        },
    }
]

# Widgets through the engine above; selects and options without a template each.
FORM_RENDERER = "lib.masukan.PerupaFormulir"

# Web and workers connect as pembinaan_app, which cannot change ledger or history;
# manage.py switches schema commands to the owner.
PEMILIK = env.str("PERAN_BASIS_DATA", "pemilik" if UJI else "app") == "pemilik"
URL_APP = env.str("DATABASE_URL", f"postgres://pembinaan_app@/pembinaan?host={SOKET}")
URL_PEMILIK = env.str("DATABASE_URL_PEMILIK", f"postgres://pembinaan@/pembinaan?host={SOKET}")
DATABASES = {
    "default": env.db_url_config(URL_PEMILIK if PEMILIK else URL_APP)
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", f"unix://{SOKET}/valkey.sock?db=0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "pembinaan",
    }
}
# The trail is read by object and by action; an index for every other key of a row is only cost.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
PGHISTORY_CONTEXT_FIELD = pghistory.ContextForeignKey(db_index=True)
# The workers' sweep writes its time here; /sehat/siap/ reads it.
KUNCI_DETAK = "detak-pekerja"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "sesi"
CSRF_COOKIE_HTTPONLY = True

# Claims in the database and beat recover lost work; the broker is only a hint (invariant 7).
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_DEFAULT_QUEUE = "umum"
CELERY_TASK_ROUTES = {
    "notifikasi.*": {"queue": "notifikasi"},
    "laporan.*": {"queue": "pdf"},
    "instansi.*": {"queue": "pdf"},
    "kelola.tasks.akun.kerjakan_akun": {"queue": "pdf"},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("CELERY_VISIBILITY_TIMEOUT", 900),
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sapu-pesan": {"task": "notifikasi.tasks.sapu_pesan", "schedule": 30.0},
    "sapu-pekerjaan-laporan": {"task": "laporan.tasks.sapu_pekerjaan", "schedule": 30.0},
    "hapus-laporan-kedaluwarsa": {"task": "laporan.tasks.hapus_kedaluwarsa", "schedule": 3600.0},
    "sapu-pekerjaan-akun": {
        "task": "kelola.tasks.akun.sapu_pekerjaan_akun",
        "schedule": 30.0,
    },
    "terbitkan-pengingat-peran": {
        "task": "kelola.tasks.peran.terbitkan_pengingat",
        "schedule": 300.0,
    },
    "sapu-impor": {"task": "kelola.tasks.impor.sapu_impor", "schedule": 30.0},
    "hapus-impor": {"task": "kelola.tasks.impor.hapus_impor", "schedule": 3600.0},
    "hapus-slip-akun": {"task": "kelola.tasks.akun.hapus_slip", "schedule": 3600.0},
    "segarkan-ringkasan": {"task": "laporan.tasks.segarkan_semua", "schedule": 60.0},
    "segarkan-mutu": {"task": "instansi.tasks.segarkan_mutu_semua", "schedule": 60.0},
    "segarkan-tahun-lalu": {
        "task": "laporan.tasks.segarkan_semua",
        "schedule": 3600.0,
        "args": [1],
    },
    "terbitkan-pengingat-kelas": {
        "task": "pelatihan.tasks.terbitkan_pengingat",
        "schedule": 300.0,
    },
    "majukan-kelas": {"task": "pelatihan.tasks.majukan_kelas", "schedule": 300.0},
    "buka-evaluasi": {"task": "evaluasi.tasks.buka_evaluasi", "schedule": 300.0},
    "terbitkan-pengingat-evaluasi": {
        "task": "evaluasi.tasks.terbitkan_pengingat",
        "schedule": 300.0,
    },
}

AUTH_USER_MODEL = "instansi.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "instansi.adapter.MasukTerverifikasi",
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if UJI
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "lib.sandi.PanjangMinimum",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "lib.sandi.BukanSandiUmum"},
    {"NAME": "lib.sandi.BukanDataDiri"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds; the mail says so in hours
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "kelola.adapter.AdapterAkun"
ACCOUNT_FORMS = {
    "login": "kelola.forms.masuk.FormMasuk",
    "reset_password": "kelola.forms.masuk.FormLupaSandi",
    "reset_password_from_key": "kelola.forms.masuk.FormSandiDariTautan",
    "change_password": "kelola.forms.masuk.FormGantiSandi",
    "set_password": "kelola.forms.masuk.FormBuatSandi",
    "reauthenticate": "kelola.forms.masuk.FormPastikan",
    "add_email": "kelola.forms.masuk.FormTambahSurel",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Failures beyond what axes locks: many names from one address, one name from many addresses.
# Both are generous: a class shares one address, and axes stops one address at one name long before.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "300/900s/ip,30/3600s/key",
    "aktivasi": "100/900s/ip,10/900s/key",
}
# How many proxies of our own stand in front and add to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("JUMLAH_PROKSI", 0)
MFA_ADAPTER = "kelola.adapter.AdapterDuaLangkah"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # of 30 seconds, either way: clocks of cheap phones are late
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "kelola.forms.masuk.FormKode",
    "reauthenticate": "kelola.forms.masuk.FormKodePastikan",
    "activate_totp": "kelola.forms.masuk.FormPasangKode",
}
# Nobody signs up here, so nobody can take an address before its owner does.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# A class of 40 shares one address: lock the account at that address, never the address.
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
AXES_USERNAME_CALLABLE = "kelola.adapter.axes_nama"
AXES_CLIENT_IP_CALLABLE = "kelola.adapter.alamat_klien"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "terkunci.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Makassar"
USE_TZ = True

STATIC_URL = "/statis/"
STATIC_ROOT = BASE_DIR / "statis-terkumpul"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "lib.statis.FinderNpm",
]
STATIS_POLOS = UJI and not env.bool("STATIS_TERKUMPUL", False)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.str("FOLDER_BERKAS", str(VAR / "berkas"))},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STATIS_POLOS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Browsers ask for /favicon.ico where a page names no icon.
WHITENOISE_ROOT = BASE_DIR / "static/akar"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "woff2", "gz", "br", "png", "ico"]

# A message looks like the component of that name.
MESSAGE_TAGS = {20: "info", 25: "baik", 30: "awas", 40: "bahaya"}
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

EMAIL_HOST = env.str("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.int("EMAIL_PORT", 8025)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("EMAIL_PENGIRIM", "Pembinaan ASN <pembinaan@localhost>")
FOLDER_SURAT_DEMO = VAR / "surat"

FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *env.list("ASAL_SSO", default=[])],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUKSI
if PRODUKSI:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^sehat/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris"}},
    "root": {"handlers": ["konsol"], "level": "WARNING" if UJI else "INFO"},
    "loggers": {"axes": {"level": "ERROR"}, "weasyprint": {"level": "ERROR"}},
}
