"""The contact card of the driver who comes, to save or to call; the message before has it too."""

from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.wording import Person
from shared.contracts.notifications.api import ContactCard
from shared.contracts.orders.api import Mission


def driver_card(mission: Mission) -> Notice | None:
    """Give the client the driver's number; nothing while there is no driver."""
    driver = mission.driver
    if driver is None:
        return None
    card = ContactCard(name=driver.name[:100], phone=driver.phone, organization="TokTok")
    return Notice(
        Kind.MISSION_DRIVER_CARD, Category.MISSION, content=Person(card), is_optional=True
    )
