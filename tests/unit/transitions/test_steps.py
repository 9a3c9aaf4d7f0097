"""The eight steps: what makes each done, due or late, what the colours mean, and who may know (T25)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from tests.unit.transitions.chains import HOME, NIGHT, OFFICE, REHAB, VC, WARD, chain, fact, hour, notice
from transitions.rules.chain import Chain, Fact, Party, Phase, Stay
from transitions.rules.kinds import CareForm, ItemKind, LegalForm
from transitions.rules.limits import Limits, end_of, sip_call_due
from transitions.rules.own_steps import OwnCode, own_steps
from transitions.rules.step_values import FINISHED, SIP_STEPS, Step, StepCode, StepState
from transitions.rules.steps import shown_to, steps
from transitions.rules.tracks import Track

LIMITS = Limits()
K, C, S = ItemKind, StepCode, StepState
EXPECTED_OVER = end_of(hour(0).date().replace(day=6))
NOTICE = notice()
READY = fact(K.DISCHARGE_READY_SENT, 50, to=(OFFICE, VC))
CALLED = fact(K.SIP_CALLED, 60, by=VC, to=(OFFICE,), caller="care_contact")


def by_code(whole: Chain, at: float = 30) -> dict[StepCode, Step]:
    """The steps at an hour after the admission."""
    return {step.code: step for step in steps(whole, LIMITS, hour(at))}


def colour(track: Track, at: float = 6) -> Fact:
    """A colour set."""
    return fact(K.TRACK_SET, at, track=str(track))


def test_the_eight_in_the_countys_order() -> None:
    assert [step.code for step in steps(chain(), LIMITS, hour(1))] == list(StepCode)
    assert [step.number for step in steps(chain(), LIMITS, hour(1))] == list(range(1, 9))


def test_the_notice_is_due_late_done_and_done_late() -> None:
    empty = chain(parties=(WARD,))
    assert by_code(empty, 23)[C.NOTICE].state is S.DUE
    assert by_code(empty, 25)[C.NOTICE].state is S.LATE
    assert by_code(chain(NOTICE))[C.NOTICE].state is S.DONE
    assert by_code(chain(notice(30)))[C.NOTICE].state is S.DONE_LATE
    judged = chain(fact(K.NEED_ASSESSED, 20), notice(30))
    assert by_code(judged)[C.NOTICE].state is S.DONE, "the 24 hours count from the later judgement"


def test_nothing_but_the_notice_is_anybodys_before_the_notice() -> None:
    found = by_code(chain(parties=(WARD,)))
    assert {code for code, step in found.items() if step.state is not S.WAITING} == {C.NOTICE}


def test_the_care_contact_is_due_before_the_expected_day_is_over() -> None:
    step = by_code(chain(NOTICE))[C.CARE_CONTACT]
    assert (step.state, step.due_at) == (S.DUE, EXPECTED_OVER)
    assert by_code(chain(NOTICE), 24 * 6)[C.CARE_CONTACT].state is S.LATE
    gone = fact(K.DISCHARGED, 40, to=())
    named = fact(K.CARE_CONTACT_APPOINTED, 48, by=VC, name="Siv")
    assert by_code(chain(NOTICE, gone))[C.CARE_CONTACT].state is S.DUE, "the moment itself"
    assert by_code(chain(NOTICE, gone), 41)[C.CARE_CONTACT].state is S.LATE
    assert by_code(chain(NOTICE, gone, named), 50)[C.CARE_CONTACT].state is S.DONE_LATE


def test_without_open_care_on_the_chain_it_is_said() -> None:
    alone = chain(notice(to=(OFFICE,)), parties=(WARD, OFFICE))
    assert by_code(alone)[C.CARE_CONTACT].reason == "no_open_care"


PLANS = [
    ((), S.DUE, "contact_awaited"),
    ((fact(K.CONTACT_TAKEN, 9, by=OFFICE, applies="not_yet"),), S.DUE, "will_awaited"),
    ((fact(K.CONTACT_TAKEN, 9, by=OFFICE, applies="cannot_express"),), S.DUE, "will_awaited"),
    ((fact(K.CONTACT_TAKEN, 9, by=OFFICE, applies="no"),), S.DONE, "no_application"),
    ((fact(K.SUPPORT_DECLINED, 9, by=OFFICE),), S.DONE, "objects"),
    ((fact(K.SUPPORT_APPLIED, 9, by=OFFICE),), S.DUE, "decision_awaited"),
    ((fact(K.SUPPORT_APPLIED, 9, by=OFFICE), fact(K.DECISION_MADE, 20, by=OFFICE)), S.DONE, ""),
    ((fact(K.HOME_CARE_NOTIFIED, 9, by=OFFICE, to=(HOME,), cause="order"),), S.DONE, ""),
    ((colour(Track.GREEN),), S.DUE, "services_awaited"),
    ((colour(Track.GREEN), fact(K.SERVICES_REPORTED, 9, by=OFFICE, providers=[])), S.DONE, ""),
    ((colour(Track.BLUE),), S.DUE, "open_care_awaited"),
    ((colour(Track.BLUE), fact(K.OPEN_CARE_UNCLEAR, 9, by=VC)), S.DUE, "open_care_awaited"),
    ((colour(Track.BLUE), fact(K.OPEN_CARE_AVAILABLE, 9, by=VC)), S.DONE, ""),
]


@pytest.mark.parametrize(("facts", "state", "reason"), PLANS)
def test_what_makes_the_planning_done(facts: tuple[Fact, ...], state: StepState, reason: str) -> None:
    step = by_code(chain(NOTICE, *facts))[C.PLAN]
    assert (step.state, step.reason) == (state, reason)


def test_the_planning_is_late_after_the_local_time() -> None:
    over = 5 + LIMITS.contact_hours
    assert by_code(chain(NOTICE), over)[C.PLAN].state is S.DUE
    assert by_code(chain(NOTICE), over + 0.1)[C.PLAN].state is S.LATE


def test_the_call_waits_for_utskrivningsklar_and_is_late_after_the_third_day() -> None:
    assert by_code(chain(NOTICE))[C.CALL_SIP].reason == "starts_when_ready"
    due = sip_call_due(READY.at, LIMITS)
    step = by_code(chain(NOTICE, READY), 51)[C.CALL_SIP]
    assert (step.state, step.due_at) == (S.DUE, due)
    after_it = (due - hour(0)) / timedelta(hours=1) + 0.1
    assert by_code(chain(NOTICE, READY), after_it)[C.CALL_SIP].state is S.LATE
    by_office = fact(K.SIP_CALLED, 60, by=OFFICE, caller="municipality")
    step = by_code(chain(NOTICE, READY, by_office), 61)[C.CALL_SIP]
    assert (step.state, step.reason) == (S.DONE, "called_by_other")


@pytest.mark.parametrize("reason", ["no_consent", "single_principal", "open_compulsory_care"])
def test_what_is_recorded_takes_the_sip_away(reason: str) -> None:
    found = by_code(chain(NOTICE, fact(K.SIP_NOT_REQUIRED, 8, by=VC, reason=reason)))
    for code in SIP_STEPS:
        assert (found[code].state, found[code].reason) == (S.NOT_APPLICABLE, reason)
        assert found[code].compulsory is (reason == "open_compulsory_care")


def test_a_withdrawn_utskrivningsklar_is_to_be_sent_again() -> None:
    withdrawn = fact(K.DISCHARGE_READY_WITHDRAWN, 52)
    step = by_code(chain(NOTICE, READY, withdrawn), 53)[C.READY]
    assert (step.state, step.reason, step.since) == (S.DUE, "withdrawn", hour(52))
    again = fact(K.DISCHARGE_READY_SENT, 70)
    assert by_code(chain(NOTICE, READY, withdrawn, again), 71)[C.READY].state is S.DONE


def test_discharged_without_utskrivningsklar_is_late_for_good() -> None:
    gone = chain(NOTICE, fact(K.DISCHARGED, 55))
    assert by_code(gone, 56)[C.READY].reason == "discharged_without_ready"
    assert by_code(gone, 56)[C.INFORM].state is S.DONE


def test_the_information_is_a_step_of_its_own_after_the_discharge() -> None:
    """T25, T26: the ward's step is not done by the discharge, but by what was sent; late after the day."""
    gone = fact(K.DISCHARGED, 55, information_due=True)
    step = by_code(chain(NOTICE, READY, gone), 56)[C.INFORM]
    assert (step.state, step.since) == (S.DUE, hour(55))
    assert step.due_at is not None
    assert by_code(chain(NOTICE, READY, gone), 55 + 48)[C.INFORM].state is S.LATE
    told = fact(K.DISCHARGE_INFORMATION_SENT, 56)
    assert by_code(chain(NOTICE, READY, gone, told), 57)[C.INFORM].state is S.DONE
    loaded = by_code(chain(NOTICE, READY, fact(K.DISCHARGED, 55)), 500)[C.INFORM]
    assert loaded.state is S.DONE


