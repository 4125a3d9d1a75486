"""Choices that are typed instead of tapped: « 2 » is the second, a label is itself.

A yes or no is the choice that begins with it. Labels are compared without accents, emoji and
variation selectors. A form's own questions know their choices; this is for what is offered outside
of one.
"""

from datetime import timedelta
from typing import Any, Final

from services.conversation.dialogue.replies import Option, Reply
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import State
from services.conversation.dialogue.wording import is_typed, labels_of, place_in_list
from services.conversation.understanding import normalise, yes_or_no
from shared.texts import Text, as_is, restored, stored

FRESH: Final = timedelta(minutes=10)
OF_A_FORM: Final = "q:"


def remember_choices(reply: Reply, state: State) -> None:
    """Keep what a reply offers, until the next reply."""
    state.offered = [
        [option.id, stored(option.title), *_described(option)] for option in reply.options
    ]


def _described(option: Option) -> list[list[Any]]:
    """What stands below a title is typed too: « excellent » under five stars."""
    return [stored(option.description)] if isinstance(option.description, Text) else []


def typed_choice(state: State, said: Said) -> str | None:
    """Give the id of the choice that the whole text (or emoji) is, if it is one.

    A number or a yes counts for a while only: later it answers something else that was sent.
    """
    text = said.text or said.emoji
    wanted = normalise(text)
    is_fresh = state.last_said_at is None or said.at - state.last_said_at < FRESH
    at = place_in_list(wanted, count=len(state.offered)) if is_fresh else None
    if at is not None:
        return str(state.offered[at][0])
    labels = _labels(state)
    matching = [one_id for one_id, names in labels if is_typed(wanted, names)]
    if not matching and is_fresh and (says := yes_or_no(text)) is not None:
        start = "oui" if says else "non"
        matching = [
            one_id for one_id, names in labels if any(name.split()[:1] == [start] for name in names)
        ]
    return matching[0] if matching else None


def typed_beside(state: State, said: Said) -> str | None:
    """Give the id of the choice that is offered beside a form's own, by its whole label."""
    wanted = normalise(said.text)
    beside = [one for one in _labels(state) if not one[0].startswith(OF_A_FORM)]
    return next((one_id for one_id, names in beside if is_typed(wanted, names)), None)


def _shown(words: Any) -> Text:  # noqa: ANN401 - as it was stored: older states held a bare label
    return as_is(words) if isinstance(words, str) else restored(words)


def _labels(state: State) -> list[tuple[str, set[str]]]:
    return [
        (one_id, set[str]().union(*(labels_of(_shown(words)) for words in shown)))
        for one_id, *shown in state.offered
    ]
