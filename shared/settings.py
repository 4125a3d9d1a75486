"""Settings every service has. Read from the environment when built, never at import time."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_SECRET_PREFIX = "development-only"  # noqa: S105 - names the defaults we refuse
MIN_SECRET_BYTES = 32


class Environment(StrEnum):
    """Where this runs; defaults of secrets are accepted in development only."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class ServiceSettings(BaseSettings):
    """The environment of any deployable (docs: .env.example).

    Raises:
        ValueError: a secret is a development default or under 32 bytes outside development.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    environment: Environment = Environment.DEVELOPMENT
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    log_level: str = "info"

    database_url: SecretStr = SecretStr("postgresql+asyncpg://postgres@127.0.0.1:5432/toktok")
    redis_url: SecretStr = SecretStr("redis://127.0.0.1:6379")
    service_token_secret: SecretStr = SecretStr(f"{DEVELOPMENT_SECRET_PREFIX}-{'0' * 32}")

    admin_secret: SecretStr = SecretStr(f"{DEVELOPMENT_SECRET_PREFIX}-{'2' * 32}")

    public_url: str = "http://127.0.0.1:8000"
    conversation_url: str = "http://127.0.0.1:8101"
    orders_url: str = "http://127.0.0.1:8102"
    notifications_url: str = "http://127.0.0.1:8103"
    provider_url: str = "http://127.0.0.1:8104"

    @model_validator(mode="after")
    def _refuse_weak_secrets(self) -> Self:
        if self.environment is Environment.DEVELOPMENT:
            return self
        for name, value in self:
            if isinstance(value, SecretStr) and name.endswith("_secret"):
                secret = value.get_secret_value()
                if secret.startswith(DEVELOPMENT_SECRET_PREFIX) or len(secret) < MIN_SECRET_BYTES:
                    raise ValueError(f"{name.upper()} must be set to 32 random bytes or more")
        return self
