"""What every connection to PostgreSQL is made with."""

from typing import Any, Final

import environ

_env: Final = environ.Env()

IDLE_SECONDS: Final = 55
"""Until a transaction that does nothing is ended and its locks let go: whoever holds them has hung."""


def database(url: str, idle_seconds: int | None = None) -> dict[str, Any]:
    """Django's settings for the database at `url`; `idle_seconds` 0 lets a transaction wait without end (tests)."""
    settings: dict[str, Any] = environ.Env.db_url_config(url)
    # `?host=/directory` is the socket's directory; django-environ leaves it among the options.
    options = settings.get("OPTIONS", {})
    host = options.pop("host", None)
    seconds = _env.int("DATABASE_IDLE_SECONDS", IDLE_SECONDS) if idle_seconds is None else idle_seconds
    idle = f"-c idle_in_transaction_session_timeout={seconds}s"
    return settings | {
        "OPTIONS": {
            "connect_timeout": 5,
            **options,
            "options": f"{options.get('options', '')} {idle}".strip(),
        },
        "ENGINE": "core.database",
        "HOST": host or settings.get("HOST", ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": _env.int("DATABASE_CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
    }
