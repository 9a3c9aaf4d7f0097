"""Block, openings and their review as pages show them."""

from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from core.panels import Panel, PanelRequest, Place
from core.ui import Status, Tone
from transitions import permissions
from transitions.models import Block, EmergencyAccess, EmergencyReview
from transitions.presenters.words_shields import EMERGENCY_REASONS, REVIEW_OUTCOMES
from transitions.rules.sectors import Sector, reader_sector
from transitions.rules.shields import EmergencyReason, ReviewOutcome, is_health_care
from transitions.selectors.shields import ShieldState


def shields_panel(request: PanelRequest, state: ShieldState) -> Panel:
    """What keeps data about the person from being seen, and what the unit may do about it."""
    acting: Acting = request.acting
    own = [block for block in state.blocks if block.organisation_id == acting.organisation_id]
    context = {
        "own_blocks": [_block(block, request.episode_public_id) for block in own],
        # That there is a block may be shown, not whose (SVOD 2:5).
        "foreign_block": len(own) < len(state.blocks),
        "available_since": state.available.since if state.available else None,
        "opened_until": state.direct.ends_at if state.direct else None,
        "may_share": permissions.may(acting, permissions.MAKE_AVAILABLE),
        "actions": _actions(acting, request.episode_public_id, available=state.available is not None),
    }
    return Panel(
        "Vem ser uppgifterna",
        "transitions/_shields_panel.html",
        context,
        icon="eye",
        id="panel-shields",
        place=Place.ASIDE,
    )


def _block(block: Block, public_id: str) -> dict[str, Any]:
    return {
        "what": f"Det {block.unit.name} har skrivit" if block.unit else "Allt organisationen har skrivit",
        "since": block.since,
        "url": reverse("block_lift", args=[public_id, block.public_id]),
    }


def _actions(acting: Acting, public_id: str, *, available: bool) -> list[dict[str, str]]:
    found = []

    def add(label: str, name: str, icon: str) -> None:
        found.append({"label": label, "url": reverse(name, args=[public_id]), "icon": icon})

    sector = reader_sector(acting.role, acting.unit_kind)
    if permissions.may(acting, permissions.OPEN_CHAIN) and sector is not Sector.OUTSIDE:
        add("Visa mer av vårdkedjan", "open_chain", "eye")
    if permissions.may(acting, permissions.MAKE_AVAILABLE):
        if available:
            add("Sluta göra tillgängligt", "end_availability", "eye-off")
        else:
            add("Gör tillgängligt för andra", "make_available", "users")
    if permissions.may(acting, permissions.BLOCK):
        add("Registrera spärr", "block_set", "lock")
    if permissions.may(acting, permissions.CHANGE_PROTECTION):
        add("Ändra skyddad identitet", "change_protection", "shield-check")
    if permissions.may(acting, permissions.OPEN_EMERGENCY) and is_health_care(acting.role, acting.unit_kind):
        add("Nödöppning", "open_emergency", "triangle-alert")
    return found


def emergency_row(access: EmergencyAccess, *, names: ShownNames) -> dict[str, Any]:
    """An emergency opening for the list of those to review; no patient."""
    reviews = list(access.reviews.all())
    last = reviews[-1] if reviews else None
    return {
        "url": reverse("emergency_review", args=[access.public_id]),
        "who": names.signed(access.user_name, access.unit.name),
        "opened_at": access.opened_at,
        "ends_at": access.ends_at,
        "reason": EMERGENCY_REASONS[EmergencyReason(access.reason)],
        "explained": access.explained,
        "status": _outcome(last) if last else Status("Väntar på granskning", Tone.WARNING),
        "waits": last is None,
    }


def review_row(review: EmergencyReview, *, names: ShownNames) -> dict[str, Any]:
    """One verdict."""
    return {
        "status": _outcome(review),
        "explained": review.explained,
        "by": names.of(review.reviewer_name),
        "at": review.at,
    }


def _outcome(review: EmergencyReview) -> Status:
    outcome = ReviewOutcome(review.outcome)
    return Status(REVIEW_OUTCOMES[outcome], _TONES[outcome])


_TONES = {
    ReviewOutcome.JUSTIFIED: Tone.SUCCESS,
    ReviewOutcome.UNCLEAR: Tone.WARNING,
    ReviewOutcome.UNJUSTIFIED: Tone.DANGER,
}
