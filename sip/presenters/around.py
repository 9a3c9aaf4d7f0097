"""What has happened since a SIP was called, as alerts that say what to do."""

from datetime import datetime

from core import formats
from sip.models import Sip
from sip.rules.kinds import SipState
from sip.selectors_around import Around


def alerts(found: Around, sip: Sip, now: datetime) -> list[dict[str, str]]:
    """[{tone, title, text}], the gravest first; nothing of a SIP that is closed."""
    if sip.state == SipState.CLOSED:
        return []
    told = []
    if found.died_at is not None:
        day = formats.day_text(formats.day_of(found.died_at), now)
        text = f"Personen avled {day}. Håll inget möte, påminn ingen, och avsluta denna SIP."
        return [{"tone": "danger", "title": "Personen har avlidit", "text": text}]
    if found.back_at is not None:
        since = formats.moment_text(found.back_at, now)
        do = (
            "Stäm av med avdelningen om mötet kan hållas där, eller kalla till en ny tid."
            if sip.state == SipState.CALLED
            else "Se över planen inför hemgången."
        )
        text = f"Inskriven på {found.back_on} sedan {since}. {do}"
        told.append({"tone": "warning", "title": "Personen är på sjukhus igen", "text": text})
    if found.closed:
        text = (
            f"{', '.join(found.closed)} finns inte längre. Kalla den enhet som har tagit över, och låt den ta över "
            "det som den gamla enheten skulle göra."
        )
        told.append({"tone": "warning", "title": "En enhet har upphört", "text": text})
    return told
