"""The plan: read, written by each in its own part, confirmed, compared, and on paper."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from core import pdf, throttle
from sip import permissions, selectors_around, selectors_plan, services
from sip.forms import PlanCommonForm, PlanPartForm
from sip.models import Plan, PlanPart
from sip.presenters import plan as present
from sip.presenters.around import alerts
from sip.selectors_plan import PlanSeen
from sip.views.base import SipMixin, SipStepView
from transitions.forms.base import CaseForm, EmptyCaseForm


class _PlanView(SipMixin):
    """A page of the plan: for those who called or are invited, others get 404."""

    look = "sip_plan"

    def seen_plan(self) -> PlanSeen:
        """The plan as the unit sees it. Raises Http404."""
        if not permissions.content_visible(self.acting, self.sip):
            raise Http404
        return selectors_plan.plan_of(acting=self.acting, sip=self.sip, at=self.now)

    def frame(self) -> dict[str, Any]:
        """Identity bar, and the tabs of the SIP."""
        detail = reverse("sip_detail", args=[self.sip.public_id])
        here = reverse("sip_plan", args=[self.sip.public_id])
        return self.case_context() | {
            "tabs": [
                {"label": "Ärende", "url": reverse("case", args=[self.episode.public_id]), "current": False},
                {"label": "SIP", "url": detail, "current": False},
                {"label": "Planen", "url": here, "current": True},
            ]
        }


class PlanView(_PlanView):
    """The plan in the person's order: own words, goals and who does what, what to do if it gets worse."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page. What is protected about a person stands here only when it has been opened."""
        seen = self.seen_plan()
        versions = selectors_plan.versions_of(plan=seen.plan)
        primary, actions = present.buttons(seen, self.sip, acting=self.acting) if self.opened else (None, [])
        if seen.plan is not None and self.opened:
            paper = reverse("sip_plan_pdf", args=[self.sip.public_id])
            actions.append({"label": "Skriv ut till personen", "url": paper, "icon": "printer"})
        context = self.frame() | {
            "plan": present.page(seen, self.sip, acting=self.acting, versions=versions, now=self.now)
            if self.opened
            else None,
            "primary": primary,
            "actions": actions,
            "happened": alerts(selectors_around.around(acting=self.acting, sip=self.sip), self.sip, self.now),
            "consents_url": reverse("consents", args=[self.episode.public_id]),
            "versions_url": reverse("sip_plan_versions", args=[self.sip.public_id]),
        }
        return render(request, "sip/plan.html", context)


class PlanVersionsView(_PlanView):
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
            "rows": present.compared(before.content, after.content, covered=covered, now=self.now),
            "numbers": sorted(versions),
            "plan_url": reverse("sip_plan", args=[self.sip.public_id]),
        }
        return render(request, "sip/plan_versions.html", context)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 0


class PlanPdfView(_PlanView):
    """The plan for the person to take home, as a tagged PDF."""

    look = "sip_plan_pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; its name tells nothing of the person. 404 when there is nothing to print."""
        seen = self.seen_plan()
        if seen.plan is None or not self.opened:
            raise Http404
        throttle.count("file", self.acting)
        sheet = present.sheet(
            seen, self.sip, acting=self.acting, now=self.now, person=self.episode.patient.name
        )
        document = pdf.make(
            render_to_string("sip/plan_pdf.html", {"plan": sheet, "now": self.now}),
            styles=[pdf.STATIC / "css" / "pdf.css", pdf.STATIC / "css" / "sip-plan.css"],
        )
        answer = HttpResponse(document, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="sip-plan.pdf"'
        return answer


class _PlanFormView(SipStepView):
    """A form on a part of the plan. Its version is that part's own: five units write at once and never collide."""

    look = "sip_plan"

    def check_permission(self) -> None:
        """Whom the part is for; of a protected person only when what is protected has been opened."""
        permissions.require(self.allowed() and self.opened, self.action)
        self.plan = selectors_plan.plan_of(acting=self.acting, sip=self.sip, at=self.now)

    def allowed(self) -> bool:
        """Whether the unit may write here."""
        return permissions.may_write_part(self.acting, self.sip)

    def about(self) -> str:
        """The unit's own part: those who write in other parts at the same time neither wait nor count."""
        return f"sip {self.sip.pk} {self.action} {self.acting.unit_id}"

    def state(self) -> object:
        """What has been saved in the part and in what it rests on, and whether it is confirmed."""
        self.fresh()
        return [self.version(), self.seen(), bool(self.own and self.own.confirmed_at)]

    def fresh(self) -> PlanSeen:
        """The plan as it is now, after a refusal."""
        self.plan = selectors_plan.plan_of(acting=self.acting, sip=self.sip, at=self.now)
        return self.plan

    @property
    def own(self) -> PlanPart | None:
        """The unit's own part."""
        return self.plan.own(self.acting.unit_id)

    def version(self) -> int:
        """Of the own part; 0 before the first writing."""
        return self.own.version if self.own is not None else 0

    def seen(self) -> int:
        """Of the common part."""
        return self.plan.plan.version if self.plan.plan is not None else 0

    def success_url(self) -> str:
        """Back to the plan."""
        return reverse("sip_plan", args=[self.sip.public_id])

    def warnings(self) -> list[dict[str, str]]:
        """That the person has not consented, before anything is typed in vain."""
        if self.plan.consented:
            return []
        return [{"tone": "warning", "title": "Samtycke saknas", "text": services.NO_CONSENT}]

    def stands(self, title: str, text: str, row: Plan | PlanPart) -> list[dict[str, Any]]:
        """What is stored now, and who stored it last: what a 409 tells."""
        at, by = selectors_plan.last_written(row)
        told = f"Nu står det: {text}" if text else "Inget står här nu."
        return [{"at": at, "title": title, "text": told, "by": by}]


class PlanCommonView(_PlanFormView):
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
        return {"goals": [goal.pk for goal in self.plan.goals]}

    def initial(self) -> dict[str, Any]:
        """What is stored."""
        plan = self.plan.plan
        found: dict[str, Any] = {"matters": self.sip.matters, "follow_up_on": self.sip.follow_up_on}
        if plan is not None:
            names = ("worries", "wants", "overall", "overall_person", "overall_phone")
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
        return self.stands("Det gemensamma", present.stands_now(self.plan, self.sip), plan)

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
                **{name: data[name] for name in names},
            ),
        )


class PlanPartView(_PlanFormView):
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
        return {"goals": goals, "actions": actions}

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
        return self.stands("Er del", present.part_stands_now(own, self.now), own)

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


class PlanConfirmView(_PlanFormView):
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
