"""May a unit read what was neither addressed to it nor written by it? SVOD (lag 2022:913), PDL 4 kap.

The act is exhaustive (3 kap. 7 §): whoever it does not name reads nothing, whatever the person has agreed to. Facts go
in, a `Reading` comes out: yes, no or cannot tell, the code of what decided, and the paragraph. Whoever cannot tell does
not open. A fact that nobody has recorded is None, never a silent default.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from transitions.rules.sectors import Sector

T = TypeVar("T")


class By(StrEnum):
    """Who has objected or blocked. A guardian's word has no effect for a child (SVOD 2:3, PDL 4:4)."""

    NOBODY = "nobody"
    PERSON = "person"
    GUARDIAN = "guardian"


class Ability(StrEnum):
    """Whether the person can consent."""

    CAN = "can"
    TEMPORARILY_NOT = "temporarily_not"
    LASTINGLY_NOT = "lastingly_not"


class Person(StrEnum):
    """Who the data is about: a child consents by maturity."""

    ADULT = "adult"
    MATURE_CHILD = "mature_child"
    YOUNG_CHILD = "young_child"


class Said(StrEnum):
    """What the person has said of this reading (of a young child: what the guardians have said)."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Answer(StrEnum):
    """The answer of the rule."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """What the rule needs to know. None: nobody has recorded it.

    `own_provider`: reader and writer belong to the same care provider, or the same board of social services.
    `available`: the unit that holds the item has made it available (2:1). `informed`: the person, or a child's
    guardian, has been informed (2:2); for one who lastingly cannot: the wish was sought as far as possible.
    `relation`: a current patient relation. `support`: insatser for older persons or persons with disability, ongoing
    or being assessed. `matters`: the data may matter for the care, a certificate, or the insatser. `would_object`:
    there is reason to believe that one who lastingly cannot consent would have objected.
    """

    reader: Sector
    data: Sector
    own_provider: bool = False
    available: bool | None = None
    informed: bool | None = None
    objected: By | None = None
    blocked: By | None = None
    relation: bool | None = None
    support: bool | None = None
    matters: bool | None = None
    consent: Said | None = None
    ability: Ability | None = None
    person: Person | None = None
    would_object: bool | None = None
    danger: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer, the code of what decided it, and the paragraph that it rests on."""

    answer: Answer
    code: str
    paragraph: str

    @property
    def allowed(self) -> bool:
        """Only a yes opens."""
        return self.answer is Answer.YES


@dataclass(frozen=True, slots=True)
class _Condition:
    met: bool | None
    code: str
    paragraph: str


def _decide(conditions: Iterable[_Condition], code: str, paragraph: str) -> Reading:
    """No when one condition is broken, cannot tell when one is not known, else yes."""
    found = list(conditions)
    for answer, met in ((Answer.NO, False), (Answer.CANNOT_TELL, None)):
        for condition in found:
            if condition.met is met:
                return Reading(answer, condition.code, condition.paragraph)
    return Reading(Answer.YES, code, paragraph)


def _over_the_unknown(found: Iterable[bool]) -> bool | None:
    """What holds whatever the unknown facts turn out to be; None when it depends on them."""
    answers = set(found)
    return answers.pop() if len(answers) == 1 else None


def _either(known: T | None, every: Iterable[T]) -> Iterable[T]:
    return every if known is None else (known,)


def _unhindered(by: By | None, person: Person | None) -> bool | None:
    """Nobody whose word counts has objected or blocked; a guardian's does not count for a child."""
    return _over_the_unknown(
        who is By.NOBODY or (who is By.GUARDIAN and whom is not Person.ADULT)
        for who in _either(by, By)
        for whom in _either(person, Person)
    )


def _consented(facts: ReadingFacts) -> bool | None:
    """Consent, or what the act has in its place: 3:1 and 3:2 for a young child, 3:3 and 3:4 for one who lastingly
    cannot consent. What stands in its place never opens health-care data to social services.
    """
    replaceable = facts.reader is Sector.HEALTH_CARE or facts.data is Sector.SOCIAL_SERVICES

    def one(said: Said, person: Person, ability: Ability, would_object: bool) -> bool:
        if said is Said.YES:
            return True
        if not replaceable:
            return False
        if person is Person.YOUNG_CHILD:
            return True
        return said is Said.NOT_ASKED and ability is Ability.LASTINGLY_NOT and not would_object

    return _over_the_unknown(
        one(said, person, ability, would_object)
        for said in _either(facts.consent, Said)
        for person in _either(facts.person, Person)
        for ability in _either(facts.ability, Ability)
        for would_object in _either(facts.would_object, (False, True))
    )


