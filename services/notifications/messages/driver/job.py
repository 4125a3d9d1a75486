"""What a driver reads of a job to take: where, how far, what it brings, what to collect."""

from services.notifications.messages.layout import (
    Fact,
    francs_text,
    kilometres_text,
    place_text,
    plain,
)
from shared.contracts.orders.api import Mission
from shared.values.place import distance_m


def job_facts(mission: Mission, *, pay: int) -> list[Fact]:
    """List the facts of a job; an order's says from which shop."""
    shop = plain(mission.pickup.contact_name) if mission.order_reference else None
    return [
        Fact("🏪", "Commerce", shop),
        Fact("📍", "Retrait", place_text(mission.pickup)),
        Fact("🏁", "Livraison", place_text(mission.dropoff)),
        Fact("📏", "Trajet", _length_text(mission)),
        Fact("💰", "Votre gain", francs_text(pay)),
        Fact("💵", "À encaisser", francs_text(mission.cash_to_collect)),
    ]


def route_text(mission: Mission) -> str:
    """Say from where to where, in a few words."""
    return f"de {place_text(mission.pickup)} à {place_text(mission.dropoff)}"


def _length_text(mission: Mission) -> str | None:
    pickup, dropoff = mission.pickup.place, mission.dropoff.place
    if not (pickup.is_located and dropoff.is_located):
        return None
    return kilometres_text(distance_m(pickup, dropoff))
