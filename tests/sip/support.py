"""A small region in which a patient can be carried to a SIP or a deviation."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from actors import selectors as actors
from actors.acting import Acting
from actors.models import Assignment, Organisation, ServiceArea, Unit, User
from actors.rules.kinds import OrganisationKind, UnitKind, default_role
from core import clock
from transitions import services
from transitions.models import CareEpisode
from transitions.rules.kinds import CareForm, Sex

UNITS = {
    "ward": ("region", UnitKind.WARD, "Avdelning 21"),
    "other_ward": ("region", UnitKind.WARD, "Avdelning 22"),
    "vc": ("region", UnitKind.PRIMARY_CARE, "Gröndals vårdcentral"),
    "rehab": ("region", UnitKind.PRIMARY_CARE_REHAB, "Gröndals rehab"),
    "office": ("municipality", UnitKind.ASSESSMENT_OFFICE, "Biståndsenheten"),
    "home": ("provider", UnitKind.HOME_CARE, "Hemtjänsten Ett"),
    "mas": ("municipality", UnitKind.MAS_OFFICE, "MAS"),
    "other_mas": ("other", UnitKind.MAS_OFFICE, "MAS i Grannby"),
    "other_office": ("other", UnitKind.ASSESSMENT_OFFICE, "Biståndsenheten i Grannby"),
    "management": ("municipality", UnitKind.ADMINISTRATION, "Ledningen"),
}


@dataclass(frozen=True)
class Region:
    """Units by short name, and a patient on a ward with a notice sent to office and vårdcentral."""

    units: dict[str, Unit]
    organisations: dict[str, Organisation]
    episode: CareEpisode
    start: datetime

    def acting(self, name: str, *, source: str = "web") -> Acting:
        """Somebody at the unit, in the unit's own role."""
        unit = actors.units(ids=[self.units[name].pk])[0]
        return actors.acting_for_unit(unit, name=f"Test {name}", source=source)

    def person(self, name: str) -> tuple[User, Assignment]:
        """A person with a log-in and an assignment at the unit."""
        unit = self.units[name]
        user = User.objects.create(username=f"person-{name}", name=f"Person {name}")
        assignment = Assignment.objects.create(
            user=user, unit=unit, role=default_role(UnitKind(unit.kind)), valid_from=clock.today() - timedelta(days=9)
        )
        return user, assignment

    def person_acting(self, name: str) -> Acting:
        """`acting` with a real person behind it."""
        user, assignment = self.person(name)
        return replace(
            self.acting(name), user_id=user.pk, user_name=user.name, assignment_id=assignment.pk
        )

    def id(self, name: str) -> int:
        """The unit's id."""
        return self.units[name].pk


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
