"""Delegations: signed, seen by those whom the mandate names, reminded of, ended, removed; the night's page (A10)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from actors.acting import Acting
from actors.models import Assignment, ServiceArea, User
from actors.rules.kinds import Role
from core import clock, handlers, retention, scope
from core.clock import STOCKHOLM
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AccessLogRow, OutboxMessage
from deviations import permissions_delegations as permissions
from deviations import selectors_delegations as selectors
from deviations.models import Delegation, DelegationAlert, DelegationReminder, TaskList
from deviations.rules.delegations import EndCause
from deviations.services import delegation_terms, delegation_watch
from deviations.services import delegations as services
from deviations.services.delegation_terms import TaskText
from deviations.services.delegations import Decision
from tests.database import kept_rows
from tests.factories.region import Region, build, logged_in
from tests.query_counts import QueryCounts
from transitions.notifications import system_acting
from transitions.rules.care_tasks import CareClass, CareTask, Judgement, Profession
from transitions.rules.kinds import ConsentForm, Scope
from transitions.services import class_care_task, give_consent, record_item

pytestmark = pytest.mark.django_db


class World:
    """A region whose vårdcentral delegates to the home care; a nurse, an aide, and who manages."""

    def __init__(self) -> None:
        self.region: Region = build(to=("office", "vc", "home"))
        self.today: date = clock.today()
        self.nurse = self.region.person_acting("vc")
        self.aide_user, self.aide = self.region.person("home", role=Role.NIGHT_PATROL)
        self.nurse_assignment = Assignment.objects.get(pk=self.nurse.assignment_id)

    def decision(self, **changes: Any) -> Decision:
        values: dict[str, Any] = {
            "task": "insulin",
            "assignment_id": self.aide.pk,
            "valid_from": self.today,
            "valid_to": self.today + timedelta(days=200),
            "knowledge": "test",
            "knowledge_text": "Kunskapsprov den 3 november, sedd tre gånger.",
            "signing_list": "at_home",
        }
        return Decision(**{**values, **changes})

    def sign(self, acting: Acting | None = None, **changes: Any) -> Delegation:
        return services.sign(acting=acting or self.nurse, at=clock.now(), decision=self.decision(**changes))

    def named(self, name: str, role: Role | None = None) -> Acting:
        """Somebody with a person behind."""
        return self.region.person_acting(name) if role is None else self.region.acting(name, role=role)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_rows(django_db_blocker):
        yield World()


def messages(event: str) -> list[dict[str, Any]]:
    return list(OutboxMessage.objects.filter(event=event).order_by("pk").values_list("payload", flat=True))


def test_a_decision_says_everything_and_both_units_are_told(world: World) -> None:
    row = world.sign()
    assert (row.receiver_name, row.nurse_name) == (world.aide_user.name, world.nurse.user_name)
    assert list(row.reminders.values_list("days", flat=True)) == [60, 30, 7]
    assert messages("delegation.given")[0]["units"] == sorted(
        [world.region.id("home"), world.region.id("vc")]
    )
    told = {
        one.recipient_id
        for message in OutboxMessage.objects.filter(event="delegation.given")
        for handler in handlers.for_event(message.event)
        for one in handler(message) or ()
    }
    assert told == {world.region.id("home"), world.region.id("vc")}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"task": "surgery"}, "task"),
        ({"task": "wound"}, "named_only"),
        ({"knowledge": "guess"}, "knowledge"),
        ({"knowledge_text": ""}, "no_knowledge"),
        ({"signing_list": ""}, "signing_list"),
        ({"assignment_id": 10**6}, "receiver"),
        ({"patient_id": 10**6}, "patient"),
        ({"valid_to": clock.today() + timedelta(days=400)}, "over_a_year"),
        ({"follow_up_on": clock.today() + timedelta(days=300)}, "follow_up_outside"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_signed(
    world: World, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        world.sign(**changes)
    assert refused.value.code == code
    assert not Delegation.objects.exists()


def test_the_database_knows_the_year_too(world: World) -> None:
    row = world.sign(valid_to=world.today.replace(year=world.today.year + 1))
    with pytest.raises(IntegrityError, match="delegation_at_most_a_year"), transaction.atomic():
        Delegation.objects.filter(pk=row.pk).update(valid_to=row.valid_to + timedelta(days=1))
    row.pk, row.public_id, row._state.adding = None, uuid4(), True
    with pytest.raises(IntegrityError, match="delegation_signed_once"), transaction.atomic():
        row.save()


def test_only_nurses_outside_the_ward_delegate_and_never_twice(world: World) -> None:
    for name in ("ward", "home", "mas", "office"):
        with pytest.raises(PermissionDenied):
            world.sign(world.named(name))
    world.sign()
    with pytest.raises(Invalid) as refused:
        world.sign(valid_from=world.today + timedelta(days=10))
    assert refused.value.code == "already"


def test_a_provider_that_takes_none_says_so_and_the_nurse_is_stopped(world: World) -> None:
    home = world.named("home")
    with pytest.raises(Invalid):
        delegation_terms.say_stance(acting=home, at=clock.now(), declines=True)
    world.sign()
    delegation_terms.say_stance(acting=home, at=clock.now(), declines=True, reason="Ingen sjuksköterska nås.")
    assert world.region.id("vc") in messages("delegation.stance")[0]["units"]
    with pytest.raises(Invalid) as refused:
        world.sign(task="eye_drops")
    assert refused.value.code == "provider_declines"


def seen_by(acting: Acting) -> int:
    """How many rows the program shows, which is what PostgreSQL shows when the program asks for all."""
    shown = permissions.visible_to(acting).count()
    with transaction.atomic(), scope.acting_as(acting):
        asked = Delegation.objects.count()
        history = Delegation.history.model.objects.count()
    assert asked == shown
    assert (history > 0) == (shown > 0)
    return shown


def delegated_by_unit(row: Delegation, unit_id: int) -> None:
    Delegation.objects.filter(pk=row.pk).update(nurse_unit=unit_id)
    Delegation.history.filter(id=row.pk).update(nurse_unit=unit_id)


def test_who_sees_persons_follows_the_mandate(world: World) -> None:
    row = world.sign()
    region = world.region
    assert seen_by(world.nurse) == 1
    assert seen_by(region.acting("home")) == 1
    assert seen_by(region.acting("home", role=Role.NIGHT_PATROL)) == 1
    assert seen_by(region.acting("vc", role=Role.MANAGER)) == 1
    # A colleague of the nurse's is not the one who delegates; the MAS sees numbers of what the region delegates.
    for other in (
        region.person_acting("vc"),
        region.acting("mas"),
        region.acting("ward"),
        region.acting("night"),
    ):
        assert seen_by(other) == 0
    counted = {one.unit: one for one in selectors.counts(acting=region.acting("mas"), on=world.today)}
    assert (counted["Hemtjänsten Ett"].people, counted["Hemtjänsten Ett"].decisions) == (1, 1)
    # What municipal health care delegates is the MAS's to see, the neighbour's is not.
    delegated_by_unit(row, region.id("night"))
    assert seen_by(region.acting("mas")) == 1
    assert seen_by(region.acting("other_mas")) == 0


def test_a_private_nurse_in_the_municipalitys_service_is_the_mass_too(world: World) -> None:
    row = world.sign()
    delegated_by_unit(row, world.region.id("home"))
    assert seen_by(world.region.acting("mas")) == 1
    ServiceArea.objects.filter(unit=world.region.id("home")).delete()
    assert seen_by(world.region.acting("mas")) == 0


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.STOCKHOLM)


def test_each_reminder_is_sent_once_when_the_clock_has_come_to_it(world: World) -> None:
    row = world.sign()
    sent = []
    for days in (61, 60, 60, 31, 30, 8, 7, 7, 6):
        delegation_watch.remind(acting=system_acting(), now=at(row.valid_to - timedelta(days=days)))
        sent.append(len(messages("delegation.ends_soon")))
    assert sent == [0, 1, 1, 1, 2, 2, 3, 3, 3]
    assert [one["days"] for one in messages("delegation.ends_soon")] == [60, 30, 7]


def test_a_worker_that_was_away_tells_the_latest_and_nothing_of_what_has_ended(world: World) -> None:
    row = world.sign()
    other = world.sign(task="eye_drops")
    services.withdraw(acting=world.nurse, row=other, at=clock.now(), reason="Personen slutar.")
    assert delegation_watch.remind(acting=system_acting(), now=at(row.valid_to - timedelta(days=5))) == 1
    assert [one["days"] for one in messages("delegation.ends_soon")] == [7]
    assert not DelegationReminder.objects.filter(sent_at__isnull=True).exists()


def test_it_runs_out_the_day_after_its_last_and_is_written_down_once(world: World) -> None:
    row = world.sign()
    assert delegation_watch.end_those_over(acting=system_acting(), now=at(row.valid_to, 23)) == 0
    after = at(row.valid_to + timedelta(days=1), 0)
    assert delegation_watch.end_those_over(acting=system_acting(), now=after) == 1
    assert delegation_watch.end_those_over(acting=system_acting(), now=after) == 0
    row.refresh_from_db()
    assert (row.ended_on, row.end_cause) == (row.valid_to + timedelta(days=1), EndCause.EXPIRED)
    with pytest.raises(Conflict):
        services.withdraw(acting=world.nurse, row=row, at=after, reason="För sent.")


@pytest.mark.parametrize(("who", "cause"), [("aide", "receiver_left"), ("nurse_assignment", "nurse_left")])
def test_it_ends_when_either_leaves(world: World, who: str, cause: str) -> None:
    row = world.sign()
    assignment: Assignment = getattr(world, who)
    Assignment.objects.filter(pk=assignment.pk).update(valid_to=world.today, ended_at=clock.now())
    shown = selectors.by_public_id(
        acting=world.region.acting("home"), public_id=row.public_id, on=world.today
    )
    assert shown is not None
    # At once, before anybody has written it down.
    assert not selectors.holds(shown).on(world.today)
    assert delegation_watch.end_those_over(acting=system_acting(), now=clock.now()) == 1
    assert messages("delegation.ended")[0]["cause"] == cause


def test_new_staff_are_told_of_once_and_shown_to_the_nurse(world: World) -> None:
    world.sign()
    user = User.objects.create(username="ny", name="Ny Testsson")
    Assignment.objects.create(
        user=user, unit=world.region.units["home"], role=Role.NIGHT_PATROL, valid_from=world.today
    )
    assert delegation_watch.alert_new_staff(acting=system_acting(), now=clock.now()) == 1
    assert delegation_watch.alert_new_staff(acting=system_acting(), now=clock.now()) == 0
    assert messages("delegation.staff_new")[0]["units"] == [world.region.id("vc")]
    assert [one.name for one in selectors.new_staff(acting=world.nurse, on=world.today)] == ["Ny Testsson"]


def test_the_receiver_confirms_the_nurse_follows_up_and_stops(world: World) -> None:
    row = world.sign()
    aide = world.region.acting("home", role=Role.NIGHT_PATROL)
    with pytest.raises(PermissionDenied):
        services.accept(acting=aide, row=row, at=clock.now())
    browser = logged_in(world.aide_user, world.aide)
    url = reverse("delegation", args=[row.public_id])
    assert "Jag har läst och förstått" in browser.get(url).content.decode()
    browser.post(reverse("delegation_accept", args=[row.public_id]))
    row.refresh_from_db()
    assert row.accepted_at is not None
    with pytest.raises(PermissionDenied):
        services.follow_up(acting=aide, row=row, at=clock.now(), outcome="works", text="Bra")
    with pytest.raises(Conflict):
        services.follow_up(
            acting=world.nurse, row=row, at=clock.now(), outcome="works", text="Bra", version=row.version - 1
        )
    done = services.follow_up(
        acting=world.nurse, row=row, at=clock.now(), outcome="stops", text="Fel dos två gånger."
    )
    assert (done.end_cause, done.ended_on) == (EndCause.WITHDRAWN, world.today)
    history = browser.get(f"{url}?flik=historik").content.decode()
    assert "Bekräftat" in history or "bekräftat" in history


def test_the_list_of_tasks_is_one_and_decisions_keep_their_version(world: World) -> None:
    row = world.sign()
    keeper = world.region.acting("region_management", role=Role.REGION_CONTROLLER)
    common: dict[str, Any] = {"acting": keeper, "at": clock.now(), "valid_from": world.today, "reason": "Ny"}
    made = delegation_terms.publish_tasks(
        **common, tasks=[TaskText("Ge insulin", code="insulin"), TaskText("Ge syrgas med mask")], number=1
    )
    assert [one.code for one in selectors.tasks(on=world.today)] == ["insulin", "task_2_2"]
    assert row.task.version.number == 1
    with pytest.raises(Conflict):
        delegation_terms.publish_tasks(**common, tasks=[TaskText("Ge insulin")], number=1)
    with pytest.raises(Invalid):
        delegation_terms.publish_tasks(**common, tasks=[TaskText("A"), TaskText("a")], number=made.number)
    with pytest.raises(PermissionDenied):
        delegation_terms.publish_tasks(
            **{**common, "acting": world.nurse}, tasks=[TaskText("A")], number=made.number
        )
    assert TaskList.objects.count() == 2


def test_three_years_after_its_end_it_is_removed_with_all_its_versions(world: World) -> None:
    old, kept = world.sign(), world.sign(task="eye_drops")
    services.follow_up(acting=world.nurse, row=old, at=clock.now(), outcome="works", text="Bra")
    for row, days in ((old, 3 * 366 + 1), (kept, 3 * 365 - 2)):
        services.withdraw(acting=world.nurse, row=row, at=clock.now(), reason="Klart.")
        Delegation.objects.filter(pk=row.pk).update(ended_on=world.today - timedelta(days=days))
    assert retention.remove_the_rest() == [("delegeringar", 1)]
    assert list(Delegation.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not Delegation.history.filter(id=old.pk).exists()
    assert Delegation.history.filter(id=kept.pk).exists()


def at_home_with_insulin(world: World) -> None:
    """The patient is home, and the home care gives insulin on delegation."""
    region = world.region
    give_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form=ConsentForm.ORAL,
    )
    class_care_task(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=clock.now(),
        task=str(uuid4()),
        judged=Judgement(
            CareTask.INSULIN,
            CareClass.DELEGATED,
            "Siv Test",
            Profession.NURSE,
            region.id("vc"),
            world.today + timedelta(days=9),
            performer=region.id("home"),
            if_not="Ring vårdcentralen.",
        ),
    )
    record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind="discharged",
        at=clock.now(),
        data={"to": "home"},
    )


def test_tonight_says_what_i_may_do_and_a_task_without_anybody_alerts_once(
    world: World, query_counts: QueryCounts
) -> None:
    at_home_with_insulin(world)
    assert delegation_watch.alert_uncovered(acting=system_acting(), now=clock.now()) == 1
    assert delegation_watch.alert_uncovered(acting=system_acting(), now=clock.now()) == 0
    units = sorted([world.region.id("home"), world.region.id("vc")])
    assert [one["units"] for one in messages("delegation.uncovered")] == [units]
    assert DelegationAlert.objects.count() == 1
    browser = logged_in(world.aide_user, world.aide)
    page = browser.get(reverse("delegation_tonight")).content.decode()
    assert "Det här saknar någon med delegering" in page
    assert "Du har ingen delegering" in page
    world.sign(patient_id=world.region.episode.patient_id)
    with query_counts.same("deviations.delegation_tonight"):
        page = browser.get(reverse("delegation_tonight")).content.decode()
    assert "Det här saknar" not in page
    assert "insulinpenna" in page
    assert AccessLogRow.objects.filter(action="delegation_tonight").exists()
    colleague = world.region.client("home", role=Role.NIGHT_PATROL)
    assert "Det här får en kollega göra" in colleague.get(reverse("delegation_tonight")).content.decode()
    later = clock.now() + timedelta(days=1)
    assert delegation_watch.alert_uncovered(acting=system_acting(), now=later) == 0


def test_a_decision_of_the_new_day_holds_after_midnight(world: World) -> None:
    """Signed from tomorrow: at half past one it holds for what is left of tonight; before midnight nobody may."""
    at_home_with_insulin(world)
    tomorrow = world.today + timedelta(days=1)
    world.sign(patient_id=world.region.episode.patient_id, valid_from=tomorrow)
    late = datetime.combine(world.today, time(23, 30), STOCKHOLM)
    assert delegation_watch.alert_uncovered(acting=system_acting(), now=late + timedelta(hours=2)) == 0
    assert delegation_watch.alert_uncovered(acting=system_acting(), now=late) == 1


def test_the_pages_of_each_role(world: World, query_counts: QueryCounts) -> None:
    row = world.sign()
    nurse = logged_in(User.objects.get(pk=world.nurse.user_id), world.nurse_assignment)
    with query_counts.same("deviations.delegations"):
        page = nurse.get(reverse("delegations")).content.decode()
    assert world.aide_user.name in page
    with query_counts.same("deviations.delegation"):
        assert nurse.get(reverse("delegation", args=[row.public_id])).status_code == 200
    person = nurse.get(reverse("delegation_person", args=[world.aide.pk])).content.decode()
    assert "insulinpenna" in person
    mas = world.region.client("mas").get(reverse("delegations")).content.decode()
    assert world.aide_user.name not in mas
    assert "Alla utförare i tal" in mas
    assert "Er personal" in world.region.client("home").get(reverse("delegations")).content.decode()
    assert world.region.client("ward").get(reverse("delegations")).status_code == 403


def test_the_form_is_sent_once_and_keeps_what_was_typed(world: World) -> None:
    nurse = logged_in(User.objects.get(pk=world.nurse.user_id), world.nurse_assignment)
    assert "Hemtjänsten Ett" in nurse.get(reverse("delegation_new")).content.decode()
    url = f"{reverse('delegation_new')}?enhet={world.region.id('home')}"
    page = nurse.get(url)
    assert page.status_code == 200
    typed = {
        "version": 0,
        "key": str(uuid4()),
        "receiver": world.aide.pk,
        "task": "insulin",
        "patient": "enhet",
        "knowledge": "test",
        "knowledge_text": "Prov i november",
        "valid_from": f"{world.today}",
        "valid_to": f"{world.today + timedelta(days=500)}",
        "signing_list": "at_home",
    }
    wrong = nurse.post(url, typed)
    assert wrong.status_code == 422
    assert "högst ett år" in wrong.content.decode()
    assert "Prov i november" in wrong.content.decode()
    typed["valid_to"] = f"{world.today + timedelta(days=300)}"
    assert nurse.post(url, typed).status_code == 302
    assert nurse.post(url, {**typed, "key": str(uuid4())}).status_code == 302
    assert Delegation.objects.count() == 1
    row = Delegation.objects.get()
    renewed = nurse.get(f"{reverse('delegation_new')}?fran={row.public_id}").content.decode()
    assert "Prov i november" not in renewed
    withdraw = reverse("delegation_withdraw", args=[row.public_id])
    assert nurse.post(withdraw, {"version": 99, "key": str(uuid4()), "reason": "Slutar"}).status_code == 409
    assert nurse.post(withdraw, {"version": 1, "key": str(uuid4()), "reason": "Slutar"}).status_code == 302
    row.refresh_from_db()
    assert row.ended_on == world.today


def test_no_statement_on_delegations_without_a_scope(world: World) -> None:
    with scope.nobody(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM deviations_delegation")
        assert cursor.fetchone()[0] == 0
