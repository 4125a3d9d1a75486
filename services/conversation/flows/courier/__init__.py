"""Send a parcel: from where, to where, to whom, what. Price read back, then one tap.

Turn budget (conversation.md): one sentence and a tap, or six taps and positions. The questions are
in form.py, the words around them in telling.py.
"""

import re
from typing import Any, Final

from services.conversation.dialogue.forms import Flow, Heard
from services.conversation.dialogue.readers import is_placed, place_of
from services.conversation.flows.courier import telling
from services.conversation.flows.courier.form import MAX_VALUE, CourierForm
from services.conversation.understanding import FoundPlace, SlotName, Understood, parse_amount
from services.conversation.understanding import Intent as Meaning
from shared.contracts.orders.calls import CREATE_MISSION
from shared.texts import t


def from_slots(understood: Understood) -> dict[str, Any]:
    """Make fields of what one sentence said."""
    values: dict[str, Any] = {}
    for slot in (SlotName.PICKUP, SlotName.DROPOFF):
        found = understood.slots.get(slot)
        if isinstance(found, FoundPlace) and is_placed(found):
            values[slot.value] = place_of(found)
    for slot in (SlotName.CONTACT_NAME, SlotName.CONTACT_PHONE, SlotName.DESCRIPTION):
        if words := understood.slots.get(slot):
            values[slot.value] = words
    value = understood.slots.get(SlotName.DECLARED_VALUE)
    if isinstance(value, int) and 0 <= value <= MAX_VALUE:
        values["declared_value"] = value
    return values


_COLLECTING: Final = re.compile(
    r"(?P<before>\d[\d .]*(?:k|mille)?)\s*(?:f|fr|frs|fcfa|cfa|francs?)?\s*(?:à|a)\s+encaisser"
    r"|\b(?:encaisser?a?|encaissez|collecter?|collect|cash on delivery|zwa mbongo)\b\D{0,25}?"
    r"(?P<after>\d[\d .]*(?:k|mille)?)",
    re.IGNORECASE,
)


def overhears(heard: Heard) -> dict[str, Any]:
    """Hear what the driver is to collect: that is not what the parcel is worth."""
    said = _COLLECTING.search(heard.said.text)
    if said is None:
        return {}
    amount = parse_amount(said["before"] or said["after"], heard.country).value
    if amount is None or not 0 < amount <= MAX_VALUE:
        return {}
    worth = heard.understood.slots.get(SlotName.DECLARED_VALUE)
    known = heard.draft.get("declared_value") if worth == amount else worth
    kept = {"declared_value": known} if known is not None or worth == amount else {}
    return {"cash_to_collect": amount, **kept}


FLOW = Flow(
    name="courier",
    version=1,
    title=t("📦 Envoyer un colis"),
    menu_rank=1,
    starts_on=frozenset({Meaning.COURIER}),
    form=CourierForm,
    needs=telling.needs,
    recap=telling.recap,
    done=telling.done,
    told=telling.told,
    refused=telling.refused,
    from_slots=from_slots,
    overhears=overhears,
    places={"pickup": t("📍 Le départ"), "dropoff": t("🏁 L’arrivée")},
    which_place=t("📍 *{place}*, c’est le départ ou l’arrivée du colis ?"),
    ends_with=CREATE_MISSION,
)
