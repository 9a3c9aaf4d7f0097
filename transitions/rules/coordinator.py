"""Who is to have a named coordinator: a person with three or more care givers (S12; ÄC13 "rätt till en samordnare")."""

from collections.abc import Iterator

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import end_of
from transitions.rules.step_values import OPEN_CARE_UNITS
from transitions.rules.task_values import TaskFact, TaskKind

FEWEST_GIVERS = 3

GIVERS = (
    frozenset(
        {
            UnitKind.PRIMARY_CARE,
            UnitKind.PRIMARY_CARE_REHAB,
            UnitKind.OPEN_PSYCHIATRY,
            UnitKind.MUNICIPAL_HEALTH_CARE,
            UnitKind.SPECIAL_HOUSING,
            UnitKind.SHORT_TERM_HOUSING,
            UnitKind.HOSPITAL_AT_HOME,
            UnitKind.HOUSING_PHYSICIANS,
            UnitKind.LSS,
            UnitKind.SOCIAL_PSYCHIATRY,
            UnitKind.ADDICTION_SERVICES,
            UnitKind.HOUSING_SUPPORT,
            UnitKind.DAY_ACTIVITY,
        }
    )
    | HOME_PROVIDERS
) - {UnitKind.ALARM}
"""Those who give care or help after the stay. The ward and whoever decides are not counted, nor an alarm."""


def givers(chain: Chain) -> frozenset[int]:
    """The units on the chain that give the person care or help."""
    return frozenset(party.id for party in chain.parties.values() if party.kind in GIVERS)


def entitled(chain: Chain) -> bool:
    """Whether the person is to have a coordinator."""
    return len(givers(chain)) >= FEWEST_GIVERS and not chain.deceased


def coordinator(chain: Chain) -> Fact | None:
    """Who was named last, or None: vacant."""
    return chain.last(ItemKind.COORDINATOR_NAMED)


def coordinator_tasks(chain: Chain) -> Iterator[TaskFact]:
    """The open care names one, before the home-coming when a day is known."""
    if not entitled(chain) or coordinator(chain) is not None:
        return
    expected = chain.expected
    due = end_of(expected[0]) if expected is not None else None
    for party in chain.parties.values():
        if party.kind in OPEN_CARE_UNITS:
            yield TaskFact(party.id, TaskKind.NAME_COORDINATOR, chain.admitted_at, due)
