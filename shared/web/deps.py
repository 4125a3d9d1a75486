"""FastAPI dependencies every service shares: the internal caller and the idempotency key."""

import hmac
from typing import Annotated

from fastapi import Depends, Header, Request

from shared.auth.tokens import ServiceCaller, verify_service_token
from shared.errors import NotAuthenticated

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        description="Made by the caller once per command; repeating it repeats the answer.",
    ),
]


def internal_caller(request: Request) -> ServiceCaller:
    """Let only our own services through, by their short-lived token.

    Raises:
        NotAuthenticated: no token, or one that is forged, expired or for another service.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotAuthenticated
    secret = request.app.state.settings.service_token_secret.get_secret_value()
    return verify_service_token(token, audience=request.app.state.service, secret=secret)


def admin_caller(request: Request) -> None:
    """Let only who holds the operator's secret through, until people have accounts of their own.

    Raises:
        NotAuthenticated: no bearer, or another one.
    """
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    secret = request.app.state.settings.admin_secret.get_secret_value()
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), secret.encode()):
        raise NotAuthenticated


CallerDep = Annotated[ServiceCaller, Depends(internal_caller)]
