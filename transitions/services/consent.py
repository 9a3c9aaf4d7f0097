"""Samtycke: given, refused and withdrawn (T4). A no stops what rests on consent at once, never the duties."""

from collections.abc import Iterable
from datetime import datetime

from actors.acting import Acting
from core import clock
from core.invalid import Invalid
from transitions.models import Consent, Item, Representative
from transitions.rules.kinds import ConsentForm, ItemKind, Scope
from transitions.rules.personal_number import ADULT_AGE, age_on
from transitions.rules.representation import (
    Mandate,
    Representation,
    RepresentativeKind,
    may_consent,
    person_of,
)
from transitions.selectors.consents import word_of
from transitions.services.loading import transition
from transitions.services.writing import Writing

_MATURE = "Ange på sidan Samtycke om barnet är moget nog att själv ta ställning."
_REPRESENTATIVE = {
    "not_in_force": "Ställföreträdarens uppdrag gäller inte i dag, eller inte för personen.",
    "child_decides": "Barnet är moget nog att själv ta ställning. Registrera barnets eget svar.",
    "person_decides": "Personen kan själv ta ställning. Registrera personens eget svar.",
    "outside_mandate": "Uppdraget omfattar inte att sörja för person. Gör en menprövning i stället.",
    "ask_and_assess": "Ställföreträdarens ja ersätter inte samtycke. Fråga, och skriv svaret i en menprövning.",
}


@transition
def give_consent(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    scopes: Iterable[Scope],
    units: Iterable[int] = (),
    form: ConsentForm | str = "",
    what: str = "",
    until: datetime | None = None,
    representative_id: int | None = None,
    mature: bool | None = None,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Record what the person has agreed to, to whom (no units: all on the case), how, and until when.

    `representative_id` is the guardian who answers for a child that is not `mature`. Raises Invalid: `no_scope`,
    `no_form`, `until_passed`, `no_representative`, `maturity_unknown` and the codes of
    `rules.representation.may_consent`.
    """
    covered = _covered(scopes)
    if not acting.importing and not form:
        raise Invalid("no_form", "Välj om samtycket är muntligt eller skriftligt.", "form")
    if until is not None and until <= at:
        raise Invalid("until_passed", "Välj en dag som inte har passerat.", "until")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.CONSENT_GIVEN, at=at, version=version
    )
    representative = None
    if not acting.importing:
        representative = _who_answers(writing, representative_id, mature)
    put_consent(
        writing,
        covered,
        units=units,
        form=ConsentForm(form) if form else "",
        what=what,
        until=until,
        representative=representative,
        note=note,
    )
    return writing.close()


def put_consent(
    writing: Writing,
    scopes: Iterable[Scope],
    *,
    units: Iterable[int],
    form: ConsentForm | str,
    what: str = "",
    until: datetime | None = None,
    representative: Representative | None = None,
    note: str = "",
) -> Item:
    """Put a consent within a write that is already open, so that what the write sends can rest on it."""
    receivers = sorted(units)
    covered = list(scopes)
    item = writing.put(
        kind=ItemKind.CONSENT_GIVEN,
        data={"scope": [str(scope) for scope in covered], "units": receivers},
        note=note,
    )
    rows = [
        Consent(
            item=item,
            episode=writing.episode,
            scope=scope,
            form=form,
            what=what.strip(),
            units=receivers,
            given_at=writing.at,
            until=until,
            representative=representative,
        )
        for scope in covered
    ]
    if writing.acting.importing:
        Consent.objects.bulk_create(rows)
        return item
    for row in rows:
        row.save(force_insert=True)
        writing.standing = writing.standing.and_word(word_of(row))
    return item


@transition
def refuse_consent(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    scopes: Iterable[Scope],
    what: str = "",
    note: str = "",
    version: int | None = None,
) -> Item:
    """Record that the person says no. Ends what stood, and says so until the person says yes.

    Raises Invalid("no_scope").
    """
    covered = _covered(scopes)
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.CONSENT_WITHDRAWN, at=at, version=version
    )
    item = writing.put(data={"scope": [str(scope) for scope in covered]}, note=note)
    _end_standing(writing, covered)
    for scope in covered:
        row = Consent(
            item=item,
            episode=writing.episode,
            scope=scope,
            agrees=False,
            what=what.strip(),
            given_at=at,
        )
        row.save(force_insert=True)
    return writing.close()


@transition
def withdraw_consent(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    scopes: Iterable[Scope],
    note: str = "",
    version: int | None = None,
) -> Item:
    """Withdraw consent; it takes effect at once. Raises Invalid("no_scope")."""
    covered = _covered(scopes)
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.CONSENT_WITHDRAWN, at=at, version=version
    )
    writing.put(data={"scope": [str(scope) for scope in covered]}, note=note)
    _end_standing(writing, covered)
    return writing.close()


def _end_standing(writing: Writing, scopes: Iterable[Scope]) -> None:
    rows = Consent.objects.filter(
        episode=writing.episode,
        scope__in=list(scopes),
        agrees=True,
        withdrawn_at__isnull=True,
        given_at__lte=writing.at,
    )
    for row in rows.order_by("pk"):
        row.withdrawn_at, row.withdrawn_by = writing.at, writing.acting.user_name
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])


def _who_answers(
    writing: Writing, representative_id: int | None, mature: bool | None
) -> Representative | None:
    """The guardian who answers for a young child, or nobody: the person answers."""
    today = clock.local_date(writing.at)
    age = age_on(writing.episode.patient.personal_number, today)
    person = person_of(age, mature=mature)
    if representative_id is None:
        if person is None and age is not None:
            raise Invalid("maturity_unknown", _MATURE, "mature")
        if person is not None and mature is False and age is not None and age < ADULT_AGE:
            raise Invalid("guardian_answers", "Välj vilken vårdnadshavare som har svarat.", "given_by")
        return None
    found = Representative.objects.filter(pk=representative_id, patient_id=writing.episode.patient_id).first()
    if found is None:
        raise Invalid("no_representative", "Välj en ställföreträdare i listan.", "given_by")
    if person is None:
        raise Invalid("maturity_unknown", _MATURE, "mature")
    verdict = may_consent(representation_of(found), person=person, ability=None, on=today)
    if not verdict.allowed:
        raise Invalid(verdict.code, _REPRESENTATIVE[verdict.code], "given_by")
    return found


def representation_of(row: Representative) -> Representation:
    """A representative, as the rules know one."""
    return Representation(
        kind=RepresentativeKind(row.kind),
        mandates=[Mandate(mandate) for mandate in row.mandates],
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _covered(scopes: Iterable[Scope]) -> list[Scope]:
    covered = sorted(set(scopes))
    if not covered:
        raise Invalid("no_scope", "Välj vad samtycket gäller.", "scopes")
    return covered
