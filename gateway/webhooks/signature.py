"""Meta's signature over the raw bytes, and its verify token (whatsapp-cloud-api.md, §1.1, §1.2).

There is no timestamp and no nonce in it: a replay is recognised by its ids, in the database.
"""

import hmac
from collections.abc import Iterable

HEADER = b"x-hub-signature-256"


def is_signed(body: bytes, *, given: list[bytes], secret: bytes) -> bool:
    """Whether the one header given is `sha256=` and the lower-case HMAC of these bytes."""
    expected = b"sha256=" + hmac.digest(secret, body, "sha256").hex().encode()
    return len(given) == 1 and hmac.compare_digest(given[0], expected)


def signatures(headers: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
    """Collect every value of the header: none and two are both wrong."""
    return [value for name, value in headers if name == HEADER]


def is_token(given: str, *, expected: str) -> bool:
    """Compare verify tokens in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())
