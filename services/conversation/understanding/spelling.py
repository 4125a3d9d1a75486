"""Hurried spelling put right, for the words that decide an intent only.

Places, names and free text keep what the person wrote.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from services.conversation.understanding.vocabulary.answer_words import GREETINGS, NO, THANKS, YES
from services.conversation.understanding.vocabulary.common_words import COMMON_WORDS
from services.conversation.understanding.vocabulary.concepts import CONCEPTS
from services.conversation.understanding.vocabulary.goods import (
    FOOD_WORDS,
    GOODS_WORDS,
    MEASURES,
    SENDABLE,
)
from services.conversation.understanding.vocabulary.intent_patterns import KEYWORDS
from services.conversation.understanding.vocabulary.number_words import CURRENCY, SMALL, TENS
from services.conversation.understanding.vocabulary.people import PEOPLE
from services.conversation.understanding.vocabulary.trades import (
    ALL_PEOPLE,
    ALL_THINGS,
    FAILURE_WORDS,
    REPAIR_WORDS,
    WEAK_FAILURE,
    WORK_WORDS,
)

_SHORTHAND = {
    "jveu": "je veux",
    "jveux": "je veux",
    "jvx": "je veux",
    "jvoudrais": "je voudrais",
    "jsui": "je suis",
    "jsuis": "je suis",
    "chuis": "je suis",
    "slt": "salut",
    "dun": "d un",
    "coul": "coule",
    "jve": "je veux",
    "mange": "manger",
    "kote": "cote",
    "bjr": "bonjour",
    "bsr": "bonsoir",
    "mrc": "merci",
    "bcp": "beaucoup",
    "cmd": "cmd",
    "dispo": "disponible",
    "qd": "quand",
    "koi": "quoi",
    "ki": "qui",
    "pr": "pour",
    "ds": "dans",
    "tt": "tout",
    "pb": "probleme",
    "pblm": "probleme",
    "rdv": "rendez vous",
    "livr": "livrer",
    "kan": "quand",
    "ke": "que",
    "arive": "arrive",
    "kel": "quel",
    "cest": "c est",
    "jai": "j ai",
    "envoye": "envoyer",
    "livreure": "livreur",
    "veu": "veux",
    "vx": "veux",
    "moi": "moi",
    "poule": "poulet",
    "parle": "parler",
    "ché": "chez",
    "komande": "commande",
    "comande": "commande",
    "kmd": "commande",
    "coli": "colis",
    "kolis": "colis",
    "msg": "message",
}
_SHORTEST = 5
_CUTOFF = 80


def corrected(words: Sequence[str], *, fixed: frozenset[int] = frozenset()) -> list[str]:
    """Correct words one by one, except at the `fixed` indexes; shorthand may become two words."""
    return [word if index in fixed else _correct(word) for index, word in enumerate(words)]


@cache
def known_words() -> frozenset[str]:
    """List every word of the tables: never a typo of anything."""
    ideas = [word for words, _ in CONCEPTS.values() for word in words]
    answers = " ".join([*YES, *NO, *GREETINGS, *THANKS]).split()
    return frozenset(
        {
            *COMMON_WORDS,
            *FOOD_WORDS,
            *GOODS_WORDS,
            *MEASURES,
            *SENDABLE,
            *PEOPLE,
            *WEAK_FAILURE,
            *WORK_WORDS,
            *KEYWORDS,
            *SMALL,
            *TENS,
            *CURRENCY,
            *FAILURE_WORDS,
            *REPAIR_WORDS,
            *ALL_PEOPLE,
            *ALL_THINGS,
            *ideas,
            *answers,
        }
    )


@lru_cache(maxsize=8192)
def _correct(word: str) -> str:
    if word in _SHORTHAND:
        return _SHORTHAND[word]
    if (
        len(word) < _SHORTEST
        or word.isdigit()
        or known_words().intersection({word, word.removesuffix("s")})
    ):
        return word
    # Loading the matcher takes 30 ms, which a message without typos should not wait for.
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - see above

    best = process.extractOne(
        _plain(word), _plain_keywords(), scorer=fuzz.ratio, score_cutoff=_CUTOFF
    )
    return KEYWORDS[best[2]] if best and _is_same_size(word, KEYWORDS[best[2]]) else word


def _is_same_size(word: str, keyword: str) -> bool:
    return abs(len(word) - len(keyword)) <= 2


def _plain(word: str) -> str:
    return (
        word.replace("k", "c")
        .replace("ou", "u")
        .replace("qu", "c")
        .replace("z", "s")
        .replace("y", "i")
    )


@cache
def _plain_keywords() -> list[str]:
    return [_plain(word) for word in KEYWORDS]
