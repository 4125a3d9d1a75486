"""`/openapi.json`, and `/docs`: the same document as a page that loads nothing from anywhere."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import orjson
from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gateway.api_document import ApiDocument, Document

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_PAGE: Final = "docs.html"


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or one property of a body."""

    name: str
    place: str
    kind: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing a caller can do, as the page shows it; `anchor` is unique on the page."""

    tag: str
    method: str
    path: str
    anchor: str
    summary: str
    description: str
    fields: list[Field]
    responses: list[tuple[str, str]]


def documentation_router(document: ApiDocument) -> APIRouter:
    """Make both addresses."""
    router = APIRouter(include_in_schema=False)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    @router.get("/openapi.json")
    async def openapi() -> Response:
        """Give the OpenAPI document of everything that can be reached from outside."""
        return Response(orjson.dumps(await document.read()), media_type="application/json")

    @router.get("/docs")
    async def docs() -> HTMLResponse:
        """Show the document to people."""
        merged = await document.read()
        groups = by_tag(operations_of(merged))
        page = templates.get_template(_PAGE)
        return HTMLResponse(page.render(groups=groups, unavailable=merged["x-unavailable"]))

    return router


def by_tag(operations: list[Operation]) -> dict[str, list[Operation]]:
    """Group operations under their tags, in the alphabetical order of both."""
    ordered = sorted(operations, key=lambda one: (one.tag, one.path, _METHODS.index(one.method)))
    return {tag: list(group) for tag, group in groupby(ordered, key=lambda one: one.tag)}


def operations_of(document: Document) -> list[Operation]:
    """List every operation of a document."""
    return [
        _operation(path, method, operations[method], document)
        for path, operations in document["paths"].items()
        for method in _METHODS
        if method in operations
    ]


def _operation(path: str, method: str, entry: Document, document: Document) -> Operation:
    parameters = [_parameter(parameter) for parameter in entry.get("parameters", [])]
    return Operation(
        tag=next(iter(entry.get("tags", [])), "other"),
        method=method,
        path=path,
        anchor=f"{method}-{path.strip('/').replace('/', '-')}",
        summary=entry.get("summary", ""),
        description=entry.get("description", ""),
        fields=[*parameters, *_body(entry.get("requestBody", {}), document)],
        responses=[
            (status, answer.get("description", "")) for status, answer in entry["responses"].items()
        ],
    )


def _parameter(parameter: Document) -> Field:
    return Field(
        name=parameter["name"],
        place=parameter["in"],
        kind=_kind(parameter.get("schema", {})),
        is_required=parameter.get("required", False),
        description=parameter.get("description", ""),
    )


def _body(body: Document, document: Document) -> list[Field]:
    schema = body.get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in schema:
        schema = _component(schema["$ref"], document)
    required = schema.get("required", [])
    return [
        Field(
            name=name,
            place="body",
            kind=_kind(property_),
            is_required=name in required,
            description=property_.get("description", ""),
        )
        for name, property_ in schema.get("properties", {}).items()
    ]


def _component(reference: str, document: Document) -> Document:
    name = reference.rpartition("/")[2]
    found: Document = document["components"].get("schemas", {}).get(name, {})
    return found


def _kind(schema: dict[str, Any]) -> str:
    """Say what a value is in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2].rpartition(".")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")
