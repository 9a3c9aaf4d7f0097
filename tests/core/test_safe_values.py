import uuid
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from core.safe_values import plain


class Kind(StrEnum):
    SENT = "discharge_ready_sent"


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        12345,
        "discharge_ready_sent",
        "SE-DEMO-SOS-AVA",
        Kind.SENT,
        "",
        "2026-11-22",
        "2026-11-22T10:00:00+01:00",
    ],
)
def test_ids_codes_dates_and_flags_pass_as_they_are(value):
    assert plain(value) == value


def test_dates_and_uuids_become_text():
    key = uuid.UUID("6b1f8c1e-59a5-4a5e-9a93-a4b6f9b2d0c4")
    assert plain(key) == plain(str(key)) == str(key)
    assert plain(date(2026, 11, 22)) == "2026-11-22"
    assert plain(datetime(2026, 11, 22, 9, tzinfo=UTC)) == "2026-11-22T09:00:00+00:00"


@pytest.mark.parametrize(
    "value",
    [
        "193802049811",
        "19380204-9811",
        "380204-9811",
        193802049811,
        3802049811,
        "20261122",
        "Eva Prov",
        "föll i badrummet",
        "a" * 61,
        1.5,
        {"name": "x"},
        b"x",
    ],
)
def test_personal_numbers_names_and_text_are_refused_and_not_quoted(value):
    with pytest.raises(ValueError, match="neither an id") as refused:
        plain(value)
    assert str(value) not in str(refused.value)
