"""The glossary knows every word of the closed lists, and every model."""

import re
from enum import StrEnum

import pytest
from django.apps import apps

from actors.rules.kinds import OrganisationKind, Role, UnitKind
from tests.architecture.source import APPS, ROOT
from transitions.rules.chain import Phase
from transitions.rules.clocks import ClockCode
from transitions.rules.fields import Carrier
from transitions.rules.harm import WhyNoConsent
from transitions.rules.kinds import (
    Applies,
    CareForm,
    Certainty,
    ConsentForm,
    DischargedTo,
    Ground,
    ItemKind,
    Protection,
    Scope,
)
from transitions.rules.representation import Mandate, RepresentativeKind
from transitions.rules.tasks import TaskKind

GLOSSARY = (ROOT / "docs/glossary.md").read_text()
WORDS = set(re.findall(r"`([A-Za-z_0-9]+)`", GLOSSARY))

LISTS: list[type[StrEnum]] = [
    ItemKind,
    Phase,
    TaskKind,
    ClockCode,
    Role,
    UnitKind,
    OrganisationKind,
    CareForm,
    Certainty,
    DischargedTo,
    Applies,
    Ground,
    Protection,
    Scope,
    Carrier,
    ConsentForm,
    Mandate,
    RepresentativeKind,
    WhyNoConsent,
]
PLUMBING = {"IdempotencyKey"}


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_word_of_a_list_is_explained(words: type[StrEnum]) -> None:
    assert [value for value in words if value not in WORDS] == []


def test_every_model_is_explained() -> None:
    models = {
        model.__name__
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "instance_type")
    }
    assert models - WORDS - PLUMBING == set()


def test_every_row_is_a_pair() -> None:
    for line in GLOSSARY.splitlines():
        if line.startswith("|"):
            assert line.count("|") == 4, line
