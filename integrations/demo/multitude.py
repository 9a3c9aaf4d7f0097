"""A region as large as one likes: the demo's cases many times over, each in a life of its own, by COPY as the loader.

The demo region is the original. Its cases have gone through the services, so that each is a chain as the rules have it;
a copy is the same chain of another person, and ended ones are moved back in time by whole weeks. Copies of open cases
belong to copies of the county with units of their own: a person has as much to do however large the region is.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final

from django.db import connection

from core import copies
from core.copies import HEX, PLACE, ROW, SUFFIX, Block, Table
from core.loader import as_loader
from integrations.demo.many_people import many_people
from integrations.services import record_import

WEEKS_APART: Final = 18
"""Between one copy of the ended cases and the next, backwards."""
MANY: Final = 20_000
"""From so many cases on, indexes are made after the rows and not with each."""
OPEN_SHARE: Final = 0.02
LANES: Final = 2
"""Connections that take copies in beside each other, when there are no keys to wait for."""


class NothingEnded(ValueError):
    """The original has no ended case to copy."""


class NoLoader(RuntimeError):
    """The loader's connection is not to be had, and no other may COPY under row-level security."""


@dataclass(frozen=True, slots=True)
class Grown:
    """How many cases there are now, how many of them open, and in how many seconds."""

    episodes: int
    open_cases: int
    seconds: float


_REAL = "NOT EXISTS (SELECT 1 FROM actors_organisation p WHERE p.id = {} AND p.practice)"
_ORIGINAL: Final = 10**copies.KEY_DIGITS

PLACES: Final = (
    Table(
        "actors_organisation",
        f"t.id < {_ORIGINAL} AND NOT t.practice",
        place=True,
        anew={
            "code": f"t.code || E'\\x{ord(SUFFIX):02x}'",
            "name": f"t.name || ' ' || E'\\x{ord(PLACE):02x}'",
            "sort_key": f"t.sort_key || ' ' || E'\\x{ord(PLACE):02x}'",
            "hsa_id": "NULL",
        },
    ),
    Table(
        "actors_unit",
        f"t.id < {_ORIGINAL} AND " + _REAL.format("t.organisation_id"),
        place=True,
        anew={
            "code": f"t.code || E'\\x{ord(SUFFIX):02x}'",
            "name": f"t.name || ' ' || E'\\x{ord(PLACE):02x}'",
            "sort_key": f"t.sort_key || ' ' || E'\\x{ord(PLACE):02x}'",
            "hsa_id": "NULL",
            "notify_email": "''",
        },
    ),
    Table("actors_servicearea", f"t.id < {_ORIGINAL}", place=True),
)

_PEOPLE: Final = f"""
SELECT p.id FROM transitions_patient p
 WHERE p.id < {_ORIGINAL}
   AND NOT EXISTS (SELECT 1 FROM transitions_careepisode e WHERE e.patient_id = p.id AND e.child)
   AND {{}} EXISTS (
       SELECT 1 FROM transitions_careepisode e WHERE e.patient_id = p.id
          AND (e.ended_at IS NULL OR EXISTS (SELECT 1 FROM transitions_task k WHERE k.episode_id = e.id)))
"""
_EPISODES: Final = "SELECT e.id FROM transitions_careepisode e WHERE e.patient_id IN ({})"
_ITEMS: Final = "SELECT i.id FROM transitions_item i WHERE i.episode_id IN ({})"

OF_A_PATIENT: Final = ("patientregistration", "homecareservice")
OF_AN_EPISODE: Final = ("party", "item")
OF_AN_ITEM: Final = (
    "addressee",
    "admissionnotice",
    "expecteddischarge",
    "dischargereadynotice",
    "carecontact",
    "consent",
)


def _cases(which: str) -> tuple[Table, ...]:
    """The tables of some people's cases. `which`: "" those with anything open, "NOT" all others."""
    people = _PEOPLE.format(which)
    episodes = _EPISODES.format(people)
    items = _ITEMS.format(episodes)
    number = f"E'\\x{ord(ROW):02x}'"
    patient = Table(
        "transitions_patient",
        f"t.id IN ({people})",
        anew={"external_id": f"t.external_id || '-' || {number}"},
        by_row=("personal_number", "name", "sort_key", "sex"),
    )
    episode = Table(
        "transitions_careepisode",
        f"t.patient_id IN ({people})",
        anew={
            "external_id": f"t.external_id || '-' || {number}",
            **({"liable_from": "NULL"} if which else {}),
        },
    )
    key = {"key": f"substr(t.key, 1, 56) || E'\\x{ord(HEX):02x}'"}
    return (
        patient,
        *(Table(f"transitions_{name}", f"t.patient_id IN ({people})") for name in OF_A_PATIENT),
        episode,
        *(
            Table(f"transitions_{name}", f"t.episode_id IN ({episodes})", anew=key if name == "item" else {})
            for name in OF_AN_EPISODE
        ),
        *(
            Table(
                f"transitions_{name}",
                f"t.item_id IN ({items})",
                anew={"representative_id": "NULL"} if name == "consent" else {},
            )
            for name in OF_AN_ITEM
        ),
        *(() if which else (Table("transitions_task", f"t.episode_id IN ({episodes})"),)),
    )


