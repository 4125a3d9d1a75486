"""Loads the demo data in one transaction; what is there already stays as it is."""

import base64
import secrets
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

from services.orders.catalogue.models import MerchantRow, ProductRow
from services.orders.demo.hang import hang_pictures
from services.orders.demo.places import place_of
from services.orders.demo.shops import merchant_rows, product_rows
from services.orders.dispatch.use_cases.change_duty import change_duty
from services.orders.drivers.use_cases.register_driver import Registration, register_driver
from services.orders.partners.models import Reach
from services.orders.partners.signature import SECRET_PREFIX
from services.orders.work import Work
from shared.contracts.orders.api import DutyRequest, Vehicle
from shared.contracts.orders.events import MerchantRegistered
from shared.local.people import DRIVERS, Person
from shared.values.ids import new_id
from shared.values.phone import Country, PhoneNumber
from shared.values.place import Place

PARTNER_KEY: Final = "toktok-demo"
_POSITION_GETS_OLD_AFTER: Final = timedelta(hours=1)
_SPREAD_DEG: Final = 0.006  # about 600 m
_VEHICLES: Final = (
    Vehicle.MOTORBIKE,
    Vehicle.MOTORBIKE,
    Vehicle.CAR,
    Vehicle.MOTORBIKE,
    Vehicle.VAN,
    Vehicle.MOTORBIKE,
    Vehicle.TRICYCLE,
    Vehicle.MOTORBIKE,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was new, and the partner's secret, which is made once and kept."""

    merchants: int
    products: int
    drivers: int
    partner_secret: str


async def load_demo(work: Work, *, seed: int) -> Loaded:
    """Add what is missing of the demo.

    Drivers start on duty. A driver whose position got old reports one again, so that a demo of
    yesterday works today; a driver who went off duty stays off.

    Raises:
        KeyError: a person of the demo lives where the demo has no place.
    """
    merchants = await _load_merchants(work)
    shelf = product_rows(work.now, seed=seed)
    products = await work.catalogue.add_new(ProductRow, shelf)
    await work.catalogue.learn_words(
        *(str(row[field]) for row in shelf for field in ("name", "category", "shop"))
    )
    await hang_pictures(work, [UUID(str(row["id"])) for row in shelf])
    chance = Random(seed)  # noqa: S311 - demo positions, nothing secret
    drivers = 0
    for person, vehicle in zip(DRIVERS, _VEHICLES, strict=True):
        around = _around(person, chance=chance)
        drivers += await _load_driver(work, person, vehicle=vehicle, place=around)
    return Loaded(merchants, len(products), drivers, await _load_partner(work))


async def _load_merchants(work: Work) -> int:
    """Open the shops that are missing, each told as an approved one is."""
    rows = merchant_rows(work.now)
    new = await work.catalogue.add_new(MerchantRow, rows)
    opened = [row for row in rows if row["id"] in new]
    await work.outbox.add(
        *(
            MerchantRegistered(
                occurred_at=work.now,
                merchant_phone=str(row["phone"]),
                merchant_name=str(row["name"]),
                registered_at=work.now,
            )
            for row in opened
        )
    )
    return len(opened)


async def _load_driver(work: Work, person: Person, *, vehicle: Vehicle, place: Place) -> bool:
    who = Registration(person.name, PhoneNumber(person.phone), person.city.value, vehicle)
    is_new = await register_driver(work, who)
    driver = await work.drivers.get(person.phone, lock=True)
    is_lost = driver.place_since(work.now - _POSITION_GETS_OLD_AFTER) is None
    if is_new or (driver.is_on_duty and is_lost):
        duty = DutyRequest(is_on_duty=True, place=place)
        await change_duty(work, duty, phone=person.phone)
    return is_new


async def _load_partner(work: Work) -> str:
    fresh = SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    values = {
        "id": new_id(),
        "key": PARTNER_KEY,
        "name": "TokTok (démo)",
        "reach": Reach.PLATFORM,
        "country": Country.CONGO,
        "secret": fresh,
        "created_at": work.now,
    }
    if await work.partners.add_if_new(values):
        return fresh
    known = await work.partners.find(PARTNER_KEY)
    return known.secret if known is not None else fresh


def _around(person: Person, *, chance: Random) -> Place:
    home = place_of(person.city, person.quartier)
    return home.model_copy(
        update={
            "latitude": round((home.latitude or 0) + chance.uniform(-1, 1) * _SPREAD_DEG, 6),
            "longitude": round((home.longitude or 0) + chance.uniform(-1, 1) * _SPREAD_DEG, 6),
        }
    )
