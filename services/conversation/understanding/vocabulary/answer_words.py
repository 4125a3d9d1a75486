"""Yes, no, greetings, thanks and global words, from answers.txt."""

from typing import Final

from services.conversation.understanding.understood import Intent
from services.conversation.understanding.vocabulary import words

YES: Final = words("answers", "yes")
NO: Final = words("answers", "no")
GREETINGS: Final = words("answers", "greet")
THANKS: Final = words("answers", "thanks")
POLITE: Final = words("answers", "polite")

STRONG_YES: Final = words("answers", "strong yes")
YES_WORDS: Final = STRONG_YES | words("answers", "yes words")
STRONG_NO: Final = words("answers", "strong no")
NO_WORDS: Final = STRONG_NO | words("answers", "no words")
FIRM_YES: Final = words("answers", "firm yes")
FIRM_NO: Final = words("answers", "firm no")
AFTER_YES: Final = STRONG_YES | YES_WORDS | words("answers", "after yes")
AFTER_NO: Final = NO_WORDS | words("answers", "after no")

STRONG_THANKS: Final = words("answers", "strong thanks")
THANKS_WORDS: Final = STRONG_THANKS | words("answers", "thanks words")
STRONG_GREETING: Final = words("answers", "strong greeting")
GREETING_WORDS: Final = STRONG_GREETING | words("answers", "greeting words")

GLOBALS: Final = {
    intent: words("answers", intent)
    for intent in (
        Intent.MENU,
        Intent.BACK,
        Intent.CANCEL,
        Intent.HELP,
        Intent.HUMAN,
        Intent.LANGUAGE,
        Intent.FOLLOW,
        Intent.HISTORY,
        Intent.REPEAT,
        Intent.DRIVER_ON,
        Intent.DRIVER_OFF,
        Intent.DRIVER_JOBS,
    )
}
