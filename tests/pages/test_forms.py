"""A form is sent twice, from a page that has grown old, to a case of another unit: nothing is done twice or lost."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.forms import HiddenInput
from django.urls import get_resolver, reverse

from core import clock, formats
from core.models import OutboxMessage
from tests.factories.region import Region, add_cases, send_ready
from tests.pages.support import fields_of, fill, text_of, typed_moment
from transitions import services
from transitions.forms.base import CaseForm
from transitions.models import CareEpisode, Item, Patient
from transitions.rules.kinds import Certainty, ItemKind, Protection

TOMORROW = clock.today() + timedelta(days=1)


def address(name: str, region: Region) -> str:
    return reverse(name, args=[region.episode.public_id])


def test_a_double_click_is_one_item(region: Region) -> None:
    client = region.client("ward")
    data = fill(client, address("change_date", region), expected_discharge=f"{TOMORROW}", certainty="sure")
    first = client.post(address("change_date", region), data)
    assert first["Location"] == address("case", region)
    assert "Det nya datumet är skickat." in text_of(client.get(first["Location"]))
    second = client.post(address("change_date", region), data)
    assert second["Location"] == address("case", region)
    assert "Det var redan skickat" in text_of(client.get(second["Location"]))
    assert Item.objects.filter(kind=ItemKind.EXPECTED_DISCHARGE_CHANGED).count() == 1
    assert OutboxMessage.objects.filter(event="item.expected_discharge_changed").count() == 1


def test_a_form_that_was_sent_and_then_changed_is_kept_and_told_of(region: Region) -> None:
    """Back to a page that the browser had kept: what was changed on it is neither sent unseen nor lost."""
    client = region.client("ward")
    where = address("change_date", region)
    data = fill(client, where, expected_discharge=f"{TOMORROW}", certainty="sure")
    client.post(where, data)
    answer = client.post(where, data | {"certainty": "guess", "note": "Läkaren tvekar."})
    assert answer.status_code == 409
    assert "Det du har ändrat efteråt är inte skickat" in text_of(answer)
    assert "Läkaren tvekar." in text_of(answer)
    assert Item.objects.filter(kind=ItemKind.EXPECTED_DISCHARGE_CHANGED).count() == 1
    kept = fields_of(answer)
    assert client.post(where, kept).status_code == 302
    assert Item.objects.filter(kind=ItemKind.EXPECTED_DISCHARGE_CHANGED).count() == 2


def questions() -> int:
    return Item.objects.filter(kind=ItemKind.QUESTION_ASKED).count()


def test_back_and_the_same_again_is_told_and_not_done_twice(region: Region) -> None:
    """Fault row 31: the page comes anew with a key of its own, and the same is sent."""
    client, where, now = region.client("office"), address("ask_question", region), clock.now()

    def ask(note: str, minutes: float) -> str:
        with clock.moved_to(now + timedelta(minutes=minutes)):
            answer = client.post(where, fill(client, where, topic="other", note=note))
            assert answer.status_code == 302, text_of(answer)
            return text_of(client.get(answer["Location"]))

    ask("När kommer hon?", 0)
    told = ask(" När kommer hon?\r\n", 9)
    at = formats.moment_text(now, now).replace("\xa0", " ")
    assert f"Det var redan skickat {at}. Inget har skickats en gång till." in told
    assert questions() == 1
    ask("När kommer hon hem?", 10)
    assert questions() == 2, "other words are another question"
    ask("När kommer hon?", 11)
    assert questions() == 3, "something was sent meanwhile"
    ask("När kommer hon?", 11 + 31)
    assert questions() == 4, "asked again later"


def test_the_same_after_somebody_has_acted_or_from_a_colleague_is_sent(region: Region) -> None:
    client, where, now = region.client("office"), address("ask_question", region), clock.now()
    typed = {"topic": "other", "note": "Hur mår hon?"}
    client.post(where, fill(client, where, **typed))
    services.change_expected_discharge(
        acting=region.person_acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=TOMORROW,
        certainty=Certainty.SURE,
    )
    with clock.moved_to(now + timedelta(minutes=1)):
        client.post(where, fill(client, where, **typed))
    assert questions() == 2
    with clock.moved_to(now + timedelta(minutes=2)):
        colleague = region.client("office")
        colleague.post(where, fill(colleague, where, **typed))
    assert questions() == 3


def test_what_is_opened_for_a_while_is_opened_again(region: Region) -> None:
    Patient.objects.filter(pk=region.episode.patient_id).update(protection=Protection.CONFIDENTIAL)
    client, where = region.client("ward"), address("open_protected", region)
    for _ in range(2):
        reason = {"reason": "reach_person", "explained": "Ringer dottern om hemgången."}
        answer = client.post(where, fill(client, where, **reason))
        assert "De skyddade uppgifterna visas" in text_of(client.get(answer["Location"]))


def test_an_old_page_is_told_what_changed_and_loses_nothing_typed(region: Region) -> None:
    client = region.client("ward")
    where = address("send_ready", region)
    judged = clock.local(clock.now() - timedelta(hours=1))
    typed = fill(
        client,
        where,
        doctor_name="Dr Åsa Öman",
        **typed_moment("judged_at", f"{judged:%Y-%m-%d %H.%M}"),
        note="Ring dottern <b>först</b>.",
    )
    services.appoint_care_contact(
        acting=region.person_acting("vc"),
        episode_id=region.episode.pk,
        at=clock.now(),
        name="Siv Karlsson",
        phone="08-123",
    )
    answer = client.post(where, typed)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Ärendet har ändrats sedan du öppnade sidan" in text_of(answer)
    assert "Fast vårdkontakt utsedd" in text_of(answer)
    assert "Siv Karlsson" in text_of(answer)
    assert "Gröndals vårdcentral" in text_of(answer)
    assert 'value="Dr Åsa Öman"' in body
    assert f'value="{judged:%H.%M}"' in body
    assert "Ring dottern &lt;b&gt;först&lt;/b&gt;." in body
    assert not Item.objects.filter(kind=ItemKind.DISCHARGE_READY_SENT).exists()
    again = client.post(where, {**fields_of(answer), "doctor_name": "Dr Åsa Öman", "note": "Ring dottern."})
    assert again.status_code == 302, text_of(again)
    assert Item.objects.filter(kind=ItemKind.DISCHARGE_READY_SENT).count() == 1


def test_what_changed_is_told_as_far_as_the_unit_may_see(region: Region) -> None:
    """A step between others does not leak through the list of changes."""
    client = region.client("vc")
    where = address("appoint_contact", region)
    typed = fill(client, where, name="Siv", phone="08-1")
    services.take_contact(
        acting=region.person_acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        applies="objects",
    )
    answer = client.post(where, typed)
    assert answer.status_code == 409
    assert "motsätter" not in text_of(answer).lower()


def test_utskrivningsklar_twice_says_so(region: Region) -> None:
    client = region.client("ward")
    where = address("send_ready", region)
    first = fill(client, where, doctor_name="Dr A")
    assert client.post(where, first).status_code == 302
    second = fill(client, where, doctor_name="Dr B")
    answer = client.post(where, second)
    assert answer.status_code == 409
    assert "Utskrivningsklar är redan skickat. Återkalla det om läget har ändrats." in text_of(answer)
    assert Item.objects.filter(kind=ItemKind.DISCHARGE_READY_SENT).count() == 1
    assert "Skicka utskrivningsklar" not in text_of(client.get(address("case", region))), (
        "nor is there a button"
    )


def test_a_notice_from_a_page_without_a_notice_cannot_be_withdrawn(region: Region) -> None:
    client = region.client("ward")
    where = address("withdraw_ready", region)
    answer = client.post(where, fill(client, where, note="Sämre"))
    assert answer.status_code == 409
    assert "Det finns inget utskrivningsklar att återkalla." in text_of(answer)


def test_a_receipt_twice_is_one_receipt_and_says_who_gave_it(region: Region) -> None:
    client = region.client("office")
    item = Item.objects.get(kind=ItemKind.ADMISSION_NOTICE_SENT)
    where = reverse("acknowledge", args=[region.episode.public_id, item.pk])
    client.post(where)
    assert "Kvitterat." in text_of(client.get(address("case", region)))
    colleague = region.client("office")
    colleague.post(where)
    assert "Person office kvitterade." in text_of(colleague.get(address("case", region)))
    assert Item.objects.filter(kind=ItemKind.ACKNOWLEDGED).count() == 1


def test_a_colleague_has_taken_the_case(region: Region) -> None:
    where = address("take_case", region)
    region.client("office").post(where)
    colleague = region.client("office")
    colleague.post(where)
    assert "En kollega har redan tagit ansvar för ärendet." in text_of(colleague.get(address("case", region)))


PAGES = (
    "case",
    "case_history",
    "send_notice",
    "change_date",
    "send_ready",
    "withdraw_ready",
    "discharge",
    "take_contact",
    "appoint_contact",
    "open_care",
    "report_services",
    "order_home_care",
)


@pytest.mark.parametrize("name", PAGES)
def test_the_case_of_another_is_as_unknown_as_one_that_does_not_exist(region: Region, name: str) -> None:
    client = region.client("other_office")
    foreign = client.get(reverse(name, args=[region.episode.public_id]))
    unknown = client.get(reverse(name, args=[uuid4()]))
    assert foreign.status_code == unknown.status_code == 404
    once = re.compile(rb'nonce="[^"]*"')  # another for every answer
    assert once.sub(b"", foreign.content) == once.sub(b"", unknown.content)
    assert "Elsa" not in text_of(foreign)


def test_an_item_of_another_case_cannot_be_acknowledged_through_ones_own(region: Region) -> None:
    add_cases(region, 1, first=1)
    foreign = Item.objects.filter(kind=ItemKind.ADMISSION_NOTICE_SENT).exclude(episode=region.episode).get()
    before = Item.objects.count()
    answer = region.client("office").post(reverse("acknowledge", args=[region.episode.public_id, foreign.pk]))
    assert answer.status_code == 302
    assert Item.objects.count() == before


def test_buttons_are_the_rules_own_answer(region: Region) -> None:
    """A button that is shown leads to a page; one that is not shown leads nowhere: same rule, asked twice."""
    client = region.client("ward")
    body = text_of(client.get(address("case", region)))
    assert "Skicka utskrivningsklar" in body
    assert "Återkalla utskrivningsklar" not in body
    send_ready(region, clock.now() - timedelta(minutes=5))
    body = text_of(client.get(address("case", region)))
    assert "Skicka utskrivningsklar" not in body
    assert "Återkalla utskrivningsklar" in body


def test_an_ended_case_takes_no_more_dates(region: Region) -> None:
    client = region.client("ward")
    where = address("change_date", region)
    typed = fill(client, where, expected_discharge=f"{TOMORROW}", certainty="sure")
    services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to="home"
    )
    fresh = CareEpisode.objects.get(pk=region.episode.pk)
    answer = client.post(where, typed | {"version": fresh.version})
    assert answer.status_code == 409
    assert "Vårdtillfället är avslutat." in text_of(answer)


def test_every_receiver_must_acknowledge_a_new_date(region: Region) -> None:
    client = region.client("ward")
    where = address("change_date", region)
    client.post(where, fill(client, where, expected_discharge=f"{TOMORROW}", certainty="sure"))
    for name in ("office", "vc"):
        assert "Beräknad utskrivning ändrad" in text_of(region.client(name).get(address("case", region)))
    assert CareEpisode.objects.get(pk=region.episode.pk).certainty == Certainty.SURE


def _subclasses(base: type[CaseForm]) -> set[type[CaseForm]]:
    return {base}.union(*(_subclasses(below) for below in base.__subclasses__()))


def test_no_form_takes_the_names_that_make_an_act_safe() -> None:
    """A visible field called `key` would put what was typed where a double click is recognised."""
    assert get_resolver().url_patterns  # every view is loaded, and with it every form
    found = _subclasses(CaseForm)
    assert len(found) > 20
    for form in found:
        for name in ("version", "seen", "key"):
            assert form.base_fields[name] is CaseForm.base_fields[name] or isinstance(
                form.base_fields[name].widget, HiddenInput
            ), f"{form.__name__}.{name}"
