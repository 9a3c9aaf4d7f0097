"""Proposed deviations: found by a scan, sent or dismissed by a person, never sent by themselves (A7)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind
from actors.selectors import UnitRef
from core import audit, exclusive, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from deviations import permissions
from deviations.models import Deviation, Proposal, ProposalSetting
from deviations.rules.proposals import (
    MOST_HOURS,
    USUAL,
    WATCHED,
    Dismissal,
    Draft,
    ProposalRule,
    Setting,
    drafts,
    is_due,
)
from transitions.locks import NotFound
from transitions.rules.verdicts import Verdict
from transitions.selectors import unscoped
from transitions.selectors.chains import chains
from transitions.services.state import limits

BATCH = 200
SETTLED = "Förslaget är redan avgjort. Under Avgjorda ser du vad det blev."


@scope.atomic
def find(*, acting: Acting, now: datetime) -> int:
    """Look through the cases in which something may have happened lately. Workers alone. Returns how many are new.

    What is known already is left alone, however often the scan runs; a second scheduler goes home.
    """
    if not exclusive.alone("proposals"):
        return 0
    recent = Q(ended_at__isnull=True) | Q(ended_at__gte=now - WATCHED)
    ids = list(unscoped.episodes().filter(recent, at_home=False).values_list("pk", flat=True))
    table = SettingsTable()
    return sum(
        _find(ids[start : start + BATCH], table, acting=acting, now=now)
        for start in range(0, len(ids), BATCH)
    )


class SettingsTable:
    """What every organisation has decided of each rule, read once for a scan. Three queries."""

    def __init__(self) -> None:
        self.rows = {
            (row.organisation_id, ProposalRule(row.rule)): Setting(row.active, row.wait_hours)
            for row in ProposalSetting.objects.order_by("pk")
        }
        known = [*actors.organisations(), *actors.organisations(practice=True)]
        self.parents = {row.id: row.parent_id for row in known}

    def of(self, rule: ProposalRule, unit: UnitRef, registered_in_id: int) -> Setting:
        """What holds for a unit: its organisation's word, a provider's where the person is registered, else above."""
        near = [unit.organisation_id]
        if unit.organisation_kind is OrganisationKind.PRIVATE_PROVIDER:
            near.append(registered_in_id)
        for organisation in near:
            at: int | None = organisation
            while at is not None:
                if (at, rule) in self.rows:
                    return self.rows[at, rule]
                at = self.parents.get(at)
        return USUAL[rule]


def _find(ids: Collection[int], table: SettingsTable, *, acting: Acting, now: datetime) -> int:
    episodes = list(unscoped.episodes().filter(pk__in=ids))
    whole = chains(episodes)
    terms = limits()
    found = {episode.pk: drafts(whole[episode.pk], terms, now) for episode in episodes}
    units = actors.units_by_id({one.unit_id for some in found.values() for one in some})
    known: dict[int, dict[tuple[str, int, int | None], Proposal]] = defaultdict(dict)
    for row in Proposal.objects.filter(episode_id__in=ids).order_by("pk"):
        known[row.episode_id][row.rule, row.unit_id, row.about_id] = row
    reported: dict[int, set[tuple[int, str, int]]] = defaultdict(set)
    told = Deviation.objects.filter(episode_id__in=ids).order_by("pk")
    for case, by, category, about in told.values_list("episode_id", "reported_by_id", "category", "about_id"):
        assert case is not None
        reported[case].add((by, category, about))
    count = 0
    for episode in episodes:
        some = found[episode.pk]
        _note_over(known[episode.pk].values(), some, now)
        for draft in some:
            key = (str(draft.rule), draft.unit_id, draft.about_id)
            setting = table.of(draft.rule, units[draft.unit_id], episode.registered_in_id)
            if key in known[episode.pk] or not is_due(draft, setting, now):
                continue
            if not _told(draft, reported[episode.pk]):
                count += _propose(draft, episode.pk, acting=acting, now=now)
    return count


def _told(draft: Draft, reported: Iterable[tuple[int, str, int]]) -> bool:
    """Somebody at the unit has reported it already, without being asked."""
    return any(
        (by, category) == (draft.unit_id, draft.category) and draft.about_id in (None, about)
        for by, category, about in reported
    )


def _propose(draft: Draft, episode_id: int, *, acting: Acting, now: datetime) -> bool:
    row, made = Proposal.objects.get_or_create(
        episode_id=episode_id,
        rule=draft.rule,
        unit_id=draft.unit_id,
        about_id=draft.about_id,
        defaults={"category": draft.category, "since": draft.since, "found_at": now},
    )
    if made:
        audit.record(acting, "deviation.proposed", row, {"rule": (None, str(draft.rule))})
        versions.bump([draft.unit_id])
    return made


def _note_over(rows: Iterable[Proposal], found: Iterable[Draft], now: datetime) -> None:
    """What has been put right since is said so on the draft; it is still a person who decides."""
    standing = {(str(one.rule), one.unit_id, one.about_id) for one in found}
    for row in rows:
        over = (row.rule, row.unit_id, row.about_id) not in standing
        if row.settled_at is None and over != (row.over_at is not None):
            row.over_at = now if over else None
            row.save(update_fields=["over_at"])


def lock_open(acting: Acting, public_id: UUID) -> Proposal:
    """Lock a draft of the unit's that nobody has settled. Raises NotFound; Conflict `settled`."""
    found = permissions.proposals_visible_to(acting).select_for_update(of=("self",))
    row = found.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    if row.settled_at is not None:
        raise Conflict(Verdict.no("settled"), SETTLED)
    return row


