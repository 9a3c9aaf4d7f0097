"""A small region: one unit of each kind that a test needs, people with assignments, and patients on their way home.

`build()` makes the region with one case; `add_cases()` fills it. Everything goes through the services. Test people
only: their birth numbers are 980 to 999.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.test import Client
from stdnum import luhn

from actors import selectors as actors
from actors.acting import Acting
from actors.middleware import SESSION_KEY
from actors.models import Assignment, Organisation, ServiceArea, Unit, User
from actors.rules.kinds import OrganisationKind, Role, UnitKind, default_role
from core import clock, relay
from transitions import services
from transitions.models import CareEpisode, Item
from transitions.rules.kinds import CareForm, ItemKind, Sex
from transitions.services.loading import loading

UNITS = {
    "ward": ("region", UnitKind.WARD, "Avdelning 21"),
    "other_ward": ("region", UnitKind.WARD, "Avdelning 22"),
    "vc": ("region", UnitKind.PRIMARY_CARE, "Gröndals vårdcentral"),
    "rehab": ("region", UnitKind.PRIMARY_CARE_REHAB, "Gröndals rehab"),
    "office": ("municipality", UnitKind.ASSESSMENT_OFFICE, "Biståndsenheten"),
    "home": ("provider", UnitKind.HOME_CARE, "Hemtjänsten Ett"),
    "night": ("municipality", UnitKind.NIGHT_PATROL, "Nattpatrullen"),
    "mas": ("municipality", UnitKind.MAS_OFFICE, "MAS"),
    "other_mas": ("other", UnitKind.MAS_OFFICE, "MAS i Grannby"),
    "other_office": ("other", UnitKind.ASSESSMENT_OFFICE, "Biståndsenheten i Grannby"),
    "management": ("municipality", UnitKind.ADMINISTRATION, "Ledningen"),
    "region_management": ("region", UnitKind.ADMINISTRATION, "Regionens ledning"),
}


@dataclass(frozen=True)
class Region:
    """Units by short name, and a patient on a ward with a notice sent to office and vårdcentral."""

    units: dict[str, Unit]
    organisations: dict[str, Organisation]
    episode: CareEpisode
    start: datetime

    def acting(self, name: str, *, source: str = "web", role: Role | None = None) -> Acting:
        """Somebody at the unit, in the unit's own role unless another is given."""
        unit = actors.units(ids=[self.units[name].pk])[0]
        return actors.acting_for_unit(unit, name=f"Test {name}", source=source, role=role)

    def person(self, name: str, *, role: Role | None = None) -> tuple[User, Assignment]:
        """A person with a log-in and an assignment at the unit."""
        unit = self.units[name]
        role = role or default_role(UnitKind(unit.kind))
        user = User.objects.create(username=f"person-{name}-{User.objects.count()}", name=f"Person {name}")
        assignment = Assignment.objects.create(
            user=user,
            unit=unit,
            role=role,
            valid_from=clock.today() - timedelta(days=9),
            last_used_on=clock.today(),  # no newcomer, who would be welcomed first
        )
        return user, assignment

    def person_acting(self, name: str) -> Acting:
        """`acting` with a real person behind it."""
        user, assignment = self.person(name)
        return replace(self.acting(name), user_id=user.pk, user_name=user.name, assignment_id=assignment.pk)

    def client(self, name: str, *, role: Role | None = None) -> Client:
        """A browser of a new person at the unit, logged in, with the assignment chosen."""
        return logged_in(*self.person(name, role=role))

    def id(self, name: str) -> int:
        """The unit's id."""
        return self.units[name].pk


def logged_in(user: User, assignment: Assignment) -> Client:
    """A browser in which the person has logged in and chosen the assignment."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[SESSION_KEY] = assignment.pk
    session.save()
    return client


def personal_number(born: date, number: int = 980) -> str:
    """Twelve digits of a test person, with the right check digit. `number` is 980 to 999; an odd one is a man's."""
    digits = f"{born:%y%m%d}{number}"
    return f"{born.year // 100}{digits}{luhn.calc_check_digit(digits)}"


