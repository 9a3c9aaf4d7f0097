"""Inskrivningsmeddelande, what completes it, the doctor's judgement, and the expected discharge."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import AdmissionNotice, Item
from transitions.rules.actions import can
from transitions.rules.fields import scopes_for
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import Certainty, ConsentForm, ItemKind, Protection, Scope
from transitions.rules.notice import BEYOND_THE_ACT, merged
from transitions.rules.quality import Quality, quality
from transitions.rules.receivers import Need, open_care_missing
from transitions.rules.standing import Word
from transitions.services.consent import put_consent
from transitions.services.loading import transition
from transitions.services.notice_content import NoticeContent
from transitions.services.secrecy import put_assessment
from transitions.services.writing import Writing


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
    `basis`, which is then put into the register for these receivers. The doctor's judgement, when it came later than
    the admission, is a fact of its own and begins the 24 hours (LUS 2:3). The act's content alone can always be sent:
    what is missing of the rest is measured, and completed later (`complete_notice`). Raises Invalid: `no_receiver`,
    `no_expected_discharge` (the act's content), `no_ground`, `judged_outside`, `unit_ended`, `open_care_missing` (LUS
    2:1 second paragraph), and for a harm assessment the codes of `services.secrecy.assess_harm`.
    """
    receivers = list(to) if acting.importing else _in_operation(to, at)
    if not receivers:
        raise Invalid("no_receiver", "Välj minst en mottagare.", "to")
    if expected_discharge is None and not acting.importing:
        raise Invalid("no_expected_discharge", "Ange beräknad utskrivning.", "expected_discharge")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.ADMISSION_NOTICE_SENT, at=at, version=version
    )
    data: dict[str, Any] = {}
    if expected_discharge is not None:
        data["expected_discharge"] = expected_discharge.isoformat()
    if certainty is not None:
        data["certainty"] = str(certainty)
    measured: Quality | None = None
    if content is not None and not acting.importing:
        _nothing_protected(writing, content)
        _open_care_told(writing, content, receivers)
        _put_judgement(writing, content.judged_at)
        _rest_on(writing, content, receivers)
        measured = _measure(writing, content)
    item = writing.put(
        to=receivers,
        data=data,
        derived=_left(writing, measured),
        note=note,
        beside=content.filled if content is not None else (),
    )
    if content is not None:
        _store_content(writing, item, content, receivers, measured)
    writing.close()
    return item


