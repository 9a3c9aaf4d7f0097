"""Questions and answers, makulera, rätta, felsänt, leave, interruption, moves and death: each from both sides."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of, typed_moment
from transitions import services
from transitions.locks import NotFound
from transitions.models import Addressee, CareEpisode, Item, Party, Task
from transitions.rules.chain import Phase
from transitions.rules.kinds import Applies, Certainty, ItemKind, LegalForm, Scope
from transitions.rules.messages import AnswerKind, CancelReason, InterruptReason, Topic
from transitions.rules.tasks import TaskKind
from transitions.selectors.chains import chain

pytestmark = pytest.mark.django_db

K = ItemKind


@pytest.fixture
def region() -> Region:
    """A patient whose notice has gone to office, vårdcentral and, by mistake, to another municipality."""
    return build(to=("office", "vc", "other_office"))


def common(region: Region, unit: str) -> dict[str, object]:
    return {"acting": region.acting(unit), "episode_id": region.episode.pk, "at": clock.now()}


def tasks_of(region: Region, unit: str) -> set[str]:
    return set(Task.objects.filter(unit_id=region.id(unit)).values_list("kind", flat=True))


def page(region: Region, unit: str) -> str:
    return text_of(region.client(unit).get(reverse("case", args=[region.episode.public_id])))


def ask(region: Region, *to: str) -> Item:
    units = [region.id(name) for name in to or ("ward",)]
    return services.ask_question(
        **common(region, "office"), to=units, topic=Topic.AIDS, text="Finns rullstol hemma?"
    )


def test_a_question_is_a_task_until_it_is_answered(region: Region) -> None:
    """T20: asked, answered, and only between the two."""
    question = ask(region)
    assert TaskKind.REPLY in tasks_of(region, "ward")
    services.give_consent(**common(region, "ward"), scopes=[Scope.INFORMATION], form="oral")
    services.answer_question(
        **common(region, "ward"), question_id=question.pk, answer=AnswerKind.TEXT, text="Ja, en."
    )
    assert TaskKind.REPLY not in tasks_of(region, "ward")
    assert "Hjälpmedel: Finns rullstol hemma?" in page(region, "ward")
    assert "Ja, en." in page(region, "office")
    assert "rullstol" not in page(region, "vc")
    with pytest.raises(Conflict) as caught:
        services.answer_question(
            **common(region, "ward"), question_id=question.pk, answer=AnswerKind.NOT_KNOWN
        )
    assert caught.value.code == "no_such_question"


def test_an_answer_about_the_person_needs_a_ground_and_others_do_not(region: Region) -> None:
    """law.md 6.5."""
    question = ask(region)
    answer = {**common(region, "ward"), "question_id": question.pk}
    with pytest.raises(services.Invalid) as caught:
        services.answer_question(**answer, answer=AnswerKind.TEXT, text="Ja.")
    assert caught.value.code == "no_ground"
    services.answer_question(**answer, answer=AnswerKind.NOT_KNOWN)
    assert "Det är inte känt." in page(region, "office")


@pytest.mark.parametrize(("to", "text", "code"), [((), "?", "no_receiver"), (("ward",), " ", "no_text")])
def test_a_question_says_something_to_somebody(region: Region, to: tuple, text: str, code: str) -> None:
    units = [region.id(name) for name in to]
    with pytest.raises(services.Invalid) as caught:
        services.ask_question(**common(region, "office"), to=units, topic=Topic.DATE, text=text)
    assert caught.value.code == code


def test_nobody_outside_the_case_is_asked(region: Region) -> None:
    with pytest.raises(services.Invalid) as caught:
        ask(region, "rehab")
    assert caught.value.code == "not_on_the_chain"


def test_felsant_is_one_click_and_the_case_is_gone(region: Region) -> None:
    """T21, anchors 12 row 43: the recipient cannot open it, and the sender sees who had read."""
    client = region.client("other_office")
    case = reverse("case", args=[region.episode.public_id])
    assert "Felsänt – skicka tillbaka" in text_of(client.get(case))
    answer = client.post(reverse("return_message", args=[region.episode.public_id]))
    assert answer["Location"] == reverse("worklist")
    assert client.get(case).status_code == 404
    assert "Elsa" not in text_of(client.get(reverse("worklist")))
    gone = region.id("other_office")
    assert not Party.objects.filter(unit_id=gone).exists()
    assert not Addressee.objects.filter(unit_id=gone).exists()
    assert not Task.objects.filter(unit_id=gone).exists()
    shown = page(region, "ward")
    assert "Biståndsenheten i Grannby har lämnat ärendet. Läst av: Person other_office." in shown
    assert "Rätt mottagare kan vara: Biståndsenheten." in shown
    assert TaskKind.RESEND in tasks_of(region, "ward")
    with pytest.raises(NotFound):
        services.return_message(**common(region, "other_office"))


def test_the_sender_takes_it_back_and_sends_it_right(region: Region) -> None:
    """T21: the other way round; a new notice settles the task."""
    client = region.client("ward")
    where = reverse("recall_from_unit", args=[region.episode.public_id])
    answer = client.post(where, fill(client, where, unit=region.id("other_office"), note="Fel kommun."))
    assert answer.status_code == 302, text_of(answer)
    assert (
        region.client("other_office").get(reverse("case", args=[region.episode.public_id])).status_code == 404
    )
    services.send_admission_notice(
        **common(region, "ward"),
        to=[region.id("office")],
        expected_discharge=clock.today(),
        certainty=Certainty.SURE,
    )
    assert TaskKind.RESEND not in tasks_of(region, "ward")


def test_a_unit_that_has_worked_in_the_case_does_not_vanish_from_it(region: Region) -> None:
    services.take_contact(**common(region, "office"), applies=Applies.YES)
    with pytest.raises(Conflict) as caught:
        services.return_message(**common(region, "office"))
    assert caught.value.code == "has_worked"
    with pytest.raises(Conflict):
        services.recall_message(**common(region, "ward"), unit_id=region.id("office"))
    assert Party.objects.filter(unit_id=region.id("office")).exists()


def test_the_ward_cannot_leave_its_own_case(region: Region) -> None:
    with pytest.raises(Conflict) as caught:
        services.return_message(**common(region, "ward"))
    assert caught.value.code == "not_addressed"


def test_nobody_but_the_sender_takes_back_from_others(region: Region) -> None:
    with pytest.raises(Conflict) as caught:
        services.recall_message(**common(region, "vc"), unit_id=region.id("office"))
    assert caught.value.code == "not_yours_to_cancel"


def test_a_cancelled_message_stands_struck_out_with_its_reason(region: Region) -> None:
    """T21: makulera. The reason reaches everybody; state and dates are derived anew."""
    day = clock.today() + timedelta(days=9)
    item = services.change_expected_discharge(
        **common(region, "ward"), expected_discharge=day, certainty=Certainty.SURE
    )
    client = region.client("ward")
    where = reverse("cancel_message", args=[region.episode.public_id, item.pk])
    answer = client.post(where, fill(client, where, reason="wrong_person"))
    assert answer.status_code == 302, text_of(answer)
    shown = page(region, "office")
    assert "(makulerad)" in shown
    assert "Beräknad utskrivning ändrad: fel person." in shown
    region.episode.refresh_from_db()
    assert region.episode.expected_discharge != day
    of = {"of": K.EXPECTED_DISCHARGE_CHANGED, "of_at": item.at, "reason": CancelReason.OTHER}
    with pytest.raises(Conflict) as caught:
        services.cancel_message(**common(region, "ward"), **of)
    assert caught.value.code == "cancelled_already"
    with pytest.raises(Conflict) as caught:
        services.cancel_message(**common(region, "vc"), **of)
    assert caught.value.code == "not_yours_to_cancel"


def test_a_discharge_by_mistake_is_cancelled_and_the_case_goes_on(region: Region) -> None:
    item = services.record_discharge(**common(region, "ward"), to="home")
    services.cancel_message(
        **common(region, "ward"), of=K.DISCHARGED, of_at=item.at, reason=CancelReason.WRONG_PERSON
    )
    region.episode.refresh_from_db()
    assert (region.episode.phase, region.episode.ended_at) == (Phase.NOTICED, None)


def test_a_correction_stands_beside_the_message(region: Region) -> None:
    notice = Item.objects.get(kind=K.ADMISSION_NOTICE_SENT)
    services.give_consent(**common(region, "ward"), scopes=[Scope.INFORMATION], form="oral")
    client = region.client("ward")
    where = reverse("correct_message", args=[region.episode.public_id, notice.pk])
    assert client.post(where, fill(client, where, note="Sonen heter Nils.")).status_code == 302
    assert "Inskrivningsmeddelande. Sonen heter Nils." in page(region, "office")
    notice.refresh_from_db()
    assert notice.cancelled_at is None


def test_leave_begins_and_ends_once(region: Region) -> None:
    """T21: permission is a message too; late back is a task."""
    client = region.client("ward")
    where = reverse("start_leave", args=[region.episode.public_id])
    back = clock.local(clock.now() + timedelta(days=1))
    typed = fill(client, where, **typed_moment("until", f"{back:%Y-%m-%d %H.%M}"))
    assert client.post(where, typed).status_code == 302
    assert "Permission börjar" in page(region, "office") or "Åter" in page(region, "office")
    assert TaskKind.END_LEAVE in tasks_of(region, "ward")
    with pytest.raises(Conflict) as caught:
        services.start_leave(**common(region, "ward"), until=clock.now() + timedelta(days=2))
    assert caught.value.code == "on_leave_already"
    services.end_leave(**common(region, "ward"))
    assert TaskKind.END_LEAVE not in tasks_of(region, "ward")
    with pytest.raises(Conflict) as caught:
        services.end_leave(**common(region, "ward"))
    assert caught.value.code == "not_on_leave"
    with pytest.raises(services.Invalid):
        services.start_leave(**common(region, "ward"), until=clock.now() - timedelta(hours=1))


def test_an_interruption_stands_until_a_new_date(region: Region) -> None:
    services.interrupt(**common(region, "ward"), reason=InterruptReason.WORSE)
    assert chain(CareEpisode.objects.get(pk=region.episode.pk)).interrupted
    assert "Patienten har blivit sämre." in page(region, "office")
    with pytest.raises(Conflict) as caught:
        services.interrupt(**common(region, "ward"), reason=InterruptReason.WORSE)
    assert caught.value.code == "interrupted_already"
    services.change_expected_discharge(
        **common(region, "ward"), expected_discharge=clock.today(), certainty=Certainty.GUESS
    )
    assert chain(CareEpisode.objects.get(pk=region.episode.pk)).interrupted is None
    services.send_discharge_ready(**common(region, "ward"), doctor_name="Dr Öman")
    with pytest.raises(Conflict) as caught:
        services.interrupt(**common(region, "ward"), reason=InterruptReason.WORSE)
    assert caught.value.code == "withdraw_first"


def test_a_move_within_the_provider_takes_the_whole_case_along(region: Region) -> None:
    """T16: one chain; the new ward reads what the old one sent."""
    client = region.client("ward")
    where = reverse("transfer", args=[region.episode.public_id])
    assert client.post(where, fill(client, where, ward=region.id("other_ward"))).status_code == 302
    shown = page(region, "other_ward")
    assert "Inskrivningsmeddelande" in shown
    assert "Beräknad utskrivning" in shown
    assert TaskKind.KEEP_DATE in tasks_of(region, "other_ward")
    with pytest.raises(PermissionDenied):
        services.record_death(**common(region, "ward"))
    assert CareEpisode.objects.count() == 1


def test_the_legal_form_is_told_to_those_who_share_the_process(region: Region) -> None:
    """T15, LUS 4:1 second paragraph."""
    services.change_legal_form(**common(region, "ward"), form=LegalForm.OPEN_LPT)
    found = chain(CareEpisode.objects.get(pk=region.episode.pk))
    assert found.care_plan_instead_of_sip
    shown = page(region, "office")
    assert "Öppen psykiatrisk tvångsvård (LPT)." in shown
    assert "En samordnad vårdplan görs i stället för SIP" in shown
    assert "Kalla till SIP" not in shown, "nobody is asked to call what another plan takes the place of"
    with pytest.raises(PermissionDenied):
        services.change_legal_form(**common(region, "office"), form=LegalForm.LPT)


def test_death_ends_everything_but_what_is_to_be_read(region: Region) -> None:
    client = region.client("ward")
    where = reverse("record_death", args=[region.episode.public_id])
    assert client.post(where, fill(client, where)).status_code == 422, "confirmed, not by a slip"
    assert client.post(where, fill(client, where, sure="on")).status_code == 302
    region.episode.refresh_from_db()
    assert region.episode.phase == Phase.DECEASED
    assert tasks_of(region, "ward") == set()
    assert tasks_of(region, "office") == {TaskKind.ACKNOWLEDGE}
