"""What a driver reads of a job to take: where, how far, what it brings, what to collect."""

from services.notifications.messages.layout import (
    Fact,
    francs_text,
    kilometres_text,
    place_text,
    plain,
)
from shared.contracts.orders.api import Mission
from shared.texts import Line, Text, t
from shared.values.place import distance_m


def job_facts(mission: Mission, *, pay: int) -> list[Fact]:
    """List the facts of a job; an order's says from which shop."""
    shop = plain(mission.pickup.contact_name) if mission.order_reference else None
    return [
        Fact("🏪", t("Commerce"), shop),
        Fact("📍", t("Retrait"), place_text(mission.pickup)),
        Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
        Fact("📏", t("Trajet"), _length_text(mission)),
        Fact("💰", t("Votre gain"), francs_text(pay)),
        Fact("💵", t("À encaisser"), francs_text(mission.cash_to_collect)),
    ]


def route_text(mission: Mission) -> Text:
    """Say from where to where, in a few words."""
    start, end = place_text(mission.pickup), place_text(mission.dropoff)
    return t("de {start} à {end}", start=start, end=end)


def _length_text(mission: Mission) -> Line | None:
    pickup, dropoff = mission.pickup.place, mission.dropoff.place
    if not (pickup.is_located and dropoff.is_located):
        return None
    return kilometres_text(distance_m(pickup, dropoff))
