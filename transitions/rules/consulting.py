"""Consultation inside the municipality (T36): who can be asked, what may be enclosed, what waits for an answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from actors.rules.kinds import UnitKind
from transitions.rules.audience import CARE
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind

ASKED = (
    UnitKind.MAS_OFFICE,
    UnitKind.MUNICIPAL_HEALTH_CARE,
    UnitKind.SPECIAL_HOUSING,
    UnitKind.SHORT_TERM_HOUSING,
)
"""Whom the assessment office can ask: MAS and MAR, nurses and therapists of the municipality."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A part of the case that the one who asks sends along, as it stood then.

    `rows` are label, value, the unit that said it, and when (ISO 8601).
    """

    title: str
    rows: tuple[tuple[str, str, str, str], ...]

    def as_data(self) -> dict[str, Any]:
        """As it is kept in the item."""
        return {"title": self.title, "rows": [list(row) for row in self.rows]}


def enclosed_of(data: dict[str, Any]) -> tuple[Enclosed, ...]:
    """What an item holds of enclosed parts; none when they were not sent to the reader."""
    return tuple(
        Enclosed(str(part["title"]), tuple((str(a), str(b), str(c), str(d)) for a, b, c, d in part["rows"]))
        for part in data.get("enclosed") or ()
    )


def needs_ground(kind: UnitKind) -> bool:
    """A unit of this kind takes no part in the process: without consent or a harm assessment it hears nothing at all,
    not even of whom the question is.
    """
    return kind not in CARE


def unanswered(chain: Chain) -> Iterator[tuple[int, Fact]]:
    """The consultations that wait for an answer, with the unit that was asked."""
    answered = {fact.data.get("of_item") for fact in chain.of_kind(ItemKind.CONSULTATION_ANSWERED)}
    for fact in chain.of_kind(ItemKind.CONSULTED):
        if fact.id not in answered:
            for unit in sorted(fact.named):
                yield unit, fact