def test_red_holds_the_meeting_before_the_person_goes_home() -> None:
    base = (NOTICE, READY, CALLED)
    assert by_code(chain(*base), 61)[C.MAKE_SIP].due_at is None
    assert by_code(chain(*base, colour(Track.RED)), 61)[C.MAKE_SIP].due_at == EXPECTED_OVER
    gone = fact(K.DISCHARGED, 70, to=())
    assert by_code(chain(*base, gone), 71)[C.MAKE_SIP].state is S.DUE
    assert by_code(chain(*base, gone, colour(Track.RED)), 71)[C.MAKE_SIP].state is S.LATE


def test_the_plan_is_followed_up_and_closed() -> None:
    held = fact(K.SIP_HELD, 80, by=VC)
    whole = chain(NOTICE, READY, CALLED, held)
    assert by_code(whole, 81)[C.MAKE_SIP].state is S.DONE
    assert by_code(whole, 81)[C.FOLLOW_UP].state is S.DUE
    assert by_code(whole, 24 * 120)[C.FOLLOW_UP].state is S.LATE
    assert by_code(chain(*whole.facts, fact(K.SIP_CLOSED, 90, by=VC)), 91)[C.FOLLOW_UP].state is S.DONE


def test_grey_is_outside_the_act_and_blue_has_no_sip() -> None:
    grey = by_code(chain(NOTICE, colour(Track.GREY)))
    assert {step.state for code, step in grey.items() if code is not C.NOTICE} == {S.NOT_APPLICABLE}
    assert grey[C.NOTICE].state is S.DONE, "what has been done stays done"
    blue = by_code(chain(NOTICE, colour(Track.BLUE)))
    assert {code for code, step in blue.items() if step.state is S.NOT_APPLICABLE} == SIP_STEPS
    changed = by_code(chain(NOTICE, colour(Track.BLUE), colour(Track.YELLOW, 9)))
    assert changed[C.CALL_SIP].state is S.DUE


