"""A merchant is approved and sells on the platform from now on."""

from dataclasses import dataclass

from services.orders.catalogue.models import MerchantRow
from services.orders.work import Work
from shared.contracts.orders.errors import AlreadyRegistered
from shared.contracts.orders.events import MerchantRegistered
from shared.values.ids import new_id
from shared.values.phone import PhoneNumber
from shared.values.place import Place


@dataclass(frozen=True, slots=True)
class Opening:
    """A new shop; `city` is one of the served cities' names, `place` has coordinates."""

    name: str
    kind: str
    phone: PhoneNumber
    city: str
    place: Place
    hours: str
    rccm: str | None = None


async def register_merchant(work: Work, opening: Opening) -> MerchantRow:
    """Open a shop and tell it. Its shelf is empty, its door is open.

    Raises:
        AlreadyRegistered: the phone is a merchant's already.
        ValueError: the place has no coordinates.
    """
    place = opening.place
    if not place.is_located:
        raise ValueError("a shop needs coordinates: parcels are picked up there")
    merchant = await work.catalogue.add_merchant(
        {
            "id": new_id(),
            "name": opening.name,
            "kind": opening.kind,
            "city": opening.city,
            "quartier": place.quartier or place.label,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "phone": opening.phone.e164,
            "hours": opening.hours,
            "is_open": True,
            "rccm": opening.rccm,
            "created_at": work.now,
        }
    )
    if merchant is None:
        raise AlreadyRegistered(phone=opening.phone.masked)
    await work.outbox.add(
        MerchantRegistered(
            occurred_at=work.now,
            merchant_phone=merchant.phone,
            merchant_name=merchant.name,
            registered_at=work.now,
        )
    )
    return merchant
