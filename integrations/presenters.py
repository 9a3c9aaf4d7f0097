"""The OpenAPI description as a page shows it: addresses with their fields, in the order of the schema."""

from dataclasses import dataclass, field
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
KINDS = {
    "string": "text",
    "integer": "heltal",
    "number": "tal",
    "boolean": "true eller false",
    "array": "lista",
    "object": "objekt",
    "date": "datum",
    "date-time": "tid med tidszon",
    "uuid": "id (uuid)",
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field with its path, kind and what it means."""

    name: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call."""

    method: str
    path: str
    summary: str
    text: str
    anchor: str
    parameters: list[FieldRow] = field(default_factory=list)
    body: list[FieldRow] = field(default_factory=list)
    answer: list[FieldRow] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)


def operations(schema: dict[str, Any]) -> list[Operation]:
    """Every call of the API."""
    return [
        _operation(schema, path, method, methods[method])
        for path, methods in schema["paths"].items()
        for method in METHODS
        if method in methods
    ]


def _operation(schema: dict[str, Any], path: str, method: str, said: dict[str, Any]) -> Operation:
    responses = said.get("responses", {})
    success = next((code for code in responses if code.startswith("2")), "")
    return Operation(
        method=method.upper(),
        path=path,
        summary=said.get("summary", path),
        text=said.get("description", ""),
        anchor=said["operationId"],
        parameters=[
            FieldRow(
                one["name"],
                _kind(schema, one["schema"]),
                bool(one.get("required")),
                _text(one),
            )
            for one in said.get("parameters", [])
        ],
        body=_fields(schema, _content(said.get("requestBody", {}))),
        answer=_fields(schema, _content(responses.get(success, {}))),
        statuses=sorted(responses),
    )


def _content(holder: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _resolved(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    if "allOf" in shape:
        return {**_resolved(schema, shape["allOf"][0]), **{k: v for k, v in shape.items() if k != "allOf"}}
    reference = shape.get("$ref")
    if reference is None:
        return shape
    found: dict[str, Any] = schema["components"]["schemas"][reference.rsplit("/", 1)[1]]
    return found


def _fields(schema: dict[str, Any], shape: dict[str, Any], before: str = "") -> list[FieldRow]:
    whole = _resolved(schema, shape)
    required = set(whole.get("required", []))
    rows = []
    for name, part in whole.get("properties", {}).items():
        inner = _resolved(schema, part)
        rows.append(FieldRow(f"{before}{name}", _kind(schema, part), name in required, _text(inner)))
        if inner.get("type") == "array":
            rows += _fields(schema, inner.get("items", {}), f"{before}{name}[].")
        else:
            rows += _fields(schema, inner, f"{before}{name}.")
    return rows


def _text(shape: dict[str, Any]) -> str:
    """What the field means, without the generator's list of its values, which stand in a column of their own."""
    lines: list[str] = shape.get("description", "").splitlines()
    return " ".join(line for line in lines if line and not line.startswith("* `"))


def _kind(schema: dict[str, Any], shape: dict[str, Any]) -> str:
    whole = _resolved(schema, shape)
    choices = whole.get("enum") or next(
        (
            _resolved(schema, one).get("enum")
            for one in whole.get("oneOf", [])
            if _resolved(schema, one).get("enum")
        ),
        None,
    )
    if choices:
        return " | ".join(str(choice) for choice in choices if choice not in ("", None))
    return KINDS.get(whole.get("format", ""), KINDS.get(str(whole.get("type", "")), "objekt"))
