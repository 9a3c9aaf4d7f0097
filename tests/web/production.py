"""Production's settings, read anew in this process from an environment of the test's own."""

import importlib
import os
import sys
from types import ModuleType
from typing import Any
from unittest.mock import patch

ENVIRONMENT = {
    "SECRET_KEY": "0123456789" * 6,
    "ALLOWED_HOSTS": "hemvag.example.se",
    "PUBLIC_URL": "https://hemvag.example.se",
    "DATABASE_URL": "postgres://app@127.0.0.1:1/hemvag",
    "OWNER_DATABASE_URL": "postgres://owner@127.0.0.1:1/hemvag",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "CACHE_URL": "redis://127.0.0.1:1/0",
}

_MODULES = ("config.settings.base", "config.settings.production")

OF_THE_BROWSER = (
    "SECURE_",
    "SESSION_COOKIE_",
    "CSRF_COOKIE_",
    "CONTENT_SECURITY_",
    "X_FRAME_",
    "MIDDLEWARE",
    "USE_X_",
)
"""How the settings begin that say what a browser is told."""


def load(**changes: str | None) -> ModuleType:
    """The settings module; None takes a variable away. What the process itself runs under is untouched.

    :raises ImproperlyConfigured: when the environment is refused.
    """
    kept = {name: sys.modules.pop(name) for name in _MODULES if name in sys.modules}
    wanted = {name: text for name, text in (ENVIRONMENT | changes).items() if text is not None}
    try:
        with patch.dict(os.environ, wanted, clear=True):
            return importlib.import_module("config.settings.production")
    finally:
        for name in _MODULES:
            sys.modules.pop(name, None)
        sys.modules.update(kept)
        for name, module in kept.items():
            setattr(sys.modules["config.settings"], name.rpartition(".")[2], module)


def of_the_browser() -> dict[str, Any]:
    """The part of production's settings that a test of headers and cookies runs under."""
    settings = vars(load())
    found = {name: settings[name] for name in settings if name.startswith(OF_THE_BROWSER) and name.isupper()}
    return found | {"SECURE_SSL_REDIRECT": False}
