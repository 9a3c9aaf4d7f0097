"""Log lines: one JSON object a line in production, readable text on a terminal; request id on every line.

No line holds what an error says or an identity number: messages of errors quote the values they failed on.
"""

import logging
import logging.config
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final, TextIO, TypedDict

import structlog

from core import error_texts
from core.identity_numbers import MASK, masked

_QUERY: Final = re.compile(r"\?\S*")
CELERY_TRACE: Final = "celery.app.trace"

Event = MutableMapping[str, Any]


class WithoutValues(logging.Filter):
    """On every record of a library's: an error among the arguments is described, never quoted."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; nothing is dropped."""
        if record.name == CELERY_TRACE and isinstance(record.args, dict):
            # Celery writes what a task gave back and what it failed with.
            told = {name: record.args.get(name) for name in ("name", "id")}
            what = record.args.get("description") or "done"
            record.msg, record.args = f"Task {told['name']}[{told['id']}] {what}", ()
        elif isinstance(record.args, dict):
            record.args = {name: without_message(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(without_message(value) for value in record.args)
        if isinstance(record.msg, BaseException):
            record.msg = error_texts.described(record.msg)
        if record.exc_info and isinstance(record.msg, str):
            record.msg, record.args = without_quotes(record.getMessage(), record.exc_info[1]), ()
        record.exc_text = None
        return True


class PlainErrors(WithoutValues):
    """For a logger with a formatter of its own, the web server's: the error's lines become part of the message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; nothing is dropped."""
        super().filter(record)
        told = error_texts.formatted(record.exc_info) if record.exc_info else ""
        # The server tells which address it failed on, with the query.
        said = masked(_QUERY.sub("?", record.getMessage()))
        record.msg, record.args, record.exc_info = (f"{said}\n{told}" if told else said), (), None
        return True


def without_message(value: object) -> object:
    """An error by its kind; anything else as it is."""
    return error_texts.described(value) if isinstance(value, BaseException) else value


def without_quotes(text: str, error: BaseException | None) -> str:
    """The text without the error's own words in it, which some libraries put there."""
    for words in (str(error), repr(error)) if error is not None else ():
        if len(words) > 1 and words in text:
            text = text.replace(words, error_texts.described(error))  # type: ignore[arg-type]
    return text


def no_values(logger: Any, method: str, event: Event) -> Event:
    """The last processor before the line is written: errors described, identity numbers masked."""
    told = event.get("exc_info")
    error = told[1] if isinstance(told, tuple) else sys.exc_info()[1] if told else None
    for name, value in event.items():
        if name == "exc_info":
            continue
        value = without_message(value)
        if isinstance(value, int) and not isinstance(value, bool) and masked(str(value)) != str(value):
            value = MASK
        if isinstance(value, str):
            value = masked(without_quotes(value, error))
        event[name] = value
    return event


_ONE_TIME_LINK = re.compile(r"/l/[\w-]{20,}")


def _masked_line(logger: Any, method: str, line: str) -> str:
    # What stood inside a list or another object; and a one-time link, which opens a message, in a line about a request.
    return _ONE_TIME_LINK.sub("/l/…", masked(line))


def _plain_error(stream: TextIO, exc_info: Any) -> None:
    stream.write("\n" + error_texts.formatted(exc_info))


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
    renderer: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, no_values]
    if options["format"] == "json":
        renderer += [
            structlog.processors.ExceptionRenderer(error_texts.formatted),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        renderer += [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_plain_error)]
    renderer.append(_masked_line)
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"without_values": {"()": WithoutValues}},
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": renderer,
                    "foreign_pre_chain": _SHARED,
                }
            },
            "handlers": {
                "stderr": {
                    "class": "logging.StreamHandler",
                    "formatter": "line",
                    "filters": ["without_values"],
                }
            },
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
