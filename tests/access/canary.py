"""Two tenants: everything that unit B knows holds a marker, and unit A asks for everything that can be asked for
(TEN-3).

`build()` makes both, `walk()` asks as A, `grow()` gives B more. Used once with the program as it is, and once with
its own filter taken away, when the database alone stands in the way (TEN-6).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse

from actors.rules.kinds import Role
from core import clock
from deviations import services as deviations
from integrations.services import make_token
from sip import services as sip
from tests.access.matrix import MATRIX
from tests.access.world import CASE_PAGES, DEVIATION_PAGES, SIP_PAGES
from tests.factories.region import Region, build, personal_number
from transitions import services
from transitions.models import CareEpisode
from transitions.rules.kinds import CareForm, Sex

MARK = "Zvxq"
"""In every name and text of unit B; no word of the interface holds it."""

A: dict[str, tuple[str, Role]] = {
    "nurse": ("ward", Role.WARD_NURSE),
    "asses": ("office", Role.ASSESSOR),
    "vc": ("vc", Role.CARE_CONTACT),
    "home": ("home", Role.HOME_CARE_COORDINATOR),
    "mas": ("mas", Role.MAS),
    "mgr": ("management", Role.MANAGER),
    "uadm": ("ward", Role.ADMINISTRATOR),
}
"""Who asks: the units of the first case, and those above them. None of them is on any case of B's."""

LISTS = ("worklist", "people", "sip_list", "deviation_list")
FILTERING = ("nurse", "mas")
"""Who asks for every page and filter, and for B's own addresses: the others ask for the lists alone."""

BY_ID = ("case", "case_history", "send_ready", "liability", "sip_detail", "sip_calendar", "deviation_detail")
SUMS = ("nurse", "mgr")
UNASKED = ("choose_assignment", "start", "welcome", "settings", "api_", "styleguide", "help", "accessibility")
"""Addresses that tell nothing of patients, and the one that would change who asks."""


@dataclass(frozen=True)
class Secret:
    """A case of B's: its random ids, which are as telling as a name."""

    episode: CareEpisode
    number: str
    sip: str
    deviation: str

    @property
    def marks(self) -> list[str]:
        """What must stand in no answer to A."""
        return [MARK, f"{self.episode.public_id}", self.number, self.sip, self.deviation]


@dataclass
class Tenants:
    """Both units with what they know."""

    region: Region
    clients: dict[str, Client]
    secrets: list[Secret]
    token: str

    @property
    def marks(self) -> list[str]:
        """The markers of everything that B knows."""
        return list(dict.fromkeys(mark for secret in self.secrets for mark in secret.marks))


@dataclass(frozen=True)
class Asked:
    """One question of A's and its answer: status, headers and body as text."""

    who: str
    address: str
    status: int
    text: str


def make() -> Tenants:
    """The region with A's case, and one case of B's."""
    region = build()
    clients = {name: region.client(unit, role=role) for name, (unit, role) in A.items()}
    _, token = make_token(
        acting=region.acting("ward", source="system"), unit_code=region.units["ward"].code, name="Journalen"
    )
    tenants = Tenants(region, clients, [], token)
    grow(tenants)
    return tenants


def grow(tenants: Tenants) -> None:
    """One more case of B's: another ward, another municipality, every text marked."""
    region, number = tenants.region, len(tenants.secrets)
    ward, office = region.acting("other_ward"), region.acting("other_office")
    born = date(1931, 3, 1) + timedelta(days=number)
    identity = personal_number(born, 982)
    now = clock.now()
    patient, _ = services.register_patient(
        acting=ward,
        personal_number=identity,
        name=f"{MARK}a {MARK}sson",
        sex=Sex.FEMALE,
        registered_in_id=region.organisations["other"].pk,
    )
    episode = services.register_admission(
        acting=ward, patient_id=patient.pk, admitted_at=now - timedelta(days=3), care_form=CareForm.SOMATIC
    )
    loaded = region.acting("other_ward", source="import")
    services.record_item(
        acting=loaded,
        episode_id=episode.pk,
        kind="admission_notice_sent",
        at=now - timedelta(days=2),
        to=[region.id("other_office")],
        data={"expected_discharge": f"{clock.today() + timedelta(days=1)}", "doctor": f"{MARK} doktor"},
        note=f"{MARK} anteckning",
    )
    services.record_item(
        acting=loaded,
        episode_id=episode.pk,
        kind="discharge_ready_sent",
        at=now - timedelta(days=1),
        to=[region.id("other_office")],
    )
    called = sip.call_sip(
        acting=office,
        episode_id=episode.pk,
        at=now,
        to=[region.id("other_ward")],
        caller="municipality",
        why=f"{MARK} behövs",
        meeting_at=now + timedelta(days=4),
        mode="video",
    )
    deviation = deviations.report(
        acting=office,
        at=now,
        category="medicines",
        about_id=region.id("other_ward"),
        severity="low",
        episode_id=episode.pk,
        text=f"{MARK} saknades.",
    )
    shown = f"{identity[:8]}-{identity[8:]}"
    tenants.secrets.append(Secret(episode, shown, f"{called.public_id}", f"{deviation.public_id}"))


