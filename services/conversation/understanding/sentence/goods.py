"""What is sent, what is bought and from whom: noun phrases quoted from the message.

A known thing is believed before a noun that merely stands after a verb; a thing that the person
takes back ("pas de viande", "mbongo te") is passed over, and a correction wins over what it mends.
"""

from collections.abc import Iterator

from services.conversation.understanding.sentence.reading import (
    BUY_WORDS,
    SEND_WORDS,
    STOPS,
    Reading,
    is_cut,
    phrase_at,
    skip_articles,
)
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.common_words import COMMON_WORDS
from services.conversation.understanding.vocabulary.goods import (
    CONTAINERS,
    FOOD_WORDS,
    GENERIC_PARCEL,
    GOODS_WORDS,
    MEASURES,
    SENDABLE,
)
from services.conversation.understanding.vocabulary.number_words import UNITS
from services.conversation.understanding.vocabulary.people import PEOPLE, TITLES, WEAK_TITLES
from services.conversation.understanding.vocabulary.trades import REPAIR_WORDS

_PRODUCT_STOPS = STOPS - {"pour", "a", "au", "aux", "na", "and", "with"} | {
    "livrer",
    "budget",
    "entre",
}
_NO_PRODUCT = words("phrases", "no product")
_WANTED = FOOD_WORDS | GOODS_WORDS
_SENT = SENDABLE | _WANTED
_OF = frozenset({"de", "d", "ya", "of", "du", "des"})
_NAMED_BY = frozenset({"c", "est", "sont", "s", "eza", "ezali", "avec", "contenant", "na", "with"})
_SHOWING = (("c", "est"), ("ce", "sont"), ("it", "s"), ("it", "is"), ("its",), ("they", "are"))
_INDEFINITE = frozenset({"un", "une", "des", "a", "an", "some", "juste", "du", "mon", "ma", "mes"})
_NOT_SHOWN = PEOPLE | TITLES | words("phrases", "no contents")
_DEFINITE = frozenset({"le", "la", "les", "the", "my", "mon", "ma", "mes"})
_OWNED = frozenset({"mon", "ma", "mes", "juste"})
_ENGLISH = frozenset({"to", "from", "the", "my", "i", "send", "deliver", "is", "in"})
_BUYING = frozenset({"commander", "acheter", "order", "buy", "kosomba"})
_SHOWN_WEIGHT = 5
_ALONE_WEIGHT = 1
_CORRECTIONS = words("phrases", "corrections")
_DENIALS = frozenset({"pas", "not", "sans", "no"})
SHOPS = words("phrases", "shops")
_LED_BY = frozenset({"chez", "from"}) | SHOPS
_SHOP_WORDS = 3
_QUALIFIERS = words("goods", "qualifiers")
_CUTS = words("goods", "cuts")
_MEASURING = MEASURES | _CUTS
_STOPS_OR_OF = STOPS | _OF
_NOT_BOUGHT = _NO_PRODUCT | PEOPLE
_NOT_COUNTED = _NOT_BOUGHT | UNITS | REPAIR_WORDS
_PARTITIVES = frozenset({"un", "une", "des", "du", "a", "an", "some", "quelques", "mwa"})
_BEFORE_NAMES = _LED_BY | TITLES
_NAME_BEGINNINGS = TITLES | WEAK_TITLES | {"la", "le", "les", "l"}


def description(reading: Reading, *, is_known_only: bool = False) -> str | None:
    """Find what is sent: `un colis de chaussures` → chaussures, `des documents` → documents.

    `is_known_only` leaves out nouns that only their place in the sentence tells.
    """
    best = _shown(reading)
    for index in range(len(reading.words)):
        weight = _sent_weight(reading, index)
        if is_known_only and not _is_known(reading.words[index], _SENT):
            continue
        if weight and (best is None or weight > best[0]):
            first = index - (index > 0 and reading.words[index - 1] in _QUALIFIERS)
            found = phrase_at(reading, first, STOPS)
            if found:
                best = (weight, found)
    return best[1] if best else None


def clause_of_goods(reading: Reading) -> str | None:
    """Find known goods that begin a line or a clause of their own: `Marie 06…, chaussures`."""
    for index in range(len(reading.words)):
        first = skip_articles(reading, index)
        is_start = index == 0 or is_cut(reading, index)
        is_free = first < len(reading.words) and first not in reading.closed
        if is_start and is_free and _is_known(reading.words[first], _SENT):
            if reading.words[first] == "mbongo" and _counts_money(reading, first):
                continue
            return phrase_at(reading, first, STOPS)
    return None


