"""Every reason has a sentence and a source, and every sentence can be filled."""

import re

import pytest

from liability.rules.reasons import SENTENCES, SOURCES, ReasonCode, deciding

from .cases import Json, assess, happened, in_order, statement, terms

NOTICE = "2021-12-20 10:00"
END = "2022-01-20 10:00"
LATE: Json = {"admitted": "2021-12-01 08:00", "told": "2021-12-03 08:00"}


def texts(reply: Json) -> dict[str, str]:
    return {reason["code"]: reason["text"] for reason in reply["reasons"]}


def everything_said() -> dict[str, str]:
    """Replies that together say every code."""
    stockholm = "stockholm-2020"
    said: dict[str, str] = {}
    for reply in (
        assess(in_order(NOTICE, END), stockholm, placed_by="0126"),
        assess(in_order("2021-12-20 13:00", END)),
        assess(in_order(NOTICE, END, **LATE)),
        assess(in_order(NOTICE, END, called="2022-01-10 10:00"), terms(late_precondition="shift")),
        assess(in_order(NOTICE, END, called=None)),
        assess(in_order(NOTICE, END, happened("sip_called", NOTICE, by="hospital"), called=None)),
        assess(in_order(NOTICE, END, happened("sip_not_required", NOTICE, reason="no_consent"))),
        assess(in_order(NOTICE, END, happened("open_care_unclear", NOTICE))),
        assess(
            in_order(
                NOTICE,
                END,
                happened("open_care_unclear", NOTICE),
                happened("open_care_available", "2021-12-21 10:00"),
            )
        ),
        assess([happened("discharge_ready_sent", NOTICE), happened("died", END)], stockholm),
        assess(in_order(NOTICE, END, happened("support_declined", NOTICE)), stockholm),
        assess(in_order(NOTICE, "2021-12-20 12:00")),
        assess(in_order(NOTICE, "2021-12-21 12:00")),
        assess(in_order(NOTICE, None, happened("discharge_ready_withdrawn", END))),
        assess(in_order(None, END), registered_in=None),
        assess(in_order("2017-12-20 10:00", END), None),
        assess(in_order(NOTICE, END, happened("registration_changed", "2021-12-29 10:00")), care_region="03"),
        statement("stockholm-2020-average", [1]),
        statement("vastra-gotaland-2018", [9]),
    ):
        said |= texts(reply)
    return said


def test_every_code_is_said_somewhere_with_a_filled_sentence() -> None:
    said = everything_said()
    # What both sides decide is no part of the contract's lines: test_decisions.
    decided = {ReasonCode.DECIDED_OWED, ReasonCode.DECIDED_NOT_OWED}
    assert set(said) == {code.value for code in ReasonCode if code not in decided}
    for code, text in said.items():
        assert not re.search(r"[{}]|None", text), code
        assert text.endswith("."), code


@pytest.mark.parametrize("code", list(ReasonCode))
def test_every_code_has_a_source(code: ReasonCode) -> None:
    assert SOURCES[code].startswith("LUS ")
    assert SENTENCES[code]


def test_the_start_is_said_as_a_sentence() -> None:
    reply = assess(in_order("2019-03-04 12:00:01", "2019-03-11 13:00"))
    assert texts(reply)["notice_after_cutoff"] == (
        "Underrättelsen om utskrivningsklar skickades måndag 4 mars 2019 kl. 12.00.01, inte i tid för brytpunkten "
        "kl. 12.00. "
        "Betalningsansvaret inträder fredag 8 mars 2019 (LUS 5 kap. 4 §)."
    )


def test_what_an_agreement_decides_names_the_agreement() -> None:
    reply = assess(in_order(NOTICE, END), "stockholm-2020")
    (suspended,) = [each for each in reply["reasons"] if each["code"] == "invoicing_suspended"]
    assert suspended["source"] == "Stockholms läns överenskommelse 2020, LUS 4:5"
    assert "tills vidare" in suspended["text"]


@pytest.mark.parametrize(
    ("codes", "turns_on"),
    [
        (["sip_not_required", "notice_after_cutoff", "ended_before_start", "open_care_not_stated"], 2),
        (["notice_before_cutoff", "day_zero"], 1),
        (["admission_notice_late", "sip_called_by_other", "withdrawn"], 1),
        (["admission_notice_late", "notice_before_cutoff", "ended_before_start"], 2),
        (["sip_not_required", "care_outside_region"], 1),
        (["admission_notice_late", "decided_not_owed"], 1),
        (["notice_before_cutoff", "rate_unknown"], 1),
        (["sip_not_required", "notice_before_cutoff"], 1),
        (["open_care_not_stated"], 0),
        ([], None),
    ],
)
def test_the_reason_that_a_result_turns_on(codes: list[str], turns_on: int | None) -> None:
    assert deciding(codes) == turns_on
