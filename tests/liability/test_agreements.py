"""Agreements and amounts as data: entered once, never overlapping, never guessed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from actors.acting import Acting
from core.invalid import Invalid
from core.models import AuditRow
from liability import services
from liability.models import DayRate, TermsScope
from liability.models import Terms as TermsRow
from liability.rules.terms import NATIONAL, Suspension, Terms, choose_terms
from liability.rules.terms_form import terms_from_json
from liability.selectors.rulebook import amounts, national_amounts, rulebook, terms_in_use
from liability.shelf import shipped_terms
from tests.factories.region import Region, build
from tests.liability.support import administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return build()


@pytest.fixture
def acting(region: Region) -> Acting:
    return administrator(region)


def add(acting: Acting, terms: Terms, municipality: str = "0199") -> TermsRow:
    agreement = services.add_agreement(acting=acting, name="Prov", region="01", municipality=municipality)
    return services.add_terms(acting=acting, agreement_id=agreement.pk, terms=terms)


@pytest.mark.parametrize("each", shipped_terms(), ids=lambda each: str(each.code))
def test_every_field_of_terms_is_stored(acting: Acting, each: Terms) -> None:
    row = add(acting, each)
    stored = terms_from_json(TermsRow.objects.get(pk=row.pk).as_json())
    where = {"region": "01", "municipality": "0199"}
    assert stored == terms_from_json({**TermsRow.objects.get(pk=row.pk).as_json(), **where})
    for field in set(Terms.__dataclass_fields__) - {"region", "municipality"}:
        assert getattr(stored, field) == getattr(each, field), field


@pytest.mark.parametrize("amount", [NATIONAL, None, 7_500])
def test_each_source_of_the_amount_is_stored(acting: Acting, amount: object) -> None:
    row = add(acting, Terms("prov", amount=amount))  # type: ignore[arg-type]
    assert terms_from_json(TermsRow.objects.get(pk=row.pk).as_json()).amount == amount


def test_versions_follow_each_other(acting: Acting) -> None:
    add(acting, Terms("prov-1", valid_to=date(2022, 6, 30)))
    add(acting, Terms("prov-2", valid_from=date(2022, 7, 1), valid_to=date(2022, 12, 31)))
    for day, code in (
        (date(2022, 6, 30), "prov-1"),
        (date(2022, 7, 1), "prov-2"),
        (date(2023, 1, 1), "stockholm-2020"),
    ):
        found = choose_terms(rulebook().terms, municipality="0199", care_form="somatic", notice_on=day)
        assert found is not None
        assert found.code == code


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "care_forms", "refused"),
    [
        (date(2022, 6, 30), None, {"*"}, True),
        (date(2022, 7, 1), None, {"*"}, False),
        (date(2018, 1, 1), date(2018, 1, 1), {"*"}, True),
        (date(2020, 1, 1), None, {"psychiatric"}, False),  # says more exactly for whom
    ],
)
def test_overlapping_versions_are_refused(
    acting: Acting, valid_from: date, valid_to: date | None, care_forms: set[str], refused: bool
) -> None:
    add(acting, Terms("prov-1", valid_to=date(2022, 6, 30)))
    second = Terms("prov-2", valid_from=valid_from, valid_to=valid_to, care_forms=frozenset(care_forms))
    if not refused:
        add(acting, second)
        return
    with pytest.raises(Invalid, match="overlap") as refusal:
        add(acting, second)
    assert "gäller redan" in refusal.value.message
    assert not TermsRow.objects.filter(code="prov-2").exists()


def test_the_database_itself_refuses_an_overlap(acting: Acting) -> None:
    row = add(acting, Terms("prov-1"))
    other = add(acting, Terms("prov-2", selectable=False))  # never chosen by itself: no overlap
    with pytest.raises(IntegrityError, match="terms_do_not_overlap"), transaction.atomic():
        TermsScope.objects.create(
            terms=other, agreement=row.agreement, care_form=0, valid_from=date(2025, 1, 1), valid_to=None
        )


def test_other_municipalities_may_have_terms_at_the_same_time(acting: Acting) -> None:
    add(acting, Terms("prov-1"))
    add(acting, Terms("prov-2"), municipality="0198")
    assert TermsRow.objects.count() == 2


def test_a_code_is_used_once(acting: Acting) -> None:
    add(acting, Terms("prov", valid_to=date(2018, 12, 31)))
    with pytest.raises(Invalid, match="code_taken") as refusal:
        add(acting, Terms("prov", valid_from=date(2019, 1, 1)))
    assert "egen kod" in refusal.value.message


@pytest.mark.parametrize("terms", [Terms(None), Terms("prov", valid_from=None)])
def test_terms_need_code_and_start(acting: Acting, terms: Terms) -> None:
    with pytest.raises(Invalid):
        add(acting, terms)


def test_own_terms_replace_the_shipped_ones_of_their_code(acting: Acting) -> None:
    active = Terms(
        "stockholm-2020",
        valid_from=date(2020, 1, 1),
        invoicing_suspended=Suspension(date(2020, 1, 1), date(2024, 6, 30)),
    )
    add(acting, active, municipality="*")
    entries = {entry.terms.code: entry for entry in terms_in_use()}
    assert len(entries) == len(shipped_terms())
    assert entries["stockholm-2020"].own
    assert entries["stockholm-2020"].terms.region == "01"
    assert not entries["statute"].own


def test_an_amount_replaces_what_ships_for_the_year(acting: Acting) -> None:
    assert national_amounts()[2021] is None
    services.set_day_rate(acting=acting, year=2021, amount=8_800, source="HSLF-FS 2020:1")
    services.set_day_rate(acting=acting, year=2021, amount=8_900, source="HSLF-FS 2020:2", confirmed=True)
    assert national_amounts()[2021] == 8_900
    assert [each.source for each in amounts() if each.year == 2021] == ["HSLF-FS 2020:2"]
    assert [row.amount for row in DayRate.history.order_by("history_id")] == [8_800, 8_900]  # type: ignore[attr-defined]
    assert AuditRow.objects.filter(action="liability.day_rate.set").count() == 2


@pytest.mark.parametrize(
    ("year", "amount", "source"), [(2017, 5_000, "x"), (2150, 5_000, "x"), (2021, 0, "x"), (2021, 5_000, " ")]
)
def test_an_amount_that_cannot_be_is_refused(acting: Acting, year: int, amount: int, source: str) -> None:
    with pytest.raises(Invalid):
        services.set_day_rate(acting=acting, year=year, amount=amount, source=source)
    assert not DayRate.objects.exists()


@pytest.mark.parametrize("unit", ["ward", "office", "vc", "home", "mas", "management"])
def test_others_keep_neither_terms_nor_amounts(region: Region, unit: str) -> None:
    with pytest.raises(PermissionDenied):
        services.add_agreement(acting=region.acting(unit), name="x", region="01")
    with pytest.raises(PermissionDenied):
        services.set_day_rate(acting=region.acting(unit), year=2021, amount=1, source="x")
