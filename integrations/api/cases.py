"""Reading cases: what was addressed to the unit and what it wrote itself (law.md 6.3)."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from actors import selectors as actors
from actors.names import ShownNames, shown_names
from core import access_log
from integrations.api.base import SystemView
from integrations.api.serializers import CaseDetailOut, CaseOut, CasePage, CaseQuery, RefusalShape
from transitions import permissions
from transitions.rules.kinds import Protection
from transitions.selectors import cases as chain_cases

GROUND = "unit"
"""Why the unit may look: it is on the chain."""

_INTERNAL = frozenset({"ward_id", "items", "cause_item"})
"""Fields of an item that are numbers of our own database."""


class CaseList(SystemView):
    """The unit's cases, the latest admitted first."""

    @extend_schema(
        operation_id="list_cases",
        summary="Enhetens ärenden",
        parameters=[CaseQuery],
        responses={200: CasePage, 400: RefusalShape, 401: RefusalShape, 429: RefusalShape},
    )
    def get(self, request: Request) -> Response:
        """A page of cases. Every person on it is a look that is logged."""
        query = CaseQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        chosen = query.validated_data
        found = permissions.visible_to(self.acting).select_related("patient", "ward")
        if chosen["open"]:
            found = found.filter(ended_at__isnull=True)
        if "changed_since" in chosen:
            found = found.filter(last_item_at__gte=chosen["changed_since"])
        if "cursor" in chosen:
            found = found.filter(pk__lt=_position(chosen["cursor"]))
        rows = list(found.order_by("-pk")[: chosen["limit"] + 1])
        page, more = rows[: chosen["limit"]], len(rows) > chosen["limit"]
        access_log.record_look(
            self.acting, patient_ids=[row.patient_id for row in page], action="case.list", ground=GROUND
        )
        body = {"next": str(page[-1].pk) if more else None, "results": [case_of(row) for row in page]}
        return Response(CasePage(body).data)


class CaseDetail(SystemView):
    """One case."""

    @extend_schema(
        operation_id="read_case",
        summary="Ett ärende",
        responses={200: CaseDetailOut, 401: RefusalShape, 404: RefusalShape, 429: RefusalShape},
    )
    def get(self, request: Request, case: UUID) -> Response:
        """The case with the items that the unit may see. Another unit's case is as if it did not exist."""
        acting = self.acting
        episode = chain_cases.by_public_id(acting=acting, public_id=case)
        if episode is None:
            raise Http404
        access_log.record_look(
            acting, patient_ids=[episode.patient_id], case_id=episode.pk, action="case.read", ground=GROUND
        )
        items = chain_cases.visible_items(acting=acting, episode=episode)
        codes = {unit.id: unit.code for unit in actors.units(ids=_acknowledging_units(items))}
        names = shown_names(acting)
        protected = episode.patient.protection != Protection.NONE
        body = {**case_of(episode), "items": [_item(one, codes, names, protected) for one in items]}
        return Response(CaseDetailOut(body).data)


def _position(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 18):
        raise ValidationError({"cursor": ["Ta cursor ur förra svarets next."]})
    return int(cursor)


def case_of(episode: Any) -> dict[str, Any]:
    """A case as the API shows it."""
    return {
        "id": episode.public_id,
        "patient": episode.patient,
        "ward": episode.ward,
        "care_form": episode.care_form,
        "phase": episode.phase,
        "admitted_at": episode.admitted_at,
        "expected_discharge": episode.expected_discharge,
        "certainty": episode.certainty,
        "ready_at": episode.ready_at,
        "ended_at": episode.ended_at,
        "discharged_to": "" if episode.patient.protection != Protection.NONE else episode.discharged_to,
        "changed_at": episode.last_item_at,
        "version": episode.version,
    }


def _acknowledging_units(items: list[chain_cases.VisibleItem]) -> set[int]:
    stated = {one.item.data.get("at_unit") for one in items}
    return {unit for unit in stated if isinstance(unit, int)}


_PLACES = frozenset({"to", "providers", "housing", "address", "placed_by", "extent"})
"""Fields of an item that tell where a protected person lives or goes."""


def _item(
    one: chain_cases.VisibleItem, codes: dict[int, str], names: ShownNames, protected: bool
) -> dict[str, Any]:
    """An item. Of a protected person neither places nor free text: a system cannot say why it opens them."""
    item = one.item
    left_out = _INTERNAL | (_PLACES if protected else frozenset())
    data: dict[str, Any] = {
        name: names.of(value) if isinstance(value, str) else value
        for name, value in item.data.items()
        if name not in left_out
    }
    if isinstance(data.get("at_unit"), int):
        data["at_unit"] = codes.get(data["at_unit"])
    return {
        "id": item.pk,
        "type": item.kind,
        "at": item.at,
        "by": item.by_unit,
        "author": names.of(item.author_name),
        "note": "" if protected else names.of(item.note),
        "data": data,
        "cancelled_at": item.cancelled_at,
        "receipts": one.receipts,
    }


__all__ = ["CaseDetail", "CaseList", "CaseOut", "case_of"]
