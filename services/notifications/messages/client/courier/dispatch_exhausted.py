"""Nobody took the mission after every try: the client is told the truth and can call it off."""

from services.notifications.messages.layout import Fact, card, menu_button, place_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.templates import mission_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.api import Mission


def dispatch_exhausted(mission: Mission) -> Message:
    """Tell the client that no driver was found yet."""
    body = card(
        "AUCUN LIVREUR DISPONIBLE",
        reference=mission.reference,
        facts=[
            Fact("📍", "Retrait", place_text(mission.pickup)),
            Fact("🏁", "Livraison", place_text(mission.dropoff)),
        ],
        state="Aucun livreur n’a pu prendre votre course pour l’instant",
        what_next="Nous en sommes désolés. Notre équipe est prévenue et vous recontacte ; "
        "vous pouvez aussi annuler sans frais.",
    )
    return Message(
        Kind.DISPATCH_EXHAUSTED,
        Category.MISSION,
        content=Buttons(body=body, buttons=_buttons(mission)),
        fallback=mission_update(mission.reference, "aucun livreur n’est libre pour l’instant"),
    )


def _buttons(mission: Mission) -> list[Button]:
    cancel = Button(id=action_id(Action.CANCEL, mission.reference), title="Annuler la course")
    return [cancel, menu_button()] if mission.is_cancellable else [menu_button()]
