"""Utskrivningsklar: points before it, paper, LPT; the decision and the path of one who does not apply."""

from datetime import datetime, timedelta

import pytest

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from liability.selectors.facts import case_of
from tests.factories.region import Region, build, send_ready
from transitions import services
from transitions.models import Addressee, Item, Task
from transitions.rules.kinds import Applies, ItemKind
from transitions.rules.readiness import Paper, PointAnswer, ReadyPoint, Under
from transitions.rules.support import Granted, Insats
from transitions.rules.tasks import TaskKind
from transitions.selectors.chains import chains
from transitions.services.readiness import Readiness

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def region() -> Region:
    """A patient whose notice has gone to office and vårdcentral."""
    return build()


def send(region: Region, **more: object) -> Item:
    """Utskrivningsklar now, or with a paper."""
    return services.send_discharge_ready(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        to=[region.id("office"), region.id("vc")],
        doctor_name="Dr Test",
        readiness=Readiness(**more),  # type: ignore[arg-type]
    )


def counted_from(region: Region) -> list[datetime]:
    """The moments of notices that betalningsansvar counts from."""
    region.episode.refresh_from_db()
    whole = chains([region.episode])[region.episode.pk]
    events = case_of(region.episode, whole).events
    return [one.at for one in events if one.kind == "discharge_ready_sent"]


def tasks_of(region: Region, unit: str) -> set[str]:
    """The kinds of task that a unit has."""
    return set(
        Task.objects.filter(episode=region.episode, unit_id=region.id(unit)).values_list("kind", flat=True)
    )


def test_a_referral_to_other_inpatient_care_stops_the_notice_and_nothing_else_does(region: Region) -> None:
    """LUS 1:3: whoever waits for other inpatient care still needs it."""
    with pytest.raises(Invalid) as caught:
        send(region, points={ReadyPoint.REFERRALS: PointAnswer.OPEN})
    assert (caught.value.code, caught.value.field) == ("referral_open", "points_referrals")
    item = send(region, points={ReadyPoint.AIDS: PointAnswer.OPEN}, under=Under.LPT)
    assert item.data["points"] == {"aids": "open"}
    assert item.data["under"] == "lpt_7a"
    assert counted_from(region) == [item.at], "a notice under LPT 7 a § counts as any other"


def test_a_paper_that_somebody_signed_for_counts_by_its_own_time(region: Region) -> None:
    handed = clock.now() - 20 * HOUR
    item = send(region, paper=Paper(handed, "Kim Ek", handed + HOUR))
    assert item.at == handed
    assert item.recorded_at > handed + HOUR
    assert counted_from(region) == [handed]
    assert TaskKind.DECIDE_PAPER not in tasks_of(region, "office")


def test_without_a_receipt_a_person_decides(region: Region) -> None:
    handed = clock.now() - 20 * HOUR
    entered = send(region, paper=Paper(handed))
    assert counted_from(region) == [entered.at], "until then from when the server received it"
    assert TaskKind.DECIDE_PAPER in tasks_of(region, "office")
    decide = {"acting": region.acting("office"), "episode_id": region.episode.pk, "at": clock.now()}
    services.decide_paper_time(**decide, accepted=True)
    assert counted_from(region) == [handed]
    entered.refresh_from_db()
    assert entered.cancelled_at is not None
    standing = Item.objects.get(kind=ItemKind.DISCHARGE_READY_SENT, cancelled_at__isnull=True)
    assert (standing.by_unit_id, standing.data["receipt_by"]) == (region.id("ward"), "Test office")
    assert Addressee.objects.get(item=standing, unit_id=region.id("office")).acknowledged_at is not None
    region.episode.refresh_from_db()
    assert region.episode.ready_at == handed
    with pytest.raises(Conflict) as caught:
        services.decide_paper_time(**decide, accepted=False)
    assert caught.value.code == "no_claim"


def test_a_time_that_is_not_accepted_leaves_the_servers_time(region: Region) -> None:
    entered = send(region, paper=Paper(clock.now() - 20 * HOUR))
    services.decide_paper_time(
        acting=region.acting("office"), episode_id=region.episode.pk, at=clock.now(), accepted=False
    )
    assert counted_from(region) == [entered.at]
    assert TaskKind.DECIDE_PAPER not in tasks_of(region, "office")


