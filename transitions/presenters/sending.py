"""What a message sends to whom, and on what ground: for the send pages, before anything is sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.sorting import swedish_sort_key
from transitions.presenters.words_consent import field_label
from transitions.rules.fields import Carrier, carrier, ground_of
from transitions.rules.kinds import Ground, ItemKind
from transitions.rules.standing import Standing

_KEYS = {
    Carrier.DUTY: "duty",
    Carrier.UNLESS_SECRECY: "duty_unless_secrecy",
    Carrier.SENDER: "sender",
    Carrier.PROCESS: "process",
}


@dataclass(frozen=True, slots=True)
class SendingLine:
    """Fields that go to the same units on the same ground; `ground` is a key of `core.ui.GROUNDS`."""

    ground: str
    fields: tuple[str, ...]
    units: tuple[str, ...]
    everybody: bool


_NOBODY = 0
"""Stands for a receiver while there is none."""


def _key(carried_by: Carrier, ground: Ground | None) -> str:
    if ground is None:
        return "none"
    if carried_by is Carrier.BEYOND:
        return "consent" if ground is Ground.CONSENT else "harm_assessment"
    return _KEYS[carried_by]


def sending_lines(
    kind: ItemKind, fields: Iterable[str], units: Mapping[int, str], *, standing: Standing, at: datetime
) -> list[SendingLine]:
    """One line for each ground and set of units, in the order of the fields; what is not sent comes last."""
    found: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for name in fields:
        carried_by = carrier(kind, name)
        by_key: dict[str, list[int]] = {}
        for unit in units:
            ground = ground_of(carried_by, kind, standing=standing, unit=unit, at=at)
            by_key.setdefault(_key(carried_by, ground), []).append(unit)
        for key, reached in by_key.items():
            found.setdefault((key, tuple(reached)), []).append(field_label(kind, name))
    lines = [
        SendingLine(
            key,
            tuple(names),
            tuple(units[unit] for unit in reached),
            everybody=len(reached) == len(units),
        )
        for (key, reached), names in found.items()
    ]
    return sorted(lines, key=lambda line: line.ground == "none")


def field_grounds(
    kind: ItemKind, fields: Iterable[str], units: Iterable[int], *, standing: Standing, at: datetime
) -> dict[str, str]:
    """The ground to print beside each field: the best that carries it to somebody, `none` when nothing does."""
    receivers = list(units) or [_NOBODY]
    found = {}
    for name in fields:
        carried_by = carrier(kind, name)
        grounds = {ground_of(carried_by, kind, standing=standing, unit=unit, at=at) for unit in receivers}
        carrying = sorted(ground for ground in grounds if ground is not None)
        best = Ground.CONSENT if Ground.CONSENT in carrying else carrying[0] if carrying else None
        found[name] = _key(carried_by, best)
    return found


def unsent(kind: ItemKind, withheld: Mapping[str, Iterable[str]]) -> list[str]:
    """What an item's writer is told of what was not sent: "anteckning: inte till Vårdcentralen"."""
    units_by_fields: dict[tuple[str, ...], list[str]] = {}
    for unit, names in sorted(withheld.items(), key=lambda pair: swedish_sort_key(pair[0])):
        told = tuple(field_label(kind, name) for name in names)
        if told:
            units_by_fields.setdefault(told, []).append(unit)
    return [
        f"{', '.join(told).capitalize()}: inte skickat till {', '.join(units)}."
        for told, units in units_by_fields.items()
    ]
