"""Att göra: groups, tabs, search, the poll, and acts on several rows."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from core import clock, versions
from tests.factories.region import Region, add_cases, logged_in, send_ready
from tests.pages.support import text_of
from transitions import services
from transitions.models import Addressee, CareEpisode, Item, Responsible
from transitions.rules.kinds import Certainty, ItemKind

LIST = reverse("worklist")


def mark(episode: CareEpisode) -> str:
    episode.refresh_from_db()
    return f"{episode.public_id}:{episode.version}"


def group_titles(body: str) -> list[str]:
    titles = ("Försenade", "Idag", "Senare", "Väntar på andra")
    found = [(body.index(f"{title} ("), title) for title in titles if f"{title} (" in body]
    return [title for _, title in sorted(found)]


def test_a_notice_that_nobody_acknowledged_in_time_is_overdue(region: Region) -> None:
    body = text_of(region.client("office").get(LIST))
    assert group_titles(body) == ["Försenade"]
    assert "Kvittera inskrivningsmeddelande" in body
    assert "Elsa Testsson" in body


def test_the_groups_stand_in_the_order_of_urgency(region: Region) -> None:
    office = region.acting("office")
    add_cases(region, 12)
    now = clock.now()
    waiting, today = (
        CareEpisode.objects.exclude(pk=region.episode.pk).filter(phase="noticed").order_by("pk")[:2]
    )
    services.acknowledge_kind(acting=office, episode_id=waiting.pk, of=ItemKind.ADMISSION_NOTICE_SENT, at=now)
    services.take_contact(acting=office, episode_id=waiting.pk, at=now, applies="no")
    services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=today.pk,
        at=now,
        expected_discharge=clock.today() + timedelta(days=2),
        certainty=Certainty.SURE,
    )
    body = text_of(region.client("office").get(LIST))
    titles = group_titles(body)
    assert titles[0] == "Försenade"
    assert titles[-1] == "Väntar på andra"
    assert titles == [
        title for title in ("Försenade", "Idag", "Senare", "Väntar på andra") if title in titles
    ]


def test_the_tabs_count_and_narrow(region: Region) -> None:
    user, assignment = region.person("office")
    client = logged_in(user, assignment)
    send_ready(region, clock.now() - timedelta(hours=2))
    assert "Mina 0" in text_of(client.get(LIST))
    client.post(reverse("take_case", args=[region.episode.public_id]))
    body = text_of(client.get(LIST))
    assert "Mina 1" in body
    assert "Ej tilldelade 0" in body
    assert "Utskrivningsklara 1" in body
    assert "Elsa Testsson" in text_of(client.get(LIST, {"flik": "mine"}))
    assert "Elsa Testsson" in text_of(client.get(LIST, {"flik": "ready"}))
    assert "Elsa Testsson" not in text_of(client.get(LIST, {"flik": "unassigned"}))
    assert Responsible.objects.get().user_id == user.pk


def test_a_tab_that_does_not_exist_is_the_unit(region: Region) -> None:
    assert "Elsa Testsson" in text_of(
        region.client("office").get(LIST, {"flik": "'; --", "sida": "x", "phase": "y"})
    )


def test_the_search_text_stands_in_no_address(region: Region) -> None:
    client = region.client("office")
    add_cases(region, 6)
    answer = client.post(f"{LIST}?flik=unit", {"q": "Elsa", "phase": "noticed"})
    assert answer.status_code == 302
    assert "Elsa" not in answer["Location"]
    assert "phase=noticed" in answer["Location"]
    body = text_of(client.get(answer["Location"]))
    assert "Elsa Testsson" in body
    assert "Testperson Nummer" not in body
    assert "Elsa" not in client.get(answer["Location"]).context["changed_url"]
    client.get(reverse("worklist_reset"))
    assert "Testperson Nummer" in text_of(client.get(LIST))


def test_a_search_text_in_the_address_is_not_taken(region: Region) -> None:
    body = text_of(region.client("office").get(LIST, {"q": "ingen alls"}))
    assert "Elsa Testsson" in body


def test_unread_is_another_thing_than_acknowledged(region: Region) -> None:
    client = region.client("office")
    assert b"hv-unread" in client.get(LIST).content
    client.get(reverse("case", args=[region.episode.public_id]))
    body = client.get(LIST).content
    assert b"hv-unread" not in body
    assert b"Kvittera inskrivningsmeddelande" in body
    assert b"hv-unread" in region.client("office").get(LIST).content, "unread is a person's, not the unit's"


def test_a_unit_sees_its_own_rows_only(region: Region) -> None:
    for name in ("other_office", "rehab", "home", "other_ward"):
        assert "Elsa Testsson" not in text_of(region.client(name).get(LIST))


def test_the_poll_is_quiet_until_something_changes(region: Region) -> None:
    cache.clear()
    client = region.client("office")
    drawn = client.get(LIST).context
    poll = drawn["changed_url"]
    assert client.get(poll, {"v": drawn["version"]}).status_code == 204
    cache.set(versions._key(region.id("office")), "new")
    answer = client.get(f"{poll}&v={drawn['version']}")
    assert answer.status_code == 200
    assert "Ett ärende har ändrats" in text_of(answer)
    assert "Elsa" not in text_of(answer)


def test_the_poll_counts_the_cases_that_changed(region: Region) -> None:
    client = region.client("office")
    add_cases(region, 5)
    drawn = client.get(LIST).context
    for episode in CareEpisode.objects.filter(phase="noticed").order_by("pk")[:2]:
        services.change_expected_discharge(
            acting=region.acting("ward"),
            episode_id=episode.pk,
            at=clock.now(),
            expected_discharge=clock.today() + timedelta(days=3),
            certainty=Certainty.SURE,
        )
    cache.set(versions._key(region.id("office")), "newer")
    answer = client.get(f"{drawn['changed_url']}&v={drawn['version']}")
    assert "2 ärenden har ändrats" in text_of(answer)


@pytest.mark.parametrize("since", ["", "igår", "2026-13-45T00:00:00", "2026-01-01T00:00:00"])
def test_a_poll_with_a_broken_moment_is_answered(region: Region, since: str) -> None:
    cache.set(versions._key(region.id("office")), "new")
    answer = region.client("office").get(reverse("worklist_changes"), {"sedan": since, "v": "old"})
    assert answer.status_code == 200


def test_marked_rows_are_acknowledged(region: Region) -> None:
    client = region.client("office")
    cases = [region.episode, *add_cases(region, 2, first=1)]
    answer = client.post(
        reverse("worklist_act"), {"ids": [mark(case) for case in cases], "action": "acknowledge"}
    )
    assert answer["Location"] == LIST
    assert "Kvitterat: 3 ärenden." in text_of(client.get(LIST))
    waiting = Addressee.objects.filter(unit=region.units["office"], item__kind="admission_notice_sent")
    assert not waiting.filter(acknowledged_at__isnull=True).exists()


def test_a_row_that_changed_meanwhile_is_left_and_said(region: Region) -> None:
    client = region.client("office")
    stale = mark(region.episode)
    fresh = add_cases(region, 1, first=1)[0]
    services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=clock.today() + timedelta(days=9),
        certainty=Certainty.GUESS,
    )
    client.post(reverse("worklist_act"), {"ids": [stale, mark(fresh)], "action": "acknowledge"})
    body = text_of(client.get(LIST))
    assert "Kvitterat: 1 ärende." in body
    assert "1 ärende har ändrats sedan listan visades" in body
    rows = Addressee.objects.filter(unit=region.units["office"], item__episode=region.episode)
    assert not rows.filter(acknowledged_at__isnull=False).exists()


def test_marks_of_others_and_of_nothing_do_nothing(region: Region) -> None:
    before = Item.objects.count()
    client = region.client("other_office")
    client.post(reverse("worklist_act"), {"ids": [mark(region.episode), "x", "x:y", ":", "\0:1"]})
    assert Item.objects.count() == before
    assert "Det fanns inget kvar att göra" in text_of(client.get(LIST))
    client.post(reverse("worklist_act"), {})
    assert "Markera minst ett ärende" in text_of(client.get(LIST))


def test_after_the_act_the_person_comes_back_to_the_list_and_nowhere_else(region: Region) -> None:
    client = region.client("office")
    for target in ("https://annan.example/", "//annan.example/", "javascript:alert(1)"):
        answer = client.post(reverse("worklist_act"), {"ids": [], "next": target})
        assert answer["Location"].startswith("/att-gora/")
    kept = client.post(reverse("worklist_act"), {"ids": [], "next": "/att-gora/?flik=mine"})
    assert kept["Location"] == "/att-gora/?flik=mine"


def test_the_name_of_a_case_is_found_by_search_within_the_unit(region: Region) -> None:
    people = reverse("people")
    assert "Elsa Testsson" in text_of(region.client("vc").post(people, {"q": "testss"}))
    assert "Elsa Testsson" in text_of(region.client("vc").post(people, {"q": "19380204-9811"}))
    assert "Elsa Testsson" not in text_of(region.client("rehab").post(people, {"q": "testss"}))
    assert "Elsa Testsson" not in text_of(region.client("vc").post(people, {"q": "E"}))


def test_a_protected_person_is_found_by_the_whole_number_only(region: Region) -> None:
    region.episode.patient.protection = "confidential"
    region.episode.patient.save()
    people = reverse("people")
    assert "Elsa Testsson" not in text_of(region.client("vc").post(people, {"q": "Elsa"}))
    assert "Elsa Testsson" not in text_of(region.client("vc").post(people, {"q": "380204"}))
    assert "Elsa Testsson" in text_of(region.client("vc").post(people, {"q": "193802049811"}))


@pytest.mark.parametrize(
    "text",
    ["els tes", "TESTSSON, elsa", "380204-9811", "380204 9811", "19380204-9811", "3802049811", "tests"],
)
def test_a_person_is_found_as_people_write_names_and_numbers(region: Region, text: str) -> None:
    assert "Elsa Testsson" in text_of(region.client("vc").post(reverse("people"), {"q": text}))


@pytest.mark.parametrize(
    "text", ["elsa k", "sson", "38020", "%", "__", "' OR 1=1 --", "(", "lsa tests", "١٢٣٤٥٦"]
)
def test_what_fits_nobody_finds_nobody(region: Region, text: str) -> None:
    assert "Elsa Testsson" not in text_of(region.client("vc").post(reverse("people"), {"q": text}))


def test_accents_do_not_hide_a_person(region: Region) -> None:
    region.episode.patient.name = "José Åkesson-Ørn"
    region.episode.patient.save()
    client = region.client("vc")
    for text in ("jose", "åke", "ÅKESSON", "orn jos", "ørn"):
        found = "Åkesson-Ørn" in text_of(client.post(reverse("people"), {"q": text}))
        assert found is (text != "orn jos"), text


def test_a_protected_person_is_found_without_the_century_too(region: Region) -> None:
    region.episode.patient.protection = "confidential"
    region.episode.patient.save()
    assert "Elsa Testsson" in text_of(region.client("vc").post(reverse("people"), {"q": "380204-9811"}))
