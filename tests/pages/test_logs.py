"""What is logged holds addresses and codes, nothing of a patient."""

import io
import logging
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.logs import configure_logging
from tests.factories.region import Region


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_failed_request_logs_no_values(region: Region, form: str) -> None:
    client: Client = region.client("ward")
    client.raise_request_exception = False
    stream = io.StringIO()
    configure_logging({"level": "WARNING", "format": form})
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    try:
        with (
            patch.object(handler, "stream", stream),
            patch("transitions.views.case.render", side_effect=RuntimeError),
        ):
            answer = client.get(reverse("case", args=[region.episode.public_id]))
            client.get(reverse("take_contact", args=[region.episode.public_id]))
    finally:
        configure_logging(settings.LOGGING)
    assert answer.status_code == 500
    logged = stream.getvalue()
    assert "RuntimeError" in logged
    for value in ("Elsa", "9811", "380204"):
        assert value not in logged
        assert value not in answer.content.decode()
