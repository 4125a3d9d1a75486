"""The one way a mission's state changes: a report is merged, written down and told."""

from dataclasses import dataclass

from services.orders.cash.journal import CashJob, collect, declare
from services.orders.missions.lane import MISSION_MOVED, LaneKind, lane_of, order_lane_of
from services.orders.missions.models import MissionRow, Source
from services.orders.missions.ranks import MergeResult
from services.orders.missions.statuses import merge
from services.orders.missions.views import Knows, describe
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.events import MissionStatusChanged
from shared.values.place import Place


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says of a mission; `who` is a phone or a partner's name."""

    status: MissionStatus
    source: Source
    who: str | None = None
    place: Place | None = None
    note: str | None = None


async def apply_report(work: Work, mission: MissionRow, report: Report) -> MergeResult:
    """Merge a report into a locked mission.

    A move is one timeline row and one event, however many steps it skipped; a late report is a
    timeline row at most; a repetition is nothing. When a mission stops waiting for a driver,
    dispatch is told to settle its offers; when it delivers an order, the order is told each move;
    when it brings cash, the journal hears of the driver who took it and of its delivery.
    """
    previous = mission.status
    merged = merge(previous, report.status)
    if merged.result is MergeResult.REPEATED:
        return merged.result
    has_moved = merged.result is MergeResult.MOVED
    await write_change(work, mission, report=report, has_moved=has_moved)
    if not has_moved:
        return merged.result
    mission.move_to(merged.status, at=work.now)
    await tell_status(work, mission, previous=previous)
    await _follow_the_cash(work, mission, previous=previous)
    await _tell_the_order(work, mission)
    if previous is MissionStatus.PENDING and mission.partner_id is None:
        await ask_dispatch(work, mission, kind=LaneKind.SETTLE_OFFERS)
    return merged.result


async def write_change(work: Work, mission: MissionRow, *, report: Report, has_moved: bool) -> None:
    """Write a line of the timeline; a state that has one keeps it."""
    await work.missions.add_change(
        {
            "mission_id": mission.id,
            "status": report.status,
            "has_moved": has_moved,
            "at": work.now,
            "source": report.source,
            "who": report.who,
            "place": report.place.model_dump() if report.place else None,
            "note": report.note,
        }
    )


async def tell_status(work: Work, mission: MissionRow, *, previous: MissionStatus | None) -> None:
    """Record the event of a move; `previous` is None for a mission that has just begun."""
    await work.outbox.add(
        MissionStatusChanged(
            occurred_at=work.now,
            mission=await describe(work, mission, knows=Knows.CLIENT),
            status=mission.status,
            previous=previous,
        )
    )


async def _follow_the_cash(work: Work, mission: MissionRow, *, previous: MissionStatus) -> None:
    """Keep the custody of what our own driver takes at the door; other drivers' is not ours."""
    if mission.driver_id is None or not mission.cash_to_collect:
        return
    job = CashJob(mission.driver_id, mission.id, mission.reference, mission.cash_to_collect)
    if previous is MissionStatus.PENDING and mission.status is not MissionStatus.CANCELLED:
        await declare(work, job)
    if mission.status is MissionStatus.DELIVERED:
        await collect(work, job)


async def _tell_the_order(work: Work, mission: MissionRow) -> None:
    if mission.order_id is not None:
        payload: dict[str, object] = {"mission_id": str(mission.id)}
        await work.lanes.put(order_lane_of(mission.order_id), kind=MISSION_MOVED, payload=payload)


async def ask_dispatch(work: Work, mission: MissionRow, *, kind: LaneKind) -> None:
    """Leave work for dispatch in the mission's lane."""
    await work.lanes.put(
        lane_of(mission.id), kind=kind.value, payload={"mission_id": str(mission.id)}
    )
