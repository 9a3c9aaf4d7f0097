"""The work list follows from the facts: who has what to do, until when."""

from datetime import timedelta

from tests.unit.transitions.chains import (
    HOME,
    NIGHT,
    OFFICE,
    OTHER_WARD,
    VC,
    WARD,
    chain,
    fact,
    hour,
    notice,
)
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits, after, sip_call_due
from transitions.rules.owing import Owing
from transitions.rules.tasks import TaskFact, TaskKind, tasks

LIMITS = Limits()
READY = fact(ItemKind.DISCHARGE_READY_SENT, 50, to=(OFFICE, VC), acknowledged=(OFFICE, VC))
NOTICE = notice(acknowledged=(OFFICE, VC))
CONTACT = fact(ItemKind.CONTACT_TAKEN, 10, by=OFFICE, applies="yes")
APPOINTED = fact(ItemKind.CARE_CONTACT_APPOINTED, 11, by=VC, name="Eva")
CALLED = fact(ItemKind.SIP_CALLED, 12, by=VC, caller="care_contact")


def of(whole: Chain, unit: int) -> dict[TaskKind, TaskFact]:
    """A unit's tasks by kind."""
    return {task.kind: task for task in tasks(whole, LIMITS) if task.unit_id == unit}


def test_the_ward_must_send_the_notice_within_24_hours() -> None:
    """From admission, or from a later judgement."""
    task = of(chain(parties=(WARD,)), WARD)[TaskKind.SEND_NOTICE]
    assert task.due_at == hour(24)
    judged = chain(fact(ItemKind.NEED_ASSESSED, 30), parties=(WARD,))
    assert of(judged, WARD)[TaskKind.SEND_NOTICE].due_at == hour(54)


def test_every_named_unit_must_acknowledge() -> None:
    """Until it has; the acknowledgement of one does not settle the other's."""
    waiting = chain(notice(acknowledged=(OFFICE,)))
    assert TaskKind.ACKNOWLEDGE not in of(waiting, OFFICE)
    assert of(waiting, VC)[TaskKind.ACKNOWLEDGE].due_at == hour(5 + LIMITS.acknowledge_hours)


def test_what_reached_a_ward_is_the_next_wards_when_the_person_has_gone_on() -> None:
    """T16: a ward has nothing to acknowledge of what came before the move; what comes to it afterwards it has."""
    before = fact(
        ItemKind.EXPECTED_DISCHARGE_CHANGED, 10, by=OFFICE, to=(WARD,), expected_discharge="2026-03-09"
    )
    moved = fact(ItemKind.TRANSFERRED, 20, to=(OTHER_WARD,), ward_id=OTHER_WARD)
    after_it = fact(
        ItemKind.EXPECTED_DISCHARGE_CHANGED, 30, by=OFFICE, to=(WARD,), expected_discharge="2026-03-10"
    )
    parties = (WARD, OTHER_WARD, OFFICE, VC)
    assert TaskKind.ACKNOWLEDGE not in of(chain(NOTICE, before, moved, parties=parties), WARD)
    whole = chain(NOTICE, before, moved, after_it, parties=parties)
    assert [task.item_id for task in tasks(whole, LIMITS) if task.unit_id == WARD] == [after_it.id]


def test_home_care_has_its_own_shorter_time() -> None:
    """T8: silence of home care escalates sooner."""
    told = fact(ItemKind.HOME_CARE_NOTIFIED, 20, to=(NIGHT,))
    whole = chain(NOTICE, told, parties=(WARD, OFFICE, VC, NIGHT))
    task = of(whole, NIGHT)[TaskKind.ACKNOWLEDGE]
    assert task.due_at == hour(20 + LIMITS.home_acknowledge_hours)
    assert TaskKind.ACKNOWLEDGE not in of(whole, OFFICE), "a copy for information asks for no receipt"


def test_the_date_is_kept_by_the_ward_until_ready() -> None:
    """Due when the expected day is over; gone when utskrivningsklar stands."""
    assert TaskKind.KEEP_DATE in of(chain(NOTICE), WARD)
    assert TaskKind.KEEP_DATE not in of(chain(NOTICE, READY), WARD)
    assert TaskKind.DISCHARGE in of(chain(NOTICE, READY), WARD)


def test_a_former_ward_has_nothing_to_do() -> None:
    """After a move the tasks are the new ward's."""
    moved = fact(ItemKind.TRANSFERRED, 20, ward_id=OTHER_WARD)
    whole = chain(NOTICE, moved, parties=(WARD, OTHER_WARD, OFFICE, VC))
    assert of(whole, WARD) == {}
    assert TaskKind.KEEP_DATE in of(whole, OTHER_WARD)


def test_unknown_providers_become_a_task_when_there_was_something_to_tell() -> None:
    """And not before; and not for one who wants no insatser."""
    changed = fact(ItemKind.EXPECTED_DISCHARGE_CHANGED, 20, expected_discharge="2026-03-07")
    known = fact(ItemKind.SERVICES_REPORTED, 6, by=OFFICE, providers=[])
    refused = fact(ItemKind.CONTACT_TAKEN, 7, by=OFFICE, applies="no")
    assert TaskKind.NAME_PROVIDERS not in of(chain(NOTICE), OFFICE)
    assert TaskKind.NAME_PROVIDERS in of(chain(NOTICE, changed), OFFICE)
    assert TaskKind.NAME_PROVIDERS not in of(chain(NOTICE, known, changed), OFFICE)
    assert TaskKind.NAME_PROVIDERS not in of(chain(NOTICE, refused, changed), OFFICE)


