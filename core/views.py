"""Two addresses for machines: is the process alive, and can it serve. And the answer when something failed."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from core import conf, health, unavailable
from core.middleware import unavailable_response


def failed(request: HttpRequest) -> HttpResponse:
    """500; or 503 with a time to come back, when what failed is away for a while (database, disk, connections)."""
    if unavailable.is_away(sys.exc_info()[1]):
        return unavailable_response(request)
    return server_error(request)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; asks nobody."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when requests can be served, 503 when the database is away.

    A lost broker, a relay that lags and held messages are told as `degraded`: taking the web away for them
    would stop the sending, which needs the database alone.
    """
    found = health.check()
    body = {
        "status": found.status,
        "database": "ok" if found.database else "unreachable",
        "broker": "ok" if found.broker else "unreachable",
        "relay": {
            "status": "lagging" if found.lagging else "ok",
            "lag_seconds": found.relay_lag_seconds,
            "limit_seconds": conf.value("RELAY_LAG_LIMIT_SECONDS"),
            "held": found.held,
        },
    }
    return JsonResponse(body, status=200 if found.ready else 503)
