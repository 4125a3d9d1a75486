"""Settings of the gateway: Meta's two secrets, who may call from a browser, how often."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import NoDecode

from gateway.rates import Rate, RateSetting
from shared.settings import DEVELOPMENT_SECRET_PREFIX, Environment, ServiceSettings

_PER_MINUTE = 60


def _split(value: object) -> object:
    """Read a comma-separated list, as operators write it."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


class GatewaySettings(ServiceSettings):
    """The environment of the gateway.

    `trusted_proxies` is how many proxies of ours stand before us: that many entries at the right of
    `X-Forwarded-For` are believed, none by default.

    Raises:
        ValueError: a secret or the verify token is a development default outside development.
    """

    whatsapp_app_secret: SecretStr = SecretStr(f"{DEVELOPMENT_SECRET_PREFIX}-{'1' * 32}")
    whatsapp_verify_token: SecretStr = SecretStr(f"{DEVELOPMENT_SECRET_PREFIX}-verify")

    allowed_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = ()
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = 0

    rate_limit_ip: RateSetting = Rate(600, _PER_MINUTE)
    rate_limit_partner: RateSetting = Rate(3_000, _PER_MINUTE)
    rate_limit_provider: RateSetting = Rate(100, _PER_MINUTE)

    inbound_timeout_s: Annotated[float, Field(gt=0, le=20)] = 8.0
    upstream_timeout_s: Annotated[float, Field(gt=0, le=120)] = 15.0

    @model_validator(mode="after")
    def _refuse_known_verify_token(self) -> Self:
        token = self.whatsapp_verify_token.get_secret_value()
        is_known = token.startswith(DEVELOPMENT_SECRET_PREFIX) or not token
        if is_known and self.environment is not Environment.DEVELOPMENT:
            raise ValueError("WHATSAPP_VERIFY_TOKEN must be set")
        return self
