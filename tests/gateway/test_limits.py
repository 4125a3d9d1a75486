"""Rate limits on a real Redis."""

import asyncio

import pytest
from pydantic import SecretStr, ValidationError
from redis.asyncio import Redis
from starlette.requests import Request

from gateway.buckets import Buckets
from gateway.limits import caller_of
from gateway.rates import Rate, parse_rate
from gateway.settings import GatewaySettings
from tests.gateway.conftest import OpenEdge
from tests.gateway.edge import EchoService, StandInConversation, sign, text_webhook

THREE_AN_HOUR = Rate(3, 3_600)


def _with(settings: GatewaySettings, **changes: object) -> GatewaySettings:
    return settings.model_copy(update=changes)


async def test_who_asks_too_often_is_told_when_to_come_back(
    open_edge: OpenEdge, settings: GatewaySettings, orders: EchoService
) -> None:
    edge = open_edge(_with(settings, rate_limit_ip=THREE_AN_HOUR))

    answers = [await edge.get("/api/merchants") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit-remaining"] for answer in answers] == ["2", "1", "0", "0"]
    refused = answers[-1]
    assert refused.json()["code"] == "too_many_requests"
    assert refused.headers["retry-after"] in {"1199", "1200"}
    assert refused.headers["ratelimit-limit"] == "3"
    assert refused.headers["ratelimit-policy"] == "3;w=3600"
    assert refused.headers["ratelimit-reset"] in {"3599", "3600"}
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert len(orders.asked) == 3


async def test_the_limit_holds_for_requests_at_the_same_moment(
    open_edge: OpenEdge, settings: GatewaySettings, orders: EchoService
) -> None:
    edge = open_edge(_with(settings, rate_limit_ip=THREE_AN_HOUR))

    answers = await asyncio.gather(*(edge.get("/api/merchants") for _ in range(20)))

    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [429] * 17
    assert len(orders.asked) == 3


async def test_meta_is_never_limited(
    open_edge: OpenEdge, settings: GatewaySettings, conversation: StandInConversation
) -> None:
    edge = open_edge(_with(settings, rate_limit_ip=Rate(1, 3_600)))
    body = text_webhook("Bonjour")

    answers = [
        await edge.post("/webhooks/meta", content=body, headers=sign(body)) for _ in range(5)
    ]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert len(conversation.updates) == 5


async def test_probes_are_never_limited(open_edge: OpenEdge, settings: GatewaySettings) -> None:
    edge = open_edge(_with(settings, rate_limit_ip=Rate(1, 3_600)))

    answers = [await edge.get("/health/live") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200] * 3


async def test_a_partner_has_a_limit_of_its_own_wherever_it_calls_from(
    open_edge: OpenEdge, settings: GatewaySettings
) -> None:
    edge = open_edge(
        _with(settings, rate_limit_partner=THREE_AN_HOUR, rate_limit_ip=Rate(9, 3_600))
    )

    async def post(partner: str) -> int:
        path = "/webhooks/missions/status"
        answer = await edge.post(path, headers={"webhook-partner": partner})
        return answer.status_code

    assert [await post("gaz") for _ in range(4)] == [200, 200, 200, 429]
    by_query = await edge.post("/webhooks/orders/status?partner=gaz")
    assert by_query.status_code == 429
    assert await post("another") == 200


async def test_naming_many_partners_does_not_lift_the_limit_of_an_address(
    open_edge: OpenEdge, settings: GatewaySettings, orders: EchoService
) -> None:
    edge = open_edge(_with(settings, rate_limit_ip=THREE_AN_HOUR))
    names = [{"webhook-partner": f"partner-{number}"} for number in range(5)]

    answers = [await edge.post("/webhooks/missions/status", headers=name) for name in names]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert len(orders.asked) == 3


async def test_the_portal_has_a_limit_of_its_own(
    open_edge: OpenEdge, settings: GatewaySettings
) -> None:
    edge = open_edge(_with(settings, rate_limit_provider=Rate(1, 3_600)))

    answers = [await edge.get("/provider/profile") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [502, 429]


async def test_without_redis_requests_go_through_unlimited(
    open_edge: OpenEdge, settings: GatewaySettings
) -> None:
    away = SecretStr("redis://127.0.0.1:1")
    edge = open_edge(_with(settings, redis_url=away, rate_limit_ip=Rate(1, 3_600)))

    answers = [await edge.get("/api/merchants") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert "ratelimit-limit" not in answers[0].headers


async def test_tokens_come_back_with_time(redis: Redis) -> None:
    buckets, rate = Buckets(redis), Rate(20, 1)
    taken = [await buckets.take("x", rate) for _ in range(30)]
    assert not all(allowance and allowance.is_granted for allowance in taken)

    await asyncio.sleep(0.2)

    again = await buckets.take("x", rate)
    assert again is not None
    assert again.is_granted


async def test_a_bucket_leaves_redis_when_it_is_full_again(redis: Redis) -> None:
    await Buckets(redis).take("x", Rate(5, 60))

    assert 0 < await redis.pttl("rate:x") <= 60_000


@pytest.mark.parametrize(
    ("client", "forwarded", "proxies", "caller"),
    [
        ("203.0.113.7", "", 0, "203.0.113.7"),
        ("203.0.113.7", "10.0.0.1", 0, "203.0.113.7"),
        ("10.0.0.9", "1.2.3.4, 198.51.100.2", 1, "198.51.100.2"),
        ("10.0.0.9", "1.2.3.4, 198.51.100.2, 10.0.0.8", 2, "198.51.100.2"),
        ("10.0.0.9", "not an address", 1, "unknown"),
        ("10.0.0.9", "198.51.100.2", 2, "10.0.0.9"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
    ],
)
def test_a_caller_is_who_our_own_proxies_say(
    client: str, forwarded: str, proxies: int, caller: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    request = Request({"type": "http", "client": (client, 5), "headers": headers})

    assert caller_of(request, trusted_proxies=proxies) == caller


@pytest.mark.parametrize(
    ("text", "rate"),
    [("100/minute", Rate(100, 60)), ("5/second", Rate(5, 1)), ("1/hour", Rate(1, 3_600))],
)
def test_a_rate_is_read_as_operators_write_it(text: str, rate: Rate) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["", "100", "0/minute", "-1/minute", "1/day", "x/minute", "1/ "])
def test_a_rate_that_makes_no_sense_stops_the_start(text: str) -> None:
    with pytest.raises(ValidationError, match="like 100/minute"):
        GatewaySettings(rate_limit_ip=text)
