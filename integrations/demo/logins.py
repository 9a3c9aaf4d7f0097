"""The people who log in to the demo, one for each role of requirement X1 and one with several assignments."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from actors import selectors, services, services_access
from actors.acting import Acting
from actors.presenters import ROLE_LABELS
from actors.rules.kinds import Role
from core import clock

PASSWORD = "hemvag-demo"  # noqa: S105  (written on the log-in page of a demo with invented people)
AREA = "SE-DEMO-0180-HA"


class NotADemo(RuntimeError):
    """The settings are not those of a demo: no log-in that everybody knows may exist."""


@dataclass(frozen=True, slots=True)
class Login:
    """A person who logs in; `places` are role and unit code, the first one the main one."""

    username: str
    name: str
    places: tuple[tuple[Role, str], ...]
    staff: bool = False


LOGINS = (
    Login("demo-avdelning", "Demo: Nadja Sjögren", ((Role.WARD_NURSE, "SE-DEMO-SOS-1"),)),
    Login("demo-lakare", "Demo: Omid Rahimi", ((Role.WARD_DOCTOR, "SE-DEMO-SOS-1"),)),
    Login("demo-bistand", "Demo: Berit Lund", ((Role.ASSESSOR, f"{AREA}-BIST"),)),
    Login("demo-vc", "Demo: Klara Wikström", ((Role.CARE_CONTACT, f"{AREA}-VC1"),)),
    Login("demo-rehab", "Demo: Pekka Laine", ((Role.REHAB, "SE-DEMO-REHAB-4"),)),
    Login("demo-sabo", "Demo: Amina Jama", ((Role.HOUSING_NURSE, f"{AREA}-HSV"),)),
    Login("demo-hemtjanst", "Demo: Rosa Sepúlveda", ((Role.HOME_CARE_COORDINATOR, f"{AREA}-HTJ"),)),
    Login("demo-trygg", "Demo: Siv Marklund", ((Role.HOME_CARE_COORDINATOR, f"{AREA}-TRYGG"),)),
    Login("demo-natt", "Demo: Torsten Ek", ((Role.NIGHT_PATROL, f"{AREA}-NATT"),)),
    Login("demo-mas", "Demo: Gunilla Åström", ((Role.MAS, f"{AREA}-MAS"),)),
    Login("demo-chef", "Demo: Mehmet Kaya", ((Role.MANAGER, f"{AREA}-LEDN"),)),
    Login("demo-region", "Demo: Ewa Kowalska", ((Role.REGION_CONTROLLER, "SE-DEMO-01-LEDN"),)),
    Login("demo-admin", "Demo: Johan Berg", ((Role.ADMINISTRATOR, "SE-DEMO-01-LEDN"),), staff=True),
    Login("demo-enhetsadmin", "Demo: Pia Malm", ((Role.ADMINISTRATOR, "SE-DEMO-SOS-1"),)),
    Login("demo-kommunadmin", "Demo: Olle Frisk", ((Role.ADMINISTRATOR, f"{AREA}-LEDN"),)),
    Login(
        "demo-flera",
        "Demo: Sara Nieminen",
        (
            (Role.HOME_CARE_COORDINATOR, f"{AREA}-HTJ"),
            (Role.NIGHT_PATROL, f"{AREA}-NATT"),
            (Role.ASSESSOR, "SE-DEMO-0184-BIST"),
            (Role.MANAGER, "SE-DEMO-0184-LEDN"),
        ),
    ),
)


COLLEAGUES = (
    ("demo-kollega-1", "Demo: Ylva Strand", Role.WARD_NURSE, 3),
    ("demo-kollega-2", "Demo: Jonas Ahlgren", Role.WARD_NURSE, 131),
    ("demo-kollega-3", "Demo: Farah Nazari", Role.WARD_DOCTOR, 40),
)
"""People of the ward without a log-in of the demo: role, and days since the access was last used."""

ENDED = frozenset({"demo-kollega-3"})


@dataclass(frozen=True, slots=True)
class LoginRow:
    """A log-in as it is shown: role and unit in words."""

    role: str
    unit: str
    name: str
    username: str
    password: str


def allowed() -> bool:
    """Whether the settings are those of a demo, or of the tests."""
    return bool(settings.HEMVAG_DEMO_LOGIN) and settings.HEMVAG_ENVIRONMENT in {"demo", "test"}


def demo_logins() -> list[LoginRow]:
    """What the log-in page and `make demo` show: every demo person whose unit exists. One query.

    Empty where password log-in of the demo is not allowed.
    """
    if not allowed():
        return []
    names = {unit.code: unit.name for unit in selectors.units(codes={login.places[0][1] for login in LOGINS})}
    return [
        LoginRow(
            role=_role(login),
            unit=names[login.places[0][1]],
            name=login.name,
            username=login.username,
            password=PASSWORD,
        )
        for login in LOGINS
        if login.places[0][1] in names
    ]


def _role(login: Login) -> str:
    label = ROLE_LABELS[login.places[0][0]]
    others = len(login.places) - 1
    return f"{label} och {others} uppdrag till" if others else label


def make_logins(today: date | None = None) -> dict[str, Acting]:
    """Make the people and their assignments; repeating it changes nothing. Raises NotADemo.

    Returns, by user name, each person in the main assignment.
    """
    if not allowed():
        raise NotADemo("demo log-ins exist only with demo settings")
    since = (today or clock.today()) - timedelta(days=400)
    # One hash for all: making it is meant to be slow.
    password_hash = make_password(PASSWORD)
    made: dict[str, Acting] = {}
    for login in LOGINS:
        for role, unit in login.places:
            assignment = services.add_person(
                username=login.username,
                name=login.name,
                password_hash=password_hash,
                unit_code=unit,
                role=role,
                valid_from=since,
                staff=login.staff,
            )
            acting = selectors.acting_for_assignment(
                assignment_id=assignment.pk, user_id=assignment.user_id, on=clock.today()
            )
            assert acting is not None
            services_access.note_use(assignment_id=assignment.pk, today=clock.today())
            made.setdefault(login.username, acting)
    _make_colleagues(made["demo-enhetsadmin"], since)
    return made


def _make_colleagues(administrator: Acting, since: date) -> None:
    """People of the ward who do not log in: one who has, one who has not for long, and one whose access has ended."""
    today = clock.today()
    for username, name, role, unused_days in COLLEAGUES:
        assignment = services.add_person(
            username=username,
            name=name,
            password_hash=make_password(None),
            unit_code="SE-DEMO-SOS-1",
            role=role,
            valid_from=since,
        )
        services_access.note_use(assignment_id=assignment.pk, today=today - timedelta(days=unused_days))
        if username in ENDED:
            services_access.end_access(acting=administrator, assignment_id=assignment.pk)