def test_the_office_is_asked_for_present_insatser_until_it_has_told_them() -> None:
    """T24: from its receipt of the notice; not for one who wants none, and not beside the task that follows it."""
    read = notice(acknowledged=(OFFICE, VC))
    told = fact(ItemKind.SERVICES_REPORTED, 6, by=OFFICE, providers=[])
    refused = fact(ItemKind.CONTACT_TAKEN, 7, by=OFFICE, applies="no")
    changed = fact(ItemKind.EXPECTED_DISCHARGE_CHANGED, 20, expected_discharge="2026-03-07")
    asked = of(chain(read), OFFICE)[TaskKind.REPORT_SUPPORT]
    assert asked.due_at == after(read.at, LIMITS.contact_hours)
    for later in (told, refused, changed):
        assert TaskKind.REPORT_SUPPORT not in of(chain(read, later), OFFICE)
    assert TaskKind.REPORT_SUPPORT not in of(chain(notice()), OFFICE)


def test_the_call_to_sip_has_no_deadline_before_utskrivningsklar() -> None:
    """It is there all the same: the county's routine calls before."""
    assert of(chain(NOTICE), VC)[TaskKind.CALL_SIP].due_at is None
    due = of(chain(NOTICE, READY), VC)[TaskKind.CALL_SIP].due_at
    assert due == sip_call_due(hour(50), LIMITS)


def test_only_the_care_contacts_call_settles_the_duty_while_the_person_is_in_hospital() -> None:
    """LUS 5:3 st. 2: the municipality's call does not replace it."""
    by_municipality = fact(ItemKind.SIP_CALLED, 60, by=OFFICE, caller="municipality")
    assert TaskKind.CALL_SIP not in of(chain(NOTICE, CALLED, READY), VC)
    assert TaskKind.CALL_SIP in of(chain(NOTICE, READY, by_municipality), VC)


def test_the_municipality_is_asked_to_call_when_the_time_is_out() -> None:
    """The task shows from the moment of the miss, and goes when anybody calls."""
    task = of(chain(NOTICE, READY), OFFICE)[TaskKind.CALL_SIP_INSTEAD]
    assert task.shows_from == sip_call_due(hour(50), LIMITS)
    assert TaskKind.CALL_SIP_INSTEAD not in of(chain(NOTICE, CALLED, READY), OFFICE)


def test_no_sip_no_call() -> None:
    """`sip_not_required`, wherever it stands."""
    settled = fact(ItemKind.SIP_NOT_REQUIRED, 9, by=VC, reason="no_consent")
    assert TaskKind.CALL_SIP not in of(chain(NOTICE, settled, READY), VC)


def test_who_has_done_everything_waits_for_others() -> None:
    """An open case never vanishes from a list; an ended one with nothing left does."""
    known = fact(ItemKind.SERVICES_REPORTED, 8, by=OFFICE, providers=[])
    done = chain(NOTICE, known, CONTACT, APPOINTED, CALLED)
    assert set(of(done, OFFICE)) == {TaskKind.WAIT}
    assert set(of(done, VC)) == {TaskKind.WAIT}
    discharged = fact(ItemKind.DISCHARGED, 70, to=(OFFICE, VC), acknowledged=(OFFICE, VC))
    assert tasks(chain(NOTICE, known, CONTACT, APPOINTED, CALLED, READY, discharged), LIMITS) == ()


def test_the_office_has_until_the_liability_begins() -> None:
    """The deadline of `ordna hemgång` is the start of betalningsansvar, when that is known."""
    moment = hour(120)
    found = [
        task for task in tasks(chain(NOTICE, READY), LIMITS, owing=Owing(moment)) if task.unit_id == OFFICE
    ]
    (task,) = [task for task in found if task.kind is TaskKind.ARRANGE_HOME]
    assert task.due_at == moment


def test_a_unit_that_no_notice_named_has_no_planning_to_do() -> None:
    """A provider on the chain only acknowledges."""
    told = fact(ItemKind.HOME_CARE_NOTIFIED, 20, to=(HOME,), acknowledged=(HOME,))
    assert of(chain(NOTICE, told, parties=(WARD, OFFICE, VC, HOME)), HOME) == {}


def test_tasks_do_not_depend_on_the_clock() -> None:
    """The same facts shifted by a week give the same tasks shifted by a week."""
    week = 24 * 7
    early = tasks(chain(notice(5)), LIMITS)
    late = tasks(chain(notice(5 + week)), LIMITS)
    shifted = {
        (task.unit_id, task.kind, task.since + timedelta(hours=week))
        for task in early
        if task.kind is TaskKind.ACKNOWLEDGE
    }
    assert shifted == {
        (task.unit_id, task.kind, task.since) for task in late if task.kind is TaskKind.ACKNOWLEDGE
    }
