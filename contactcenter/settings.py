"""Every setting, from the environment only. `.env.example` lists the variables; a missing secret stops the start."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import django.conf.locale
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from contactcenter import database, logs
from contactcenter.rest_settings import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401
from contactcenter.telephony_settings import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()


def secret(name: str, purpose: str) -> str:
    """Answer with a secret from the environment. There is no default: without it nothing starts."""
    value: str = env.str(name, default="")
    if len(value) < 32:
        raise ImproperlyConfigured(
            f"Set {name} in the environment, at least 32 random characters: it {purpose}. See .env.example."
        )
    return value


# SAMPLE_CITY=1 is set by `make run` and `make test` only: loopback, plain HTTP, fixed sign-ins, no second factor.
SAMPLE_CITY = env.bool("SAMPLE_CITY", default=False)
DEBUG = False
SECRET_KEY = secret("SECRET_KEY", "signs sessions and links")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
AUDIT_KEY = secret("AUDIT_KEY", "seals the audit trail")
# For short secrets in the database (contactcenter/encryption.py), comma-separated, newest first; outside the sample city
# never derived from another key: `python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"`
FIELD_KEYS = env.list(
    "FIELD_KEYS",
    default=[urlsafe_b64encode(sha256(SECRET_KEY.encode()).digest()).decode()]
    if SAMPLE_CITY
    else env.NOTSET,
)
# A proxy in front, whose X-Forwarded-For, X-Forwarded-Proto and X-Request-ID are believed.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if SAMPLE_CITY else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Rooms, bottom first; who may import whom is in pyproject.toml.

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
    "contactcenter.audit",
    "contactcenter.accounts",
    "contactcenter.messages",
    "contactcenter",
    "districts",
    "telephony",
    "knowledge",
    "cases",
    "contactcenter.log_review",
]

MIDDLEWARE = [
    "contactcenter.middleware.RequestIdMiddleware",
    "contactcenter.middleware.RequestLogMiddleware",
    "contactcenter.middleware.PrivacyHeadersMiddleware",
    "contactcenter.middleware.PlainMethodsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "contactcenter.middleware.OutageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "contactcenter.accounts.middleware.StaffSessionMiddleware",
    "contactcenter.accounts.middleware.StaffLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "contactcenter.urls"
WSGI_APPLICATION = "contactcenter.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "contactcenter.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "contactcenter.forms.FormRenderer"

# Databases: the application's role may not change tables, nor touch the audit trail's rows. Migrations run as the
# owner: `manage.py migrate --database owner`. Time-outs belong to the role (deploy/postgres/roles.sql), so that they hold
# behind PgBouncer too.

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"] |= {"CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}
POOL_SIZE = env.int("DATABASE_POOL_SIZE", default=8)
DATABASES["default"].setdefault("OPTIONS", {}).update(  # beside what the address says: ?sslmode=…
    # Seconds: how long to wait for a free one, and how long to try before a new attempt begins from the start.
    pool={"min_size": 1, "max_size": POOL_SIZE, "timeout": 5, "reconnect_timeout": 5},
    connect_timeout=5,  # seconds; a server that has vanished from the net refuses nothing
    tcp_user_timeout=5000,  # milliseconds
)
if "DATABASE_OWNER_URL" in env:
    DATABASES["owner"] = env.db("DATABASE_OWNER_URL")
# The city's case register, a view in PostgreSQL or HTTPS: docs/case_register.md. Without it the desk works, and says so.
CASE_REGISTER_URL = env.str("CASE_REGISTER_URL", default="")
CASE_REGISTER_TOKEN = env.str("CASE_REGISTER_TOKEN", default="")
CASE_REGISTER_AT_ONCE = max(1, env.int("WEB_THREADS", default=4) // 2)  # questions of one process
DATABASES |= database.of_case_register(CASE_REGISTER_URL, plain_http=SAMPLE_CITY)
DATABASE_ROUTERS = ["contactcenter.database.OwnerMigrates", "contactcenter.database.ReadOnly"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env("CACHE_URL"),
        "KEY_PREFIX": "contactcenter",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    },
    # Residents' pages as each process has made them, for the minute that they hold: districts/published.py.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

CELERY_BROKER_URL = env("BROKER_URL")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"  # the clock only ticks; what is due is a column
# Remembers nothing, so that a kill leaves no broken file behind.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"

# Signing in: by e-mail, password and second factor ("local"), or at the city's own identity provider ("oidc").
# Only people who have been invited sign in, either way. Who may do what is ours: contactcenter/accounts/roles.py.

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "contactcenter.accounts.backends.RoleBackend",
    "districts.backends.MembershipBackend",
]
SIGN_IN = env.str("SIGN_IN", default="local")
if SIGN_IN not in {"local", "oidc"}:
    raise ImproperlyConfigured(f"SIGN_IN is {SIGN_IN!r}: set it to local or oidc.")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
# Arabic is not offered to real staff: it lets one see their pages from right to left.
STAFF_LANGUAGES = ["sv", "en", "ar"] if SAMPLE_CITY else ["sv", "en"]
# Where links in mail lead.
LOOPBACK = f"http://127.0.0.1:{env.int('PORT', default=8000)}"
SITE_URL = env.str("SITE_URL", default=LOOPBACK if SAMPLE_CITY else env.NOTSET)
INVITATION_DAYS = 7
PASSWORD_RESET_TIMEOUT = 60 * 60
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "display_name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_IDLE_SECONDS = 15 * 60
SESSION_COOKIE_AGE = 10 * 60 * 60  # at most, however busy
SESSION_COOKIE_NAME = "session" if SAMPLE_CITY else "__Host-session"
CSRF_COOKIE_AGE = None  # like the session's, it goes when the browser closes
CSRF_COOKIE_NAME = "csrf" if SAMPLE_CITY else "__Host-csrf"
ONE_SESSION_PER_PERSON = not SAMPLE_CITY  # whoever tries the sample city shares its sign-ins

ACCOUNT_ADAPTER = "contactcenter.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever accepted the invitation has read their mail
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "contactcenter.accounts.forms.SignInForm",
    "reset_password": "contactcenter.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "contactcenter.accounts.forms.NewPasswordForm",
    "change_password": "contactcenter.accounts.forms.ChangePasswordForm",
    "reauthenticate": "contactcenter.accounts.forms.PasswordAgainForm",
}
# Counted in the cache that all web servers share. A whole contact centre signs in at eight behind one address, so an
# address may try often; a name may not.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60  # seconds, before a second factor may be changed

MFA_ADAPTER = "contactcenter.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "contactcenter.accounts.forms.CodeForm",
    "reauthenticate": "contactcenter.accounts.forms.CodeAgainForm",
    "activate_totp": "contactcenter.accounts.forms.FirstCodeForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 s, for slow fingers and clocks
SECOND_FACTOR_REQUIRED = SIGN_IN == "local" and not SAMPLE_CITY

# allauth's SOCIALACCOUNT_ONLY would forbid its second factor altogether. Instead, single sign-on routes no page that
# asks for a password (contactcenter/accounts/urls.py), and the second factor is the identity provider's business.
SOCIALACCOUNT_ADAPTER = "contactcenter.accounts.adapters.SingleSignOnAdapter"
# People are known the first time by an e-mail that the provider has verified, then by its own number for them.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# By a link: a form that leads to another site would be refused by our own form-action.
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_ID = "city"
OIDC_NAME = env.str("OIDC_NAME", default="") or _("the city's sign-in")
SOCIALACCOUNT_PROVIDERS = {}
if SIGN_IN == "oidc":
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_ID,
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {
                    "server_url": env.str("OIDC_SERVER_URL"),
                    # For a provider that has verified every address but does not say so.
                    "verified_email": env.bool("OIDC_EMAIL_IS_VERIFIED", default=False),
                },
            }
        ],
    }

# What the browser is told

SECURE_SSL_REDIRECT = not SAMPLE_CITY
SECURE_REDIRECT_EXEMPT = ["^(healthz|readyz|metrics)$"]  # asked from inside, over plain HTTP
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not SAMPLE_CITY
CSRF_COOKIE_HTTPONLY = True  # the token travels in the page (hx-headers), never through script
SECURE_HSTS_SECONDS = 0 if SAMPLE_CITY else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not SAMPLE_CITY
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
CSRF_FAILURE_VIEW = "contactcenter.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes; the largest form is a week of phone hours
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Languages: this is the one list. Names are in the language itself.

LANGUAGES = [
    ("sv", "Svenska"),
    ("en", "English"),
    ("fi", "Suomi"),
    ("ar", "العربية"),
    ("so", "Soomaali"),
    ("fa", "فارسی"),
    ("es", "Español"),
    ("pl", "Polski"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("tr", "Türkçe"),
    ("ti", "ትግርኛ"),
]
# The others hold the public shell only, and await review by a native reader.
COMPLETE_LANGUAGES = ["sv", "en"]
RIGHT_TO_LEFT = ["ar", "fa"]
LANGUAGE_CODE = env.str("DEFAULT_LANGUAGE", default="sv")
MODELTRANSLATION_DEFAULT_LANGUAGE = "sv"
MODELTRANSLATION_LANGUAGES = COMPLETE_LANGUAGES
MODELTRANSLATION_FALLBACK_LANGUAGES = ("sv", "en")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "contactcenter.formats"
django.conf.locale.LANG_INFO |= {  # Django does not know these two
    "so": {"bidi": False, "code": "so", "name": "Somali", "name_local": "Soomaali"},
    "ti": {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"},
}
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

CITY_NAME = env.str("CITY_NAME", default="Stockholm")
CITY_SERVICE_NAME = _("Social services")
# Shown as missing until it is set: nobody may guess the number of the social emergency service.
SOCIALJOUREN_NUMBER = env.str("SOCIALJOUREN_NUMBER", default="")
# The line, by its slug, whose hours are office hours for a duty phone that has none of its own; empty: the contact centre's.
DUTY_PHONE_HOURS_OF = env.str("DUTY_PHONE_HOURS_OF", default="")

# What Tigrinya is printed with; no package on the index has its letters (Debian: fonts-sil-abyssinica).
ETHIOPIC_FONT = env.str(
    "ETHIOPIC_FONT", default="/usr/share/fonts/truetype/abyssinica/AbyssinicaSIL-Regular.ttf"
)
# Whether a worker asks other sites, once a day, if the pages that articles lead to are still there.
CHECK_OUTSIDE_LINKS = env.bool("CHECK_OUTSIDE_LINKS", default=not SAMPLE_CITY)

# Files

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# How long a process may take it that nothing has changed on residents' pages: a tenth of a second of a rush.
EDITION_KEPT_SECONDS = 0.1
# Residents' pages for when the database does not answer; written by a worker, read by the web on the same machine.
PAGES_COPY = env.path("PAGES_COPY", default=f"{BASE_DIR}/var/pages")
AUDIT_ANCHOR_FILE = env.path("AUDIT_ANCHOR_FILE", default=f"{BASE_DIR}/var/audit-anchors.log")
# Events; the clock adds an anchor each minute.
AUDIT_ANCHOR_EVERY = env.int("AUDIT_ANCHOR_EVERY", default=100)
AUDIT_KEEP_YEARS = env.int("AUDIT_KEEP_YEARS", default=5)

# How many people one agent may look up before a team lead has to let them go on (cases/look_up_limits.py).
LOOK_UPS_AN_HOUR = env.int("LOOK_UPS_AN_HOUR", default=30)
LOOK_UPS_A_DAY = env.int("LOOK_UPS_A_DAY", default=150)
# Of each unit's look-ups in a month, drawn for the log review.
LOG_REVIEW_PERCENT = env.int("LOG_REVIEW_PERCENT", default=5)
LOG_REVIEW_AT_LEAST = env.int("LOG_REVIEW_AT_LEAST", default=10)

# An open contact that nobody has touched for so long is shown to the team lead (cases/reassignment.py).
ORPHANED_AFTER_MINUTES = env.int("ORPHANED_AFTER_MINUTES", default=120)

# For how many days what can lead to a person is kept (cases/retention.py says of what, and why). The city's board decides;
# these are cautious.
KEEP_NOTES_DAYS = env.int("KEEP_NOTES_DAYS", default=90)
KEEP_SAFE_CONTACT_DAYS = env.int("KEEP_SAFE_CONTACT_DAYS", default=7)
KEEP_LOOK_UPS_DAYS = env.int("KEEP_LOOK_UPS_DAYS", default=2 * 365)
KEEP_CORRECTIONS_DAYS = env.int("KEEP_CORRECTIONS_DAYS", default=2 * 365)
KEEP_NEWS_READ_DAYS = env.int("KEEP_NEWS_READ_DAYS", default=365)
KEEP_FEEDBACK_DAYS = env.int("KEEP_FEEDBACK_DAYS", default=365)  # knowledge/retention.py
KEEP_IMPORTS_DAYS = env.int("KEEP_IMPORTS_DAYS", default=90)

# Mail and logs

# What is not sent must not end up in the log either: only the sample city writes its mail there.
vars().update(env.email_url("EMAIL_URL", default="consolemail://" if SAMPLE_CITY else env.NOTSET))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="contactcenter@example.org")

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # without it, only this machine may read
LOGGING_CONFIG = None
logs.configure(level=env.str("LOG_LEVEL", default="INFO"))
