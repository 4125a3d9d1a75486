"""A place that nobody asked for: where the parcel starts, or where it goes? Asked once."""

from collections.abc import Mapping
from typing import Any

from services.conversation.dialogue import filling
from services.conversation.dialogue.forms import Flow
from services.conversation.dialogue.menu import show_menu
from services.conversation.dialogue.replies import Option
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import normalise
from shared.texts import t


def flow_of_a_place(turn: Turn) -> Flow | None:
    """The errand at hand, or else the first of the menu that goes somewhere."""
    if turn.state.current is not None:
        return turn.flow_of(turn.state.current)
    flows = turn.book.flows_of(turn.state.roles)
    return next((one for one in flows if one.places and one.menu_rank is not None), None)


def ask_which_place(turn: Turn, value: Mapping[str, Any]) -> None:
    """Ask, once, what a place is: where the parcel starts, or where it goes."""
    flow = flow_of_a_place(turn)
    if flow is None:
        return
    turn.state.unplaced = dict(value)
    turn.say(
        flow.which_place.about(place=value["label"]),
        options=tuple(Option(f"place:{field}", label) for field, label in flow.places.items()),
    )


def named_place(turn: Turn, text: str) -> str | None:
    """Tell which place a text names: "l’arrivée", "vers Bacongo"; None for neither or both."""
    flow = flow_of_a_place(turn)
    if flow is None:
        return None
    words = set(normalise(text).split())
    named = [field for field in flow.places if flow.question(field).is_named_in(words)]
    return named[0] if len(named) == 1 else None


def place_unplaced(turn: Turn, field: str) -> None:
    """Put the place where the person said it belongs."""
    value, turn.state.unplaced = turn.state.unplaced, None
    current, flow = turn.state.current, flow_of_a_place(turn)
    if flow is None or field not in flow.places or value is None:
        show_menu(turn)
    elif current is None:
        filling.start(turn, flow.name, filled={field: value})
    else:
        filling.set_fields(turn, current, {field: value}, t("✏️ C’est noté."))
