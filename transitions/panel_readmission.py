"""Återinskriven inom 30 dagar: the earlier stay, and the cause as each side sees it (T14)."""

from typing import Any

from django.urls import reverse

from actors.acting import Acting
from core.panels import Panel, PanelRequest, Place, register_case_panel
from transitions import permissions
from transitions.presenters.readmission import CAUSES, SIDES
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind, Protection
from transitions.rules.limits import local_date
from transitions.rules.readmission import ASKED, answers, earlier_for, returning, side_of
from transitions.selectors import readmissions, shields
from transitions.selectors.chains import chain_of_case


def readmission_panel(request: PanelRequest) -> Panel | None:
    """For a unit that was on both chains, and may see the earlier one still; to others there is nothing to see."""
    acting = request.acting
    chain = chain_of_case(acting=acting, episode_id=request.episode_id)
    earlier_id = earlier_for(chain, acting.unit_id)
    if earlier_id is None:
        return None
    earlier = readmissions.earlier_episode(acting=acting, episode_id=earlier_id)
    if earlier is None or earlier.ended_at is None:
        return None
    opened = earlier.patient.protection == Protection.NONE or shields.protected_opened(
        acting=acting, patient_id=earlier.patient_id, now=request.now
    )
    said = answers(chain)
    mine = any(one.unit_id == acting.unit_id for one in said)
    context = {
        "earlier": earlier,
        "days": (local_date(chain.admitted_at) - local_date(earlier.ended_at)).days,
        "url": reverse("case", args=[earlier.public_id]),
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
