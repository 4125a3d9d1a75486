"""A driver is approved and exists for the platform from now on."""

from dataclasses import dataclass

from services.orders.work import Work
from shared.contracts.orders.api import Vehicle
from shared.contracts.orders.events import DriverRegistered
from shared.values.ids import new_id
from shared.values.phone import PhoneNumber


@dataclass(frozen=True, slots=True)
class Registration:
    """Who the driver is; `city` is one of the served cities' names."""

    name: str
    phone: PhoneNumber
    city: str
    vehicle: Vehicle


async def register_driver(work: Work, registration: Registration) -> bool:
    """Approve a driver and tell it; False, and nothing is told, when the phone is known.

    Raises:
        Nothing: a known phone is an answer, not a refusal.
    """
    values = {
        "id": new_id(),
        "name": registration.name,
        "phone": registration.phone.e164,
        "city": registration.city,
        "vehicle": registration.vehicle,
        "approved_at": work.now,
        "created_at": work.now,
    }
    if not await work.drivers.add_if_new(values):
        return False
    await work.outbox.add(
        DriverRegistered(
            occurred_at=work.now,
            driver_phone=registration.phone.e164,
            driver_name=registration.name,
            city=registration.city,
            registered_at=work.now,
        )
    )
    return True
