"""Reads of agreements and of drafts of their terms. No patient is in them."""

from datetime import date
from uuid import UUID

from actors import selectors as actors
from actors.acting import Acting
from liability import permissions
from liability.models import Agreement, Terms, TermsDraft
from liability.rules import terms as rules
from liability.rules.terms import EVERYWHERE
from liability.selectors.parties import Parties, between, parties_of
from liability.selectors.rulebook import rulebook


def versions(*, acting: Acting, parties: list[Parties]) -> list[Terms]:
    """Every version entered between these parties, the latest of each agreement first. One query."""
    permissions.require(acting, permissions.SET_TERMS)
    kept = Agreement.objects.filter(between(parties))
    rows = Terms.objects.filter(agreement__in=kept).select_related("agreement")
    return list(rows.order_by("agreement__region", "agreement__municipality", "-valid_from", "-pk"))


def last_versions(rows: list[Terms]) -> list[Terms]:
    """The last version of each agreement and care form: one with an end can be prolonged."""
    last: dict[tuple[int, str], Terms] = {}
    for row in rows:
        last.setdefault((row.agreement_id, str(sorted(row.care_forms))), row)
    return list(last.values())


def terms_to_start_from(parties: Parties, *, today: date) -> rules.Terms:
    """What holds between the parties today for somatic care: their own, or the region's, or the act's. Two queries."""
    # The region's own code stands for all of its municipalities: none of them has it.
    owing = parties.region if parties.municipality == EVERYWHERE else parties.municipality
    found = rules.choose_terms(rulebook().terms, municipality=owing, care_form="somatic", notice_on=today)
    return found or rules.Terms(code=None)


def drafts(*, acting: Acting, parties: list[Parties]) -> list[TermsDraft]:
    """Every draft between these parties, the newest first. One query."""
    permissions.require(acting, permissions.SET_TERMS)
    rows = TermsDraft.objects.filter(agreement__in=Agreement.objects.filter(between(parties)))
    return list(rows.select_related("agreement", "made_valid").order_by("-made_at", "-pk"))


def draft(*, acting: Acting, public_id: UUID) -> TermsDraft | None:
    """One draft of an agreement that the own organisation is a party to."""
    permissions.require(acting, permissions.SET_TERMS)
    kept = Agreement.objects.filter(between(parties_of(acting)))
    rows = TermsDraft.objects.select_related("agreement", "made_valid")
    return rows.filter(agreement__in=kept, public_id=public_id).first()


def names() -> dict[str, str]:
    """The names of organisations by code. One query."""
    return {EVERYWHERE: "Alla", **{each.code: each.name for each in actors.organisations()}}
