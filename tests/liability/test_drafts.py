"""Drafts of terms: compared on real cases before they are valid, never overwritten, prolonged half a year at a time."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from actors.acting import Acting
from actors.rules.kinds import Role
from core.conflicts import Conflict
from core.invalid import Invalid
from liability.models import Terms, TermsDraft
from liability.rules.terms import Basis
from liability.rules.terms import Terms as RuleTerms
from liability.rules.terms_form import terms_from_json
from liability.selectors.comparison import compare
from liability.services import drafts as services
from liability.shelf import shipped_terms
from tests.database import kept_rows
from tests.liability.statement_support import MARCH, Month, march
from tests.liability.support import administrator

DRAFT = {"code": "prov-2", "name": "Utkast", "valid_from": "2027-01-01", "free_days": 5, "source": "Prov"}


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Month]:
    with kept_rows(django_db_blocker):
        yield march()


@pytest.fixture
def month(made_once: Month, db: None) -> Month:
    """Six days owed in March 2022, under terms without end; the same for the whole file."""
    return made_once


@pytest.fixture
def acting(month: Month) -> Acting:
    return administrator(month.told.region)


def draft(acting: Acting, **more: object) -> TermsDraft:
    agreement = Terms.objects.get(code="prov").agreement_id
    return services.add_draft(acting=acting, agreement_id=agreement, terms={**DRAFT, **more})


def test_what_it_would_have_cost(month: Month, acting: Acting) -> None:
    row = draft(acting)
    (found,) = compare(MARCH, _terms(row))
    assert (found.code, found.before.days, found.before.amount) == ("0199", "6", 55_800)
    assert (found.after.days, found.after.amount) == ("4", 4 * 9_300)


def _terms(row: TermsDraft) -> RuleTerms:
    return terms_from_json(row.terms)


def test_the_two_readings_of_stockholm_stand_side_by_side(month: Month) -> None:
    by_code = {each.code: each for each in shipped_terms()}
    first, second = by_code["stockholm-2020"], by_code["stockholm-2020-average"]
    assert second.basis is Basis.AVERAGE
    (found,) = compare(MARCH, second, base=first)
    assert (found.before.days, found.after.days, found.after.amount) == ("6", "", None)


def test_a_draft_is_compared_before_it_is_valid(month: Month, acting: Acting) -> None:
    row = draft(acting, valid_from="2017-01-01", valid_to="2017-12-31")
    with pytest.raises(Conflict) as refused:
        services.make_valid(acting=acting, public_id=row.public_id)
    assert refused.value.code == "not_compared"
    services.compare_draft(acting=acting, public_id=row.public_id)
    made = services.make_valid(acting=acting, public_id=row.public_id)
    assert (made.code, made.free_days) == ("prov-2", 5)
    with pytest.raises(Conflict):
        services.make_valid(acting=acting, public_id=row.public_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        TermsDraft.objects.update(compared_at=None, compared_month=None)


def test_an_overlap_is_refused_by_the_database(month: Month, acting: Acting) -> None:
    row = draft(acting)
    services.compare_draft(acting=acting, public_id=row.public_id)
    with pytest.raises(Invalid) as refused:
        services.make_valid(acting=acting, public_id=row.public_id)
    assert refused.value.code == "overlap"


def test_half_a_year_more_changes_nothing_else(month: Month, acting: Acting) -> None:
    version = Terms.objects.get(code="prov")
    with pytest.raises(Invalid):
        services.prolong(acting=acting, terms_id=version.pk)
    Terms.objects.filter(pk=version.pk).update(valid_to=date(2026, 12, 31))
    row = services.prolong(acting=acting, terms_id=version.pk)
    assert (row.terms["valid_from"], row.terms["valid_to"]) == ("2027-01-01", "2027-06-30")
    same = set(row.terms) - {"code", "valid_from", "valid_to"}
    before = version.as_json()
    assert all(row.terms[name] == before[name] for name in same - {"preconditions"})
    assert services.months_after(date(2024, 8, 31), 6) == date(2025, 2, 28)


def test_the_pages(month: Month, acting: Acting) -> None:
    client = month.told.region.client("management", role=Role.ADMINISTRATOR)
    address = reverse("agreements")
    assert client.get(address).status_code == 200
    agreement = Terms.objects.get(code="prov").agreement_id
    data = {
        "agreement": agreement,
        "code": "prov-3",
        "name": "Utkast 3",
        "valid_from": "2027-01-01",
        "basis": "individual",
        "free_days": "5",
        "day_type": "calendar",
        "cutoff": "12.00",
        "late_extra_days": "1",
        "day_convention": "nights",
        "amount_source": "fixed",
        "late_precondition": "review",
        "source": "Prov",
    }
    refused = client.post(address, data)
    assert refused.status_code == 422
    assert "Ange det avtalade beloppet" in refused.content.decode()
    done = client.post(address, {**data, "amount": "7000"})
    assert done.status_code == 302
    page = client.get(done["Location"]).content.decode()
    assert "Jämför med det som gäller" in page
    assert "Gör villkoren giltiga" not in page
    row = TermsDraft.objects.get(terms__code="prov-3")
    client.post(reverse("terms_compare", args=[row.public_id]))
    assert "Gör villkoren giltiga" in client.get(done["Location"]).content.decode()
    late = client.post(reverse("terms_make_valid", args=[row.public_id]))
    assert late.status_code == 409
    assert "gäller redan" in late.context["conflict"]
    manager = month.told.region.client("management", role=Role.MANAGER)
    assert "i två läsningar" in manager.get(reverse("liability_readings")).content.decode()
    assert manager.get(address).status_code == 403
