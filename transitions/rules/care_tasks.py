"""Each task after discharge is classed (T33): egenvård alone or with help, delegated, or done by licensed staff.

Egenvård is a health-care task that treating licensed staff have judged that the person can do alone or with somebody's
help (lag 2022:1250, 2 and 4 §§); the health care act does not hold for it (5 §). A delegated task stays health care
(PSL 6:3). Somebody follows the judgement up, on a day; what follows from a change is told to those who act on it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.chain import Chain, Fact, Party
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import begin_of, end_of
from transitions.rules.task_values import TaskFact, TaskKind
from transitions.rules.verdicts import Verdict


class CareClass(StrEnum):
    """Who may do the task: the person, the person with help, somebody with delegation, licensed staff."""

    ALONE = "alone"
    HELPED = "helped"
    DELEGATED = "delegated"
    LICENSED = "licensed"


SELF_CARE = frozenset({CareClass.ALONE, CareClass.HELPED})


class Helper(StrEnum):
    """Who helps with egenvård: next of kin, home care by a decision (SoL), a personal assistant, another."""

    NEXT_OF_KIN = "next_of_kin"
    HOME_CARE = "home_care"
    ASSISTANT = "assistant"
    OTHER = "other"


class CareTask(StrEnum):
    """What is to be done after discharge."""

    DOSETT = "dosett"
    INSULIN = "insulin"
    INJECTION = "injection"
    EYE_DROPS = "eye_drops"
    INHALATION = "inhalation"
    WOUND = "wound"
    COMPRESSION = "compression"
    CATHETER = "catheter"
    OSTOMY = "ostomy"
    FEEDING_TUBE = "feeding_tube"
    OXYGEN = "oxygen"
    OTHER = "other"


class Profession(StrEnum):
    """Licensed professions (PSL 4:1) that judge egenvård, and whoever has been appointed to act as one."""

    DOCTOR = "doctor"
    NURSE = "nurse"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    PHYSIOTHERAPIST = "physiotherapist"
    DIETITIAN = "dietitian"
    SPEECH_THERAPIST = "speech_therapist"
    MIDWIFE = "midwife"
    PHARMACIST = "pharmacist"
    PSYCHOLOGIST = "psychologist"
    APPOINTED = "appointed"


CARE_UNITS = frozenset(
    {
        UnitKind.WARD,
        UnitKind.PRIMARY_CARE,
        UnitKind.PRIMARY_CARE_REHAB,
        UnitKind.OPEN_PSYCHIATRY,
        UnitKind.MUNICIPAL_HEALTH_CARE,
        UnitKind.SPECIAL_HOUSING,
        UnitKind.SHORT_TERM_HOUSING,
        UnitKind.HOSPITAL_AT_HOME,
        UnitKind.HOUSING_PHYSICIANS,
    }
)
"""Units of health care: they do what licensed staff do, and follow a judgement up."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is judged of one task. `performer` and `reviewer` are units; without one no unit does it."""

    what: CareTask
    care_class: CareClass
    assessed_by: str
    profession: Profession
    reviewer: int
    review_on: date
    name: str = ""
    helper: Helper | None = None
    performer: int | None = None
    risk: str = ""
    if_not: str = ""

    def stored(self) -> dict[str, Any]:
        """As an item has it."""
        return {
            "what": str(self.what),
            "care_class": str(self.care_class),
            "assessed_by": self.assessed_by,
            "profession": str(self.profession),
            "reviewer": self.reviewer,
            "review_on": self.review_on.isoformat(),
            **{
                name: value
                for name, value in (
                    ("name", self.name),
                    ("helper", str(self.helper or "")),
                    ("performer", self.performer),
                    ("risk", self.risk),
                    ("if_not", self.if_not),
                )
                if value
            },
        }


def faults(judged: Judgement, parties: Mapping[int, Party], today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with a judgement: code and field. None: it can stand."""
    if judged.what is CareTask.OTHER and not judged.name:
        yield "no_name", "name"
    if not judged.assessed_by:
        yield "no_assessor", "assessed_by"
    if not judged.if_not:
        yield "no_if_not", "if_not"
    reviewer = parties.get(judged.reviewer)
    if reviewer is None or reviewer.kind not in CARE_UNITS:
        yield "no_reviewer", "reviewer"
    if judged.review_on < today:
        yield "review_past", "review_on"
    if judged.care_class is CareClass.HELPED and judged.helper is None:
        yield "no_helper", "helper"
    kinds = _performs(judged)
    performer = parties.get(judged.performer) if judged.performer is not None else None
    if kinds and (performer is None or performer.kind not in kinds):
        yield "no_performer", "performer"


def _performs(judged: Judgement) -> frozenset[UnitKind]:
    """Of what kinds a unit has to be named; none: no unit does the task."""
    if judged.care_class is CareClass.LICENSED:
        return CARE_UNITS
    if judged.care_class is CareClass.DELEGATED:
        return HOME_PROVIDERS | CARE_UNITS
    return HOME_PROVIDERS if judged.helper is Helper.HOME_CARE else frozenset()


def settled(judged: Judgement) -> Judgement:
    """The judgement without what does not belong to its class: a helper of nobody, a performer of egenvård alone."""
    helper = judged.helper if judged.care_class is CareClass.HELPED else None
    kept = Judgement(**{**_values(judged), "helper": helper})
    performer = judged.performer if _performs(kept) else None
    name = judged.name if judged.what is CareTask.OTHER else ""
    return Judgement(**{**_values(kept), "performer": performer, "name": name})


def _values(judged: Judgement) -> dict[str, Any]:
    return {name: getattr(judged, name) for name in Judgement.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one task stands: the latest word of it."""

    task: str
    fact: Fact
    former: tuple[Fact, ...] = ()

    @property
    def ended(self) -> bool:
        """The task is no longer needed."""
        return bool(self.fact.data.get("ended"))

    def units(self) -> frozenset[int]:
        """Those who act on it: who performs, who follows up."""
        named = (self.fact.data.get("performer"), self.fact.data.get("reviewer"))
        return frozenset(int(unit) for unit in named if unit)


def care_tasks(chain: Chain) -> tuple[Standing, ...]:
    """Every task as it stands now, in the order in which they came."""
    words: dict[str, list[Fact]] = {}
    for fact in chain.of_kind(ItemKind.CARE_TASK_CLASSED):
        if fact.data.get("task"):
            words.setdefault(str(fact.data["task"]), []).append(fact)
    return tuple(Standing(task, facts[-1], tuple(facts[:-1])) for task, facts in words.items())


def may_class(chain: Chain) -> Verdict:
    """Whether a task may be classed or changed: before and after discharge, not after death."""
    return Verdict.no("patient_deceased") if chain.deceased else Verdict.yes()


def review_tasks(chain: Chain) -> Iterator[TaskFact]:
    """Each task is followed up on its day by the unit that answers for it: a day that passes is somebody's task."""
    if chain.deceased:
        return
    for one in care_tasks(chain):
        day = one.fact.data.get("review_on")
        if one.ended or not day:
            continue
        on = date.fromisoformat(day)
        unit = int(one.fact.data.get("reviewer") or one.fact.by_id)
        yield TaskFact(
            unit if unit in chain.parties else one.fact.by_id,
            TaskKind.REVIEW_CARE_TASK,
            one.fact.at,
            end_of(on),
            shows_from=begin_of(on),
            item_id=one.fact.id,
        )
