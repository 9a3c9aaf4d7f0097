"""A month between a region and a municipality: terms that bill, a stay with days in March 2022, and people of both."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from actors.acting import Acting
from actors.rules.kinds import Role
from liability import services
from liability.models import Statement, StatementRow
from liability.rules.terms import Terms
from tests.factories.region import personal_number
from tests.liability.support import Stay, administrator, at, stay
from transitions import services as chain
from transitions.rules.kinds import CareForm, Sex

MARCH = date(2022, 3, 1)
APRIL = date(2022, 4, 1)
IN_APRIL = at("2022-04-04 09:00")
OTHER_NUMBER = personal_number(date(1939, 5, 5), 983)


@dataclass(frozen=True)
class Month:
    """March 2022 of Testköping: one patient with six days."""

    told: Stay

    @property
    def controller(self) -> Acting:
        """The region's controller."""
        return self.told.region.acting("region_management", role=Role.REGION_CONTROLLER)

    @property
    def manager(self) -> Acting:
        """The municipality's manager."""
        return self.told.region.acting("management", role=Role.MANAGER)

    @property
    def statement(self) -> Statement:
        """The month as it stands."""
        return Statement.objects.get(month=MARCH)

    @property
    def row(self) -> StatementRow:
        """Its first row."""
        return self.statement.rows.get(number=1)

    def does(self, act: Callable[..., Any], acting: Acting, **more: Any) -> Any:
        """Take a step as the page would: with the version that stands."""
        found = self.statement
        return act(acting=acting, public_id=found.public_id, version=found.version, **more)

    def locked(self) -> "Month":
        """Proposed, agreed by both and locked."""
        self.does(services.propose, self.controller)
        self.does(services.agree, self.manager)
        self.does(services.agree, self.controller)
        self.does(services.lock_month, self.controller)
        return self


def set_terms(told: Stay, terms: Terms | None = None) -> None:
    """Terms of the municipality's own, statute days at the national amount unless others are given."""
    acting = administrator(told.region)
    agreement = services.add_agreement(acting=acting, name="Prov", region="01", municipality="0199")
    made = terms or Terms("prov", valid_from=date(2018, 1, 1), name="Provets villkor")
    services.add_terms(acting=acting, agreement_id=agreement.pk, terms=made)


def march(terms: Terms | None = None) -> Month:
    """A month with a liable stay of six days, 10 to 15 March."""
    told = stay().all_in_time()
    set_terms(told, terms)
    told.ready().discharged()
    services.assess_episode(episode_id=told.id, as_of=IN_APRIL)
    services.refresh_statements(now=IN_APRIL)
    return Month(told)


def another_stay(told: Stay, admitted: str, *, number: str = OTHER_NUMBER) -> Stay:
    """Another patient on the same ward, told to the same units."""
    region = told.region
    ward = region.acting("ward")
    patient, _ = chain.register_patient(
        acting=ward,
        personal_number=number,
        name="Nils Testsson",
        sex=Sex.MALE,
        registered_in_id=region.organisations["municipality"].pk,
    )
    episode = chain.register_admission(
        acting=ward, patient_id=patient.pk, admitted_at=at(admitted), care_form=CareForm.SOMATIC
    )
    made = Stay(replace(region, episode=episode, start=at(admitted)))
    made.happens("admission_notice_sent", admitted, to=["office", "vc"], expected_discharge="2022-03-09")
    return made
