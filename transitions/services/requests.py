"""Requests with an owner (T35)."""

from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.requests import Request, Wanted, to_decide, to_judge, to_take, undecided
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def make_request(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    what: Wanted,
    owner_id: int,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Ask for a short-term place, an assessment of the home or further training; `owner_id` answers for it.

    Raises Conflict("already_asked"), Invalid("no_owner") for a unit that is not on the case.
    """
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.REQUEST_MADE, at=at, version=version
    )
    if undecided(writing.chain, what):
        raise Conflict(Verdict.no("already_asked"))
    if owner_id not in writing.chain.parties:
        raise Invalid("no_owner", "Välj en enhet som är med i ärendet.", "owner")
    writing.put(to={owner_id} - {acting.unit_id}, data={"what": str(what), "owner": owner_id}, note=note)
    return writing.close()


@transition
def judge_request(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    what: Wanted,
    supports: bool,
    doctor_name: str,
    note: str = "",
    version: int | None = None,
) -> Item:
    """The doctor's judgement of what a place is for: rehabilitation or not. Raises Conflict("nothing_to_judge").

    Raises Invalid("no_doctor").
    """
    if not doctor_name.strip():
        raise Invalid("no_doctor", "Ange läkaren som har bedömt.", "doctor_name")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.REQUEST_JUDGED, at=at, version=version
    )
    request = _one(to_judge(writing.chain), what, "nothing_to_judge")
    data = {
        "what": str(what),
        "of_item": request.asked.id,
        "outcome": "yes" if supports else "no",
        "doctor": doctor_name.strip(),
    }
    writing.put(to={request.owner} - {acting.unit_id}, data=data, note=note)
    return writing.close()


@transition
def decide_request(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    what: Wanted,
    granted: bool,
    note: str = "",
    version: int | None = None,
) -> Item:
    """The municipality's yes or no. Raises Conflict("nothing_to_decide")."""
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.REQUEST_DECIDED, at=at, version=version
    )
    request = _one(to_decide(writing.chain), what, "nothing_to_decide")
    data = {"what": str(what), "of_item": request.asked.id, "outcome": "yes" if granted else "no"}
    writing.put(to={request.owner} - {acting.unit_id}, data=data, note=note)
    return writing.close()


@transition
def take_request(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    what: Wanted,
    from_when: date | None = None,
    note: str = "",
    version: int | None = None,
) -> Item:
    """The owner has taken it over, from a local day (T35). Raises Conflict("nothing_to_take"), Invalid("past")."""
    if from_when is not None and from_when < local_date(at):
        raise Invalid("past", "Välj i dag eller en senare dag.", "from_when")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.REQUEST_TAKEN, at=at, version=version
    )
    own = [one for one in to_take(writing.chain) if one.owner == acting.unit_id]
    request = _one(own, what, "nothing_to_take")
    data: dict[str, Any] = {"what": str(what), "of_item": request.asked.id}
    if from_when is not None:
        data["from_when"] = from_when.isoformat()
    writing.put(data=data, note=note)
    return writing.close()


def _one(found: list[Request], what: Wanted, code: str) -> Request:
    for request in found:
        if request.what is what:
            return request
    raise Conflict(Verdict.no(code))
