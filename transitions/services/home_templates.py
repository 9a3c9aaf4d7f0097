"""Keeping what an organisation has decided: each saving is a version of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from actors.acting import Acting
from core import audit, clock
from core.invalid import Invalid
from transitions import permissions
from transitions.models import HomeTemplate
from transitions.rules.checklist import MOST_POINTS, TemplatePoint
from transitions.rules.reception_values import ReceptionTerms


@transaction.atomic
def save_home_template(
    *, acting: Acting, kind: str, care_form: str, valid_from: date, content: Mapping[str, Any]
) -> HomeTemplate:
    """Store a new version for the administrator's own organisation; it holds from a day, never backwards.

    Raises PermissionDenied, Invalid: `valid_from_past`, `no_points`, `too_many_points`, `same_point_twice`,
    `bad_terms`.
    """
    permissions.require_home_templates(acting)
    if valid_from < clock.today():
        raise Invalid("valid_from_past", "En ny version kan gälla tidigast från i dag.", "valid_from")
    if kind == HomeTemplate.Kind.CHECKLIST:
        content = {"points": [point.stored() for point in _points(content)]}
    else:
        content = _terms(content).stored()
    standing = HomeTemplate.objects.select_for_update().filter(
        kind=kind, organisation_id=acting.organisation_id, care_form=care_form
    )
    list(standing)  # two who save at once come after each other, and the constraint stops what is left
    last = standing.aggregate(last=Max("number"))["last"] or 0
    row = HomeTemplate.objects.create(
        kind=kind,
        organisation_id=acting.organisation_id,
        care_form=care_form,
        number=last + 1,
        valid_from=valid_from,
        content=dict(content),
        made_at=clock.now(),
        made_by=acting.user_name,
    )
    audit.record(acting, "home_template.saved", row, {"number": (last or None, row.number)})
    return row


def _points(content: Mapping[str, Any]) -> list[TemplatePoint]:
    points = [TemplatePoint.of(values) for values in content["points"]]
    if not points:
        raise Invalid("no_points", "Skriv minst en punkt.", "text_0")
    if len(points) > MOST_POINTS:
        raise Invalid("too_many_points", f"En mall har högst {MOST_POINTS} punkter.", "")
    if len({point.text.casefold() for point in points}) < len(points):
        raise Invalid("same_point_twice", "Samma punkt står två gånger. Ta bort den ena.", "")
    return points


def _terms(content: Mapping[str, Any]) -> ReceptionTerms:
    try:
        terms = ReceptionTerms.of(content)
    except (KeyError, TypeError, ValueError) as error:
        text = "Villkoren kan inte sparas. Kontrollera veckor, timmar, dagar och kriterier."
        raise Invalid("bad_terms", text) from error
    if len({text.casefold() for text in terms.criteria}) < len(terms.criteria):
        raise Invalid("same_point_twice", "Samma kriterium står två gånger. Ta bort det ena.", "criteria")
    return terms
