"""How a mission is told to its parties, from its row, its timeline and its driver."""

from collections.abc import Sequence
from datetime import datetime

from services.orders.drivers.models import DriverRow
from services.orders.missions.models import MissionChangeRow, MissionRow
from services.orders.missions.statuses import state_of
from services.orders.quotes.eta import remaining
from services.orders.work import Work
from shared.contracts.orders.api import DriverCard, Mission, TimelineEntry


async def describe(work: Work, mission: MissionRow) -> Mission:
    """Tell one mission as it is now in this transaction."""
    [told] = await describe_all(work, [mission])
    return told


async def describe_all(work: Work, missions: Sequence[MissionRow]) -> list[Mission]:
    """Tell several missions with two queries for all."""
    if not missions:
        return []
    changes = await work.missions.list_changes([mission.id for mission in missions])
    driver_ids = {mission.driver_id for mission in missions if mission.driver_id}
    drivers = await work.drivers.list_by_id(driver_ids)
    return [
        _tell(
            mission,
            driver=_card(mission, drivers.get(mission.driver_id) if mission.driver_id else None),
            changes=changes[mission.id],
            now=work.now,
            tracking_url=f"{work.terms.public_url}/track/{mission.tracking_token}",
        )
        for mission in missions
    ]


def _tell(
    mission: MissionRow,
    *,
    driver: DriverCard | None,
    changes: Sequence[MissionChangeRow],
    now: datetime,
    tracking_url: str,
) -> Mission:
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
        driver=driver,
        eta=remaining(
            mission.status, distance_m=mission.distance_m, since=mission.status_since, now=now
        ),
        tracking_url=tracking_url,
        created_at=mission.created_at,
        is_cancellable=state_of(mission.status).is_cancellable,
        timeline=[
            TimelineEntry(
                status=change.status, at=change.at, source=change.source.value, note=change.note
            )
            for change in changes
        ],
    )


def _card(mission: MissionRow, driver: DriverRow | None) -> DriverCard | None:
    if driver is not None:
        return driver.card
    if mission.driver_name is None:
        return None
    return DriverCard(name=mission.driver_name, phone=mission.driver_phone or "")
