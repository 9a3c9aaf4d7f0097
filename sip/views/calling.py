"""Calling to SIP from a case, and saying that none is needed."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied

from core import formats
from sip import permissions, selectors, services
from sip.forms import CallForm, NotRequiredForm
from sip.models import Sip
from sip.presenters.pages import clock_text
from sip.presenters.words import KINDS, missing_text, reason_text
from sip.rules.calls import CallState, kind_of
from sip.rules.invitations import (
    beside_the_chain,
    missing,
    need_met_by,
    needs_of,
    needs_of_notice,
    proposed,
)
from sip.rules.kinds import Caller, Need, PlanKind, SipState
from transitions.forms.base import CaseForm
from transitions.presenters.words_consent import REPRESENTATIVES
from transitions.rules.chain import Phase
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.selectors.consents import spoken_for_by
from transitions.services.state import limits
from transitions.views.base import CaseFormView

LONGEST_LINE = 160

NOT_A_REPLACEMENT = (
    "Kommunens kallelse ersätter inte vårdcentralens. Bara den fasta vårdkontaktens kallelse uppfyller lagen, "
    "och utan den börjar inte kommunens betalningsansvar (LUS 4 kap. 3 § och 5 kap. 3 § andra stycket)."
)
HOSPITAL_CALL = (
    "Sjukhusets kallelse ersätter inte vårdcentralens. Den fasta vårdkontakten i öppenvården kallar enligt lagen "
    "(LUS 4 kap. 3 §)."
)


class CallView(CaseFormView):
    """Kalla till SIP."""

    action = ItemKind.SIP_CALLED
    form_class: ClassVar[type[CaseForm]] = CallForm
    look = "sip_call"
    heading = "Kalla till samordnad individuell plan (SIP)"
    submit = "Skicka kallelse"
    success = "Kallelsen är skickad."

    def check_permission(self) -> None:
        """The role may call, and the unit is one that calls."""
        super().check_permission()
        if not permissions.may_call(self.acting):
            raise PermissionDenied(self.action)
        self.chain = chain_of(self.episode)
        self.kind = kind_of(open_compulsory_care=self.chain.care_plan_instead_of_sip)
        permissions.require(permissions.may_call_to(self.acting, self.kind), self.action)
        self.heading = KINDS[self.kind].call  # type: ignore[misc]
        self.intro = KINDS[self.kind].made_by  # type: ignore[misc]
        self.joins = self._open_sip()
        self.choices = selectors.invitable(
            chain=self.chain,
            registered_in_id=self.episode.registered_in_id,
            own_unit_id=self.acting.unit_id,
            on=formats.day_of(self.now),
        )

    @property
    def caller(self) -> Caller:
        """As whom the unit calls."""
        found = permissions.caller(self.acting)
        assert found is not None
        return found

    def _open_sip(self) -> Sip | None:
        rows = selectors.sips_of_episode(acting=self.acting, episode_id=self.episode.pk)
        return next((sip for sip in rows if sip.state == SipState.CALLED), None)

    def form_kwargs(self) -> dict[str, Any]:
        """Whom there is to invite, and what the unit is asked."""
        return {
            "choices": self.choices,
            "own_kind": self.acting.unit_kind,
            "caller": self.caller,
            "reasons": {
                one.unit.id: reason_text(
                    one.unit.kind, on_chain=one.on_chain, need=need_met_by(one.unit.kind, self.needs)
                )
                for one in self.choices
            },
            "ask_consent": not selectors.consent_recorded(self.chain),
            "at_home": self.episode.at_home,
            "minutes": self.joins.minutes if self.joins is not None else limits().sip_meeting_minutes,
        }

    @cached_property
    def notice(self) -> Any:
        """The latest inskrivningsmeddelande as it reached the unit, when it did."""
        seen = [row.item for row in cases.visible_items(acting=self.acting, episode=self.episode)]
        notices = [item.admission_notice for item in seen if hasattr(item, "admission_notice")]
        return notices[-1] if notices else None

    @cached_property
    def needs(self) -> frozenset[Need]:
        """What those on the chain, the notice and the person's age speak of."""
        codes = self.notice.needs if self.notice is not None and self.opened else ()
        said = needs_of_notice(codes, child=self.episode.child)
        return needs_of(one.unit.kind for one in self.choices if one.on_chain) | said

    @cached_property
    def beside(self) -> frozenset[int]:
        """Units outside the chain that a need asks for, when there is one to ask."""
        return beside_the_chain(
            self.needs,
            [one.unit.kind for one in self.choices if one.on_chain] + [self.acting.unit_kind],
            [(one.unit.id, one.unit.kind) for one in self.choices if not one.on_chain],
        )

    def _people(self) -> list[str]:
        """Guardians, god man and others who speak for the person, and a child's school; one a line."""
        rows = spoken_for_by(self.episode.patient_id, on=local_date(self.now))
        found = [
            ", ".join(filter(None, (name, REPRESENTATIVES[kind].lower(), phone)))
            for kind, name, phone in rows
        ]
        school = (
            " ".join(self.notice.school.split()) if self.episode.child and self.notice is not None else ""
        )
        return [*found, f"Skolan, {school}"[:LONGEST_LINE]] if school else found

    def initial(self) -> dict[str, Any]:
        """Everybody on the chain who has a part, and the needs that they speak of."""
        discharged = self.chain.phase in (Phase.DISCHARGED, Phase.AT_HOME)
        on_chain = [one.unit for one in self.choices if one.on_chain]
        ward = self.chain.current_ward_id
        units = [
            unit.id for unit in on_chain if proposed(unit.kind, discharged=discharged or unit.id != ward)
        ]
        units += sorted(self.beside)
        initial: dict[str, Any] = {"units": units, "needs": [need for need in Need if need in self.needs]}
        if self.opened:
            initial["relatives"] = "\n".join(self._people())
        if self.joins is not None:
            initial |= {
                "meeting_at": self.joins.meeting_at,
                "mode": self.joins.mode,
                "place": self.joins.place,
                "asked_by": self.joins.asked_by,
            }
        return initial

    def warnings(self) -> list[dict[str, str]]:
        """The clock; that another's call does not replace the vårdcentral's; that there is a call already."""
        plain = self.episode.at_home or self.kind is not PlanKind.SIP
        found: list[dict[str, str]] = [] if plain else self._of_discharge()
        kinds = [one.unit.kind for one in self.choices if one.on_chain or one.unit.id in self.beside]
        found += [
            {"tone": "info", "title": "", "text": f"{missing_text(lacking)} Välj nedan."}
            for lacking in missing(self.needs, [*kinds, self.acting.unit_kind])
        ]
        if self.joins is not None:
            first = self.joins.calls.all()[0]
            when = formats.moment_text(self.joins.meeting_at, self.now)
            text = f"{first.called_by.name} har kallat till {when}. Din kallelse gäller samma möte och bestämmer tiden."
            found.append({"tone": "info", "title": "Det finns redan en kallelse", "text": text})
        return found

    def _of_discharge(self) -> list[dict[str, str]]:
        """What LUS says of a call at discharge; outside it there is no clock, and either side calls (S7)."""
        clock = selectors.clock_of(chain=self.chain, limits=limits(), now=self.now)
        late = clock.state in (CallState.MISSED, CallState.LATE)
        found = [
            {"tone": "danger" if late else "info", "title": "", "text": f"{clock_text(clock, self.now)}."}
        ]
        text = {Caller.MUNICIPALITY: NOT_A_REPLACEMENT, Caller.HOSPITAL: HOSPITAL_CALL}.get(self.caller)
        if text:
            title = "Ersätter inte vårdcentralens kallelse"
            found.append({"tone": "warning", "title": title, "text": text})
        return found

    def perform(self, form: Any, version: int) -> None:
        """Send the call."""
        data = form.cleaned_data
        services.call_sip(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            to=data["units"],
            caller=self.caller,
            meeting_at=data["meeting_at"],
            mode=data["mode"],
            place=data["place"],
            why=data.get("why", ""),
            matters=data["matters"],
            needs=[Need(need) for need in data["needs"]],
            people=form.people,
            consent=data.get("consent", False),
            asked_by=data.get("asked_by", ""),
            minutes=data["minutes"],
            version=version,
        )
        unreached = [person.name for person in form.people if not person.contact]
        if unreached:
            text = f"{' och '.join(unreached)} saknar kontaktväg. Lämna ett brev, eller kalla igen med telefonnummer."
            messages.warning(self.request, text)


class NotRequiredView(CaseFormView):
    """SIP behövs inte."""

    action = ItemKind.SIP_NOT_REQUIRED
    form_class: ClassVar[type[CaseForm]] = NotRequiredForm
    look = "sip_not_required"
    heading = "SIP behövs inte"
    intro = (
        "SIP görs när personen behöver insatser från både regionen och kommunen och samtycker (LUS 4 kap. 1–2 §§). "
        "Beslutet stoppar tidsfristen för kallelsen. Det går att kalla ändå senare."
    )
    submit = "Spara beslutet"
    success = "Beslutet är sparat."

    def form_kwargs(self) -> dict[str, Any]:
        """Of a child it is written down what was weighed."""
        return {"child": self.episode.child}

    def perform(self, form: Any, version: int) -> None:
        """Record the decision."""
        services.record_not_required(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            version=version,
        )