def walk(tenants: Tenants) -> Iterator[Asked]:
    """What A can ask for: own pages, B's by their ids, lists with every filter, order and page, search, the API."""
    for who, client in tenants.clients.items():
        own = [*pages(), *_addresses(tenants)] if who in FILTERING else [*map(reverse, LISTS)]
        for address in own:
            yield _ask(who, address, client.get(address))
        for text in ("Testsson", MARK, tenants.secrets[0].number) if who in FILTERING else ():
            answer = client.post(reverse("people"), {"q": text})
            # What one typed oneself stands in the field again, and is no answer.
            yield _ask(who, "POST people", answer, typed=text)
    system = Client(headers={"Authorization": f"Bearer {tenants.token}"})
    for address in _api(tenants):
        yield _ask("system", address, system.get(address))


def counts(tenants: Tenants) -> list[Asked]:
    """Every list and sum of A's as it stands: what must not change when B gets more to do."""
    found = [
        _ask(who, address, client.get(address))
        for who, client in tenants.clients.items()
        for address in map(reverse, (*LISTS, "worklist_changes", *(["reports"] if who in SUMS else [])))
    ]
    system = Client(headers={"Authorization": f"Bearer {tenants.token}"})
    return [*found, _ask("system", "api", system.get(reverse("api_cases")))]


def pages() -> list[str]:
    """Every page that needs no argument."""
    return sorted({reverse(name) for name, method in MATRIX if method == "GET" and _plain(name)})


def _addresses(tenants: Tenants) -> list[str]:
    own, secret = tenants.region.episode.public_id, tenants.secrets[0]
    keys = {
        **dict.fromkeys(CASE_PAGES, secret.episode.public_id),
        **dict.fromkeys(SIP_PAGES, secret.sip),
        **dict.fromkeys(DEVIATION_PAGES, secret.deviation),
    }
    found = [reverse(name, args=[keys[name]]) for name in BY_ID]
    found += [reverse(name, args=[own]) for name in ("case", "case_history", "send_notice", "sip_call")]
    for name in LISTS:
        found += [f"{reverse(name)}?{urlencode(query)}" for query in _queries(secret)]
    return found


def _queries(secret: Secret) -> Iterable[dict[str, str]]:
    """Filters, orders and pages, those that exist and those that somebody may try (row 60 of the table)."""
    yield {"q": MARK, "ordering": "patient__personal_number", "sort": "-patient__name"}
    yield {"flik": "unread", "order_by": "patient__personal_number"}
    for tab in ("mine", "kallade", "alla"):
        yield {"flik": tab}
    yield {"sida": "2", "patient__name__contains": MARK}
    yield {"unit": f"{secret.episode.ward_id}", "arende": f"{secret.episode.public_id}", "phase": "ready"}


def _api(tenants: Tenants) -> Iterator[str]:
    yield reverse("api_cases")
    for query in _queries(tenants.secrets[0]):
        yield f"{reverse('api_cases')}?{urlencode(query)}"
    yield f"{reverse('api_cases')}?limit=1&offset=1"
    yield reverse("api_case", args=[tenants.secrets[0].episode.public_id])
    yield reverse("api_case", args=[tenants.region.episode.public_id])


def _plain(name: str) -> bool:
    if name.startswith(UNASKED):
        return False
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def _ask(who: str, address: str, response: HttpResponseBase, *, typed: str = "") -> Asked:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    text = body.decode("utf-8", errors="replace") + "\n".join(
        f"{name}: {value}" for name, value in response.headers.items() if name != "X-Request-ID"
    )
    if typed:
        text = text.replace(f'value="{typed}"', 'value=""')
    return Asked(who, address, response.status_code, text)


def leaks(tenants: Tenants, asked: Iterable[Asked]) -> list[str]:
    """Where a marker of B's stands in an answer to A. What A typed in an address is in its links, and is no leak."""
    found = []
    for one in asked:
        text = one.text
        for sent in re.findall(r"[=/]([^=&/?]+)", one.address):
            text = text.replace(sent, "")
        found += [f"{one.who} {one.address}: {mark}" for mark in tenants.marks if mark in text]
    return found


_VOLATILE = re.compile(
    r"""(?<=name="csrfmiddlewaretoken"\ value=")[^"]*
      | <input[^>]*name="key"[^>]*>
      | nonce-[\w-]+ | nonce="[^"]*"
      | sedan=[^"&]* | data-clock="\d+"
      | [\w:.+-]*T\d\d:\d\d:\d\d[\w:.+-]*""",
    re.VERBOSE,
)


def settled(text: str) -> str:
    """An answer without what differs from one request to the next: tokens, keys, the second it was drawn."""
    return _VOLATILE.sub("", text)
