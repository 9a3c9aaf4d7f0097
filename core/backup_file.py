"""A backup as a file: encrypted in pieces, so that no change of it, no missing end and no other key goes unnoticed.

The file begins with `HVB1` and 8 random bytes. Each piece is its length (4 bytes, the highest bit set on the last one)
and AES-256-GCM of up to a megabyte; the nonce is the random bytes and the piece's number, and the length is
authenticated with it.
"""

import hashlib
import os
import struct
from collections.abc import Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC: Final = b"HVB1"
PIECE: Final = 1 << 20
_LAST: Final = 1 << 31
SHORTEST_KEY: Final = 32


class Unreadable(Exception):
    """The file cannot be read. `code`: no_key, not_a_backup, wrong_key_or_changed, cut."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def write(source: IO[bytes], target: IO[bytes], key: str) -> int:
    """Encrypt all of the source into the target. Returns how many bytes were read. Raises Unreadable (no_key)."""
    cipher, start, total = _cipher(key), os.urandom(8), 0
    target.write(MAGIC + start)
    piece, number = _read(source), 0
    while True:
        following = _read(source) if piece else b""
        head = struct.pack(">I", (len(piece) + 16) | (0 if following else _LAST))
        target.write(head + cipher.encrypt(start + struct.pack(">I", number), piece, MAGIC + head))
        total += len(piece)
        if not following:
            return total
        piece, number = following, number + 1


def read(source: IO[bytes], key: str) -> Iterator[bytes]:
    """What was encrypted, piece by piece; each is true when it comes, and the end was the end. Raises Unreadable."""
    cipher = _cipher(key)
    head = source.read(len(MAGIC) + 8)
    if len(head) < len(MAGIC) + 8 or not head.startswith(MAGIC):
        raise Unreadable("not_a_backup")
    start, number = head[len(MAGIC) :], 0
    while True:
        length = source.read(4)
        if len(length) < 4:
            raise Unreadable("cut")
        (value,) = struct.unpack(">I", length)
        sealed = source.read(min(value & ~_LAST, PIECE + 16))
        if len(sealed) < (value & ~_LAST):
            raise Unreadable("cut")
        try:
            yield cipher.decrypt(start + struct.pack(">I", number), sealed, MAGIC + length)
        except InvalidTag as error:
            raise Unreadable("wrong_key_or_changed") from error
        if value & _LAST:
            return
        number += 1


def _read(source: IO[bytes]) -> bytes:
    """A whole piece, also from a pipe that gives less at a time."""
    found = b""
    while len(found) < PIECE and (part := source.read(PIECE - len(found))):
        found += part
    return found


def _cipher(key: str) -> AESGCM:
    if len(key) < SHORTEST_KEY:
        raise Unreadable("no_key")
    return AESGCM(hashlib.pbkdf2_hmac("sha256", key.encode(), b"hemvag.backup", 1))
