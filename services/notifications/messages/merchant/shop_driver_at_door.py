"""The driver stands in the shop: the order is given against the driver's code."""

from services.notifications.messages.layout import Fact, card, driver_text, phone_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import reference_of
from services.notifications.messages.templates import shop_update
from services.notifications.messages.wording import Choice, Choices, Unsaid, Words
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission
from shared.texts import t


def shop_driver_at_door(mission: Mission) -> Notice:
    """Tell the merchant to ask for the code; ours is not told, it is the driver's to show.

    What came back goes out again without a code: the order was given away once already.
    """
    driver, reference = mission.driver, reference_of(mission)
    is_again = mission.pickup_code is None
    ask = t("Demandez-lui son code à quatre chiffres, puis appuyez sur Remettre.")
    body = card(
        t("LE LIVREUR EST LÀ"),
        reference=reference,
        facts=[
            Fact("🛵", t("Livreur"), driver_text(driver)),
            Fact("📞", t("Téléphone"), phone_text(driver.phone) if driver else None),
        ],
        state=t("Il attend la commande"),
        what_next=t("Rendez-lui le colis qui était revenu.") if is_again else ask,
    )
    give = Choice(id=action_id(Action.GIVE_ORDER, reference), title=t("🤝 Remettre"))
    content: Unsaid = Words(body=body)
    if not is_again:
        content = Choices(body=body, choices=[give])
    return Notice(
        Kind.SHOP_DRIVER_AT_DOOR,
        Category.MISSION,
        content=content,
        fallback=shop_update(reference, t("le livreur est arrivé chez vous")),
    )
