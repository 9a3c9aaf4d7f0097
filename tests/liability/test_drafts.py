"""Drafts of terms: compared on real cases before they are valid, never overwritten, prolonged half a year at a time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from actors.acting import Acting
from actors.rules.kinds import Role
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow
from liability.models import Terms, TermsDraft, TermsScope
from liability.rules.terms import Basis, choose_terms
from liability.rules.terms import Terms as RuleTerms
from liability.rules.terms_form import terms_from_json
from liability.selectors import drafts as selectors
from liability.selectors.comparison import compare
from liability.selectors.rulebook import rulebook
from liability.services import drafts as services
from liability.shelf import shipped_terms
from tests.database import kept_rows
from tests.liability.statement_support import MARCH, Month, march
from tests.liability.support import administrator
from transitions.locks import NotFound

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


def test_what_holds_until_further_notice_ends_where_the_new_begins(month: Month, acting: Acting) -> None:
    row = draft(acting, valid_from="2022-03-08")
    services.compare_draft(acting=acting, public_id=row.public_id)
    made = services.make_valid(acting=acting, public_id=row.public_id)
    earlier = Terms.objects.get(code="prov")
    assert (earlier.valid_to, made.valid_to) == (date(2022, 3, 7), None)
    assert earlier.history.count() == 2  # type: ignore[attr-defined]
    for day, code in ((date(2022, 3, 7), "prov"), (date(2022, 3, 8), "prov-2")):
        found = choose_terms(rulebook().terms, municipality="0199", care_form="somatic", notice_on=day)
        assert found is not None
        assert found.code == code
    assert AuditRow.objects.filter(action="liability.terms.end").count() == 1


def test_terms_for_some_do_not_end_those_for_all(month: Month, acting: Acting) -> None:
    row = draft(acting, valid_from="2022-03-08", care_forms=["psychiatric"])
    services.compare_draft(acting=acting, public_id=row.public_id)
    services.make_valid(acting=acting, public_id=row.public_id)
    assert Terms.objects.get(code="prov").valid_to is None


def test_an_end_of_its_own_is_never_shortened(month: Month, acting: Acting) -> None:
    Terms.objects.filter(code="prov").update(valid_to=date(2026, 12, 31))
    TermsScope.objects.update(valid_to=date(2026, 12, 31))
    row = draft(acting, valid_from="2026-12-31")
    services.compare_draft(acting=acting, public_id=row.public_id)
    with pytest.raises(Invalid) as refused:
        services.make_valid(acting=acting, public_id=row.public_id)
    assert refused.value.code == "overlap"


@pytest.mark.parametrize("step", [services.compare_draft, services.make_valid])
def test_a_draft_of_others_is_not_there(month: Month, acting: Acting, step: Callable[..., object]) -> None:
    row = draft(acting)
    neighbour = replace(acting, organisation_id=month.told.region.organisations["other"].pk)
    with pytest.raises(NotFound):
        step(acting=neighbour, public_id=row.public_id)
    with pytest.raises(NotFound):
        services.prolong(acting=neighbour, terms_id=Terms.objects.get(code="prov").pk)
    with pytest.raises(NotFound):
        draft(neighbour)
    assert selectors.draft(acting=neighbour, public_id=row.public_id) is None


def test_an_overlap_is_refused_by_the_database(month: Month, acting: Acting) -> None:
    row = draft(acting, valid_from="2018-01-01")
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
    listed = client.get(reverse("agreements")).content.decode()
    assert "Provets villkor" in listed
    address = reverse("terms_new")
    begun = client.get(address, {"mellan": "01:0199"})
    assert "Utkastet börjar som Provets villkor" in begun.content.decode()
    assert begun.context["form"].initial["free_days"] == 3
    assert begun.context["form"].initial["code"].startswith("prov@")
    data = {
        "agreement": "01:0199",
        "code": "prov-3",
        "name": "Utkast 3",
        "valid_from": "2018-01-01",
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
    assert "Vad som blir annorlunda" in page
    assert "7000" in page
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
