"""The public directory of artisans."""

import httpx
import pytest

from services.provider.container import Container
from services.provider.demo import load_demo
from shared.local.people import PROVIDERS


async def _load(container: Container) -> int:
    async with container.process.database.transaction() as session:
        return await load_demo(container.open_work(session))


async def _add(container: Container, *names: str, is_approved: bool = True) -> None:
    async with container.process.database.transaction() as session:
        work = container.open_work(session)
        rows: list[dict[str, object]] = [
            {
                "name": name,
                "phone": f"+2420655{number:05d}",
                "trade": "plumbing",
                "city": "Brazzaville",
                "quartier": "Moungali",
                "approved": is_approved,
            }
            for number, name in enumerate(names)
        ]
        await work.providers.add_new(rows)


async def _names(client: httpx.AsyncClient, **params: str) -> list[str]:
    answer = await client.get("/api/providers", params=params)
    return [provider["name"] for provider in answer.json()["providers"]]


async def test_the_artisans_of_a_city_are_listed_by_name(
    client: httpx.AsyncClient, container: Container
) -> None:
    await _load(container)

    answer = await client.get("/api/providers", params={"city": "Pointe-Noire"})

    assert answer.status_code == 200
    page = answer.json()
    assert [one["name"] for one in page["providers"]] == [
        "Jean-Claude Bayonne",
        "Roland Goma",
        "Sylvie Bitemo",
    ]
    assert page["next"] is None
    del page["providers"][0]["id"]
    assert page["providers"][0] == {
        "name": "Jean-Claude Bayonne",
        "trade": "masonry",
        "city": "Pointe-Noire",
        "quartier": "Mpaka",
    }


async def test_one_trade_can_be_asked_for(client: httpx.AsyncClient, container: Container) -> None:
    await _load(container)

    assert await _names(client, city="Brazzaville", trade="plumbing") == ["Parfait Moukoko"]
    assert await _names(client, city="Brazzaville", trade="masonry") == []


async def test_no_phone_number_is_shown(client: httpx.AsyncClient, container: Container) -> None:
    await _load(container)

    for city in ("Brazzaville", "Pointe-Noire", "Douala"):
        text = (await client.get("/api/providers", params={"city": city})).text
        assert not [person for person in PROVIDERS if person.phone[4:] in text]


async def test_who_is_not_approved_is_not_listed(
    client: httpx.AsyncClient, container: Container
) -> None:
    await _add(container, "Anonyme", is_approved=False)

    assert await _names(client, city="Brazzaville") == []


async def test_pages_follow_each_other_without_gap_or_repetition(
    client: httpx.AsyncClient, container: Container
) -> None:
    names = [f"Artisan {number:02d}" for number in range(41)]
    await _add(container, *names, "Artisan 07")

    seen: list[str] = []
    sizes: list[int] = []
    params = {"city": "Brazzaville"}
    while True:
        page = (await client.get("/api/providers", params=params)).json()
        seen += [one["name"] for one in page["providers"]]
        sizes.append(len(page["providers"]))
        if page["next"] is None:
            break
        params["after"] = page["next"]

    assert seen == sorted([*names, "Artisan 07"])
    assert sizes == [20, 20, 2]


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"city": "x"},
        {"city": "Brazza\x00ville"},
        {"city": "Brazzaville", "trade": "Plumbing'; --"},
        {"city": "Brazzaville", "after": "tomorrow"},
        {"city": "Brazzaville", "after": "w6k="},
        {"city": "Brazzaville", "after": "é"},
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient, params: dict[str, str]
) -> None:
    answer = await client.get("/api/providers", params=params)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_loading_the_demo_twice_adds_nobody_twice(container: Container) -> None:
    assert await _load(container) == len(PROVIDERS)
    assert await _load(container) == 0


async def test_the_service_is_ready_over_its_engines(client: httpx.AsyncClient) -> None:
    answer = await client.get("/health/ready")

    assert answer.json()["checks"] == {"database": "ok", "redis": "ok"}
