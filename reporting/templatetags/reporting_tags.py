"""Template filters of the reports."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(found: Mapping[str, str], key: str) -> str:
    """Return what a mapping has under a key that the template holds in a variable."""
    return found[key]
