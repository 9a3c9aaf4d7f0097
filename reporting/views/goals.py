"""Effect goals and the handlingsplan: followed by all who read reports, kept by managers."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core.history import changes_of
from core.invalid import Invalid
from reporting import permissions
from reporting.forms.goals import ActivityForm, CommentForm, GoalForm
from reporting.forms.report import ReportForm
from reporting.models import Activity, EffectGoal
from reporting.presenters import goals as present
from reporting.presenters.tabs import tabs
from reporting.selectors import goals as rows
from reporting.services import goals as services
from reporting.views.base import ReportsView

GOAL_FIELDS = (
    "name", "measure", "share", "direction", "target", "baseline", "baseline_text",
    "valid_from", "valid_to", "decided_by", "decided_on",
)  # fmt: skip
ACTIVITY_FIELDS = ("area", "milestone", "text", "goal", "principal", "responsible", "due_on", "state")


class DecidingView(ReportsView):
    """What a manager keeps: the own organisation's and its districts'."""

    @property
    def own(self) -> list[str]:
        """The organisations whose goals the acting one keeps."""
        code = self.known.organisation_codes.get(self.acting.organisation_id, "")
        return [
            each
            for each in self.known.organisations
            if permissions.decides_for(
                self.acting, each, organisation=code, organisations=self.known.organisations
            )
        ]

    def require(self) -> None:
        """Stop a role that keeps none. Raises PermissionDenied."""
        permissions.require_decider(self.acting)

    def organisation(self) -> str:
        """The organisation of the address, the own by default. Raises Http404 for one that is not kept."""
        default = self.known.organisation_codes.get(self.acting.organisation_id, "")
        of = self.request.GET.get("for") or default
        if of not in self.own:
            raise Http404
        return str(of)

    def organisations(self, current: str, name: str) -> list[dict[str, Any]]:
        """The organisations to choose among, as links."""
        return [
            {
                "label": self.known.organisations[each].name,
                "url": f"{reverse(name)}?{urlencode({'for': each})}",
                "current": each == current,
            }
            for each in self.own
        ]


class GoalsView(ReportsView):
    """The goals that an organisation is followed by, over a period."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        of, period = self.asked()
        form = ReportForm({"for": of, "period": period}, allowed=self.allowed, now=self.now)
        context: dict[str, Any] = {"form": form, "report_tabs": tabs(self.acting, "report_goals", of, period)}
        if not form.is_valid():
            return render(request, "reporting/goals.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        figures = self.figures()
        keys = [goal.key for goal in figures.goals]
        goals = present.goal_views(
            figures.followed,
            self.now,
            rows.comments_on(keys, figures.period.code),
            rows.activities_of({goal.organisation for goal in figures.goals}),
        )
        code = self.known.organisation_codes.get(self.acting.organisation_id, "")
        context |= {
            "goals": goals,
            "organisation": figures.scope.name,
            "period_name": figures.period.name,
            "query": urlencode({"for": of, "period": period}),
            "rules": present.RULES_TEXT,
            "keeps": permissions.decides_for(
                self.acting, of, organisation=code, organisations=self.known.organisations
            ),
            "kept": {goal.key for goal in figures.goals if goal.organisation == of},
            "new_url": f"{reverse('goal_new')}?{urlencode({'for': of})}",
        }
        return render(request, "reporting/goals.html", context)


class GoalFormView(DecidingView):
    """A new goal, or one that is changed; comments on it, and its history."""

    goal: EffectGoal | None = None

    def find(self, public_id: UUID | None) -> str:
        """The organisation of the goal. Raises PermissionDenied, Http404."""
        self.require()
        if public_id is None:
            return self.organisation()
        self.goal = rows.goal(self.own, public_id)
        if self.goal is None:
            raise Http404
        return str(self.goal.organisation)

    def get(self, request: HttpRequest, public_id: UUID | None = None) -> HttpResponse:
        """The form."""
        of = self.find(public_id)
        initial = {name: getattr(self.goal, name) for name in GOAL_FIELDS} if self.goal else {}
        return self.page(of, GoalForm(initial=initial))

    def post(self, request: HttpRequest, public_id: UUID | None = None) -> HttpResponse:
        """Save."""
        of = self.find(public_id)
        form = GoalForm(request.POST)
        if form.is_valid():
            try:
                services.save_goal(
                    acting=self.acting,
                    known=self.known,
                    organisation=of,
                    values={name: form.cleaned_data[name] for name in GOAL_FIELDS},
                    goal=self.goal,
                )
            except Invalid as error:
                form.add_error(error.field or None, error.message)
            else:
                messages.success(request, "Effektmålet är sparat.")
                return HttpResponseRedirect(f"{reverse('report_goals')}?{urlencode({'for': of})}")
        return self.page(of, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def page(self, of: str, form: GoalForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """The page with the form."""
        context = {
            "form": form,
            "goal": self.goal,
            "organisation": self.known.organisations[of].name,
            "history": [] if self.goal is None else changes_of(self.goal),
            "back_url": f"{reverse('report_goals')}?{urlencode({'for': of})}",
            "report_tabs": tabs(self.acting, "report_goals"),
        }
        return render(self.request, "reporting/goal_form.html", context, status=status)


class GoalCommentView(DecidingView):
    """A comment on a goal in a period."""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """The form."""
        return self.page(self.find(public_id), CommentForm())

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """Save."""
        goal = self.find(public_id)
        form = CommentForm(request.POST)
        if not form.is_valid():
            return self.page(goal, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        _, period = self.asked()
        services.comment(
            acting=self.acting, known=self.known, goal=goal, period=period, text=form.cleaned_data["text"]
        )
        messages.success(request, "Kommentaren är sparad och följer med i rapporten.")
        return HttpResponseRedirect(self.back(goal))

    def find(self, public_id: UUID) -> EffectGoal:
        """The goal, when the acting one keeps it. Raises PermissionDenied, Http404."""
        self.require()
        goal = rows.goal(self.own, public_id)
        if goal is None:
            raise Http404
        return goal

    def back(self, goal: EffectGoal) -> str:
        """The page of the goals, for the same period."""
        query = urlencode({"for": goal.organisation, "period": self.asked()[1]})
        return f"{reverse('report_goals')}?{query}"

    def page(self, goal: EffectGoal, form: CommentForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """The page with the form."""
        context = {
            "form": form,
            "goal": goal,
            "period": self.asked()[1],
            "comments": [
                present.comment_view(one, self.now)
                for one in rows.comments_on([str(goal.public_id)]).get(str(goal.public_id), [])
            ],
            "back_url": self.back(goal),
            "report_tabs": tabs(self.acting, "report_goals"),
        }
        return render(self.request, "reporting/goal_comment.html", context, status=status)


class ActionPlanView(DecidingView):
    """The handlingsplan of an organisation, by its five areas."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        self.require()
        of = self.organisation()
        found = [present.activity_view(row, self.now) for row in rows.activities_of([of])]
        context = {
            "areas": [
                {"name": name, "activities": [one for one in found if one.area == name]}
                for name in present.AREAS.values()
            ],
            "note": present.AREAS_NOTE,
            "organisation": self.known.organisations[of].name,
            "organisations": self.organisations(of, "action_plan"),
            "new_url": f"{reverse('activity_new')}?{urlencode({'for': of})}",
            "report_tabs": tabs(self.acting, "action_plan"),
        }
        return render(request, "reporting/action_plan.html", context)


class ActivityFormView(DecidingView):
    """A new activity, or one that is changed."""

    activity: Activity | None = None

    def find(self, public_id: UUID | None) -> str:
        """The organisation of the activity. Raises PermissionDenied, Http404."""
        self.require()
        if public_id is None:
            return self.organisation()
        self.activity = rows.activity(self.own, public_id)
        if self.activity is None:
            raise Http404
        return str(self.activity.organisation)

    def get(self, request: HttpRequest, public_id: UUID | None = None) -> HttpResponse:
        """The form."""
        of = self.find(public_id)
        initial = {name: getattr(self.activity, name) for name in ACTIVITY_FIELDS} if self.activity else {}
        if self.activity and self.activity.goal:
            initial["goal"] = self.activity.goal.public_id
        return self.page(of, ActivityForm(initial=initial, goals=rows.rows_of(of)))

    def post(self, request: HttpRequest, public_id: UUID | None = None) -> HttpResponse:
        """Save."""
        of = self.find(public_id)
        form = ActivityForm(request.POST, goals=rows.rows_of(of))
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in ACTIVITY_FIELDS}
            try:
                services.save_activity(
                    acting=self.acting,
                    known=self.known,
                    organisation=of,
                    values=values,
                    activity=self.activity,
                )
            except Invalid as error:
                form.add_error(error.field or None, error.message)
            else:
                messages.success(request, "Aktiviteten är sparad.")
                return HttpResponseRedirect(f"{reverse('action_plan')}?{urlencode({'for': of})}")
        return self.page(of, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def page(self, of: str, form: ActivityForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """The page with the form."""
        context = {
            "form": form,
            "activity": self.activity,
            "organisation": self.known.organisations[of].name,
            "history": [] if self.activity is None else changes_of(self.activity),
            "back_url": f"{reverse('action_plan')}?{urlencode({'for': of})}",
            "report_tabs": tabs(self.acting, "action_plan"),
        }
        return render(self.request, "reporting/activity_form.html", context, status=status)
