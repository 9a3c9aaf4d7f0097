"""Acts on marked rows of the list: acknowledge, take, let rest, hand over; and taking back what is safe to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from transitions import services
from transitions.models import CareEpisode
from transitions.presenters import worklist as present
from transitions.presenters.words import conflict_text
from transitions.selectors import cases
from transitions.selectors import worklist as selectors
from transitions.views.base import ActingView
from transitions.views.filtering import SEARCH_KEY, narrowing, require_worklist, worklist_url

UNDO_KEY: Final = "worklist_undo"
UNDO_SECONDS: Final = 600
ASKS_ABOVE: Final = 10
"""So many receipts at once are asked about first: none of them can be taken back."""
MOST: Final = 1000
MORNING: Final = time(6)


class ActView(ActingView):
    """Carry out the chosen act on the marked rows; the answer tells which succeeded."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it. A row that has changed since the list was drawn is left, and said."""
        require_worklist(self.acting)
        act, marked = self._asked(request)
        if act == "acknowledge_all":
            return self._confirm(self._waiting_in_list(request))
        episodes, changed = self._found(marked)
        if act == "acknowledge" and len(episodes) > ASKS_ABOVE and not request.POST.get("confirmed"):
            return self._confirm(episodes)
        if act == "hand_over":
            return self._hand_over_page(episodes)
        request.session.pop(UNDO_KEY, None)
        if not marked:
            messages.warning(request, "Markera minst ett ärende först.")
        elif act == "assign":
            self._take(episodes)
        elif act.startswith("rest:"):
            self._rest(act.removeprefix("rest:"), episodes)
        elif act == "wake":
            self._wake(episodes)
        else:
            self._acknowledge(episodes, quiet=bool(changed))
        if changed:
            noun = "ärende" if changed == 1 else "ärenden"
            messages.warning(
                request, f"{changed} {noun} har ändrats sedan listan visades. Öppna och läs först."
            )
        return self._back()

    def _asked(self, request: HttpRequest) -> tuple[str, list[str]]:
        one = request.POST.get("one")
        if one:
            return "acknowledge", [one]
        return request.POST.get("action", "acknowledge"), request.POST.getlist("ids")[:MOST]

    def _found(self, marked: Iterable[str]) -> tuple[list[CareEpisode], int]:
        """The marked cases that are as they were on the page, and how many are not. One query."""
        versions = dict(filter(None, map(_mark, marked)))
        found = cases.by_public_ids(acting=self.acting, public_ids=versions)
        same = [episode for episode in found if episode.version == versions[episode.public_id]]
        return same, len(found) - len(same)

    def _waiting_in_list(self, request: HttpRequest) -> list[CareEpisode]:
        narrow = narrowing(request.POST, text=request.session.get(SEARCH_KEY, ""))
        ids = selectors.work_cases(acting=self.acting, now=self.now, narrow=narrow)[:MOST]
        waiting = selectors.waiting_items(acting=self.acting, episode_ids=ids)
        found = {one.pk: one for one in cases.by_ids(acting=self.acting, ids=waiting)}
        return [found[pk] for pk in ids if pk in found]

    def _confirm(self, episodes: Sequence[CareEpisode]) -> HttpResponse:
        """What is about to be acknowledged, before it is: a receipt cannot be taken back."""
        waiting = selectors.waiting_items(acting=self.acting, episode_ids=[one.pk for one in episodes])
        episodes = [one for one in episodes if one.pk in waiting]
        if not episodes:
            messages.info(self.request, "Det finns inget att kvittera i listan.")
            return self._back()
        self.log_look(sorted({one.patient_id for one in episodes}), "worklist")
        kinds = Counter(kind for rows in waiting.values() for kind in {kind for _, kind in rows})
        context = {
            "count": len(episodes),
            "kinds": present.kinds_counted(kinds),
            "rows": [present.marked(episode) for episode in episodes],
            "next": self._target(),
        }
        return render(self.request, "transitions/worklist_confirm.html", context)

    def _hand_over_page(self, episodes: Sequence[CareEpisode]) -> HttpResponse:
        if not episodes:
            messages.warning(self.request, "Markera minst ett ärende först.")
            return self._back()
        self.request.session["hand_over"] = [str(one.public_id) for one in episodes]
        return HttpResponseRedirect(reverse("hand_over"))

    def _take(self, episodes: Sequence[CareEpisode]) -> None:
        taken, others = services.take_cases(
            acting=self.acting, episode_ids=[one.pk for one in episodes], at=self.now
        )
        if taken:
            messages.success(self.request, f"Du ansvarar nu för {_cases(len(taken))}.")
            remember_undo(self.request, "take", taken, self.now)
        if others:
            messages.info(self.request, f"{_cases(others)} har redan en kollega som ansvarar.")
        if not taken and not others:
            messages.info(self.request, "Du ansvarar redan för de markerade ärendena.")

    def _rest(self, day: str, episodes: Sequence[CareEpisode]) -> None:
        try:
            until = datetime.combine(datetime.strptime(day, "%Y-%m-%d").date(), MORNING, clock.STOCKHOLM)  # noqa: DTZ007
            done, refused = services.put_aside(
                acting=self.acting,
                episode_ids=[one.pk for one in episodes],
                until=until.astimezone(UTC),
                at=self.now,
            )
        except (ValueError, OverflowError):
            messages.warning(self.request, "Välj hur länge ärendet ska vila.")
            return
        except Conflict as conflict:
            messages.warning(self.request, conflict_text(conflict.code))
            return
        if done:
            messages.success(
                self.request,
                f"{_cases(done)} vilar för dig. Kommer något nytt, eller en tidsfrist närmar sig, "
                "syns det igen.",
            )
            remember_undo(self.request, "rest", [one.pk for one in episodes], self.now)
        if refused:
            messages.warning(
                self.request,
                f"{_cases(refused)} har en tidsfrist inom ett dygn och kan inte vila.",
            )

    def _wake(self, episodes: Sequence[CareEpisode]) -> None:
        woken = services.take_up(acting=self.acting, episode_ids=[one.pk for one in episodes])
        messages.success(self.request, f"{_cases(woken)} syns i listan igen.")

    def _acknowledge(self, episodes: Sequence[CareEpisode], *, quiet: bool) -> None:
        waiting = selectors.waiting_items(acting=self.acting, episode_ids=[one.pk for one in episodes])
        done = services.acknowledge_cases(
            acting=self.acting,
            kinds={case: {kind for _, kind in rows} for case, rows in waiting.items()},
            at=self.now,
        )
        if done:
            messages.success(self.request, f"Kvitterat: {_cases(done)}.")
        elif not quiet:
            messages.info(self.request, "Det fanns inget kvar att göra i de markerade ärendena.")

    def _target(self) -> str:
        target = self.request.POST.get("next", "")
        return (
            target
            if target.startswith(("/att-gora/", "/arenden/", "/dagen/"))
            else worklist_url(narrowing(self.request.POST))
        )

    def _back(self) -> HttpResponse:
        return HttpResponseRedirect(self._target())


