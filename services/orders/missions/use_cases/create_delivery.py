"""A parcel has to go from here to there: the mission for it, however the wish came about."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from services.orders.missions.lane import LaneKind
from services.orders.missions.models import MissionRow, Source
from services.orders.missions.moves import Report, ask_dispatch, tell_status, write_change
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus, ParcelSize, Stop
from shared.values.cities import CITIES
from shared.values.clock import local_time
from shared.values.codes import new_code
from shared.values.contact import ContactRef
from shared.values.ids import new_id, reference


@dataclass(frozen=True, slots=True)
class DeliveryJob:
    """What is to be delivered, at a price that was agreed on (whole francs).

    `city` is one of the served cities' names, `distance_m` is on the road. `order_id` and
    `order_reference` name the order it delivers, `redelivers_id` the mission that came back.
    `partner_id` and `external_id` tell who asked by API, and what they call it. `reference` is ours
    unless one is given.
    """

    client: ContactRef | None
    pickup: Stop
    dropoff: Stop
    city: str
    distance_m: int
    price: int
    size: ParcelSize = ParcelSize.SMALL
    description: str | None = None
    declared_value: int | None = None
    cash_to_collect: int | None = None
    photo_media_id: str | None = None
    order_id: UUID | None = None
    order_reference: str | None = None
    redelivers_id: UUID | None = None
    partner_id: UUID | None = None
    external_id: str | None = None
    reference: str | None = None

    @property
    def source(self) -> Source:
        """Who began it."""
        if self.redelivers_id is not None:
            return Source.CLIENT
        if self.partner_id is not None:
            return Source.PARTNER
        return Source.SYSTEM if self.order_id is not None else Source.CLIENT


async def create_delivery(work: Work, job: DeliveryJob) -> MissionRow:
    """Create a mission with its two codes, tell it, and ask dispatch for a driver.

    Raises:
        ValueError: the city is none of ours.
    """
    mission = _mission(job, work=work)
    mission.reference = job.reference or await _next_reference(work, city=job.city)
    await work.missions.add(mission)
    who = job.client.phone if job.client else None
    report = Report(MissionStatus.PENDING, job.source, who=who)
    await write_change(work, mission, report=report, has_moved=True)
    await tell_status(work, mission, previous=None)
    await ask_dispatch(work, mission, kind=LaneKind.DISPATCH)
    return mission


def _mission(job: DeliveryJob, *, work: Work) -> MissionRow:
    client = job.client
    return MissionRow(
        id=new_id(),
        created_by_partner_id=job.partner_id,
        external_id=job.external_id,
        order_id=job.order_id,
        order_reference=job.order_reference,
        redelivers_id=job.redelivers_id,
        status=MissionStatus.PENDING,
        status_since=work.now,
        city=job.city,
        client_contact_id=client.contact_id if client else None,
        client_phone=client.phone if client else None,
        client_user_id=client.user_id if client else None,
        client_name=client.name if client else None,
        pickup=job.pickup.model_dump(),
        dropoff=job.dropoff.model_dump(),
        size=job.size,
        description=job.description,
        declared_value=job.declared_value,
        cash_to_collect=job.cash_to_collect,
        photo_media_id=job.photo_media_id,
        price=job.price,
        distance_m=job.distance_m,
        fact_ranks={},
        pickup_code=new_code(),
        delivery_code=new_code(),
        tracking_token=secrets.token_urlsafe(16),
        created_at=work.now,
    )


async def _next_reference(work: Work, *, city: str) -> str:
    [country] = [known.country for known in CITIES if known.name == city]
    day = local_time(work.now, country).date()
    return reference("COUR", day=day, number=await work.missions.next_number(day))
