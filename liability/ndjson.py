"""A stream of NDJSON lines answered one by one: the working part of `assess_liability`.

Contract: a line that is not understood is answered in its place and never stops the rest.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from liability.rules.contract import Desk, LineError, answer

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Tally:
    """How many lines were read, blank lines and comments apart, and how many of them were not understood."""

    read: int = 0
    refused: int = 0


def answers(lines: Iterable[bytes], desk: Desk, tally: Tally) -> Iterator[str]:
    """The answer to each line, JSON text without line break, in order. `tally` is counted up on the way."""
    for number, raw in enumerate(lines, start=1):
        line = (raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw).strip()
        if not line or line.startswith(b"#"):
            continue
        tally.read += 1
        try:
            reply = answer(_decoded(line), desk)
        except LineError as error:
            tally.refused += 1
            reply = {"line": number, "error": {"code": error.code, "message": str(error)}}
        yield _text(reply)


def _decoded(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise LineError("bad_encoding", "Raden är inte UTF-8: spara filen om som UTF-8.") from error
    except RecursionError as error:
        raise LineError("bad_json", "Raden är nästlad för djupt för att läsas.") from error
    except ValueError as error:
        raise LineError(
            "bad_json", "Raden är inte giltig JSON: kontrollera citattecken och klamrar."
        ) from error


def _no_number(name: str) -> None:
    """NaN and the infinities: Python takes them, JSON has none and no other reader could take the answer."""
    raise ValueError(name)


def _text(reply: dict[str, Any]) -> str:
    text = json.dumps(reply, ensure_ascii=False)
    # A lone surrogate, which JSON can spell, has no UTF-8: then the whole line is escaped.
    return text if text.isascii() or _encodable(text) else json.dumps(reply)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
