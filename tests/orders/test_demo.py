"""The demo data: enough of it, and the same when loaded twice."""

from datetime import timedelta

from services.orders.demo.load import PARTNER_KEY, Loaded, load_demo
from shared.contracts.call import Nothing
from shared.contracts.orders.api import DutyRequest
from shared.contracts.orders.calls import CHANGE_DUTY, GET_DRIVER
from tests.orders.town import CEDRIC, TRESOR, Town, new_key

COUNTS = """
SELECT (SELECT count(*) FROM orders.merchant) AS merchant,
       (SELECT count(*) FROM orders.product) AS product,
       (SELECT count(*) FROM orders.driver) AS driver,
       (SELECT count(*) FROM orders.partner) AS partner
"""


async def load(town: Town, *, seed: int = 1) -> Loaded:
    async with town.container.process.database.transaction() as session:
        return await load_demo(town.container.open_work(session), seed=seed)


async def test_the_demo_has_shops_products_drivers_and_a_partner(town: Town) -> None:
    loaded = await load(town)
    assert (loaded.merchants, loaded.products, loaded.drivers) == (12, 62, 8)
    assert loaded.partner_secret.startswith("whsec_")
    assert await town.rows(COUNTS) == [{"merchant": 12, "product": 62, "driver": 8, "partner": 1}]
    [row] = await town.rows("SELECT count(*) FROM orders.driver WHERE is_on_duty")
    assert row["count"] == 8
    shops, drivers = ["orders.merchant_registered.v1"] * 12, ["orders.driver_registered.v1"] * 8
    assert await town.event_names() == [*shops, *drivers]


async def test_loading_twice_changes_nothing(town: Town) -> None:
    first = await load(town)
    off = DutyRequest(is_on_duty=False)
    await town.orders.call(CHANGE_DUTY, off, key=new_key(), phone=CEDRIC)
    town.clock.advance(timedelta(days=1))
    again = await load(town)
    assert again == Loaded(0, 0, 0, first.partner_secret)
    assert await town.rows(COUNTS) == [{"merchant": 12, "product": 62, "driver": 8, "partner": 1}]
    assert (await town.orders.call(GET_DRIVER, Nothing(), phone=CEDRIC)).is_on_duty is False
    [row] = await town.rows(
        "SELECT position_at FROM orders.driver WHERE phone = :phone", phone=TRESOR
    )
    assert row["position_at"] == town.clock.now()


async def test_one_seed_gives_one_town(town: Town) -> None:
    query = "SELECT name, stock FROM orders.product ORDER BY merchant_id, name"
    await load(town, seed=7)
    stocks = await town.rows(query)
    async with town.container.process.database.transaction() as session:
        work = town.container.open_work(session)
        for row in await town.rows("SELECT id FROM orders.merchant"):
            for product in await work.catalogue.list_products(row["id"], after=None, limit=100):
                await session.delete(product)
    await load(town, seed=7)
    assert await town.rows(query) == stocks
    assert await town.rows("SELECT key FROM orders.partner") == [{"key": PARTNER_KEY}]
