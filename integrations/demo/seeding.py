"""Makes the demo region: tells it, imports it, adds what no event file carries. Sends nothing to anybody."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from actors import selectors as actors
from actors import services as actor_services
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from actors.selectors_colleagues import colleagues
from actors.services_protection import set_staff_protection
from core import clock
from integrations.demo import logins
from integrations.demo.agreements import make_agreements
from integrations.demo.at_home import prepare_at_home
from integrations.demo.delegations import prepare_delegations
from integrations.demo.deviations import prepare_deviations
from integrations.demo.duty import make_duty
from integrations.demo.faces import make_faces
from integrations.demo.following_up import prepare_following_up
from integrations.demo.going_home import prepare_going_home
from integrations.demo.joint_meetings import prepare_local_agreements, prepare_meetings
from integrations.demo.months import make_months
from integrations.demo.people import street
from integrations.demo.places import County
from integrations.demo.plans import prepare_plans
from integrations.demo.reach import make_reach
from integrations.demo.readers import make_read
from integrations.demo.region import OPEN_CASES, Region, Told
from integrations.demo.sip_calling import prepare_calling
from integrations.importing.fields import Refused
from integrations.importing.register import SYSTEM
from integrations.importing.runner import Import, Summary
from liability import services as liability
from transitions import services as transitions
from transitions.permissions import visible_to
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import Scope
from transitions.rules.representation import Mandate, RepresentativeKind
from transitions.rules.shields import EmergencyReason, StatedBy
from transitions.services import openings, shields
from transitions.services.completing import PatientDetails, complete_notices, complete_patients
from transitions.services.notice_content import NoticeContent

ENDED = 1_200
SEED = 2017_612
BATCH = 4_000

Tell = Callable[[str], None]

DOCTORS = ("Omid Rahimi", "Lena Hallström", "Piotr Zieliński", "Hanna Virtanen", "Samir Haddad")
FUNCTIONS = (
    "Går med rollator inomhus. Behöver hjälp med dusch och påklädning.",
    "Förflyttas med en person. Äter själv. Inkontinensskydd dygnet runt.",
    "Självständig i det mesta, trött efter infektion. Behöver hjälp med inköp.",
    "Afasi efter stroke, förstår enkla uppmaningar. Behöver tillsyn nattetid.",
    "Orienterad, gångosäker. Fallrisk, har ramlat två gånger hemma.",
)
AIDS = ("Rollator", "Rullstol, duschpall", "Vårdsäng beställd", "", "")
HOUSING = ("Lägenhet, hiss finns", "Lägenhet, tre trappor utan hiss", "Villa i ett plan", "Servicehus")
LANGUAGES = ("", "", "", "", "finska", "arabiska", "somaliska", "persiska")


class NotEmpty(RuntimeError):
    """There is something in the database already: the demo is made in an empty one."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and in how many seconds."""

    summary: Summary
    open_cases: int
    seconds: float


def is_empty() -> bool:
    """Whether nobody has put anything in the database yet."""
    return not actors.organisations()


def seed(*, ended: int = ENDED, open_cases: int = OPEN_CASES, seed_number: int = SEED, tell: Tell) -> Made:
    """Make the demo region. Raises NotEmpty, or logins.NotADemo outside demo settings."""
    if not logins.allowed():
        raise logins.NotADemo("the demo region belongs to demo settings")
    if not is_empty():
        raise NotEmpty("the database is not empty")
    started = time.monotonic()
    region = Region(seed=seed_number, now=clock.now(), ended=ended, open_cases=open_cases)
    told = region.tell()
    tell(f"Demoregionen: {len(told.rows)} händelser läses in.")
    summary = Import(_Strict(), batch=BATCH).run(iter(enumerate(told.rows, 1)))
    _places(region.county)
    _details(told, random.Random(seed_number))  # noqa: S311  (invented people, no secret)
    people = logins.make_logins()
    make_duty(people)
    make_faces(people)
    make_reach()
    _responsible(people)
    _shift(people)
    _shields(people)
    _secrecy(people["demo-avdelning"])
    # As of a file: what the demo begins with is told to nobody.
    silent = {name: replace(person, source="import") for name, person in people.items()}
    prepare_going_home(silent["demo-avdelning"])
    prepare_at_home(silent)
    prepare_plans(silent)
    prepare_calling(silent)
    prepare_delegations(silent)
    prepare_deviations(silent)
    prepare_meetings(silent)
    prepare_local_agreements(silent)
    region_unit = actors.unit_by_code(region.county.region_management)
    assert region_unit is not None
    make_agreements(region_unit)
    tell("Betalningsansvar räknas.")
    liability.assess_due()
    make_months(
        region.county.region_management,
        {code: unit for unit, code, _ in region.county.management},
    )
    prepare_following_up(silent)
    make_read(silent)
    return Made(summary, len(told.open_stories), time.monotonic() - started)


