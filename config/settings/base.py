"""Settings that all environments share. `demo`, `test` and `production` say only what differs.

Every variable read from the environment is in `.env.example` and in docs/operations.md.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF

from config.databases import database as _database
from config.embedded.layout import APP_ROLE, OWNER_ROLE, Layout
from config.logs import Logging

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

EMBEDDED = Layout.from_environment()
# What the program writes and keeps outside the database: beat's memory, report files.
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = False
SECRET_KEY: str = env.str("SECRET_KEY", "")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address that people type: in links of mails and in the API description.
PUBLIC_URL: str = env.str("PUBLIC_URL", "http://127.0.0.1:8000")

# A row of buttons that log in as a demo person by password. Demo settings only; anything else refuses to start with it.
HEMVAG_DEMO_LOGIN: bool = env.bool("HEMVAG_DEMO_LOGIN", default=False)
HEMVAG_ENVIRONMENT = "base"

INSTALLED_APPS = [
    "config",
    "core",
    "actors",
    "transitions",
    "sip",
    "liability",
    "deviations",
    "reporting",
    "integrations",
    "config.admin_apps.TechnicalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "simple_history",
]


# What sets a header stands outside whatever may answer or fail, so that no response goes without.
MIDDLEWARE = [
    "core.proxies.ProxyMiddleware",
    "core.middleware_identity.IdentityNumberFinder",
    "core.middleware.RequestIdMiddleware",
    "core.middleware.ReceivedAtMiddleware",
    "core.middleware.NoStoreMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.BrowserHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware_load.ShedMiddleware",
    "core.middleware_identity.IdentityNumberRefuser",
    "core.polling.PollMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.BodySizeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "actors.middleware_way.WayMiddleware",
    "actors.middleware_sessions.SessionMiddleware",
    "actors.middleware.ActingMiddleware",
    "core.middleware_scope.ScopeMiddleware",
    "core.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # Its {% csrf_token %} also says for which assignment the page was drawn.
            "builtins": ["core.templatetags.forms_of_assignment"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.interface",
                "actors.context_processors.navigation",
                "integrations.context_processors.demo",
            ],
        },
    }
]

# --- Database: one PostgreSQL, two roles --------------------------------------------------------------------
# "default" is the app role, which owns nothing; "owner" owns the schema and is used by `migrate` alone.

_DATABASE_URL: str = env.str("DATABASE_URL", EMBEDDED.database_url(APP_ROLE))
_OWNER_DATABASE_URL: str = env.str(
    "OWNER_DATABASE_URL", env.str("DATABASE_URL", "") or EMBEDDED.database_url(OWNER_ROLE)
)


DATABASES = {"default": _database(_DATABASE_URL), "owner": _database(_OWNER_DATABASE_URL)}
# Bulk loads by a command (`core.loader`); an installation with a database of its own names the role here.
_LOADER_DATABASE_URL: str = env.str(
    "LOADER_DATABASE_URL", "" if env.str("DATABASE_URL", "") else EMBEDDED.database_url("hemvag_loader")
)
LOADER_DATABASE: dict[str, Any] | None = _database(_LOADER_DATABASE_URL) if _LOADER_DATABASE_URL else None
# The role that `migrate` grants to, and the one that a migration revokes UPDATE and DELETE from (audit, access log).
DATABASE_APP_ROLE: str = DATABASES["default"].get("USER", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Broker and cache: two servers with opposite duties -----------------------------------------------------

REDIS_URL: str = env.str("REDIS_URL", EMBEDDED.redis_url("broker"))
CACHE_URL: str = env.str("CACHE_URL", EMBEDDED.redis_url("cache"))

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "hemvag",
    }
}

# kombu spells a unix socket in its own way.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A task that no worker has answered for is given to another after ten minutes, looked for each second (kombu's own way
# is each hundredth); and none runs longer than half of that, also when it first waited for a free child. What is to be
# delivered is rung for again from the database long before (DELIVERY_RING_AGAIN_SECONDS).
CELERY_VISIBILITY_TIMEOUT = 600
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
}
# No result is kept; but the shortest of the three is what counts, so all three say the same.
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_POOL = "prefork"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_step": 0.1}
CELERY_TIMEZONE = "Europe/Stockholm"
CELERY_ENABLE_UTC = True
# Where beat remembers what it last rang for, so that a night missed is caught up with.
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- Language, time, numbers --------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

# The clock may be moved in demonstration and test only; every process reads the same file (core.clock).
CLOCK_MAY_MOVE = False
CLOCK_OFFSET_FILE = EMBEDDED.root / "clock-offset"

# --- Files --------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = BASE_DIR / "staticfiles"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Who logs in --------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "actors.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "actors.adapters.ClosedAccountAdapter"
# Attempts are counted exactly by actors.services_guessing; allauth's own counters stop with the cache.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "actors.forms_login.PasswordForm",
    "reauthenticate": "actors.forms_login.AgainForm",
    "change_password": "actors.forms_login.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
SOCIALACCOUNT_ADAPTER = "actors.adapters_social.ClosedSocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ONLY = False
# Log-in by SITHS through Inera's IdP or an organisation's own; off while the first two are empty (docs/operations.md).
SITHS_ISSUER: str = env.str("SITHS_ISSUER", "")
SITHS_CLIENT_ID: str = env.str("SITHS_CLIENT_ID", "")
SITHS_CLIENT_SECRET: str = env.str("SITHS_CLIENT_SECRET", "")
# Where the provider's description is, when not at the issuer's own address.
SITHS_DISCOVERY_URL: str = env.str("SITHS_DISCOVERY_URL", "")
# Purposes of commissions, beside "Vård och behandling", that open the work with patients (social services).
SITHS_CARE_PURPOSES: list[str] = env.list("SITHS_CARE_PURPOSES", default=[])
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hemväg"
MFA_ADAPTER = "actors.adapters_mfa.FactorAdapter"
MFA_RATE_LIMITS = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
# The code before and after the one of this half minute: a telephone's clock may be a little off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "actors.forms_login.CodeForm",
    "reauthenticate": "actors.forms_login.CodeAgainForm",
    "activate_totp": "actors.forms_login.NewAppForm",
    "add_webauthn": "actors.forms_login.NewPasskeyForm",
    "authenticate_webauthn": "actors.forms_login.PasskeyForm",
    "login_webauthn": "actors.forms_login.PasskeyLoginForm",
    "reauthenticate_webauthn": "actors.forms_login.PasskeyAgainForm",
    "edit_webauthn": "actors.forms_login.PasskeyNameForm",
}
# A log-in ends after so many minutes without anything done, and after so many hours whatever is done; never above 12
# hours (checked at start). Counted on the server by actors.middleware_sessions; the cookie only outlasts both.
SESSION_IDLE_MINUTES: int = env.int("SESSION_IDLE_MINUTES", default=15)
SESSION_ABSOLUTE_HOURS: int = env.int("SESSION_ABSOLUTE_HOURS", default=10)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- What the browser may do --------------------------------------------------------------------------------

# docs/decisions/0007-what-the-browser-may-do.md tells why each is so.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# How many proxies of our own stand in front: so many of the last addresses in X-Forwarded-For are true (core.proxies).
TRUSTED_PROXIES: int = env.int("TRUSTED_PROXIES", default=0)
WHITENOISE_ALLOW_ALL_ORIGINS = False
USE_X_FORWARDED_HOST = False
USE_X_FORWARDED_PORT = False
# A form with 1 MB of text is answered by its own length check, not by a broken connection.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# Bytes that are received at all; only an event file may be large, and only of somebody who is logged in.
MAX_BODY_BYTES = 6 * 1024 * 1024
MAX_FILE_BYTES = 201 * 1024 * 1024
FILE_ADDRESSES = ["/drift/handelsefiler/", "/avvikelser/bilagor/"]
FILE_SCANNER: str = env("FILE_SCANNER", default="")
# Where the latest evening pack of each unit is also put, to be reached when Hemväg is down; nowhere when empty.
EVENING_PACK_DIR: str = env.str("EVENING_PACK_DIR", "")
# Where `manage.py backup` puts its files and the worker reads the latest each night; what they are encrypted with; and
# the role that reads every row.
BACKUP_DIR: str = env.str("BACKUP_DIR", "")
BACKUP_KEY: str = env.str("BACKUP_KEY", "")
BACKUP_DATABASE_URL: str = env.str(
    "BACKUP_DATABASE_URL", "" if env.str("DATABASE_URL", "") else EMBEDDED.database_url("hemvag_backup")
)
# Certificates whose end is told in time, beside that of PUBLIC_URL: host:port, or the path of a PEM file.
CERTIFICATES_WATCHED: list[str] = env.list("CERTIFICATES_WATCHED", default=[])
# How often a person may search, look up a number and order files: {"search": [60, 60], …}, times and seconds; see
# core/throttle.py. What is not named has the default there.
WEB_LIMITS: dict[str, list[int]] = env.json("WEB_LIMITS", default={})

# --- API ----------------------------------------------------------------------------------------------------

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "integrations.authentication.SystemTokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["integrations.api.parsers.ShallowJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hemväg",
    "DESCRIPTION": "Samverkan vid utskrivning från sluten vård (lag 2017:612).",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {"HelpNeededEnum": "integrations.api.serializers.LEVELS"},
}

# --- Mail ---------------------------------------------------------------------------------------------------

vars().update(environ.Env.email_url_config(env.str("EMAIL_URL", "consolemail://")))
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", "Hemväg <noreply@hemvag.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
# SMS through a gateway that takes JSON (core.sms), and the hosts that planning systems may be called at.
SMS_GATEWAY_URL: str = env.str("SMS_GATEWAY_URL", "")
SMS_GATEWAY_TOKEN: str = env.str("SMS_GATEWAY_TOKEN", "")
SIP_VIDEO_LINK: str = env.str("SIP_VIDEO_LINK", "https://meet.jit.si/{rum}")
WEBHOOK_HOSTS: list[str] = env.list("WEBHOOK_HOSTS", default=[])

# --- Log lines ----------------------------------------------------------------------------------------------

LOGGING_CONFIG = "config.logs.configure_logging"
LOGGING: Logging = {"level": env.str("LOG_LEVEL", "INFO"), "format": env.str("LOG_FORMAT", "json")}

# What Django itself would tell of an error: no variable, body, header or message (core.error_reports).
DEFAULT_EXCEPTION_REPORTER = "core.error_reports.PlainReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "core.error_reports.DenyingFilter"

SILENCED_SYSTEM_CHECKS: list[str] = []

# Local limits of the process, in hours and days, on top of the statute's: {"acknowledge_hours": 24, …}; see
# transitions/rules/limits.py. What is not named has the default there.
TRANSITION_LIMITS: dict[str, int] = env.json("TRANSITION_LIMITS", default={})
# How long an opening lasts, and how many emergency openings an hour: {"emergency_minutes": 60, …}; see
# transitions/rules/shields.py.
SHIELD_LIMITS: dict[str, int] = env.json("SHIELD_LIMITS", default={})
# How many patients a role may open within ten minutes before an alert is written, and how many of them without its unit
# being in the case: {"*": [60, 20], "mas": [30, 30]}. What is not named has the default of core/conf.py.
LOOK_LIMITS: dict[str, list[int]] = {"*": [60, 20]} | env.json("LOOK_LIMITS", default={})
# The key that the ends of the logs' chains are signed with, and the file that the signed heads are written to.
AUDIT_SEAL_KEY: str = env.str("AUDIT_SEAL_KEY", "")
AUDIT_HEADS_FILE: str = env.str("AUDIT_HEADS_FILE", str(VAR_DIR / "audit-heads.jsonl"))
# Local times to receive, answer and read a deviation, in days: {"answer_serious_days": 5, …}; see
# deviations/rules/limits.py.
DEVIATION_LIMITS: dict[str, int] = env.json("DEVIATION_LIMITS", default={})
