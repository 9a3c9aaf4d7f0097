"""Log-in by SITHS against a real provider on loopback: what is believed, what is refused, and what it opens."""

import json
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from actors import oidc, services_siths
from actors.middleware import SESSION_KEY
from actors.models import Assignment, LoginEvent, Organisation, Unit, User
from actors.rules import siths
from actors.rules.kinds import OrganisationKind, Role, UnitKind, default_role
from actors.rules.roles import ROLES
from actors.services_sessions import recently_authenticated
from core import clock
from integrations.demo import hsa
from integrations.demo.identity_provider import Faults, IdentityProvider, SigningKey, Staff
from integrations.demo.logins import LOGINS, make_logins

ISSUER = "https://idp.provning.example"
REGION_HSA, TOWN_HSA, OTHER_HSA = "SE1-REGION", "SE1-KOMMUN", "SE1-GRANNE"
NURSE = "SE1-SKOTERSKA"


def commission(
    unit: str, provider: str, *, purpose: str = "Vård och behandling", number: int = 1
) -> dict[str, Any]:
    """A row of allCommissions."""
    return {
        "commissionHsaId": f"SE1-UPPDRAG-{number}",
        "commissionPurpose": purpose,
        "healthCareUnitHsaId": unit,
        "healthCareProviderHsaId": provider,
    }


WARD = commission("SE1-AVD", REGION_HSA)
OFFICE = commission("SE1-BIST", TOWN_HSA, number=2)
STAFF = (
    Staff(
        NURSE,
        "Siv Provning",
        "Avdelning 21",
        "sjuksköterska",
        {"allCommissions": [WARD], "healthcareProfessionalLicense": ["SJ"]},
    ),
    Staff(
        "SE1-BADA",
        "Bo Provning",
        "två",
        "två",
        {"allCommissions": [WARD, OFFICE], "healthcareProfessionalLicense": ["SJ"]},
    ),
)


@pytest.fixture(scope="module")
def running() -> Iterator[IdentityProvider]:
    """One provider for the file: making keys takes a while."""
    provider = IdentityProvider(STAFF, client_id="hemvag", client_secret="a b:c%", issuer=ISSUER)
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def idp(running: IdentityProvider, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> IdentityProvider:
    """The provider without a fault, and the settings that know it."""
    running.faults = Faults()
    running.calls.clear()
    monkeypatch.setattr(oidc._Rest, "until", {})
    settings.SITHS_ISSUER, settings.SITHS_CLIENT_ID = ISSUER, running.client_id
    settings.SITHS_CLIENT_SECRET, settings.SITHS_DISCOVERY_URL = running.client_secret, running.discovery
    return running


@pytest.fixture
def units(db: None) -> dict[str, Unit]:
    """A ward of the region and an office of a municipality, each with the HSA-id of its commissions."""
    region = Organisation.objects.create(
        code="01", kind=OrganisationKind.REGION, name="Region Test", hsa_id=REGION_HSA
    )
    town = Organisation.objects.create(
        code="0199", kind=OrganisationKind.MUNICIPALITY, name="Testköping", hsa_id=TOWN_HSA, parent=region
    )
    made = (("SE1-AVD", region, UnitKind.WARD), ("SE1-BIST", town, UnitKind.ASSESSMENT_OFFICE))
    return {
        hsa: Unit.objects.create(code=f"T-{hsa}", organisation=owner, kind=kind, name=hsa, hsa_id=hsa)
        for hsa, owner, kind in made
    }


def begin(client: Client, **query: str) -> dict[str, str]:
    """Press the button; what the browser carries to the provider."""
    answer = client.get(reverse("siths_start"), query)
    assert answer.status_code == 302, answer.content.decode()
    return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}


def come_back(client: Client, **answer: str) -> Any:
    """The browser returns from the provider."""
    return client.get(reverse("siths_callback"), answer)


def log_in(client: Client, idp: IdentityProvider, hsa_id: str = NURSE, **query: str) -> Any:
    """All of it."""
    fields = begin(client, **query)
    return come_back(client, state=fields["state"], code=idp.grant(hsa_id, fields))


