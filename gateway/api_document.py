"""One OpenAPI document of everything that can be reached from outside, made of each service's own.

A service that is down is named under `x-unavailable`; the others are still described.
"""

import asyncio
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

import httpx
import orjson

from gateway.proxy import service_url
from gateway.routes import Service, route_of
from gateway.settings import GatewaySettings

Document = dict[str, Any]

TIMEOUT_S: Final = 2.0
FRESH_S: Final = 60.0
FRESH_WITHOUT_ALL_S: Final = 5.0
_REFERENCE: Final = re.compile(r"#/components/(\w+)/(.+)")
_WEBHOOK: Final = {
    "post": {
        "tags": ["webhooks"],
        "summary": "Updates from WhatsApp",
        "operationId": "meta_webhook",
        "description": (
            "Takes a WhatsApp Business webhook. 200 means that every update in it is durable; "
            "anything else asks Meta to send it again."
        ),
        "parameters": [
            {
                "name": "X-Hub-Signature-256",
                "in": "header",
                "required": True,
                "description": "`sha256=` and the HMAC-SHA256 of the raw body under the app secret",
                "schema": {"type": "string"},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"type": "object"}}},
        },
        "responses": {
            "200": {"description": "Durable"},
            "400": {"description": "Signed, and not JSON"},
            "401": {"description": "The signature is missing or wrong"},
            "413": {"description": "Over 3 MB"},
            "503": {"description": "Not durable: send it again"},
        },
    }
}


class ApiDocument:
    """The merged document, asked for again when it is a minute old."""

    def __init__(
        self, http: httpx.AsyncClient, *, settings: GatewaySettings, own: Document
    ) -> None:
        self._http = http
        self._settings = settings
        self._own = _with_webhook(own)
        self._asking = asyncio.Lock()
        self._merged: Document = {}
        self._fresh_until = 0.0

    async def read(self) -> Document:
        """Give the document; several readers cause one question to each service."""
        async with self._asking:
            if time.monotonic() >= self._fresh_until:
                await self._refresh()
            return self._merged

    async def _refresh(self) -> None:
        answers = await asyncio.gather(*(self._ask(service) for service in Service))
        documents = dict(zip(Service, answers, strict=True))
        self._merged = merge(self._own, documents, public_url=self._settings.public_url)
        is_whole = all(document is not None for document in answers)
        self._fresh_until = time.monotonic() + (FRESH_S if is_whole else FRESH_WITHOUT_ALL_S)

    async def _ask(self, service: Service) -> Document | None:
        url = f"{service_url(self._settings, service)}/openapi.json"
        try:
            answer = await self._http.get(url, timeout=TIMEOUT_S)
            document = orjson.loads(answer.content)
        except (httpx.HTTPError, orjson.JSONDecodeError):
            return None
        return document if answer.is_success and isinstance(document, dict) else None


def merge(
    own: Document, documents: Mapping[Service, Document | None], *, public_url: str
) -> Document:
    """Put the documents together: what is reachable from outside, and the components that needs."""
    merged: Document = {
        "openapi": own["openapi"],
        "info": own["info"],
        "servers": [{"url": public_url}],
        "paths": dict(own["paths"]),
        "components": {kind: dict(named) for kind, named in own.get("components", {}).items()},
        "x-unavailable": sorted(name for name, document in documents.items() if document is None),
    }
    for service, document in documents.items():
        if document is not None:
            _add(merged, _renamed(document, service), service)
    return merged


def _with_webhook(own: Document) -> Document:
    verification = own["paths"]["/webhooks/meta"]
    return {**own, "paths": {**own["paths"], "/webhooks/meta": {**verification, **_WEBHOOK}}}


def _add(merged: Document, document: Document, service: Service) -> None:
    paths = {
        path: operations
        for path, operations in document.get("paths", {}).items()
        if _is_reachable(path, service)
    }
    merged["paths"].update(paths)
    components = document.get("components", {})
    for kind, name in _needed(paths, components):
        merged["components"].setdefault(kind, {})[name] = components[kind][name]


def _is_reachable(path: str, service: Service) -> bool:
    route = route_of(path)
    return route is not None and route.service is service


def _needed(paths: Document, components: Document) -> set[tuple[str, str]]:
    """Follow references: models of internal paths are nobody's business."""
    needed: set[tuple[str, str]] = set()
    found = list(_references(paths))
    while found:
        kind, name = found.pop()
        if (kind, name) not in needed and name in components.get(kind, {}):
            needed.add((kind, name))
            found.extend(_references(components[kind][name]))
    schemes = {("securitySchemes", name) for name in components.get("securitySchemes", {})}
    return needed | schemes


def _references(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and (match := _REFERENCE.fullmatch(str(value))):
                yield match[1], match[2]
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _renamed(document: Document, service: Service) -> Document:
    """Name models and operations after their service: two services may use one name."""

    def rename(node: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(node, dict):
            return {key: _renamed_value(key, rename(value), service) for key, value in node.items()}
        return [rename(value) for value in node] if isinstance(node, list) else node

    renamed: Document = rename(document)
    schemas = renamed.get("components", {}).get("schemas", {})
    if schemas:
        renamed["components"]["schemas"] = {
            f"{service}.{name}": schema for name, schema in schemas.items()
        }
    return renamed


def _renamed_value(key: str, value: Any, service: Service) -> Any:  # noqa: ANN401 - any JSON value
    match key, value:
        case "$ref", str():
            return value.replace("#/components/schemas/", f"#/components/schemas/{service}.")
        case "operationId", str():
            return f"{service}_{value}"
        case _:
            return value
