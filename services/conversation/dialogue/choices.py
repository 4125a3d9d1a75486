"""Choices that are typed instead of tapped: « 2 » is the second, a label is itself.

Labels are compared without accents, emoji and variation selectors. A form's own questions know
their choices; this is for what is offered outside of one.
"""

from services.conversation.dialogue.replies import Reply
from services.conversation.dialogue.state import State
from services.conversation.understanding import normalise


def remember_choices(reply: Reply, state: State) -> None:
    """Keep what a reply offers, until the next reply."""
    state.offered = [
        [option.id, option.title.message.format(**option.title.params)] for option in reply.options
    ]


def typed_choice(state: State, text: str) -> str | None:
    """Give the id of the choice that the whole text is, if it is one."""
    wanted = normalise(text)
    if wanted.isdigit() and 1 <= int(wanted) <= len(state.offered):
        return state.offered[int(wanted) - 1][0]
    matching = [one_id for one_id, label in state.offered if wanted and normalise(label) == wanted]
    return matching[0] if matching else None