def _why_not_consented(facts: ReadingFacts) -> tuple[str, str]:
    """The code and the paragraph of a missing consent."""
    social = facts.reader is Sector.SOCIAL_SERVICES
    if facts.consent is Said.NO:
        return "refused", f"SVOD 3 kap. {2 if social else 1} §"
    if facts.ability is Ability.LASTINGLY_NOT and facts.person is not Person.YOUNG_CHILD:
        return "no_consent_lastingly_unable", f"SVOD 3 kap. {4 if social else 3} §"
    return "no_consent", f"SVOD 3 kap. {2 if social else 1} §"


def may_read(facts: ReadingFacts) -> Reading:
    """Whether the reader may open the item in the ordinary way. For emergencies: `may_open_in_emergency`."""
    if Sector.OUTSIDE in (facts.reader, facts.data):
        return Reading(Answer.NO, "outside_the_act", "SVOD 3 kap. 7 §")
    if facts.own_provider and facts.reader is facts.data:
        return _may_read_own(facts)
    social = facts.reader is Sector.SOCIAL_SERVICES
    paragraph = f"SVOD 3 kap. {2 if social else 1} §"
    need = (
        _Condition(facts.support, "no_support", paragraph)
        if social
        else _Condition(facts.relation, "no_relation", paragraph)
    )
    return _decide(
        [
            _Condition(facts.available, "not_available", "SVOD 2 kap. 1 §"),
            _Condition(facts.informed, "not_informed", "SVOD 2 kap. 2 §"),
            _Condition(_unhindered(facts.objected, facts.person), "objected", "SVOD 2 kap. 2–3 §§"),
            _Condition(_unhindered(facts.blocked, facts.person), "blocked", "SVOD 2 kap. 3 §"),
            need,
            _Condition(facts.matters, "does_not_matter", paragraph),
            _Condition(_consented(facts), *_why_not_consented(facts)),
        ],
        "conditions_met",
        _ground_paragraph(facts),
    )


def _ground_paragraph(facts: ReadingFacts) -> str:
    social = facts.reader is Sector.SOCIAL_SERVICES
    if facts.consent is not Said.YES and facts.person is not Person.YOUNG_CHILD:
        return f"SVOD 3 kap. {4 if social else 3} §"
    return f"SVOD 3 kap. {2 if social else 1} §"


def _may_read_own(facts: ReadingFacts) -> Reading:
    """Inner secrecy: another unit of the same care provider, or of the same board of social services."""
    if facts.reader is Sector.SOCIAL_SERVICES:
        paragraph = "lag (2001:454) 6 och 10 §§"
        need = _Condition(facts.support, "no_support", paragraph)
    else:
        paragraph = "PDL 4 kap. 1 §"
        need = _Condition(facts.relation, "no_relation", paragraph)
    return _decide(
        [
            _Condition(_unhindered(facts.blocked, facts.person), "blocked", "PDL 4 kap. 4 §"),
            need,
            _Condition(facts.matters, "does_not_matter", paragraph),
        ],
        "own_provider",
        paragraph,
    )


def may_open_in_emergency(facts: ReadingFacts) -> Reading:
    """Whether the reader may open the item because of danger to life or serious risk to health (SVOD 3:5–6).

    Care providers only. Another provider's blocked data is not opened here: the reader may see which provider
    blocked it and asks that one to lift the block (`blocked_ask_the_holder`). Inside the own provider the block
    gives way (PDL 4:5).
    """
    if facts.reader is not Sector.HEALTH_CARE:
        return Reading(Answer.NO, "health_care_only", "SVOD 3 kap. 5 §")
    if facts.data is Sector.OUTSIDE:
        return Reading(Answer.NO, "outside_the_act", "SVOD 3 kap. 7 §")
    own = facts.own_provider and facts.data is Sector.HEALTH_CARE
    paragraph = "PDL 4 kap. 5 §" if own else "SVOD 3 kap. 5 §"
    conditions = [
        _Condition(facts.danger, "no_danger", paragraph),
        _Condition(_cannot_be_asked(facts), "can_be_asked", paragraph),
        _Condition(facts.matters, "does_not_matter", paragraph),
    ]
    if not own:
        conditions += [
            _Condition(facts.available, "not_available", "SVOD 2 kap. 1 §"),
            _Condition(_open_to_all(facts), "blocked_ask_the_holder", "SVOD 3 kap. 6 §"),
        ]
    return _decide(conditions, "emergency", paragraph)


def _open_to_all(facts: ReadingFacts) -> bool | None:
    found = (_unhindered(facts.objected, facts.person), _unhindered(facts.blocked, facts.person))
    return False if False in found else None if None in found else True


def _cannot_be_asked(facts: ReadingFacts) -> bool | None:
    """Consent cannot be obtained: the person is unable, or a young child. Who has said no has been asked."""
    return _over_the_unknown(
        person is Person.YOUNG_CHILD or (said is not Said.NO and ability is not Ability.CAN)
        for said in _either(facts.consent, Said)
        for person in _either(facts.person, Person)
        for ability in _either(facts.ability, Ability)
    )
