"""A demo region on one machine: log-in by password, no TLS, readable log lines. Never with real people."""

from config.settings.base import *
from config.settings.base import EMBEDDED, env

HEMVAG_ENVIRONMENT = "demo"
HEMVAG_DEMO_LOGIN = env.bool("HEMVAG_DEMO_LOGIN", default=True)
# Known to everybody, which is why nothing but the demo uses it.
SECRET_KEY = env.str("SECRET_KEY", "demo-" + "0123456789abcdef" * 4)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
LOGGING = {"level": env.str("LOG_LEVEL", "WARNING"), "format": env.str("LOG_FORMAT", "console")}
# Static files are served from where they lie: there is nothing to collect.
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
AUTH_PASSWORD_VALIDATORS = []
CLOCK_MAY_MOVE = True

# Beside the demo's database, so that `make demo-reset` takes all of it.
VAR_DIR = EMBEDDED.root / "var"
MEDIA_ROOT = VAR_DIR / "media"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
# Not a secret: what is signed in the demo proves nothing.
AUDIT_SEAL_KEY = "demo-" + "0123456789abcdef" * 2

# Systems on this machine may be called, to try a planning system out.
OUTWARD_LOCAL = True

# The demo's own stand-in for SITHS (integrations/demo/identity_provider.py), where one picks whom to be.
SITHS_ISSUER = "https://siths.demo.hemvag.example"
SITHS_CLIENT_ID = "hemvag-demo"
SITHS_CLIENT_SECRET = "known-to-everybody"  # noqa: S105  (of a provider that believes whoever clicks)
SITHS_DISCOVERY_URL = env.str("SITHS_DISCOVERY_URL", "http://127.0.0.1:8001/.well-known/openid-configuration")
