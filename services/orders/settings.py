"""Settings of orders."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from shared.settings import ServiceSettings


class OrdersSettings(ServiceSettings):
    """The environment of orders; `ORDERS_OFFER_TTL` is how long a driver may think, in seconds."""

    offer_ttl_s: Annotated[int, Field(ge=1, le=3_600, validation_alias="ORDERS_OFFER_TTL")] = 90

    @property
    def offer_ttl(self) -> timedelta:
        """How long a driver may think."""
        return timedelta(seconds=self.offer_ttl_s)
