"""Statuses of one mission in any order: one end, a timeline and events that agree with it."""

from services.orders.missions.models import Source
from services.orders.missions.moves import Report, apply_report
from services.orders.missions.statuses import merge, state_of
from shared.contracts.orders.api import MissionStatus as S
from tests.orders.town import CEDRIC, Town, seeded

CHANGED = "orders.mission_status_changed.v1"
ROUNDS = 6


async def told(town: Town, statuses: list[S]) -> tuple[str, set[str]]:
    """Report these to a new mission of a driver; give its end and the states it was told."""
    mission = await town.order_delivery(cash=1_000)
    await town.give(mission.reference, to=CEDRIC)
    for status in statuses:
        async with town.container.begin() as work:
            row = await work.missions.get(mission.id, lock=True)
            await apply_report(work, row, Report(status, Source.PARTNER))
    await check_agreement(town, mission.reference)
    rows = await town.rows(
        "SELECT c.status, m.status AS now FROM orders.mission_change c"
        " JOIN orders.mission m ON m.id = c.mission_id WHERE m.reference = :reference",
        reference=mission.reference,
    )
    return rows[0]["now"], {row["status"] for row in rows}


async def check_agreement(town: Town, reference: str) -> None:
    """Moves go up in rank, are the events, and end where the mission stands; cash came once."""
    [mission] = await town.rows(
        "SELECT id, status, ended_at FROM orders.mission WHERE reference = :reference",
        reference=reference,
    )
    changes = await town.rows(
        "SELECT status FROM orders.mission_change WHERE mission_id = :id AND has_moved ORDER BY id",
        id=mission["id"],
    )
    moves = [S(change["status"]) for change in changes]
    ranks = [state_of(status).rank for status in moves]
    assert ranks == sorted(set(ranks))
    assert moves[-1] == mission["status"]
    assert (mission["ended_at"] is not None) is state_of(moves[-1]).is_terminal
    events = [one for one in await town.events(CHANGED) if one["mission"]["reference"] == reference]
    assert [event["status"] for event in events] == moves
    assert [event["previous"] for event in events] == [None, *moves[:-1]]
    cash = await town.rows(
        "SELECT kind FROM orders.cash_entry WHERE mission_id = :id ORDER BY id", id=mission["id"]
    )
    collected = ["collected"] if moves[-1] is S.DELIVERED else []
    assert [entry["kind"] for entry in cash] == ["declared", *collected]


async def test_any_order_of_the_same_statuses_ends_alike(town: Town) -> None:
    await town.add_driver(at=None)
    random = seeded(20261121)
    for _ in range(ROUNDS):
        statuses = random.choices(list(S), k=random.randint(2, 9))
        shuffled = random.sample(statuses, k=len(statuses))
        end = S.ACCEPTED
        for status in statuses:
            end = merge(end, status).status
        first, second = await told(town, statuses), await told(town, shuffled)
        assert first == second
        assert first == (end, {S.PENDING, S.ACCEPTED, *statuses})