@scope.atomic
def dismiss(*, acting: Acting, public_id: UUID, at: datetime, reason: str, why: str = "") -> Proposal:
    """Say that a draft is no deviation, and why: the share of each rule that is dismissed shows what is noise.

    Raises Invalid: `reason`, `no_why` (another reason needs words); NotFound, PermissionDenied; Conflict `settled`.
    """
    permissions.require_report(acting)
    if reason not in set(Dismissal):
        raise Invalid("reason", "Välj varför det inte blir en avvikelse.", "reason")
    if reason == Dismissal.OTHER and not why.strip():
        raise Invalid("no_why", "Skriv varför det inte blir en avvikelse.", "why")
    row = lock_open(acting, public_id)
    row.settled_at, row.settled_by = at, acting.user_name
    row.dismissal, row.why = Dismissal(reason), why.strip()
    row.save()
    audit.record(acting, "deviation.proposal_dismissed", row, {"reason": (None, reason)})
    versions.bump([acting.unit_id])
    return row


def settle_sent(deviation: Deviation, *, acting: Acting, at: datetime, public_id: UUID | None = None) -> None:
    """A report has been sent: the draft that it was written from is its own, and others that say the same.

    Inside the report's transaction. Raises NotFound for a draft that is not the unit's; Conflict `settled`.
    """
    if deviation.episode_id is None:
        return
    chosen = lock_open(acting, public_id) if public_id is not None else None
    if chosen is not None and chosen.episode_id != deviation.episode_id:
        raise NotFound
    if chosen is None:
        same = Q(about_id=deviation.about_id) | Q(about_id=None)
        mine = permissions.proposals_visible_to(acting).filter(
            same, episode_id=deviation.episode_id, category=deviation.category, settled_at__isnull=True
        )
        chosen = mine.select_for_update(of=("self",)).order_by("-about_id", "pk").first()
    if chosen is not None:
        chosen.settled_at, chosen.settled_by, chosen.deviation = at, acting.user_name, deviation
        chosen.save()
        audit.record(acting, "deviation.proposal_sent", chosen, {"deviation": (None, deviation.pk)})


@scope.atomic
def save_settings(*, acting: Acting, wanted: Mapping[ProposalRule, Setting]) -> int:
    """Which rules propose, and after how long, for the organisation. Returns how many were changed.

    Raises Invalid `hours` with the field `<rule>_hours`; PermissionDenied.
    """
    permissions.require_keep(acting)
    changed = 0
    for rule, setting in wanted.items():
        if not 0 <= setting.wait_hours <= MOST_HOURS:
            raise Invalid("hours", f"Ange ett antal timmar mellan 0 och {MOST_HOURS}.", f"{rule}_hours")
        usual = USUAL[rule]
        row = (
            ProposalSetting.objects.select_for_update()
            .filter(organisation_id=acting.organisation_id, rule=rule)
            .first()
        )
        if row is None and setting == usual:
            continue
        if row is None:
            # First as it was, so that Historik says from what it was changed.
            row = ProposalSetting.objects.create(
                organisation_id=acting.organisation_id,
                rule=rule,
                active=usual.active,
                wait_hours=usual.wait_hours,
            )
        if (row.active, row.wait_hours) != (setting.active, setting.wait_hours):
            row.active, row.wait_hours = setting.active, setting.wait_hours
            row.save()
            audit.record(acting, "deviation.proposal_rule_saved", row, {"active": (None, setting.active)})
            changed += 1
    return changed
