"""One API document of what can be reached, and the page made of it."""

import httpx
import pytest
from redis.asyncio import Redis

from gateway.api_document import Document, merge
from gateway.routes import Service
from tests.gateway.edge import EchoService

OWN: Document = {"openapi": "3.1.0", "info": {"title": "TokTok", "version": "1"}, "paths": {}}


def _reference(name: str) -> Document:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {"description": "OK", "content": content}


def _operation(name: str, *, answer: str) -> Document:
    return {
        "operationId": name,
        "summary": name,
        "tags": ["catalogue"],
        "responses": {"200": _reference(answer)},
    }


ORDERS: Document = {
    "paths": {
        "/api/merchants": {"get": _operation("list_merchants", answer="Page")},
        "/internal/missions": {"post": _operation("create_mission", answer="Mission")},
        "/health/ready": {"get": _operation("ready", answer="Health")},
        "/provider/profile": {"get": _operation("not_ours", answer="Page")},
    },
    "components": {
        "schemas": {
            "Page": {"properties": {"items": {"items": {"$ref": "#/components/schemas/Shop"}}}},
            "Shop": {"type": "object"},
            "Mission": {"type": "object"},
            "Health": {"type": "object"},
        }
    },
}


def test_only_what_can_be_reached_is_described() -> None:
    merged = merge(OWN, {Service.ORDERS: ORDERS}, public_url="https://toktok.test")

    assert list(merged["paths"]) == ["/api/merchants"]
    assert set(merged["components"]["schemas"]) == {"orders.Page", "orders.Shop"}
    assert merged["servers"] == [{"url": "https://toktok.test"}]


def test_names_of_two_services_do_not_collide() -> None:
    theirs = {
        "paths": {"/api/providers": {"get": _operation("list_merchants", answer="Page")}},
        "components": {"schemas": {"Page": {"type": "string"}}},
    }

    documents: dict[Service, Document | None] = {Service.ORDERS: ORDERS, Service.PROVIDER: theirs}
    merged = merge(OWN, documents, public_url="https://toktok.test")

    operation = merged["paths"]["/api/providers"]["get"]
    assert operation["operationId"] == "provider_list_merchants"
    assert operation["responses"]["200"] == _reference("provider.Page")
    assert merged["components"]["schemas"]["provider.Page"] == {"type": "string"}


async def test_a_service_that_is_down_is_named_and_the_rest_is_there(
    edge: httpx.AsyncClient, orders: EchoService
) -> None:
    orders.document = ORDERS

    document = (await edge.get("/openapi.json")).json()

    assert document["x-unavailable"] == ["conversation", "notifications", "provider"]
    assert {"/api/merchants", "/webhooks/meta", "/health"} <= set(document["paths"])
    assert set(document["paths"]["/webhooks/meta"]) == {"get", "post"}


async def test_the_document_is_kept_for_a_while(
    edge: httpx.AsyncClient, orders: EchoService
) -> None:
    orders.document = ORDERS
    await edge.get("/openapi.json")
    orders.document = {"paths": {}}

    document = (await edge.get("/openapi.json")).json()

    assert "/api/merchants" in document["paths"]


@pytest.mark.parametrize("odd", [{}, {"paths": {}}, {"paths": {"/api/merchants": {}}}])
async def test_an_odd_document_breaks_nothing(
    edge: httpx.AsyncClient, orders: EchoService, odd: dict[str, object]
) -> None:
    orders.document = odd

    assert (await edge.get("/openapi.json")).status_code == 200
    assert (await edge.get("/docs")).status_code == 200


async def test_the_page_lists_every_operation_and_loads_nothing(
    edge: httpx.AsyncClient, orders: EchoService
) -> None:
    orders.document = ORDERS

    page = (await edge.get("/docs")).text

    assert "<code>/api/merchants</code>" in page
    assert 'id="post-webhooks-meta"' in page
    assert "conversation, notifications, provider" in page
    loading = ("<script", "<link", "<iframe", "src=", "url(", "@import", "//")
    assert [needle for needle in loading if needle in page.replace("<!doctype", "")] == []


async def test_health_tells_each_part(
    edge: httpx.AsyncClient, orders: EchoService, redis: Redis
) -> None:
    del redis
    answer = await edge.get("/health")

    assert answer.status_code == 503
    told = answer.json()
    assert told["status"] == "unavailable"
    assert told["services"]["gateway"]["checks"] == {"redis": "ok"}
    assert told["services"]["orders"]["checks"] == {"database": "ok"}
    assert told["services"]["provider"]["checks"] == {"reachable": "ConnectError"}
    orders.is_ready = False
    told = (await edge.get("/health")).json()
    assert told["services"]["orders"]["checks"] == {"database": "OperationalError"}


async def test_the_edge_is_alive_and_ready_by_itself(edge: httpx.AsyncClient) -> None:
    live, ready = await edge.get("/health/live"), await edge.get("/health/ready")

    assert live.json() == {"service": "gateway", "status": "ok", "checks": {}}
    assert (ready.status_code, ready.json()["status"]) == (200, "ok")


async def test_metrics_count_by_line_of_the_table(edge: httpx.AsyncClient) -> None:
    await edge.get("/api/merchants/7/products")

    figures = (await edge.get("/metrics")).text

    assert 'route="/api/merchants"' in figures
    assert "/api/merchants/7" not in figures
