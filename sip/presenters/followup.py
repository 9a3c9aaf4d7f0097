"""How a SIP was followed up and judged, for its page."""

from collections.abc import Iterable
from typing import Any

from sip.models import SipEvaluation, SipFollowUp
from sip.presenters.words import TOOK_PART, VOICES
from sip.rules.kinds import TookPart, Voice
from sip.selectors_followup import wording


def follow_up_rows(rows: Iterable[SipFollowUp]) -> list[dict[str, Any]]:
    """Each follow-up: when, which unit, how the person took part."""
    return [
        {
            "at": row.at,
            "by": row.by_unit.name,
            "how": TOOK_PART[TookPart(row.how)],
            "without": row.how == TookPart.NO,
        }
        for row in rows
    ]


def evaluation_rows(rows: Iterable[SipEvaluation]) -> list[dict[str, Any]]:
    """Each evaluation: whose, and its questions with their answers."""
    words = wording()
    return [
        {
            "voice": VOICES[Voice(row.voice)],
            "at": row.at,
            "by": row.by_unit.name,
            "answers": [
                {"question": text, "answer": words.scale[row.answers[code]]}
                for code, text in words.questions[Voice(row.voice)].items()
                if code in row.answers
            ],
        }
        for row in rows
    ]
