"""Reports of errors that Django makes (its technical page, its mail to administrators): nothing is told by default.

Django's own filter hides what has a telling name; a patient's name has none. Here a report is what
`core.error_texts` tells of the error: no variables, no body, no header, no cookie, no setting, no message.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from core import error_texts, request_id
from core.identity_numbers import masked


class DenyingFilter(SafeExceptionReporterFilter):
    """Whatever asks for a value gets none; used by any reporter that is not ours."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always, in development too."""
        return True

    def get_safe_settings(self) -> dict[str, Any]:
        """Return no setting."""
        return {}

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return no header."""
        return {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return no cookie."""
        return {}

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return nothing of the body."""
        return {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> list[tuple[str, Any]]:  # type: ignore[override]
        """Return no variable."""
        return []


class PlainReporter(ExceptionReporter):
    """Class of the error, lines of the program, method and request id: as text, and the same text as a page."""

    def get_traceback_data(self) -> Mapping[str, Any]:  # type: ignore[override]
        """Return what the text is made of, and nothing else for a template of somebody else's."""
        return {
            "error": error_texts.rendered(self.exc_value) if self.exc_value else "",
            "method": (self.request.method or "") if self.request else "",
            "request_id": request_id.current(),
        }

    def get_traceback_text(self) -> SafeString:
        """Return the report as text."""
        return mark_safe(self._text())  # noqa: S308 - plain text of a mail

    def get_traceback_html(self) -> SafeString:
        """Return the report as a page."""
        return format_html(
            "<!doctype html><html lang='en'><title>Error</title><pre>{}</pre></html>", self._text()
        )

    def _text(self) -> str:
        data = self.get_traceback_data()
        return masked(f"{data['error']}\n\nmethod: {data['method']}\nrequest id: {data['request_id']}\n")
