"""Agreements, versions of terms and amounts: entered once, audited, never overwritten."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actors.acting import Acting
from core import audit, clock
from core.invalid import Invalid
from liability import permissions
from liability.models import Agreement, DayRate, TermsScope
from liability.models import Terms as TermsRow
from liability.models.agreement import SCOPE_NUMBERS
from liability.rules.periods import day_before
from liability.rules.terms import NATIONAL, Terms
from liability.rules.terms_form import terms_from_json, terms_to_json


@transaction.atomic
def add_agreement(*, acting: Acting, name: str, region: str, municipality: str = "*") -> Agreement:
    """The agreement between these parties, ids of event files; the one that stands when there is one already."""
    permissions.require(acting, permissions.SET_TERMS)
    row, created = Agreement.objects.get_or_create(
        region=region, municipality=municipality, defaults={"name": name}
    )
    if created:
        audit.record(acting, "liability.agreement.add", row)
    return row


@transaction.atomic
def add_terms(*, acting: Acting, agreement_id: int, terms: Terms) -> TermsRow:
    """A new version of an agreement's terms. Place, name and code of the terms are the agreement's and their own.

    Raises Invalid for terms without code or start, a code in use, or a version that overlaps another.
    """
    permissions.require(acting, permissions.SET_TERMS)
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    if not terms.code or terms.valid_from is None:
        raise Invalid("no_code", "Ange villkorens kod och från när de gäller.", "code")
    if TermsRow.objects.filter(code=terms.code).exists():
        raise Invalid(
            "code_taken", "Koden används redan: en ny version av villkoren behöver en egen kod.", "code"
        )
    row = _row_of(agreement, terms, terms.valid_from)
    try:
        # Terms without any precondition are terms: the list may be empty.
        row.full_clean(exclude=["agreement", *([] if row.preconditions else ["preconditions"])])
        with transaction.atomic():
            row.save()
            if terms.selectable:
                _cover(row, terms)
    except ValidationError as error:
        raise Invalid("terms", " ".join(error.messages)) from error
    except IntegrityError as error:
        raise Invalid(
            "overlap", "Villkor för samma vårdform gäller redan under en del av tiden.", "valid_from"
        ) from error
    audit.record(acting, "liability.terms.add", row)
    return row


def ended_by(agreement_id: int, terms: Terms) -> list[TermsRow]:
    """The versions without end that end when these terms begin: those for no other care form than theirs. One query."""
    if terms.valid_from is None or not terms.selectable:
        return []
    open_ended = TermsRow.objects.filter(
        agreement_id=agreement_id, selectable=True, valid_to__isnull=True, valid_from__lt=terms.valid_from
    )
    return [row for row in open_ended if set(row.care_forms) <= terms.care_forms]


def end_versions(*, acting: Acting, agreement_id: int, terms: Terms) -> None:
    """Let what holds until further notice hold to the day before these terms. The caller's transaction."""
    permissions.require(acting, permissions.SET_TERMS)
    assert terms.valid_from is not None
    last = day_before(terms.valid_from)
    for row in ended_by(agreement_id, terms):
        row.valid_to = last
        row.save(update_fields=["valid_to"])
        row.scopes.update(valid_to=last)
        audit.record(acting, "liability.terms.end", row, {"valid_to": (None, last.isoformat())})


def _row_of(agreement: Agreement, terms: Terms, valid_from: date) -> TermsRow:
    source = TermsRow.AmountSource
    values = {
        name: value for name, value in terms_to_json(terms).items() if name not in ("region", "municipality")
    }
    checked = terms_from_json(values)
    suspension = checked.invoicing_suspended
    for name in ("amount", "invoicing_suspended", "mean_level", "valid_from", "valid_to", "cutoff", "name"):
        del values[name]
    fixed = checked.amount if isinstance(checked.amount, int) else None
    kind = (
        source.NATIONAL if checked.amount == NATIONAL else source.UNKNOWN if fixed is None else source.FIXED
    )
    return TermsRow(
        **{name: "" if value is None and name in _TEXTS else value for name, value in values.items()},
        agreement=agreement,
        name=terms.name or terms.code or "",
        entered_at=clock.now(),
        valid_from=valid_from,
        valid_to=checked.valid_to,
        cutoff=checked.cutoff,
        amount_source=kind,
        amount=fixed,
        suspended_from=None if suspension is None else suspension.start,
        suspended_to=None if suspension is None else suspension.end,
        mean_level=checked.mean_level,
    )


_TEXTS = frozenset({"mean_population", "long_stay_in_mean"})


def _cover(row: TermsRow, terms: Terms) -> None:
    TermsScope.objects.bulk_create(
        TermsScope(
            terms=row,
            agreement_id=row.agreement_id,
            care_form=SCOPE_NUMBERS[form],
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for form in sorted(terms.care_forms)
    )


@transaction.atomic
def set_day_rate(
    *, acting: Acting, year: int, amount: int | None, source: str, confirmed: bool = False
) -> DayRate:
    """What a care day costs in a year (LUS 5:6); None takes the amount away. Raises Invalid.

    Results are worked out anew at night, and the earlier ones kept.
    """
    permissions.require(acting, permissions.SET_RATE)
    if amount is not None and not source.strip():
        raise Invalid(
            "no_source", "Ange källan, till exempel numret på Socialstyrelsens föreskrift.", "source"
        )
    if not 2018 <= year <= clock.today().year + 1:
        raise Invalid("year", "Ange ett årtal från 2018 till och med nästa år.", "year")
    row = DayRate.objects.select_for_update().filter(year=year).first() or DayRate(year=year)
    before = row.amount
    row.amount, row.source, row.confirmed = amount, source.strip(), confirmed
    row.entered_at = clock.now()
    try:
        row.full_clean()
    except ValidationError as error:
        raise Invalid("amount", " ".join(error.messages), "amount") from error
    row.save()
    audit.record(acting, "liability.day_rate.set", row, {"amount": (before, amount)})
    return row
