"""A driver's phone says where it is: the driver may have reached a stop."""

from typing import Final
from uuid import UUID

from services.orders.drivers.use_cases.report_position import report_position
from services.orders.missions.models import MissionRow
from services.orders.missions.views import Knows, describe
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus, Stop
from shared.contracts.orders.events import DriverNearStop
from shared.values.place import Place, distance_m

FENCE_M: Final = 150
_TO_PICKUP: Final = (MissionStatus.ACCEPTED, MissionStatus.TO_PICKUP)
_TO_DROPOFF: Final = (MissionStatus.PICKED_UP, MissionStatus.IN_TRANSIT)


async def follow_driver(work: Work, *, phone: str, place: Place) -> None:
    """Remember where a driver is, and hint once a stop that the next step may be due.

    The hint comes within 150 m of the pick-up on the way there, of the drop-off with the parcel.

    Raises:
        DriverNotFound: no approved driver has this phone.
    """
    driver = await work.drivers.get(phone)
    near = [
        mission.id
        for mission in await work.missions.list_active_of_driver(driver.id)
        if _next_step(mission, here=place) is not None
    ]
    for mission_id in sorted(near):
        await _hint(work, mission_id, driver_id=driver.id, here=place)
    await report_position(work, phone=phone, place=place)


async def _hint(work: Work, mission_id: UUID, *, driver_id: UUID, here: Place) -> None:
    """Look again under the mission's lock: another report may have been faster."""
    mission = await work.missions.get(mission_id, lock=True)
    step = _next_step(mission, here=here)
    if step is None or mission.driver_id != driver_id:
        return
    if step is MissionStatus.AT_PICKUP:
        mission.near_pickup_at = work.now
    else:
        mission.near_dropoff_at = work.now
    told = await describe(work, mission, knows=Knows.DRIVER)
    await work.outbox.add(DriverNearStop(occurred_at=work.now, mission=told, next_step=step))


def _next_step(mission: MissionRow, *, here: Place) -> MissionStatus | None:
    """Tell the step that a position suggests and that was not hinted at before."""
    if mission.status in _TO_PICKUP and mission.near_pickup_at is None:
        return MissionStatus.AT_PICKUP if _is_near(mission.pickup_stop, here) else None
    if mission.status in _TO_DROPOFF and mission.near_dropoff_at is None:
        return MissionStatus.AT_DROPOFF if _is_near(mission.dropoff_stop, here) else None
    return None


def _is_near(stop: Stop, here: Place) -> bool:
    if not (stop.place.is_located and here.is_located):
        return False
    return distance_m(stop.place, here) <= FENCE_M
