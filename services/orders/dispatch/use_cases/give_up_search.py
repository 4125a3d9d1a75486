"""Nobody took a mission: the search ends, honestly."""

from services.orders.dispatch.metrics import DISPATCH_EXHAUSTED, count_when_committed
from services.orders.dispatch.models import SearchRow
from services.orders.missions.models import MissionRow
from services.orders.missions.views import describe
from services.orders.work import Work
from shared.contracts.orders.events import DispatchExhausted


async def give_up_search(work: Work, mission: MissionRow, *, search: SearchRow) -> None:
    """End the round of a locked mission with nobody; the client is told the first time only.

    Ops see every time in the metric. A driver who comes on duty begins another round.

    Raises:
        Nothing: finding nobody is an outcome.
    """
    search.give_up(at=work.now)
    count_when_committed(work.session, DISPATCH_EXHAUSTED.labels(city=mission.city or ""))
    if search.was_told:
        return
    search.was_told = True
    told = await describe(work, mission)
    await work.outbox.add(DispatchExhausted(occurred_at=work.now, mission=told, tries=search.tries))