OPEN, ENDED = _cases(""), _cases("NOT")
TABLES: Final = (*PLACES, *OPEN)
_JSON_PLACES: Final = {"transitions_item": ("ward_id",)}


def grow(
    *, episodes: int, seed: int, tell: Callable[[str], object] = str, open_share: float = OPEN_SHARE
) -> Grown:
    """Copy until there are at least so many cases, some two in a hundred of them open, or another share.

    Goes on where the last growth ended. The same seed, from the same original, makes the same region.
    Raises NoLoader, NothingEnded.
    """
    began = time.monotonic()
    with as_loader() as loader:
        if not loader:
            raise NoLoader
        before = _count()
        many = episodes - before > MANY
        # While the keys are there: they say what refers to what.
        places, opened, ended = (
            copies.read(tables, among=TABLES, json_places=_JSON_PLACES) for tables in (PLACES, OPEN, ENDED)
        )
        if not _episodes_in(ended):
            raise NothingEnded
        with ExitStack() as stack:
            send: copies.Send = copies.send
            if many:
                stack.enter_context(copies.without_indexes(TABLES))
                send = stack.enter_context(copies.lanes(LANES))
            digest = _copy(_Original(places, opened, ended), episodes, seed, send, tell, open_share)
            if many:
                tell("Raderna är skrivna. Index och nycklar görs.")
        copies.settle(TABLES)
        after = _count()
        record_import(digest, _Counts(after - before, after - before))
        return Grown(after, _count("ended_at IS NULL"), time.monotonic() - began)


@dataclass(slots=True)
class _Counts:
    """The load as its one row of audit tells it."""

    read: int
    created: int
    known: int = 0
    refused: list[int] = field(default_factory=list)


def _count(where: str = "true") -> int:
    return _number(f"SELECT count(*) FROM transitions_careepisode WHERE {where}")


def _number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class _Original:
    places: list[Block]
    opened: list[Block]
    ended: list[Block]


def _copy(
    original: _Original,
    wanted: int,
    seed: int,
    send: copies.Send,
    tell: Callable[[str], object],
    open_share: float,
) -> str:
    """Write the copies. Returns a check sum of what they were made of."""
    number = 1 + _number("SELECT max(id) FROM transitions_patient") // _ORIGINAL
    counties = _number("SELECT max(id) FROM actors_unit") // _ORIGINAL
    people = many_people(random.Random(seed), number, original=_ORIGINAL)  # noqa: S311  (invented people, no secret)
    left = wanted - _count()
    goal = round(wanted * open_share / max(1, _count(f"ended_at IS NULL AND id < {_ORIGINAL}"))) - 1
    digest = hashlib.sha256(f"{seed} {number} {counties} {wanted}".encode())
    for block in (*original.places, *original.opened, *original.ended):
        digest.update(block.text)
    while counties < goal and left > 0:
        counties += 1
        for block in original.places:
            send(block, copies.filled(block, number=number, place=counties))
        left -= _write(original.opened, number, counties, people, send)
        number += 1
    while left > 0:
        # A round over the counties has the same weeks.
        weeks = WEEKS_APART * (1 + (number - 1) // (counties + 1))
        earlier = [block.moved(7 * weeks) for block in original.ended]
        for county in range(counties + 1):
            if left <= 0:
                break
            left -= _write(earlier, number, county, people, send)
            number += 1
        tell(f"{wanted - left} av {wanted} vårdtillfällen.")
    return digest.hexdigest()


def _write(blocks: Sequence[Block], number: int, place: int, people: Iterator[str], send: copies.Send) -> int:
    for block in blocks:
        send(block, copies.filled(block, number=number, place=place, by_row=people.__next__))
    return _episodes_in(blocks)


def _episodes_in(blocks: Sequence[Block]) -> int:
    return next(block.rows for block in blocks if block.table == "transitions_careepisode")
