"""The pages of the going-home checklist."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from actors.acting import Acting
from actors.names import ShownNames
from actors.presenters import UNIT_KIND_LABELS
from core import clock, formats
from core.ui import Status, Tone
from transitions.models import CareEpisode, ChecklistPoint, HomeTemplate
from transitions.presenters.words import CARE_FORMS
from transitions.rules.kinds import CareForm, PointState

POINT_STATES = {
    PointState.OPEN: Status("Öppen", Tone.NEUTRAL, "circle"),
    PointState.DONE: Status("Klar", Tone.SUCCESS),
    PointState.NOT_NEEDED: Status("Behövs inte", Tone.NEUTRAL, "circle-minus"),
}
LATE = Status("Försenad", Tone.DANGER)
EVERY_CARE_FORM = "Alla vårdformer"


def checklist(
    points: Sequence[ChecklistPoint],
    *,
    episode: CareEpisode,
    acting: Acting,
    now: datetime,
    names: ShownNames,
    may_change: bool,
) -> dict[str, Any]:
    """The list as a unit sees it: its rows, and how far it has come in words."""
    today = clock.local_date(now)
    return {
        "rows": [_row(point, episode, acting, today, now, names, may_change=may_change) for point in points],
        "summary": summary(points),
        "version": episode.version,
    }


def summary(points: Sequence[ChecklistPoint]) -> str:
    """How far the list has come: "7 av 12 punkter är klara. 2 avgörande är öppna."."""
    if not points:
        return ""
    settled = sum(point.state != PointState.OPEN for point in points)
    critical = sum(point.state == PointState.OPEN and point.critical for point in points)
    said = f"{settled} av {len(points)} punkter är klara."
    if critical:
        said += f" {formats.count_word(critical).capitalize()} avgörande är {'öppen' if critical == 1 else 'öppna'}."
    return said


def _row(
    point: ChecklistPoint,
    episode: CareEpisode,
    acting: Acting,
    today: date,
    now: datetime,
    names: ShownNames,
    *,
    may_change: bool,
) -> dict[str, Any]:
    is_open = point.state == PointState.OPEN
    late = is_open and point.due is not None and point.due < today
    address = [episode.public_id, point.pk]
    return {
        "id": point.pk,
        "text": point.point,
        "critical": point.critical,
        "owner": point.owner.name,
        "own": point.owner_id == acting.unit_id,
        "due": formats.relative_day_text(point.due, now) if point.due else "",
        "status": LATE if late else POINT_STATES[PointState(point.state)],
        "open": is_open,
        "settled": (
            f"{names.of(point.settled_by)}, {formats.moment_text(point.settled_at, now)}"
            if point.settled_at
            else ""
        ),
        "reason": point.reason,
        "why_open": point.why_open,
        "done_url": reverse("point_done", args=address) if is_open else "",
        "settle_url": reverse("point_settle", args=address),
        "change_url": reverse("point_change", args=address) if may_change else "",
    }


def panel_facts(points: Sequence[ChecklistPoint], *, now: datetime) -> list[dict[str, Any]]:
    """The card on the page of the case: the points that are due next, the critical first."""
    still = [point for point in points if point.state == PointState.OPEN]
    still.sort(key=lambda point: (point.due is None, point.due, not point.critical, point.pk))
    today = clock.local_date(now)
    return [
        {
            "text": point.point,
            "critical": point.critical,
            "owner": point.owner.name,
            "due": formats.relative_day_text(point.due, now) if point.due else "",
            "late": point.due is not None and point.due < today,
        }
        for point in still[:4]
    ]


def template_row(row: HomeTemplate, *, today: date, current: bool) -> dict[str, Any]:
    """A version in the administrator's list."""
    if row.valid_from > today:
        status = Status("Kommande", Tone.INFO)
    else:
        status = Status("Gäller", Tone.SUCCESS) if current else Status("Tidigare", Tone.NEUTRAL)
    return {
        "care_form": care_form_name(row.care_form),
        "number": row.number,
        "valid_from": row.valid_from,
        "by": row.made_by,
        "made_at": row.made_at,
        "status": status,
        "url": reverse("home_template_version", args=[row.pk]),
    }


def version_title(row: HomeTemplate) -> str:
    """What a version is of: "Hemgångslista: Psykiatri, version 2"."""
    if row.kind == HomeTemplate.Kind.HOME_RECEPTION:
        return f"Tryggt mottagande, version {row.number}"
    return f"Hemgångslista: {care_form_name(row.care_form)}, version {row.number}"


def care_form_name(care_form: str) -> str:
    """The care form in words; every one when none is named."""
    return CARE_FORMS[CareForm(care_form)] if care_form else EVERY_CARE_FORM


def template_rows(points: Sequence[Any]) -> list[dict[str, Any]]:
    """The points of a template, to read."""
    return [
        {
            "text": point.text,
            "owner": UNIT_KIND_LABELS[point.owner],
            "critical": point.critical,
            "when": days_before_text(point.days_before),
        }
        for point in points
    ]


def days_before_text(days: int) -> str:
    """When a point is due, counted from the home-coming."""
    if days == 0:
        return "Samma dag som hemgången"
    return "Dagen före" if days == 1 else f"{formats.count_word(days).capitalize()} dagar före"
