"""Deviations that are answered together, as the page of one of them shows it."""

from typing import Any

from django.urls import reverse

from actors.acting import Acting
from deviations import permissions, selectors_joining
from deviations.forms import JoinForm, PartForm
from deviations.models import Deviation
from deviations.rules.kinds import Step
from deviations.services.joining import answers_with


def together(
    row: Deviation,
    *,
    acting: Acting,
    steps: frozenset[Step],
    joining: JoinForm | None,
    parting: PartForm | None,
) -> dict[str, Any]:
    """What whoever answers sees and may do; a reporter is told in the thread alone. Up to two queries."""
    if not permissions.may(acting, Step.ANSWER, row):
        return {"leading": None, "followers": [], "join": None, "part": None}
    args = [row.public_id]
    leading = answers_with(row)
    standing = selectors_joining.leading_of(row) if leading is None else leading
    may_join = Step.ANSWER in steps and standing is None
    return {
        "leading": _line(leading) if leading is not None else None,
        "followers": [
            {**_line(one.deviation), "from": one.deviation.reported_by.name}
            for one in selectors_joining.led_by(row)
        ],
        "join": {"url": reverse("deviation_join", args=args), "form": joining or JoinForm()}
        if may_join
        else None,
        "part": {"url": reverse("deviation_part", args=args), "form": parting or PartForm()}
        if standing is not None
        else None,
    }


def _line(row: Deviation) -> dict[str, str]:
    return {"ref": row.ref, "url": reverse("deviation_detail", args=[row.public_id])}
