"""Settings of orders."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.settings import ServiceSettings


class Promo(StrEnum):
    """Who answers for promo codes until billing does: nobody, or its fake with sample codes."""

    OFF = "off"
    SAMPLE = "sample"


class OrdersSettings(ServiceSettings):
    """The environment of orders.

    `ORDERS_OFFER_TTL` is how long a driver may think, `ORDERS_OPEN_JOB_TTL` how long a job stays
    open to all, both in seconds. `ORDERS_CASH_CEILING` is how much of other people's cash (whole
    francs) a driver may hold and still get jobs with cash. `OSRM_URL` is a router that measures the
    road; without one it is estimated. `OUTBOUND_TRUSTED_HOSTS` names hosts, separated by commas,
    that we call although they are not public: development only.
    """

    promo: Annotated[Promo, Field(validation_alias="ORDERS_PROMO")] = Promo.OFF
    offer_ttl_s: Annotated[int, Field(ge=1, le=3_600, validation_alias="ORDERS_OFFER_TTL")] = 90
    open_job_ttl_s: Annotated[
        int, Field(ge=1, le=86_400, validation_alias="ORDERS_OPEN_JOB_TTL")
    ] = 600

    cash_ceiling: Annotated[
        int, Field(ge=0, le=100_000_000, validation_alias="ORDERS_CASH_CEILING")
    ] = 100_000
    osrm_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""

    outbound_trusted_hosts: str = ""

    @property
    def trusted_hosts(self) -> frozenset[str]:
        """Hosts that partners and pictures may be on although they are private."""
        return frozenset(filter(None, map(str.strip, self.outbound_trusted_hosts.split(","))))

    @property
    def offer_ttl(self) -> timedelta:
        """How long a driver may think."""
        return timedelta(seconds=self.offer_ttl_s)

    @property
    def open_job_ttl(self) -> timedelta:
        """How long a job stays open to all before the search is given up."""
        return timedelta(seconds=self.open_job_ttl_s)
