"""Ideas and the words that carry them, and the pairs of ideas that give an intent in any order.

Words are matched whole, singular or plural; entries with a space are matched as phrases.
"""

from typing import Final

from services.conversation.understanding.understood import Intent
from services.conversation.understanding.vocabulary import entries, sections

CONCEPTS: Final = {
    name.replace(" ", "_"): (
        frozenset(word for word in entries("concepts", name) if " " not in word),
        tuple(phrase for phrase in entries("concepts", name) if " " in phrase),
    )
    for name in sections("concepts")
    if name
}
"""Idea → single words and phrases, from concepts.txt."""

CONJUNCTIONS: Final = (
    (Intent.BECOME_PROVIDER, ("sign_up", "artisan")),
    (Intent.BECOME_DRIVER, ("sign_up", "driver")),
    (Intent.BECOME_MERCHANT, ("sign_up", "shop")),
    (Intent.CANCEL, ("stop", "an_order")),
    (Intent.CANCEL, ("want_no_more",)),
    (Intent.HUMAN, ("person", "talk")),
    (Intent.SUPPORT, ("delivered", "not", "received")),
    (Intent.REPEAT, ("redo", "an_order")),
    (Intent.REPEAT, ("same", "last_time")),
    (Intent.FOLLOW, ("delivered", "when_or_where")),
    (Intent.FOLLOW, ("delivered", "still", "arrives")),
    (Intent.FOLLOW, ("delivered", "tracking")),
    (Intent.SUPPORT, ("delivered", "bad")),
    (Intent.HISTORY, ("an_order", "past", "own")),
    (Intent.DRIVER_OFF, ("closing", "the_day")),
    (Intent.DRIVER_ON, ("opening", "work")),
    (Intent.DRIVER_JOBS, ("errands_to_do", "near_or_free")),
)
"""All ideas of a row must be in the sentence; the first row that fits wins."""

SHORT_CONJUNCTIONS: Final = (
    (Intent.MENU, ("show", "menu")),
    (Intent.BACK, ("back", "mistake")),
    (Intent.HELP, ("lost_person",)),
)
"""The same, for messages of at most eight words."""
