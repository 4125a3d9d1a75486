"""Signatures of partners' webhooks: Standard Webhooks, HMAC-SHA256, five minutes. Pure.

The signed text is `webhook-id.webhook-timestamp.body`; `webhook-signature` holds one or more
`v1,<base64>` separated by spaces, so that a sender may rotate its secret.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from shared.errors import NotAuthenticated

TOLERANCE_S: Final = 300
SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - the standard's prefix, not a secret
_MOST_SIGNATURES: Final = 5
_LONGEST_ID: Final = 128
_TIMESTAMP_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery exactly as it came: who claims to send it, the signed headers, the raw body."""

    partner: str
    webhook_id: str
    timestamp: str
    signature: str
    body: bytes


def verify(delivery: Delivery, *, secrets: Sequence[str], now: datetime) -> None:
    """Let a delivery through when one of the secrets signed it within five minutes of now.

    Raises:
        NotAuthenticated: it is unsigned, forged, or too old or too new.
    """
    if not 0 < len(delivery.webhook_id) <= _LONGEST_ID:
        raise NotAuthenticated
    sent_at = delivery.timestamp
    if not (sent_at.isascii() and sent_at.isdigit() and len(sent_at) <= _TIMESTAMP_DIGITS):
        raise NotAuthenticated
    if abs(now.timestamp() - int(sent_at)) > TOLERANCE_S:
        raise NotAuthenticated
    given = [part.encode() for part in delivery.signature.split()[:_MOST_SIGNATURES]]
    made = [sign(delivery, secret=secret).encode() for secret in secrets]
    matches = [hmac.compare_digest(ours, theirs) for ours in made for theirs in given]
    if not any(matches):
        raise NotAuthenticated


def sign(delivery: Delivery, *, secret: str) -> str:
    """Make the signature of a delivery, as `webhook-signature` carries it."""
    text = f"{delivery.webhook_id}.{delivery.timestamp}.".encode() + delivery.body
    digest = hmac.new(_key(secret), text, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _key(secret: str) -> bytes:
    """Read a secret: base64 behind `whsec_` as the standard says, else its bytes as they are."""
    if not secret.startswith(SECRET_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        return secret.encode()
