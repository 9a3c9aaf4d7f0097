"""The stream: order, blank lines, comments, byte-order mark, and lines that are not understood."""

import json
from typing import Any

import pytest

from liability.ndjson import Tally, answers
from liability.shelf import shipped_desk

from .cases import at, case, happened, in_order, terms


def run(*lines: bytes) -> tuple[list[Any], Tally]:
    tally = Tally()
    return [json.loads(each) for each in answers(lines, shipped_desk(), tally)], tally


def line(**fields: Any) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


GOOD = json.dumps(case(in_order("2022-03-07 10:00", "2022-03-16 10:00"))).encode()


def test_answers_come_in_the_order_of_the_lines() -> None:
    month = line(statement="M", terms="vastra-gotaland-2018", period="2020-03", ready_days=[1])
    replies, tally = run(GOOD, b"{", month, b"[]", GOOD)
    assert ["case" in replies[0], replies[1]["line"], "statement" in replies[2], replies[3]["line"]] == [
        True,
        2,
        True,
        4,
    ]
    assert replies[4] == replies[0]
    assert (tally.read, tally.refused) == (5, 2)


def test_blank_lines_and_comments_are_skipped_and_counted_as_lines() -> None:
    replies, tally = run(b"\n", b"# kommentar\n", b"   \r\n", GOOD + b"\r\n", b"  # indragen\n", b"{\n")
    assert [("status" in each, each.get("line")) for each in replies] == [(True, None), (False, 6)]
    assert (tally.read, tally.refused) == (2, 1)


def test_a_byte_order_mark_is_passed() -> None:
    assert run(b"\xef\xbb\xbf" + GOOD)[1].refused == 0
    assert run(b"\xef\xbb\xbf# kommentar\n", GOOD)[1] == Tally(1, 0)


@pytest.mark.parametrize("name", ["Å", 17, None, ["a"], "\ud800"])
def test_the_name_of_the_case_is_given_back(name: Any) -> None:
    replies, tally = run(json.dumps({**json.loads(GOOD), "case": name}).encode())
    assert (replies[0]["case"], tally.refused) == (name, 0)


NO_OFFSET = {"type": "admitted", "at": "2022-03-07T10:00:00"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"{", "bad_json"),
        (b"null", "not_an_object"),
        (b'"case"', "not_an_object"),
        (b"[" * 100_000, "bad_json"),
        (b'{"case": "\xe5"}', "bad_encoding"),
        (b"{}", "missing_field"),
        (line(case="x"), "missing_field"),
        (line(**case("admitted")), "missing_field"),  # type: ignore[arg-type]
        (line(**case(["admitted"])), "bad_value"),  # type: ignore[list-item]
        (line(**case([{"at": at("2022-03-07 10:00")}])), "unknown_event_type"),
        (line(**case([happened("consent_given", "2022-03-07 10:00")])), "unknown_event_type"),
        (line(**case([{"type": ["admitted"], "at": at("2022-03-07 10:00")}])), "unknown_event_type"),
        (line(**case([NO_OFFSET])), "time_without_offset"),
        (line(**case([{"type": "admitted"}])), "bad_time"),
        (line(**case([{"type": "admitted", "at": 1646643600}])), "bad_time"),
        (line(**case([{"type": "admitted", "at": "i går"}])), "bad_time"),
        (line(**case([{"type": "admitted", "at": "2022-02-29T10:00:00+01:00"}])), "bad_time"),
        (line(**case([{"type": "admitted", "at": "0001-01-01T00:00:00+14:00"}])), "bad_time"),
        (line(**case([], as_of="2022-03-07")), "time_without_offset"),
        (line(**case([], as_of=20220307)), "bad_time"),
        (line(**case([], "stockholm-1999")), "unknown_terms"),
        (line(**case([], ["statute"])), "unknown_terms"),
        (line(**case([], terms(free_days=-1))), "bad_terms"),
        (line(**case([], care_form="surgery")), "bad_value"),
        (line(**case([], None, care_form=None)), "missing_field"),
        (line(**case([], registered_in=180)), "bad_value"),
        (line(**case([], placed_by={})), "bad_value"),
        (line(**case([], care_region=1)), "bad_value"),
        (line(**case([happened("sip_called", "2022-03-07 10:00")])), "bad_value"),
        (line(**case([happened("sip_called", "2022-03-07 10:00", by="ward")])), "bad_value"),
        (line(**case([happened("sip_not_required", "2022-03-07 10:00", reason="?")])), "bad_value"),
        (
            line(**case([happened("admission_notice_sent", "2022-03-07 10:00", to="municipality")])),
            "bad_value",
        ),
        (line(**case([happened("discharge_ready_sent", "2022-03-07 10:00", to=["ward"])])), "bad_value"),
        (line(**case([happened("discharge_ready_sent", "2022-03-07 10:00", to=[["a"]])])), "bad_value"),
        (line(statement="M", period="2020-03", ready_days=[]), "missing_field"),
        (line(statement="M", terms="statute", period="2020-03", ready_days=[]), "bad_terms"),
        (line(statement="M", terms=terms(basis="average"), period="2020-03", ready_days=[]), "bad_terms"),
        (
            line(
                statement="M",
                terms=terms(basis="average", mean_population="all", individual_after_days=7),
                period="2020-03",
                ready_days=[],
            ),
            "bad_terms",
        ),
        (line(statement="M", terms="vastra-gotaland-2018", period="2020-13", ready_days=[]), "bad_value"),
        (line(statement="M", terms="vastra-gotaland-2018", period=202003, ready_days=[]), "bad_value"),
        (line(statement="M", terms="vastra-gotaland-2018", period="2020-03"), "bad_value"),
        (line(statement="M", terms="vastra-gotaland-2018", period="2020-03", ready_days=[-1]), "bad_value"),
        (line(statement="M", terms="vastra-gotaland-2018", period="2020-03", ready_days=[1.5]), "bad_value"),
        (line(statement="M", terms="vastra-gotaland-2018", period="2020-03", ready_days=[True]), "bad_value"),
    ],
)
def test_a_line_that_is_not_understood_is_answered_in_its_place(given: bytes, code: str) -> None:
    replies, tally = run(GOOD, given, GOOD)
    assert tally == Tally(3, 1)
    assert replies[0] == replies[2]
    error = replies[1]["error"]
    assert (replies[1]["line"], error["code"]) == (2, code)
    assert error["message"].endswith(".")


