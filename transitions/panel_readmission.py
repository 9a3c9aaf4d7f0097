"""Återinskriven inom 30 dagar: the earlier stay, and the cause as each side sees it (T14)."""

from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core.panels import Panel, PanelRequest, Place, register_case_panel
from transitions import permissions
from transitions.models import CareEpisode
from transitions.presenters import going_home
from transitions.presenters.readmission import CAUSES, SIDES, earlier_points
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind, Protection
from transitions.rules.limits import local_date
from transitions.rules.readmission import ASKED, answers, earlier_for, returning, side_of
from transitions.selectors import checklist, readmissions, shields
from transitions.selectors.chains import chain_of_case


def readmission_panel(request: PanelRequest) -> Panel | None:
    """For a unit that was on both chains: the link and the earlier checklist, as far as it may see them still.

    The ward at the same care provider, which was not on the earlier one, is asked for the cause and sees no more.
    """
    acting = request.acting
    chain = chain_of_case(acting=acting, episode_id=request.episode_id)
    earlier_id = earlier_for(chain, acting.unit_id)
    if earlier_id is None:
        return None
    current = readmissions.visible_episode(acting=acting, episode_id=request.episode_id)
    earlier = readmissions.visible_episode(acting=acting, episode_id=earlier_id)
    opened = current is not None and (
        current.patient.protection == Protection.NONE
        or shields.protected_opened(acting=acting, patient_id=current.patient_id, now=request.now)
    )
    mine = any(one.unit_id == acting.unit_id for one in answers(chain))
    context = {
        **_earlier(chain, acting, earlier, opened=opened),
        "sides": _sides(chain, acting, opened=opened),
        "answer_url": (
            reverse("record_cause", args=[request.episode_public_id])
            if permissions.may(acting, ItemKind.READMISSION_CAUSE_RECORDED)
            else ""
        ),
        "answer_label": "Ändra ert svar" if mine else "Ange orsak",
    }
    return Panel(
        "Återinskriven inom 30 dagar", "transitions/_readmission_panel.html", context, icon="arrow-left-right"
    )


def _earlier(chain: Chain, acting: Acting, earlier: CareEpisode | None, *, opened: bool) -> dict[str, Any]:
    """The stay before, and how its going-home checklist stood: what went wrong may stand there."""
    if earlier is None or earlier.ended_at is None:
        return {"earlier": None}
    points = checklist.points(acting=acting, episode=earlier)
    return {
        "earlier": earlier,
        "days": (local_date(chain.admitted_at) - local_date(earlier.ended_at)).days,
        "url": reverse("case", args=[earlier.public_id]),
        "points": earlier_points(points, opened=opened),
        "points_summary": going_home.summary(points),
        "points_url": reverse("going_home", args=[earlier.public_id]),
    }


def _sides(chain: Chain, acting: Acting, *, opened: bool) -> list[dict[str, Any]]:
    """What each side has said, or that it has not yet. An answer that did not reach the reader is told as given.

    `opened`: free text about a protected person may be shown.
    """
    said = answers(chain)
    seen = readmissions.causes(acting=acting, item_ids=[one.fact.id for one in said]) if said else {}
    asked = {side_of(party) for party in returning(chain).values()} & set(ASKED)
    rows = []
    for side, label in SIDES.items():
        given = [one for one in said if one.side is side]
        if not given and side not in asked:
            continue
        shown = [seen[one.fact.id] for one in given if one.fact.id in seen]
        rows.append(
            {
                "label": label,
                "given": bool(given),
                "answers": [
                    {
                        "cause": CAUSES.get(str(item.data.get("cause")), ""),
                        "note": item.note if opened else "",
                        "by": item.by_unit.name,
                        "at": item.at,
                    }
                    for item in shown
                ],
            }
        )
    return rows


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("readmission", readmission_panel, place=Place.MAIN, order=5)
