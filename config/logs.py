"""Log lines: one JSON object a line in production, readable text on a terminal; request id on every line."""

import logging
import logging.config
from typing import Any, TypedDict

import structlog

# What every line gets, whether it comes from our code or from a library's plain logging.
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


class Logging(TypedDict):
    """The setting LOGGING: `level` by its standard name, `format` "json" or "console"."""

    level: str
    format: str


def configure_logging(options: Logging) -> None:
    """Send structlog and the standard library's loggers through one formatter to standard error.

    Django calls it with the setting LOGGING as it starts (LOGGING_CONFIG).
    """
    level = options["level"]
    renderer: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if options["format"] == "json":
        renderer += [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # The library's own choice prints the values of variables: names and numbers of patients among them.
        plain = structlog.dev.plain_traceback
        renderer += [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": renderer,
                    "foreign_pre_chain": _SHARED,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                # The library's own request lines would repeat addresses; a failed request is logged by core.
                "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
                "fontTools": {"level": "WARNING"},
                "weasyprint": {"level": "ERROR"},
            },
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