def test_of_a_child_the_sip_is_considered_whatever_the_colour() -> None:
    blue = chain(NOTICE, colour(Track.BLUE))
    assert by_code(replace(blue, stay=Stay(child=True)))[C.CALL_SIP].state is S.DUE


def test_in_detox_the_addiction_services_plan_when_they_are_there() -> None:
    services = Party(99, UnitKind.ADDICTION_SERVICES, municipal_side=True, open_care=False)
    without = replace(chain(NOTICE), stay=Stay(CareForm.DETOX))
    there = replace(without, parties={**without.parties, 99: services})
    somatic = replace(there, stay=Stay(CareForm.SOMATIC))
    assert by_code(without)[C.PLAN].owners == {UnitKind.ASSESSMENT_OFFICE}
    assert by_code(there)[C.PLAN].owners == {UnitKind.ADDICTION_SERVICES}
    assert by_code(somatic)[C.PLAN].owners == {UnitKind.ASSESSMENT_OFFICE}


def test_open_compulsory_care_has_a_plan_of_its_own() -> None:
    """The legal form alone says so: nobody has to write it twice."""
    goes_over = fact(K.LEGAL_FORM_CHANGED, 20, form=str(LegalForm.OPEN_LPT))
    found = by_code(chain(NOTICE, goes_over))
    for code in SIP_STEPS:
        assert (found[code].state, found[code].reason) == (S.NOT_APPLICABLE, "open_compulsory_care")
        assert found[code].compulsory


def test_after_a_death_nothing_is_asked_for() -> None:
    whole = chain(NOTICE, fact(K.DIED, 40))
    found = by_code(whole, 24 * 30)
    assert all(step.state in FINISHED for step in found.values())
    assert found[C.CALL_SIP].reason == "deceased"


def test_who_may_know_of_a_step() -> None:
    """docs/visibility.md: eight to the three who share it; others what reached them; home care nothing here."""
    named = fact(K.CARE_CONTACT_APPOINTED, 11, by=VC, to=(REHAB, OFFICE), name="Siv")
    whole = chain(notice(to=(OFFICE, VC, REHAB)), named, READY, parties=(WARD, OFFICE, VC, REHAB, HOME))
    found = steps(whole, LIMITS, hour(55))
    for unit, kind in (
        (WARD, UnitKind.WARD),
        (OFFICE, UnitKind.ASSESSMENT_OFFICE),
        (VC, UnitKind.PRIMARY_CARE),
    ):
        assert shown_to(found, whole, unit_id=unit, kind=kind) == found
    rehab = shown_to(found, whole, unit_id=REHAB, kind=UnitKind.PRIMARY_CARE_REHAB)
    assert {step.code for step in rehab} == {C.NOTICE, C.CARE_CONTACT}, "utskrivningsklar did not go there"
    assert shown_to(found, whole, unit_id=HOME, kind=UnitKind.HOME_CARE) == ()