def build(*, start: datetime | None = None, to: tuple[str, ...] = ("office", "vc")) -> Region:
    """The region with its patient; admitted two days before now unless `start` says otherwise."""
    start = start or clock.now() - timedelta(days=2)
    region = Organisation.objects.create(code="01", kind=OrganisationKind.REGION, name="Region Test")
    municipality = Organisation.objects.create(
        code="0199", kind=OrganisationKind.MUNICIPALITY, name="Testköpings kommun", parent=region
    )
    other = Organisation.objects.create(
        code="0198", kind=OrganisationKind.MUNICIPALITY, name="Grannby kommun", parent=region
    )
    provider = Organisation.objects.create(
        code="P-1", kind=OrganisationKind.PRIVATE_PROVIDER, name="Hemomsorg Ett AB"
    )
    organisations = {"region": region, "municipality": municipality, "other": other, "provider": provider}
    units = {
        name: Unit.objects.create(
            code=f"T-{name}", organisation=organisations[owner], kind=kind, name=label, phone="08-123 456 78"
        )
        for name, (owner, kind, label) in UNITS.items()
    }
    for name in ("vc", "rehab", "home"):
        ServiceArea.objects.create(unit=units[name], organisation=municipality)
    made = Region(units, organisations, CareEpisode(), start)
    ward = made.acting("ward")
    patient, _ = services.register_patient(
        acting=ward,
        personal_number="193802049811",
        name="Elsa Testsson",
        sex=Sex.FEMALE,
        registered_in_id=municipality.pk,
    )
    episode = services.register_admission(
        acting=ward, patient_id=patient.pk, admitted_at=start, care_form=CareForm.SOMATIC
    )
    made = replace(made, episode=episode)
    send_notice(made, to=to)
    return made


def send_notice(region: Region, *, to: tuple[str, ...]) -> None:
    """The inskrivningsmeddelande, as a loaded event so that it needs no form."""
    services.record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind="admission_notice_sent",
        at=region.start + timedelta(hours=1),
        to=[region.id(name) for name in to],
        data={"expected_discharge": f"{clock.local_date(region.start + timedelta(days=4))}"},
    )
    region.episode.refresh_from_db()


def send_new_date(region: Region) -> Item:
    """A new date from the ward to office and vårdcentral, and the relay's round after it."""
    item = services.change_expected_discharge(
        acting=region.person_acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=clock.today() + timedelta(days=3),
        certainty="sure",
    )
    relay.drain()
    return item


def order_help(region: Region) -> None:
    """Help at home by day and by night, ordered by the office."""
    services.order_home_care(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("home"), region.id("night")],
        starts_at=clock.now(),
    )


def send_ready(region: Region, at: datetime) -> None:
    """Utskrivningsklar to office and vårdcentral."""
    services.record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind="discharge_ready_sent",
        at=at,
        to=[region.id("office"), region.id("vc")],
    )
    region.episode.refresh_from_db()


def add_cases(region: Region, count: int, *, first: int = 0) -> list[CareEpisode]:
    """More patients on the ward, over all states: admitted, noticed, acknowledged, ready, told to home care, home.

    `first` numbers the first of them, so that a second call makes other people.
    """
    ward = region.acting("ward", source="import")
    made = []
    with loading():
        for number in range(first, first + count):
            patient, _ = services.register_patient(
                acting=ward,
                personal_number=personal_number(
                    date(1930, 1, 1) + timedelta(days=37 * number), 980 + number % 20
                ),
                name=f"Testperson Nummer {number}",
                sex=Sex.MALE if number % 2 else Sex.FEMALE,
                registered_in_id=region.organisations["municipality"].pk,
            )
            admitted = clock.now() - timedelta(days=1 + number % 6, hours=number % 5)
            episode = services.register_admission(
                acting=ward,
                patient_id=patient.pk,
                admitted_at=admitted,
                care_form=CareForm.SOMATIC,
                external_id=f"case-{number}",
            )
            _carry(region, ward, episode.pk, admitted, steps=number % 6)
            made.append(episode.pk)
    return list(CareEpisode.objects.filter(pk__in=made).order_by("pk"))


def _carry(region: Region, ward: Acting, episode_id: int, admitted: datetime, *, steps: int) -> None:
    chain: Sequence[tuple[Acting, ItemKind, tuple[str, ...], dict[str, object]]] = (
        (ward, ItemKind.ADMISSION_NOTICE_SENT, ("office", "vc"), {"expected_discharge": f"{clock.today()}"}),
        (
            region.acting("vc", source="import"),
            ItemKind.CARE_CONTACT_APPOINTED,
            (),
            {"name": "Siv", "phone": "08-1"},
        ),
        (ward, ItemKind.DISCHARGE_READY_SENT, ("office", "vc"), {}),
        (
            region.acting("office", source="import"),
            ItemKind.HOME_CARE_NOTIFIED,
            ("home",),
            {"cause": "order"},
        ),
        (ward, ItemKind.DISCHARGED, (), {"to": "home"}),
    )
    for hour, (acting, kind, to, data) in enumerate(chain[:steps], start=1):
        services.record_item(
            acting=acting,
            episode_id=episode_id,
            kind=kind,
            at=admitted + timedelta(hours=hour),
            to=[region.id(name) for name in to],
            data=data,
        )
