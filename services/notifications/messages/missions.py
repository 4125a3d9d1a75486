"""What several messages say of a mission, whether it carries a parcel or an order."""

from services.notifications.messages.layout import menu_button
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission, MissionStatus
from shared.texts import Line, t


def problem_of(mission: Mission) -> str | None:
    """Give the driver's reason, as the mission or else its newest problem tells it."""
    if mission.problem is not None:
        return mission.problem
    problems = [entry for entry in mission.timeline if entry.status is MissionStatus.PROBLEM]
    return problems[-1].note if problems else None


def after_return(body: Line, mission: Mission) -> Choices:
    """Offer another try of what came back, where there may be one."""
    again = Choice(id=action_id(Action.REDELIVER, mission.reference), title=t("🔁 Relivrer"))
    buttons = [again, menu_button()] if mission.is_redeliverable else [menu_button()]
    return Choices(body, buttons)


def newest_source(mission: Mission) -> str | None:
    """Tell who reported the newest change."""
    return mission.timeline[-1].source if mission.timeline else None
