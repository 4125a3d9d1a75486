"""How a mission is told to its parties, from its row, its timeline and its driver."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.orders.drivers.models import DriverRow
from services.orders.media.sizes import image_url
from services.orders.missions.models import MissionChangeRow, MissionRow
from services.orders.quotes.eta import remaining
from services.orders.work import Work
from shared.contracts.orders.api import DriverCard, Mission, MissionStatus, TimelineEntry
from shared.contracts.orders.catalogue import ImageState


class Knows(StrEnum):
    """Who is told, for what each may know: the client both codes, the driver the pickup code."""

    CLIENT = "client"
    DRIVER = "driver"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class _Around:
    """What a mission's row does not hold, for several missions at once."""

    changes: dict[UUID, list[MissionChangeRow]]
    drivers: dict[UUID, DriverRow]
    redelivered: set[UUID]
    photos: dict[UUID, ImageState]


async def describe(work: Work, mission: MissionRow, *, knows: Knows = Knows.NOBODY) -> Mission:
    """Tell one mission as it is now in this transaction."""
    [told] = await describe_all(work, [mission], knows=knows)
    return told


async def describe_all(
    work: Work, missions: Sequence[MissionRow], *, knows: Knows = Knows.NOBODY
) -> list[Mission]:
    """Tell several missions with four queries for all, at most."""
    if not missions:
        return []
    returned = [one.id for one in missions if one.status is MissionStatus.RETURNED]
    photos = [one.delivery_photo_id for one in missions if one.delivery_photo_id]
    around = _Around(
        changes=await work.missions.list_changes([mission.id for mission in missions]),
        drivers=await work.drivers.list_by_id({one.driver_id for one in missions if one.driver_id}),
        redelivered=await work.missions.list_redelivered(returned),
        photos=await work.media.list_states(photos),
    )
    return [_tell(work, mission, around=around, knows=knows) for mission in missions]


def _tell(work: Work, mission: MissionRow, *, around: _Around, knows: Knows) -> Mission:
    changes = around.changes[mission.id]
    left = remaining(
        mission.status, distance_m=mission.distance_m, since=mission.status_since, now=work.now
    )
    return Mission(
        id=mission.id,
        reference=mission.reference,
        status=mission.status,
        client=mission.client,
        pickup=mission.pickup_stop,
        dropoff=mission.dropoff_stop,
        description=mission.description,
        declared_value=mission.declared_value,
        cash_to_collect=mission.cash_to_collect,
        price=mission.price,
        driver=_card(mission, around.drivers.get(mission.driver_id) if mission.driver_id else None),
        eta=left,
        tracking_url=f"{work.terms.public_url}/track/{mission.tracking_token}",
        created_at=mission.created_at,
        is_cancellable=mission.is_cancellable,
        is_redeliverable=is_redeliverable(mission, redelivered=around.redelivered),
        pickup_code=_pickup_code(mission, knows=knows),
        delivery_code=mission.delivery_code if knows is Knows.CLIENT else None,
        order_reference=mission.order_reference,
        problem=_problem(changes),
        proof_url=_proof_url(work, mission, photos=around.photos),
        timeline=[_entry(change) for change in changes],
    )


def is_redeliverable(mission: MissionRow, *, redelivered: set[UUID]) -> bool:
    """Whether a parcel came back to us and is not on its way again."""
    is_ours = mission.partner_id is None
    is_back = mission.status is MissionStatus.RETURNED
    return is_ours and is_back and mission.id not in redelivered


def _entry(change: MissionChangeRow) -> TimelineEntry:
    return TimelineEntry(
        status=change.status, at=change.at, source=change.source.value, note=change.note
    )


def _problem(changes: Sequence[MissionChangeRow]) -> str | None:
    notes = (change.note for change in changes if change.status is MissionStatus.PROBLEM)
    return next(notes, None)


def _pickup_code(mission: MissionRow, *, knows: Knows) -> str | None:
    """Tell the code that the driver shows; what came back is handed out again without one."""
    is_told = knows is not Knows.NOBODY and mission.redelivers_id is None
    return mission.pickup_code if is_told else None


def _proof_url(work: Work, mission: MissionRow, *, photos: dict[UUID, ImageState]) -> str | None:
    """Tell where the picture is, or will be in a moment: who asks too early is kept waiting."""
    photo = mission.delivery_photo_id
    if photo is None or photos.get(photo) not in (ImageState.WAITING, ImageState.READY):
        return None
    return image_url(work.terms, photo)


def _card(mission: MissionRow, driver: DriverRow | None) -> DriverCard | None:
    if driver is not None:
        return driver.card if driver.erased_at is None else None
    if mission.driver_name is None:
        return None
    return DriverCard(name=mission.driver_name, phone=mission.driver_phone or "")
