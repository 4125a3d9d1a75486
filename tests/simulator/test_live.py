"""The live feed of the browser phone: what a screen gets, misses and gets again."""

from simulator.live import KEPT_EVENTS, Live


async def read(live: Live, *, after: int | None, count: int) -> list[tuple[int, str]]:
    """Read some events of the feed."""
    found: list[tuple[int, str]] = []
    async for event in live.read(after):
        found.append((event.number, event.kind))
        if len(found) == count:
            break
    return found


async def test_a_screen_that_was_away_gets_what_it_missed() -> None:
    live = Live()
    for kind in ("person", "message", "typing"):
        live.publish(kind, {})
    assert await read(live, after=1, count=2) == [(2, "message"), (3, "typing")]


async def test_a_screen_of_another_process_or_too_late_starts_over() -> None:
    live = Live()
    live.publish("message", {})
    assert await read(live, after=99, count=1) == [(1, "reset")]
    for _ in range(KEPT_EVENTS):
        live.publish("message", {})
    assert await read(live, after=0, count=1) == [(KEPT_EVENTS + 1, "reset")]


async def test_closing_ends_every_stream() -> None:
    live = Live()
    live.publish("message", {})
    live.close()
    assert [event async for event in live.read(None)] == []
