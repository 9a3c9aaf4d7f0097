"""What the pages of the plan and of what leads up to it have in common."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from actors import selectors as actors
from sip import permissions, selectors_plan, services
from sip.models import Plan, PlanPart
from sip.rules.kinds import PlanKind
from sip.selectors_plan import PlanSeen
from sip.views.base import SipMixin, SipStepView, tabs


class PlanPageView(SipMixin):
    """A page of the plan: for those who called or are invited, others get 404."""

    look = "sip_plan"

    def seen_plan(self) -> PlanSeen:
        """The plan as the unit sees it. Raises Http404."""
        if not permissions.content_visible(self.acting, self.sip):
            raise Http404
        return selectors_plan.plan_of(acting=self.acting, sip=self.sip, at=self.now)

    def municipal(self, seen: PlanSeen) -> dict[int, bool]:
        """Of each unit with a part of a samordnad vårdplan, whether it is the municipality's. One query, else none."""
        if self.sip.plan_kind is PlanKind.SIP or not seen.parts:
            return {}
        units = actors.units(ids=[part.unit_id for part in seen.parts])
        return {unit.id: unit.municipal_side for unit in units}

    def frame(self) -> dict[str, Any]:
        """Identity bar, and the tabs of the SIP."""
        return self.case_context() | {"tabs": tabs(self.sip, "sip_plan")}


class PlanFormView(SipStepView):
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
