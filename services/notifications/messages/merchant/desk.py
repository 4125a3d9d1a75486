"""What several messages to merchants share: the way to their shop's desk."""

from services.notifications.messages.wording import Choice
from shared.contracts.conversation.api import Action, action_id
from shared.texts import t


def desk_button() -> Choice:
    """Offer the shop's desk."""
    return Choice(id=action_id(Action.SHOP), title=t("🏪 Ma boutique"))
