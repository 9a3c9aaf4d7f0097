"""Reads of local agreements: those of the own organisation and of the municipality above a district (A12).

No patient data. Keyword-only; queries counted.
"""

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from actors import selectors as actors
from actors.acting import Acting
from deviations.models import AgreementParty, LocalAgreement


def _own(acting: Acting) -> QuerySet[LocalAgreement]:
    owners = {acting.organisation_id, *_above(acting)}
    mine = Q(parties__organisation_id__in=owners) | Q(kept_by_id=acting.unit_id)
    parties = Prefetch("parties", AgreementParty.objects.select_related("organisation"))
    rows = LocalAgreement.objects.filter(pk__in=LocalAgreement.objects.filter(mine).values("pk"))
    return rows.select_related("kept_by").prefetch_related(parties)


def _above(acting: Acting) -> list[int]:
    parent = actors.organisation(acting.organisation_id).parent_id
    # A municipality stands under its region, which is another party; a district under its municipality.
    return [parent] if parent and acting.organisation_kind == "district" else []


def agreements(*, acting: Acting, ended: bool = False) -> list[LocalAgreement]:
    """The agreements that the organisation is a party of, or whose keeper the unit is. Three queries."""
    return list(_own(acting).filter(ended_on__isnull=not ended))


def by_public_id(*, acting: Acting, public_id: UUID) -> LocalAgreement | None:
    """One of them, or None. Three queries."""
    return _own(acting).filter(public_id=public_id).first()


def at_steps(*, acting: Acting) -> list[LocalAgreement]:
    """Those that stand at a step of a case and have not ended. One query, two for a district."""
    owners = {acting.organisation_id, *(_above(acting) if acting.organisation_kind == "district" else [])}
    parties = AgreementParty.objects.filter(organisation_id__in=owners).values("agreement_id")
    rows = LocalAgreement.objects.filter(pk__in=parties, ended_on__isnull=True).exclude(step="")
    return list(rows.order_by("name", "pk"))
