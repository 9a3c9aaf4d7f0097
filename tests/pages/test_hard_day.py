"""What goes wrong in a working day: two at once, odd signs, markup, five hundred rows; and what a page may weigh."""

import gzip
import re
import time
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from tests.concurrency.together import together
from tests.factories.region import Region, add_cases, build
from tests.pages.support import text_of
from tests.pages.test_worklist import LIST, mark
from transitions import services
from transitions.models import Addressee, CareEpisode, HandOver, Item, Responsible, SavedFilter
from transitions.rules.kinds import ItemKind

ACT = reverse("worklist_act")
GIVE = reverse("hand_over")
REFUSED = (400, 413, 422)
"""Answers that say what is wrong: never 500, never stored."""
COLD, PHONE_COLD, WARM = 130_000, 100_000, 40_000
"""Bytes of a page with its files, compressed: the first time, on the phone of home care, and after."""


@pytest.mark.django_db(transaction=True)
def test_colleagues_at_once_make_one_receipt_and_one_responsible() -> None:
    """Two people acknowledge, and take, the same case in the same moment (fault row 32)."""
    region = build()
    people = [region.person_acting("office") for _ in range(2)]
    waiting = iter(people)

    def acknowledge() -> str:
        try:
            services.acknowledge_kind(
                acting=next(waiting),
                episode_id=region.episode.pk,
                of=ItemKind.ADMISSION_NOTICE_SENT,
                at=clock.now(),
            )
        except Conflict as conflict:
            return conflict.code
        return "done"

    assert sorted(together(2, acknowledge)) == ["done", "nothing_to_acknowledge"]
    assert Item.objects.filter(kind=ItemKind.ACKNOWLEDGED).count() == 1

    waiting = iter(people)
    took = together(
        2,
        lambda: services.take_cases(acting=next(waiting), episode_ids=[region.episode.pk], at=clock.now()),
    )
    assert sorted(len(ids) for ids, _ in took) == [0, 1]
    assert sum(others for _, others in took) == 1
    assert Responsible.objects.count() == 1

    waiting = iter(people)
    together(
        2,
        lambda: services.acknowledge_cases(
            acting=next(waiting), kinds={region.episode.pk: {"expected_discharge_changed"}}, at=clock.now()
        ),
    )
    assert Item.objects.filter(kind=ItemKind.ACKNOWLEDGED).count() == 1, "nothing waits: nothing is written"


ODD = (
    "\u202eTestsson\u202c vänd",  # right to left
    "e\u0301 å\u030a 👩\u200d⚕️ ﷽",
    "<script>alert(1)</script>",
    '<div hx-get="/logga-ut/" hx-trigger="load">x</div>',
    "{{ 7|add:7 }} {% now 'Y' %} ${7*7}",
    "'; DROP TABLE transitions_item; --",
    "a" * 1999,
)


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_kept_and_shown_as_text(region: Region, text: str) -> None:
    """Fault rows 77 to 79: in a note between colleagues, on the list, the hand-over and the case."""
    client, colleague = region.client("office"), region.client("office")
    shown = str(region.episode.public_id)
    line = text[:500]
    answer = client.post(
        GIVE, {"shown": [shown], "ids": [shown], "to": "unit", "note": text, f"note-{shown}": line}
    )
    assert answer.status_code == 302
    kept = HandOver.objects.get()
    assert (kept.note, kept.cases.get().note) == (text, line)
    for address in (
        LIST,
        reverse("handed_over", args=[kept.pk]),
        reverse("case", args=[region.episode.public_id]),
    ):
        page = colleague.get(address)
        assert page.status_code == 200
        body = page.content.decode()
        assert "<script>alert" not in body
        assert 'hx-get="/logga-ut/"' not in body
        assert "14 2026" not in body
    assert text[:180] in text_of(colleague.get(reverse("handed_over", args=[kept.pk]))) or "<" in text


@pytest.mark.parametrize("text", ["\0", "a\0b", "x" * 1_000_000])
def test_what_cannot_be_stored_is_refused_in_words(region: Region, text: str) -> None:
    client = region.client("office")
    shown = str(region.episode.public_id)
    sent = {"shown": [shown], "ids": [shown], "to": "unit", "note": text}
    assert client.post(GIVE, sent).status_code in REFUSED
    filters = reverse("worklist_filters")
    assert client.post(filters, {"name": text, "for_whom": "me"}).status_code in REFUSED
    assert client.post(reverse("people"), {"q": text}).status_code in (
        200,
        400,
    )
    assert not HandOver.objects.exists()
    assert not SavedFilter.objects.exists()


def test_half_a_sign_is_no_error(region: Region) -> None:
    """A lone surrogate, as a client that is no browser may send it."""
    answer = region.client("office").post(
        reverse("people"), "q=%ED%A0%80%ED%A0%80", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code in {200, *REFUSED}


def test_a_note_at_a_case_that_holds_a_null_is_refused(region: Region) -> None:
    client = region.client("office")
    shown = str(region.episode.public_id)
    answer = client.post(GIVE, {"shown": [shown], "ids": [shown], "to": "unit", f"note-{shown}": "a\0b"})
    assert answer.status_code == 422
    assert "utan osynliga tecken" in text_of(answer)
    assert not HandOver.objects.exists()


def weight(name: str) -> int:
    """Bytes of a file that a page asks for, as it is sent."""
    path = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name))
    assert path is not None, name
    content = Path(str(path)).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content))


def test_the_list_and_the_phone_weigh_what_a_poor_connection_bears(region: Region) -> None:
    """A full page of fifty rows, home care's day and a case on the phone: with every file that they ask for the first
    time, and alone when those are kept.
    """
    add_cases(region, 90)
    case = reverse("case", args=[region.episode.public_id])
    for who, address, cold in (
        ("office", LIST, COLD),
        ("office", case, COLD),
        ("night", LIST, PHONE_COLD),
        ("night", reverse("day"), PHONE_COLD),
    ):
        page = region.client(who).get(address)
        assert page.status_code == 200, address
        if (who, address) == ("office", LIST):
            assert page.context["page"] is not None, "a full page"
        html = len(gzip.compress(page.content))
        files = set(re.findall(r'(?:href|src)="/static/([^"?]+)', page.content.decode()))
        assert any(name.endswith(".woff2") for name in files)
        weights = {name: weight(name) for name in files}
        assert html < WARM, (address, html)
        assert html + sum(weights.values()) < cold, (address, html, weights)


@pytest.mark.long
@pytest.mark.django_db
def test_five_hundred_rows_are_acknowledged_within_a_request() -> None:
    region = build()
    add_cases(region, 625)
    client = region.client("office")
    office = region.units["office"]
    cases = CareEpisode.objects.filter(tasks__unit=office, tasks__kind="acknowledge").distinct()[:500]
    marks = [mark(one) for one in cases]
    assert len(marks) == 500
    asked = client.post(ACT, {"ids": marks, "action": "acknowledge"})
    assert "Kvittera 500 ärenden?" in text_of(asked)
    began = time.monotonic()
    done = client.post(ACT, {"ids": marks, "action": "acknowledge", "confirmed": "1"})
    assert done.status_code == 302
    assert time.monotonic() - began < 45, "the web server ends a request at sixty seconds"
    assert "Kvitterat: 500 ärenden." in text_of(client.get(LIST))
    left = Addressee.objects.filter(unit=office, acknowledged_at=None, item__episode__in=list(cases))
    assert not left.exists()
    assert Item.objects.filter(kind=ItemKind.ACKNOWLEDGED, by_unit=office).count() >= 500
