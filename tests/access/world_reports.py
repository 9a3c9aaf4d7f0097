"""What the follow-up has in the world of the access matrix: one of everything that managers keep."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from core import clock
from reporting.models import Activity, BoardReport, EffectGoal, ExperienceInvite
from reporting.services.experience import code_hash
from tests.factories.region import Region


def report_rows(region: Region) -> dict[str, list[Any]]:
    """The arguments of the addresses of the follow-up."""
    today = clock.today()
    goal = EffectGoal.objects.create(
        organisation="0199",
        name="Kort väntan",
        measure="ready_days_mean_all",
        direction="at_most",
        target=Decimal(2),
        valid_from=today - timedelta(days=400),
        decided_by="Nämnden",
        decided_on=today,
    )
    activity = Activity.objects.create(
        organisation="0199",
        goal=goal,
        area="home",
        text="Möta hemma",
        principal="both",
        responsible="Chefen",
    )
    board = BoardReport.objects.create(
        organisation="0199",
        organisation_name="Testköpings kommun",
        period=f"{today - timedelta(days=60):%Y-%m}",
        made_at=clock.now(),
        made_by_name="Chefen",
        definitions_version="1",
    )
    invite = ExperienceInvite.objects.create(
        episode=region.episode,
        offered_at=clock.now(),
        lapses_at=clock.now() + timedelta(days=30),
        code_hash=code_hash("PROVKOD23456"),
    )
    return {
        "dashboard_cases": ["ready"],
        **{name: [invite.public_id] for name in ("experience_offer", "experience_paper")},
        "experience_answer": ["PROVKOD23456"],
        "patient_text": [uuid4()],
        **{name: [board.public_id] for name in ("board_report", "board_final", "board_file")},
        "goal_change": [goal.public_id],
        "goal_comment": [goal.public_id],
        "activity_change": [activity.public_id],
    }
