"""The questions of an inskrivningsmeddelande, its quality meter, and whom it is proposed to go to."""

from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from tests.unit.transitions.chains import OFFICE, WARD, chain, fact, notice
from transitions.rules.chain import Stay
from transitions.rules.kinds import CareForm, ItemKind
from transitions.rules.limits import Limits
from transitions.rules.notice import BEYOND_THE_ACT, Section, is_answered, merged, wanted
from transitions.rules.quality import quality
from transitions.rules.receivers import Candidate, Need, Reason, open_care_missing, propose, unmet
from transitions.rules.tasks import TaskKind, tasks

ADULT, CHILD, DETOX = Stay(), Stay(child=True), Stay(CareForm.DETOX)
STAYS = st.builds(Stay, st.sampled_from(CareForm), st.booleans())
ANSWERS = st.dictionaries(st.sampled_from(BEYOND_THE_ACT), st.sampled_from(["", "Ja", None, False, True]))
UNKNOWN = st.frozensets(st.sampled_from(BEYOND_THE_ACT))


def test_a_child_is_asked_of_its_family_and_an_adult_is_not() -> None:
    """T15: guardians as parties, siblings noted."""
    of_child = {one.name for one in wanted(CHILD)}
    assert {"custodians", "siblings", "school"} <= of_child
    assert not {"next_of_kin", "guardians", "children", "lives_alone"} & of_child
    assert Section.CHILD not in {one.section for one in wanted(ADULT)}


def test_a_stay_of_a_day_or_two_has_fewer_questions() -> None:
    """T15: detox."""
    assert set(wanted(DETOX)) < set(wanted(ADULT))
    assert {"function", "housing", "decisions", "children"} <= {one.name for one in wanted(DETOX)}


@given(ANSWERS, UNKNOWN, STAYS)
def test_every_question_is_in_exactly_one_of_three(answers, unknown, stay) -> None:
    """Against a slow reference: question by question."""
    found = quality(answers, unknown, stay)
    for question in wanted(stay):
        name = question.name
        said = answers.get(name)
        expected = "answered" if said in ("Ja", True, False) and said != "" else ""
        expected = expected or ("unknown" if name in unknown else "missing")
        places = [part for part in ("answered", "unknown", "missing") if name in getattr(found, part)]
        assert places == [expected]
    assert found.asked == len(wanted(stay))
    assert found.complete == (not found.missing)
    assert 0 <= found.share_answered + found.share_unknown <= 101


@given(st.lists(st.tuples(ANSWERS, UNKNOWN), max_size=4))
def test_the_latest_word_on_a_field_stands(notices) -> None:
    answers, unknown = merged(notices)
    for name in BEYOND_THE_ACT:
        last: object = None
        for said, not_known in notices:
            if name in not_known:
                last = "vet ej"
            if is_answered(said.get(name)):
                last = said[name]
        assert (answers.get(name) if name not in unknown else "vet ej") == last


def test_the_rule_proposes_office_and_listed_care_centre_and_says_why() -> None:
    """T1, T16: the municipality of registration, and the one that placed the person elsewhere."""
    units = [
        Candidate(1, UnitKind.ASSESSMENT_OFFICE, registered=True),
        Candidate(2, UnitKind.ASSESSMENT_OFFICE, placing=True),
        Candidate(3, UnitKind.PRIMARY_CARE, registered=True, listed=True),
        Candidate(4, UnitKind.PRIMARY_CARE, registered=True),
        Candidate(5, UnitKind.PRIMARY_CARE_REHAB, registered=True),
    ]
    found = {one.unit_id: one.reasons for one in propose(units, needs=[], stay=ADULT)}
    assert found == {1: (Reason.REGISTERED,), 2: (Reason.PLACING,), 3: (Reason.LISTED,)}
    more = {one.unit_id: one.reasons for one in propose(units, needs=[Need.REHAB], stay=ADULT)}
    assert more[5] == (Reason.NEED,)


def test_of_many_homes_only_the_persons_own_is_proposed() -> None:
    homes = [
        Candidate(1, UnitKind.SPECIAL_HOUSING, registered=True),
        Candidate(2, UnitKind.SPECIAL_HOUSING, registered=True, present=True),
    ]
    assert [one.unit_id for one in propose(homes, needs=[Need.SPECIAL_HOUSING], stay=ADULT)] == [2]


def test_care_form_and_age_propose_too() -> None:
    """T15."""
    units = [
        Candidate(1, UnitKind.OPEN_PSYCHIATRY),
        Candidate(2, UnitKind.ADDICTION_SERVICES),
        Candidate(3, UnitKind.CHILD_WELFARE),
    ]

    def of(stay: Stay) -> list[int]:
        return [one.unit_id for one in propose(units, needs=[], stay=stay)]

    assert of(Stay(CareForm.PSYCHIATRIC)) == [1]
    assert of(DETOX) == [2]
    assert of(CHILD) == [3]
    assert of(ADULT) == []


def test_municipal_health_care_asks_for_the_open_care() -> None:
    """LUS 2:1 second paragraph: by duty, and its reason says so."""
    listed = [Candidate(1, UnitKind.PRIMARY_CARE, listed=True)]
    (proposal,) = propose(listed, needs=[Need.MUNICIPAL_HEALTH_CARE], stay=ADULT)
    assert proposal.reasons[0] is Reason.OPEN_CARE_DUTY
    assert open_care_missing([Need.MUNICIPAL_HEALTH_CARE], open_care_told=False)
    assert not open_care_missing([Need.MUNICIPAL_HEALTH_CARE], open_care_told=True)
    assert not open_care_missing([Need.REHAB], open_care_told=False)
    assert unmet([Need.REHAB, Need.LSS], [UnitKind.LSS]) == (Need.REHAB,)


def test_a_thin_notice_is_a_task_until_it_is_completed() -> None:
    """T2: the minimum goes at once; what is left is asked for."""

    def kinds(*facts: object) -> set[TaskKind]:
        return {task.kind for task in tasks(chain(*facts), Limits()) if task.unit_id == WARD}  # type: ignore[arg-type]

    thin = notice(left=7)
    assert TaskKind.COMPLETE_NOTICE in kinds(thin)
    fuller = fact(ItemKind.NOTICE_COMPLETED, 8, to=(OFFICE,), left=0)
    assert TaskKind.COMPLETE_NOTICE not in kinds(thin, fuller)
    assert TaskKind.COMPLETE_NOTICE not in kinds(notice()), "of what came in a file nothing is known"
    assert TaskKind.COMPLETE_NOTICE not in kinds(thin, fact(ItemKind.DISCHARGED, 9, to_="home"))
