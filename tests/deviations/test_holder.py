"""One holder and a due date in every state: the table, returning, standing in, asking upwards."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from actors.models import Absence, Assignment
from actors.rules.kinds import Role
from actors.selectors import units_by_id
from core import clock, relay
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow, OutboxMessage
from core.scope import acting_as
from deviations import permissions, services
from deviations.models import Deviation, Entry, Nudge, Route
from deviations.rules.kinds import Category, Rung, Stage, Step
from deviations.services.routing import Directory, named
from deviations.tasks import ask_for_answers
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.sip.pages import fields_of
from transitions.locks import NotFound
from transitions.notifications import system_acting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    with kept_rows(django_db_blocker):
        yield build()


@pytest.fixture
def region(world: Region, db: None) -> Region:
    return world


@pytest.fixture
def move_clock(settings: Any, tmp_path: Path) -> Callable[[float], None]:
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    return lambda days: clock.set_offset(clock.offset() + timedelta(days=days))


def report(region: Region, by: str = "vc", about: str = "office", **changes: Any) -> Deviation:
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "at": clock.now(),
        "category": "aids",
        "about_id": region.id(about),
        "severity": "moderate",
        "text": "Rullstolen kom inte.",
    }
    return services.report(**{**values, **changes})


def save_route(region: Region, keeper: str = "mas", **values: Any) -> Route:
    role = Role.REGION_CONTROLLER if keeper == "region_management" else None
    return services.save_route(acting=region.acting(keeper, role=role), at=clock.now(), **values)


def fresh(row: Deviation) -> Deviation:
    return Deviation.objects.get(pk=row.pk)


def test_no_combination_lacks_a_holder(region: Region) -> None:
    """Every unit of both huvudmän and of a private provider, and every category: a unit that reads, as a function."""
    region.person("mas")
    directory = Directory(practice=False)
    people = set()
    for unit in units_by_id(one.pk for one in region.units.values()).values():
        areas = directory.areas(unit, registered_in_id=None)
        for category in Category:
            held = directory.candidates(unit, category, areas)[0]
            assert held.function
            assert held.unit_id in {unit.id, region.id("mas"), region.id("other_mas")}
            if held.unit_id == region.id("mas"):
                people.add(named(held, on=clock.today()).holder_id)
    assert None not in people


def test_the_table_names_the_function_the_holder_and_the_substitute(region: Region) -> None:
    anna, sara = region.person("mas")[0], region.person("mas")[0]
    save_route(
        region,
        unit_id=region.id("mas"),
        function="mar",
        holder_id=sara.pk,
        substitute_id=anna.pk,
        category="aids",
    )
    row = report(region)
    assert (row.routed_to_id, row.function, row.holder, row.substitute) == (
        region.id("mas"),
        "mar",
        sara,
        anna,
    )
    other = report(region, category="medicines")
    assert (other.function, other.holder) == ("mas", anna)


def test_a_region_sends_what_is_about_a_ward_to_the_chief_physician(region: Region) -> None:
    chief = region.person("other_ward", role=Role.WARD_DOCTOR)[0]
    save_route(
        region,
        "region_management",
        unit_id=region.id("other_ward"),
        function="chief_physician",
        holder_id=chief.pk,
        about_kind="ward",
    )
    row = report(region, "office", "ward")
    assert (row.routed_to_id, row.function, row.holder) == (region.id("other_ward"), "chief_physician", chief)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"holder_id": None}, "holder"),
        ({"holder_id": 999_999}, "holder"),
        ({"unit_id": 999_999}, "unit"),
        ({"about_unit_id": 999_999}, "about"),
        ({"substitute_id": 999_999}, "substitute"),
    ],
)
def test_a_row_without_a_person_is_refused(region: Region, changes: dict[str, Any], code: str) -> None:
    values = {
        "unit_id": region.id("mas"),
        "function": "mas",
        "holder_id": region.person("mas")[0].pk,
        **changes,
    }
    with pytest.raises(Invalid) as refused:
        save_route(region, **values)
    assert refused.value.code == code
    assert not Route.objects.exists()


def test_the_same_thing_has_one_row_and_others_have_no_say(region: Region) -> None:
    values = {"unit_id": region.id("mas"), "function": "mas", "holder_id": region.person("mas")[0].pk}
    row = save_route(region, **values)
    with pytest.raises(Invalid):
        save_route(region, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Route.objects.create(
            organisation_id=row.organisation_id, unit_id=row.unit_id, function="mar", holder_id=row.holder_id
        )
    for name in ("vc", "office", "management"):
        with pytest.raises(PermissionDenied):
            save_route(region, name, **values)
    assert region.client("other_mas").get(reverse("deviation_route", args=[row.pk])).status_code == 404


def test_a_change_of_holder_moves_the_open_ones_and_leaves_the_answered(region: Region) -> None:
    first = region.person("mas")[0]
    open_one, done = report(region), report(region)
    services.answer(
        acting=region.acting("mas"), ref=done.ref, at=clock.now(), explanation="Fel.", measure="Nytt."
    )
    second = region.person("mas")[0]
    route = save_route(region, unit_id=region.id("mas"), function="mar", holder_id=second.pk)
    relay.drain()
    assert (fresh(open_one).holder, fresh(open_one).function, fresh(done).holder) == (second, "mar", first)
    assert "Mottagartabellen" in Entry.objects.get(deviation=open_one, kind="holder").text
    services.end_route(acting=region.acting("mas"), at=clock.now(), route_id=route.pk)
    relay.drain()
    assert fresh(open_one).function == "mar"  # what the rule says without a row: the MAR, for aids
    assert fresh(open_one).holder == first


def test_a_holder_on_leave_is_replaced(region: Region) -> None:
    (anna, at_mas), (sara, hers) = region.person("mas"), region.person("mas")
    row = report(region)
    assert row.holder == anna
    Absence.objects.create(
        assignment=at_mas, substitute=hers, first_day=clock.today(), last_day=clock.today() + DAY
    )
    assert report(region).holder == sara
    services.stand_in(acting=system_acting(), now=clock.now())
    assert fresh(row).holder == sara
    assert "borta" in Entry.objects.get(deviation=row, kind="holder").text
    Assignment.objects.filter(pk=hers.pk).update(valid_to=clock.today() - DAY)
    services.stand_in(acting=system_acting(), now=clock.now())
    assert fresh(row).holder == sara  # nobody is there: she stands until somebody comes


def test_a_colleague_of_the_holder_is_told_and_takes_over(region: Region) -> None:
    holder = region.person("mas")[0]
    row = report(region)
    assert row.holder == holder
    colleague = region.client("mas")
    page = reverse("deviation_detail", args=[row.public_id])
    values = fields_of(colleague.get(page).content.decode())
    body = {**values, "explanation": "Fel lista.", "measure": "Ny rutin."}
    refused = colleague.post(reverse("deviation_answer", args=[row.public_id]), body)
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "En kollega håller i avvikelsen." in text
    assert "Fel lista." in text
    assert colleague.post(reverse("deviation_take_over", args=[row.public_id])).status_code == 302
    values = fields_of(colleague.get(page).content.decode())
    done = colleague.post(
        reverse("deviation_answer", args=[row.public_id]), {**body, "version": values["version"]}
    )
    assert done.status_code == 302
    assert (fresh(row).stage, fresh(row).substitute) == (Stage.ANSWERED, holder)


def test_a_wrong_recipient_sends_it_on_in_one_click(region: Region) -> None:
    row = report(region)
    client = region.client("mas")
    page = client.get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    assert "Skicka till Biståndsenheten" in page
    url = reverse("deviation_return", args=[row.public_id])
    sent = client.post(url, {"to": region.id("office"), "version": row.version}, follow=True)
    assert "Den som rapporterade ser det." in sent.content.decode()
    moved = fresh(row)
    assert (moved.routed_to_id, moved.stage, moved.due_at is not None) == (
        region.id("office"),
        Stage.REPORTED,
        True,
    )
    assert Entry.objects.get(deviation=row, kind="returned").text == "Skickad vidare till Biståndsenheten."
    again = client.post(url, {"to": region.id("office"), "version": row.version})
    assert again.status_code == 403  # the MAS sees it as her municipality's, and holds it no more
    services.stand_in(acting=system_acting(), now=clock.now())
    services.reroute(acting=system_acting(), now=clock.now())
    assert fresh(row).routed_to_id == region.id("office")  # what a person has sent on stays there
    with pytest.raises(Invalid):
        services.return_wrong(
            acting=region.acting("office"), ref=row.ref, at=clock.now(), to_id=region.id("vc")
        )


def test_reopened_with_a_reason_and_a_new_time(region: Region) -> None:
    row = report(region, "office", "ward")
    now = clock.now()
    ward, office = region.acting("ward"), region.acting("office")
    services.investigate(acting=ward, ref=row.ref, at=now)
    services.answer(acting=ward, ref=row.ref, at=now, explanation="Sen.", measure="Mall.")
    services.mark_read(acting=office, ref=row.ref, at=now)
    with pytest.raises(Invalid):
        services.reopen(acting=office, ref=row.ref, at=now, why=" ")
    later = now + 40 * DAY
    row = services.reopen(acting=office, ref=row.ref, at=later, why="Det hände igen.")
    assert (row.stage, row.answered_at, row.answer_at) == (Stage.INVESTIGATING, now, None)
    assert row.due_at is not None
    assert row.due_at > later
    row = services.answer(acting=ward, ref=row.ref, at=later, explanation="Igen.", measure="Utbildning.")
    assert (row.explanation, row.answered_at, row.answer_at) == ("Igen.", now, later)
    told = [entry.text for entry in Entry.objects.filter(deviation=row, kind="answered")]
    assert told == ["Sen.\n\nFöreslagen åtgärd: Mall.", "Igen.\n\nFöreslagen åtgärd: Utbildning."]


def test_the_agreed_order_each_step_once_and_shown(region: Region) -> None:
    region.person("mas")
    manager = region.person("management")[0]
    row = report(region, severity="serious")
    assert row.due_at is not None
    services.receive(acting=region.acting("mas"), ref=row.ref, at=clock.now())
    row = fresh(row)
    moments = [row.due_at + timedelta(days=days) for days in (-2, 0, 2, 7, 21, 60, 61)]
    seen = []
    for moment in moments:
        services.ask(acting=system_acting(), now=moment)
        services.ask(acting=system_acting(), now=moment)
        seen.append(list(Nudge.objects.order_by("at", "pk").values_list("rung", flat=True)))
    assert seen[-1] == list(Rung)
    assert [len(found) for found in seen] == sorted(len(found) for found in seen)
    asked = Nudge.objects.get(deviation=row, rung=Rung.MANAGER)
    assert (asked.unit_id, asked.person) == (region.id("management"), manager)
    assert AuditRow.objects.filter(action="deviation.asked_manager").count() == 1
    assert OutboxMessage.objects.filter(event="deviation.asked_chief").count() == 1
    page = region.client("vc").get(reverse("deviation_detail", args=[row.public_id])).content.decode()
    assert "Utan svar: chefen har fått veta" in page
    assert "Utan svar: styrgruppen har fått veta" in page
    listed = region.client("management").get(reverse("deviation_list")).content.decode()
    assert row.ref in listed
    assert "Hos styrgruppen" in listed


def test_the_clock_asks_by_itself_and_an_answer_ends_it(
    region: Region, move_clock: Callable[[float], None]
) -> None:
    row = report(region, severity="serious")
    move_clock(20)
    ask_for_answers()
    asked = Nudge.objects.filter(deviation=row).count()
    assert asked >= 2
    services.answer(
        acting=region.acting("mas"), ref=row.ref, at=clock.now(), explanation="Fel.", measure="Nytt."
    )
    ask_for_answers()
    assert Nudge.objects.filter(deviation=row).count() == asked
    due = fresh(row).due_at
    assert due is not None
    move_clock((due - clock.now()) / DAY - 0.5)
    ask_for_answers()
    unread = Nudge.objects.filter(deviation=row).order_by("-pk").first()
    assert unread is not None
    assert unread.due_at == fresh(row).due_at
    assert Nudge.objects.filter(deviation=row, due_at=unread.due_at, unit_id=region.id("vc")).exists()


def test_times_are_the_organisations_own(region: Region) -> None:
    before = report(region).due_at
    services.save_terms(acting=region.acting("mas"), days={"receive_days": 0, "answer_moderate_days": 1})
    after = report(region).due_at
    assert after is not None
    assert before is not None
    assert after < before
    assert report(region, "office", "ward").due_at == before
    with pytest.raises(Invalid) as refused:
        services.save_terms(acting=region.acting("mas"), days={"chief_days": 90})
    assert refused.value.field == "steering_days"


def test_whoever_was_asked_sees_it_and_nobody_else_in_either_layer(region: Region) -> None:
    row = report(region, "vc", "rehab")
    outsiders = ("ward", "office", "management", "mas")
    for name in outsiders:
        assert not permissions.visible_to(region.acting(name)).filter(pk=row.pk).exists(), name
    Nudge.objects.create(
        deviation=row, due_at=clock.now(), rung=Rung.FORUM, unit_id=region.id("management"), at=clock.now()
    )
    with acting_as(region.acting("management")):
        assert Deviation.objects.filter(pk=row.pk).exists()
    with acting_as(region.acting("office")), connection.cursor() as cursor:
        for table in ("deviations_deviation", "deviations_entry", "deviations_nudge"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_no_deviation_is_ever_without_a_holder_and_a_due_date(region: Region) -> None:
    """A walk at random through every step, by everybody: what the database then holds."""
    rng = random.Random(9)
    rows = [report(region, "vc", "office"), report(region, "home", "ward")]
    acts: dict[Step, Any] = {
        Step.RECEIVE: services.receive,
        Step.INVESTIGATE: services.investigate,
        Step.READ: services.mark_read,
        Step.CLOSE: services.close,
        Step.TAKE_OVER: services.take_over,
    }
    names = {unit.pk: name for name, unit in region.units.items()}
    stages = {Stage.REPORTED}
    for number in range(200):
        row = fresh(rng.choice(rows))
        step = rng.choices(list(Step), [1 if one is Step.REOPEN else 6 for one in Step])[0]
        name = names[rng.choice((row.routed_to_id, row.about_id, row.reported_by_id))]
        common: dict[str, Any] = {
            "acting": region.acting(name),
            "ref": row.ref,
            "at": clock.now() + timedelta(hours=number),
        }
        try:
            if step is Step.ANSWER:
                services.answer(**common, explanation="a", measure="b")
            elif step is Step.REOPEN:
                services.reopen(**common, why="c")
            elif step is Step.RETURN:
                services.return_wrong(**common, to_id=rng.choice([region.id("mas"), region.id("office")]))
            else:
                acts[step](**common)
        except (Conflict, Invalid, PermissionDenied, NotFound):
            continue
        row = fresh(row)
        stages.add(row.stage)
        assert row.routed_to_id
        assert row.function
        assert (row.due_at is None) == (row.stage == Stage.CLOSED)
    assert stages == set(Stage)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_at": None},
        {"function": ""},
        {"stage": "read"},
        {"answer_at": clock.now()},
        {"stage": "investigating", "read_at": clock.now()},
    ],
)
def test_the_database_refuses_a_state_without_them(region: Region, wrong: dict[str, Any]) -> None:
    row = report(region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deviation.objects.filter(pk=row.pk).update(**wrong)


def test_the_keeper_fills_in_the_table_in_the_browser(region: Region) -> None:
    holder = region.person("mas")[0]
    mas = region.client("mas")
    page = mas.get(reverse("deviation_routes")).content.decode()
    assert "Enheter utan namngiven person" in page
    url = f"{reverse('deviation_route_new')}?enhet={region.id('mas')}"
    values = fields_of(mas.get(url).content.decode())
    empty = mas.post(url, {**values, "function": "mar", "holder": ""})
    assert empty.status_code == 422
    done = mas.post(url, {**values, "function": "mar", "holder": holder.pk, "category": "aids"}, follow=True)
    assert "Mottagaren är sparad." in done.content.decode()
    row = Route.objects.get()
    edit = reverse("deviation_route", args=[row.pk])
    assert "Historik" in mas.get(edit).content.decode()
    assert mas.post(edit, {"act": "end"}).status_code == 302
    assert Route.objects.get().ended_at is not None
    terms = reverse("deviation_terms")
    values = fields_of(mas.get(terms).content.decode())
    assert mas.post(terms, {**values, "chief_days": "200"}).status_code == 422
    assert mas.post(terms, {**values, "receive_days": "1"}).status_code == 302
    assert mas.get(f"{reverse('deviation_route_new')}?enhet=x").status_code == 302
    assert mas.get(f"{reverse('deviation_route_new')}?enhet={region.id('ward')}").status_code == 404
