"""Avvikelser in the demo: who answers for what, and deviations in every state of their life."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from actors import selectors, selectors_colleagues
from actors.acting import Acting
from actors.calendar import swedish_calendar
from actors.rules.kinds import Role, UnitKind
from core import clock
from deviations import selectors_proposals, services
from deviations.rules.kinds import Category, Function
from deviations.rules.proposals import Dismissal
from deviations.services import grouping, investigating, proposing
from deviations.services.investigating import Planned, Said
from transitions.notifications import system_acting


def prepare_deviations(people: Mapping[str, Acting]) -> None:
    """The MAS's table, holders by name, and a few fresh deviations of hers."""
    mas, vc, home = people["demo-mas"], people["demo-vc"], people["demo-hemtjanst"]
    now = clock.now()
    team = [
        one.user_id
        for one in selectors_colleagues.colleagues(mas.unit_id, on=clock.local_date(now), roles=list(Role))
    ]
    if team:
        services.save_route(
            acting=mas,
            at=now,
            unit_id=mas.unit_id,
            function=Function.MAR,
            holder_id=team[-1],
            substitute_id=team[0] if len(team) > 1 else None,
            category=Category.AIDS,
        )
    wards = selectors.units(kinds=[UnitKind.WARD])
    told = (
        (home, wards[0].id, Category.HOME_CARE_NOT_INFORMED, "serious", HOME_ALONE, 12),
        (vc, people["demo-bistand"].unit_id, Category.AIDS, "moderate", NO_CHAIR, 5),
        (mas, wards[-1].id, Category.MEDICINES, "moderate", NO_LIST, 2),
    )
    for acting, about_id, category, severity, text, days in told:
        row = services.report(
            acting=acting,
            at=now - timedelta(days=days),
            category=category,
            about_id=about_id,
            severity=severity,
            text=text,
            outcome="risk",
            measure="Ringde avdelningen och löste det för natten.",
        )
        if text == NO_CHAIR:
            _investigate(people["demo-bistand"], row.ref, at=now - timedelta(days=4))
    for number, text in enumerate((*EMPTY_BOXES, *LATE_CHANGES)):
        services.report(
            acting=home,
            at=now - timedelta(days=9 + 11 * number),
            category=Category.MEDICINES if text in EMPTY_BOXES else Category.DISCHARGE_DATE_NOT_UPDATED,
            about_id=wards[0].id,
            severity="moderate" if number % 3 else "serious",
            text=text,
        )
    grouping.make(grouping.order(acting=mas, at=now).pk, now=now)
    system = replace(system_acting(), source="import")
    services.stand_in(acting=system, now=now)
    proposing.find(acting=system, now=now)
    for name in ("demo-avdelning", "demo-bistand", "demo-vc"):
        for draft in selectors_proposals.open_ones(acting=people[name])[2:4]:
            proposing.dismiss(
                acting=people[name], public_id=draft.public_id, at=now, reason=Dismissal.SOLVED, why=RANG
            )
    services.ask(acting=system, now=now)


def _investigate(acting: Acting, ref: str, *, at: datetime) -> None:
    """An investigation under way: one action to do, and one to see the effect of."""
    services.investigate(acting=acting, ref=ref, at=at)
    said = Said(
        course="Beställningen gjordes på fredagen efter 15. Hjälpmedelscentralen läste den på måndagen.",
        factors=["time_of_day", "responsibility"],
        factors_text="Ingen bevakade beställningar som gjordes efter stängning.",
        cause="Det fanns ingen ordning för hjälpmedel som behövs samma dag.",
    )
    investigating.save(acting=acting, ref=ref, at=at, said=said)
    calendar = swedish_calendar()
    first = calendar.add_weekdays(clock.local_date(at), 1, eves_are_weekdays=False)
    later = calendar.add_weekdays(first, 10, eves_are_weekdays=False)
    for text, due_on, check_on in ((ASK_FIRST, first, later), (BUFFER, later, later + timedelta(days=28))):
        while not calendar.is_weekday(check_on, eves_are_weekdays=False):
            check_on += timedelta(days=1)
        planned = Planned(text, "Enhetschef", due_on, check_on)
        made = investigating.add_action(acting=acting, ref=ref, at=at, planned=planned)
        if text == ASK_FIRST:
            investigating.mark_done(acting=acting, public_id=made.public_id, at=at + timedelta(days=1))


ASK_FIRST = "Fråga om hjälpmedel redan när inskrivningsmeddelandet kommer, inte vid utskrivningsklar."
BUFFER = "Ett litet förråd med duschstol och rollator för hemgång samma dag."
RANG = "Vi ringde varandra samma dag."
HOME_ALONE = "Han kom hem klockan 19 utan att vi visste om det. Ingen var hemma och kylen var tom."
NO_CHAIR = "Duschstolen som skulle finnas hemma samma dag kom först efter en vecka."
NO_LIST = "Läkemedelslistan följde inte med hem. Dosetten gick inte att kontrollera förrän dagen efter."
EMPTY_BOXES = (
    "Dosetten var tom när vi kom på kvällen. Apoteket hade inte fått något recept.",
    "Tom dosett på fredagen, och receptet saknades på apoteket hela helgen.",
    "Dosetten fylldes inte före hemgång. Recept saknades, vi fick ringa jouren.",
    "Hon hade dosetten med sig men den var tom. Inget recept fanns på apoteket.",
)
LATE_CHANGES = (
    "Hemgången ändrades till onsdag utan att datumet ändrades i Hemväg. Kvällspatrullen åkte dit förgäves.",
    "Datumet för hemgång stod kvar på tisdag fast det hade ändrats. Vi åkte förgäves.",
    "Ändrad hemgång meddelades per telefon, datumet uppdaterades först dagen efter.",
)
