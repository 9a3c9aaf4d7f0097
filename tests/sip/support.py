"""The small region of the tests, under the name by which the tests of SIP and deviations know it."""

from tests.factories.region import Region, build, send_notice, send_ready

__all__ = ["Region", "build", "send_notice", "send_ready"]
