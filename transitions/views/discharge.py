"""The ward's pages on the way out: utskrivningsklar, its withdrawal, discharge."""

from datetime import datetime
from typing import Any, ClassVar

from core import formats
from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.readiness import PaperForm, ReadyForm, WithdrawForm
from transitions.forms.ward import DischargeForm
from transitions.rules.care_tasks import care_tasks
from transitions.rules.end_of_life import lacks_doctor
from transitions.rules.kinds import CareForm, DischargedTo, ItemKind
from transitions.rules.readiness import open_claim
from transitions.selectors import checklist
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView


class SendReadyView(SendingView):
    """Underrättelse om utskrivningsklar."""

    action = ItemKind.DISCHARGE_READY_SENT
    form_class: ClassVar[type[CaseForm]] = ReadyForm
    heading = "Skicka utskrivningsklar"
    intro = "Alla enheter som fått inskrivningsmeddelandet får veta. Tiden räknas från när du skickar."
    submit = "Skicka utskrivningsklar"
    success = "Utskrivningsklar är skickat."
    sends: ClassVar = {
        "points_referrals": "points",
        "doctor_name": "doctor",
        "judged_at": "judged_at",
        "note": "note",
        "paper_at": "paper_at",
        "receipt_by": "receipt_by",
        "receipt_at": "receipt_at",
    }

    def form_kwargs(self) -> dict[str, Any]:
        """Whether secrecy has to be weighed, and whether the care is psychiatric (LPT 7 a §)."""
        return {"objects": self.refuses, "compulsory": self.episode.care_form == CareForm.PSYCHIATRIC}

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """Everybody that the notice of admission reached."""
        return notified

    def perform(self, form: Any, version: int) -> None:
        """Send it; the count uses when the server received it."""
        data = form.cleaned_data
        services.send_discharge_ready(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            to=chain_of(self.episode).notified_units,
            doctor_name=data["doctor_name"],
            judged_at=data["judged_at"],
            note=data["note"],
            readiness=form.readiness,
            assessment=form.assessment,
            version=version,
        )


class WithdrawReadyView(SendingView):
    """Utskrivningsklar taken back."""

    action = ItemKind.DISCHARGE_READY_WITHDRAWN
    form_class: ClassVar[type[CaseForm]] = WithdrawForm
    heading = "Återkalla utskrivningsklar"
    intro = (
        "Använd det när patienten har blivit sämre. Räkningen slutar nu, och börjar om vid ett nytt besked."
    )
    submit = "Återkalla utskrivningsklar"
    success = "Utskrivningsklar är återkallat."
    sends: ClassVar = {"note": "note"}

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """Those who were told that the person is utskrivningsklar."""
        standing = chain_of(self.episode).standing
        return standing.notice.named if standing else notified

    def perform(self, form: Any, version: int) -> None:
        """Withdraw the standing notice."""
        services.withdraw_discharge_ready(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            note=form.cleaned_data["note"],
            version=version,
        )


class DecidePaperView(SendingView):
    """Whether the time on the paper is right."""

    action = ItemKind.PAPER_TIME_DECIDED
    form_class: ClassVar[type[CaseForm]] = PaperForm
    heading = "Avgör tiden på papperet"
    submit = "Spara beslutet"
    success = "Beslutet är sparat."
    sends: ClassVar = {"accepted": "accepted", "note": "note"}

    def warnings(self) -> list[dict[str, str]]:
        """The two times that the question is about."""
        claim = open_claim(chain_of(self.episode))
        if claim is None:
            return []
        handed = formats.moment_text(datetime.fromisoformat(claim.data["paper_at"]), self.now)
        entered = formats.moment_text(claim.at, self.now)
        text = f"Avdelningen säger att papperet lämnades {handed}. Underrättelsen skickades här {entered}."
        return [{"tone": "info", "title": "Två tider", "text": text}]

    def perform(self, form: Any, version: int) -> None:
        """Decide."""
        services.decide_paper_time(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            accepted=form.cleaned_data["accepted"] == "ja",
            note=form.cleaned_data["note"],
            version=version,
        )


class DischargeView(SendingView):
    """Discharge."""

    action = ItemKind.DISCHARGED
    form_class: ClassVar[type[CaseForm]] = DischargeForm
    heading = "Skriv ut"
    intro = "Enheterna får informationen samma dag (LUS 3 kap. 2 §). Hemtjänsten meddelas av sig själv."
    submit = "Skriv ut"
    success = "Patienten är utskriven."
    sends: ClassVar = {"to": "to", "note": "note"}

    def still_open(self) -> list[str]:
        """The critical points of the going-home checklist that are open, asked for once."""
        if not hasattr(self, "_still_open"):
            found = checklist.critical_open(acting=self.acting, episode=self.episode)
            self._still_open = [f"{point.point} ({point.owner.name})" for point in found]
        return self._still_open

    def without_doctor(self) -> bool:
        """Nobody is named who answers round the clock for one who goes home to die."""
        return lacks_doctor(chain_of(self.episode))

    def form_kwargs(self) -> dict[str, Any]:
        """Whether secrecy has to be weighed, and whether something decisive is left."""
        return {"objects": self.refuses, "open_points": bool(self.still_open()) or self.without_doctor()}

    def warnings(self) -> list[dict[str, str]]:
        """What is left."""
        found = []
        if self.still_open():
            title = "Avgörande punkter på hemgångslistan är öppna"
            found.append({"tone": "warning", "title": title, "text": "; ".join(self.still_open()) + "."})
        if self.without_doctor():
            text = "Personen vårdas i livets slutskede. Ange läkaren och direktnumret, eller skriv varför det saknas."
            found.append({"tone": "danger", "title": "Läkare dygnet runt är inte namngiven", "text": text})
        if not care_tasks(chain_of(self.episode)):
            text = "Finns det något att göra hemma, till exempel insulin eller omläggning? Bedöm vem som får göra det."
            found.append(
                {"tone": "info", "title": "Ingen uppgift efter utskrivningen är bedömd", "text": text}
            )
        return found

    def perform(self, form: Any, version: int) -> None:
        """Discharge now."""
        services.record_discharge(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            to=DischargedTo(form.cleaned_data["to"]),
            why_open=form.cleaned_data.get("why_open", ""),
            note=form.cleaned_data["note"],
            assessment=form.assessment,
            version=version,
        )
