"""Answers of the provider service."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Provider(BaseModel):
    """An artisan as anybody may see them."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    trade: str
    city: str
    quartier: str


class ProviderPage(BaseModel):
    """Twenty artisans by name; `next` is the cursor of the page behind, None on the last."""

    providers: list[Provider]
    next: str | None
