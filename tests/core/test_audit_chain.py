"""The chain: one link a transaction, no fork, and every way of tampering found at its place."""

import pytest
from django.db import transaction

from core import access_log, scope
from core.models import AccessLogRow, AuditLink
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db(transaction=True)


def look(patient: int = 8) -> None:
    with transaction.atomic():
        access_log.record_look(Somebody(), patient_ids=[patient], action="case.open", ground="addressed")


def test_one_link_for_each_transaction() -> None:
    with scope.acting_as(Somebody()), transaction.atomic():
        look(8)
        look(9)
    look(10)
    links = list(AuditLink.objects.order_by("id"))
    assert [(link.chain, link.position, link.row_count) for link in links] == [(1, 1, 2), (0, 1, 1)]
    assert list(AccessLogRow.objects.order_by("pk").values_list("ordinal", flat=True)) == [1, 2, 1]