def test_home_care_has_steps_of_its_own() -> None:
    told = fact(K.HOME_CARE_NOTIFIED, 20, by=OFFICE, to=(HOME,), cause="order")
    whole = chain(NOTICE, told, parties=(WARD, OFFICE, VC, HOME, NIGHT))
    own = {step.code: step.state for step in own_steps(whole, LIMITS, hour(30), unit_id=HOME)}
    assert own == {
        OwnCode.TOLD: S.DONE,
        OwnCode.ACKNOWLEDGED: S.LATE,
        OwnCode.ORDER_ANSWERED: S.DUE,
        OwnCode.STARTED: S.WAITING,
    }
    answered = fact(K.ANSWER_GIVEN, 21, by=HOME, of=str(K.HOME_CARE_NOTIFIED), answer="can")
    own = {
        step.code: step.state
        for step in own_steps(
            chain(*whole.facts, answered, parties=(WARD, HOME)), LIMITS, hour(30), unit_id=HOME
        )
    }
    assert own[OwnCode.ORDER_ANSWERED] is S.DONE
    assert [step.state for step in own_steps(whole, LIMITS, hour(30), unit_id=NIGHT)] == [S.WAITING]
    assert own_steps(whole, LIMITS, hour(30), unit_id=OFFICE) == ()
    team = replace(whole.parties[NIGHT], kind=UnitKind.HOME_RECEPTION_TEAM)
    received = replace(whole, parties={**whole.parties, NIGHT: team})
    assert own_steps(received, LIMITS, hour(30), unit_id=NIGHT) == (), "its order has steps of its own"


HAPPENINGS = (
    notice,
    lambda at: fact(K.CARE_CONTACT_APPOINTED, at, by=VC, name="Siv"),
    lambda at: fact(K.CONTACT_TAKEN, at, by=OFFICE, applies="not_yet"),
    lambda at: fact(K.SUPPORT_APPLIED, at, by=OFFICE),
    lambda at: fact(K.DECISION_MADE, at, by=OFFICE),
    lambda at: fact(K.EXPECTED_DISCHARGE_CHANGED, at, expected_discharge="2026-03-04"),
    lambda at: fact(K.DISCHARGE_READY_SENT, at, to=(OFFICE, VC)),
    lambda at: fact(K.DISCHARGE_READY_WITHDRAWN, at),
    lambda at: fact(K.SIP_CALLED, at, by=VC, caller="care_contact"),
    lambda at: fact(K.SIP_NOT_REQUIRED, at, by=VC, reason="no_consent"),
    lambda at: fact(K.SIP_HELD, at, by=VC),
    lambda at: fact(K.SIP_FOLLOWED_UP, at, by=VC),
    lambda at: fact(K.TRACK_SET, at, track="blue"),
    lambda at: fact(K.TRACK_SET, at, track="grey"),
    lambda at: fact(K.TRACK_SET, at, track="red"),
    lambda at: fact(K.DISCHARGED, at, to=()),
)
"""What may happen, in any order: a file may tell of it late."""

histories = st.lists(
    st.tuples(st.sampled_from(range(len(HAPPENINGS))), st.integers(1, 300)),
    max_size=9,
    unique_by=lambda one: one[1],
).map(lambda told: chain(*(HAPPENINGS[which](at) for which, at in told)))


@given(histories, st.integers(1, 400))
def test_whatever_happens_there_are_eight_and_each_tells_why(whole: Chain, at: int) -> None:
    found = steps(whole, LIMITS, hour(at))
    assert [step.code for step in found] == list(StepCode)
    for step in found:
        if step.state in (S.DONE, S.DONE_LATE):
            assert step.fact is not None
            assert (step.state is S.DONE_LATE) <= (step.due_at is not None)
        elif step.state is S.LATE:
            assert step.reason or (step.due_at is not None and step.due_at < hour(at))
        elif step.state in (S.WAITING, S.NOT_APPLICABLE):
            assert step.reason, step
        if step.state in (S.DUE, S.LATE):
            assert step.since is not None
            assert step.owners


@given(histories, st.integers(1, 400), st.integers(1, 400))
def test_time_alone_only_makes_a_step_late(whole: Chain, one: int, other: int) -> None:
    early, late = sorted((one, other))
    before = steps(whole, LIMITS, hour(early))
    after = steps(whole, LIMITS, hour(late))
    for was, became in zip(before, after, strict=True):
        assert was.state is became.state or (was.state, became.state) == (S.DUE, S.LATE)


@given(histories)
def test_a_colour_makes_nothing_done_that_was_not_done(whole: Chain) -> None:
    """It may ask for something else, or take the SIP away; a fact is needed for done."""
    uncoloured = Chain.of(
        admitted_at=whole.admitted_at,
        ward_id=whole.ward_id,
        parties=whole.parties,
        facts=[one for one in whole.facts if one.kind is not K.TRACK_SET],
    )
    plain = {step.code: step for step in steps(uncoloured, LIMITS, hour(400))}
    for step in steps(whole, LIMITS, hour(400)):
        if step.code is C.PLAN or plain[step.code].state is S.NOT_APPLICABLE:
            continue
        if step.state is S.DONE and whole.phase is not Phase.DECEASED:
            assert plain[step.code].fact == step.fact
