"""What the tests of pages share: the small region, and browsers of its people."""

import pytest

from tests.factories.region import Region, build


@pytest.fixture
def region(db: None) -> Region:
    """The region with one case: noticed to office and vårdcentral."""
    return build()