def _shown(reading: Reading) -> tuple[int, str] | None:
    """Read what a thing is said to be, known or not: `c'est une perceuse`, `it's a vase`."""
    said = reading.words
    for index in range(len(said) - 1):
        is_led = any(said[max(0, index - len(lead)) : index] == lead for lead in _SHOWING)
        is_named = is_led and not is_cut(reading, index)
        is_alone = _stands_alone(reading, index) or _is_told_more(reading, index)
        if said[index] not in _INDEFINITE | _DEFINITE or not (is_named or is_alone):
            continue
        first = skip_articles(reading, index)
        is_free = first < len(said) and first not in reading.closed | reading.counts
        if is_free and said[first] not in _NOT_SHOWN and not is_cut(reading, first):
            found = phrase_at(reading, first, STOPS)
            if found:
                return (_SHOWN_WEIGHT if is_named else _ALONE_WEIGHT), found
    return None


def _is_told_more(reading: Reading, index: int) -> bool:
    """Whether a relative clause follows an unknown noun: `le groupe qui est à Mikalou`."""
    after = reading.words[index + 1 : index + 3]
    is_unknown = len(after) > 1 and after[0] not in COMMON_WORDS | PEOPLE | GENERIC_PARCEL
    return is_unknown and after[1] in {"qui", "that", "which", "weh"}


def _stands_alone(reading: Reading, index: int) -> bool:
    """Whether an unknown noun is listed here by itself: `…, un trépied`, `to Odza a mirror`."""
    said = reading.words
    is_indefinite = said[index] in _INDEFINITE - _OWNED
    is_start = (
        is_indefinite and index > 0 and (is_cut(reading, index) or index - 1 in reading.closed)
    )
    is_french = said[index] != "a" or bool(_ENGLISH.intersection(said))
    first = skip_articles(reading, index)
    is_noun = first < len(said) and said[first] not in COMMON_WORDS and len(said[first]) > 2
    return is_start and is_french and is_noun


def product(reading: Reading, *, is_known_only: bool = False) -> tuple[str, int] | None:
    """Find what is bought and the index of its first word."""
    guessed = [] if is_known_only else [*_after_verbs(reading), *_counted(reading)]
    for start in [*_wanted(reading), *guessed]:
        found = phrase_at(reading, start, _PRODUCT_STOPS)
        if found:
            return found, start
    return None


def merchant(reading: Reading) -> str | None:
    """Find the shop: `chez Nandos`, `au restaurant Mami Wata`."""
    tokens, said = reading.tokens, reading.words
    for index in range(1, len(tokens)):
        if said[index - 1] not in _LED_BY or not _is_shop_name(reading, index):
            continue
        last = index + 1
        while last < min(len(tokens), index + _SHOP_WORDS) and _goes_on(reading, index, last):
            last += 1
        if said[last - 1] not in COMMON_WORDS or last - index > 1:
            return reading.quote(index, last)
    return None


def _sent_weight(reading: Reading, index: int) -> int:
    """Weigh a word as what is sent: nothing for people, denied things and closed words."""
    said = reading.words
    is_taken = index in reading.closed or index in reading.counts
    if is_taken or said[index] in PEOPLE or reading.is_before_noun(index):
        return 0
    lead = _lead(reading, index)
    before = said[lead] if lead >= 0 else ""
    weight = 4 if _is_known(said[index], _SENT) else 0
    if index >= 2 and said[index - 1] in _OF and said[index - 2] in CONTAINERS:
        weight += 6
    elif index >= 1 and said[index - 1] in _OF and index - 1 > 0 and index - 2 in reading.closed:
        weight -= 3
    if before in SEND_WORDS and not is_cut(reading, lead + 1):
        weight += 2
    if _is_corrected(reading, index):
        weight += 3
    elif before in _NAMED_BY and weight:
        weight += 1
    is_denied = before in _DENIALS or said[index + 1 : index + 2] == ("te",)
    is_sum = said[index] == "mbongo" and _counts_money(reading, index)
    # What is bought belongs to another errand, said in the same breath.
    is_other = is_sum or bool(_BUYING.intersection(said[max(0, index - 4) : index]))
    is_home = before in {"chez", "pharmacie", "magasin"} or said[index] in SHOPS
    return 0 if is_denied or is_home or is_other else max(weight, 0)


def _counts_money(reading: Reading, index: int) -> bool:
    """Whether a sum follows, so that `mbongo` is money and no sauce: `mbongo 5 mille`."""
    after = index + 1
    while after < len(reading.words) and reading.words[after] in {"eza", "ezali", "ya", "na"}:
        after += 1
    return after in reading.closed


