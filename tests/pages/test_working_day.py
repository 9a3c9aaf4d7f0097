"""Sharing the list: hand-over, rest, saved filters, undo, presence, and many rows at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from actors.models import Absence, User
from core import clock
from core.conflicts import Conflict
from core.models import AuditRow
from tests.factories.region import Region, add_cases, logged_in, send_ready
from tests.pages.support import text_of
from tests.pages.test_worklist import LIST, mark
from transitions import services
from transitions.models import (
    Addressee,
    CareEpisode,
    HandOver,
    Item,
    Responsible,
    SavedFilter,
    Snooze,
    Task,
)
from transitions.rules.kinds import Certainty, ItemKind

ACT = reverse("worklist_act")
UNDO = reverse("worklist_undo")
GIVE = reverse("hand_over")


def settled(region: Region) -> None:
    """The office has acknowledged and asked: it waits for others, with no deadline."""
    office, now = region.acting("office"), clock.now()
    services.acknowledge_kind(
        acting=office, episode_id=region.episode.pk, of=ItemKind.ADMISSION_NOTICE_SENT, at=now
    )
    services.take_contact(acting=office, episode_id=region.episode.pk, at=now, applies="no")


def tomorrow() -> str:
    return f"rest:{clock.today() + timedelta(days=1)}"


# --- Hand-over ------------------------------------------------------------------------------------------------------


def test_twelve_cases_are_handed_over_at_once_with_a_note(region: Region) -> None:
    user, assignment = region.person("office")
    colleague, their = region.person("office")
    anna, bo = logged_in(user, assignment), logged_in(colleague, their)
    add_cases(region, 18)
    marks = [mark(one) for one in CareEpisode.objects.filter(tasks__unit=region.units["office"]).distinct()][
        :12
    ]
    anna.post(ACT, {"ids": marks, "action": "assign"})
    page = anna.get(GIVE)
    shown = [row["id"] for row in page.context["rows"]]
    assert len(shown) == 12
    answer = anna.post(
        GIVE,
        {
            "shown": shown,
            "ids": shown,
            "to": colleague.pk,
            "note": "Ring först.",
            f"note-{shown[0]}": "Nyckel.",
        },
    )
    assert answer.status_code == 302
    assert set(Responsible.objects.values_list("user_id", flat=True)) == {colleague.pk}
    body = text_of(bo.get(LIST))
    assert f"{user.name} har lämnat över 12 ärenden till dig" in body
    assert "Ring först." in body
    assert "Mina 12" in body
    handover = HandOver.objects.get()
    read = reverse("handed_over", args=[handover.pk])
    assert "Nyckel." in text_of(bo.get(read))
    assert "Nyckel." in text_of(bo.get(reverse("case", args=[shown[0]])))
    bo.post(read)
    bo.post(read)
    assert "har lämnat över" not in text_of(bo.get(LIST))
    assert f"Läst av {colleague.name}" in text_of(anna.get(read))
    assert AuditRow.objects.filter(action="handover.read").count() == 1


def test_a_hand_over_is_undone_until_it_is_read(region: Region) -> None:
    anna = region.person_acting("office")
    bo = region.person_acting("office")
    services.take_cases(acting=anna, episode_ids=[region.episode.pk], at=clock.now())
    made = services.hand_over(
        acting=anna, episode_ids=[region.episode.pk], to_user_id=bo.user_id, at=clock.now()
    )
    assert made is not None
    with pytest.raises(Conflict, match="handover_gone"):
        services.undo_hand_over(acting=bo, handover_id=made.pk, at=clock.now())
    assert services.undo_hand_over(acting=anna, handover_id=made.pk, at=clock.now()) == 1
    assert Responsible.objects.get().user_id == anna.user_id
    again = services.hand_over(
        acting=anna, episode_ids=[region.episode.pk], to_user_id=None, at=clock.now(), note="x"
    )
    assert again is not None
    assert not Responsible.objects.exists()
    services.read_hand_over(acting=bo, handover_id=again.pk, at=clock.now())
    with pytest.raises(Conflict, match="handover_read"):
        services.undo_hand_over(acting=anna, handover_id=again.pk, at=clock.now())


def test_the_same_hand_over_sent_again_is_one_until_something_is_done(region: Region) -> None:
    """Back and *Lämna över* once more: no second hand-over. Taken back meanwhile, it is handed over anew."""
    anna, bo = region.person_acting("office"), region.person_acting("office")
    services.take_cases(acting=anna, episode_ids=[region.episode.pk], at=clock.now())

    def give(note: str = "Ring först.", minutes: int = 0) -> int:
        at = clock.now() + timedelta(minutes=minutes)
        one, to = [region.episode.pk], bo.user_id
        made = services.hand_over(acting=anna, episode_ids=one, to_user_id=to, at=at, note=note)
        assert made is not None
        return made.pk

    first = give()
    assert give(minutes=5) == first
    assert give("Ring sedan.") != first
    latest = give("Ring sedan.")
    services.release_cases(acting=bo, episode_ids=[region.episode.pk])
    services.take_cases(acting=anna, episode_ids=[region.episode.pk], at=clock.now())
    assert give("Ring sedan.") not in (first, latest)
    assert HandOver.objects.count() == 3


def test_nobody_outside_the_unit_receives_or_reads(region: Region) -> None:
    anna, other = region.person_acting("office"), region.person_acting("vc")
    with pytest.raises(Conflict, match="not_a_colleague"):
        services.hand_over(
            acting=anna, episode_ids=[region.episode.pk], to_user_id=other.user_id, at=clock.now()
        )
    made = services.hand_over(
        acting=anna, episode_ids=[region.episode.pk], to_user_id=None, at=clock.now(), note="Bara vi."
    )
    assert made is not None
    address = reverse("handed_over", args=[made.pk])
    assert region.client("vc").get(address).status_code == 404
    assert region.client("vc").post(address).status_code == 404
    assert "Bara vi." not in text_of(
        region.client("vc").get(reverse("case", args=[region.episode.public_id]))
    )
    assert "Bara vi." in text_of(region.client("office").get(LIST))
    nothing = services.hand_over(
        acting=replace(other, unit_id=region.id("rehab")),
        episode_ids=[region.episode.pk],
        to_user_id=None,
        at=clock.now(),
    )
    assert nothing is None, "a case that the unit does not see is passed over"


def test_a_hand_over_without_receiver_or_case_keeps_what_was_typed(region: Region) -> None:
    client = region.client("office")
    shown = str(region.episode.public_id)
    answer = client.post(GIVE, {"shown": [shown], "note": "Lång text.", f"note-{shown}": "Rad."})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Lång text." in body
    assert "Rad." in body
    assert "Välj vem tar över" in text_of(answer)
    assert "Markera minst ett ärende" in text_of(client.post(GIVE, {"shown": [shown], "to": "unit"}))
    assert (
        client.post(GIVE, {"shown": [shown, "x", "\0"], "ids": ["'; --"], "to": "9999999"}).status_code == 422
    )
    assert not HandOver.objects.exists()


# --- Rest -----------------------------------------------------------------------------------------------------------


def test_a_case_rests_for_one_person_and_wakes_when_something_comes(region: Region) -> None:
    settled(region)
    client, colleague = region.client("office"), region.client("office")
    client.post(ACT, {"ids": [mark(region.episode)], "action": tomorrow()})
    body = text_of(client.get(LIST))
    assert "1 ärende vilar för dig" in body
    assert "Elsa Testsson" not in body
    assert "Vilande 1" in body
    assert "Elsa Testsson" in text_of(client.get(LIST, {"flik": "resting"}))
    assert "Elsa Testsson" in text_of(colleague.get(LIST)), "the colleague's list is as it was"
    services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=clock.today() + timedelta(days=9),
        certainty=Certainty.SURE,
    )
    assert "Elsa Testsson" in text_of(client.get(LIST))


def test_what_has_a_deadline_within_a_day_cannot_rest(region: Region) -> None:
    client = region.client("office")
    client.post(ACT, {"ids": [mark(region.episode)], "action": tomorrow()})
    body = text_of(client.get(LIST))
    assert "har en tidsfrist inom ett dygn" in body
    assert "Elsa Testsson" in body
    assert not Snooze.objects.exists()


def test_a_deadline_that_comes_nearer_wakes_the_case(region: Region) -> None:
    settled(region)
    person = region.person("office")
    client = logged_in(*person)
    client.post(ACT, {"ids": [mark(region.episode)], "action": tomorrow()})
    Task.objects.filter(unit=region.units["office"]).update(due_at=clock.now() + timedelta(hours=23))
    assert "Elsa Testsson" in text_of(client.get(LIST))
    Task.objects.filter(unit=region.units["office"]).update(due_at=clock.now() + timedelta(hours=25))
    assert "Elsa Testsson" not in text_of(client.get(LIST))


def test_what_rests_is_taken_up_and_a_handed_over_case_does_not_rest(region: Region) -> None:
    settled(region)
    anna, bo = region.person_acting("office"), region.person_acting("office")
    later = clock.now() + timedelta(days=2)
    ids = [region.episode.pk]
    assert services.put_aside(acting=bo, episode_ids=ids, until=later, at=clock.now()) == (1, 0)
    services.hand_over(acting=anna, episode_ids=ids, to_user_id=bo.user_id, at=clock.now())
    from_bo = User.objects.get(pk=bo.user_id)
    client = logged_in(from_bo, from_bo.assignments.get())
    assert "Mina 1" in text_of(client.get(LIST))
    client.post(ACT, {"ids": [mark(region.episode)], "action": "wake"})
    assert not Snooze.objects.exists()


@pytest.mark.parametrize(
    "action", ["rest:", "rest:x", "rest:2020-01-01", "rest:9999-12-31", "rest:2026-13-45"]
)
def test_a_moment_that_is_none_is_said(region: Region, action: str) -> None:
    settled(region)
    client = region.client("office")
    client.post(ACT, {"ids": [mark(region.episode)], "action": action})
    assert "Välj" in text_of(client.get(LIST))
    assert not Snooze.objects.exists()


# --- Absence ---------------------------------------------------------------------------------------------------------


def test_the_substitute_has_what_the_absent_colleague_had(region: Region) -> None:
    (anna, held), (bo, _) = region.person("office"), region.person("office")
    substitute = logged_in(bo, bo.assignments.get())
    logged_in(anna, held).post(ACT, {"ids": [mark(region.episode)], "action": "assign"})
    assert "Mina 0" in text_of(substitute.get(LIST))
    absence = Absence.objects.create(
        assignment=held, first_day=clock.today(), last_day=clock.today() + timedelta(days=3)
    )
    body = text_of(substitute.get(LIST))
    assert f"{anna.name}, borta utan ersättare" in body
    assert "Ej tilldelade 1" in body, "what nobody stands in for is nobody's"
    assert "Elsa Testsson" in text_of(substitute.get(LIST, {"flik": "unassigned"}))
    absence.substitute = bo.assignments.get()
    absence.save()
    body = text_of(substitute.get(LIST))
    assert f"{anna.name}, borta: du ersätter" in body
    assert "Mina 1" in body
    assert "Elsa Testsson" in text_of(substitute.get(LIST, {"flik": "mine"}))
    assert "du ersätter" in text_of(substitute.get(reverse("case", args=[region.episode.public_id])))


# --- Undo -----------------------------------------------------------------------------------------------------------


def test_taking_and_resting_are_undone_and_a_receipt_never(region: Region) -> None:
    client = region.client("office")
    client.post(ACT, {"ids": [mark(region.episode)], "action": "assign"})
    assert "Ångra" in text_of(client.get(LIST))
    client.post(UNDO)
    assert not Responsible.objects.exists()
    client.post(UNDO)
    assert "inget att ångra" in text_of(client.get(LIST))
    client.post(ACT, {"ids": [mark(region.episode)], "action": "assign"})
    client.post(ACT, {"ids": [mark(region.episode)], "action": "acknowledge"})
    body = text_of(client.get(LIST))
    assert "Kvitterat: 1 ärende." in body
    assert "Ångra" not in body
    assert Item.objects.filter(kind=ItemKind.ACKNOWLEDGED).count() == 1


def test_undo_leaves_what_a_colleague_has_taken_since(region: Region) -> None:
    anna = region.client("office")
    bo = region.person_acting("office")
    anna.post(ACT, {"ids": [mark(region.episode)], "action": "assign"})
    services.release_case(acting=bo, episode_id=region.episode.pk)
    services.take_case(acting=bo, episode_id=region.episode.pk, at=clock.now())
    anna.post(UNDO)
    assert Responsible.objects.get().user_id == bo.user_id


# --- Saved filters ---------------------------------------------------------------------------------------------------


def test_a_filter_is_saved_for_oneself_or_the_unit(region: Region) -> None:
    send_ready(region, clock.now() - timedelta(hours=2))
    anna, bo, vc = region.client("office"), region.client("office"), region.client("vc")
    address = f"{reverse('worklist_filters')}?flik=ready&uppgift=acknowledge"
    assert "Utskrivningsklara, Kvittera" in text_of(anna.get(address))
    assert anna.post(address, {"name": "Mina", "for_whom": "me"}).status_code == 302
    assert anna.post(address, {"name": "Våra", "for_whom": "unit"}).status_code == 302
    body = text_of(anna.get(LIST))
    assert "Mina" in body
    assert "Våra" in body
    shown = bo.get(LIST).context["saved"]
    assert [one["name"] for one in shown] == ["Våra"]
    assert "Elsa Testsson" in text_of(bo.get(shown[0]["url"]))
    assert vc.get(LIST).context["saved"] == []
    own = SavedFilter.objects.get(name="Mina")
    remove = reverse("worklist_filter_remove", args=[own.pk])
    assert bo.post(remove).status_code == 404
    assert (
        vc.post(reverse("worklist_filter_remove", args=[SavedFilter.objects.get(name="Våra").pk])).status_code
        == 404
    )
    assert anna.post(remove).status_code == 302
    assert "Sparade filter" in text_of(anna.get(reverse("worklist_filters")))


def test_a_filter_needs_a_name_of_its_own_and_holds_no_person(region: Region) -> None:
    client = region.client("office")
    client.post(LIST, {"q": "Elsa"})
    address = reverse("worklist_filters")
    assert "Ange namn på filtret" in text_of(client.post(address, {"for_whom": "me"}))
    assert "utan personnummer" in text_of(client.post(address, {"name": "380204-9811", "for_whom": "me"}))
    client.post(address, {"name": "Ett", "for_whom": "me"})
    assert "redan ett filter" in text_of(client.post(address, {"name": "Ett", "for_whom": "me"}))
    assert "Elsa" not in str(SavedFilter.objects.get().query)
    for number in range(11):
        client.post(address, {"name": f"Nr {number}", "for_whom": "me"})
    assert "Ta bort ett först" in text_of(client.post(address, {"name": "Till", "for_whom": "me"}))


# --- Many at once ----------------------------------------------------------------------------------------------------


def test_more_than_ten_receipts_are_asked_about_first(region: Region) -> None:
    client = region.client("office")
    made = [one for one in add_cases(region, 24) if one.notice_at]
    marks = [mark(one) for one in made]
    answer = client.post(ACT, {"ids": marks, "action": "acknowledge"})
    assert answer.status_code == 200
    assert "Det går inte att ångra." in text_of(answer)
    waiting = Addressee.objects.filter(
        unit=region.units["office"], acknowledged_at=None, item__kind="admission_notice_sent"
    )
    before = waiting.count()
    assert before > 10
    client.post(ACT, {"ids": marks, "action": "acknowledge", "confirmed": "1"})
    assert waiting.count() <= 1
    assert "Kvitterat:" in text_of(client.get(LIST))


def test_the_whole_list_is_acknowledged_as_it_is_narrowed(region: Region) -> None:
    client = region.client("office")
    add_cases(region, 24)
    send_ready(region, clock.now() - timedelta(hours=1))
    answer = client.post(ACT, {"action": "acknowledge_all", "flik": "mine"})
    assert answer.status_code == 302, "nothing is mine"
    answer = client.post(ACT, {"action": "acknowledge_all", "flik": "ready"})
    assert "Elsa Testsson" in text_of(answer)
    ready = CareEpisode.objects.filter(phase="ready").count()
    assert f"Kvittera {ready} ärende" in text_of(answer)


# --- Presence --------------------------------------------------------------------------------------------------------


def test_colleagues_see_who_has_the_case_open_and_other_units_do_not(region: Region) -> None:
    cache.clear()
    case = reverse("case", args=[region.episode.public_id])
    user, assignment = region.person("office")
    anna, bo, vc = logged_in(user, assignment), region.client("office"), region.client("vc")
    drawn = anna.get(case).context["presence"]
    assert drawn["text"] == ""
    assert f"{user.name} har ärendet öppet." in text_of(bo.get(case))
    assert "har ärendet öppet" not in text_of(vc.get(case))
    poll = anna.get(reverse("presence"), {"arende": drawn["ticket"], "v": drawn["mark"]})
    assert poll.status_code == 200
    assert "har ärendet öppet" in text_of(poll)
    for ticket in ("", "x", drawn["ticket"] + "x"):
        assert anna.get(reverse("presence"), {"arende": ticket}).status_code == 204
    assert vc.get(reverse("presence"), {"arende": drawn["ticket"]}).status_code == 204, (
        "another unit's ticket"
    )


def test_the_poll_asks_the_database_nothing_while_nothing_has_changed(
    region: Region, django_assert_num_queries: object
) -> None:
    cache.clear()
    client = region.client("office")
    drawn = client.get(LIST).context
    poll = f"{drawn['changed_url']}&v={drawn['version']}"
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get(poll).status_code == 204
    with django_assert_num_queries(0):  # type: ignore[operator]
        presence = client.get(reverse("presence"), {"arende": "x"})
    assert presence.status_code == 204
    assert client.get(poll, headers={"X-Hemvag-Assignment": "1"}).status_code == 409, (
        "drawn for another assignment"
    )
    assert Client().get(poll).status_code == 302, "nobody"


def test_a_poll_ends_with_the_log_in(region: Region) -> None:
    cache.clear()
    user, assignment = region.person("office")
    client = logged_in(user, assignment)
    drawn = client.get(LIST).context
    poll = f"{drawn['changed_url']}&v={drawn['version']}"
    seen = client.session["seen_at"]
    assert client.get(poll).status_code == 204
    assert client.session["seen_at"] == seen, "a poll prolongs nothing"
    from_elsewhere = logged_in(user, assignment)
    from_elsewhere.post(reverse("account_logout"))
    user.refresh_from_db()
    user.logged_out_at = clock.machine_now()
    user.save()
    assert client.get(poll, headers={"HX-Request": "true"}).status_code == 401
