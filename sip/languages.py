"""The fixed words of the printed plan in the languages of the trygghetskvitto, each with its own review."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from transitions.selectors import safety_receipt as receipts
from transitions.selectors.safety_receipt import Language

PHRASES = Path(__file__).resolve().parent / "data" / "plan_phrases.json"
SWEDISH = receipts.SWEDISH


@cache
def languages() -> Mapping[str, Language]:
    """Every language of the plan by its code, Swedish first.

    Names, direction, weekdays and months are the trygghetskvitto's; the words and who has reviewed them are the plan's.
    """
    stored = json.loads(PHRASES.read_text(encoding="utf-8"))["languages"]
    known = receipts.languages()
    return {
        code: replace(
            known[code],
            status=one["status"],
            reviewed_by=one["reviewed_by"],
            reviewed_on=one["reviewed_on"],
            phrases={**one["phrases"], "draft": known[code].phrases["draft"]},
        )
        for code, one in stored.items()
    }
