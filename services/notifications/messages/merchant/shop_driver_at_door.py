"""The driver stands in the shop: the order is given against the driver's code."""

from services.notifications.messages.layout import Fact, card, driver_text, phone_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import shop_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons, Content, TextContent
from shared.contracts.orders.api import Mission


def shop_driver_at_door(mission: Mission) -> Message:
    """Tell the merchant to ask for the code; ours is not told, it is the driver's to show.

    What came back goes out again without a code: the order was given away once already.
    """
    driver, reference = mission.driver, reference_of(mission)
    is_again = mission.pickup_code is None
    ask = "Demandez-lui son code à quatre chiffres, puis appuyez sur Remettre."
    body = card(
        "LE LIVREUR EST LÀ",
        reference=reference,
        facts=[
            Fact("🛵", "Livreur", driver_text(driver)),
            Fact("📞", "Téléphone", phone_text(driver.phone) if driver else None),
        ],
        state="Il attend la commande",
        what_next="Rendez-lui le colis qui était revenu." if is_again else ask,
    )
    give = Button(id=action_id(Action.GIVE_ORDER, reference), title="🤝 Remettre")
    content: Content = TextContent(body=body)
    if not is_again:
        content = Buttons(body=body, buttons=[give])
    return Message(
        Kind.SHOP_DRIVER_AT_DOOR,
        Category.MISSION,
        content=content,
        fallback=shop_update(reference, "le livreur est arrivé chez vous"),
    )
