"""What several messages to merchants share: the way to their shop's desk."""

from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button


def desk_button() -> Button:
    """Offer the shop's desk."""
    return Button(id=action_id(Action.SHOP), title="🏪 Ma boutique")
