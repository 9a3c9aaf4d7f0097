"""The eight steps, home care's own, and the colour track, as the case shows them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.rules.kinds import HOME_PROVIDERS
from core import clock as time
from core import formats
from core.ui import Status, Tone
from transitions import permissions
from transitions.models import CareEpisode, LocalRoutine
from transitions.rules.actions import can
from transitions.rules.audience import CORE
from transitions.rules.chain import Chain
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.own_steps import OwnCode, OwnStep, own_steps
from transitions.rules.step_values import FINISHED, Step, StepCode, StepState
from transitions.rules.steps import shown_to, steps
from transitions.rules.tracks import Track, track_of

LABELS = {
    StepCode.NOTICE: "Inskrivnings\u00admeddelande",
    StepCode.CARE_CONTACT: "Fast vård\u00adkontakt",
    StepCode.PLAN: "Planera inför ut\u00adskrivning",
    StepCode.CALL_SIP: "Kalla till SIP",
    StepCode.READY: "Meddela ut\u00adskrivnings\u00adklar",
    StepCode.INFORM: "Informera vid ut\u00adskrivning",
    StepCode.MAKE_SIP: "Upprätta SIP",
    StepCode.FOLLOW_UP: "Följa upp och avsluta SIP",
}
_COMPULSORY = {
    StepCode.CALL_SIP: "Samordnad vårdplan i stället för SIP",
    StepCode.MAKE_SIP: "Samordnad vårdplan",
    StepCode.FOLLOW_UP: "Följa upp vårdplanen",
}
OWN_LABELS = {
    OwnCode.TOLD: "Ni är meddelade",
    OwnCode.ACKNOWLEDGED: "Ni har kvitterat",
    OwnCode.ORDER_ANSWERED: "Ni har svarat på beställningen",
    OwnCode.STARTED: "Insatserna har börjat",
}
STATES = {
    StepState.WAITING: Status("Inte ännu", Tone.NEUTRAL, "circle"),
    StepState.DUE: Status("Att göra", Tone.INFO, "circle-dot"),
    StepState.LATE: Status("Försenat", Tone.DANGER),
    StepState.DONE: Status("Klart", Tone.SUCCESS),
    StepState.DONE_LATE: Status("Klart, för sent", Tone.WARNING, "check"),
    StepState.NOT_APPLICABLE: Status("Gäller inte", Tone.NEUTRAL),
}
REASONS = {
    "after_notice": "Börjar när inskrivningsmeddelandet är skickat.",
    "no_open_care": "Ingen vårdcentral är med i ärendet.",
    "contact_awaited": "Väntar på kontakt med personen.",
    "will_awaited": "Personen har inte sagt om den ansöker.",
    "decision_awaited": "Personen ansöker. Väntar på beslut.",
    "services_awaited": "Väntar på att nuvarande insatser anges.",
    "open_care_awaited": "Väntar på att öppenvården är redo.",
    "no_application": "Personen ansöker inte om insatser.",
    "objects": "Personen motsätter sig insatser.",
    "discharged_unplanned": "Personen skrevs ut utan färdig planering.",
    "discharged_without_ready": "Personen skrevs ut utan underrättelse.",
    "starts_when_ready": "Tiden börjar vid utskrivningsklar.",
    "called_by_other": "Någon annan än den fasta vårdkontakten kallade.",
    "withdrawn": "Återkallat. Skickas igen när läkaren har bedömt det.",
    "moved": "Personen har flyttat till annan avdelning.",
    "after_call": "Börjar när någon har kallat.",
    "after_plan": "Börjar när planen är gjord.",
    "no_consent": "Personen samtycker inte till SIP.",
    "single_principal": "Bara en huvudman behöver ge insatser.",
    "open_compulsory_care": "Personen går över till öppen tvångsvård.",
    "sip_not_required": "SIP behövs inte.",
    "track_blue": "Blått spår: bara öppenvården behövs.",
    "track_grey": "Grått spår: utanför lagen.",
    "deceased": "Personen har avlidit.",
}
TRACKS = {
    Track.BLUE: "Blått spår",
    Track.GREEN: "Grönt spår",
    Track.YELLOW: "Gult spår",
    Track.RED: "Rött spår",
    Track.GREY: "Grått spår",
}
TRACK_MEANINGS = {
    Track.BLUE: "Bara öppenvårdens insatser behövs. Ingen SIP.",
    Track.GREEN: "Samma insatser som före sjukhusvistelsen.",
    Track.YELLOW: "Nya eller ändrade insatser.",
    Track.RED: "Omfattande eller sammansatta behov. SIP hålls före hemgång.",
    Track.GREY: "Inga insatser behövs efter utskrivningen. Lagens steg gäller inte.",
}


def way_home(
    episode: CareEpisode,
    chain: Chain,
    *,
    acting: Acting,
    limits: Limits,
    now: datetime,
    names: Mapping[int, str],
    routines: Iterable[LocalRoutine] = (),
) -> dict[str, Any] | None:
    """The section *Vägen hem*: steps, how many are done, and the colour. None for a unit that has none to see."""
    if acting.unit_kind in HOME_PROVIDERS:
        own = own_steps(chain, limits, now, unit_id=acting.unit_id)
        rows = [_own_row(number, step, now) for number, step in enumerate(own, start=1)]
        return {"steps": rows, "summary": "", "track": None} if rows else None
    every = steps(chain, limits, now)
    shown = shown_to(every, chain, unit_id=acting.unit_id, kind=acting.unit_kind)
    if not shown:
        return None
    shares = acting.unit_kind in CORE
    return {
        "steps": [_row(step, chain, acting, now, names) for step in shown],
        "summary": _summary(shown) if shares else "",
        "track": _track(episode, chain, acting, now) if shares else None,
        "routines": _routines(routines, shown),
    }


def routine_row(row: LocalRoutine) -> dict[str, Any]:
    """A lathund as its keeper sees it."""
    unpublished = row.text != row.published_text
    if not row.published_version:
        status = Status("Inte publicerad", Tone.NEUTRAL)
    elif unpublished:
        status = Status(f"Version {row.published_version}, ändrad sedan dess", Tone.WARNING)
    else:
        status = Status(f"Version {row.published_version}", Tone.SUCCESS)
    return {
        "title": row.title,
        "step": LABELS[StepCode(row.step)],
        "url": reverse("routine", args=[row.pk]),
        "publish_url": reverse("routine_publish", args=[row.pk]),
        "status": status,
        "at": row.published_at,
        "unpublished": unpublished,
    }


def _routines(found: Iterable[LocalRoutine], shown: Iterable[Step]) -> list[dict[str, Any]]:
    """The lathundar of the steps that are not finished, each with its points."""
    waiting = {str(step.code): step.number for step in shown if step.state not in FINISHED}
    rows = sorted((row for row in found if row.step in waiting), key=lambda row: (waiting[row.step], row.pk))
    return [
        {
            "title": row.title,
            "step": LABELS[StepCode(row.step)],
            "version": row.published_version,
            "points": [point.strip() for point in row.published_text.splitlines() if point.strip()],
        }
        for row in rows
    ]


def _summary(found: tuple[Step, ...]) -> str:
    applies = [step for step in found if step.state is not StepState.NOT_APPLICABLE]
    done = sum(step.state in FINISHED for step in applies)
    late = sum(step.state is StepState.LATE for step in applies)
    said = f"{done} av {len(applies)} steg klara"
    return f"{said}, {late} försenade" if late > 1 else f"{said}, 1 försenat" if late else said


def _row(step: Step, chain: Chain, acting: Acting, now: datetime, names: Mapping[int, str]) -> dict[str, Any]:
    label = _COMPULSORY.get(step.code, "") if step.compulsory else ""
    settled = step.state in (StepState.DONE, StepState.DONE_LATE)
    return {
        "n": step.number,
        "label": label or LABELS[step.code],
        "state": _mark(step.state),
        "status": STATES[step.state],
        "who": _who(step, chain, acting, names),
        "when": _when(step, now),
        "due": step.due_at if step.state in (StepState.DUE, StepState.LATE) else None,
        "reason": REASONS.get(step.reason, ""),
        "settled": settled,
    }


def _mark(state: StepState) -> str:
    return {
        StepState.DUE: "current",
        StepState.LATE: "missed",
        StepState.DONE: "done",
        StepState.DONE_LATE: "done",
        StepState.NOT_APPLICABLE: "none",
    }.get(state, "waiting")


def _who(step: Step, chain: Chain, acting: Acting, names: Mapping[int, str]) -> str:
    """Who did it, or whose it is: the units of the kind that are on the chain."""
    if step.state is StepState.NOT_APPLICABLE:
        return ""
    if step.fact is not None and step.state in (StepState.DONE, StepState.DONE_LATE):
        return "Din enhet" if step.fact.by_id == acting.unit_id else names.get(step.fact.by_id, "")
    owners = [
        party.id
        for party in chain.parties.values()
        if party.kind in step.owners and (not party.ward or party.id == chain.current_ward_id)
    ]
    if acting.unit_id in owners:
        return "Din enhet"
    return ", ".join(names[unit] for unit in owners if unit in names)


def _when(step: Step, now: datetime) -> str:
    if step.fact is not None and step.state in (StepState.DONE, StepState.DONE_LATE):
        return formats.moment_text(step.fact.at, now)
    if step.due_at is not None and step.state in (StepState.DUE, StepState.LATE):
        return f"senast {formats.moment_text(_last_minute(step.due_at), now)}"
    return ""


def _last_minute(due: datetime) -> datetime:
    """The end of a day reads 23.59 that day, not 00.00 the next."""
    local = time.local(due)
    return due - timedelta(minutes=1) if (local.hour, local.minute) == (0, 0) else due


def _own_row(number: int, step: OwnStep, now: datetime) -> dict[str, Any]:
    when = formats.moment_text(step.done_at, now) if step.done_at else ""
    if step.due_at is not None and step.done_at is None:
        when = f"senast {formats.moment_text(step.due_at, now)}"
    return {
        "n": number,
        "label": OWN_LABELS[step.code],
        "state": _mark(step.state),
        "status": STATES[step.state],
        "who": "",
        "when": when,
        "reason": "",
    }


def _track(episode: CareEpisode, chain: Chain, acting: Acting, now: datetime) -> dict[str, Any]:
    track = track_of(chain)
    may = permissions.may(acting, ItemKind.TRACK_SET) and can(ItemKind.TRACK_SET, chain, now).allowed
    return {
        "code": str(track or ""),
        "label": TRACKS[track] if track else "Inget färgspår valt",
        "meaning": TRACK_MEANINGS[track] if track else "Alla steg gäller tills någon har valt.",
        "url": reverse("set_track", args=[episode.public_id]) if may else "",
        "link": "Byt färgspår" if track else "Välj färgspår",
    }
