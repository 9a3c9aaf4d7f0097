"""Drafts of terms: made, compared with what is in force on last month's cases, then made valid. Never overwritten."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction

from actors import selectors as actors
from actors.acting import Acting
from core import audit, clock
from core.conflicts import Conflict
from core.invalid import Invalid
from liability import permissions
from liability.models import Agreement, TermsDraft
from liability.models import Terms as TermsRow
from liability.rules.periods import day_after, day_before, month_before, months_after
from liability.rules.terms_form import TermsError, terms_from_json, terms_to_json
from liability.selectors.comparison import compare
from liability.selectors.parties import Parties, between, parties_of
from liability.services.agreements import add_agreement, add_terms, end_versions
from transitions.locks import NotFound
from transitions.rules.verdicts import Verdict

PROLONGED_MONTHS = 6
"""An agreement is prolonged half a year at a time (B2b)."""


@transaction.atomic
def add_draft(*, acting: Acting, agreement_id: int, terms: dict[str, Any]) -> TermsDraft:
    """A draft of an agreement's terms, in the contract's form. Raises Invalid for what the rules cannot read."""
    permissions.require(acting, permissions.SET_TERMS)
    agreement = _agreement(acting, agreement_id)
    placed = {**terms, "region": agreement.region, "municipality": agreement.municipality}
    try:
        checked = terms_from_json(placed)
    except TermsError as error:
        raise Invalid("terms", str(error), error.field) from error
    if not checked.code or checked.valid_from is None:
        raise Invalid("no_code", "Ange villkorens kod och från när de gäller.", "code")
    if TermsRow.objects.filter(code=checked.code).exists():
        raise Invalid("code_taken", "Koden används redan: en ny version behöver en egen kod.", "code")
    row = TermsDraft.objects.create(
        agreement=agreement,
        terms=terms_to_json(checked),
        made_at=clock.now(),
        made_by_name=acting.user_name,
    )
    audit.record(acting, "liability.draft.add", row)
    return row


@transaction.atomic
def draft_between(*, acting: Acting, parties: Parties, terms: dict[str, Any]) -> TermsDraft:
    """A draft between these parties; their first makes their agreement too. Raises Invalid, NotFound."""
    agreement = add_agreement(
        acting=acting, name=parties.name, region=parties.region, municipality=parties.municipality
    )
    return add_draft(acting=acting, agreement_id=agreement.pk, terms=terms)


def _agreement(acting: Acting, agreement_id: int) -> Agreement:
    """An agreement that the own organisation is a party to. Raises NotFound for any other."""
    found = Agreement.objects.filter(between(parties_of(acting)), pk=agreement_id).first()
    if found is None:
        raise NotFound
    return found


def prolong(*, acting: Acting, terms_id: int) -> TermsDraft:
    """A draft that goes on where a version ends, for six months, and changes nothing else. Raises Invalid, NotFound."""
    permissions.require(acting, permissions.SET_TERMS)
    row = TermsRow.objects.select_related("agreement").filter(pk=terms_id).first()
    if row is None:
        raise NotFound
    _agreement(acting, row.agreement_id)
    if row.valid_to is None:
        raise Invalid("no_end", "Villkoren gäller tills vidare och behöver inte förlängas.")
    begins = day_after(row.valid_to)
    ends = day_before(months_after(begins, PROLONGED_MONTHS))
    root = row.code.split("@")[0]
    terms = {
        **row.as_json(),
        "code": f"{root}@{begins:%Y-%m}"[:60],
        "valid_from": begins.isoformat(),
        "valid_to": ends.isoformat(),
    }
    return add_draft(acting=acting, agreement_id=row.agreement_id, terms=terms)


def _locked(acting: Acting, public_id: UUID) -> TermsDraft:
    row = TermsDraft.objects.select_for_update().filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    _agreement(acting, row.agreement_id)
    return row


@transaction.atomic
def compare_draft(*, acting: Acting, public_id: UUID) -> TermsDraft:
    """What it would have cost last month on real cases of the own organisation and those under it. Raises NotFound."""
    permissions.require(acting, permissions.SET_TERMS)
    row = _locked(acting, public_id)
    month = month_before(clock.today())
    own = actors.organisations(ids=actors.with_descendants(acting.organisation_id))
    found = compare(month, terms_from_json(row.terms), known={each.code for each in own})
    row.compared_at, row.compared_month = clock.now(), month
    row.comparison = {"rows": [asdict(each) for each in found]}
    row.save(update_fields=["compared_at", "compared_month", "comparison"])
    audit.record(acting, "liability.draft.compare", row)
    return row


@transaction.atomic
def make_valid(*, acting: Acting, public_id: UUID) -> TermsRow:
    """Let a compared draft be a version of its agreement's terms. Raises Conflict, Invalid (overlap), NotFound.

    A version that holds until further notice ends the day before; one with an end of its own is never shortened.
    """
    permissions.require(acting, permissions.SET_TERMS)
    row = _locked(acting, public_id)
    if row.made_valid_id is not None:
        raise Conflict(Verdict.no("already_valid"), "Utkastet gäller redan.")
    if row.compared_at is None:
        raise Conflict(
            Verdict.no("not_compared"), "Jämför utkastet med det som gäller innan det görs giltigt."
        )
    terms = terms_from_json(row.terms)
    end_versions(acting=acting, agreement_id=row.agreement_id, terms=terms)
    made = add_terms(acting=acting, agreement_id=row.agreement_id, terms=terms)
    row.made_valid, row.made_valid_by_name = made, acting.user_name
    row.save(update_fields=["made_valid", "made_valid_by_name"])
    audit.record(acting, "liability.draft.make_valid", row)
    return made