@transition
def complete_notice(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    content: NoticeContent,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Send what the inskrivningsmeddelande lacked, or said otherwise, to everybody it reached (T2, T20).

    `content` is the whole form; what stands already is not sent again. Raises Invalid: `nothing_new`, `no_ground`,
    `open_care_missing`; Conflict("no_admission_notice").
    """
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.NOTICE_COMPLETED, at=at, version=version
    )
    verdict = can(ItemKind.NOTICE_COMPLETED, writing.chain, at)
    if not verdict.allowed:
        raise Conflict(verdict)
    receivers = sorted(writing.chain.notified_units)
    fresh = _only_new(content, *_standing_answers(writing))
    if not fresh.answers and not fresh.unknown and not fresh.needs and not note:
        raise Invalid("nothing_new", "Fyll i något som inte redan är skickat.")
    _nothing_protected(writing, fresh)
    _open_care_told(writing, fresh, receivers)
    _rest_on(writing, fresh, receivers)
    measured = _measure(writing, fresh)
    item = writing.put(to=receivers, derived=_left(writing, measured), note=note, beside=fresh.filled)
    _store_content(writing, item, fresh, receivers, measured)
    writing.close()
    return item


def _only_new(content: NoticeContent, answers: Mapping[str, Any], unknown: frozenset[str]) -> NoticeContent:
    """The content without what stands already."""
    same = {name: value for name, value in content.answers.items() if answers.get(name) == value}
    empty: dict[str, Any] = {name: None if name == "lives_alone" else "" for name in same}
    return replace(
        content,
        **empty,
        unknown=tuple(name for name in content.unknown if name not in unknown | answers.keys()),
    )


def _standing_answers(writing: Writing) -> tuple[dict[str, Any], frozenset[str]]:
    return merged(
        ({name: getattr(row, name) for name in BEYOND_THE_ACT}, row.unknown)
        for row in AdmissionNotice.objects.filter(
            item__episode=writing.episode, item__cancelled_at__isnull=True
        ).order_by("item__at", "pk")
    )


def _measure(writing: Writing, content: NoticeContent) -> Quality:
    """The quality meter as it stands with this message."""
    answers, unknown = _standing_answers(writing)
    answers, unknown = merged([(answers, unknown), (content.answers, content.unknown)])
    return quality(answers, unknown, writing.chain.stay)


def _left(writing: Writing, measured: Quality | None) -> dict[str, int]:
    """How many questions are left. None of one who says no: then only the act's content is sent."""
    if measured is None or writing.standing.says_no(Scope.INFORMATION, writing.at):
        return {}
    return {"left": len(measured.missing)}


def _store_content(
    writing: Writing, item: Item, content: NoticeContent, receivers: list[int], measured: Quality | None
) -> None:
    basis = content.basis
    if basis in set(ConsentForm) and not writing.acting.importing:
        put_consent(writing, [Scope.INFORMATION], units=receivers, form=basis)
    if not basis and content.beyond_the_act:
        basis = AdmissionNotice.Basis.REGISTERED
    counts = {}
    if measured is not None:
        counts = {
            "asked": measured.asked,
            "answered": len(measured.answered),
            "not_known": len(measured.unknown),
        }
    AdmissionNotice.objects.create(item=item, **{**content.columns(), "basis": basis, **counts})


def _put_judgement(writing: Writing, judged_at: datetime | None) -> None:
    """The doctor's judgement of the need, when it was made after the admission (LUS 2:3)."""
    if judged_at is None or judged_at == writing.chain.admitted_at:
        return
    if not writing.chain.admitted_at <= judged_at <= writing.at:
        raise Invalid("judged_outside", "Bedömningen ska ligga mellan inskrivningen och nu.", "judged_at")
    known = {fact.at for fact in writing.chain.of_kind(ItemKind.NEED_ASSESSED)}
    if judged_at not in known:
        writing.put(kind=ItemKind.NEED_ASSESSED, at=judged_at)


def _open_care_told(writing: Writing, content: NoticeContent, receivers: list[int]) -> None:
    """When municipal health care is needed the region's open care must be told too (LUS 2:1 second paragraph)."""
    needs = [Need(code) for code in content.needs]
    told = any(unit.open_care for unit in actors.units_by_id(receivers).values())
    if open_care_missing(needs, open_care_told=told):
        raise Invalid(
            "open_care_missing",
            "När kommunal hälso- och sjukvård behövs ska meddelandet också gå till vårdcentralen. Välj den.",
            "to",
        )


def _in_operation(to: Iterable[int], at: datetime) -> list[int]:
    """The units chosen, a successor in the place of one that has ended. Raises Invalid("unit_ended")."""
    chosen = list(to)
    ended = actors.in_place_of(chosen, on=clock.local_date(at))
    found: list[int] = []
    for unit in chosen:
        heir = ended.get(unit, unit)
        if heir is None:
            name = actors.units_by_id([unit])[unit].name
            raise Invalid("unit_ended", f"{name} har upphört. Välj en annan mottagare.", "to")
        if heir not in found:
            found.append(heir)
    return found


def _nothing_protected(writing: Writing, content: NoticeContent) -> None:
    """Of a protected person only the registered address is sent, never place or relatives (law.md 6.6)."""
    if Protection(writing.episode.patient.protection) is Protection.NONE:
        return
    for field in ("housing", "next_of_kin", "custodians", "siblings", "school", "children"):
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
