"""The day of each role: home-comings, arrivals, the coming free days, the ward's wall. Fixed numbers of queries."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors import selectors as actors
from actors import selectors_duty
from actors.acting import Acting
from actors.calendar import swedish_calendar
from actors.names import shown_names
from actors.rules.kinds import UnitKind
from core.clock import local_date
from core.formats import weekday_text
from transitions.models import CareEpisode
from transitions.presenters import day as present
from transitions.presenters import holiday, wall
from transitions.rules.free_days import next_free_spells
from transitions.rules.kinds import ItemKind
from transitions.rules.tasks import TaskKind
from transitions.selectors import day as selectors
from transitions.services.state import limits
from transitions.views.base import ActingView
from transitions.views.filtering import require_worklist

DAYS_AHEAD = 7
DAYS_BACK = 6
SPELLS = 3


class DayView(ActingView):
    """Dagen: what the unit's role needs of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Who comes home when, and for rehab and open care what they have to do."""
        require_worklist(self.acting)
        acting, now, today = self.acting, self.now, local_date(self.now)
        view = present.view_of(acting.unit_kind)
        episodes = selectors.coming_home(
            acting=acting,
            first=today - timedelta(days=DAYS_BACK),
            last=today + timedelta(days=DAYS_AHEAD),
            overdue=True,
        )
        looked = {episode.patient_id for episode in episodes}
        context: dict[str, Any] = {"lists": []}
        if view == "open_care":
            tasks = selectors.with_tasks(acting=acting, kinds=[TaskKind.APPOINT_CONTACT, TaskKind.CALL_SIP])
            looked |= {task.episode.patient_id for task in tasks}
            for kind, title in (
                (TaskKind.APPOINT_CONTACT, "Utse fast vårdkontakt"),
                (TaskKind.CALL_SIP, "Kalla till SIP"),
            ):
                rows = present.task_rows([task for task in tasks if task.kind == kind], now=now)
                context["lists"].append({"title": title, "rows": rows, "empty": "Inget väntar."})
        if view == "rehab":
            found = selectors.open_episodes(acting=acting)
            looked |= {episode.patient_id for episode in found}
            context |= self._rehab(found)
        self.log_look(sorted(looked), "day")
        cases = selectors.day_cases(acting=acting, episodes=episodes)
        names = shown_names(acting)
        context |= {
            "heading": present.TITLES[view],
            "tabs": day_tabs(acting, "day"),
            "sections": present.by_day(cases, acting=acting, now=now, names=names, at_home=view == "home"),
            "waiting": sum(any(one.waits for one in case.told) for case in cases),
            "act_url": reverse("worklist_act"),
            "sip": context.get("sip"),
        }
        return render(request, "transitions/day.html", context)

    def _rehab(self, found: Sequence[CareEpisode]) -> dict[str, Any]:
        told = selectors.told(
            acting=self.acting, episodes=found, kinds=[ItemKind.SIP_CALLED, ItemKind.CHECKLIST_POINT]
        )
        invited = [one for one in told if one.item.kind == ItemKind.SIP_CALLED]
        return {
            "points": present.point_rows(told, now=self.now),
            "sip": present.sip_rows(invited, now=self.now),
        }


class HolidayView(ActingView):
    """Helgen: the coming non-working days (T30)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Who comes home, what to decide before, who is there."""
        require_worklist(self.acting)
        acting, now = self.acting, self.now
        spells = next_free_spells(swedish_calendar(), local_date(now), SPELLS)
        wanted = request.GET.get("helg", "0")
        chosen = int(wanted) if wanted in {"0", "1", "2"} else 0
        spell = spells[chosen]
        episodes = selectors.coming_home(acting=acting, first=spell.before, last=spell.last)
        self.log_look(sorted({episode.patient_id for episode in episodes}), "day")
        cases = selectors.day_cases(acting=acting, episodes=episodes)
        sent = selectors.receivers_of_own(acting=acting, episodes=episodes)
        # Whom the unit has heard from or written to; not every unit on a chain is its to know of (law.md 6.3).
        known = {acting.unit_id} | {episode.ward_id for episode in episodes}
        known |= {one.item.by_unit_id for case in cases for one in case.told}
        known |= {row.unit_id for rows in sent.values() for row in rows}
        units = actors.units(ids=known)
        since, until = holiday.window(spell)
        context = {
            "heading": "Inför helgen",
            "tabs": day_tabs(acting, "day_holiday"),
            "spells": holiday.spell_tabs(spells, chosen, now),
            "spell": holiday.spell_text(spell, now),
            "before": weekday_text(spell.before, now),
            "rows": holiday.decisions(cases, sent, now=now),
            "units": holiday.there(
                units,
                spell,
                own_id=acting.unit_id,
                staffing=selectors_duty.staffing_of(known),
                duty=selectors_duty.duty_lists(known, since, until),
                names=shown_names(acting),
                now=now,
            ),
        }
        return render(request, "transitions/holiday.html", context)


class WallView(ActingView):
    """Avdelningen: an overview for a screen on the wall, without names unless somebody asks for them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Occupancy, and what each one waits for."""
        require_worklist(self.acting)
        if self.acting.unit_kind is not UnitKind.WARD:
            raise PermissionDenied
        acting, now = self.acting, self.now
        named = request.GET.get("namn") == "visa"
        episodes = selectors.on_ward(acting=acting)
        # Without names too: the row tells of a person, to whoever works there.
        self.log_look(sorted({episode.patient_id for episode in episodes}), "wall")
        chains = selectors.chains_shown(acting=acting, episodes=episodes)
        names = {
            unit.id: unit.name
            for unit in actors.units(ids={party for chain in chains.values() for party in chain.parties})
        }
        context = {
            "tabs": day_tabs(acting, "ward_wall"),
            "named": named,
            "own_url": request.get_full_path(),
            "figures": wall.figures(episodes, now),
            "rows": wall.wall_rows(
                episodes, chains, acting=acting, limits=limits(), now=now, names=names, named=named
            ),
        }
        return render(request, "transitions/wall.html", context)


def day_tabs(acting: Acting, current: str) -> list[dict[str, Any]]:
    """The pages of the day."""
    pages = [("worklist", "Att göra"), ("day", "Dagen"), ("day_holiday", "Helgen")]
    if acting.unit_kind is UnitKind.WARD:
        pages.append(("ward_wall", "Avdelningen"))
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in pages]
