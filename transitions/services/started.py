"""The provider confirms that the support at home has started, or says what hinders (T34)."""

from datetime import date, datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.started import NotStarted, unconfirmed
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def confirm_support(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    started: bool,
    unit_id: int | None = None,
    reason: NotStarted | None = None,
    hinder: str = "",
    from_when: date | None = None,
    version: int | None = None,
) -> Item:
    """Say that the support of the acting unit has started, or has not, why, and from which local day it will.

    The assessment office may write down what a provider has said by telephone: `unit_id`.

    Raises Conflict: `not_home_yet`, `nothing_to_confirm`, `patient_deceased`. Invalid: `no_unit`, `no_reason`,
    `no_hinder` (another reason is written out), `past`.
    """
    kind = ItemKind.SUPPORT_STARTED if started else ItemKind.SUPPORT_NOT_STARTED
    writing = Writing(acting=acting, episode_id=episode_id, kind=kind, at=at, version=version)
    office = acting.unit_kind is UnitKind.ASSESSMENT_OFFICE
    about = unit_id if office else acting.unit_id
    waiting = {one.unit_id for one in unconfirmed(writing.chain)}
    if not waiting or (not office and about not in waiting):
        raise Conflict(_refusal(writing, kind, at))
    if about not in waiting:
        raise Invalid("no_unit", "Välj utföraren som har lämnat beskedet.", "unit")
    data: dict[str, Any] = {}
    if about != acting.unit_id:
        data["at_unit"] = actors.units_by_id([about])[about].code
    if not started:
        data |= _hindered(reason, hinder.strip(), from_when, at)
    writing.put(data=data, derived={"unit_id": about})
    return writing.close()


def _refusal(writing: Writing, kind: ItemKind, at: datetime) -> Verdict:
    verdict = writing.verdict(kind, at)
    return Verdict.no("nothing_to_confirm") if verdict.allowed else verdict


def _hindered(reason: NotStarted | None, hinder: str, from_when: date | None, at: datetime) -> dict[str, Any]:
    if reason is None:
        raise Invalid("no_reason", "Välj varför insatserna inte har börjat.", "reason")
    if reason is NotStarted.OTHER and not hinder:
        raise Invalid("no_hinder", "Skriv vad som hindrar.", "hinder")
    if from_when is not None and from_when < local_date(at):
        raise Invalid("past", "Välj i dag eller en senare dag.", "from_when")
    said: dict[str, Any] = {"reason": str(reason), "hinder": hinder}
    if from_when is not None:
        said["from_when"] = from_when.isoformat()
    return said
