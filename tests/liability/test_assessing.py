"""Results are worked out, kept, moved on with the day, and replaced when something has changed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.models import AuditRow
from liability import services
from liability.models import Assessment
from liability.rules.terms import Basis, MeanPopulation, Terms
from liability.selectors.assessments import due_for_assessment
from tests.liability.support import END, NOTICE, Stay, administrator, at, stay
from transitions.models import CareEpisode, Task
from transitions.rules.tasks import TaskKind

pytestmark = pytest.mark.django_db


def assess(told: Stay, when: str) -> Assessment:
    return services.assess_episode(episode_id=told.id, as_of=at(when))


def test_a_stay_under_the_terms_in_force() -> None:
    told = stay().all_in_time().ready().discharged()
    row = assess(told, "2022-03-20 10:00")
    assert (row.status, row.days, row.amount) == ("liable", 6, 6 * 9_300)
    assert (row.billable, row.billable_amount) == (False, 0)  # Stockholm 2020: invoicing rests
    assert (row.owed_by, row.terms_codes) == (["0199"], ["stockholm-2020"])
    assert (row.spells[0]["starts_on"], row.spells[0]["parts"]) == ("2022-03-10", [[2022, 6, 9_300]])
    assert {"invoicing_suspended", "notice_before_cutoff"} <= {reason["code"] for reason in row.reasons}
    assert all("LUS" in reason["source"] for reason in row.reasons)
    audit = AuditRow.objects.get(action="liability.assess")
    assert (audit.actor_name, audit.source) == ("Hemväg", "system")


def test_doing_it_again_changes_nothing() -> None:
    told = stay().all_in_time().ready()
    first = assess(told, "2022-03-12 10:00")
    again = assess(told, "2022-03-12 10:00")
    assert (again.pk, again.computed_at) == (first.pk, first.computed_at)
    assert Assessment.objects.count() == 1
    assert AuditRow.objects.filter(action="liability.assess").count() == 1


def test_a_later_day_moves_the_result_on() -> None:
    told = stay().all_in_time().ready()
    assert assess(told, "2022-03-09 10:00").status == "not_yet"
    row = assess(told, "2022-03-12 10:00")
    assert (row.number, row.status, row.days, row.amount) == (1, "running", 2, 18_600)
    assert row.as_of == at("2022-03-12 10:00")
    assert Assessment.objects.count() == 1


def test_a_corrected_fact_keeps_the_earlier_result() -> None:
    told = stay().ready().discharged()
    before = assess(told, "2022-03-20 10:00")
    assert before.status == "not_liable"
    told.all_in_time()
    after = assess(told, "2022-03-20 10:00")
    before.refresh_from_db()
    assert (after.number, after.status, after.days) == (2, "liable", 6)
    assert (before.status, before.days) == ("not_liable", 0)
    assert before.superseded_at is not None
    assert after.superseded_at is None


def test_an_amount_that_was_missing_gives_a_new_result() -> None:
    told = stay().all_in_time()
    told.happens("discharge_ready_sent", "2023-03-07 10:00", to=["office"])
    told.discharged("2023-03-11 10:00")
    assert assess(told, "2023-03-20 10:00").amount is None
    services.set_day_rate(
        acting=administrator(told.region), year=2023, amount=10_000, source="HSLF-FS 2022:99", confirmed=True
    )
    assert list(due_for_assessment()) == [told.episode]
    assert services.assess_due(as_of=at("2023-03-21 10:00")) == 1
    assert (told.current.number, told.current.amount) == (2, 10_000)
    assert not due_for_assessment().exists()


def test_an_amount_that_is_corrected_gives_a_new_result() -> None:
    told = stay().all_in_time().ready().discharged()
    services.assess_due(as_of=at("2022-03-20 10:00"))
    assert not due_for_assessment().exists()
    services.set_day_rate(
        acting=administrator(told.region), year=2022, amount=9_500, source="HSLF-FS 2021:99"
    )
    assert services.assess_due(as_of=at("2022-03-21 10:00")) == 1
    assert [row.amount for row in Assessment.objects.filter(episode_id=told.id)] == [57_000, 55_800]


def test_own_terms_of_the_municipality_come_before_the_regions() -> None:
    told = stay().all_in_time().ready().discharged()
    assert assess(told, "2022-03-20 10:00").billable is False
    acting = administrator(told.region)
    agreement = services.add_agreement(acting=acting, name="Demovillkor", region="01", municipality="0199")
    services.add_terms(
        acting=acting,
        agreement_id=agreement.pk,
        terms=Terms("demo-1", free_days=5, amount=5_000, name="Demovillkor"),
    )
    row = assess(told, "2022-03-20 10:00")
    assert (row.terms_codes, row.days, row.amount, row.billable) == (["demo-1"], 4, 20_000, True)
    assert row.number == 2


def test_average_terms_give_only_the_ready_days() -> None:
    told = stay().ready().discharged()
    acting = administrator(told.region)
    agreement = services.add_agreement(acting=acting, name="Medel", region="01", municipality="0199")
    terms = Terms("medel", basis=Basis.AVERAGE, mean_population=MeanPopulation.ALL)
    services.add_terms(acting=acting, agreement_id=agreement.pk, terms=terms)
    row = assess(told, "2022-03-20 10:00")
    assert (row.status, row.ready_days, row.days, row.amount) == ("average", 9, 0, 0)


def test_the_start_day_becomes_the_offices_deadline() -> None:
    told = stay().all_in_time().ready()
    assess(told, "2022-03-08 10:00")
    assert told.episode.liable_from == at("2022-03-10 00:00")
    task = Task.objects.get(episode_id=told.id, kind=TaskKind.ARRANGE_HOME)
    assert task.due_at == at("2022-03-10 00:00")
    told.happens("discharge_ready_withdrawn", "2022-03-09 10:00", to=["office"])
    assess(told, "2022-03-09 11:00")
    assert told.episode.liable_from is None


def test_a_result_that_needs_a_person_gives_no_deadline() -> None:
    told = stay().all_in_time().ready()
    told.happens("open_care_unavailable", "2022-03-07 11:00", by="vc")
    told.happens("open_care_available", "2022-03-08 11:00", by="vc")
    assert assess(told, "2022-03-08 12:00").status == "needs_review"
    assert told.episode.liable_from is None


def test_before_a_notice_there_is_nothing_to_owe() -> None:
    row = assess(stay(), "2022-03-03 10:00")
    assert (row.status, row.days, row.amount, row.spells) == ("not_liable", 0, 0, [])


def test_the_night_takes_what_is_open_has_grown_or_has_no_result() -> None:
    told = stay().all_in_time().ready()
    assert list(due_for_assessment()) == [told.episode]
    services.assess_due(as_of=at("2022-03-12 10:00"))
    assert list(due_for_assessment()) == [told.episode]  # still open
    told.discharged()
    assess(told, "2022-03-16 11:00")
    assert not due_for_assessment().exists()
    told.happens("readmission_cause_recorded", "2022-03-18 10:00", cause="other")
    assert list(due_for_assessment()) == [told.episode]


def test_one_result_is_current_and_the_database_says_so() -> None:
    told = stay().ready()
    row = assess(told, "2022-03-08 10:00")
    row.pk, row.number = None, 2
    with pytest.raises(IntegrityError, match="one_assessment_is_current"), transaction.atomic():
        row.save()


def test_no_days_never_cost_anything() -> None:
    row = assess(stay(), "2022-03-08 10:00")
    with pytest.raises(IntegrityError, match="assessment_no_days_cost_nothing"), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(amount=None)


def test_the_nightly_pass_asks_as_many_questions_for_many_as_for_few() -> None:
    told = stay().all_in_time().ready().discharged()
    first = CareEpisode.objects.get(pk=told.id)

    def another(number: int) -> None:
        copy = CareEpisode.objects.get(pk=first.pk)
        copy.pk, copy.external_id, copy.public_id = None, f"E-{number}", None
        copy.public_id = CareEpisode._meta.get_field("public_id").get_default()
        copy.ended_at = first.ended_at + timedelta(minutes=number)
        copy.save()

    def queries() -> int:
        services.assess_due(as_of=at(END))
        CareEpisode.objects.update(version=99)
        with CaptureQueriesContext(connection) as asked:
            services.assess_due(as_of=at(END))
        assert set(Assessment.objects.values_list("episode_version", flat=True)) == {99}
        CareEpisode.objects.update(version=100)
        return len(asked.captured_queries)

    another(1)
    few = queries()
    for number in range(2, 12):
        another(number)
    assert queries() == few


def test_assess_episodes_counts_each_once() -> None:
    told = stay().ready()
    assert services.assess_episodes([told.id, told.id], as_of=at(NOTICE)) == 1
    assert told.current.status == "not_yet"
