from datetime import timedelta

import pytest
import structlog
from django.db import transaction

from core import access_log, clock
from core.access_log import AccessLogUnavailable
from core.audit import Anonymous
from core.models import AccessLogRow, LookAlert
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db


def test_a_list_writes_one_row_for_each_patient_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert (
            access_log.record_look(Somebody(), patient_ids=[8, 9, 8], action="case.list", ground="addressed")
            == 2
        )
    told = AccessLogRow.objects.first()
    assert (told.user_id, told.user_name, told.assignment_id) == (7, "Eva Prov", 11)
    assert (told.unit_id, told.unit_name, told.organisation_id) == (3, "Avdelning 21", 1)
    assert (told.patient_id, told.case_id, told.action, told.ground) == (8, None, "case.list", "addressed")


def test_an_empty_list_writes_nothing():
    assert access_log.record_look(Somebody(), patient_ids=[], action="case.list", ground="addressed") == 0


@pytest.mark.parametrize("case_id", [5, None])
def test_a_log_that_cannot_be_written_stops_the_answer(monkeypatch, case_id):
    for name in ("_INSERT", "_INSERT_AND_COUNT"):
        monkeypatch.setattr(access_log, name, getattr(access_log, name).replace("core_accesslogrow", "gone"))
    with pytest.raises(AccessLogUnavailable), transaction.atomic():
        access_log.record_look(
            Somebody(), patient_ids=[8], case_id=case_id, action="case.open", ground="addressed"
        )


def open_patients(ids, ground="addressed", **who):
    for patient in ids:
        access_log.record_look(
            Somebody(**who), patient_ids=[patient], case_id=patient, action="case", ground=ground
        )


def test_sixty_patients_in_ten_minutes_are_an_alert_and_the_reader_is_told():
    with structlog.contextvars.bound_contextvars(look_alert=False):
        open_patients(range(1, 60))
        assert not LookAlert.objects.exists()
        assert not access_log.reader_is_told()
        open_patients(range(59, 63))
        alert = LookAlert.objects.get()
        assert (alert.user_id, alert.unit_id, alert.opened, alert.unrelated, alert.limit) == (7, 3, 60, 0, 60)
        assert access_log.reader_is_told()


def test_looks_without_a_relation_have_a_lower_limit_and_time_passes():
    with structlog.contextvars.bound_contextvars(look_alert=False):
        open_patients(range(1, 20), "emergency")
        with clock.moved_to(clock.now() + timedelta(minutes=11)):
            open_patients(range(20, 39), "emergency")
            assert not LookAlert.objects.exists()
            open_patients([39], "emergency")
            assert LookAlert.objects.get().unrelated == 20


def test_what_is_read_in_emergency_is_opened_though_no_case_is_named():
    with structlog.contextvars.bound_contextvars(look_alert=False):
        for patient in range(1, 21):
            access_log.record_look(Somebody(), patient_ids=[patient], action="emergency", ground="emergency")
        assert LookAlert.objects.get().unrelated == 20


def test_a_role_has_a_limit_of_its_own(settings):
    settings.LOOK_LIMITS = {"*": (60, 20), "mas": (3, 3)}
    with structlog.contextvars.bound_contextvars(look_alert=False):
        open_patients(range(1, 4), role="assessor", user_id=8)
        open_patients(range(1, 4), role="mas")
        assert [alert.role for alert in LookAlert.objects.all()] == ["mas"]


def test_neither_lists_nor_systems_are_openings():
    with structlog.contextvars.bound_contextvars(look_alert=False):
        access_log.record_look(Somebody(), patient_ids=range(1, 100), action="case.list", ground="addressed")
        open_patients(range(1, 100), user_id=None)
        assert not LookAlert.objects.exists()


def test_nobody_looks_anonymously():
    with pytest.raises(Anonymous):
        access_log.record_look(
            Somebody(user_name=""), patient_ids=[8], action="case.open", ground="addressed"
        )


def test_ground_is_a_code_and_no_text():
    with pytest.raises(ValueError, match="codes"):
        access_log.record_look(Somebody(), patient_ids=[8], action="case.open", ground="anhörig ringde")
