"""What the log-in page of a demo shows beyond the log-in itself."""

from typing import Any

from django.http import HttpRequest

from integrations.demo.logins import PASSWORD, allowed, demo_logins


def demo(request: HttpRequest) -> dict[str, Any]:
    """`demo_logins` and `demo_password` for account/login.html, with demo settings alone; else nothing."""
    match = request.resolver_match
    if match is None or match.url_name != "account_login" or not allowed():
        return {}
    rows = demo_logins()
    return {
        "demo_logins": [
            {"role": row.role, "people": [{"name": row.name, "username": row.username, "unit": row.unit}]}
            for row in rows
        ],
        "demo_password": PASSWORD,
    }
