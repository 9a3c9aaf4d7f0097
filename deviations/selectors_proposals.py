"""Reads of proposed deviations, of which rules propose, and of how many of each are dismissed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind
from core import scope
from deviations import permissions
from deviations.models import Proposal, ProposalSetting
from deviations.rules.proposals import USUAL, Dismissal, ProposalRule, Setting

KEPT_IN_LIST = timedelta(days=90)
COUNTED = timedelta(days=180)


def open_ones(*, acting: Acting) -> list[Proposal]:
    """The unit's drafts that nobody has settled, of cases that it sees, oldest first. One query."""
    found = permissions.proposals_visible_to(acting).filter(settled_at__isnull=True)
    return list(found.select_related("about", "episode__patient", "episode__ward").order_by("since", "pk"))


def settled_ones(*, acting: Acting, now: datetime) -> list[Proposal]:
    """Those of the last 90 days that were sent or dismissed, newest first. One query."""
    found = permissions.proposals_visible_to(acting).filter(settled_at__gte=now - KEPT_IN_LIST)
    shown = found.select_related("about", "deviation", "episode__patient", "episode__ward")
    return list(shown.order_by("-settled_at", "-pk"))


def open_count(*, acting: Acting) -> int:
    """How many wait for the unit. One query."""
    return permissions.proposals_visible_to(acting).filter(settled_at__isnull=True).count()


def of_episode(*, acting: Acting, episode_id: int) -> list[Proposal]:
    """The unit's drafts in one case, settled or not. One query."""
    return list(
        permissions.proposals_visible_to(acting).filter(episode_id=episode_id).order_by("since", "pk")
    )


def by_public_id(*, acting: Acting, public_id: UUID) -> Proposal | None:
    """One of the unit's drafts. One query."""
    found = permissions.proposals_visible_to(acting).filter(public_id=public_id)
    return found.select_related("about", "episode__patient", "episode__ward").first()


@dataclass(frozen=True, slots=True)
class Share:
    """What came of the drafts of a rule: sent, dismissed by reason, still open."""

    sent: int = 0
    open: int = 0
    dismissed: Mapping[Dismissal, int] = field(default_factory=dict)

    @property
    def percent(self) -> int | None:
        """How many of a hundred settled ones were dismissed; None where none is settled."""
        away = sum(self.dismissed.values())
        return round(100 * away / (away + self.sent)) if away + self.sent else None


def shares(*, acting: Acting, now: datetime) -> dict[ProposalRule, Share]:
    """Half a year's drafts of the keeper's units, and of providers about people registered there. Two queries.

    Numbers alone: a draft is its unit's until it is sent.
    """
    permissions.require_keep(acting)
    area = actors.with_descendants(acting.organisation_id)
    private = Q(unit__organisation__kind=OrganisationKind.PRIVATE_PROVIDER, episode__registered_in__in=area)
    with scope.widened():
        rows = (
            Proposal.objects.filter(Q(unit__organisation__in=area) | private, found_at__gte=now - COUNTED)
            .order_by("rule")
            .values_list("rule", "dismissal")
            .annotate(
                sent=Count("pk", filter=Q(deviation__isnull=False)),
                open=Count("pk", filter=Q(settled_at__isnull=True)),
                away=Count("pk", filter=~Q(dismissal="")),
            )
        )
        counted = list(rows)
    found: dict[ProposalRule, Share] = {}
    for rule in ProposalRule:
        mine = [row for row in counted if row[0] == rule]
        dismissed = Counter({Dismissal(row[1]): row[4] for row in mine if row[1]})
        found[rule] = Share(sum(row[2] for row in mine), sum(row[3] for row in mine), dismissed)
    return found


def own_settings(*, acting: Acting) -> list[ProposalSetting]:
    """What the organisation has decided, for its Historik. One query."""
    return list(ProposalSetting.objects.filter(organisation_id=acting.organisation_id))


def settings_in_force(*, acting: Acting) -> dict[ProposalRule, Setting]:
    """What holds for the organisation's own units: its word, else of the organisation above, else as usual."""
    found = dict(USUAL)
    own = actors.organisation(acting.organisation_id)
    for organisation in filter(None, (own.parent_id, own.id)):
        for row in ProposalSetting.objects.filter(organisation_id=organisation):
            found[ProposalRule(row.rule)] = Setting(row.active, row.wait_hours)
    return found
