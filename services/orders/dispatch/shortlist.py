"""Who may have a mission: on duty, near, carrying its size, with room for its cash."""

from datetime import datetime

from services.orders.cash.journal import in_hand
from services.orders.dispatch.ranking import Candidate, CashLimit, affordable, suitable
from services.orders.missions.models import MissionRow
from services.orders.work import Work


async def shortlist(
    work: Work, mission: MissionRow, *, asked_since: datetime | None
) -> list[Candidate]:
    """List who may have a mission and was not asked for it since a moment, in no order.

    None as the moment leaves nobody out for having been asked; who declined it within the half
    hour is never in the list.
    """
    everybody = await work.dispatch.list_candidates(mission, asked_since=asked_since, now=work.now)
    possible = suitable(everybody, size=mission.size)
    limit = CashLimit(mission.cash_to_collect or 0, work.terms.cash_ceiling)
    if not limit.to_collect:
        return possible
    held = await in_hand(work, [candidate.driver_id for candidate in possible])
    return affordable(possible, limit=limit, in_hand=held)
