"""What the tests of the reports share: a region with cases of every state, and the period that they lie in."""

import pytest

from core import clock
from reporting.rules.dates import add_months
from tests.factories.region import Region, add_cases, build
from transitions.models import CareEpisode, Patient


@pytest.fixture
def region(db: None) -> Region:
    """The region with one case and 36 more. Six were discharged: four men and two women, so both are hidden."""
    made = build()
    add_cases(made, 36)
    home = CareEpisode.objects.filter(phase="discharged").order_by("pk")
    Patient.objects.filter(pk__in=list(home.values_list("patient_id", flat=True))[:2]).update(sex="female")
    return made


@pytest.fixture
def period() -> str:
    """Last month and this: whatever day it is, every case of the region lies in it."""
    today = clock.today()
    return f"{add_months(today, -1):%Y-%m}..{today:%Y-%m}"
