"""What carries a field now: the person's words and the recorded assessments of one case (law.md 6.5).

Words are consents and refusals. A withdrawal or a refusal takes effect at once, and an assessment that was made
before it no longer carries: it weighed other facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from transitions.rules.harm import DISCLOSING, OslGround
from transitions.rules.kinds import Ground, Scope


@dataclass(frozen=True, slots=True)
class Word:
    """The person's yes or no on a scope, from `since`. No units means all that the case reaches.

    `until` is when a consent runs out by itself; `withdrawn_at` when it was taken back, or a no was replaced.
    """

    scope: Scope
    yes: bool
    since: datetime
    until: datetime | None = None
    withdrawn_at: datetime | None = None
    units: frozenset[int] = frozenset()

    def stands(self, at: datetime) -> bool:
        """In force at a moment: from `since`, until it ran out or was taken back."""
        return self.since <= at and all(end is None or at < end for end in (self.until, self.withdrawn_at))

    def reaches(self, unit: int) -> bool:
        """Given for this unit."""
        return not self.units or unit in self.units


@dataclass(frozen=True, slots=True)
class Assessment:
    """A recorded harm assessment (menprövning): what it answers for whom, on which ground of OSL."""

    scope: Scope
    discloses: bool
    ground: OslGround
    since: datetime
    until: datetime | None = None
    units: frozenset[int] = frozenset()

    def stands(self, at: datetime) -> bool:
        """In force at a moment."""
        return self.since <= at and (self.until is None or at < self.until)

    def reaches(self, unit: int) -> bool:
        """Made for this unit."""
        return not self.units or unit in self.units


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that has been said and assessed in a case."""

    words: tuple[Word, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    def and_word(self, word: Word) -> "Standing":
        """With one more word."""
        return replace(self, words=(*self.words, word))

    def and_assessment(self, assessment: Assessment) -> "Standing":
        """With one more assessment."""
        return replace(self, assessments=(*self.assessments, assessment))

    def consents(self, scopes: Iterable[Scope], unit: int, at: datetime) -> bool:
        """A consent to one of the scopes stands for the unit."""
        wanted = set(scopes)
        return any(
            word.yes and word.scope in wanted and word.stands(at) and word.reaches(unit)
            for word in self.words
        )

    def last_no(self, scope: Scope, at: datetime) -> datetime | None:
        """When the person last said no, or took a consent back; None if never."""
        said = [
            word.since for word in self.words if word.scope is scope and not word.yes and word.since <= at
        ]
        taken_back = [
            word.withdrawn_at
            for word in self.words
            if word.scope is scope and word.yes and word.withdrawn_at is not None and word.withdrawn_at <= at
        ]
        return max([*said, *taken_back], default=None)

    def says_no(self, scope: Scope, at: datetime) -> bool:
        """The person's latest word on the scope is a no."""
        no = self.last_no(scope, at)
        if no is None:
            return False
        # A yes at the very moment of a no does not outweigh it.
        return not any(
            word.yes and word.scope is scope and word.since > no and word.stands(at) for word in self.words
        )

    def assessed(self, scopes: Iterable[Scope], unit: int, at: datetime) -> Assessment | None:
        """The latest assessment that still counts for the unit: made after the person's last no."""
        wanted = set(scopes)
        found = [
            one
            for one in self.assessments
            if one.scope in wanted and one.stands(at) and one.reaches(unit) and not self._overtaken(one, at)
        ]
        return max(found, key=lambda one: one.since, default=None)

    def _overtaken(self, assessment: Assessment, at: datetime) -> bool:
        no = self.last_no(assessment.scope, at)
        return no is not None and assessment.since < no

    def carries_duty(self, unit: int, at: datetime) -> bool:
        """Secrecy does not prevent what is a duty unless secrecy prevents (LUS 3:1, 3:2).

        An objection asks for a recorded assessment; a recorded assessment that secrecy prevents stops it.
        """
        assessment = self.assessed([Scope.INFORMATION], unit, at)
        if assessment is not None:
            return assessment.discloses
        return not self.says_no(Scope.INFORMATION, at)

    def carries_beyond(self, scopes: Iterable[Scope], unit: int, at: datetime) -> Ground | None:
        """On what ground something beyond the duties goes to a unit: consent, harm assessment, or not at all."""
        wanted = tuple(scopes)
        if self.consents(wanted, unit, at):
            return Ground.CONSENT
        assessment = self.assessed(wanted, unit, at)
        if assessment is not None and assessment.discloses and assessment.ground in DISCLOSING:
            return Ground.HARM_ASSESSMENT
        return None
