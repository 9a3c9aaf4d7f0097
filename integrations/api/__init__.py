"""The REST API for other systems, `/api/v1/` (docs/api.md). Every answer, a refusal too, is JSON."""
