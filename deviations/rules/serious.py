"""Possible lex Maria and lex Sarah: the questions that the law asks. People answer; nothing here decides (A8).

PSL 3:3, 3:5, 3:8; SoL 27 kap. (27:2, 27:6), LSS 24 a–g §§. Whether to report to IVO is the provider's decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Statute(StrEnum):
    """Which act the event may fall under."""

    MARIA = "maria"
    SARAH = "sarah"


class Reply(StrEnum):
    """What somebody answers to a question. Not knowing yet is an answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the law asks, and where."""

    code: str
    text: str
    source: str


QUESTIONS: Mapping[Statute, tuple[Question, ...]] = {
    Statute.MARIA: (
        Question(
            "serious",
            "Har händelsen medfört, eller hade den kunnat medföra, en allvarlig vårdskada?",
            "PSL 3:5",
        ),
        Question("own_activity", "Hände det i vår egen verksamhet?", "PSL 3:5"),
        Question("inquiry", "Har vi börjat utreda händelsen?", "PSL 3:3"),
        Question("patient_told", "Har patienten fått veta vad som har hänt och vad vi gör?", "PSL 3:8"),
        Question(
            "patient_ways",
            "Har patienten fått veta vart man kan klaga: patientnämnden, IVO och ersättning?",
            "PSL 3:8",
        ),
        Question("journal", "Står det i journalen att patienten har fått veta?", "PSL 3:8"),
    ),
    Statute.SARAH: (
        Question(
            "wrong",
            "Är det ett missförhållande, eller en påtaglig risk för ett missförhållande?",
            "27 kap. 2 § SoL",
        ),
        Question("serious", "Är det allvarligt?", "27 kap. 6 § SoL"),
        Question("own_activity", "Hände det i vår egen verksamhet?", "27 kap. SoL, LSS 24 a–g §§"),
        Question("documented", "Är det dokumenterat, och utreds det?", "27 kap. SoL, LSS 24 a–g §§"),
        Question("remedied", "Är det avhjälpt eller undanröjt?", "27 kap. SoL, LSS 24 a–g §§"),
    ),
}


def left(statute: Statute, replies: Mapping[str, str]) -> list[str]:
    """The codes of the questions that nobody has answered, in order."""
    known = set(Reply)
    return [one.code for one in QUESTIONS[statute] if replies.get(one.code) not in known]
