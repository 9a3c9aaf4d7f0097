"""Those who answer at the same moment: one answer, and the others are told."""

from collections.abc import Callable

import pytest

from core import clock
from deviations import services
from deviations.models import Deviation
from tests.factories.region import build
from tests.sip.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("on_a_case", [True, False])
def test_one_of_several_answers_counts(on_a_case: bool) -> None:
    region = build()
    row = services.report(
        acting=region.acting("vc"),
        at=clock.now(),
        category="aids",
        about_id=region.id("office"),
        severity="low",
        episode_id=region.episode.pk if on_a_case else None,
        text="Rullstolen kom inte.",
    )

    def answer(by: str) -> Callable[[], object]:
        acting = region.acting(by)
        return lambda: (
            services.answer(
                acting=acting, ref=row.ref, at=clock.now(), explanation=by, measure="Ny rutin."
            ).explanation
        )

    answers = at_once(*[answer(by) for by in ("mas", "office") * 3])
    stored = Deviation.objects.get().explanation
    assert sorted(map(str, answers)) == sorted([*["already_answered"] * 5, stored])
