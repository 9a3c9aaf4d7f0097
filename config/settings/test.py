"""The test suite: a PostgreSQL of its own (tests/conftest.py makes the databases), a broker for each process."""

import os

from config.databases import database as _database
from config.embedded.layout import APP_ROLE, OWNER_ROLE, Layout
from config.settings.base import *
from config.settings.base import env

HEMVAG_ENVIRONMENT = "test"
HEMVAG_DEMO_LOGIN = True
SECRET_KEY = "test-" + "0123456789abcdef" * 4
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# Beside the demo's directory, never in it: a test run and a running demo do not touch each other.
EMBEDDED = Layout.at(os.environ.get("EMBEDDED_DIR", ".embedded") + "-test")

VAR_DIR = EMBEDDED.root / "var"
MEDIA_ROOT = VAR_DIR / "media"

# A module of tests may keep its rows in a transaction that waits for as long as a browser takes.
_IDLE = env.int("DATABASE_IDLE_SECONDS", 0)
# tests/conftest.py sets these for the processes that a test starts; in the test process itself it gives the name.
DATABASES = {
    "default": _database(env.str("DATABASE_URL", EMBEDDED.database_url(APP_ROLE, "hemvag_test")), _IDLE),
    "owner": _database(
        env.str(
            "OWNER_DATABASE_URL",
            env.str("DATABASE_URL", EMBEDDED.database_url(OWNER_ROLE, "hemvag_test")),
        ),
        _IDLE,
    ),
}
LOADER_DATABASE = _database(EMBEDDED.database_url("hemvag_loader"), _IDLE)
DATABASE_APP_ROLE = DATABASES["default"].get("USER", "")

# A broker and a cache for each process: tests kill and wipe them.
REDIS_URL = env.str("REDIS_URL", EMBEDDED.redis_url(f"broker-{os.getpid()}"))
CACHE_URL = env.str("CACHE_URL", EMBEDDED.redis_url(f"cache-{os.getpid()}"))
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}

LOGGING = {"level": env.str("LOG_LEVEL", "INFO"), "format": "console"}
STATIC_ROOT = None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = []
EMAIL_BACKEND = env.str("TEST_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
STORAGES = {
    # On disk: what a worker writes, the web of the test reads.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CLOCK_MAY_MOVE = True
# One for each test process; the processes that a test starts are given the same by its environment.
CLOCK_OFFSET_FILE = env.str("CLOCK_OFFSET_FILE", str(EMBEDDED.root / f"clock-offset-{os.getpid()}"))
# Not a secret: what is signed in a test proves nothing.
AUDIT_SEAL_KEY = "test-" + "0123456789abcdef" * 2
AUDIT_HEADS_FILE = str(VAR_DIR / f"audit-heads-{os.getpid()}.jsonl")
