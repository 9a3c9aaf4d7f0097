"""One name for one address: of two with a name, a page asks for one and is shown the other."""

from collections import Counter
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

SEVERAL = {"styleguide"}
"""Names of one view with and without an argument."""


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern) and entry.name:
            yield prefix + entry.name


def test_no_two_addresses_share_a_name() -> None:
    found = Counter(names(get_resolver()))
    assert len(found) > 200
    assert {name for name, count in found.items() if count > 1} == SEVERAL
