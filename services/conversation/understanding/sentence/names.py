"""Who is at the other end of an errand: `chez Marie`, `contact Jean`, `Paul 06…`."""

import re

from services.conversation.understanding.sentence.reading import Reading
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.common_words import COMMON_WORDS
from services.conversation.understanding.vocabulary.goods import (
    FOOD_WORDS,
    GENERIC_PARCEL,
    GOODS_WORDS,
    SENDABLE,
)
from services.conversation.understanding.vocabulary.people import (
    FULL_TITLES,
    LONG_TITLES,
    PEOPLE,
    TITLES,
    WEAK_TITLES,
)
from services.conversation.understanding.vocabulary.place_words import NAMES

_NAME_LEADS = frozenset(tuple(lead.split()) for lead in words("phrases", "name leads"))
_WEAK_LEADS = frozenset(tuple(lead.split()) for lead in words("phrases", "weak name leads"))
_LONGEST_LEAD = max(map(len, _NAME_LEADS | _WEAK_LEADS))
_COPULAS = words("phrases", "copulas")
_ALL_TITLES = TITLES | WEAK_TITLES
_SURE_TITLES = (TITLES | {"m"}) - FULL_TITLES
_THINGS = FOOD_WORDS | GOODS_WORDS | GENERIC_PARCEL | SENDABLE
_CONTACT = sorted("contact")
_NO_NAMES = words("corrections", "mending") | words("people", "no names")
_BETWEEN_NAME_AND_PHONE = words("phrases", "between name and phone")


def contact_name(reading: Reading) -> str | None:
    """Find who is at the other end: `chez Marie`, `contact Jean`, `Pasteur Samuel`, `Paul 06…`."""
    indexes = range(len(reading.tokens))
    led = (_after_lead(reading, i) for i in indexes if _is_led(reading, i, _NAME_LEADS))
    titled = (_name_at(reading, i) for i in indexes if _is_titled(reading, i))
    weakly = (
        _name_at(reading, i)
        for i in indexes
        if _is_capital(reading, i) and _is_led(reading, i, _WEAK_LEADS)
    )
    found = next((name for names in (led, titled, weakly) for name in names if name), None)
    return found or _name_before_phone(reading)


def _after_lead(reading: Reading, first: int) -> str | None:
    """Read the name after `contact`, `c'est`, `kombo na ye ezali`."""
    at = first
    while at < min(first + 3, len(reading.tokens)) and reading.tokens[at].text in _COPULAS:
        at += 1
    return _name_at(reading, at)


def _name_at(reading: Reading, first: int) -> str | None:
    title = _title_length(reading, first)
    last = first + title
    while last < min(first + title + 2, len(reading.tokens)) and last not in reading.closed:
        token = reading.tokens[last]
        is_common = _is_common(reading, last)
        is_initial = reading.tokens[first].text == "m" and last == first + 1
        is_cut = last > first and token.follows_break and not is_initial
        if token.is_number or is_cut or is_common or len(token.text) < 2:
            break
        last += 1
    is_only_title = last == first + title
    if is_only_title and not (title == 1 and reading.tokens[first].text in FULL_TITLES):
        return None
    return re.sub(r"\b[a-zà-ÿ]", lambda letter: letter.group().upper(), reading.quote(first, last))


def _is_common(reading: Reading, index: int) -> bool:
    """Whether it is an ordinary word and no name; `Rose` with a capital is a name."""
    word = reading.tokens[index].text
    if word in NAMES and reading.message.source[reading.tokens[index].start].isupper():
        return False
    is_typo = sorted(word) == _CONTACT  # `conatct`
    is_ordinary = is_typo or word in COMMON_WORDS or word in PEOPLE or word in _COPULAS
    return is_ordinary or word in _THINGS or word in _NO_NAMES


def _title_length(reading: Reading, first: int) -> int:
    said = tuple(token.text for token in reading.tokens[first : first + 2])
    if said[:1] == ("m",) and len(said) > 1 and reading.tokens[first + 1].gap.startswith("."):
        return 1
    if said in LONG_TITLES:
        return 2
    is_title = bool(said) and said[0] in _ALL_TITLES and first not in reading.closed
    return 1 if is_title else 0


def _is_titled(reading: Reading, first: int) -> bool:
    """Whether a title and a name begin here: `Maman Chantal`, but no bare `papa`."""
    if reading.tokens[first].text in WEAK_TITLES and _title_length(reading, first) == 1:
        return False
    length = _title_length(reading, first)
    after = first + length
    if not length or after >= len(reading.tokens) or after in reading.closed:
        return False
    is_initial = reading.tokens[first].text == "m"
    if reading.tokens[after].text in COMMON_WORDS:
        return False
    if reading.tokens[after].follows_break and not is_initial:
        return False
    is_sure = reading.tokens[first].text in _SURE_TITLES
    return is_sure or _is_capital(reading, after)


def _is_capital(reading: Reading, index: int) -> bool:
    start = reading.tokens[index].start
    return start > 0 and reading.message.source[start].isupper()


def _is_led(reading: Reading, index: int, leads: frozenset[tuple[str, ...]]) -> bool:
    return any(
        tuple(token.text for token in reading.tokens[index - length : index]) in leads
        for length in range(1, min(index, _LONGEST_LEAD) + 1)
    )


def _name_before_phone(reading: Reading) -> str | None:
    for phone in reading.phone_at:
        last = phone
        while last > 0 and reading.tokens[last - 1].text in _BETWEEN_NAME_AND_PHONE:
            last -= 1
        for first in range(max(0, last - 2), last):
            name = _name_at(reading, first)
            if name and len(name.split()) == last - first:
                return name
    return None