def nobody_came_in(client: Client) -> bool:
    """No session of anybody's, in the browser or in the table."""
    sessions = [row.get_decoded() for row in Session.objects.all()]
    return (
        "_auth_user_id" not in client.session
        and not any("_auth_user_id" in session for session in sessions)
        and not LoginEvent.objects.filter(outcome="in").exists()
    )


def refusal() -> LoginEvent:
    """The one refusal that was kept."""
    return LoginEvent.objects.get(outcome="refused")


# --- The way in ---------------------------------------------------------------------------------------------


def test_a_person_comes_in_and_acts_in_the_unit_of_the_commission_alone(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    elsewhere, before = units["SE1-BIST"], client.session.session_key
    user = User.objects.create(username=NURSE.lower(), name="Siv")
    ward = Assignment.objects.create(
        user=user, unit=units["SE1-AVD"], role=Role.WARD_NURSE, valid_from=clock.today()
    )
    other = Assignment.objects.create(user=user, unit=elsewhere, role=Role.ASSESSOR, valid_from=clock.today())
    answer = log_in(client, idp)
    assert answer.status_code == 302, refusal().reason
    assert answer["Location"] == reverse("choose_assignment")
    assert int(client.session["_auth_user_id"]) == user.pk
    assert client.session.session_key != before
    # The person has an assignment at the office too; the commission is for the ward, so only that one is there.
    client.get(reverse("choose_assignment"))
    assert client.session[SESSION_KEY] == ward.pk
    assert client.post(reverse("choose_assignment"), {"assignment": other.pk}).status_code == 404
    session = client.session
    session[SESSION_KEY] = other.pk
    session.save()
    assert client.get(reverse("worklist"))["Location"] == reverse("choose_assignment")
    event = LoginEvent.objects.get()
    assert (event.outcome, event.kind, event.user, event.subject, event.issuer, event.assignments) == (
        "in",
        "siths",
        user,
        NURSE,
        ISSUER,
        [ward.pk],
    )
    assert event.idp_session
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data, account.user_id) == (f"{ISSUER} {NURSE}", {}, user.pk)
    user.refresh_from_db()
    assert user.name == "Siv Provning"


def test_a_new_person_is_made_once_whatever_the_subject_is_called(
    idp: IdentityProvider, units: dict[str, Unit]
) -> None:
    for _ in range(2):
        assert log_in(Client(), idp).status_code == 302
    user = User.objects.get()
    assert (user.username, user.has_usable_password(), user.is_staff) == (NURSE, False, False)
    made = Assignment.objects.get()
    assert (made.role, made.unit, made.valid_to) == (
        "ward_nurse",
        units["SE1-AVD"],
        clock.today() + timedelta(days=1),
    )


def test_what_is_sent_to_the_provider(idp: IdentityProvider, client: Client, db: None) -> None:
    fields = begin(client)
    assert fields["code_challenge_method"] == "S256"
    assert len(fields["code_challenge"]) == 43
    assert len(fields["nonce"]) >= 40
    assert fields["redirect_uri"].endswith("/konto/siths/svar/")
    asked = json.loads(fields["claims"])["id_token"]
    assert asked["acr"]["values"] == sorted(siths.STRONG)
    assert not {"organizationHsaId", "commissionHsaId"} <= set(asked)
    again = begin(client, again="1")
    assert (again["prompt"], again["max_age"]) == ("login", "0")


def test_the_page_of_the_provider_leads_in_by_a_real_browser_walk(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    start = client.get(reverse("siths_start"), {"next": "/avvikelser/"})
    with urllib.request.urlopen(start["Location"], timeout=5) as answer:
        assert "Siv Provning" in answer.read().decode()
    fields = urlsplit(start["Location"]).query + "&" + urllib.parse.urlencode({"hsa_id": NURSE})
    opener = urllib.request.build_opener(_Stay)
    with pytest.raises(urllib.error.HTTPError) as redirected:
        opener.open(f"{idp.address}/authorize", data=fields.encode(), timeout=5)
    back = urlsplit(redirected.value.headers["Location"])
    answer = client.get(f"{back.path}?{back.query}")
    assert answer["Location"] == reverse("choose_assignment") + "?next=%2Favvikelser%2F"


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *args: Any) -> None:
        return None


