"""How somebody is asked for stars."""

from typing import Final

from services.conversation.dialogue.replies import Option, Reply
from shared.contracts.conversation.api import Action, action_id
from shared.texts import Text, t

_WORDS: Final = (
    (5, t("Excellent")),
    (4, t("Bien")),
    (3, t("Moyen")),
    (2, t("Décevant")),
    (1, t("Pas bien du tout")),
)


def ask_stars(action: Action, reference: str) -> Reply:
    """Offer one to five stars for a job."""
    options = tuple(
        Option(action_id(action, reference, str(stars)), Text("⭐" * stars), words)
        for stars, words in _WORDS
    )
    lines = (t("⭐ *Comment c’était ?* `{ref}`", ref=reference),)
    return Reply(lines=lines, options=options, list_label=t("Noter"))
