"""The consent register of a case: what was said and weighed, by whom, to whom, until when; and its forms."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actors import selectors as actors
from actors.names import shown_names
from core import clock
from core.history import changes_of_many
from transitions import permissions, services
from transitions.forms.base import CaseForm
from transitions.forms.consent import (
    NO,
    GiveConsentForm,
    WithdrawConsentForm,
)
from transitions.presenters import consent as present
from transitions.rules.kinds import ItemKind, Protection, Scope
from transitions.rules.personal_number import ADULT_AGE, age_on
from transitions.rules.representation import RepresentativeKind
from transitions.selectors import consents
from transitions.views.base import CaseView
from transitions.views.secrecy import RegisterForm


class ConsentsView(CaseView):
    """Samtycke och sekretess: the register of a case."""

    look = "consents"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The register, as far as the unit may see it."""
        register = consents.register_of(acting=self.acting, episode=self.episode)
        named = {unit for row in (*register.consents, *register.earlier) for unit in row.units}
        named |= {unit for row in register.assessments for unit in row.units}
        context = {
            **self.case_context(),
            "register": present.page(
                register,
                now=self.now,
                today=clock.local_date(self.now),
                units={unit.id: unit.name for unit in actors.units(ids=sorted(named))} if named else {},
                names=shown_names(self.acting),
                shielded=self.episode.patient.protection != Protection.NONE,
            ),
            "history_url": reverse("consent_history", args=[self.episode.public_id]),
            **self._buttons(register),
        }
        return render(request, "transitions/consents.html", context)

    def _buttons(self, register: consents.Register) -> dict[str, Any]:
        where = [self.episode.public_id]
        actions = []
        if any(row.agrees and row.withdrawn_at is None for row in register.consents):
            actions.append(
                {
                    "label": "Återkalla samtycke",
                    "url": reverse("withdraw_consent", args=where),
                    "icon": "undo-2",
                }
            )
        may_weigh = permissions.may(self.acting, permissions.ASSESS_HARM)
        may_name = permissions.may(self.acting, permissions.RECORD_REPRESENTATIVE)
        if may_weigh:
            actions.append(
                {
                    "label": "Gör menprövning",
                    "url": reverse("assess_harm", args=where),
                    "icon": "shield-check",
                }
            )
        if may_name:
            url = reverse("add_representative", args=where)
            actions.append({"label": "Lägg till ställföreträdare", "url": url, "icon": "user-round"})
        primary = {
            "label": "Registrera svar",
            "url": reverse("give_consent", args=where),
            "icon": "handshake",
        }
        return {"primary": primary, "actions": actions, "may_name": may_name, "may_weigh": may_weigh}


class ConsentHistoryView(CaseView):
    """Historik of the register."""

    look = "consent_history"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who recorded and changed what."""
        register = consents.register_of(acting=self.acting, episode=self.episode)
        rows = (
            (*register.consents, *register.earlier),
            register.assessments,
            register.representatives,
        )
        changes = [change for found in rows for change in changes_of_many(found, exclude=self._hidden())]
        entries = present.register_history(changes)
        context = {
            **self.case_context(),
            "history": sorted(entries, key=lambda entry: entry.at, reverse=True),
            "back_url": reverse("consents", args=[self.episode.public_id]),
        }
        return render(request, "transitions/consent_history.html", context)

    def _hidden(self) -> list[str]:
        return ["phone"] if self.episode.patient.protection != Protection.NONE else []


class GiveConsentView(RegisterForm):
    """Yes or no."""

    action = ItemKind.CONSENT_GIVEN
    form_class: ClassVar[type[CaseForm]] = GiveConsentForm
    heading = "Registrera svar om samtycke"
    intro = (
        "Lagens uppgifter skickas vad personen än svarar: namn, personnummer, folkbokföringsadress och "
        "beräknad utskrivning. Allt annat vilar på svaret."
    )
    submit = "Registrera svaret"
    success = "Svaret är registrerat."

    def form_kwargs(self) -> dict[str, Any]:
        """The units of the case, and for a child the guardians."""
        age = age_on(self.episode.patient.personal_number, clock.local_date(self.now))
        child = age is not None and age < ADULT_AGE
        return {
            "units": self.units(),
            "child": child,
            "guardians": self.representatives(*RepresentativeKind) if child else {},
        }

    def perform(self, form: Any, version: int) -> None:
        """A yes is a consent; a no ends what stood."""
        data = form.cleaned_data
        common: dict[str, Any] = {
            "acting": self.acting,
            "episode_id": self.episode.pk,
            "at": self.now,
            "scopes": [Scope(scope) for scope in data["scopes"]],
            "what": data["what"],
            "note": data["note"],
            "version": version,
        }
        if data["answer"] == NO:
            services.refuse_consent(**common)
            return
        services.give_consent(
            **common,
            units=data["units"],
            form=data["form"],
            until=form.ends(),
            representative_id=form.representative_id,
            mature=data.get("mature"),
        )


class WithdrawConsentView(RegisterForm):
    """A consent taken back."""

    action = ItemKind.CONSENT_WITHDRAWN
    form_class: ClassVar[type[CaseForm]] = WithdrawConsentForm
    heading = "Återkalla samtycke"
    intro = (
        "Gäller genast: inget mer skickas med stöd av samtycket. Det som redan har skickats finns kvar hos "
        "mottagarna. Lagens uppgifter skickas ändå."
    )
    submit = "Återkalla samtycket"
    success = "Samtycket är återkallat."

    def form_kwargs(self) -> dict[str, Any]:
        """What stands."""
        standing = consents.standing_of(self.episode)
        return {
            "standing": [
                scope
                for scope in Scope
                if any(word.yes and word.scope is scope and word.stands(self.now) for word in standing.words)
            ]
        }

    def perform(self, form: Any, version: int) -> None:
        """Withdraw."""
        services.withdraw_consent(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            scopes=[Scope(scope) for scope in form.cleaned_data["scopes"]],
            note=form.cleaned_data["note"],
            version=version,
        )
