"""A `{% csrf_token %}` that also says for which assignment the page was drawn, so that no form can leave it out."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

FIELD = "hemvag_assignment"


class AssignmentTokenNode(CsrfTokenNode):
    """The token of the page, and the assignment of the one who acts."""

    def render(self, context: Context) -> SafeString:
        """Both as hidden fields; the second only when somebody acts."""
        token = super().render(context)
        request: Any = context.get("request")
        acting = getattr(request, "acting", None)
        if acting is None or acting.assignment_id is None:
            return SafeString(token)
        return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, acting.assignment_id)


@register.tag
def csrf_token(parser: Parser, token: Token) -> AssignmentTokenNode:
    """In place of Django's tag of the same name."""
    return AssignmentTokenNode()
