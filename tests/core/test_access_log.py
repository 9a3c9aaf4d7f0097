import pytest
from django.db import DatabaseError

from core import access_log
from core.access_log import AccessLogUnavailable
from core.audit import Anonymous
from core.models import AccessLogRow
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


def test_a_log_that_cannot_be_written_stops_the_answer(monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(AccessLogRow.objects, "bulk_create", fail)
    with pytest.raises(AccessLogUnavailable):
        access_log.record_look(Somebody(), patient_ids=[8], case_id=5, action="case.open", ground="addressed")


def test_nobody_looks_anonymously():
    with pytest.raises(Anonymous):
        access_log.record_look(
            Somebody(user_name=""), patient_ids=[8], action="case.open", ground="addressed"
        )


def test_ground_is_a_code_and_no_text():
    with pytest.raises(ValueError, match="codes"):
        access_log.record_look(Somebody(), patient_ids=[8], action="case.open", ground="anhörig ringde")
