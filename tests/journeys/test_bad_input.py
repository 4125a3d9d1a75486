"""Whatever comes in: strangers are refused; people get a helpful line and keep their errand."""

import json
import re

import httpx
import pytest

from shared.auth.tokens import mint_service_token
from tests.support.errands import call_off, confirm
from tests.support.meta import message, update
from tests.support.phone import Json, Phone
from tests.support.town import Town
from tests.support.webhooks import post, post_signed

pytestmark = pytest.mark.journey

TOO_LONG = 3_000_001  # bytes; whatsapp-cloud-api.md, 1.2
STRANGER = "242067799001"
NONSENSE: tuple[Json, ...] = (
    {"type": "text", "text": "Xyzzy au fin fond de nulle part"},
    {"type": "text", "text": " \n "},
    {"type": "sticker"},
    {"type": "text", "text": "a" * 10_000},
    {"type": "raw", "message": {"type": "text", "text": {"body": ""}}},
    {"type": "unsupported"},
)


@pytest.mark.parametrize("signature", [None, "", "sha256=", "sha256=" + "0" * 64, "sha1=abc"])
async def test_a_webhook_that_meta_did_not_sign_is_refused_and_changes_nothing(
    town: Town, signature: str | None
) -> None:
    body = json.dumps(update(message("Bonjour", phone=STRANGER, user_id=None))).encode()

    answer = await post(town, body, signature=signature)

    assert answer.status_code == 401
    await town.settle()
    assert await town.phone(STRANGER).messages() == []
    assert await _known_by(town, STRANGER) == 0


async def test_the_address_is_confirmed_to_meta_only(town: Town) -> None:
    hub = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    right = {**hub, "hub.verify_token": town.keys["WHATSAPP_VERIFY_TOKEN"]}

    confirmed = await town.gateway.get("/webhooks/meta", params=right)
    refused = await town.gateway.get("/webhooks/meta", params={**hub, "hub.verify_token": "guess"})

    assert (confirmed.status_code, confirmed.text) == (200, "1158201444")
    assert refused.status_code == 403
    assert "1158201444" not in refused.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\x00", b"[" * 20_000])
async def test_signed_bytes_that_are_no_json_are_refused(town: Town, body: bytes) -> None:
    answer = await post_signed(town, body)

    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_a_body_beyond_metas_limit_is_refused(town: Town) -> None:
    answer = await post_signed(town, b'{"object": "' + b"x" * TOO_LONG + b'"}')

    assert answer.status_code == 413


@pytest.mark.parametrize("body", [b'["odd-list"]', b'"odd-text"', b'{"entry": "odd-entry"}'])
async def test_a_signed_but_odd_body_is_taken_and_listed(town: Town, body: bytes) -> None:
    answer = await post_signed(town, body)

    assert answer.status_code == 200
    [word] = re.findall(rb"odd-\w+", body)
    assert word.decode() in (await _quarantine(town)).text


async def test_the_neighbour_of_an_odd_update_is_answered(town: Town) -> None:
    client = town.newcomer()
    await client.text("Bonjour")
    await client.is_offered("Envoyer un colis")
    odd = {"messages": [{"surprise": "odd-neighbour"}]}
    plain = message("menu", phone=client.number, user_id=None)

    answer = await post_signed(town, json.dumps(update(odd, plain)).encode())

    assert answer.status_code == 200
    await client.is_offered("Envoyer un colis")
    assert "odd-neighbour" in (await _quarantine(town)).text
    assert (await town.gateway.get("/internal/quarantine")).status_code == 404


async def test_an_errand_survives_everything_a_person_may_send(town: Town) -> None:
    client = town.newcomer()
    await client.text("Envoyer un colis")
    await client.sees("Où récupérer le colis")
    for nonsense in NONSENSE:
        await _helps(client, nonsense, about="📍")
    await client.text("Moungali")
    await client.sees("Où le livrer")
    await client.text("Talangaï")
    await client.sees("Qui le livreur doit-il appeler")
    for phone in ("Marie 12", "06 12"):
        await _helps(client, {"type": "text", "text": phone}, about="06 123 45 67")
    third = {"type": "text", "text": "+242 999 999 999 999 999"}
    await _helps(client, third, about="Nous n’y arrivons pas pour *👤 Le contact*")
    await _helps(client, {"type": "text", "text": "numéro"}, about="06 123 45 67")
    await client.text("Marie 06 123 45 67")
    await client.sees("Que contient le colis")
    for amount in ("-5000", "999999999999999 FCFA"):
        await _helps(client, {"type": "text", "text": amount}, about="80 000")
    await client.text("chaussures, 15 000")
    recap = await client.sees("VOTRE ENVOI")

    for words in (
        "Moungali",
        "Talangaï",
        "Marie 06 123 45 67",
        "haussures",
        "15\u202f000\u202fFCFA",
    ):
        assert words in recap.text
    reference = await confirm(client)
    mission = await town.mission(reference)
    assert (mission["declared_value"], mission["status"]) == (15_000, "pending")
    await call_off(client)


async def _helps(client: Phone, said: Json, *, about: str) -> None:
    """Say something odd; exactly one message comes back, and it helps."""
    before = len(await client.received())
    await client.does(said)
    await client.gets(lambda one: about in one.text, f"a line that mentions {about}")
    assert len(await client.received()) == before + 1, await client.transcript()


async def _quarantine(town: Town) -> httpx.Response:
    token = mint_service_token(
        caller="gateway", audience="conversation", secret=town.keys["SERVICE_TOKEN_SECRET"]
    )
    url = town.stack.addresses.service("conversation") + "/internal/quarantine"
    return await town.simulator.get(url, headers={"authorization": f"Bearer {token}"})


async def _known_by(town: Town, number: str) -> int:
    rows = await town.query(
        "SELECT FROM conversation.contact_identifier WHERE value = $1", f"+{number}"
    )
    return len(rows)
