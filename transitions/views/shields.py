"""Pages of block, making available, opening the chain, and protected identity."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse

from core import formats
from transitions import permissions
from transitions.forms.base import CaseForm
from transitions.forms.shields import (
    AvailabilityForm,
    BlockForm,
    EndAvailabilityForm,
    LiftForm,
    OpenChainForm,
    OpenProtectedForm,
    ProtectionForm,
)
from transitions.models import CareEpisode
from transitions.rules.disclosure import Ability, Said
from transitions.rules.kinds import Protection
from transitions.rules.limits import local_date
from transitions.rules.personal_number import age_on
from transitions.rules.representation import person_of
from transitions.rules.sectors import Sector, reader_sector
from transitions.rules.shields import LiftGround, OpeningReason, StatedBy
from transitions.selectors import cases, openings
from transitions.selectors import shields as state
from transitions.services import openings as opening
from transitions.services import shields
from transitions.views.base import ActingView, CaseFormView, protected_opened


class SetBlockView(CaseFormView):
    """Spärr."""

    action = permissions.BLOCK
    form_class: ClassVar[type[CaseForm]] = BlockForm
    heading = "Registrera spärr"
    intro = (
        "Andra ser inte längre det som spärras. Det som lagen säger ska skickas, till exempel inskrivningsmeddelande "
        "och utskrivningsklar, når fortfarande mottagarna."
    )
    submit = "Registrera spärr"
    success = "Spärren gäller nu."

    def perform(self, form: Any, version: int) -> None:
        """Record it."""
        data = form.cleaned_data
        shields.set_block(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            stated_by=StatedBy(data["stated_by"]),
            whole_organisation=data["extent"] == "organisation",
            explained=data["explained"],
        )


class LiftBlockView(CaseFormView):
    """The block is lifted."""

    action = permissions.BLOCK
    form_class: ClassVar[type[CaseForm]] = LiftForm
    heading = "Häv spärr"
    intro = "Det som var spärrat syns igen för dem som det är skickat till eller tillgängligt för."
    submit = "Häv spärren"

    def check_permission(self) -> None:
        """Only a block of the own organisation, on this person, can be lifted here."""
        super().check_permission()
        if not state.own_block(acting=self.acting, episode=self.episode, block=self.kwargs["block"]):
            raise Http404

    success = "Spärren är hävd."

    def perform(self, form: Any, version: int) -> None:
        """Lift it."""
        shields.lift_block(
            acting=self.acting,
            episode_id=self.episode.pk,
            block=self.kwargs["block"],
            at=self.now,
            ground=LiftGround(form.cleaned_data["ground"]),
            explained=form.cleaned_data["explained"],
        )


class MakeAvailableView(CaseFormView):
    """Tillgängliggörande."""

    action = permissions.MAKE_AVAILABLE
    form_class: ClassVar[type[CaseForm]] = AvailabilityForm
    heading = "Gör uppgifter tillgängliga för andra"
    intro = (
        "Andra vårdgivare och socialtjänsten kan då öppna det din enhet har skrivit i ärendet, om lagens villkor är "
        "uppfyllda. Varje läsning loggas."
    )
    submit = "Gör tillgängligt"
    success = "Uppgifterna är tillgängliga för andra."

    def perform(self, form: Any, version: int) -> None:
        """Make available."""
        shields.make_available(acting=self.acting, episode_id=self.episode.pk, at=self.now)


class EndAvailabilityView(CaseFormView):
    """No longer available."""

    action = permissions.MAKE_AVAILABLE
    form_class: ClassVar[type[CaseForm]] = EndAvailabilityForm
    heading = "Sluta göra uppgifter tillgängliga"
    submit = "Sluta göra tillgängligt"
    success = "Uppgifterna är inte längre tillgängliga för andra."

    def perform(self, form: Any, version: int) -> None:
        """Take it back."""
        shields.end_availability(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            objected=form.cleaned_data["objected"] == "yes",
        )


_NEEDS = {
    Sector.HEALTH_CARE: "Min enhet har en aktuell patientrelation med personen",
    Sector.SOCIAL_SERVICES: (
        "Personen har insatser för äldre eller för personer med funktionsnedsättning, eller utreds för det"
    ),
    Sector.OUTSIDE: "Min enhet har en pågående kontakt med personen",
}


class OpenChainView(CaseFormView):
    """Visa mer av vårdkedjan (SVOD 3 kap.)."""

    action = permissions.OPEN_CHAIN
    look = "open_chain"
    form_class: ClassVar[type[CaseForm]] = OpenChainForm
    repeatable = True
    heading = "Visa mer av vårdkedjan"
    intro = (
        "Du får läsa det som andra enheter har gjort tillgängligt, om alla villkor stämmer. Dina svar och det du läser "
        "loggas, och personen kan få veta det."
    )
    submit = "Visa mer av vårdkedjan"
    success = "Vårdkedjan är öppnad."

    def _age(self) -> int | None:
        return age_on(self.episode.patient.personal_number, local_date(self.now))

    def form_kwargs(self) -> dict[str, Any]:
        """What the law asks of this reader, and whether it is about a child."""
        age = self._age()
        return {
            "need": _NEEDS[reader_sector(self.acting.role, self.acting.unit_kind)],
            "child": age is not None and age < 18,
        }

    def perform(self, form: Any, version: int) -> None:
        """Open."""
        data = form.cleaned_data
        social = reader_sector(self.acting.role, self.acting.unit_kind) is Sector.SOCIAL_SERVICES
        consent = Said(data["consent"])
        opening.open_chain(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            consent_reference=data["consent_reference"],
            stated=openings.Stated(
                relation=None if social else data["need"],
                support=data["need"] if social else None,
                matters=data["matters"],
                consent=consent,
                ability=Ability(data["ability"]) if data["ability"] else Ability.CAN,
                person=person_of(self._age(), mature=_yes(data.get("mature", ""))),
                would_object=_yes(data["would_object"]),
            ),
        )


def _yes(answer: str) -> bool | None:
    return {"yes": True, "no": False}.get(answer)


class ChangeProtectionView(CaseFormView):
    """Skyddad identitet."""

    action = permissions.CHANGE_PROTECTION
    form_class: ClassVar[type[CaseForm]] = ProtectionForm
    heading = "Ändra skyddad identitet"
    intro = "Adress, telefon, närstående och boende döljs för alla tills någon öppnar dem med ett skäl."
    submit = "Spara skyddet"
    success = "Skyddet är ändrat."

    def initial(self) -> dict[str, Any]:
        """The mark as it stands."""
        return {"protection": self.episode.patient.protection}

    def perform(self, form: Any, version: int) -> None:
        """Change it."""
        shields.change_protection(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            protection=Protection(form.cleaned_data["protection"]),
            explained=form.cleaned_data["explained"],
        )


class OpenProtectedView(CaseFormView):
    """What is protected is opened, with a stated reason."""

    action = permissions.OPEN_PROTECTED
    look = "open_protected"
    form_class: ClassVar[type[CaseForm]] = OpenProtectedForm
    repeatable = True
    heading = "Visa skyddade uppgifter"
    submit = "Visa skyddade uppgifter"
    success = "De skyddade uppgifterna visas en kort stund."

    @property
    def intro(self) -> str:  # type: ignore[override]
        """For how long."""
        minutes = state.limits().protected_minutes
        return f"Uppgifterna visas för dig i {formats.number_text(minutes)} minuter. Skälet och det du läser loggas."

    def perform(self, form: Any, version: int) -> None:
        """Open."""
        opening.open_protected(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            reason=OpeningReason(form.cleaned_data["reason"]),
            explained=form.cleaned_data["explained"],
        )


class CaseChangesView(ActingView):
    """The poll of an open case: 204 while its shields are as they were when the page was drawn, else draw it anew.

    Answers nothing about the patient, so nothing is logged; a case that is no longer seen is drawn anew as 404.
    """

    background = True

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Compare the mark that the page was drawn with."""
        episode = cases.by_public_id(acting=self.acting, public_id=public_id)
        seen = request.GET.get("v", "")
        if episode is not None and self._mark(episode) == seen:
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        status = HTTPStatus.NOT_FOUND if episode is None else HTTPStatus.OK
        return HttpResponse(status=status, headers={"HX-Refresh": "true"})

    def _mark(self, episode: CareEpisode) -> str:
        found = state.state(acting=self.acting, episode_id=episode.pk, now=self.now)
        opened = protected_opened(self.acting, episode, self.now)
        return state.mark(state=found, episode=episode, opened=opened)
