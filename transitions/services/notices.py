"""Inskrivningsmeddelande, the doctor's judgement, and the expected discharge."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from core.invalid import Invalid
from transitions.models import AdmissionNotice, Item
from transitions.rules.fields import BEYOND_THE_ACT, scopes_for
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import Certainty, ConsentForm, ItemKind, Protection, Scope
from transitions.rules.standing import Word
from transitions.services.consent import put_consent
from transitions.services.loading import transition
from transitions.services.secrecy import put_assessment
from transitions.services.writing import Writing


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """What an inskrivningsmeddelande holds beyond the act's own content, with its ground (law.md 6.5)."""

    doctor_name: str
    basis: str = ""
    basis_by: str = ""
    basis_ground: str = ""
    basis_reason: str = ""
    function: str = ""
    housing: str = ""
    lives_alone: bool | None = None
    aids: str = ""
    next_of_kin: str = ""
    interpreter: str = ""

    @property
    def filled(self) -> list[str]:
        """The fields that are filled in, beyond what stands in the item itself."""
        return [name for name in ("doctor_name", *BEYOND_THE_ACT) if getattr(self, name) not in ("", None)]

    def columns(self) -> dict[str, Any]:
        """What is stored beside the item."""
        return {
            name: getattr(self, name)
            for name in self.__slots__
            if name not in ("basis_ground", "basis_reason")
        }

    @property
    def beyond_the_act(self) -> bool:
        """Something is filled in that the act does not make a duty to send."""
        return any(name in BEYOND_THE_ACT for name in self.filled)


@transition
def assess_need(*, acting: Acting, episode_id: int, at: datetime, note: str = "") -> Item:
    """The treating doctor judges, later than at admission, that insatser may be needed (LUS 2:3)."""
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.NEED_ASSESSED, at=at)
    writing.put(note=note)
    return writing.close()


@transition
def send_admission_notice(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    to: Iterable[int],
    expected_discharge: date | None,
    certainty: Certainty | None = None,
    content: NoticeContent | None = None,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Send the inskrivningsmeddelande to the units concerned (LUS 2:1–2:4).

    `to` are unit ids. What goes beyond the act needs a ground: one that stands in the register, or the content's
    `basis`, which is then put into the register for these receivers. Raises Invalid: `no_receiver`,
    `no_expected_discharge` (the act's content), `no_ground`, `date_before_admission`, and for a harm assessment the
    codes of `services.secrecy.assess_harm`.
    """
    receivers = list(to)
    if not receivers:
        raise Invalid("no_receiver", "Välj minst en mottagare.", "to")
    if expected_discharge is None and not acting.importing:
        raise Invalid("no_expected_discharge", "Ange beräknad utskrivning.", "expected_discharge")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.ADMISSION_NOTICE_SENT, at=at, version=version
    )
    if content is not None and not acting.importing:
        _nothing_protected(writing, content)
    data: dict[str, Any] = {}
    if expected_discharge is not None:
        data["expected_discharge"] = expected_discharge.isoformat()
    if certainty is not None:
        data["certainty"] = str(certainty)
    if content is not None and not acting.importing:
        _rest_on(writing, content, receivers)
    item = writing.put(
        to=receivers, data=data, note=note, beside=content.filled if content is not None else ()
    )
    if content is not None:
        basis = content.basis
        if basis in set(ConsentForm) and not acting.importing:
            put_consent(writing, [Scope.INFORMATION], units=receivers, form=basis)
        if not basis and content.beyond_the_act:
            basis = AdmissionNotice.Basis.REGISTERED
        AdmissionNotice.objects.create(item=item, **{**content.columns(), "basis": basis})
    writing.close()
    return item


def _nothing_protected(writing: Writing, content: NoticeContent) -> None:
    """Of a protected person only the registered address is sent, never place or relatives (law.md 6.6)."""
    if Protection(writing.episode.patient.protection) is Protection.NONE:
        return
    for field in ("housing", "next_of_kin"):
        if getattr(content, field):
            raise Invalid(
                "protected",
                "Personen har skyddad identitet. Ta bort uppgiften, och lämna den vid behov muntligt till en namngiven "
                "mottagare.",
                field,
            )


def _rest_on(writing: Writing, content: NoticeContent, receivers: list[int]) -> None:
    """Let what goes beyond the act rest on its own basis, or on what stands. Raises Invalid("no_ground")."""
    if content.basis == AdmissionNotice.Basis.HARM_ASSESSMENT:
        _assess(writing, content, receivers)
    elif content.basis:
        word = Word(Scope.INFORMATION, True, writing.at, units=frozenset(receivers))
        writing.standing = writing.standing.and_word(word)
    if not content.beyond_the_act:
        return
    scopes = scopes_for(ItemKind.ADMISSION_NOTICE_SENT)
    if not any(writing.standing.carries_beyond(scopes, unit, writing.at) for unit in receivers):
        raise Invalid(
            "no_ground",
            "Ange samtycke eller menprövning, eller ta bort uppgifterna som inte är en skyldighet att skicka.",
            "basis",
        )


_FIELDS = {"assessed_by": "basis_by", "ground": "basis_ground", "reason": "basis_reason"}


def _assess(writing: Writing, content: NoticeContent, receivers: list[int]) -> None:
    """Put the sender's harm assessment into the register. Without a stated ground: no harm (OSL 25:1)."""
    ground = OslGround(content.basis_ground or OslGround.NO_HARM_CARE)
    why = WhyNoConsent.NOT_REACHED
    if ground is OslGround.UNABLE:
        why = WhyNoConsent.UNABLE
    elif writing.standing.says_no(Scope.INFORMATION, writing.at):
        why = WhyNoConsent.REFUSES
    try:
        put_assessment(
            writing,
            ground=ground,
            why=why,
            what="Uppgifter utöver lagens i inskrivningsmeddelandet",
            reason=content.basis_reason or "Bedömt när inskrivningsmeddelandet skickades.",
            assessed_by=content.basis_by,
            units=receivers,
        )
    except Invalid as error:
        raise Invalid(error.code, error.message, _FIELDS.get(error.field, "basis")) from error


@transition
def change_expected_discharge(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    expected_discharge: date,
    certainty: Certainty,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Tell every unit the new expected discharge (LUS 2:4; T5); each must acknowledge it."""
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.EXPECTED_DISCHARGE_CHANGED, at=at, version=version
    )
    writing.put(
        data={"expected_discharge": expected_discharge.isoformat(), "certainty": str(certainty)}, note=note
    )
    return writing.close()
