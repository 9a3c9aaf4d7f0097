"""Information at discharge: its sections, what is missing, when what there is goes (LUS 3:2, T26)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.transitions.chains import OFFICE, VC, WARD, chain, fact, hour, notice
from transitions.rules.fields import FIELDS, INFORMATION, Carrier
from transitions.rules.information import Section, information_tasks, missing, send_at, still_missing
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import STOCKHOLM, end_of, local_date
from transitions.rules.task_values import TaskKind

HOME = fact(ItemKind.DISCHARGED, 60, information_due=True)


def local(day: int, clock_hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, clock_hour, minute, tzinfo=STOCKHOLM)


def test_every_section_is_a_field_that_secrecy_may_stop_and_nothing_else_does() -> None:
    assert tuple(str(section) for section in Section) == INFORMATION
    fields = FIELDS[ItemKind.DISCHARGE_INFORMATION_SENT]
    assert {fields[name] for name in INFORMATION} == {Carrier.UNLESS_SECRECY}


def test_what_there_is_goes_at_15_an_hour_after_a_later_discharge_and_before_the_day_is_over() -> None:
    assert send_at(local(4, 9)) == local(4, 15)
    assert send_at(local(4, 14, 30)) == local(4, 15, 30)
    assert send_at(local(4, 18)) == local(4, 19)
    assert send_at(local(4, 23, 0)) == local(4, 23, 30)
    assert send_at(local(4, 23, 45)) == local(4, 23, 45)


def test_the_hour_is_swedish_on_the_days_when_the_clocks_change() -> None:
    assert send_at(local(29, 9)).astimezone(UTC).hour == 13
    assert send_at(local(28, 9)).astimezone(UTC).hour == 14
    assert send_at(local(25, 9, month=10)).astimezone(UTC).hour == 14


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))
def test_it_always_goes_the_same_day_and_never_before_the_discharge(moment: datetime) -> None:
    at = send_at(moment)
    assert at >= moment
    assert local_date(at) == local_date(moment)
    assert at <= moment + timedelta(hours=15)


@given(
    st.dictionaries(st.sampled_from([str(one) for one in Section]), st.sampled_from(["", "  ", "Inga", "x"]))
)
def test_an_empty_section_is_missing_and_inga_is_an_answer(sections: dict[str, str]) -> None:
    written = {name for name, text in sections.items() if text.strip()}
    assert {str(one) for one in missing(sections)} == {str(one) for one in Section} - written


def test_the_ward_has_it_to_send_and_then_to_complete() -> None:
    def kinds(*facts):
        return [(task.unit_id, task.kind, task.due_at) for task in information_tasks(chain(notice(), *facts))]

    due = end_of(local_date(hour(60)))
    assert kinds() == []
    assert kinds(HOME) == [(WARD, TaskKind.SEND_INFORMATION, due)]
    partly = fact(ItemKind.DISCHARGE_INFORMATION_SENT, 61, to=(OFFICE, VC), missing=["wounds"])
    assert kinds(HOME, partly) == [(WARD, TaskKind.COMPLETE_INFORMATION, due)]
    whole = fact(ItemKind.DISCHARGE_INFORMATION_SENT, 62, to=(OFFICE, VC), missing=[])
    assert kinds(HOME, partly, whole) == []
    before = fact(ItemKind.DISCHARGE_INFORMATION_SENT, 50, to=(OFFICE, VC), missing=[])
    assert kinds(before, HOME) == []
    assert kinds(fact(ItemKind.DISCHARGED, 60)) == [], "history is not asked"
    assert still_missing(chain(notice())) == tuple(Section)