# --- Forged and faulty answers (AUTH-2, AUTH-3) -----------------------------------------------------------------


def _another_key(idp: IdentityProvider) -> None:
    idp.faults.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _public_as_secret(idp: IdentityProvider) -> None:
    idp.faults.algorithm, idp.faults.key = "HS256", idp.key.public_pem


def _claims(**values: Any) -> Callable[[IdentityProvider], None]:
    def apply(idp: IdentityProvider) -> None:
        idp.faults.claims = {
            name: int(clock.machine_now().timestamp()) + value["now"]
            if isinstance(value, dict) and "now" in value
            else value
            for name, value in values.items()
        }

    return apply


def _set(**values: Any) -> Callable[[IdentityProvider], None]:
    def apply(idp: IdentityProvider) -> None:
        for name, value in values.items():
            setattr(idp.faults, name, value)

    return apply


WRONG_PURPOSE = [commission("SE1-AVD", REGION_HSA, purpose="Forskning")]
WRONG_PROVIDER = [commission("SE1-AVD", OTHER_HSA)]
REGION_FOR_TOWN = [commission("SE1-BIST", REGION_HSA)]
UNKNOWN_UNIT = [commission("SE1-ANNAN", REGION_HSA)]
BOTH = {"acr": siths.LOA3, "employeeHsaId": NURSE, "allCommissions": [WARD]}

