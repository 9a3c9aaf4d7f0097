"""What stands outside the program and ends badly when nobody looks: the backup, and certificates that run out."""

import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import structlog
from cryptography import x509
from django.conf import settings

from core import alarms
from core.models import Watch

log = structlog.get_logger(__name__)

BACKUP: Final = "backup"
_CERTIFICATE: Final = "certificate:"
CHECKED_WITHIN: Final = timedelta(hours=26)
"""A check each night. One that did not run is as bad as one that went badly."""

DAYS: Final = (30, 14, 3)
"""Days before a certificate ends at which it is told, each time as more urgent."""


def note(name: str, code: str, moment: datetime | None, now: datetime) -> None:
    """Write down what was found. `code` is empty when it was well."""
    Watch.objects.update_or_create(name=name, defaults={"code": code, "moment": moment, "checked_at": now})


def certificates() -> list[str]:
    """What is watched: `host:port`, or the path of a file in PEM. Our own address first."""
    ours = urlsplit(settings.PUBLIC_URL)
    own = [f"{ours.hostname}:{ours.port or 443}"] if ours.scheme == "https" else []
    return list(dict.fromkeys([*own, *settings.CERTIFICATES_WATCHED]))


def check_certificates(watched: Iterable[str], now: datetime) -> int:
    """Each night: read when each certificate ends, and tell those that end soon. Returns how many were told."""
    told = 0
    for name in watched:
        code, ends = "", None
        try:
            ends = _ends(name)
        except (OSError, ValueError) as error:
            code = "unreadable"
            log.warning("certificate_unreadable", error=type(error).__name__)
        note(_CERTIFICATE + name, code, ends, now)
        if code or (ends is not None and _step(ends, now) is not None):
            log.error("certificate_ends", days=None if ends is None else (ends - now).days)
            told += 1
    Watch.objects.filter(name__startswith=_CERTIFICATE).exclude(
        name__in=[_CERTIFICATE + name for name in watched]
    ).delete()
    return told


def _ends(name: str) -> datetime:
    """When the certificate of an address or a file ends. Raises OSError, ValueError."""
    if name.startswith("/"):
        pem = Path(name).read_bytes()
    else:
        host, _, port = name.rpartition(":")
        # Whoever answers may have any certificate, also one that has ended: it is read, not trusted.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection((host.strip("[]"), int(port)), timeout=5) as line,
            context.wrap_socket(line, server_hostname=host.strip("[]")) as secured,
        ):
            pem = ssl.DER_cert_to_PEM_cert(secured.getpeercert(binary_form=True) or b"").encode()
    # Of a chain the first that ends counts.
    return min(one.not_valid_after_utc for one in x509.load_pem_x509_certificates(pem)).astimezone(UTC)


def _step(ends: datetime, now: datetime) -> int | None:
    """The smallest of `DAYS` that is reached, or None."""
    return min((days for days in DAYS if ends - now <= timedelta(days=days)), default=None)


def _certificates_alarm(now: datetime) -> str | None:
    sentences = []
    for row in Watch.objects.filter(name__startswith=_CERTIFICATE):
        name = row.name.removeprefix(_CERTIFICATE)
        if row.moment is None:
            sentences.append(f"Certifikatet för {name} går inte att läsa.")
        elif row.moment <= now:
            sentences.append(f"Certifikatet för {name} har gått ut. Byt det nu.")
        elif (step := _step(row.moment, now)) is not None:
            left = max((row.moment - now).days, 0)
            urgent = {30: "Beställ ett nytt.", 14: "Byt det i veckan.", 3: "Byt det i dag."}[step]
            sentences.append(f"Certifikatet för {name} går ut om {left} dygn. {urgent}")
    return " ".join(sentences) or None


_BACKUP_TEXTS: Final = {
    "missing": "Det finns ingen säkerhetskopia i BACKUP_DIR.",
    "too_old": "Den senaste säkerhetskopian är äldre än ett dygn.",
    "no_key": "Säkerhetskopian kan inte läsas: BACKUP_KEY saknas.",
    "wrong_key_or_changed": "Säkerhetskopian kan inte läsas: den är skadad eller nyckeln är en annan.",
    "cut": "Säkerhetskopian är avkortad.",
}


def _backup_alarm(now: datetime) -> str | None:
    if not settings.BACKUP_DIR:
        return None
    row = Watch.objects.filter(name=BACKUP).first()
    if row is None:
        return None
    if row.code:
        text = _BACKUP_TEXTS.get(row.code, "Säkerhetskopian kan inte läsas in.")
        return f"{text} Kör manage.py backup, och prova den med manage.py verify_backup."
    if now - row.checked_at > CHECKED_WITHIN:
        return (
            "Säkerhetskopian har inte provlästs det senaste dygnet. Kontrollera att beat och worker är igång."
        )
    return None


alarms.register("backup", _backup_alarm)
alarms.register("certificates", _certificates_alarm)
