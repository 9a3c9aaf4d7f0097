"""Three questions to the person and three to the staff, when a SIP has been held (S6)."""

from collections.abc import Mapping

from sip.rules.kinds import SipState, Voice
from sip.rules.life import SipFact
from transitions.rules.verdicts import Verdict

QUESTIONS: Mapping[Voice, tuple[str, ...]] = {
    Voice.PERSON: ("matters", "turn_to", "helps"),
    Voice.STAFF: ("right_people", "clear", "difference"),
}
SCALE = ("yes", "partly", "no")


def may_evaluate(sip: SipFact) -> Verdict:
    """A SIP is judged once it has been held, also after it is closed (`not_held`)."""
    held = sip.held_at is not None and sip.state is not SipState.CALLED
    return Verdict.yes() if held else Verdict.no("not_held")


def whole(voice: Voice, answers: Mapping[str, str]) -> bool:
    """Each of the voice's questions has an answer of the scale, and there is nothing else."""
    return set(answers) == set(QUESTIONS[voice]) and all(one in SCALE for one in answers.values())
