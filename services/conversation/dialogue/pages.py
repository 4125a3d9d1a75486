"""More than ten choices: shown nine at a time, the tenth row is « Suite ».

What is still to be shown is kept in the state as plain data, until something longer is offered.
"""

from dataclasses import replace
from typing import Final

from services.conversation.dialogue.replies import Option, Reply
from services.conversation.dialogue.state import State
from shared.texts import restored, stored, t

MOST_ROWS: Final = 10  # WhatsApp's limit of a list (whatsapp-cloud-api.md, 3.3)
MORE: Final = "more"


def paged(reply: Reply, state: State) -> Reply:
    """Cut a reply to one page and remember the rest; a short one stays as it is."""
    if len(reply.options) <= MOST_ROWS:
        return reply
    shown, rest = reply.options[: MOST_ROWS - 1], reply.options[MOST_ROWS - 1 :]
    state.more = {
        "label": stored(reply.list_label),
        "options": [
            [one.id, stored(one.title), stored(one.description) if one.description else None]
            for one in rest
        ],
    }
    more = Option(MORE, t("➡️ Suite"), t("Encore {count} choix", count=len(rest)))
    return replace(reply, options=(*shown, more))


def next_page(state: State) -> Reply | None:
    """Make a reply of what is still to be shown; None when nothing is."""
    rest, state.more = state.more, None
    if rest is None:
        return None
    options = tuple(
        Option(one_id, restored(title), restored(described) if described else None)
        for one_id, title, described in rest["options"]
    )
    return Reply(
        lines=(t("Voici la suite :"),), options=options, list_label=restored(rest["label"])
    )
