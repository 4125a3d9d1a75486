"""How other services talk to orders: a protocol, and the one implementation over HTTP.

Every refusal is raised as its own class (`errors.py`). Commands need an idempotency key made once
per command: repeating it repeats the answer.
"""

from typing import Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel

from shared.contracts.orders.api import (
    CancelRequest,
    Driver,
    DriverCall,
    DutyRequest,
    Mission,
    MissionList,
    MissionRequest,
    Offer,
    PositionReport,
    Quote,
    QuoteRequest,
    RatingRequest,
    StepReport,
)
from shared.values.contact import ContactRef
from shared.web.client import ServiceClient

Answer = TypeVar("Answer", bound=BaseModel)


class Orders(Protocol):
    """What the chat may ask of orders."""

    async def make_quote(self, request: QuoteRequest, *, idempotency_key: str) -> Quote:
        """Price a delivery.

        Raises:
            PlaceNotLocated: an end has no coordinates.
            OutOfArea: we do not deliver this way.
        """
        ...

    async def create_mission(self, request: MissionRequest, *, idempotency_key: str) -> Mission:
        """Create a mission at a quote's price.

        Raises:
            QuoteNotFound: there is no such quote.
            QuoteExpired: the price no longer holds.
            QuoteDoesNotMatch: the quote was for other places.
        """
        ...

    async def get_mission(self, reference: str) -> Mission:
        """Tell a mission.

        Raises:
            MissionNotFound: nobody uses this reference.
        """
        ...

    async def list_active_missions(self, contact: ContactRef) -> list[Mission]:
        """List a client's running missions, newest first, ten at most."""
        ...

    async def cancel_mission(
        self, reference: str, request: CancelRequest, *, idempotency_key: str
    ) -> Mission:
        """Call a mission off; asking twice changes nothing.

        Raises:
            MissionNotFound: there is no such mission of this client.
            MissionNotCancellable: the parcel was picked up, or the mission is over.
        """
        ...

    async def rate_mission(
        self, reference: str, request: RatingRequest, *, idempotency_key: str
    ) -> Mission:
        """Keep how a client found it; rating again changes the rating.

        Raises:
            MissionNotFound: there is no such mission of this client.
            MissionNotRatable: it is not delivered.
        """
        ...

    async def report_step(
        self, reference: str, step: StepReport, *, idempotency_key: str
    ) -> Mission:
        """Move a mission forward for its driver; the step it is at changes nothing.

        Raises:
            MissionNotFound: nobody uses this reference.
            DriverNotFound: no approved driver has this phone.
            NotYourMission: another driver has it, or nobody yet.
            StepNotAllowed: the step is behind, or not a driver's to report.
        """
        ...

    async def accept_offer(
        self, offer_id: UUID, call: DriverCall, *, idempotency_key: str
    ) -> Mission:
        """Take an offered mission; accepting twice changes nothing.

        Raises:
            DriverNotFound: no approved driver has this phone.
            OfferNotFound: there is no such offer for this driver.
            MissionAlreadyTaken: another driver was faster.
            OfferExpired: the time is over, or the mission was called off.
        """
        ...

    async def decline_offer(
        self, offer_id: UUID, call: DriverCall, *, idempotency_key: str
    ) -> Offer:
        """Leave an offered mission to the next driver; one that is over stays as it is.

        Raises:
            DriverNotFound: no approved driver has this phone.
            OfferNotFound: there is no such offer for this driver.
        """
        ...

    async def get_driver(self, phone: str) -> Driver:
        """Tell a driver with the missions in hand, oldest first.

        Raises:
            DriverNotFound: no approved driver has this phone.
        """
        ...

    async def change_duty(
        self, phone: str, request: DutyRequest, *, idempotency_key: str
    ) -> Driver:
        """Go on or off duty.

        Raises:
            DriverNotFound: no approved driver has this phone.
        """
        ...

    async def report_position(self, phone: str, report: PositionReport) -> Driver:
        """Say where a driver is; may be lost, the next one counts.

        Raises:
            DriverNotFound: no approved driver has this phone.
        """
        ...


class HttpOrders:
    """Orders over its internal HTTP."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def make_quote(self, request: QuoteRequest, *, idempotency_key: str) -> Quote:
        """See `Orders`."""
        return await self._post("/internal/quotes", request, answer=Quote, key=idempotency_key)

    async def create_mission(self, request: MissionRequest, *, idempotency_key: str) -> Mission:
        """See `Orders`."""
        return await self._post("/internal/missions", request, answer=Mission, key=idempotency_key)

    async def get_mission(self, reference: str) -> Mission:
        """See `Orders`."""
        return await self._client.get(f"/internal/missions/{reference}", answer=Mission)

    async def list_active_missions(self, contact: ContactRef) -> list[Mission]:
        """See `Orders`."""
        params = contact.model_dump(mode="json", exclude={"name"}, exclude_none=True)
        found = await self._client.get("/internal/missions", answer=MissionList, params=params)
        return found.missions

    async def cancel_mission(
        self, reference: str, request: CancelRequest, *, idempotency_key: str
    ) -> Mission:
        """See `Orders`."""
        path = f"/internal/missions/{reference}/cancel"
        return await self._post(path, request, answer=Mission, key=idempotency_key)

    async def rate_mission(
        self, reference: str, request: RatingRequest, *, idempotency_key: str
    ) -> Mission:
        """See `Orders`."""
        path = f"/internal/missions/{reference}/rating"
        return await self._post(path, request, answer=Mission, key=idempotency_key)

    async def report_step(
        self, reference: str, step: StepReport, *, idempotency_key: str
    ) -> Mission:
        """See `Orders`."""
        path = f"/internal/missions/{reference}/steps"
        return await self._post(path, step, answer=Mission, key=idempotency_key)

    async def accept_offer(
        self, offer_id: UUID, call: DriverCall, *, idempotency_key: str
    ) -> Mission:
        """See `Orders`."""
        path = f"/internal/offers/{offer_id}/accept"
        return await self._post(path, call, answer=Mission, key=idempotency_key)

    async def decline_offer(
        self, offer_id: UUID, call: DriverCall, *, idempotency_key: str
    ) -> Offer:
        """See `Orders`."""
        path = f"/internal/offers/{offer_id}/decline"
        return await self._post(path, call, answer=Offer, key=idempotency_key)

    async def get_driver(self, phone: str) -> Driver:
        """See `Orders`."""
        return await self._client.get(f"/internal/drivers/{phone}", answer=Driver)

    async def change_duty(
        self, phone: str, request: DutyRequest, *, idempotency_key: str
    ) -> Driver:
        """See `Orders`."""
        path = f"/internal/drivers/{phone}/duty"
        return await self._client.send(
            "PUT", path, body=request, answer=Driver, idempotency_key=idempotency_key
        )

    async def report_position(self, phone: str, report: PositionReport) -> Driver:
        """See `Orders`."""
        path = f"/internal/drivers/{phone}/position"
        return await self._client.send("PUT", path, body=report, answer=Driver)

    async def _post(self, path: str, body: BaseModel, *, answer: type[Answer], key: str) -> Answer:
        return await self._client.send("POST", path, body=body, answer=answer, idempotency_key=key)
