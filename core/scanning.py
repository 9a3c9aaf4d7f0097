"""The malware scanner of the installation: a clamd that is spoken to by INSTREAM. Nothing passes without its word.

`FILE_SCANNER` is `host:port`; without one there is no scanner, and only what Hemväg makes anew itself is taken.
"""

import socket
import struct
from enum import StrEnum
from typing import Final

from django.conf import settings

SECONDS: Final = 10
_CHUNK: Final = 64 * 1024


class Found(StrEnum):
    """What the scanner said. UNKNOWN: it is away, slow, over its limit or not understood; the file waits."""

    CLEAN = "clean"
    MALWARE = "malware"
    UNKNOWN = "unknown"


def connected() -> bool:
    """Whether the installation has a scanner."""
    return bool(settings.FILE_SCANNER)


def scan(content: bytes) -> Found:
    """Ask the scanner about a file. Never raises: what cannot be asked is UNKNOWN."""
    host, _, port = settings.FILE_SCANNER.rpartition(":")
    if not host or not port.isdecimal():
        return Found.UNKNOWN
    try:
        with socket.create_connection((host, int(port)), timeout=SECONDS) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                part = content[start : start + _CHUNK]
                line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
            said = line.recv(4096)
    except OSError:
        return Found.UNKNOWN
    answer = said.rstrip(b"\0").strip()
    if answer.endswith(b" FOUND"):
        return Found.MALWARE
    return Found.CLEAN if answer == b"stream: OK" else Found.UNKNOWN
