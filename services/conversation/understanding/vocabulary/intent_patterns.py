"""Sentences and errand evidence as compiled expressions, from sentences.txt and errands.txt."""

import re
from collections.abc import Iterator
from typing import Final

from services.conversation.understanding.understood import Intent
from services.conversation.understanding.vocabulary import entries, sections


def _compiled(*patterns: str) -> re.Pattern[str]:
    whole = "|".join(patterns)
    for macro in ("object", "join", "send"):
        alternatives = "|".join(entries("macros", macro))
        whole = whole.replace("{" + macro + "}", f"(?:{alternatives})")
    return re.compile(rf"\b(?:{whole})\b")


def _errands() -> Iterator[tuple[Intent, re.Pattern[str], float]]:
    for section, lines in sections("errands").items():
        for line in lines:
            weight, pattern = line.split(maxsplit=1)
            yield Intent(section), _compiled(pattern), float(weight)


SENTENCES: Final = tuple(
    (Intent(section), _compiled(*lines))
    for section, lines in sections("sentences").items()
    if section
)
"""Tried in order; the first that fits wins."""

ERRAND_PATTERNS: Final = tuple(_errands())
"""Intent, expression and weight."""

KEYWORDS: Final = entries("keywords", "keywords")
"""Words worth recognising through typos."""
