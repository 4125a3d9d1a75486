"""Dispatch asks the next driver, alone."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from services.orders.dispatch.models import OfferRow, OfferState, SearchRow
from services.orders.dispatch.ranking import Candidate, ranked
from services.orders.dispatch.shortlist import shortlist
from services.orders.dispatch.use_cases.open_job import open_job
from services.orders.dispatch.views import describe_offer, pay_of
from services.orders.missions.lane import LaneKind, lane_of
from services.orders.missions.models import MissionRow
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.events import OfferMade
from shared.values.ids import new_id

MOST_TRIES: Final = 5
WAIT_FOR_AN_ANSWER: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=10)


async def make_next_offer(work: Work, *, mission_id: UUID) -> None:
    """Offer a waiting mission to the best driver not asked yet; one open offer at a time.

    When all who are left are being asked for other missions, look again a little later. After
    five tries, or with nobody left, the job is opened to all.

    Raises:
        MissionNotFound: there is no such mission.
    """
    mission = await work.missions.get(mission_id, lock=True)
    if mission.status is not MissionStatus.PENDING:
        return
    search = await work.dispatch.start_search(mission.id, at=work.now)
    if search.is_settled or await work.dispatch.list_open_offers(mission.id):
        return
    if search.tries >= MOST_TRIES:
        await open_job(work, mission, search=search)
        return
    possible = await shortlist(work, mission, asked_since=search.round_started_at)
    if await _offer_to_the_best(work, mission, possible=possible, search=search):
        return
    if possible and work.now < search.round_started_at + LONGEST_WAIT:
        await _look_again(work, mission)
    else:
        await open_job(work, mission, search=search)


async def _offer_to_the_best(
    work: Work, mission: MissionRow, *, possible: list[Candidate], search: SearchRow
) -> bool:
    """Ask the best who is free; False when all of them are being asked, some since a moment ago."""
    for candidate in ranked([one for one in possible if not one.is_being_asked]):
        if await _offer(work, mission, candidate=candidate, search=search):
            return True
    return False


async def _offer(
    work: Work, mission: MissionRow, *, candidate: Candidate, search: SearchRow
) -> bool:
    if not await work.drivers.hold_on_duty(candidate.driver_id):
        return False
    values = {
        "id": new_id(),
        "mission_id": mission.id,
        "driver_id": candidate.driver_id,
        "state": OfferState.OPEN,
        "pay": pay_of(mission),
        "distance_to_pickup_m": round(candidate.distance_m or 0),
        "made_at": work.now,
        "expires_at": work.now + work.terms.offer_ttl,
    }
    offer = await work.dispatch.add_offer(values)
    if offer is None:
        return False
    search.tries += 1
    await _tell(work, offer, mission=mission)
    return True


async def _tell(work: Work, offer: OfferRow, *, mission: MissionRow) -> None:
    told = await describe_offer(work, offer, mission=mission)
    await work.outbox.add(OfferMade(occurred_at=work.now, offer=told))
    await work.lanes.put(
        lane_of(mission.id),
        kind=LaneKind.OFFER_EXPIRED.value,
        payload={"offer_id": str(offer.id)},
        delay=work.terms.offer_ttl,
    )


async def _look_again(work: Work, mission: MissionRow) -> None:
    await work.lanes.put(
        lane_of(mission.id),
        kind=LaneKind.DISPATCH.value,
        payload={"mission_id": str(mission.id)},
        delay=WAIT_FOR_AN_ANSWER,
    )
