"""The patient's own view: offered once by rule, answered or declined once, tied to nobody in any report (U2)."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from actors.acting import Acting
from core import audit, clock, sms
from core.conflicts import Conflict
from core.invalid import Invalid
from core.retrying import Gone, TryAgain
from core.scope import widened
from deviations import services as deviations
from reporting import permissions
from reporting.models import CommentState, ExperienceAnswer, ExperienceComment, ExperienceInvite
from reporting.rules.dates import local_date
from reporting.rules.experience import (
    ANSWER_DAYS,
    FIRST_DAY,
    LAST_DAY,
    QUESTIONS,
    InviteState,
    Way,
    may_be_asked,
)
from reporting.selectors.experience import form_version
from transitions.notifications import system_acting
from transitions.rules.verdicts import Verdict
from transitions.selectors.came_home import came_home, home_rows

# Without signs that are mistaken for each other on paper or in a telephone.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_SIGNS = 12


@transaction.atomic
def offer_due(*, now: datetime) -> int:
    """Offer the form to everybody who came home 7 to 21 days ago, once; let old offers lapse. Returns how many."""
    for row in ExperienceInvite.objects.filter(state=InviteState.OFFERED, lapses_at__lte=now):
        row.state, row.closed_at, row.code_hash = InviteState.LAPSED.value, now, ""
        row.save()
    since, until = now - timedelta(days=LAST_DAY + 1), now - timedelta(days=FIRST_DAY - 1)
    homes = came_home(since=since, until=until)
    asked = set(
        ExperienceInvite.objects.filter(episode__in=[one.id for one in homes]).values_list(
            "episode_id", flat=True
        )
    )
    made = 0
    for home in homes:
        if may_be_asked(
            discharged_at=home.ended_at, home=True, died=False, back=False, asked=home.id in asked, now=now
        ):
            ExperienceInvite.objects.create(
                episode_id=home.id, offered_at=now, lapses_at=now + timedelta(days=ANSWER_DAYS)
            )
            made += 1
    return made


@transaction.atomic
def new_code(*, acting: Acting, invite: ExperienceInvite) -> str:
    """A code for the paper or the SMS; one that was made before stops working. Raises PermissionDenied, Conflict."""
    permissions.require_offerer(acting)
    row = _open(invite.pk)
    code = "".join(secrets.choice(_SIGNS) for _ in range(CODE_SIGNS))
    row.code_hash, row.sent_at = code_hash(code), clock.now()
    row.save(update_fields=["code_hash", "sent_at"])
    audit.record(acting, "report.experience.code", row)
    return code


def send_link(*, acting: Acting, invite: ExperienceInvite, number: str, address: str) -> None:
    """Send the link in an SMS that says nothing of the person or of care.

    `address` has a place for the code. Raises Invalid `no_sms` when it cannot be sent.
    """
    if not (sms.ready() and sms.is_mobile(number)):
        raise Invalid("no_sms", "Det går inte att skicka SMS till personen. Skriv ut papperet i stället.")
    code = new_code(acting=acting, invite=invite)
    link = address.format(code=code)
    text = f"Vill du svara på några frågor? {link} Du behöver inte logga in. Svara inte på detta SMS."
    try:
        sms.send(number, text, reference=secrets.token_hex(8))
    except (TryAgain, Gone, sms.NoGateway, PermissionError) as error:
        raise Invalid("no_sms", "SMS:et kunde inte skickas. Försök igen eller skriv ut papperet.") from error


def find_open(code: str, *, now: datetime) -> bool:
    """Whether a code can be used."""
    with widened():
        rows = ExperienceInvite.objects.filter(code_hash=code_hash(code), state=InviteState.OFFERED)
        return rows.filter(lapses_at__gt=now).exists()


def answer_by_code(code: str, *, values: Mapping[str, object], language: str, now: datetime) -> None:
    """Answer with the code, once. Raises Conflict `used`, Invalid `nothing`."""
    with widened(), transaction.atomic():
        _answer(_by_code(code, now), values=values, language=language, way=Way.LINK, now=now)


def decline_by_code(code: str, *, now: datetime) -> None:
    """Say no with the code. Raises Conflict `used`."""
    with widened(), transaction.atomic():
        _close(_by_code(code, now), InviteState.DECLINED, now)


def answer_by_phone(
    *, acting: Acting, invite: ExperienceInvite, values: Mapping[str, object], language: str, now: datetime
) -> None:
    """What somebody says on the telephone, typed by staff. Raises PermissionDenied, Conflict, Invalid `nothing`."""
    permissions.require_offerer(acting)
    with widened(), transaction.atomic():
        _answer(_open(invite.pk), values=values, language=language, way=Way.PHONE, now=now)


@transaction.atomic
def decline_by_phone(*, acting: Acting, invite: ExperienceInvite, now: datetime) -> None:
    """The person does not want to; she is not asked again. Raises PermissionDenied, Conflict."""
    permissions.require_offerer(acting)
    _close(_open(invite.pk), InviteState.DECLINED, now)


@transaction.atomic
def screen(*, acting: Acting, comment: ExperienceComment, show: bool, now: datetime) -> None:
    """A person has read the text: others may see it, or not. Raises PermissionDenied."""
    permissions.require_screener(acting)
    row = ExperienceComment.objects.select_for_update().get(pk=comment.pk)
    row.state = (CommentState.SHOWN if show else CommentState.WITHHELD).value
    row.screened_at, row.screened_by_name = now, acting.user_name
    row.save()
    audit.record(acting, "report.experience.screened", row, {"state": (None, row.state)})


@transaction.atomic
def report_complaint(*, acting: Acting, comment: ExperienceComment, now: datetime) -> str:
    """A complaint whose writer wants it looked into becomes a deviation about the ward, without who wrote it.

    Returns its number. Raises PermissionDenied; Conflict `no_consent`, `reported`.
    """
    permissions.require_screener(acting)
    row = ExperienceComment.objects.select_for_update().get(pk=comment.pk)
    if not row.complaint:
        raise Conflict(Verdict.no("no_consent"))
    if row.deviation:
        raise Conflict(Verdict.no("reported"))
    made = deviations.report(
        acting=acting,
        at=now,
        category="other",
        severity="serious",
        about_id=row.ward_id,
        text=f"Ur patientens eget svar efter hemkomst:\n{row.text}",
    )
    row.deviation = made.ref
    row.state, row.screened_at, row.screened_by_name = CommentState.WITHHELD.value, now, acting.user_name
    row.save()
    audit.record(acting, "report.experience.complaint", row)
    return str(made.ref)


def _answer(
    invite: ExperienceInvite, *, values: Mapping[str, object], language: str, way: Way, now: datetime
) -> None:
    given = {name: values.get(name) for name in QUESTIONS}
    text = str(values.get("text") or "").strip()
    if all(value is None for value in given.values()) and not text:
        raise Invalid("nothing", "Svara på minst en fråga, eller välj att inte svara.")
    home = next(iter(home_rows([invite.episode_id])), None)
    if home is None:  # the discharge has been taken back since the question was sent
        raise Conflict(Verdict.no("used"))
    ExperienceAnswer.objects.create(
        episode_id=invite.episode_id,
        at=now,
        respondent=str(values["respondent"]),
        way=way.value,
        language=language,
        form_version=form_version(),
        **given,
    )
    if text:
        ExperienceComment.objects.create(
            organisation_id=home.organisation_id,
            ward_id=home.ward_id,
            month=f"{local_date(now):%Y-%m}",
            text=text,
            complaint=bool(values.get("complaint")),
        )
    _close(invite, InviteState.ANSWERED, now)


def _close(row: ExperienceInvite, state: InviteState, now: datetime) -> None:
    row.state, row.closed_at, row.code_hash = state.value, now, ""
    row.save(update_fields=["state", "closed_at", "code_hash"])
    audit.record(system_acting(), "report.experience.closed", row, {"state": (None, str(state))})


def _by_code(code: str, now: datetime) -> ExperienceInvite:
    rows = ExperienceInvite.objects.select_for_update().filter(
        code_hash=code_hash(code), state=InviteState.OFFERED, lapses_at__gt=now
    )
    row: ExperienceInvite | None = rows.first()
    if row is None:
        raise Conflict(Verdict.no("used"))
    return row


def _open(pk: int) -> ExperienceInvite:
    row: ExperienceInvite | None = (
        ExperienceInvite.objects.select_for_update().filter(pk=pk, state=InviteState.OFFERED).first()
    )
    if row is None:
        raise Conflict(Verdict.no("used"))
    return row


def code_hash(code: str) -> str:
    """What is kept of a code: it cannot be read back. Dashes and small letters are the same code."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper())
    return hashlib.sha256(f"experience:{plain}".encode()).hexdigest()