def test_a_weekday_in_a_year_without_known_holidays_is_refused() -> None:
    stay = in_order("2150-03-02 10:00", "2150-03-20 10:00")
    given = json.dumps(case(stay, terms(day_type="weekday"))).encode()
    replies, _ = run(given)
    assert replies[0]["error"]["code"] == "calendar_unknown"


def test_days_beyond_the_calendar_are_refused() -> None:
    stay = in_order("9999-12-30 10:00", "9999-12-31 10:00")
    replies, _ = run(json.dumps(case(stay)).encode())
    assert replies[0]["error"]["code"] == "bad_time"


def test_every_reason_is_a_sentence_with_its_source() -> None:
    replies, _ = run(GOOD)
    for reason in replies[0]["reasons"]:
        assert reason["text"].endswith(".")
        assert "LUS" in reason["source"]
        assert "{" not in reason["text"]


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (b'{"case": NaN, "terms": "statute", "events": []}', "bad_json", "JSON"),
        (
            b'{"statement": 1, "terms": "statute", "period": "2020-03", "ready_days": [-Infinity]}',
            "bad_json",
            "JSON",
        ),
        (
            line(case="x", terms=["statute"], care_form="somatic", events=[]),
            "unknown_terms",
            "en kod som text",
        ),
        (line(case="x", terms="statute", events=[{"type": {"a": 1}}]), "unknown_event_type", "en text"),
        (line(case="x", terms="statute", events=[{"type": "flown"}]), "unknown_event_type", "flown"),
        (
            line(
                case="x",
                terms="statute",
                events=[{"type": "sip_called", "at": at("2022-03-07 10:00"), "by": ["x"]}],
            ),
            "bad_value",
            "care_contact",
        ),
        (line(case="x", terms="statute", as_of="i morgon", events=[]), "bad_time", "i morgon"),
        (line(case="x", terms={"amount": 12.5}, events=[]), "bad_terms", "hela kronor"),
        (
            line(case="x", terms={"valid_from": "2020-01-01", "valid_to": "2019-01-01"}, events=[]),
            "bad_terms",
            "innan",
        ),
        (line(case="x", terms={"invoicing_suspended": {"to": "2020-01-01"}}, events=[]), "bad_terms", "from"),
        (
            line(statement="x", terms="vastra-gotaland-2018", period="2020-13", ready_days=[]),
            "bad_value",
            "månad",
        ),
        (
            line(statement="x", terms="vastra-gotaland-2018", period="2020-03", ready_days=[True]),
            "bad_value",
            "dagar",
        ),
    ],
)
def test_it_says_what_to_do_and_goes_on(given: bytes, code: str, said: str) -> None:
    replies, tally = run(GOOD, given, GOOD)
    assert (replies[1]["line"], replies[1]["error"]["code"]) == (2, code)
    assert said in replies[1]["error"]["message"]
    assert "{" not in replies[1]["error"]["message"].replace('{"from"', "")
    assert replies[2] == replies[0]
    assert tally == Tally(3, 1)
