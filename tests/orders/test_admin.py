"""Every admin route asks who is calling, before anything else."""

import re
from collections.abc import Iterator
from uuid import UUID

from fastapi import FastAPI

from shared.auth.tokens import mint_service_token
from tests.orders.town import Town

PARAMETER = re.compile(r"\{\w+\}")


def admin_routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    for path, methods in app.openapi()["paths"].items():
        if path.startswith("/api/admin"):
            yield from ((method.upper(), path) for method in methods)


async def test_without_the_operators_secret_every_admin_route_is_401(town: Town) -> None:
    secret = town.app.state.settings.service_token_secret.get_secret_value()
    token = mint_service_token(caller="conversation", audience="orders", secret=secret)
    routes = list(admin_routes(town.app))
    assert {
        ("GET", "/api/admin/applications"),
        ("POST", "/api/admin/applications/{application_id}/approve"),
        ("POST", "/api/admin/applications/{application_id}/reject"),
        ("POST", "/api/admin/drivers/{phone}/suspend"),
        ("POST", "/api/admin/drivers/{phone}/restore"),
    } <= set(routes)
    for given in (None, "Bearer ", "Bearer wrong", "Basic YTpi", f"Bearer {token}"):
        headers = {} if given is None else {"Authorization": given}
        for method, path in routes:
            url = PARAMETER.sub("anything", path)
            answer = await town.http.request(method, url, headers=headers)
            assert (method, path, answer.status_code) == (method, path, 401)
            assert answer.json()["code"] == "not_authenticated"


async def test_text_that_no_column_can_hold_is_refused_and_no_bug(town: Town) -> None:
    secret = town.app.state.settings.admin_secret.get_secret_value()
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "a key of one's own"}
    said = {
        f"/api/admin/cash/handovers/{UUID(int=7)}/bank": "bank_reference",
        f"/api/admin/applications/{UUID(int=7)}/reject": "reason",
    }
    for path, field in said.items():
        for words, status in (("BGFI\x0088412", 422), ("BGFI-88412", 404)):
            answer = await town.http.post(path, headers=headers, json={field: words})
            assert (path, answer.status_code) == (path, status)
