"""Which end of the journey a place is, told by who moves what and by who or what is where.

Every place gets a leaning: above nothing it is where the thing is fetched, below where it goes.
`le sac est à Bacongo` leans to the pickup, `ma mère attend à Talangaï` to the drop-off; `je suis
à Mikalou` depends on whether the thing is to come to the speaker.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

from services.conversation.understanding.normalise import Token
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.goods import (
    FOOD_WORDS,
    GENERIC_PARCEL,
    GOODS_WORDS,
    SENDABLE,
)
from services.conversation.understanding.vocabulary.people import PEOPLE, TITLES
from services.conversation.understanding.vocabulary.place_words import NAMES

_PREFIXES = ("ko", "na", "o", "a", "e", "to", "bo", "ba", "")


def _in_lingala(section: str) -> frozenset[str]:
    """Conjugate Lingala stems: `mema` is `namema`, `bomema`, `komema`."""
    return frozenset(p + stem for p in _PREFIXES for stem in words("directions", section))


COLLECTING = words("directions", "collect") | _in_lingala("lingala collect")
DELIVERING = words("directions", "deliver") | _in_lingala("lingala deliver")
AWAITING = words("directions", "awaits")
PICKUP_WORDS = words("directions", "side of pickup")
DROPOFF_WORDS = words("directions", "side of dropoff")
COMING = words("directions", "weak collect")
_GOING = words("directions", "weak deliver")
_LEAVING = words("directions", "leaves")
_LEFT = words("directions", "left")
STAYING = words("directions", "is there")
_ONLY_PERSONS = words("directions", "only persons")
_ONLY_THINGS = words("directions", "only things")
_ONLY_ME = words("directions", "only me")
_ME = words("directions", "me")
_RIDERS = words("directions", "riders")
_FOR_PERSONS = words("directions", "to persons") - {"a", "aux", "na"}
_OF_PERSONS = words("directions", "from persons")
_SOMEBODY = (PEOPLE | TITLES | NAMES | words("directions", "persons")) - {"office"} - _RIDERS
_THINGS = (SENDABLE | GOODS_WORDS | FOOD_WORDS | GENERIC_PARCEL) - _ME - _RIDERS
_TO_ME = frozenset({"m", "me", "moi", "nga", "ngai", "nous", "us"})
_SPEAKERS = _ME - {"m", "me"}
_HE = frozenset({"il", "elle", "he", "she", "ye", "lui"})
_IT = frozenset({"ca", "it", "they", "cela", "ils", "elles"})
_OWNING = frozenset({"na", "a", "ya"})
"""Before these `ngai` is no speaker: `leki na ngai`."""
_FORGETTING = frozenset({"oublie", "laisse", "forgot", "left", "forget"})
_PRESENTED = frozenset({"c", "ce"})
_LITTLE = frozenset({"l", "le", "la", "les", "en", "faire", "y", "am", "it", "them", "for", "to"})
_HAVING = frozenset({"ai", "a", "avons", "ont", "as", "have", "had", "has", "don"})
_HERE = frozenset({"moi", "ici", "here", "awa"})
_SHOPS = frozenset({"pharmacie", "boutique", "magasin", "bureau", "shop", "office", "pressing"})
_NEEDS = (
    ("il", "me", "faut"), ("il", "me", "le", "faut"), ("il", "me", "la", "faut"),
    ("il", "me", "les", "faut"), ("j", "attends"), ("j", "attend"), ("je", "attends"),
    ("nazozela",), ("je", "le", "veux"), ("je", "la", "veux"), ("je", "les", "veux"),
    ("je", "dois", "recevoir"), ("i", "m", "waiting"), ("i", "am", "waiting"), ("m", "a", "achete"),
    ("je", "dois", "recuperer"), ("pour", "moi"), ("mpo", "na", "ngai"), ("pona", "ngai"),
)  # fmt: skip
_TELLING = COLLECTING | DELIVERING | AWAITING | _GOING | STAYING
_ON_THE_WAY = _GOING | COMING | {"go", "kende"}
_LENDING = frozenset({"prete", "offre", "vend", "lend", "lends", "lending"})
_SOMEBODY_LEANING = 1.5
_LEANINGS: Mapping[str, float] = {
    **dict.fromkeys(_GOING, -1.25),
    **dict.fromkeys(COMING, 1.5),
    **dict.fromkeys(DELIVERING, -2.0),
    **dict.fromkeys(COLLECTING | _RIDERS, 2.0),
    **dict.fromkeys(_LEAVING, 2.5),
    **dict.fromkeys(_LEFT, 3.0),
}
"""How far a verb before a place leans, whoever its subject is."""
_RELATIVES = frozenset({"qui", "que", "qu", "that", "which", "weh", "wey", "oyo"})
_WANTING = frozenset({"veux", "voudrais", "want", "need", "nalingi"})
_WANTED = frozenset({"am", "it", "them", "yango"})
_WEAKLY_BEING = {
    "am": frozenset({"i"}),
    "m": frozenset({"i"}),
    "e": frozenset({"ki", "qui"}),  # `ki e a mpila`, typed in a hurry
}
"""Words that are `am` and `est` only after these."""
_MOVING = COLLECTING | DELIVERING
_LOOK_BACK = 14
_SUBJECT_WORDS = 7


class _Subject(Enum):
    ME = "me"
    SOMEBODY = "somebody"
    THING = "thing"


def is_inward(tokens: Sequence[Token]) -> bool:
    """Whether the thing is to come to the speaker: `m'apporter`, `bring me`, `j'attends`."""
    said = tuple(token.text for token in tokens)
    return any(_is_to_me(said, index) for index in range(len(said)))


def is_somebody(tokens: Sequence[Token], index: int) -> bool:
    """Whether a person is named or described at this token."""
    return index >= 0 and tokens[index].text in _SOMEBODY


def leaning_before(
    tokens: Sequence[Token], end: int, floor: int, *, inward: bool, look_back: int = _LOOK_BACK
) -> float:
    """Let the nearest verb or person before a place tell which end it is."""
    somebody, is_here, is_relative = False, True, False
    for index in range(end - 1, max(floor, end - look_back) - 1, -1):
        told = _verb_leaning(tokens, index, floor, inward=inward)
        if told:
            # `apporter le sac qui traîne à Mfilou`: what is to be brought is there.
            return 1.5 if is_relative and told < 0 else told
        is_relative = is_relative or _is_relative(tokens, index)
        is_here = is_here and not tokens[index + 1].follows_break
        if is_here and tokens[index].text in _SOMEBODY and not somebody:
            somebody = True
            led = _lead_of(tokens, index)
            if led in _FOR_PERSONS:
                return -2.5
            if led in _OF_PERSONS and inward:
                return 2.5
    if somebody:
        return _of_somebody(inward=inward)
    if any(tokens[index].text in _HERE for index in range(max(floor, end - 3), end)):
        return _of_me(inward=inward)
    nearby = {token.text for token in tokens[max(floor, end - 3) : end]}
    return 1.5 if nearby & _SHOPS else 0.0


def leaning_after(tokens: Sequence[Token], last: int, ceiling: int, *, before: float) -> float:
    """Read what is told after a place: `à Bastos qu'on livre`, `Ouenzé le départ`."""
    said = _clause_after(tokens, last, ceiling)
    is_whole = ceiling == len(tokens) or last + len(said) < ceiling
    named = _end_named(said[:3]) if is_whole else 0.0
    if named:
        return named
    verb = next((word for word in said if word in _TELLING), "")
    if said[:1] in (("qu",), ("que",)) and verb:
        is_thing = verb in STAYING and not _SPEAKERS.intersection(said)
        return 3.0 if verb in COLLECTING or is_thing else -3.0
    led = {token.text for token in tokens[max(0, last - 5) : last]}
    if said and said[0] in COLLECTING and led & _ON_THE_WAY:
        return 2.5
    return _with_somebody(said, verb, before)


def _end_named(said: Sequence[str]) -> float:
    if _OF_PERSONS.intersection(said):
        return 0.0
    return 3.0 * bool(PICKUP_WORDS.intersection(said)) or -3.0 * bool(
        DROPOFF_WORDS.intersection(said)
    )


def _with_somebody(said: tuple[str, ...], verb: str, before: float) -> float:
    """Tell what somebody does there: `ma tante à Mfilou attend`, `mon frère à Bali m'envoie`."""
    if said[:3] == ("il", "y", "a") and _SOMEBODY.intersection(said):
        return -_SOMEBODY_LEANING
    if abs(before) != _SOMEBODY_LEANING:
        return before
    if verb in AWAITING or "besoin" in said:
        return -3.0
    is_sender = any(_is_to_me(said, index) for index in range(len(said)))
    return 3.0 if is_sender else before


def _verb_leaning(tokens: Sequence[Token], index: int, floor: int, *, inward: bool) -> float:
    word = tokens[index].text
    if word in AWAITING:
        return _awaiting(tokens, index)
    if word in STAYING | _WEAKLY_BEING.keys():
        return _being(tokens, index, floor, inward=inward)
    if word in _WANTING:
        return _wanting(tokens, index)
    if word == "depose" and _follows(tokens, index, _HAVING):
        return _LEANINGS["laisse"]
    return _LEANINGS.get(word, 0.0)


def _wanting(tokens: Sequence[Token], index: int) -> float:
    """Tell where the thing is wanted: `je le veux à Mpila`, `I want am for Bali`."""
    is_wanted = index + 1 < len(tokens) and tokens[index + 1].text in _WANTED
    return -2.25 if is_wanted or _follows(tokens, index, _LITTLE - {"y", "en"}) else 0.0


def _is_relative(tokens: Sequence[Token], index: int) -> bool:
    """Whether a thing is told more about from here: `le sac qui`, `the bag that`."""
    if tokens[index].text not in _RELATIVES or index == 0:
        return False
    return tokens[index - 1].text not in _SOMEBODY and not tokens[index].follows_break


def _awaiting(tokens: Sequence[Token], index: int) -> float:
    before = {token.text for token in tokens[max(0, index - 2) : index]}
    if tokens[index].text == "besoin" and _SPEAKERS.intersection(before):
        return 0.0
    after = tuple(token.text for token in tokens[index + 1 : index + 3])
    is_object = _follows(tokens, index, frozenset({"m", "me"})) and "i" not in before
    if is_object or after == ("for", "me"):
        return 2.5
    return -2.5 if _SPEAKERS.intersection(before) else -3.0


def _being(tokens: Sequence[Token], index: int, floor: int, *, inward: bool) -> float:
    if tokens[index].text in _WEAKLY_BEING:
        is_meant = _follows(tokens, index, _WEAKLY_BEING[tokens[index].text])
        there = 2.5 if tokens[index].text == "e" else _of_me(inward=inward)
        return there if is_meant else 0.0
    if index and tokens[index - 1].text in _MOVING:  # `esika ya kokomisa ezali Bacongo`
        return 2.0 if tokens[index - 1].text in COLLECTING else -2.0
    match _subject(tokens, index, floor):
        case _Subject.ME:
            return _of_me(inward=inward)
        case _Subject.SOMEBODY:
            return _of_somebody(inward=inward)
        case _Subject.THING:
            return 2.5
        case None:
            return 0.0


def _of_me(*, inward: bool) -> float:
    return -2.25 if inward else 1.0


def _of_somebody(*, inward: bool) -> float:
    return _SOMEBODY_LEANING if inward else -_SOMEBODY_LEANING


def _subject(tokens: Sequence[Token], verb: int, floor: int) -> _Subject | None:
    """Tell who or what is there: the nearest one named before the verb, in its clause."""
    word = tokens[verb].text
    if word in _ONLY_ME:
        return _Subject.ME
    others = 0
    for index in range(verb - 1, max(floor, verb - _SUBJECT_WORDS) - 1, -1):
        if tokens[index + 1].follows_break:
            break
        told = _named(tokens, index)
        if told is not None and not (told is _Subject.THING and word in _ONLY_PERSONS):
            return told
        if tokens[index].text in _PRESENTED:
            return None
        others += 1
    if word in _ONLY_PERSONS:
        return _Subject.SOMEBODY
    return _Subject.THING if others or word in _ONLY_THINGS else None


def _named(tokens: Sequence[Token], index: int) -> _Subject | None:
    word = tokens[index].text
    if word == "nga" and _follows(tokens, index, frozenset({"ma", "la", "une", "my"})):
        return _Subject.SOMEBODY
    if word in _SPEAKERS:
        return None if _follows(tokens, index, _OWNING) else _Subject.ME
    if word in _HE:
        return _antecedent(tokens, index)
    if word in _SOMEBODY:
        return _Subject.SOMEBODY
    return _Subject.THING if word in _THINGS or word in _IT else None


def _antecedent(tokens: Sequence[Token], pronoun: int) -> _Subject:
    """Tell whom or what `il` means: the nearest person or thing said before it."""
    said = [token.text for token in tokens[:pronoun]]
    is_forgetful = bool(_SOMEBODY.intersection(said) and _FORGETTING.intersection(said))
    for word in reversed(said):
        if word in _SOMEBODY:
            return _Subject.SOMEBODY
        if word in _THINGS and not is_forgetful:
            return _Subject.THING
    return _Subject.SOMEBODY


def _lead_of(tokens: Sequence[Token], index: int) -> str:
    """Give the preposition before a person: `pour` of `pour ma grande sœur`."""
    for at in range(index - 1, max(0, index - 4) - 1, -1):
        if tokens[at].text in _FOR_PERSONS | _OF_PERSONS:
            return tokens[at].text
    return ""


def _is_to_me(said: Sequence[str], index: int) -> bool:
    """Whether something is brought to the speaker here, and not only a rider sent."""
    for need in _NEEDS:
        if tuple(said[index : index + len(need)]) == need:
            return not _RIDERS.intersection(said[index : index + len(need) + 3])
    if said[index] in _LENDING:
        return index > 0 and said[index - 1] in {"m", "me"}
    if said[index] not in _MOVING or said[index].endswith("tindela"):  # it sends for somebody
        return False
    if _RIDERS.intersection(said[index + 1 : index + 5]):
        return False
    at = index - 1
    while at >= 0 and said[at] in _LITTLE:
        at -= 1
    after = index + 1
    while after < len(said) - 1 and said[after] in _LITTLE - {"la", "le", "les", "l"}:
        after += 1
    is_before = at >= 0 and said[at] in {"m", "me", "nous"}
    return is_before or (after < len(said) and said[after] in _TO_ME)


def _clause_after(tokens: Sequence[Token], last: int, ceiling: int) -> tuple[str, ...]:
    said: list[str] = []
    for token in tokens[last:ceiling]:
        if token.follows_break:
            break
        said.append(token.text)
    return tuple(said)


def _follows(tokens: Sequence[Token], index: int, leads: frozenset[str]) -> bool:
    return index > 0 and tokens[index - 1].text in leads
