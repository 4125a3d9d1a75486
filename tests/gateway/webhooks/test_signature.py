"""Only what Meta signed, byte for byte, goes further."""

import hashlib
import hmac
import json

import httpx
import pytest

from tests.gateway.edge import APP_SECRET, StandInConversation, sign, text_webhook

BODY = text_webhook("Envoyer un colis à Moungali")
GOOD = sign(BODY)["x-hub-signature-256"]


def _sha1() -> str:
    return "sha1=" + hmac.new(APP_SECRET.encode(), BODY, hashlib.sha1).hexdigest()


def _flipped(position: int) -> str:
    digest = bytearray.fromhex(GOOD.removeprefix("sha256="))
    digest[position // 8] ^= 1 << (position % 8)
    return f"sha256={digest.hex()}"


REFUSED = {
    "none": [],
    "empty": [""],
    "only the scheme": ["sha256="],
    "no scheme": [GOOD.removeprefix("sha256=")],
    "another scheme": [_sha1()],
    "the scheme of another, our digest": [GOOD.replace("sha256", "sha512")],
    "upper case": [f"sha256={GOOD.removeprefix('sha256=').upper()}"],
    "too short": [GOOD[:-1]],
    "too long": [GOOD + "0"],
    "another secret": [sign(BODY, secret=APP_SECRET[::-1])["x-hub-signature-256"]],
    "no secret": [sign(BODY, secret="")["x-hub-signature-256"]],
    "twice, both right": [GOOD, GOOD],
    "twice, one right": ["sha256=" + "0" * 64, GOOD],
    "joined by a comma": [f"{GOOD},{GOOD}"],
    "not ASCII": ["sha256=é" + GOOD[8:]],
    **{f"bit {bit} flipped": [_flipped(bit)] for bit in range(0, 256, 17)},
}


async def test_a_signed_webhook_is_taken(
    edge: httpx.AsyncClient, conversation: StandInConversation
) -> None:
    answer = await edge.post("/webhooks/meta", content=BODY, headers=sign(BODY))

    assert (answer.status_code, answer.text) == (200, "OK")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert conversation.updates == [json.loads(BODY)]
    [sent] = conversation.batches[0]
    assert sent["channel"] == "meta"
    assert sent["correlation_id"] == answer.headers["x-correlation-id"]


@pytest.mark.parametrize("path", ["/webhooks/meta", "/webhook"])
@pytest.mark.parametrize("values", REFUSED.values(), ids=REFUSED.keys())
async def test_a_wrong_signature_is_refused_and_passed_to_nobody(
    edge: httpx.AsyncClient, conversation: StandInConversation, path: str, values: list[str]
) -> None:
    headers = [(b"x-hub-signature-256", value.encode()) for value in values]

    answer = await edge.post(path, content=BODY, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "bad_signature"
    assert conversation.batches == []


@pytest.mark.parametrize(
    "changed",
    [
        BODY + b" ",
        BODY[:-1],
        BODY.replace(b"Moungali", b"moungali"),
        json.dumps(json.loads(BODY)).encode(),
        b"",
    ],
    ids=["a space more", "truncated", "another letter", "serialised again", "empty"],
)
async def test_the_signature_is_that_of_the_raw_bytes(
    edge: httpx.AsyncClient, conversation: StandInConversation, changed: bytes
) -> None:
    answer = await edge.post("/webhooks/meta", content=changed, headers=sign(BODY))

    assert answer.status_code == 401
    assert conversation.batches == []


async def test_the_legacy_signature_beside_the_right_one_changes_nothing(
    edge: httpx.AsyncClient, conversation: StandInConversation
) -> None:
    headers = {**sign(BODY), "x-hub-signature": "sha1=0000"}

    answer = await edge.post("/webhooks/meta", content=BODY, headers=headers)

    assert answer.status_code == 200
    assert len(conversation.updates) == 1
