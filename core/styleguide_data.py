"""Sample content of the style guide: fictional, realistic, with every state that a component can show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator

from core.panels import Panel, Place
from core.styleguide_forms import FilterForm
from core.ui import Status, Tone

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class SampleActing:
    """What the frame shows of the one who acts."""

    user_name: str = "Maria Lindgren"
    unit_name: str = "Äldreomsorg Norr"
    organisation_name: str = "Solna stad"


def frame() -> dict[str, Any]:
    """Return what base.html relies on."""
    entries = (
        ("Att göra", "list-todo", 6, True),
        ("Personer", "users", None, False),
        ("SIP", "calendar-clock", None, False),
        ("Avvikelser", "flag", 2, False),
        ("Rapporter", "chart-column", None, False),
    )
    nav = [
        {"label": label, "icon": icon, "count": count, "current": current, "url": "#"}
        for label, icon, count, current in entries
    ]
    return {
        "acting": SampleActing(),
        "acting_role": "biståndshandläggare",
        "nav": nav,
        "notices": {"count": 3, "url": "#"},
        "user": SimpleNamespace(is_authenticated=True),
    }


def _row(number: int, **values: Any) -> dict[str, Any]:
    return {
        "id": f"00000000-0000-4000-8000-00000000000{number}",
        "url": "/stilguide/arende/",
        "version": number,
        "unread": False,
        "protected": False,
        "can_acknowledge": False,
        "deadline": None,
        "deadline_text": "",
        "assignee": "",
        **values,
    }


def worklist(now: dt.datetime) -> dict[str, Any]:
    """Return the context of transitions/worklist.html, with every kind of row."""
    late = [
        _row(
            1, person="Elsa Petrović", personal_number="19\u00a0451203-9816", unread=True,
            task="Svara på kallelse till SIP", sender="Ortopeden 34, Norra sjukhuset",
            status=Status("Försenad", Tone.DANGER), deadline=now - 2 * HOUR, can_acknowledge=True,
        ),
    ]  # fmt: skip
    today = [
        _row(
            2, person="Karl Åkerström", personal_number="19\u00a0400101-9892", unread=True,
            task="Kvittera inskrivningsmeddelande", sender="Medicin 5, Norra sjukhuset",
            status=Status("Ny", Tone.INFO), deadline=now + 4 * HOUR + HOUR / 2, can_acknowledge=True,
        ),
        _row(
            3, person="Aina Exempelin", personal_number="19\u00a0350607-9818",
            task="Ordna hemgång", sender="Geriatrik 2, Södra sjukhuset", assignee="Du",
            status=Status("Utskrivningsklar", Tone.WARNING), deadline=now + 27 * HOUR,
        ),
        _row(
            4, person="Testperson 4", personal_number="Visas inte", protected=True,
            task="Påbörja utredning", sender="Medicin 5, Norra sjukhuset", assignee="Maria L.",
            status=Status("Pågår", Tone.NEUTRAL), deadline_text="Före kl. 16.00",
        ),
    ]  # fmt: skip
    later = [
        _row(
            5, person="Thuy Nguyễn", personal_number="19\u00a0290915-9805", task="SIP-möte onsdag kl. 10",
            sender="Vårdcentralen Eken", status=Status("Bokad", Tone.SUCCESS), deadline=now + 4 * DAY, assignee="Du",
        ),
    ]  # fmt: skip
    waiting = [
        _row(
            6, person="Birgitta Çelik", personal_number="19\u00a0440220-9806", task="Vårdcentralen svarar på kallelse",
            sender="", status=Status("Skickad", Tone.NEUTRAL, "send"), deadline=now + 6 * DAY,
            assignee="Maria L.",
        ),
    ]  # fmt: skip
    groups = (
        ("Försenade", "danger", late),
        ("Idag", "", today),
        ("Senare i veckan", "", later),
        ("Väntar på andra", "", waiting),
    )
    return {
        "heading": "Att göra nu",
        "attention": 4,
        "tabs": [
            {"label": "Min enhet", "url": "#", "count": 6, "current": True},
            {"label": "Mina", "url": "#", "count": 2},
            {"label": "Ej tilldelade", "url": "#", "count": 2},
            {"label": "Utskrivningsklara", "url": "#", "count": 1},
        ],
        "filter_form": FilterForm(),
        "changed_url": "/stilguide/andringar/",
        "version": 17,
        "changed": 2,
        "reload_url": "",
        "bulk_url": "/stilguide/att-gora/",
        "can_assign": True,
        "groups": [
            {"title": title, "tone": tone, "count": len(rows), "rows": rows} for title, tone, rows in groups
        ],
    }


def empty_worklist() -> dict[str, Any]:
    """Return the context of a work list with nothing on it."""
    tabs = [{"label": "Min enhet", "url": "#", "count": 0, "current": True}]
    return {
        "tabs": tabs,
        "filter_form": FilterForm(),
        "changed_url": "/stilguide/andringar/",
        "version": 17,
        "empty": {"text": "Inget att göra just nu.", "detail": "Nästa tidsfrist: i morgon kl. 10.00."},
    }


def case(now: dt.datetime) -> dict[str, Any]:
    """Return the context of transitions/case.html."""
    return {
        "case": {
            "name": "Aina Exempelin",
            "personal_number_formatted": "19\u00a0350607-9818",
            "age": 91,
            "status": Status("Utskrivningsklar", Tone.WARNING),
            "deadline": now + 27 * HOUR,
            "protected": False,
            "facts": [
                {"label": "Inskriven", "value": "19 nov", "ground": "duty"},
                {"label": "Planerad hemgång", "value": "22 nov, säker", "ground": "duty"},
                {"label": "Avdelning", "value": "Geriatrik 2, Södra sjukhuset"},
                {"label": "Fast vårdkontakt", "value": "Amina Çelik, Vårdcentralen Eken"},
                {"label": "Telefon", "phone": "08-123 450 00"},
                {"label": "Samtycke", "status": Status("Finns", Tone.SUCCESS), "ground": "consent"},
                {"label": "Närstående", "value": ""},
            ],
        },
        "tabs": [
            {"label": "Ärende", "url": "/stilguide/arende/", "current": True},
            {"label": "Historik", "url": "/stilguide/historik/"},
        ],
        "case_notices": [{"tone": "warning", "text": "Johan Ek på Geriatrik 2 redigerar samma plan just nu."}],
        "primary": {
            "label": "Kvittera utskrivningsklar",
            "url": "#",
            "method": "post",
            "icon": "check",
            "fields": {"version": 4},
            "text": "Geriatrik 2 har meddelat att Aina är utskrivningsklar. Kvittera, så ser avdelningen att ni vet.",
        },
        "actions": [
            {"label": "Skriv meddelande", "url": "#", "icon": "message-square"},
            {"label": "Kalla till SIP", "url": "#", "icon": "calendar-clock"},
            {"label": "Rapportera avvikelse", "url": "#", "icon": "flag"},
        ],
        "clocks": clocks(now),
        "steps": steps(),
        "timeline": timeline(now),
        "panels": [
            Panel(
                "Betalningsansvar", "styleguide/_panel.html",
                {"text": "Kommunen har inget betalningsansvar ännu.", "ground": "5 kap. 2–4 §§ LUS"},
                icon="banknote", id="panel-liability", place=Place.ASIDE,
            ),
        ],
    }  # fmt: skip


def clocks(now: dt.datetime) -> list[dict[str, Any]]:
    """Return one clock of each kind: running, running out, passed, not begun, done."""
    return [
        {"label": "Kvittera inom 24 timmar", "text": "", "tone": "neutral", "deadline": now + 20 * HOUR},
        {"label": "Kalla till SIP", "text": "", "tone": "danger", "deadline": now - 3 * HOUR},
        {"label": "Fristdagar", "text": "Börjar vid utskrivningsklar", "tone": "neutral", "deadline": None},
        {"label": "Svar på kallelse", "text": "Svarat i tid", "tone": "success", "deadline": None},
    ]


def steps() -> list[dict[str, Any]]:
    """Return steps in every state."""
    entries = (
        ("Inskriven", "done", "Geriatrik 2", "19 nov"),
        ("Planering", "missed", "Vårdcentralen Eken", "kallelse saknas"),
        ("Utskrivningsklar", "current", "Geriatrik 2", "21 nov"),
        ("Hemgång", "waiting", "", "22 nov"),
        ("Uppföljning", "waiting", "", ""),
    )
    return [
        {"n": number, "label": label, "state": state, "who": who, "when": when}
        for number, (label, state, who, when) in enumerate(entries, start=1)
    ]


def timeline(now: dt.datetime) -> list[dict[str, Any]]:
    """Return events that wait, are acknowledged, are cancelled."""
    return [
        {
            "at": now - HOUR, "title": "Utskrivningsklar", "by": "Geriatrik 2", "mine": False, "version": 4,
            "text": "Dr Eva Ström bedömde kl. 09.30 att Aina är utskrivningsklar från 21 nov kl. 10.00.",
            "receipts": [
                {"unit": "Vårdcentralen Eken", "at": now - HOUR / 2, "who": "Amina Çelik"},
                {"unit": "Äldreomsorg Norr", "at": None, "who": None},
            ],
            "acknowledge_url": "#",
        },
        {
            "at": now - 20 * HOUR, "title": "Kallelse till SIP", "by": "Äldreomsorg Norr", "mine": True,
            "text": "21 nov kl. 13.00, video. Geriatrik 2, Vårdcentralen Eken.\nNärstående deltar på telefon.",
            "receipts": [{"unit": "Vårdcentralen Eken", "at": None, "who": None}], "acknowledge_url": None,
        },
        {
            "at": now - 26 * HOUR, "title": "Ändrad dag för hemgång", "by": "Geriatrik 2", "mine": False,
            "text": "24 nov.", "cancelled": True, "receipts": [], "acknowledge_url": None,
        },
        {
            "at": now - 2 * DAY, "title": "Inskrivningsmeddelande", "by": "Geriatrik 2", "mine": False,
            "text": "Beräknad hemgång 22 nov. Behov av insatser från kommunal hemsjukvård bedöms.",
            "receipts": [{"unit": "Äldreomsorg Norr", "at": now - 2 * DAY + HOUR, "who": "Maria Lindgren"}],
            "acknowledge_url": None,
        },
    ]  # fmt: skip


def history(now: dt.datetime) -> list[dict[str, Any]]:
    """Return changes of one field, of several, and an event without fields."""
    return [
        {
            "at": now - HOUR,
            "who": "Eva Ström",
            "unit": "Geriatrik 2",
            "changes": [
                {"field": "Planerad hemgång", "before": "24 nov", "after": "22 nov"},
                {"field": "Säkerhet", "before": "Trolig", "after": "Säker"},
            ],
        },
        {
            "at": now - 2 * DAY,
            "who": "Eva Ström",
            "unit": "Geriatrik 2",
            "what": "Skapade ärendet",
            "changes": [],
        },
    ]


def figures() -> list[dict[str, Any]]:
    """Return key figures with and without a goal."""
    return [
        {"label": "Dagar i snitt, oktober", "value": "1,7", "goal": "Målet 2,0 nås", "tone": "success",
         "change": "0,2 färre än i september"},
        {"label": "Avvikelser, oktober", "value": "20", "change": "4 färre än i september"},
        {"label": "Kvitterade i tid", "value": "94\u00a0%", "goal": "Målet 95\u00a0% nås inte", "tone": "warning",
         "change": "1 procentenhet fler än i september"},
    ]  # fmt: skip


def chart() -> dict[str, Any]:
    """Return a diagram with its table."""
    return {
        "id": "chart-days",
        "title": "Dagar från utskrivningsklar till hemgång: målet nås för andra månaden i rad",
        "src": "/static/img/styleguide-chart.svg",
        "alt": "Linjediagram: 3,1 dagar i januari, 1,7 i oktober. Mål högst 2,0.",
        "definition": "Medelvärde för dem som skrevs ut under månaden.",
        "columns": ["Månad", "Dagar", "Antal"],
        "rows": [["januari", "3,1", "41"], ["september", "1,9", "38"], ["oktober", "1,7", "44"]],
    }


def pages() -> Any:
    """Return page 4 of 12."""
    return Paginator(range(600), 50).page(4)


def conflict(now: dt.datetime) -> dict[str, Any]:
    """Return what a stale form is answered with."""
    return {
        "reason": "Ditt meddelande är inte sparat än. Jämför och spara igen.",
        "who": "Johan Ek",
        "unit": "Geriatrik 2",
        "at": now - HOUR / 4,
        "rows": [{"label": "Planerad hemgång", "theirs": "23 nov", "yours": "22 nov"}],
        "back_url": "/stilguide/arende/",
    }


def demo_logins() -> list[dict[str, Any]]:
    """Return the log-ins that the demo offers."""
    return [
        {"role": "sjuksköterska på avdelning", "people": [
            {"name": "Eva Ström", "username": "eva", "unit": "Geriatrik 2, Södra sjukhuset"}]},
        {"role": "biståndshandläggare", "people": [
            {"name": "Maria Lindgren", "username": "maria", "unit": "Äldreomsorg Norr"}]},
        {"role": "samordnare i hemtjänsten", "people": [
            {"name": "Omar Hassan", "username": "omar", "unit": "Solhems hemtjänst"}]},
        {"role": "MAS", "people": [{"name": "Karin Öberg", "username": "karin", "unit": "MAS-kontoret"}]},
    ]  # fmt: skip


def assignments() -> list[dict[str, Any]]:
    """Return two assignments of one person."""
    return [
        {"id": 1, "unit": "Äldreomsorg Norr", "organisation": "Solna stad", "role": "biståndshandläggare"},
        {"id": 2, "unit": "Nattpatrullen Solna", "organisation": "Solna stad", "role": "nattpatrull"},
    ]
