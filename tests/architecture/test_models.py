"""Every model says what it is, has an order, and protects what it points at; migrations are named and complete."""

import re

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture.source import APPS

OURS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not hasattr(model, "instance_type")  # the rows of django-simple-history
]
BY_LABEL = {model._meta.label: model for model in OURS}

CASCADES = {
    "actors.ServiceArea.unit": "an area served is a part of the unit",
    "actors.ServiceArea.organisation": "an area served is a part of the organisation",
    "actors.StaffedHours.unit": "the hours are a part of the unit",
    "actors.HoursException.unit": "the hours are a part of the unit",
    "transitions.Party.episode": "a party is a part of the episode, and derived from its items",
    "transitions.Task.episode": "tasks are derived from the chain and written anew",
    "transitions.Task.item": "tasks are derived from the chain and written anew",
    "transitions.PatientRegistration.patient": "a line of the patient's own card",
    "sip.SipParticipant.sip": "a participant is a part of the call",
    "liability.TermsScope.terms": "where terms hold is a part of the terms",
    "transitions.Seen.episode": "a mark of reading, not a record",
    "transitions.Seen.user": "a mark of reading, not a record",
    "actors.Draft.user": "what was typed and not sent, gone after a day; not a record",
    "actors.Draft.unit": "what was typed and not sent, gone after a day; not a record",
    "transitions.Responsible.episode": "who works with the case now, not a record",
    "transitions.Snooze.episode": "what a person has put aside, not a record",
    "transitions.Snooze.user": "what a person has put aside, not a record",
    "transitions.HandOverCase.handover": "a case is a part of the hand-over",
}
"""The keys that may take their row along, each with its reason. Everything else protects."""


@pytest.mark.parametrize("label", sorted(BY_LABEL))
def test_a_model_says_what_it_is_and_has_an_order(label: str) -> None:
    model = BY_LABEL[label]
    assert not (model.__doc__ or f"{label}(").startswith((f"{model.__name__}(", f"{label}(")), "no docstring"
    assert model._meta.ordering, "no Meta.ordering"
    assert {"verbose_name", "verbose_name_plural"} <= set(model._meta.original_attrs), "no Swedish name"


@pytest.mark.parametrize("label", sorted(BY_LABEL))
def test_a_model_protects_what_it_points_at(label: str) -> None:
    for field in BY_LABEL[label]._meta.get_fields():
        if not isinstance(field, models.ForeignKey) or field.model._meta.label != label:
            continue
        on_delete = field.remote_field.on_delete
        if on_delete is models.CASCADE:
            assert f"{label}.{field.name}" in CASCADES
        else:
            assert on_delete in (models.PROTECT, models.SET_NULL, models.RESTRICT)
            assert on_delete is not models.SET_NULL or field.null


def test_the_list_of_cascades_holds_nothing_old() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }
    assert set(CASCADES) == found


def test_nothing_is_counted_in_floats_and_missing_text_is_empty() -> None:
    for model in OURS:
        for field in model._meta.local_fields:
            assert not isinstance(field, models.FloatField), f"{model._meta.label}.{field.name}"
            if isinstance(field, models.CharField | models.TextField):
                assert not field.null or field.unique, f"{model._meta.label}.{field.name}: empty text is ''"


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    with translation.override(None):  # as makemigrations does: labels of other packages are translated
        changes = detector.changes(graph=loader.graph)
    assert {app: [one.name for one in found] for app, found in changes.items() if app in APPS} == {}


def test_migrations_are_named_linear_and_reversible() -> None:
    loader = MigrationLoader(None)
    assert loader.detect_conflicts() == {}
    for (app, name), migration in loader.disk_migrations.items():
        if app not in APPS:
            continue
        assert re.fullmatch(r"0001_initial|\d{4}_(?!auto_)[a-z0-9_]+", name), f"{app}.{name}"
        assert name == "0001_initial" or not name.endswith("_initial"), f"{app}.{name}"
        for operation in migration.operations:
            if isinstance(operation, migrations.RunPython | migrations.RunSQL):
                assert operation.reversible, f"{app}.{name} cannot be undone"
