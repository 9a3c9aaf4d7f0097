"""A row in every table that stands behind a policy: about the one case, made from what the model says of its fields.

Not what a service would write: the policies ask for columns alone, and so a table that nobody has thought of gets its
row too.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models, transaction
from django.db.utils import Error

from core import clock, protection
from tests.factories.region import Region
from transitions.models import Item


def particular(region: Region, anchors: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What the constraints of a table ask for, or what makes its row another's than the ward's, by table."""
    home, colleague = region.person("home")
    parties = {
        "region_id": region.organisations["region"].pk,
        "municipality_id": region.organisations["municipality"].pk,
    }
    return {
        "deviations_delegation": {
            "receiver_id": home.pk,
            "receiver_assignment_id": colleague.pk,
            "receiver_unit_id": region.id("home"),
        },
        "core_accesslogrow": {"user_id": anchors["User"], "organisation_id": parties["region_id"]},
        "core_lookalert": {"user_id": anchors["User"], "organisation_id": parties["region_id"]},
        "core_logsample": {"organisation_id": parties["region_id"]},
        "deviations_deviation": {
            "stage": "reported",
            "due_at": clock.now(),
            "about_id": region.id("home"),
        },
        "reporting_experiencecomment": {"state": "new"},
        "deviations_grouping": {
            "organisation_id": parties["municipality_id"],
            "made_at": clock.now(),
        },
        "deviations_joining": {"leading_id": _another_deviation},
        "deviations_thanks": {"to_unit_id": region.id("home")},
        "liability_assessment": {"days": 0, "amount": 0, "billable_amount": 0, "status": "running"},
        "liability_decision": {"choice": "not_owed"},
        "liability_statement": {**parties, "month": clock.today().replace(day=1)},
        "liability_statementrow": {"outcome": "free", "days": 0, "billable_days": 0},
        "sip_parthandover": {"to_unit_id": region.id("home")},
        "sip_sipparticipant": {"unit_id": region.id("ward")},
        "transitions_consent": {"scope": "sip", "agrees": True, "units": []},
        "transitions_emergencyaccess": {
            "explained": "Kan inte svara.",
            "organisation_id": parties["region_id"],
        },
    }


def _another_deviation() -> int:
    """A second deviation like the first, since none is joined with itself."""
    model = apps.get_model("deviations", "Deviation")
    row = model._base_manager.order_by("pk").first()
    if row is None:
        raise LookupError("Deviation has no row")
    row.pk, row.public_id, row.ref, row.item_id = None, uuid4(), f"{row.ref}-2", None
    (made,) = model._base_manager.bulk_create([row])
    return int(made.pk)


def fill(region: Region) -> dict[str, str]:
    """Give every protected table without rows one. Returns the tables that could not be given any, with the reason."""
    by_table = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    conditions = {row.table: row.sees for row in protection.tables()}
    left = {table: "" for table in conditions if not by_table[table]._base_manager.exists()}
    anchors = anchors_of(region)
    given = particular(region, anchors)
    while True:
        before = set(left)
        for table in sorted(left):
            try:
                with transaction.atomic():
                    _make(by_table[table], conditions[table], anchors, given.get(table, {}))
            except (Error, LookupError) as error:
                left[table] = str(error).splitlines()[0]
            else:
                del left[table]
        if set(left) == before:
            return left


def anchors_of(region: Region) -> dict[str, Any]:
    """What a foreign key points at, by model: the one case, its notice, the ward and a person there."""
    user, assignment = region.person("ward")
    return {
        "CareEpisode": region.episode.pk,
        "Patient": region.episode.patient_id,
        "Item": Item.objects.get(kind="admission_notice_sent").pk,
        "Unit": region.id("ward"),
        "Organisation": region.organisations["municipality"].pk,
        "User": user.pk,
        "Assignment": assignment.pk,
    }


def _make(
    model: type[models.Model], condition: str, anchors: Mapping[str, Any], given: Mapping[str, Any]
) -> None:
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.attname in given:
            said = given[field.attname]
            values[field.attname] = said() if callable(said) else said
        elif field.primary_key and isinstance(field, models.AutoField):
            continue
        elif isinstance(field, models.ForeignKey):
            if not field.null or field.column in condition:
                values[field.attname] = _target(field, anchors)
        elif field.name == "id":
            values["id"] = _of_which(model)
        elif not field.null and not field.has_default():
            values[field.attname] = _value(field)
    model._base_manager.bulk_create([model(**values)])


def _of_which(history: type[models.Model]) -> int:
    """The row that a row of history is a version of: the case itself, or the only one of its table."""
    found = history.instance_type._base_manager.order_by("-pk").first()  # type: ignore[attr-defined]
    if found is None:
        raise LookupError(f"{history.__name__} is the history of nothing")
    return int(found.pk)


def _target(field: "models.ForeignKey[Any, Any]", anchors: Mapping[str, Any]) -> Any:
    target = field.related_model
    assert isinstance(target, type)
    if target.__name__ in anchors:
        return anchors[target.__name__]
    found = target._base_manager.values_list(field.target_field.attname, flat=True).order_by("pk").first()
    if found is None and target._meta.db_table in {row.table for row in protection.tables()}:
        raise LookupError(f"{target.__name__} has no row")
    if found is None:
        _make(target, "", anchors, {})
        return _target(field, anchors)
    return found


def _value(field: "models.Field[Any, Any]") -> Any:
    if field.choices:
        return next(iter(field.flatchoices))[0]
    match field:
        case models.DateTimeField():
            return clock.now()
        case models.DateField():
            return clock.today() + timedelta(days=1)
        case models.BooleanField():
            return False
        case models.UUIDField():
            return uuid4()
        case models.JSONField():
            return {}
        case models.BinaryField():
            return b"x"
        case models.IntegerField() | models.DecimalField():
            return 1
        case _:
            return "x"[: field.max_length or 1]
