"""Terms of betalningsansvar for the demo: two municipalities have invented ones, all others the true state."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from actors.acting import Acting
from actors.rules.kinds import Role
from actors.selectors import UnitRef, acting_for_unit
from core import clock
from liability import services
from liability.rules.periods import day_before, month_of, months_after
from liability.rules.statement_life import Deadlines
from liability.rules.terms import EVERYWHERE, Basis, LongStay, MeanPopulation, Terms
from liability.services.deadlines import set_deadlines

SOURCE = "Demovillkor: påhittade, för att visa kronor i demon."

DEMO_TERMS = (
    (
        "Solna stad och Region Stockholm (demovillkor)",
        Terms(
            code="demovillkor-solna",
            name="Demovillkor Solna: individuella dagar",
            valid_from=date(2020, 1, 1),
            region="01",
            municipality="0184",
            amount=10_000,
            source=SOURCE,
        ),
    ),
    (
        "Nacka kommun och Region Stockholm (demovillkor)",
        Terms(
            code="demovillkor-nacka",
            name="Demovillkor Nacka: genomsnitt per månad",
            valid_from=date(2020, 1, 1),
            region="01",
            municipality="0182",
            basis=Basis.AVERAGE,
            amount=10_000,
            mean_level=Decimal("2.0"),
            mean_population=MeanPopulation.ALL,
            individual_after_days=7,
            long_stay_in_mean=LongStay.CAPPED,
            source=SOURCE,
        ),
    ),
)


PROLONGED = "demovillkor-solna"
"""Ends in some months and can be prolonged; the other holds until further notice."""
DEMO_DEADLINES = Deadlines(propose_days=12, dispute_days=20, answer_days=14)


def make_agreements(unit: UnitRef) -> None:
    """Enter both agreements and the county's deadlines as the region's administrator would."""
    acting: Acting = acting_for_unit(unit, name="Demo", source="import", role=Role.ADMINISTRATOR)
    for name, terms in DEMO_TERMS:
        agreement = services.add_agreement(
            acting=acting, name=name, region=terms.region, municipality=terms.municipality
        )
        if terms.code == PROLONGED:
            terms = replace(terms, valid_to=day_before(months_after(month_of(clock.today()), 3)))
        services.add_terms(acting=acting, agreement_id=agreement.pk, terms=terms)
    set_deadlines(
        acting=acting,
        region="01",
        municipality=EVERYWHERE,
        deadlines=DEMO_DEADLINES,
        source="Demofrister: påhittade, för att visa hur de bestäms.",
    )
