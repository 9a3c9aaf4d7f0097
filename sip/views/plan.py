"""The plan: read, written by each in its own part, confirmed, compared."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sip import permissions, selectors_around, selectors_plan, selectors_preparing, services
from sip.forms import PlanCommonForm, PlanPartForm
from sip.languages import languages
from sip.presenters import plan as present
from sip.presenters import versions as stood
from sip.presenters.around import alerts
from sip.presenters.preparing import hand_over_rows
from sip.presenters.words import KINDS
from sip.views.plan_base import PlanFormView, PlanPageView
from transitions.forms.base import CaseForm, EmptyCaseForm


class PlanView(PlanPageView):
    """The plan in the person's order: own words, goals and who does what, what to do if it gets worse."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page. What is protected about a person stands here only when it has been opened."""
        seen = self.seen_plan()
        versions = selectors_plan.versions_of(plan=seen.plan)
        primary, actions = present.buttons(seen, self.sip, acting=self.acting) if self.opened else (None, [])
        if seen.plan is not None and self.opened:
            record = reverse("sip_plan_text", args=[self.sip.public_id])
            actions.append({"label": "Hämta text till journalen", "url": record, "icon": "clipboard-list"})
        context = self.frame() | {
            "plan": present.page(
                seen,
                self.sip,
                acting=self.acting,
                versions=versions,
                now=self.now,
                municipal=self.municipal(seen),
            )
            if self.opened
            else None,
            "primary": primary,
            "actions": actions,
            "happened": alerts(selectors_around.around(acting=self.acting, sip=self.sip), self.sip, self.now),
            "hand_overs": hand_over_rows(
                selectors_preparing.hand_overs(plan=seen.plan), self.sip, acting=self.acting
            )
            if self.opened
            else [],
            "consents_url": reverse("consents", args=[self.episode.public_id]),
            "versions_url": reverse("sip_plan_versions", args=[self.sip.public_id]),
            "paper_url": reverse("sip_plan_pdf", args=[self.sip.public_id])
            if seen.plan is not None and self.opened
            else "",
            "languages": languages().values(),
            "of_child": self.episode.child,
            "kind_words": KINDS[self.sip.plan_kind],
        }
        return render(request, "sip/plan.html", context)


class PlanVersionsView(PlanPageView):
    """Two agreed versions side by side."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The latest against the one before, or as `fran` and `till` say. 404 without two."""
        seen = self.seen_plan()
        versions = {row.number: row for row in selectors_plan.versions_of(plan=seen.plan)}
        if len(versions) < 2 or not self.opened:
            raise Http404
        latest = max(versions)
        before = versions.get(_number(request.GET.get("fran")), versions[latest - 1])
        after = versions.get(_number(request.GET.get("till")), versions[latest])
        covered = selectors_plan.covered(sip=self.sip, at=self.now) | {self.acting.unit_id}
        context = self.frame() | {
            "before": before,
            "after": after,
            "rows": stood.compared(
                before.content, after.content, covered=covered, now=self.now, kind=self.sip.plan_kind
            ),
            "numbers": sorted(versions),
            "plan_url": reverse("sip_plan", args=[self.sip.public_id]),
        }
        return render(request, "sip/plan_versions.html", context)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 0


class PlanCommonView(PlanFormView):
    """Mål och det gemensamma."""

    action = "sip_plan_common"
    form_class: ClassVar[type[CaseForm]] = PlanCommonForm
    template_name = "sip/plan_common.html"
    heading = "Mål och det gemensamma"
    intro = "Skriv tillsammans med personen. Det som är viktigt för personen kommer först i planen."
    submit = "Spara"
    success = "Det gemensamma är sparat."

    def allowed(self) -> bool:
        """Those who lead the meeting."""
        return permissions.may_write_common(self.acting, self.sip)

    def about(self) -> str:
        """The common part."""
        return f"sip {self.sip.pk} {self.action}"

    def version(self) -> int:
        """Of the common part."""
        return self.seen()

    def form_kwargs(self) -> dict[str, Any]:
        """As many rows as there are goals, and some more."""
        return {"goals": [goal.pk for goal in self.plan.goals], "kind": self.sip.plan_kind}

    def initial(self) -> dict[str, Any]:
        """What is stored."""
        plan = self.plan.plan
        found: dict[str, Any] = {"matters": self.sip.matters, "follow_up_on": self.sip.follow_up_on}
        if plan is not None:
            names = ("worries", "wants", "kin", "overall", "overall_person", "overall_phone")
            found |= {
                name: getattr(plan, name) for name in (*names, "by_others", "if_worse", "if_worse_phone")
            }
        for number, goal in enumerate(self.plan.goals, start=1):
            row = {"id": goal.pk, "text": goal.text, "other_words": not goal.own_words}
            found |= {f"g{number}_{name}": value for name, value in row.items()}
        return found

    def changes(self, seen: int) -> list[dict[str, Any]]:
        """The common part as it stands."""
        plan = self.fresh().plan
        if plan is None:
            return []
        self.sip = selectors_plan.anew(self.sip)
        return self.stands("Det gemensamma", stood.stands_now(self.plan, self.sip), plan)

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        data = form.cleaned_data
        names = (*PlanCommonForm.OWN, "overall", "overall_person", "overall_phone", "by_others", "if_worse")
        services.write_common(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            version=version,
            common=services.Common(
                goals=form.goals,
                if_worse_phone=data["if_worse_phone"],
                follow_up_on=data["follow_up_on"],
                **{name: data.get(name, "") for name in names},
            ),
        )