class _Strict:
    """The demo is right to the last line, or it is not made."""

    def refused(self, number: int, error: Refused) -> None:
        raise RuntimeError(f"line {number} of the demo was refused: {error.code}")

    def progress(self, read: int) -> None:
        return None


def _places(county: County) -> None:
    """Units that no event file has a kind for, and who serves whom."""
    for code, organisation, name in county.management:
        actor_services.save_unit(
            code=code, organisation_code=organisation, kind=UnitKind.ADMINISTRATION, name=name
        )
    for unit, served in county.serves.items():
        actor_services.serve(unit_code=unit, organisation_codes=served)


def _details(told: Told, rng: random.Random) -> None:
    units = {unit.code: unit.id for unit in actors.units(kinds=[UnitKind.PRIMARY_CARE])}
    complete_patients(
        acting=SYSTEM,
        details={
            person.number: PatientDetails(
                address="" if person.protection != "none" else street(rng, area.short),
                phone=f"08-465 004 {rng.randrange(0, 100):02d}",
                listed_at_id=units[primary_care],
            )
            for person, area, primary_care in told.people
        },
    )
    complete_notices(acting=SYSTEM, contents={story.id: _content(rng) for story in told.open_stories})


def _content(rng: random.Random) -> NoticeContent:
    doctor = rng.choice(DOCTORS)
    basis = rng.choices(("oral", "written", "harm_assessment", ""), (60, 15, 8, 17))[0]
    if not basis:
        return NoticeContent(doctor_name=doctor)
    return NoticeContent(
        doctor_name=doctor,
        basis=basis,
        basis_by=doctor if basis == "harm_assessment" else "",
        function=rng.choice(FUNCTIONS),
        housing=rng.choice(HOUSING),
        lives_alone=rng.random() < 0.6,
        aids=rng.choice(AIDS),
        next_of_kin=rng.choice(("Dotter, nås på kvällar", "Son", "Maka", "God man", "")),
        interpreter=rng.choice(LANGUAGES),
        **_more(rng),
    )


def _more(rng: random.Random) -> dict[str, Any]:
    """The rest of a notice: some answer everything, some say "vet ej" or leave it."""
    if rng.random() < 0.3:
        return {"unknown": ("rehab", "medicines")}
    levels = ("none", "some", "some", "much")
    return {
        "needs": tuple(
            rng.sample(("home_care", "rehab", "municipal_health_care", "alarm"), rng.randint(1, 3))
        ),
        "mobility": rng.choice(levels),
        "hygiene": rng.choice(levels),
        "eating": rng.choice(("none", "none", "some")),
        "cognition": rng.choice(("none", "none", "some", "much")),
        "communication": "none",
        "rehab": rng.choice(("Balansträning hemma", "Fortsatt gångträning", "Behövs inte")),
        "medicines": rng.choice(("Dospåsar", "Sköter själv med dosett", "Hemtjänsten ger efter delegering")),
        "decisions": rng.choice(("Hemtjänst två gånger om dagen", "Trygghetslarm", "Inga insatser i dag")),
        "guardians": "Ingen",
        "children": "Inga",
        "unknown": rng.choice(((), (), ("home_adaptation",))),
    }


