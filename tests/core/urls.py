"""Addresses for the plumbing's own tests: each refusal that a middleware turns into an answer."""

from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from config.urls import urlpatterns as real
from core import request_id
from core.access_log import AccessLogUnavailable
from core.conflicts import Conflict


@dataclass(frozen=True)
class Verdict:
    code: str = "already_discharged"
    params: dict[str, Any] = field(default_factory=dict)


def late(request: HttpRequest) -> HttpResponse:
    raise Conflict(Verdict(), "Patienten är redan utskriven.", {"unit": "Avdelning 21"})


def unlogged(request: HttpRequest) -> HttpResponse:
    raise AccessLogUnavailable from OperationalError("disk full, patient 193802049811")


def seen(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"request_id": request_id.current(), "received_at": request.received_at.isoformat()})


def cacheable(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x", headers={"Cache-Control": "max-age=60"})


tried = [
    path("late", late),
    path("unlogged", unlogged),
    path("seen", seen),
    path("cacheable", cacheable),
]
urlpatterns = [path("api/tried/", include(tried)), path("tried/", include(tried)), *real]
