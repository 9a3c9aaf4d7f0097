"""Every patient of the tests is a canary: found at the end of a test process in a log, a mail, a queue or an address,
the run is red.

Watched: lines that the application logs, in this process and in the workers and relays that a test starts; mails that
are sent, also to a real mail server; what stands in broker and cache; addresses that a browser asks for; PostgreSQL's
own log; names of stored files. Canaries are identity numbers (any that is right in all its parts) and the names of
patients, as they are stored.
"""

import email.policy
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote_plus

import redis
import structlog
from django.core.mail import EmailMessage as Mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models import Model
from django.db.models.signals import post_save

from core.identity_numbers import MASK, holds_number

_WORD = re.compile(r"\w+")
# Here numbers are logged on purpose, to see them masked.
_ON_PURPOSE = "tests/web/test_personal_data.py"
_MOST_REPORTED = 20


class Watch:
    """What was seen, and what of it holds a canary."""

    def __init__(self) -> None:
        self.names: set[tuple[str, str]] = set()
        self.seen: list[tuple[str, str, str]] = []

    def saw(self, place: str, text: str) -> None:
        """Remember a text of a place, with the test that made it."""
        self.seen.append((place, os.environ.get("PYTEST_CURRENT_TEST", ""), text))

    def born(self, name: str) -> None:
        """Count a patient's name among the canaries: by its pairs of words, since one word alone may be any word."""
        words = _WORD.findall(name)
        self.names |= {pair for pair in pairwise(words) if all(len(word) > 2 for word in pair)}

    def faults(self) -> list[str]:
        """What holds a canary: place, test, and what was found – never more of the text than that."""
        found: dict[str, None] = {}
        for place, test, text in self.seen:
            if MASK in text and _ON_PURPOSE not in test:
                found[f"{place}: a number was about to be written ({test})"] = None
            for reading in {text, unquote_plus(text)}:
                if holds_number(reading):
                    found[f"{place}: an identity number ({test})"] = None
                words = _WORD.findall(reading)
                for pair in self.names.intersection(pairwise(words)):
                    found[f"{place}: the name {' '.join(pair)} ({test})"] = None
        return list(found)


WATCH = Watch()


def saw_mail(place: str, content: bytes) -> None:
    """A mail as it went over the wire: headers and every part, decoded."""
    message: EmailMessage = email.message_from_bytes(content, policy=email.policy.default)
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    texts = [str(value) for value in message.values()]
    texts += [part.decode("utf-8", "replace") for part in parts if isinstance(part, bytes)]
    WATCH.saw(place, "\n".join(texts))


def saw_redis(place: str, url: str) -> None:
    """Every key and value of a server that is about to be stopped."""
    readers: dict[bytes, Callable[[Any, bytes], object]] = {
        b"string": lambda client, key: client.get(key),
        b"list": lambda client, key: client.lrange(key, 0, -1),
        b"hash": lambda client, key: client.hgetall(key),
        b"set": lambda client, key: client.smembers(key),
        b"zset": lambda client, key: client.zrange(key, 0, -1),
    }
    # A test may have killed it.
    with suppress(redis.RedisError), redis.Redis.from_url(url) as client:
        for key in client.scan_iter(count=1000):
            value = readers[client.type(key)](client, key)
            WATCH.saw(place, key.decode("utf-8", "replace") + " " + _text(value))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict):
        return " ".join(f"{_text(key)} {_text(held)}" for key, held in value.items())
    if isinstance(value, list | set | tuple):
        return "\n".join(_text(held) for held in value)
    return str(value)


def saw_file(place: str, path: Path, start: int = 0) -> None:
    """The lines of a log file, from a byte on."""
    if path.exists():
        with path.open("rb") as lines:
            lines.seek(start)
            WATCH.saw(place, lines.read().decode("utf-8", "replace"))


def _remember(sender: type[Model], instance: Any, **kwargs: object) -> None:
    if sender._meta.label == "transitions.Patient":
        WATCH.born(instance.name)


@contextmanager
def watching(postgres_log: Path, stored: Path) -> Iterator[None]:
    """Watch this process; raises AssertionError at the end, with what was found and where."""
    start = postgres_log.stat().st_size if postgres_log.exists() else 0
    write_line, send = structlog.stdlib.ProcessorFormatter.format, EmailBackend.send_messages

    def line(formatter: Any, record: Any) -> str:
        written: str = write_line(formatter, record)
        WATCH.saw("log", written)
        return written

    def sent(backend: EmailBackend, messages: list[Mail]) -> int:
        for message in messages:
            saw_mail("mail", message.message().as_bytes())
        return send(backend, messages)

    mark = object()  # one watch inside another leaves it as it was
    post_save.connect(_remember, weak=False, dispatch_uid=id(mark))
    try:
        with (
            patch.object(structlog.stdlib.ProcessorFormatter, "format", line),
            patch.object(EmailBackend, "send_messages", sent),
        ):
            yield
    finally:
        post_save.disconnect(dispatch_uid=id(mark))
    saw_file("PostgreSQL's log", postgres_log, start)
    for path in stored.rglob("*"):
        WATCH.saw("file name", path.name)
    faults = WATCH.faults()
    more = f"\n… and {len(faults) - _MOST_REPORTED} more" if len(faults) > _MOST_REPORTED else ""
    assert not faults, "personal data where none belongs:\n" + "\n".join(faults[:_MOST_REPORTED]) + more
