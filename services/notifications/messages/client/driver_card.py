"""The contact card of the driver who comes, to save or to call; the message before has it too."""

from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.notifications.api import ContactCard
from shared.contracts.orders.api import Mission


def driver_card(mission: Mission) -> Message | None:
    """Give the client the driver's number; nothing while there is no driver."""
    driver = mission.driver
    if driver is None:
        return None
    content = ContactCard(name=driver.name[:100], phone=driver.phone, organization="TokTok")
    return Message(Kind.MISSION_DRIVER_CARD, Category.MISSION, content=content, is_optional=True)
