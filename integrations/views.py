"""The page that describes the API. Written from the OpenAPI description itself, without script."""

from typing import Any

from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator

from integrations import presenters


class ApiPage(TemplateView):
    """`/api/docs/`: open to anybody, since it holds no data."""

    template_name = "integrations/api_docs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every call with its fields."""
        generator = SchemaGenerator(api_version="v1")  # type: ignore[no-untyped-call]
        schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        return {**super().get_context_data(**kwargs), "operations": presenters.operations(schema)}