def _responsible(people: Mapping[str, Acting]) -> None:
    """Some open cases have been taken by a person."""
    for username in ("demo-bistand", "demo-vc", "demo-hemtjanst"):
        acting = people[username]
        mine = list(
            visible_to(acting).filter(ended_at__isnull=True).order_by("pk").values_list("pk", flat=True)
        )
        for episode_id in mine[::4][:8]:
            transitions.take_case(acting=acting, episode_id=episode_id, at=clock.now())


def _shift(people: Mapping[str, Acting]) -> None:
    """The ward's night has handed over to the day; units have saved the filters that they use."""
    now, ward = clock.now(), people["demo-avdelning"]
    others = colleagues(ward.unit_id, on=clock.today(), roles=[ward.role])
    night = next((one for one in others if one.user_id != ward.user_id), None)
    cases = visible_to(ward).filter(ended_at__isnull=True, ward_id=ward.unit_id).order_by("pk")
    ids = list(cases.values_list("pk", flat=True)[:3])
    if night is not None and ids:
        transitions.hand_over(
            acting=replace(ward, user_id=night.user_id, user_name=night.name),
            episode_ids=ids,
            to_user_id=ward.user_id,
            at=now - timedelta(hours=2),
            note="Lugn natt. Börja med den som ska hem i dag: dottern ringer före tio och vill veta tiden.",
            notes={ids[0]: "Läkemedelslistan är inte klar, läkaren vet."},
        )
    for username, name, query in (
        ("demo-bistand", "Kvittera först", {"task": "acknowledge"}),
        ("demo-bistand", "Ska hem", {"phase": "ready"}),
        ("demo-vc", "Utse vårdkontakt", {"task": "appoint_contact"}),
    ):
        transitions.save_filter(acting=people[username], name=name, query=query, for_unit=True, at=now)


def _shields(people: Mapping[str, Acting]) -> None:
    """A block, what units have made available, an emergency opening that waits for review, a protected colleague."""
    now = clock.now()

    def cases(username: str) -> list[int]:
        found = visible_to(people[username]).filter(ended_at__isnull=True).order_by("pk")
        return list(found.values_list("pk", flat=True))

    for username in ("demo-bistand", "demo-avdelning"):
        for episode_id in cases(username)[:4]:
            shields.make_available(acting=people[username], episode_id=episode_id, at=now)
    for episode_id in cases("demo-vc")[1:2]:
        shields.set_block(
            acting=people["demo-vc"],
            episode_id=episode_id,
            at=now,
            stated_by=StatedBy.PATIENT,
            whole_organisation=False,
        )
    for episode_id in cases("demo-sabo")[:1]:
        openings.open_emergency(
            acting=replace(people["demo-sabo"], source="import"),
            episode_id=episode_id,
            at=now - timedelta(hours=5),
            reason=EmergencyReason.HEALTH,
            explained="Hittades förvirrad hemma. Behövde veta vilka insatser som var beställda.",
        )
    doctor = people["demo-lakare"].assignment_id
    if doctor is not None:
        set_staff_protection(acting=people["demo-admin"], assignment_id=doctor, protected=True)


def _secrecy(ward: Acting) -> None:
    """A god man who has been asked, and what the ward then weighed."""
    now = clock.now()
    found = visible_to(ward).filter(ended_at__isnull=True, ward_id=ward.unit_id).order_by("pk")
    for episode_id in found.values_list("pk", flat=True)[:3]:
        god_man = transitions.add_representative(
            acting=ward,
            episode_id=episode_id,
            kind=RepresentativeKind.GOD_MAN,
            name="Ingrid Provmark",
            phone="08-465 004 50",
            mandates=[Mandate.RIGHTS, Mandate.PERSON],
            seen="Registerutdrag från överförmyndaren",
            valid_from=clock.local_date(now - timedelta(days=200)),
        )
        transitions.assess_harm(
            acting=ward,
            episode_id=episode_id,
            at=now,
            scope=Scope.INFORMATION,
            discloses=True,
            ground=OslGround.UNABLE,
            why=WhyNoConsent.UNABLE,
            what="Funktion, hjälpmedel och närstående",
            reason="Kan inte ta ställning efter stroke. Gode mannen ser inget hinder. Behövs för hjälpen hemma.",
            assessed_by=ward.user_name,
            representative_id=god_man.pk,
        )
