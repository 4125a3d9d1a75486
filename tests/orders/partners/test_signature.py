"""Standard Webhooks signatures, in and out of tolerance."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.orders.partners.signature import Delivery, sign, verify
from shared.errors import NotAuthenticated

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the standard's published example
OTHER = "another secret of 32 bytes or so"
UNSIGNED = Delivery("toktok-demo", "msg_1", str(int(NOW.timestamp())), "", b'{"statut": "livree"}')
SIGNED = replace(UNSIGNED, signature=sign(UNSIGNED, secret=SECRET))


def test_the_signature_is_the_standards_own() -> None:
    example = Delivery(
        "",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        "",
        b'{"test": 2432232314}',
    )
    assert sign(example, secret=SECRET) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_signed_delivery_is_let_through_for_five_minutes(seconds: int) -> None:
    at = datetime.fromtimestamp(NOW.timestamp() + seconds, UTC)
    verify(SIGNED, secrets=[OTHER, SECRET], now=at)


def test_one_good_signature_among_several_is_enough() -> None:
    both = f"v1,bm9uc2Vuc2U= {SIGNED.signature} v1a,other"
    verify(replace(SIGNED, signature=both), secrets=[SECRET], now=NOW)


@pytest.mark.parametrize(
    "forged",
    [
        UNSIGNED,
        replace(SIGNED, body=SIGNED.body + b" "),
        replace(SIGNED, webhook_id="msg_2"),
        replace(SIGNED, webhook_id=""),
        replace(SIGNED, timestamp=str(int(NOW.timestamp()) - 1)),
        replace(SIGNED, timestamp="now"),
        replace(SIGNED, timestamp="١٢٣"),
        replace(SIGNED, timestamp="9" * 400),
        replace(SIGNED, signature=SIGNED.signature.removeprefix("v1,")),
        replace(SIGNED, signature=SIGNED.signature.replace("v1,", "v2,")),
        replace(SIGNED, signature="v1,é"),
        replace(UNSIGNED, signature=sign(UNSIGNED, secret=OTHER)),
    ],
)
def test_a_forged_delivery_is_refused(forged: Delivery) -> None:
    with pytest.raises(NotAuthenticated):
        verify(forged, secrets=[SECRET], now=NOW)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_old_or_early_delivery_is_refused(seconds: int) -> None:
    at = datetime.fromtimestamp(NOW.timestamp() + seconds, UTC)
    with pytest.raises(NotAuthenticated):
        verify(SIGNED, secrets=[SECRET], now=at)
