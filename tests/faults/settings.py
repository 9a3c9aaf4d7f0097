"""What the killed processes run with: the test database and broker, real mail, and leases short enough to watch."""

from config.settings.test import *  # noqa: F403
from config.settings.test import INSTALLED_APPS, MIDDLEWARE, env

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]
MIDDLEWARE = ["tests.faults.middleware.DieAfterCommit", *MIDDLEWARE]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.int("FAULTS_SMTP_PORT", 0)
EMAIL_TIMEOUT = 2
RELAY_LEASE_SECONDS = 3
RELAY_POLL_SECONDS = 0.2
DELIVERY_LEASE_SECONDS = 4
DELIVERY_RING_AGAIN_SECONDS = 2
ROOT_URLCONF = "tests.faults.urls"
DOORBELL_REST_SECONDS = 1
SHED_AFTER_SECONDS = 0.5
CORE_FLOWS = [r"/prov/skicka/", r"/readyz", r"/healthz"]
