"""Who may speak for the person: guardians, god man, förvaltare, framtidsfullmakt (law.md 6.7).

Neither god man nor förvaltare replaces the person's consent by itself: the scope is recorded, they are asked, and what
they say goes into a harm assessment.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from transitions.rules.disclosure import Ability, Person
from transitions.rules.personal_number import ADULT_AGE
from transitions.rules.verdicts import Verdict


class RepresentativeKind(StrEnum):
    """Legal representatives."""

    GUARDIAN = "guardian"
    GOD_MAN = "god_man"
    FORVALTARE = "forvaltare"
    FUTURE_PROXY = "future_proxy"


class Mandate(StrEnum):
    """What an order or a proxy covers (FB 11:4, 11:7)."""

    RIGHTS = "rights"
    PROPERTY = "property"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Representation:
    """A representative: kind, scope, and the local dates between which it holds (`valid_to` is the last day)."""

    kind: RepresentativeKind
    mandates: Collection[Mandate]
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """In force on a local date."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def may_consent(
    representation: Representation, *, person: Person, ability: Ability | None, on: date
) -> Verdict:
    """Whether the representative's yes is a documented consent.

    Yes for a guardian of a child who is not mature enough. Else no, with the code that says what to do:
    `not_in_force`, `child_decides`, `person_decides`, `outside_mandate`, and `ask_and_assess`: ask the
    representative, and put the answer in a harm assessment.
    """
    if not representation.holds(on):
        return Verdict.no("not_in_force")
    if representation.kind is RepresentativeKind.GUARDIAN:
        if person is Person.YOUNG_CHILD:
            return Verdict.yes()
        return Verdict.no("child_decides" if person is Person.MATURE_CHILD else "not_in_force")
    if person is not Person.ADULT or ability is Ability.CAN:
        return Verdict.no("person_decides")
    if Mandate.PERSON not in representation.mandates:
        return Verdict.no("outside_mandate")
    return Verdict.no("ask_and_assess")


def may_block(kind: RepresentativeKind, person: Person) -> Verdict:
    """Whether a representative may object or block. A guardian never may for a child (PDL 4:4, SVOD 2:3).

    The others cannot for certain: `ask_and_assess`.
    """
    if kind is RepresentativeKind.GUARDIAN or person is not Person.ADULT:
        return Verdict.no("guardian_cannot_block")
    return Verdict.no("ask_and_assess")


def person_of(age: int | None, *, mature: bool | None) -> Person | None:
    """Adult, mature child or young child. None: a child whose maturity nobody has judged, or an unknown age."""
    if age is None:
        return None
    if age >= ADULT_AGE:
        return Person.ADULT
    return None if mature is None else Person.MATURE_CHILD if mature else Person.YOUNG_CHILD
