"""Production: everything secret or local comes from the environment, and a doubtful environment is refused."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *
from config.settings.base import ALLOWED_HOSTS, HEMVAG_DEMO_LOGIN, PUBLIC_URL, SECRET_KEY, env

HEMVAG_ENVIRONMENT = "production"

# Talk of patients goes to no service that the organisations have not named themselves.
SIP_VIDEO_LINK = env.str("SIP_VIDEO_LINK", "")

OUTWARD_LOCAL = False

if HEMVAG_DEMO_LOGIN:
    raise ImproperlyConfigured("HEMVAG_DEMO_LOGIN finns bara i demon: ta bort variabeln ur miljön.")
for _name in (
    "SECRET_KEY",
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REDIS_URL",
    "CACHE_URL",
    "ALLOWED_HOSTS",
    "PUBLIC_URL",
):
    if not env.str(_name, ""):
        raise ImproperlyConfigured(f"{_name} saknas i miljön; se docs/operations.md.")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY är för kort: minst 50 slumpade tecken.")
if len(set(SECRET_KEY)) < 8 or SECRET_KEY.startswith(("demo-", "test-", "django-insecure-")):
    raise ImproperlyConfigured("SECRET_KEY är inte slumpad: gör en med openssl rand -hex 32.")
if any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS ska räkna upp hela värdnamn: * och .domän tas inte.")
if not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured("PUBLIC_URL ska börja med https://.")
for _name in ("DEBUG", "DJANGO_DEBUG"):
    if env.str(_name, "0").lower() not in ("", "0", "false", "no", "off"):
        raise ImproperlyConfigured(f"{_name} finns inte i produktion: ta bort variabeln ur miljön.")

for _name, _value in (("SITHS_ISSUER", SITHS_ISSUER), ("SITHS_DISCOVERY_URL", SITHS_DISCOVERY_URL)):
    if _value and not _value.startswith("https://"):
        raise ImproperlyConfigured(f"{_name} måste börja med https://.")
if SITHS_ISSUER and not (SITHS_CLIENT_ID and SITHS_CLIENT_SECRET):
    raise ImproperlyConfigured(
        "SITHS_CLIENT_ID och SITHS_CLIENT_SECRET saknas i miljön; se docs/operations.md."
    )

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Taken away from every request unless TRUSTED_PROXIES says that the proxy is ours (core.proxies).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