class PlanPartView(PlanFormView):
    """Er del i planen."""

    action = "sip_plan_part"
    form_class: ClassVar[type[CaseForm]] = PlanPartForm
    template_name = "sip/plan_part.html"
    heading = "Er del i planen"
    intro = "Skriv vad er enhet gör, för vilket mål, och vem hos er som ansvarar. Ingen annan enhet kan ändra här."
    submit = "Spara vår del"
    success = "Er del är sparad. Läs igenom den och bekräfta."

    def form_kwargs(self) -> dict[str, Any]:
        """The goals to choose from, and as many rows as there are insatser and some more."""
        goals = [
            (goal.pk, f"Mål {number}: {goal.text}") for number, goal in enumerate(self.plan.goals, start=1)
        ]
        actions = [row.pk for row in self.own.actions.all()] if self.own is not None else []
        return {"goals": goals, "actions": actions, "kind": self.sip.plan_kind}

    def initial(self) -> dict[str, Any]:
        """What is stored."""
        if self.own is None:
            return {}
        found: dict[str, Any] = {"assessment": self.own.assessment}
        for number, row in enumerate(self.own.actions.all(), start=1):
            typed = {
                "id": row.pk,
                "text": row.text,
                "goal": row.goal_id,
                "who": row.responsible,
                "from": row.starts_on,
                "to": row.ends_on,
            }
            found |= {f"a{number}_{name}": value for name, value in typed.items()}
        return found

    def changes(self, seen: int) -> list[dict[str, Any]]:
        """The own part as it stands."""
        own = self.fresh().own(self.acting.unit_id)
        if own is None:
            return []
        return self.stands("Er del", stood.part_stands_now(own, self.now), own)

    def perform(self, form: Any, version: int) -> None:
        """Save it."""
        services.write_part(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            version=version,
            assessment=form.cleaned_data["assessment"],
            actions=form.actions,
        )


class PlanConfirmView(PlanFormView):
    """Bekräfta er del."""

    action = "sip_plan_confirm"
    form_class: ClassVar[type[CaseForm]] = EmptyCaseForm
    template_name = "sip/plan_confirm.html"
    heading = "Bekräfta er del"
    intro = "Ni bekräftar att er enhet gör det här. Ändras något som rör er del frågas ni igen."
    submit = "Bekräfta"
    success = "Er del är bekräftad."

    def context(self) -> dict[str, Any]:
        """What is confirmed: the unit's insatser, each with its goal."""
        goals = {goal.pk: goal.text for goal in self.plan.goals}
        own = self.own
        return super().context() | {
            "case_url": self.success_url(),
            "own_actions": [
                {
                    "text": row.text,
                    "goal": goals.get(row.goal_id or 0, ""),
                    "responsible": row.responsible,
                    "days": present.days(row.starts_on, row.ends_on, self.now),
                }
                for row in (own.actions.all() if own is not None else [])
            ],
        }

    def changes(self, seen: int) -> list[dict[str, Any]]:
        """The page below shows what stands now; who changed it stands in the history of the plan."""
        self.fresh()
        return []

    def perform(self, form: Any, version: int) -> None:
        """Confirm it, as it was read."""
        services.confirm_part(
            acting=self.acting,
            sip=self.sip,
            at=self.now,
            version=version,
            plan_version=form.cleaned_data["seen"] or 0,
        )
