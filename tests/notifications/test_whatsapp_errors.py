"""What each answer of the Graph API means for a message (reliability.md, 3.3)."""

import httpx
import pytest

from services.notifications.channels.channel import (
    Accepted,
    NotSent,
    Outcome,
    Rejected,
    Remedy,
    Unknown,
)
from services.notifications.channels.whatsapp_errors import read_answer, read_failure
from tests.notifications.graph import accepted, refused

REMEDIES = [
    (2, 503, Remedy.BACKOFF),
    (4, 400, Remedy.MINUTES_LATER),
    (80007, 400, Remedy.MINUTES_LATER),
    (130429, 400, Remedy.BACKOFF),
    (130429, 429, Remedy.BACKOFF),
    (131016, 500, Remedy.BACKOFF),
    (131047, 400, Remedy.TEMPLATE),
    (131056, 400, Remedy.PAIR_BACKOFF),
    (131057, 500, Remedy.MINUTES_LATER),
    (133004, 503, Remedy.BACKOFF),
    (0, 401, Remedy.NONE),
    (10, 403, Remedy.NONE),
    (100, 400, Remedy.NONE),
    (190, 401, Remedy.NONE),
    (368, 403, Remedy.NONE),
    (131008, 400, Remedy.NONE),
    (131009, 400, Remedy.NONE),
    (131021, 400, Remedy.NONE),
    (131026, 400, Remedy.NONE),
    (131042, 400, Remedy.NONE),
    (131048, 400, Remedy.NONE),
    (131049, 400, Remedy.NONE),
    (131050, 400, Remedy.NONE),
    (132000, 400, Remedy.NONE),
    (132001, 404, Remedy.OTHER_LANGUAGE),
    (132015, 400, Remedy.OTHER_LANGUAGE),
    (999999, 400, Remedy.NONE),
]


@pytest.mark.parametrize(("code", "status", "remedy"), REMEDIES)
def test_a_parsed_error_is_a_rejection_with_its_remedy(
    code: int, status: int, remedy: Remedy
) -> None:
    answer = refused(code, status=status)

    outcome = read_answer(status, answer.content)

    assert outcome == Rejected(str(code), "details", remedy)


@pytest.mark.parametrize(("code", "status"), [(131000, 500), (1, 500), (1, 400)])
def test_a_failure_on_metas_side_is_unknown(code: int, status: int) -> None:
    assert read_answer(status, refused(code, status=status).content) == Unknown(str(code))


def test_an_unheard_of_error_that_calls_itself_transient_is_tried_again() -> None:
    body = b'{"error": {"code": 424242, "message": "later", "is_transient": true}}'

    assert read_answer(400, body) == Rejected("424242", "later", Remedy.BACKOFF)


def test_error_data_may_be_a_bare_string() -> None:
    body = b'{"error": {"code": 100, "message": "title", "error_data": "what is wrong"}}'

    assert read_answer(400, body) == Rejected("100", "what is wrong", Remedy.NONE)


def test_two_hundred_with_an_id_is_accepted() -> None:
    assert read_answer(200, accepted("wamid.1").content) == Accepted("wamid.1")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b"<html>", Unknown("http_200")),
        (200, b"{}", Unknown("http_200")),
        (200, b'{"messages": []}', Unknown("http_200")),
        (200, b'{"messages": [{"id": ""}]}', Unknown("http_200")),
        (200, b"\xff\xfe", Unknown("http_200")),
        (200, b"[]", Unknown("http_200")),
        (500, b"", Unknown("http_500")),
        (502, b"<html>Bad Gateway</html>", Unknown("http_502")),
        (503, b"", Unknown("http_503")),
        (504, b"", Unknown("http_504")),
        (408, b"", Unknown("http_408")),
        (302, b"", Unknown("http_302")),
        (404, b"<html>", Rejected("http_404", "", Remedy.NONE)),
        (413, b"", Rejected("http_413", "", Remedy.NONE)),
        (429, b"slow down", Rejected("http_429", "", Remedy.BACKOFF)),
    ],
)
def test_answers_that_cannot_be_read(status: int, body: bytes, expected: Outcome) -> None:
    assert read_answer(status, body) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectError("x"), NotSent("ConnectError")),
        (httpx.ConnectTimeout("x"), NotSent("ConnectTimeout")),
        (httpx.PoolTimeout("x"), NotSent("PoolTimeout")),
        (httpx.ReadTimeout("x"), Unknown("ReadTimeout")),
        (httpx.WriteTimeout("x"), Unknown("WriteTimeout")),
        (httpx.WriteError("x"), Unknown("WriteError")),
        (httpx.ReadError("x"), Unknown("ReadError")),
        (httpx.RemoteProtocolError("x"), Unknown("RemoteProtocolError")),
        (TimeoutError(), Unknown("TimeoutError")),
    ],
)
def test_a_transport_failure_is_safe_only_before_the_first_byte(
    error: httpx.HTTPError | TimeoutError, expected: Outcome
) -> None:
    assert read_failure(error) == expected