@pytest.mark.parametrize(
    ("handed", "signed_by", "signed", "code"),
    [
        (1, "", None, "paper_in_the_future"),
        (-24 * 9, "", None, "paper_before_admission"),
        (-5, "Kim Ek", -6, "receipt_out_of_order"),
        (-5, "Kim Ek", 1, "receipt_out_of_order"),
        (-5, "Kim Ek", None, "receipt_half"),
        (-5, "", -4, "receipt_half"),
    ],
)
def test_a_paper_whose_times_cannot_be_is_refused(
    region: Region, handed: int, signed_by: str, signed: int | None, code: str
) -> None:
    now = clock.now()
    paper = Paper(now + handed * HOUR, signed_by, None if signed is None else now + signed * HOUR)
    with pytest.raises(Invalid) as caught:
        send(region, paper=paper)
    assert caught.value.code == code
    assert not Item.objects.filter(kind=ItemKind.DISCHARGE_READY_SENT).exists()


def contact(region: Region, applies: Applies) -> None:
    """The person's word."""
    services.take_contact(
        acting=region.acting("office"), episode_id=region.episode.pk, at=clock.now(), applies=applies
    )


def decided(region: Region, granted: Granted = Granted.YES, **more: object) -> Item:
    """A decision now."""
    values = {"insatser": [Insats("Trygghetslarm", "dygnet runt", clock.today())], **more}
    return services.decide_support(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        granted=granted,
        **values,  # type: ignore[arg-type]
    )


def test_an_application_becomes_a_decision_and_what_it_says_stays_with_the_office(region: Region) -> None:
    with pytest.raises(Conflict) as caught:
        decided(region)
    assert caught.value.code == "no_application"
    contact(region, Applies.YES)
    assert TaskKind.DECIDE_SUPPORT in tasks_of(region, "office")
    item = decided(region)
    assert TaskKind.DECIDE_SUPPORT not in tasks_of(region, "office")
    assert item.data["starts_on"] == f"{clock.today()}"
    assert Addressee.objects.get(item=item, unit_id=region.id("ward")).withheld == ["insatser"]
    for content, code in (({"insatser": []}, "no_insats"), ({"granted": Granted.NO}, "no_reason")):
        with pytest.raises(Invalid) as wrong:
            decided(region, **content)
        assert wrong.value.code == code


def test_no_application_keeps_an_orderly_path(region: Region) -> None:
    """T3: the office is not left without the case, nor with work that nobody asked for."""
    contact(region, Applies.NO)
    assert TaskKind.TAKE_CONTACT not in tasks_of(region, "office")
    send_ready(region, clock.now())
    services.acknowledge_kind(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        of=ItemKind.ADMISSION_NOTICE_SENT,
        at=clock.now(),
    )
    assert {TaskKind.ASK_AGAIN, TaskKind.ANSWER} <= tasks_of(region, "office")
    assert TaskKind.ARRANGE_HOME not in tasks_of(region, "office")
    contact(region, Applies.NO)
    assert TaskKind.ASK_AGAIN not in tasks_of(region, "office")
    contact(region, Applies.YES)
    assert {TaskKind.DECIDE_SUPPORT, TaskKind.ARRANGE_HOME} <= tasks_of(region, "office")


def test_open_care_and_a_missing_contact_are_chased_at_utskrivningsklar(region: Region) -> None:
    """T7, LUS 5:5."""
    send_ready(region, clock.now() - timedelta(minutes=1))
    common = {"acting": region.acting("vc"), "episode_id": region.episode.pk}
    services.acknowledge_kind(**common, of=ItemKind.DISCHARGE_READY_SENT, at=clock.now())
    assert TaskKind.SAY_OPEN_CARE in tasks_of(region, "vc")
    assert TaskKind.CHASE_CONTACT in tasks_of(region, "ward")
    services.record_open_care(**common, kind=ItemKind.OPEN_CARE_UNCLEAR, at=clock.now())
    assert TaskKind.SAY_OPEN_CARE in tasks_of(region, "vc"), "unclear counts as unavailable: it is asked on"
    services.record_open_care(**common, kind=ItemKind.OPEN_CARE_AVAILABLE, at=clock.now())
    services.appoint_care_contact(**common, name="Siv", phone="08-1", at=clock.now())
    assert TaskKind.SAY_OPEN_CARE not in tasks_of(region, "vc")
    assert TaskKind.CHASE_CONTACT not in tasks_of(region, "ward")