class UndoView(ActingView):
    """Ångra: what was only the unit's own order among its people. Never what was sent."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the last one back, where it still is as the person left it."""
        require_worklist(self.acting)
        kept = undoable(request, self.now)
        request.session.pop(UNDO_KEY, None)
        if kept is None:
            messages.info(request, "Det finns inget att ångra längre.")
            return HttpResponseRedirect(reverse("worklist"))
        try:
            back = self._undo(kept)
            messages.success(request, f"Ångrat: {_cases(back)}.")
        except Conflict as conflict:
            messages.warning(request, conflict_text(conflict.code))
        return HttpResponseRedirect(reverse("worklist"))

    def _undo(self, kept: dict[str, Any]) -> int:
        if kept["kind"] == "take":
            return services.release_cases(acting=self.acting, episode_ids=kept["ids"])
        if kept["kind"] == "rest":
            return services.take_up(acting=self.acting, episode_ids=kept["ids"])
        return services.undo_hand_over(acting=self.acting, handover_id=kept["ids"][0], at=self.now)


def remember_undo(request: HttpRequest, kind: str, ids: Sequence[int], now: datetime) -> None:
    """Offer to take it back, on the list, for the assignment in which it was done."""
    acting: Any = request.acting  # type: ignore[attr-defined]
    request.session[UNDO_KEY] = {
        "kind": kind,
        "ids": list(ids),
        "at": now.timestamp(),
        "assignment": acting.assignment_id,
    }


def undoable(request: HttpRequest, now: datetime) -> dict[str, Any] | None:
    """What the person may take back, or None."""
    kept: dict[str, Any] | None = request.session.get(UNDO_KEY)
    acting: Any = request.acting  # type: ignore[attr-defined]
    if kept is None or kept["assignment"] != acting.assignment_id:
        return None
    return kept if 0 <= now.timestamp() - kept["at"] <= UNDO_SECONDS else None


def _mark(text: str) -> tuple[UUID, int] | None:
    public_id, _, version = text.partition(":")
    try:
        return UUID(public_id), int(version)
    except ValueError:
        return None


def _cases(count: int) -> str:
    return "1 ärende" if count == 1 else f"{count} ärenden"
