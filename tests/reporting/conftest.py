"""What the tests of the reports share: a region with cases of every state, and the period that they lie in."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from core import clock
from reporting.rules.dates import add_months
from tests.database import kept_rows
from tests.factories.region import Region, add_cases, build
from transitions.models import CareEpisode, Patient


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    """The region with one case and 36 more. Six were discharged: four men and two women, so both are hidden."""
    with kept_rows(django_db_blocker):
        made = build()
        add_cases(made, 36)
        home = CareEpisode.objects.filter(phase="discharged").order_by("pk")
        Patient.objects.filter(pk__in=list(home.values_list("patient_id", flat=True))[:2]).update(
            sex="female"
        )
        yield made


@pytest.fixture
def region(filled: Region, db: None) -> Region:
    """The same region for a whole file; what a test does to it is undone."""
    return filled


@pytest.fixture
def period() -> str:
    """Last month and this: whatever day it is, every case of the region lies in it."""
    today = clock.today()
    return f"{add_months(today, -1):%Y-%m}..{today:%Y-%m}"
