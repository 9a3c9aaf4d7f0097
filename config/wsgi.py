"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from config.checks import refuse_unsafe_start  # noqa: E402  (needs the apps that the line above loads)

refuse_unsafe_start()
connections.close_all()  # gunicorn forks after this; a connection is never shared
