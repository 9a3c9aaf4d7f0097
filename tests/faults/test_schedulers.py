"""Row 48: the scheduler is killed, is away over a due time, and runs twice. The database says what is due, so no step
is missed and none is taken twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core import clock
from core.models import OutboxMessage
from tests.factories.region import Region, build, send_new_date
from tests.faults import processes
from transitions.models import Item
from transitions.notifications import system_acting
from transitions.rules.ladder import Counting, Ladder, Step
from transitions.services import ladder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

BEAT = ("-m", "celery", "--app", "tests.faults.beat", "beat", "--loglevel", "WARNING", "--schedule")
MINUTES = {Step.REMIND: 30, Step.ON_DUTY: 60, Step.MANAGER: 90, Step.PHONE: 120}
UNITS = 2
"""Office and vårdcentral have the message to acknowledge."""


@pytest.fixture
def item(settings, tmp_path: Path, valkeys) -> Item:
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"
    clock.set_now(datetime(2026, 10, 22, 9, tzinfo=UTC))
    region: Region = build()
    ladder.save_setting(
        acting=system_acting(), unit_id=None, kind="", ladder=Ladder(*MINUTES.values(), Counting.CLOCK)
    )
    return send_new_date(region)


def taken(item: Item) -> Counter[str]:
    told = OutboxMessage.objects.filter(event__startswith="escalation", payload__item=item.pk)
    return Counter(told.values_list("event", flat=True))


def test_a_killed_scheduler_and_two_at_once_take_each_step_once(item: Item, tmp_path: Path) -> None:
    begins = clock.offset()

    def pass_time(step: Step) -> None:
        clock.set_offset(begins + timedelta(minutes=MINUTES[step] + 1))

    def wait_for(step: Step) -> None:
        processes.wait_for(f"{step} is taken", lambda: taken(item)[ladder.EVENTS[step]] == UNITS, 90)

    with processes.processes(tmp_path / "processes.log", smtp_port=1) as running:
        running.start(*processes.WORKER)
        first = running.start(*BEAT, str(tmp_path / "one"))
        running.start(*BEAT, str(tmp_path / "two"))
        pass_time(Step.REMIND)
        wait_for(Step.REMIND)
        running.kill(first)
        pass_time(Step.ON_DUTY)
        wait_for(Step.ON_DUTY)
        for scheduler in running.running[1:]:
            running.kill(scheduler)
        pass_time(Step.MANAGER)
        running.start(*BEAT, str(tmp_path / "one"))
        running.start(*BEAT, str(tmp_path / "three"))
        wait_for(Step.MANAGER)
        pass_time(Step.PHONE)
        wait_for(Step.PHONE)
    assert taken(item) == {ladder.EVENTS[step]: UNITS for step in Step}, "none missed, none twice"
