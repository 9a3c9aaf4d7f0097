"""The file itself: is it an event file at all, and its lines one at a time. Reads nothing into memory whole."""

import codecs
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from integrations.importing.fields import Refused

LONGEST_LINE = 1024 * 1024
"""Bytes. The longest real line is under a thousand."""

_BLOCK = 1024 * 1024
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NothingDone(Exception):
    """The file is none that can be imported; the message says what to do. Exit status 2."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has been looked through: it can be read from beginning to end."""

    path: Path
    sha256: str
    lines: int


def examine(path: Path) -> Source:
    """Look through the whole file before anything is done. Raises NothingDone."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            _not_a_spreadsheet(head)
            file.seek(0)
            decoder = codecs.getincrementaldecoder("utf-8")()
            digest = hashlib.sha256()
            lines, last = 0, b""
            while block := file.read(_BLOCK):
                decoder.decode(block)
                digest.update(block)
                lines += block.count(b"\n")
                last = block[-1:]
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise NothingDone(
            "Filen är inte kodad i UTF-8. Spara om den med teckenkodningen UTF-8 och försök igen."
        ) from error
    except IsADirectoryError as error:
        raise NothingDone("Det är en mapp. Ange en händelsefil (NDJSON).") from error
    except OSError as error:
        raise NothingDone(
            "Filen finns inte eller kan inte läsas. Kontrollera sökvägen och behörigheten."
        ) from error
    source = Source(path, digest.hexdigest(), lines + (last not in (b"", b"\n")))
    _holds_objects(source)
    return source


def _not_a_spreadsheet(head: bytes) -> None:
    if head.startswith(_SPREADSHEETS):
        raise NothingDone(
            "Det är en Excelfil. Importen läser händelsefiler (NDJSON): en händelse i JSON på varje rad."
        )
    if head.startswith(_UTF16):
        raise NothingDone("Filen är kodad i UTF-16. Spara om den med teckenkodningen UTF-8 och försök igen.")


def _holds_objects(source: Source) -> None:
    """At least one of the first lines looks like an event; otherwise it is another kind of file."""
    first = []
    for _, text in significant(source):
        first.append(text)
        if text.startswith("{"):
            return
        if len(first) == 5:
            break
    if not first:
        raise NothingDone("Filen är tom. Ange en fil med minst en händelse.")
    if first[0].startswith("["):
        raise NothingDone("Filen är en enda JSON-lista. Skriv i stället ett objekt på varje rad (NDJSON).")
    if any(sign in first[0] for sign in (";", ",", "\t")):
        raise NothingDone(
            "Filen ser ut som CSV från ett kalkylprogram. Importen läser händelsefiler (NDJSON): en händelse i "
            "JSON på varje rad. Exportera i det formatet och försök igen."
        )
    raise NothingDone("Filen är ingen händelsefil: ingen rad börjar med {. Kontrollera att det är rätt fil.")


def significant(source: Source) -> Iterator[tuple[int, str]]:
    """Number and text of each line that is neither blank nor a comment; without the byte-order mark.

    A line that is too long comes cut off at the limit plus one byte, and is refused by `parse`.
    """
    with source.path.open("rb") as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            whole = raw
            while len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
                raw = file.readline(LONGEST_LINE + 1)
                if not raw:
                    break
            if number == 1:
                whole = whole.removeprefix(codecs.BOM_UTF8)
            text = whole.decode(errors="ignore").strip()
            if text and not text.startswith("#"):
                yield number, text


def parsed(source: Source) -> Iterator[tuple[int, object]]:
    """A line's number, and its JSON value or the refusal that reading it met."""
    for number, text in significant(source):
        try:
            yield number, parse(text)
        except Refused as error:
            yield number, error


def parse(text: str) -> object:
    """The JSON of a line. Raises Refused."""
    if len(text.encode()) > LONGEST_LINE - 1:
        raise Refused("line_too_long", "Raden är längre än 1 MB. Korta texten eller dela upp den.")
    try:
        data: object = json.loads(text, parse_constant=_not_a_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Refused(
            "not_json", "Raden är inte giltig JSON. Kontrollera citattecken, kommatecken och klamrar."
        ) from error
    return data


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("field_twice", "Samma fält står två gånger på raden. Ta bort det ena.")
    return found