def _wanted(reading: Reading) -> Iterator[int]:
    """List where the known goods begin, those put right first."""
    known = [
        index
        for index, word in enumerate(reading.words)
        if _is_known(word, _WANTED)
        and index not in reading.closed
        and not _is_denied(reading, index)
        and not (index and reading.words[index - 1] in _BEFORE_NAMES)
    ]
    known.sort(key=lambda index: not _is_corrected(reading, index))
    for index in known:
        yield _with_measure(reading, index)


def _with_measure(reading: Reading, index: int) -> int:
    """Begin at `sac` in `sac de riz` and at `fried` in `fried chicken`."""
    said = reading.words
    start = index
    while start >= 2 and said[start - 1] in _OF and said[start - 2] in _MEASURING:
        start -= 2
    if start == index and start >= 3 and said[start - 1] == "ya" and start - 2 in reading.counts:
        start -= 3 if said[start - 3] in _MEASURING else 0
    if start < index:
        return start
    verbs = [i for i in range(max(0, index - 5), index) if said[i] in BUY_WORDS]
    start = skip_articles(reading, verbs[-1] + 1) if verbs else index
    between = range(start, index)
    is_open = all(i not in reading.closed and i not in reading.counts for i in between)
    stops = _STOPS_OR_OF - {"a"} if said[index - 1] == "a" else _STOPS_OR_OF
    is_plain = not any(said[i] in stops or is_cut(reading, i + 1) for i in between)
    if verbs and start <= index and is_open and is_plain:
        return start
    return index - 1 if index and said[index - 1] in _QUALIFIERS else index


def _after_verbs(reading: Reading) -> Iterator[int]:
    said = reading.words
    verbs = [index for index, word in enumerate(said) if word in BUY_WORDS]
    verbs += [index for index in range(1, len(said)) if said[index - 1 : index + 1] == ("y", "a")]
    for verb in reversed(verbs):
        is_of = said[verb : verb + 2] == ("posa", "ya")
        start = skip_articles(reading, verb + 1 + is_of)
        if start >= len(said) or start in reading.closed or said[start] in _NOT_BOUGHT:
            continue
        if not is_cut(reading, start) and not _is_denied(reading, start):
            yield start


def _counted(reading: Reading) -> Iterator[int]:
    """List the nouns that a number counts, then the one a clause begins with: `une bâche`."""
    said = reading.words
    counted = [i + 1 for i in sorted(reading.counts) if i + 1 not in reading.counts]
    clauses = (i for i in range(len(said)) if i == 0 or is_cut(reading, i))
    begun = [skip_articles(reading, i) for i in clauses if said[i] in _PARTITIVES]
    for first in (*counted, *begun):
        start = first + (first < len(said) and said[first] in _OF)
        if start < len(said) and start not in reading.closed and said[start] not in _NOT_COUNTED:
            yield start


def _is_denied(reading: Reading, index: int) -> bool:
    """Whether the person does not want it: `pas de viande`, `ntaba te`."""
    lead = _lead(reading, index)
    return reading.words[index + 1 : index + 2] == ("te",) or (
        lead >= 0 and reading.words[lead] in _DENIALS and not _is_corrected(reading, index)
    )


def _is_corrected(reading: Reading, index: int) -> bool:
    """Whether a word of correction stands just before: `no actually two phones`."""
    nearby = range(max(1, index - 5), index)
    return any(
        reading.words[i] in _CORRECTIONS
        or (reading.words[i] in {"non", "no"} and is_cut(reading, i))
        for i in nearby
    )


def _lead(reading: Reading, index: int) -> int:
    """Give the index of what stands before the articles and counts of a noun, or -1."""
    lead = index - 1
    while lead >= 0 and (reading.is_before_noun(lead) or lead in reading.counts):
        lead -= 1
    return lead


def _is_known(word: str, known: frozenset[str]) -> bool:
    return word in known or (len(word) > 3 and word.removesuffix("s") in known)


def _is_shop_name(reading: Reading, index: int) -> bool:
    word, token = reading.words[index], reading.tokens[index]
    is_article = word in _NAME_BEGINNINGS
    return (
        index not in reading.closed
        and not token.is_number
        and not token.follows_break
        and (is_article or (word not in PEOPLE and word not in COMMON_WORDS))
    )


def _goes_on(reading: Reading, first: int, last: int) -> bool:
    is_led = last == first + 1 and reading.words[first] in _NAME_BEGINNINGS
    if reading.is_stop(last, first, frozenset() if is_led else STOPS):
        return False
    return is_led or reading.words[last] not in COMMON_WORDS