FAULTY: dict[str, tuple[Callable[[IdentityProvider], None], str]] = {
    "alg none": (_set(algorithm="none"), "token_algorithm"),
    "HS256 with the public key": (_public_as_secret, "token_algorithm"),
    "signed by another key": (_another_key, "token_signature"),
    "names a key that is not listed": (_set(kid="another"), "token_key_unknown"),
    "issuer of somebody else": (_claims(iss="https://idp.annan.example"), "token_issuer"),
    "issuer missing": (_claims(iss=None), "token_claim_missing"),
    "issuer with a slash": (_claims(iss=ISSUER + "/"), "token_issuer"),
    "audience of somebody else": (_claims(aud="another"), "token_audience"),
    "audience missing": (_claims(aud=None), "token_claim_missing"),
    "several audiences, given to another": (_claims(aud=["hemvag", "x"], azp="x"), "token_audience"),
    "several audiences, given to nobody": (_claims(aud=["hemvag", "x"]), "token_audience"),
    "nonce of another attempt": (_claims(nonce="n" * 43), "token_nonce"),
    "nonce missing": (_claims(nonce=None), "token_claim_missing"),
    "nonce no text": (_claims(nonce=7), "token_nonce"),
    "subject missing": (_claims(sub=None), "token_claim_missing"),
    "expired": (_claims(exp={"now": -60}), "token_expired"),
    "end missing": (_claims(exp=None), "token_claim_missing"),
    "issued ten minutes ahead": (_claims(iat={"now": 600}), "token_issued_ahead"),
    "issued a minute ahead": (_claims(iat={"now": 60}), "token_issued_ahead"),
    "issued an hour ago": (_claims(iat={"now": -3600}), "token_old"),
    "issue time missing": (_claims(iat=None), "token_claim_missing"),
    "description of another issuer": (
        _set(description={"issuer": "https://idp.annan.example"}),
        "issuer_differs",
    ),
    "acr missing": (_claims(acr=None), "acr_missing"),
    "acr loa2": (_claims(acr="http://id.sambi.se/loa/loa2"), "acr_too_low"),
    "acr unknown": (_claims(acr="loa3"), "acr_too_low"),
    "acr longer than the right one": (_claims(acr="http://id.sambi.se/loa/loa3 "), "acr_too_low"),
    "acr a list": (_claims(acr=["http://id.sambi.se/loa/loa3"]), "acr_too_low"),
    "acr in userinfo alone": (
        _set(claims={"acr": None, "employeeHsaId": None}, userinfo=BOTH),
        "acr_missing",
    ),
    "userinfo of another subject": (
        _set(claims={"employeeHsaId": None}, userinfo=BOTH | {"sub": "somebody"}),
        "userinfo_subject",
    ),
    "HSA-id missing": (_claims(employeeHsaId=None), "hsa_id_missing"),
    "two HSA-ids": (_claims(employeeHsaId=[NURSE, "SE1-BADA"]), "hsa_id_missing"),
    "commission missing": (_claims(allCommissions=None), "commission_missing"),
    "commissions empty": (_claims(allCommissions=[]), "commission_missing"),
    "wrong purpose": (_claims(allCommissions=WRONG_PURPOSE), "purpose_not_care"),
    "commission of another provider": (_claims(allCommissions=WRONG_PROVIDER), "provider_differs"),
    "the region for a municipality's unit": (_claims(allCommissions=REGION_FOR_TOWN), "provider_differs"),
    "unit not ours": (_claims(allCommissions=UNKNOWN_UNIT), "unit_unknown"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_answer_lets_nobody_in_and_says_why(
    name: str, idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    apply, reason = FAULTY[name]
    fields = begin(client)
    apply(idp)
    answer = come_back(client, state=fields["state"], code=idp.grant(NURSE, fields))
    assert answer.status_code == 403
    assert f"Felkod: {reason}" in answer.content.decode()
    assert nobody_came_in(client)
    assert refusal().reason == reason
    assert not User.objects.exists()
    assert not Assignment.objects.exists()


def test_a_state_of_nobodys_or_of_another_browser_lets_nobody_in(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    victim, fields = Client(), begin(client)
    code = idp.grant(NURSE, fields)
    for state in ({}, {"state": ""}, {"state": "x" * 16}, {"state": fields["state"]}):
        assert come_back(victim, code=code, **state).status_code == 403
    assert nobody_came_in(victim)
    assert {row.reason for row in LoginEvent.objects.all()} == {"state_unknown"}
    assert idp.calls.count("/token") == 0


def test_a_state_is_used_once(idp: IdentityProvider, units: dict[str, Unit], client: Client) -> None:
    fields = begin(client)
    idp.faults.claims = {"acr": None}
    come_back(client, state=fields["state"], code=idp.grant(NURSE, fields))
    idp.faults = Faults()
    come_back(client, state=fields["state"], code=idp.grant(NURSE, fields))
    assert nobody_came_in(client)
    assert [row.reason for row in LoginEvent.objects.all()] == ["acr_missing", "state_unknown"]


def test_a_code_is_used_once_and_another_browsers_code_does_not_fit(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    fields = begin(client)
    code = idp.grant(NURSE, fields)
    assert come_back(client, state=fields["state"], code=code).status_code == 302
    other = Client()
    assert come_back(other, state=begin(other)["state"], code=code).status_code == 403
    # A code that an attacker got for his own attempt, put into a victim's browser: the verifier is another one.
    theirs, victim = Client(), Client()
    stolen = idp.grant("SE1-BADA", begin(theirs))
    assert come_back(victim, state=begin(victim)["state"], code=stolen).status_code == 403
    assert {row.reason for row in LoginEvent.objects.filter(outcome="refused")} == {"code_refused"}
    # Where the provider checks neither, the nonce still does.
    idp.faults.ignore_verifier = idp.faults.reuse_codes = True
    stolen = idp.grant("SE1-BADA", begin(theirs))
    assert come_back(victim, state=begin(victim)["state"], code=stolen).status_code == 403
    assert "_auth_user_id" not in victim.session
    assert "_auth_user_id" not in other.session
    assert LoginEvent.objects.order_by("pk").last().reason == "token_nonce"  # type: ignore[union-attr]


def test_an_answer_in_another_issuers_name_is_refused(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    fields = begin(client)
    mixed = come_back(
        client, state=fields["state"], code=idp.grant(NURSE, fields), iss="https://idp.annan.example"
    )
    assert mixed.status_code == 403
    idp.faults.description = {"authorization_response_iss_parameter_supported": True}
    fields = begin(client)
    assert come_back(client, state=fields["state"], code=idp.grant(NURSE, fields)).status_code == 403
    assert {row.reason for row in LoginEvent.objects.all()} == {"issuer_differs"}
    assert nobody_came_in(client)
    fields = begin(client)
    right = come_back(client, state=fields["state"], code=idp.grant(NURSE, fields), iss=ISSUER)
    assert right.status_code == 302


def test_a_second_issuer_with_the_same_person_and_subject_is_somebody_else(
    idp: IdentityProvider, units: dict[str, Unit], settings: Settings
) -> None:
    assert log_in(Client(), idp).status_code == 302
    second = IdentityProvider(STAFF, client_id="hemvag", client_secret=idp.client_secret)
    second.start()
    try:
        settings.SITHS_ISSUER, settings.SITHS_DISCOVERY_URL = second.issuer, ""
        client = Client()
        answer = log_in(client, second)
    finally:
        second.stop()
    assert answer.status_code == 403
    assert refusal().reason == "identity_taken"
    assert "_auth_user_id" not in client.session
    assert SocialAccount.objects.count() == 1


def test_who_cancels_or_is_refused_there_is_told_so(idp: IdentityProvider, client: Client, db: None) -> None:
    for error, reason in (("access_denied", "cancelled"), ("server_error", "provider_refused")):
        answer = come_back(client, state=begin(client)["state"], error=error)
        assert f"Felkod: {reason}" in answer.content.decode()
    assert nobody_came_in(client)


def test_a_card_shown_long_ago_does_not_do_where_it_is_asked_for_anew(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    _claims(auth_time={"now": -300})(idp)
    assert log_in(client, idp, again="1").status_code == 403
    assert refusal().reason == "auth_time_old"
    assert nobody_came_in(client)
    # Without asking it is let in, and the session knows when the card was shown.
    assert log_in(client, idp).status_code == 302
    assert clock.machine_now().timestamp() - client.session["auth_time"] > 290
    request = RequestFactory().get("/")
    request.session = client.session
    assert not recently_authenticated(request, 280)
    # Whoever is asked to confirm shows the card anew, and goes on in the same assignment.
    client.get(reverse("choose_assignment"))
    chosen = client.session[SESSION_KEY]
    link = f"{reverse('siths_start')}?again=1&next=%2Fenheter%2F"
    page = client.get(reverse("confirm_identity"), {"next": "/enheter/"}).content.decode()
    assert link in page.replace("&amp;", "&")
    idp.faults = Faults()
    assert log_in(client, idp, again="1", next="/enheter/")["Location"] == "/enheter/"
    assert client.session[SESSION_KEY] == chosen
    request.session = client.session
    assert recently_authenticated(request, 280)


# --- What a log-in opens (AUTH-4) --------------------------------------------------------------------------


def test_two_commissions_are_a_choice_and_never_a_default(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    log_in(client, idp, "SE1-BADA")
    page = client.get(reverse("choose_assignment")).content.decode()
    assert "SE1-AVD" in page
    assert "SE1-BIST" in page
    assert SESSION_KEY not in client.session
    assert client.get(reverse("worklist"))["Location"] == reverse("choose_assignment")


def test_a_commission_for_administration_opens_no_work_with_patients(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    user = User.objects.create(username=NURSE, name="Siv")
    roles = {
        role: Assignment.objects.create(
            user=user, unit=units["SE1-AVD"], role=role, valid_from=clock.today()
        ).pk
        for role in (Role.WARD_NURSE, Role.ADMINISTRATOR)
    }
    idp.faults.claims = {"allCommissions": [commission("SE1-AVD", REGION_HSA, purpose="Administration")]}
    log_in(client, idp)
    assert client.session[services_siths.OPENED_KEY] == [roles[Role.ADMINISTRATOR]]


def test_what_an_administrator_ended_is_not_opened_by_a_commission(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    user = User.objects.create(username=NURSE, name="Siv")
    today = clock.today()
    Assignment.objects.create(
        user=user,
        unit=units["SE1-AVD"],
        role=Role.WARD_NURSE,
        valid_from=today - timedelta(days=9),
        valid_to=today,
        ended_at=clock.now(),
    )
    assert log_in(client, idp).status_code == 403
    assert refusal().reason == "role_missing"
    User.objects.update(is_active=False)
    assert log_in(client, idp).status_code == 403
    assert LoginEvent.objects.order_by("pk").last().reason == "account_closed"  # type: ignore[union-attr]
    assert nobody_came_in(client)


def test_claims_may_come_by_userinfo_except_the_level(
    idp: IdentityProvider, units: dict[str, Unit], client: Client
) -> None:
    idp.faults.claims = {"employeeHsaId": None, "allCommissions": None, "name": None}
    idp.faults.userinfo = BOTH | {"name": "Siv Provning", "acr": "http://id.sambi.se/loa/loa2"}
    assert log_in(client, idp).status_code == 302
    assert User.objects.get().username == NURSE


def test_the_packages_own_way_in_stays_shut_also_with_a_row_in_the_database(
    idp: IdentityProvider, client: Client, db: None
) -> None:
    SocialApp.objects.create(
        provider="openid_connect",
        provider_id="siths",
        name="SITHS",
        client_id="hemvag",
        settings={"server_url": idp.discovery},
    )
    for address in ("/konto/oidc/siths/login/", "/konto/oidc/siths/login/callback/"):
        assert client.post(address).status_code == 404
    adapter = get_adapter()
    assert adapter.list_apps(None) == []
    assert not adapter.is_open_for_signup(None, None)
    with pytest.raises(PermissionDenied):
        adapter.pre_social_login(None, None)
    assert idp.calls == []


# --- The provider changes key, is down, or hangs (AUTH-10) -------------------------------------------------------


def test_a_new_key_is_taken_and_the_old_one_refused_without_a_restart(
    idp: IdentityProvider, units: dict[str, Unit]
) -> None:
    assert log_in(Client(), idp).status_code == 302
    old: SigningKey = idp.rotate()
    assert log_in(Client(), idp).status_code == 302
    idp.faults = Faults(key=old.private, kid=old.kid)
    client = Client()
    assert log_in(client, idp).status_code == 403
    assert "_auth_user_id" not in client.session
    assert refusal().reason == "token_key_unknown"


def test_a_provider_that_is_down_is_told_of_and_others_work_on(
    idp: IdentityProvider, units: dict[str, Unit], client: Client, settings: Settings
) -> None:
    inside, between = Client(), Client()
    log_in(inside, idp)
    inside.get(reverse("choose_assignment"))
    fields = begin(between)
    idp.faults.down = True
    answer = client.get(reverse("siths_start"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    page = answer.content.decode()
    assert "svarar inte" in page
    assert reverse("fallback_routine") in page
    assert inside.get(reverse("directory")).status_code == 200
    assert client.get(reverse("account_login")).status_code == 200
    calls = len(idp.calls)
    assert come_back(between, state=fields["state"], code="x").status_code == 503
    assert len(idp.calls) == calls, "a provider that was just down is left alone for a moment"
    # The attempt was not used up: when the provider is back, the same page is loaded anew.
    idp.faults.down = False
    oidc._Rest.until.clear()
    answer = come_back(between, state=fields["state"], code=idp.grant(NURSE, fields))
    assert answer.status_code == 302
    # A closed port is the same.
    oidc._Rest.until.clear()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.SITHS_DISCOVERY_URL = f"http://127.0.0.1:{closed.getsockname()[1]}/x"
        assert client.get(reverse("siths_start")).status_code == 503


def test_a_provider_that_takes_the_call_and_says_nothing_costs_less_than_five_seconds(
    idp: IdentityProvider, client: Client, settings: Settings, db: None
) -> None:
    with _Silent(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{") as silent:
        settings.SITHS_DISCOVERY_URL = silent.address
        started = time.monotonic()
        answer = client.get(reverse("siths_start"))
        assert answer.status_code == 503
        assert time.monotonic() - started < 5
        started = time.monotonic()
        assert client.get(reverse("siths_start")).status_code == 503
        assert time.monotonic() - started < 0.5


class _Silent:
    """A server that accepts, says what it was given to say, and then a byte now and then for ever."""

    def __init__(self, words: bytes) -> None:
        self._words, self._socket, self._over = words, socket.create_server(("127.0.0.1", 0)), False
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/x"

    def __enter__(self) -> Self:
        threading.Thread(target=self._run, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._socket.close()

    def _run(self) -> None:
        connection, _ = self._socket.accept()
        with connection:
            try:
                connection.sendall(self._words)
                while not self._over:
                    connection.sendall(b" ")
                    time.sleep(0.3)
            except OSError:
                return


# --- Settings -----------------------------------------------------------------------------------------------


def test_without_settings_there_is_no_button_and_no_way(client: Client, settings: Settings, db: None) -> None:
    settings.SITHS_ISSUER = ""
    assert "SITHS" not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse("siths_start")).status_code == 404
    assert client.get(reverse("siths_callback")).status_code == 404


def test_with_settings_the_button_leads_to_the_provider_and_back_to_the_page(
    idp: IdentityProvider, client: Client, db: None
) -> None:
    page = client.get(reverse("account_login"), {"next": "/avvikelser/"}).content.decode()
    assert "Logga in med SITHS" in page
    assert "/konto/siths/?next=/avvikelser/" in page.replace("%2F", "/")
    foreign = client.get(reverse("siths_start"), headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign["Location"] == reverse("account_login")


def test_no_secret_goes_to_an_address_without_tls(
    idp: IdentityProvider, client: Client, settings: Settings, db: None
) -> None:
    settings.HEMVAG_ENVIRONMENT = "production"
    assert client.get(reverse("siths_start")).status_code == 503
    assert idp.calls == []


# --- The demo's people ------------------------------------------------------------------------------------------


def test_everybody_of_the_demo_comes_in_at_its_provider_and_one_of_too_low_a_level_does_not(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc._Rest, "until", {})
    owners = {
        kind: Organisation.objects.create(code=f"D-{kind}", kind=kind, name=kind)
        for kind in (OrganisationKind.REGION, OrganisationKind.MUNICIPALITY)
    }
    for login in LOGINS:
        for role, code in login.places:
            kinds = (kind for kind in UnitKind if default_role(kind) is role or role in ROLES[kind])
            kind = next(kinds, UnitKind.ADMINISTRATION)
            Unit.objects.get_or_create(
                code=code,
                defaults={"organisation": owners[OrganisationKind.REGION], "kind": kind, "name": code},
            )
    make_logins()
    settings.SITHS_ISSUER = ISSUER
    hsa.name_everybody()
    hsa.name_everybody()
    people = User.objects.count()
    demo = IdentityProvider(hsa.staff(), client_id="hemvag", client_secret="x", issuer=ISSUER)
    demo.start()
    try:
        settings.SITHS_CLIENT_ID, settings.SITHS_CLIENT_SECRET = demo.client_id, demo.client_secret
        settings.SITHS_DISCOVERY_URL = demo.discovery
        came = {row.name: log_in(Client(), demo, row.hsa_id).status_code for row in demo.staff.values()}
    finally:
        demo.stop()
    assert came == {login.name: 302 for login in LOGINS} | {"Demo: Nils Norén": 403}
    events = LoginEvent.objects.filter(outcome="in").select_related("user")
    assert {row.user.username for row in events if row.user} == {login.username for login in LOGINS}
    assert {row.user.username: len(row.assignments) for row in events if row.user} == {
        login.username: len(login.places) for login in LOGINS
    }
    assert User.objects.count() == people
