"""Words of the signals that somebody needs a SIP, and what they say on the timeline."""

from collections.abc import Mapping
from datetime import datetime

from core import formats
from transitions.models import Item
from transitions.rules.sip_signals import NotNow, SignalAnswer, SignalReason, Wish

SIGNAL_REASONS: Mapping[SignalReason, str] = {
    SignalReason.BOTH_PRINCIPALS: "Insatser från både regionen och kommunen behöver samordnas",
    SignalReason.MANY_GIVERS: "Många vård- och omsorgsgivare, oklart vem som gör vad",
    SignalReason.CHANGED: "Behoven har ändrats",
    SignalReason.AGAIN_IN_HOSPITAL: "Upprepade besök eller vårdtillfällen på sjukhus",
    SignalReason.NOT_SAFE: "Otrygg situation hemma",
    SignalReason.KIN: "Närstående orkar inte eller behöver stöd",
    SignalReason.OTHER: "Annat, skriv nedan",
}

WISHES: Mapping[Wish, str] = {
    Wish.UNIT: "Vi som enhet ser behovet",
    Wish.PERSON: "Personen själv vill ha en SIP",
    Wish.RELATIVE: "En närstående vill att det görs en SIP",
}

SIGNAL_ANSWERS: Mapping[SignalAnswer, str] = {
    SignalAnswer.CALLS: "Vi kallar till SIP",
    SignalAnswer.CALLED: "Vi har redan kallat",
    SignalAnswer.NOT_NOW: "Inte nu",
}

NOT_NOW: Mapping[NotNow, str] = {
    NotNow.LATER: "Det är för tidigt, vi återkommer",
    NotNow.NO_CONSENT: "Personen samtycker inte till SIP",
    NotNow.SINGLE_PRINCIPAL: "Bara regionen eller bara kommunen behöver ge insatser",
    NotNow.PLAN_STANDS: "Det finns en aktuell plan som följs",
    NotNow.OTHER: "Annat, skriv nedan",
}


def reasons_text(item: Item) -> str:
    """Why, in one sentence: "Behoven har ändrats; otrygg situation hemma"."""
    said = [
        SIGNAL_REASONS[SignalReason(one)].removesuffix(", skriv nedan")
        for one in item.data.get("reasons", ())
    ]
    return "; ".join([*said[:1], *(formats.in_sentence(one) for one in said[1:])])


def answer_text(item: Item) -> str:
    """The answer, with why when it is a no."""
    said = SIGNAL_ANSWERS[SignalAnswer(item.data["answer"])]
    why = item.data.get("why")
    reason = NOT_NOW[NotNow(why)].removesuffix(", skriv nedan") if why else ""
    return f"{said}: {formats.in_sentence(reason)}" if reason else said


def signalled(item: Item, now: datetime) -> str:
    """What a signal says on the timeline."""
    wish = Wish(item.data.get("wish", Wish.UNIT))
    passed_on = "" if wish is Wish.UNIT else f"{WISHES[wish]}. "
    return f"{passed_on}{reasons_text(item)}."


def signal_answered(item: Item, now: datetime) -> str:
    """What the answer says on the timeline."""
    return f"{answer_text(item)}."


def times_proposed(item: Item, now: datetime) -> str:
    """By when to answer; that it is a reminder."""
    by = formats.moment_text(datetime.fromisoformat(item.data["answer_by"]), now)
    return f"{'Påminnelse. ' if item.data.get('reminder') else ''}Svara senast {by}."
