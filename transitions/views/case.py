"""The case: what to do now, the clocks, the way home, the timeline; receipts; Historik."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors.names import shown_names
from actors.rules.kinds import HOME_PROVIDERS
from core import clock, outbox
from core.panels import Panel, PanelRequest, case_panels
from transitions import permissions, services
from transitions.presenters import case as present
from transitions.presenters.answers import answers, dates
from transitions.presenters.care_tasks import care_task_rows
from transitions.presenters.consulting import question_cards
from transitions.presenters.end_of_life import end_of_life_card
from transitions.presenters.hand_over_notes import note_card
from transitions.presenters.ladder import escalations, ladder_panel
from transitions.presenters.messages import messages_panels
from transitions.presenters.next_of_kin import kin_facts
from transitions.presenters.requests import request_rows
from transitions.presenters.settling import ANSWERED_BY, SETTLED_BY, UNTIL_ITS_DAY
from transitions.presenters.shields import shields_panel
from transitions.presenters.started import start_rows
from transitions.presenters.steps import way_home
from transitions.presenters.timeline import timeline
from transitions.presenters.working import rest_choices, working_panel
from transitions.presenters.worklist import acknowledge_label, task_reason
from transitions.rules.kinds import ItemKind
from transitions.rules.support import help_decided
from transitions.rules.task_values import ABOUT_MONEY
from transitions.rules.tasks import TaskKind
from transitions.selectors import cases, openings, routines, working_day, worklist
from transitions.selectors import shields as standing
from transitions.selectors.chains import chain as chain_of
from transitions.selectors.day import Told
from transitions.services.state import limits
from transitions.views.base import CaseView

_PAGES: dict[TaskKind, tuple[str, str, str, str]] = {
    TaskKind.CALL_SIP: ("Kalla till SIP", "case", "sip/kalla/", "users"),
    TaskKind.CALL_SIP_INSTEAD: ("Kalla till SIP", "case", "sip/kalla/", "users"),
    TaskKind.ANSWER_SIP_SIGNAL: ("Svara på signalen om SIP", "case", "sip/signaler/svara/", "message-square"),
    TaskKind.ANSWER_SIP_TIMES: ("Svara om tiden", "case", "sip/tider/", "calendar"),
    TaskKind.SETTLE_SIP_TIME: ("Bestäm tid", "case", "sip/tider/", "calendar"),
    TaskKind.NAME_COORDINATOR: ("Utse samordnare", "case", "sip/samordnare/", "users"),
    TaskKind.CHASE_SIP_SIGNAL: ("Se signalen och numret", "case", "sip/signaler/", "phone"),
    TaskKind.SEND_INFORMATION: ("Skriv informationen", "information", "", "pencil"),
    TaskKind.COMPLETE_INFORMATION: ("Skriv informationen", "information", "", "pencil"),
    TaskKind.CHECKLIST: ("Öppna hemgångslistan", "going_home", "", "clipboard-list"),
    TaskKind.NAME_DOCTOR: ("Ange läkare dygnet runt", "state_end_of_life", "", "phone"),
    TaskKind.READ_HAND_OVER: ("Läs anteckningarna", "hand_over_notes", "", "eye"),
    TaskKind.REVIEW_CARE_TASK: ("Öppna uppgifterna", "going_home", "#uppgifter", "clipboard-list"),
}
"""The page on which a task is done, that no act settles: label, address, what follows it, icon."""


SHOWN_EVENTS = 8
"""So many of the latest events are read at once; the older ones are folded in."""

SHOWN_ACTIONS = 6
"""So many buttons stand beside the primary one; the rest is one click away."""


class CaseDetailView(CaseView):
    """The page of a case."""

    shields: standing.ShieldState

    def ground(self) -> str:
        """An opening under SVOD is a ground of its own."""
        self.shields = standing.state(acting=self.acting, episode_id=self.episode.pk, now=self.now)
        return "direct_access" if self.shields.direct else super().ground()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Everything that the unit may see of the case, in one page."""
        episode, acting, now = self.episode, self.acting, self.now
        chain = chain_of(episode)
        tasks = worklist.tasks_of(acting=acting, episode=episode, now=now)
        items = cases.visible_items(acting=acting, episode=episode)
        barred = standing.hidden_items(acting=acting, episode=episode, blocks=self.shields.blocks)
        shown = chain.without(barred)
        providers = cases.present_providers(episode.patient_id)
        if barred & {fact.id for fact in chain.of_kind(ItemKind.SERVICES_REPORTED)}:
            providers = []
        shown_as = shown_names(acting)
        direct = self.shields.direct
        others = (
            openings.opened_items(acting=acting, episode=episode, access=direct, now=now) if direct else []
        )
        names = {unit.id: unit.name for unit in cases.parties(episode)}
        actions = present.allowed_actions(episode, chain, acting=acting, now=now)
        to_us = [found.item.pk for found in items if found.own is not None]
        services.mark_seen(acting=acting, episode_id=episode.pk, at=now, item_ids=to_us)
        context = self.case_context()
        context["case"]["deadline"] = next((task.due_at for task in tasks if task.due_at), None)
        context["case"]["facts"] = present.facts(
            episode,
            shown,
            acting=acting,
            now=now,
            providers=providers,
            names=shown_as,
            opened=self.opened,
        )
        context["case"]["facts"] += kin_facts([found.item for found in items], now, opened=self.opened)
        primary, more = self._buttons(tasks, actions)
        panels = PanelRequest(
            acting=acting, episode_id=episode.pk, episode_public_id=str(episode.public_id), now=now
        )
        escalated = escalations(panels, episode)
        events = timeline(
            [*items, *cases.as_opened(others, episode)],
            acting=acting,
            now=now,
            version=episode.version,
            names=shown_as,
            opened=self.opened,
        )
        context |= {
            "primary": primary,
            "actions": more[:SHOWN_ACTIONS],
            "more_actions": [*more[SHOWN_ACTIONS:], *self._whole_picture(), self._paper()],
            "changed_url": reverse("case_changes", args=[episode.public_id]),
            "mark": standing.mark(state=self.shields, episode=episode, opened=self.opened),
            "case_notices": present.notices(
                shown, acting=acting, now=now, held=outbox.held_in_case(episode.pk)
            ),
            "clocks": []
            if episode.at_home
            else present.clock_cards(shown, acting=acting, limits=limits(), now=now),
            "way_home": None
            if episode.at_home
            else way_home(
                episode,
                shown,
                acting=acting,
                limits=limits(),
                now=now,
                names=names,
                routines=routines.published(acting=acting),
            ),
            "dates": []
            if episode.at_home
            else dates(shown, acting=acting, now=now, limits=limits(), names=names),
            "starts": start_rows(
                shown, acting=acting, limits=limits(), now=now, names=names, opened=self.opened
            ),
            "flag": end_of_life_card(
                [found.item for found in items], acting=acting, now=now, names=shown_as, opened=self.opened
            ),
            "notes": self._notes(items),
            "care_tasks": care_task_rows(
                [found.item for found in items],
                acting=acting,
                now=now,
                units=names,
                decided=help_decided(shown, acting.unit_kind),
                opened=self.opened,
            ),
            "requests": request_rows(shown, acting=acting, names=names),
            "consultations": self._consultations(items),
            "answers": None
            if episode.at_home
            else answers(shown, acting=acting, now=now, limits=limits(), names=names, opened=self.opened),
            "timeline": events[:SHOWN_EVENTS],
            "older": events[SHOWN_EVENTS:],
            "older_waits": any(event["acknowledge_url"] for event in events[SHOWN_EVENTS:]),
            "panels": [
                self._working(),
                *([ladder] if (ladder := ladder_panel(escalated.values())) else []),
                *messages_panels(
                    episode, chain, items, providers, acting=acting, now=now, escalated=escalated
                ),
                *case_panels(panels),
                shields_panel(panels, self.shields),
            ],
        }
        return render(request, "transitions/case.html", context)

    def _working(self) -> Panel:
        return working_panel(
            self.episode,
            working_day.work_on(acting=self.acting, episode=self.episode, now=self.now),
            acting=self.acting,
            away=worklist.away(acting=self.acting, now=self.now),
            back_at=worklist.resting_cases(acting=self.acting, now=self.now).get(self.episode.pk),
            rest_choices=rest_choices(self.now),
        )

    def _notes(self, items: list[cases.VisibleItem]) -> dict[str, Any] | None:
        """Till nästa pass: for those who help at home, or have been written to."""
        found = [
            Told(one.item, one.own)
            for one in items
            if one.item.kind == ItemKind.HAND_OVER_NOTE and one.item.cancelled_at is None
        ]
        at_home = self.acting.unit_kind in HOME_PROVIDERS
        if not permissions.may(self.acting, ItemKind.HAND_OVER_NOTE) or not (found or at_home):
            return None
        return note_card(
            found,
            acting=self.acting,
            now=self.now,
            names=shown_names(self.acting),
            opened=self.opened,
            url=reverse("hand_over_notes", args=[self.episode.public_id]),
        )

    def _consultations(self, items: list[cases.VisibleItem]) -> list[dict[str, Any]]:
        """The questions that the unit asked its colleagues, or was asked."""
        if not permissions.may(self.acting, permissions.SEE_CONSULTATION):
            return []
        return question_cards(
            [one.item for one in items],
            acting=self.acting,
            now=self.now,
            names=shown_names(self.acting),
            opened=self.opened,
        )

    def _whole_picture(self) -> list[dict[str, Any]]:
        if not permissions.may(self.acting, permissions.SEE_WHOLE_PICTURE):
            return []
        url = reverse("whole_picture", args=[self.episode.public_id])
        return [{"label": "Samlad bild", "url": url, "icon": "clipboard-list"}]

    def _paper(self) -> dict[str, Any]:
        """What was done while Hemväg was down is entered afterwards."""
        url = reverse("enter_paper", args=[self.episode.public_id])
        return {"label": "För in från papper", "url": url, "icon": "pencil"}

    def _buttons(
        self, tasks: list[Any], actions: list[dict[str, str]]
    ) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
        by_kind = {action["kind"]: action for action in reversed(actions)}
        by_name = {action["name"]: action for action in actions}
        answered_with = {task.item_id for task in tasks if task.kind in ANSWERED_BY}
        for task in tasks:
            if task.kind == TaskKind.ACKNOWLEDGE and task.item_id in answered_with:
                continue  # the answer is a receipt too
            text = task_reason(task)
            if task.kind == TaskKind.ACKNOWLEDGE:
                primary: dict[str, Any] = {
                    "label": acknowledge_label(task),
                    "url": reverse("acknowledge", args=[self.episode.public_id, task.item_id]),
                    "method": "post",
                    "fields": {"version": self.episode.version},
                    "icon": "check",
                    "text": text,
                }
                return primary, list(actions)
            if task.kind == TaskKind.PHONE:
                return {
                    "label": "Se vem som ska ringas",
                    "url": "#panel-messages",
                    "icon": "phone",
                    "text": text,
                }, [*actions]
            if task.kind == TaskKind.REPLY:
                where = reverse("answer_question", args=[self.episode.public_id, task.item_id])
                answer = {"label": "Svara på frågan", "url": where, "icon": "message-square", "text": text}
                return answer, list(actions)
            if task.kind in ABOUT_MONEY:
                return {
                    "label": "Se frågan och svara" if task.kind == TaskKind.ANSWER_OWING else "Se frågan",
                    "url": f"{reverse('case', args=[self.episode.public_id])}betalningsansvar/",
                    "icon": "scale",
                    "text": text,
                }, list(actions)
            page = _PAGES.get(task.kind)
            if page is not None:
                label, name, after, icon = page
                there = reverse(name, args=[self.episode.public_id]) + after
                return {"label": label, "url": there, "icon": icon, "text": text}, list(actions)
            wanted = by_name.get(ANSWERED_BY.get(task.kind, ""))
            if task.due_at is not None and clock.local_date(self.now) < clock.local_date(task.due_at):
                wanted = wanted or by_name.get(UNTIL_ITS_DAY.get(task.kind, ""))
            wanted = wanted or by_kind.get(str(SETTLED_BY.get(task.kind, "")))
            if wanted is not None:
                return {**wanted, "text": text}, [action for action in actions if action is not wanted]
        return None, list(actions)
