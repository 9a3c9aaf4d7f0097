"""A log-in ends in time and on the server; what was typed is kept for the one who typed it; tabs do not mix."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from actors import services_drafts, services_sessions, tasks
from actors.middleware import SESSION_KEY
from actors.models import Assignment, Draft, LoginEvent, User
from actors.rules.kinds import Role
from config.checks import refuse_unsafe_start
from core import clock
from tests.factories.region import Region, build, logged_in
from transitions.models import EmergencyAccess, Responsible

pytestmark = pytest.mark.django_db


class Watch:
    """The machine's clock, as the test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **amount: float) -> None:
        """Let so much time pass."""
        self.at += timedelta(**amount)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Time stands still until the test moves it."""
    made = Watch(clock.machine_now())
    monkeypatch.setattr(clock, "_machine_now", made)
    return made


@pytest.fixture
def region() -> Iterator[Region]:
    """One case, addressed to the office and the vårdcentral."""
    return build()


def is_login(response: Any) -> bool:
    """Sent to the log-in page."""
    return bool(response.status_code == 302 and response.headers["Location"].startswith("/konto/login/"))


def case_of(region: Region) -> str:
    return reverse("case", args=[region.episode.public_id])


def message_form(region: Region) -> str:
    return reverse("open_emergency", args=[region.episode.public_id])


def test_fifteen_minutes_without_doing_anything_end_it_on_the_server(watch: Watch, region: Region) -> None:
    client = region.client("office")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    watch.forward(minutes=14, seconds=59)
    assert client.get(case_of(region)).status_code == 200
    watch.forward(minutes=15)
    response = client.get(case_of(region))
    assert is_login(response)
    assert b"Testsson" not in response.content
    assert "inte gjort något på en stund" in client.get(response.headers["Location"]).content.decode()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie  # the stolen or remembered one
    assert is_login(client.get(case_of(region)))
    event = LoginEvent.objects.get()
    assert (event.outcome, event.reason) == ("out", "idle")


def test_polls_do_not_prolong_and_the_question_of_what_is_left_does_not_either(
    watch: Watch, region: Region
) -> None:
    client = region.client("office")
    watch.forward(minutes=14)
    assert client.get(reverse("worklist_changes")).status_code == 204
    assert client.get(reverse("case_changes", args=[region.episode.public_id])).status_code in (200, 204)
    assert client.get(case_of(region), headers={"X-Hemvag-Background": "1"}).status_code == 200
    assert client.get(reverse("session")).json() == {"seconds": 60, "by": "idle"}
    watch.forward(minutes=1)
    assert client.get(reverse("worklist_changes"), headers={"HX-Request": "true"}).status_code == 401
    assert is_login(client.get(case_of(region)))


def test_an_answer_to_the_warning_prolongs(watch: Watch, region: Region) -> None:
    client = region.client("office")
    watch.forward(minutes=14)
    assert client.post(reverse("session")).json() == {"seconds": 900, "by": "idle"}
    watch.forward(minutes=14)
    assert client.get(case_of(region)).status_code == 200


def test_ten_hours_end_it_whatever_is_done(watch: Watch, region: Region) -> None:
    client = region.client("office")
    for _ in range(59):
        watch.forward(minutes=10)
        assert client.get(reverse("session")).status_code == 200
        assert client.post(reverse("session")).status_code == 200
    assert client.get(reverse("session")).json() == {"seconds": 600, "by": "absolute"}
    watch.forward(minutes=10)
    response = client.get(case_of(region))
    assert is_login(response)
    assert "så länge som en inloggning får vara" in client.get(response.headers["Location"]).content.decode()


def test_a_clock_that_is_set_back_revives_no_log_in(watch: Watch, region: Region) -> None:
    """Row 21: neither one that was ended nor one that nobody has asked about since it ran out."""
    ended, forgotten = region.client("office"), region.client("office")
    cookie = ended.cookies[settings.SESSION_COOKIE_NAME].value
    watch.forward(minutes=15)
    assert is_login(ended.get(case_of(region)))
    watch.forward(hours=-1)
    ended.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert is_login(ended.get(case_of(region)))
    assert is_login(forgotten.get(case_of(region)))


def test_the_moved_clock_of_the_demo_ends_no_log_in(watch: Watch, region: Region) -> None:
    client = region.client("office")
    with clock.moved_to(clock.now() + timedelta(days=2)):
        assert client.get(case_of(region)).status_code == 200


@pytest.mark.parametrize(("idle", "absolute"), [(0, 10), (15, 0), (15, 13), (700, 10), (-5, 10)])
def test_limits_that_do_not_hold_stop_the_start(settings: Any, idle: int, absolute: int) -> None:
    settings.SESSION_IDLE_MINUTES, settings.SESSION_ABSOLUTE_HOURS = idle, absolute
    with pytest.raises(ImproperlyConfigured, match="SESSION_IDLE_MINUTES"):
        refuse_unsafe_start()


def test_log_out_ends_it_on_the_server_and_clears_the_browser(region: Region) -> None:
    client = region.client("office")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get(case_of(region)).status_code == 200
    response = client.post(reverse("account_logout"))
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = cookie
    replayed = thief.get(case_of(region))
    assert is_login(replayed)
    assert b"Testsson" not in replayed.content
    event = LoginEvent.objects.get()
    assert (event.outcome, event.reason, event.user_id is not None) == ("out", "", True)


def test_a_planted_session_is_another_after_log_in(region: Region) -> None:
    user, _ = region.person("office")
    user.set_password("lösenord-för-provet")
    user.save()
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    client.force_login(user)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert is_login(thief.get(case_of(region)))


@pytest.mark.parametrize("how", ["assignment", "user", "everywhere"])
def test_what_is_taken_away_bites_at_the_next_request(watch: Watch, region: Region, how: str) -> None:
    user, assignment = region.person("office")
    client, other = logged_in(user, assignment), logged_in(user, assignment)
    assert client.get(case_of(region)).status_code == 200
    watch.forward(seconds=1)
    if how == "assignment":
        Assignment.objects.filter(pk=assignment.pk).update(ended_at=clock.now(), valid_to=clock.today())
    elif how == "user":
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        boss = region.client("office", role=Role.ADMINISTRATOR)
        page = boss.get(reverse("assignment", args=[assignment.pk])).content.decode()
        assert (address := reverse("log_out_everywhere", args=[assignment.pk])) in page
        assert boss.post(address).status_code == 302
    for browser in (client, other):
        response = browser.get(case_of(region))
        assert response.status_code == 302
        assert b"Testsson" not in response.content
        assert response.headers["Location"].startswith(
            "/uppdrag/" if how == "assignment" else "/konto/login/"
        )
    if how == "everywhere":
        watch.forward(seconds=1)
        assert logged_in(user, assignment).get(case_of(region)).status_code == 200


def test_an_administrator_ends_nobodys_log_in_elsewhere_and_not_the_own(region: Region) -> None:
    _, theirs = region.person("vc")
    me, mine = region.person("office", role=Role.ADMINISTRATOR)
    boss = logged_in(me, mine)
    assert boss.post(reverse("log_out_everywhere", args=[theirs.pk])).status_code == 404
    boss.post(reverse("log_out_everywhere", args=[mine.pk]))
    assert not User.objects.filter(logged_out_at__isnull=False).exists()


def two_assignments(region: Region) -> tuple[Client, Assignment, Assignment]:
    user, first = region.person("office")
    second = Assignment.objects.create(
        user=user,
        unit=region.units["vc"],
        role=Role.CARE_CONTACT,
        valid_from=clock.today(),
        last_used_on=clock.today(),
    )
    return logged_in(user, first), first, second


def test_a_page_of_another_assignment_writes_nothing(region: Region) -> None:
    client, first, second = two_assignments(region)
    page = client.get(case_of(region)).content.decode()
    assert f'name="hemvag_assignment" value="{first.pk}"' in page
    assert f'data-assignment="{first.pk}"' in page
    client.post(reverse("choose_assignment"), {"assignment": second.pk})  # in the other tab
    take = reverse("take_case", args=[region.episode.public_id])
    response = client.post(take, {"hemvag_assignment": first.pk})
    assert response.status_code == 409
    assert "Gröndals vårdcentral" in response.content.decode()
    assert not Responsible.objects.exists()
    stale = client.get(
        reverse("worklist_changes"), headers={"X-Hemvag-Assignment": str(first.pk), "HX-Request": "true"}
    )
    assert stale.status_code == 409
    assert client.post(take, {"hemvag_assignment": second.pk}).status_code == 302
    assert Responsible.objects.count() == 1
    assert (
        client.post(
            reverse("choose_assignment"), {"assignment": first.pk, "hemvag_assignment": first.pk}
        ).status_code
        == 302
    )


def save_draft(client: Client, path: str, **fields: str) -> Any:
    return client.post(f"{reverse('draft')}?sida={path}", fields)


def test_a_draft_is_for_the_same_person_and_unit_only(region: Region) -> None:
    path = message_form(region)
    client, first, second = two_assignments(region)
    colleague = region.client("office")
    assert (
        save_draft(
            client, path, explained="Hon är", csrfmiddlewaretoken="x", key="k", password="p"
        ).status_code
        == 200
    )
    assert Draft.objects.get().fields == {"explained": ["Hon är"]}
    ask = f"{reverse('draft')}?sida={path}"
    assert client.get(ask).json()["fields"] == {"explained": ["Hon är"]}
    assert colleague.get(ask).status_code == 204
    client.post(reverse("choose_assignment"), {"assignment": second.pk})
    assert client.get(ask).status_code == 204
    client.post(reverse("choose_assignment"), {"assignment": first.pk})
    assert client.get(ask).status_code == 200
    assert client.post(f"{reverse('draft_discard')}?sida={path}").status_code == 204
    assert client.get(ask).status_code == 204


@pytest.mark.parametrize(
    "path", ["", "//annan.example/", "/finns-inte/", "/konto/login/", "/admin/", "x" * 300]
)
def test_only_a_page_of_ours_has_a_draft(region: Region, path: str) -> None:
    assert save_draft(region.client("office"), path, text="a").status_code == 422
    assert not Draft.objects.exists()


def test_a_draft_has_a_size_and_a_day(watch: Watch, region: Region) -> None:
    client, path = region.client("office"), message_form(region)
    assert save_draft(client, path, text="a" * 70_000).json() == {"code": "large"}
    save_draft(client, path, text="a")
    watch.forward(hours=24)
    acting = region.acting("office")
    assert services_drafts.find(acting=acting, path=path) is None
    assert tasks.forget_drafts() == 1
    assert not Draft.objects.exists()


def test_a_draft_needs_the_token_of_the_page(region: Region) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = region.client("office").cookies
    assert save_draft(strict, message_form(region), text="a").status_code == 403


def test_what_was_sent_too_late_is_there_after_log_in(watch: Watch, region: Region) -> None:
    user, assignment = region.person("vc")
    client, path = logged_in(user, assignment), message_form(region)
    watch.forward(minutes=16)
    response = client.post(path, {"explained": "Medvetslös", "reason": "danger_to_life"})
    assert is_login(response)
    assert "utkast" in response.headers["Location"]
    assert not EmergencyAccess.objects.exists()
    again = logged_in(user, assignment)
    assert "Medvetslös" in again.get(f"{path}?utkast").content.decode()
    assert "Medvetslös" not in region.client("vc").get(f"{path}?utkast").content.decode()


def test_an_emergency_opening_asks_who_is_there_and_keeps_what_was_typed(
    watch: Watch, region: Region
) -> None:
    client, path = region.client("vc"), message_form(region)
    form = client.get(path).context["form"]
    typed = {name: str(form[name].value()) for name in ("version", "seen", "key")} | {
        "reason": "danger_to_life",
        "cannot_ask": "on",
        "explained": "Medvetslös hemma",
    }
    watch.forward(minutes=6)
    response = client.post(path, typed)
    assert response.headers["Location"].startswith("/bekrafta/")
    assert not EmergencyAccess.objects.exists()
    confirm = response.headers["Location"]
    assert "Bekräfta att det är du" in client.get(confirm).content.decode()
    back = client.post("/bekrafta/", {"next": f"{path}?utkast"})
    page = client.get(back.headers["Location"])
    assert "Medvetslös hemma" in page.content.decode()
    fresh = {name: str(page.context["form"][name].value()) for name in ("version", "seen", "key")}
    assert client.post(path, typed | fresh).status_code == 302
    assert EmergencyAccess.objects.count() == 1
    assert not Draft.objects.exists()
    watch.forward(minutes=6)
    assert client.get(path).headers["Location"].startswith("/bekrafta/")


def test_outside_the_demo_a_click_is_no_proof(watch: Watch, region: Region, settings: Any) -> None:
    settings.HEMVAG_DEMO_LOGIN = False
    client = region.client("vc")
    watch.forward(minutes=6)
    response = client.post(reverse("confirm_identity"), {"next": "/"})
    assert is_login(response)
    assert SESSION_KEY not in client.session
    assert services_sessions.BEGAN not in client.session
