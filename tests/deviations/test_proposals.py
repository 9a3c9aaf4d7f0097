"""Proposed deviations: found once, seen by their unit alone, sent or dismissed by a person, kept as data (A7)."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from actors.rules.kinds import Role
from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow
from core.scope import acting_as
from core.succession import Change, Of
from deviations import selectors_proposals as selectors
from deviations import services
from deviations.models import Deviation, Proposal, ProposalSetting
from deviations.rules.kinds import Category
from deviations.rules.proposals import USUAL, Dismissal, ProposalRule, Setting
from deviations.services import proposing, succession
from deviations.tasks import propose_deviations
from tests.database import kept_rows
from tests.factories.region import Region, build
from tests.query_counts import QueryCounts
from tests.sip.pages import fields_of
from transitions.locks import NotFound
from transitions.notifications import system_acting

pytestmark = pytest.mark.django_db
RULE = ProposalRule.NOT_ACKNOWLEDGED


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    """The notice of three days ago has been acknowledged by nobody."""
    with kept_rows(django_db_blocker):
        yield build(start=clock.now() - timedelta(days=4), to=("office", "vc", "home"))


@pytest.fixture
def region(world: Region, db: None) -> Region:
    return world


def drafts(region: Region, unit: str = "ward") -> list[Proposal]:
    return list(Proposal.objects.filter(unit=region.units[unit], rule=RULE).order_by("pk"))


def dismiss(region: Region, row: Proposal, by: str = "ward", **changes: str) -> Proposal:
    values = {"reason": "solved", **changes}
    return proposing.dismiss(acting=region.acting(by), public_id=row.public_id, at=clock.now(), **values)


def save(
    region: Region, setting: Setting, keeper: str = "region_management", rule: ProposalRule = RULE
) -> int:
    role = Role.REGION_CONTROLLER if keeper == "region_management" else None
    return proposing.save_settings(acting=region.acting(keeper, role=role), wanted={rule: setting})


def test_it_is_found_once_however_often_the_scan_runs(region: Region) -> None:
    first = propose_deviations()
    assert first >= 2
    found = {row.about_id for row in drafts(region)}
    assert found == {region.id("office"), region.id("vc"), region.id("home")}
    assert propose_deviations() == 0
    row = drafts(region)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(
            episode=row.episode,
            rule=row.rule,
            category=row.category,
            unit=row.unit,
            about=row.about,
            since=row.since,
            found_at=row.found_at,
        )
    assert Deviation.objects.count() == 0


def test_the_database_hides_a_draft_from_every_other_unit(region: Region) -> None:
    propose_deviations()
    for name, seen in (("ward", 3), ("office", 0), ("mas", 0)):
        with acting_as(region.acting(name)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM deviations_proposal WHERE rule = %s", [RULE])
            assert cursor.fetchone()[0] == seen, name
    row = drafts(region)[0]
    with pytest.raises(NotFound):
        dismiss(region, row, by="vc")
    with pytest.raises(PermissionDenied):
        proposing.dismiss(
            acting=region.acting("management"), public_id=row.public_id, at=clock.now(), reason="solved"
        )


def test_it_is_dismissed_with_a_reason_once(region: Region) -> None:
    propose_deviations()
    row = drafts(region)[0]
    with pytest.raises(Invalid, match="reason"):
        dismiss(region, row, reason="")
    with pytest.raises(Invalid, match="no_why"):
        dismiss(region, row, reason="other", why="  ")
    done = dismiss(region, row, reason="other", why="Vi ringde.")
    assert (done.dismissal, done.why, done.deviation) == (Dismissal.OTHER, "Vi ringde.", None)
    with pytest.raises(Conflict, match="settled"):
        dismiss(region, row)
    assert propose_deviations() == 0
    assert AuditRow.objects.filter(action="deviation.proposal_dismissed").count() == 1


def test_a_report_settles_the_draft_that_it_was_written_from(region: Region) -> None:
    propose_deviations()
    row = next(one for one in drafts(region) if one.about_id == region.id("vc"))
    client = region.client("ward")
    page = client.get(reverse("deviation_proposals")).content.decode()
    assert "Information inte läst eller kvitterad" in page
    address = f"{reverse('deviation_new')}?arende={row.episode.public_id}&forslag={row.public_id}"
    data = fields_of(client.get(address).content.decode())
    assert (data["category"], data["about"]) == ([Category.INFORMATION_NOT_READ], [str(row.about_id)])
    assert "är inte kvitterat" in data["text"][0]
    answer = client.post(address, {**data, "severity": "low"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    made = Deviation.objects.get()
    row.refresh_from_db()
    assert row.deviation == made
    assert [one.settled_at for one in drafts(region) if one.pk != row.pk] == [None, None]
    assert reverse("deviation_detail", args=[made.public_id]) in (
        client.get(f"{reverse('deviation_proposals')}?flik=avgjorda").content.decode()
    )
    assert client.get(address.replace(str(row.public_id), str(uuid4()))).status_code == 404


def test_what_is_reported_anyway_is_not_proposed_and_settles_its_draft(region: Region) -> None:
    def report(about: str) -> Deviation:
        return services.report(
            acting=region.acting("ward"),
            at=clock.now(),
            category="information_not_read",
            about_id=region.id(about),
            severity="low",
            text="Ingen har läst.",
            episode_id=region.episode.pk,
        )

    report("vc")
    propose_deviations()
    assert region.id("vc") not in {row.about_id for row in drafts(region)}
    second = report("office")
    assert {row.about_id: row.deviation for row in drafts(region)}[region.id("office")] == second


def test_what_is_put_right_is_said_so_and_still_waits_for_a_person(region: Region) -> None:
    propose_deviations()
    save(region, Setting(False, 0))
    from_now = clock.now() + timedelta(days=1)
    item = region.episode.items.get(kind="admission_notice_sent")
    item.addressees.filter(unit=region.units["vc"]).update(
        acknowledged_at=clock.now(), acknowledged_by="Sjuksköterskan"
    )
    proposing.find(acting=system_acting(), now=from_now)
    over = {row.about_id: row.over_at for row in drafts(region)}
    assert over[region.id("vc")] == from_now
    assert over[region.id("office")] is None


def test_a_rule_that_is_switched_off_or_waits_longer_proposes_nothing(region: Region) -> None:
    assert save(region, Setting(True, 200)) == 1
    propose_deviations()
    assert drafts(region) == []
    assert save(region, Setting(False, 0)) == 1
    propose_deviations()
    assert drafts(region) == []
    assert save(region, Setting(True, 1), keeper="mas") == 1  # the municipality's word is not the ward's
    propose_deviations()
    assert drafts(region) == []
    save(region, Setting(True, 1))
    propose_deviations()
    assert len(drafts(region)) == 3


def test_who_keeps_the_rules_and_what_history_says(region: Region) -> None:
    with pytest.raises(PermissionDenied):
        save(region, Setting(False, 0), keeper="ward")
    with pytest.raises(Invalid, match="hours"):
        save(region, Setting(True, 1000))
    assert save(region, USUAL[RULE]) == 0
    save(region, Setting(False, 12), keeper="mas")
    row = ProposalSetting.objects.get()
    assert [(one.active, one.wait_hours) for one in row.history.order_by("history_id")] == [
        (True, USUAL[RULE].wait_hours),
        (False, 12),
    ]
    page = region.client("mas").get(reverse("deviation_proposal_rules")).content.decode()
    assert "Meddelande som ingen kvitterar: föreslår" in page
    assert region.client("ward").get(reverse("deviation_proposal_rules")).status_code == 403


def test_the_keeper_sees_how_many_are_dismissed_and_no_draft(region: Region) -> None:
    propose_deviations()
    for row in drafts(region)[:2]:
        dismiss(region, row)
    controller = region.acting("region_management", role=Role.REGION_CONTROLLER)
    with acting_as(controller):
        share = selectors.shares(acting=controller, now=clock.now())[RULE]
        assert Proposal.objects.count() == 0
    assert (share.percent, share.open, share.dismissed) == (100, 1, {Dismissal.SOLVED: 2})
    other = region.acting("other_mas")
    with acting_as(other):
        assert selectors.shares(acting=other, now=clock.now())[RULE].percent is None
    with acting_as(region.acting("ward")), pytest.raises(PermissionDenied):
        selectors.shares(acting=region.acting("ward"), now=clock.now())


def test_the_form_of_the_rules_keeps_what_was_typed(region: Region) -> None:
    client = region.client("mas")
    address = reverse("deviation_proposal_rules")
    data = fields_of(client.get(address).content.decode())
    answer = client.post(address, {**data, "not_acknowledged_hours": "många"})
    assert answer.status_code == 422
    assert "många" in answer.content.decode()
    data.pop("not_acknowledged_active")
    assert client.post(address, data).status_code == 302
    assert not ProposalSetting.objects.get(rule=RULE).active


def test_a_double_click_dismisses_once(region: Region) -> None:
    propose_deviations()
    client, row = region.client("ward"), drafts(region)[0]
    address = reverse("deviation_proposal_dismiss", args=[row.public_id])
    data = fields_of(client.get(address).content.decode()) | {"reason": "solved"}
    assert client.post(address, {**data, "reason": "other"}).status_code == 422
    assert [client.post(address, data).status_code for _ in range(2)] == [302, 302]
    assert AuditRow.objects.filter(action="deviation.proposal_dismissed").count() == 1
    assert region.client("vc").get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_the_successor_of_a_unit_that_ends_decides_on_its_drafts(region: Region) -> None:
    propose_deviations()
    change = Change(system_acting(), Of.UNIT, region.id("ward"), region.id("other_ward"), clock.now())
    succession.move(change)
    assert drafts(region) == []
    assert len(drafts(region, "other_ward")) == 3


def test_query_counts(region: Region, query_counts: QueryCounts) -> None:
    propose_deviations()
    client = region.client("ward")
    with query_counts.same("deviations.proposals"):
        client.get(reverse("deviation_proposals"))
    mas = region.client("mas")
    with query_counts.same("deviations.proposal_rules"):
        mas.get(reverse("deviation_proposal_rules"))
