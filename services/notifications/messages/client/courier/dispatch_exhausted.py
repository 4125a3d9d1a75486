"""Nobody took the mission after every try: the client is told the truth and can call it off."""

from services.notifications.messages.layout import Fact, card, menu_button, place_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.templates import mission_update
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission
from shared.texts import t


def dispatch_exhausted(mission: Mission) -> Notice:
    """Tell the client that no driver was found yet."""
    body = card(
        t("AUCUN LIVREUR DISPONIBLE"),
        reference=mission.reference,
        facts=[
            Fact("📍", t("Retrait"), place_text(mission.pickup)),
            Fact("🏁", t("Livraison"), place_text(mission.dropoff)),
        ],
        state=t("Aucun livreur n’a pu prendre votre course pour l’instant"),
        what_next=t(
            "Nous en sommes désolés. Notre équipe est prévenue et vous recontacte ; "
            "vous pouvez aussi annuler sans frais."
        ),
    )
    return Notice(
        Kind.DISPATCH_EXHAUSTED,
        Category.MISSION,
        content=Choices(body=body, choices=_buttons(mission)),
        fallback=mission_update(mission.reference, t("aucun livreur n’est libre pour l’instant")),
    )


def _buttons(mission: Mission) -> list[Choice]:
    cancel = Choice(id=action_id(Action.CANCEL, mission.reference), title=t("Annuler la course"))
    return [cancel, menu_button()] if mission.is_cancellable else [menu_button()]
