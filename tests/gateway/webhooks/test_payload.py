"""Bodies that are signed and odd."""

import json
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import UnreadableBody
from gateway.webhooks.meta import MAX_BODY_BYTES
from gateway.webhooks.payload import MAX_DEPTH, as_object
from tests.gateway.edge import StandInConversation, sign, text_webhook

TAKEN: dict[str, tuple[bytes, object]] = {
    "an empty object": (b"{}", {}),
    "wrong types": (b'{"entry":"no list"}', {"entry": "no list"}),
    "an array": (b"[1,2]", {"not_an_object": [1, 2]}),
    "a string": (b'"hello"', {"not_an_object": "hello"}),
    "null": (b"null", {"not_an_object": None}),
    "not a number": (b'{"a":NaN,"b":-Infinity}', {"a": None, "b": None}),
    "a number beyond all": (b'{"a":1e400}', {"a": None}),
    "NUL": (rb'{"a":"x\u0000y"}', {"a": "xy"}),
    "NUL in a name": (rb'{"a\u0000":1}', {"a": 1}),
    "an escaped backslash before u0000": (rb'{"a":"\\u0000"}', {"a": r"\u0000"}),
    "NUL behind an escaped backslash": (rb'{"a":"\\\u0000."}', {"a": "\\."}),
    "half a surrogate pair": (rb'{"a":"\ud83d!"}', {"a": "?!"}),
    "half a pair, and NUL": (rb'{"a":"\ud83d\u0000!"}', {"a": "?!"}),
    "a whole pair": (rb'{"a":"\ud83d\ude00"}', {"a": "😀"}),
    "a byte order mark": (b'\xef\xbb\xbf{"a":1}', {"a": 1}),
    "a name twice": (b'{"a":1,"a":2}', {"a": 2}),
    "as deep as it may be": (b'{"a":' + b"[" * 199 + b"]" * 199 + b"}", None),
    "many brackets, not deep": (b'{"a":[' + b"[]," * 500 + b"[]]}", None),
    "brackets in a text": (b'{"a":"' + b"[{" * 500 + b'"}', None),
}
REFUSED = {
    "nothing": b"",
    "truncated": text_webhook("Bonjour")[:-20],
    "two values": b"{} {}",
    "out of the batch": b'{}},{"correlation_id":"x","channel":"meta","update":{}',
    "a trailing comma": b'{"a":1,}',
    "not UTF-8": b'{"a":"\xff"}',
    "a raw NUL": b'{"a":"\x00"}',
    "form encoded": b"Body=Bonjour&From=whatsapp%3A%2B242065550101",
    "a number of 5,000 digits": b'{"a":' + b"9" * 5_000 + b"}",
    "too deep": b'{"a":' + b"[" * 200 + b"]" * 200 + b"}",
    "far too deep": b"[" * 10_000 + b"]" * 10_000,
    "deep and unclosed": b'{"a":' * 10_000,
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
}


@pytest.mark.parametrize(("body", "update"), TAKEN.values(), ids=TAKEN.keys())
async def test_an_odd_object_is_taken_for_conversation_to_judge(
    edge: httpx.AsyncClient, conversation: StandInConversation, body: bytes, update: object
) -> None:
    answer = await edge.post("/webhooks/meta", content=body, headers=sign(body))

    assert answer.status_code == 200
    assert conversation.updates == [orjson.loads(body) if update is None else update]


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
async def test_what_is_not_json_is_refused_and_passed_to_nobody(
    edge: httpx.AsyncClient, conversation: StandInConversation, body: bytes
) -> None:
    answer = await edge.post("/webhooks/meta", content=body, headers=sign(body))

    assert answer.status_code == 400
    assert answer.json()["code"] == "unreadable_body"
    assert conversation.batches == []


async def test_a_body_at_the_limit_is_taken_and_one_byte_more_is_not(
    edge: httpx.AsyncClient, conversation: StandInConversation
) -> None:
    largest = b'{"a":"' + b"x" * (MAX_BODY_BYTES - 8) + b'"}'
    too_large = largest + b" "

    taken = await edge.post("/webhooks/meta", content=largest, headers=sign(largest))
    refused = await edge.post("/webhooks/meta", content=too_large, headers=sign(too_large))

    assert (taken.status_code, refused.status_code) == (200, 413)
    assert refused.json()["code"] == "body_too_large"
    assert len(conversation.updates) == 1


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(st.dictionaries(st.text(), anything, max_size=5))
def test_whatever_python_writes_as_json_becomes_an_object_that_can_be_stored(
    value: dict[str, Any],
) -> None:
    update = as_object(json.dumps(value).encode())

    assert isinstance(orjson.loads(update), dict)
    assert "\x00" not in _texts(orjson.loads(update))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(body: bytes) -> None:
    try:
        update = as_object(body)
    except UnreadableBody:
        return
    assert isinstance(orjson.loads(update), dict)


@given(st.dictionaries(st.text(st.characters(blacklist_categories=["Cs", "Cc"])), st.integers(0)))
def test_an_ordinary_object_goes_through_byte_for_byte(value: dict[str, int]) -> None:
    body = json.dumps(value, indent=1).encode()

    assert as_object(body) == body


def test_the_depth_that_is_refused_is_the_one_that_is_documented() -> None:
    assert MAX_DEPTH == 200


def _texts(value: object) -> str:
    match value:
        case str():
            return value
        case list():
            return "".join(map(_texts, value))
        case dict():
            return "".join(key + _texts(inner) for key, inner in value.items())
        case _:
            return ""
