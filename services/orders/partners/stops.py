"""What a partner writes of people and places, made into ours: E.164 phones, coordinates."""

from typing import Final

from services.orders.container import Container
from services.orders.places.queries import find_place
from services.orders.work import Work
from shared.contracts.orders.api import Stop
from shared.contracts.orders.partners import PartnerClient
from shared.errors import Invalid
from shared.values.contact import ContactRef
from shared.values.phone import Country, PhoneNumber
from shared.values.place import Place

_SHORTEST_PHRASE: Final = 3


async def read_stop(work: Work, stop: Stop, *, country: Country) -> Stop:
    """Give a stop with a dialable phone, and with coordinates when its label is known.

    Raises:
        Invalid: the phone is none.
    """
    phone = read_phone_of(stop.contact_phone, country=country)
    return stop.model_copy(
        update={"contact_phone": phone, "place": await located(work, stop.place)}
    )


def read_client(client: PartnerClient | None, *, country: Country) -> ContactRef | None:
    """Give whom to tell.

    Raises:
        Invalid: the phone is none.
    """
    if client is None:
        return None
    return ContactRef(phone=read_phone_of(client.phone, country=country), name=client.name)


def read_phone_of(words: str | None, *, country: Country) -> str | None:
    """Read a phone as people of the country write it.

    Raises:
        Invalid: it is none; a job must not fail at the door for a number nobody can dial.
    """
    if words is None:
        return None
    try:
        return PhoneNumber.parse(words, country=country).e164
    except ValueError as error:
        raise Invalid(reason=f"{words[:30]} is not a phone number") from error


async def located(work: Work, place: Place) -> Place:
    """Give a place with the coordinates that drivers learned for its label, if it has none."""
    if place.is_located or len(place.label) < _SHORTEST_PHRASE:
        return place
    known = await find_place(work, phrase=place.label, city=place.city)
    if known.place is None:
        return place
    return place.model_copy(
        update={
            "latitude": known.place.latitude,
            "longitude": known.place.longitude,
            "city": known.place.city,
        }
    )


async def measure(container: Container, pickup: Place, dropoff: Place) -> int | None:
    """Measure the way on real roads before the transaction that needs it; None without a router."""
    async with container.begin() as work:
        start, goal = await located(work, pickup), await located(work, dropoff)
    return await container.roads.measure(start, goal)
