"""Short-lived tokens between services: HS256 pinned, one audience each (architecture.md).

python-jose's asymmetric path accepts forged tokens (CVE-2024-33663, CVE-2026-85394): only HS256
with a random secret of 256 bits or more is ever used, and the header is checked before decoding.
"""

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jose import JWTError, jwt
from jose.exceptions import JOSEError

from shared.errors import NotAuthenticated

ALGORITHM: Final = "HS256"
LIFETIME_S: Final = 300
_MAX_TOKEN_CHARS: Final = 2_000


@dataclass(frozen=True, slots=True)
class ServiceCaller:
    """One of our own services."""

    name: str
    expires_at: float


def mint_service_token(*, caller: str, audience: str, secret: str) -> str:
    """Make a token with which `caller` may call `audience` for five minutes."""
    now = int(time.time())
    claims = {"iss": caller, "aud": audience, "iat": now, "exp": now + LIFETIME_S}
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


def verify_service_token(token: str, *, audience: str, secret: str) -> ServiceCaller:
    """Tell who calls.

    Raises:
        NotAuthenticated: the token is forged, expired, of another algorithm or for another service.
    """
    caller = _decode(token, audience, secret)
    if caller.expires_at <= time.time():
        raise NotAuthenticated
    return caller


@lru_cache(maxsize=256)
def _decode(token: str, audience: str, secret: str) -> ServiceCaller:
    """Decode once per token; expiry is checked on every call by whoever asks."""
    if len(token) > _MAX_TOKEN_CHARS:
        raise NotAuthenticated
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") != ALGORITHM or set(header) - {"alg", "typ", "kid"}:
            raise NotAuthenticated
        claims = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=audience,
            options={"require_exp": True, "require_iss": True, "require_aud": True},
        )
    except (JWTError, JOSEError, ValueError, TypeError) as error:
        raise NotAuthenticated from error
    return ServiceCaller(name=str(claims["iss"]), expires_at=float(claims["exp"]))
