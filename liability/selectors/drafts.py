"""Reads of agreements and of drafts of their terms. No patient is in them."""

from uuid import UUID

from actors import selectors as actors
from actors.acting import Acting
from liability import permissions
from liability.models import Agreement, Terms, TermsDraft
from liability.rules.terms import EVERYWHERE


def agreements(*, acting: Acting) -> list[Agreement]:
    """The agreements that were entered here, in order. One query."""
    permissions.require(acting, permissions.SET_TERMS)
    return list(Agreement.objects.order_by("region", "municipality"))


def versions_with_an_end(*, acting: Acting) -> list[Terms]:
    """The versions of terms that can be prolonged: the last of each agreement that ends. One query."""
    permissions.require(acting, permissions.SET_TERMS)
    rows = Terms.objects.select_related("agreement").order_by("agreement", "care_forms", "valid_from")
    last: dict[tuple[int, str], Terms] = {}
    for row in rows:
        last[row.agreement_id, str(row.care_forms)] = row
    return [row for row in last.values() if row.valid_to is not None]


def drafts(*, acting: Acting) -> list[TermsDraft]:
    """Every draft, the newest first. One query."""
    permissions.require(acting, permissions.SET_TERMS)
    return list(TermsDraft.objects.select_related("agreement", "made_valid").order_by("-made_at", "-pk"))


def draft(*, acting: Acting, public_id: UUID) -> TermsDraft | None:
    """One draft. One query."""
    permissions.require(acting, permissions.SET_TERMS)
    return TermsDraft.objects.select_related("agreement", "made_valid").filter(public_id=public_id).first()


def names() -> dict[str, str]:
    """The names of organisations by code. One query."""
    return {EVERYWHERE: "Alla", **{each.code: each.name for each in actors.organisations()}}
