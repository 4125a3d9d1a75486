"""Which place is the pickup and which the drop-off: prepositions first, then verbs, then order."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import permutations

from services.conversation.understanding.normalise import Token
from services.conversation.understanding.places import Mention
from services.conversation.understanding.sentence.directions import (
    COLLECTING,
    COMING,
    DELIVERING,
    DROPOFF_WORDS,
    PICKUP_WORDS,
    STAYING,
    is_inward,
    is_somebody,
    leaning_after,
    leaning_before,
)
from services.conversation.understanding.understood import SlotName
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.goods import GENERIC_PARCEL
from services.conversation.understanding.vocabulary.place_words import (
    AT_PHRASES,
    FROM_PHRASES,
    LANDMARK_KINDS,
    TO_PHRASES,
)

_SKIPPED = frozenset({"la", "le", "les", "l", "the", "quartier", "marche"})
_ERRAND_NOUNS = frozenset({"livraison", "course", "delivery", "trajet"})
_FROM, _TO = 3.0, -3.0
_ONCE_FROM = 0.5
"""`un colis de Dolisie` came from there once, and may be fetched elsewhere."""
_OF = frozenset({"de", "du", "d", "des"})
_TELLING = COLLECTING | DELIVERING | STAYING
_ASKING_BACK = words("directions", "asks back")


class _Role(Enum):
    FROM = "from"
    TO = "to"
    AT = "at"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Route:
    """The places of an errand; `elsewhere` is one whose side the words do not tell."""

    pickup: Mention | None = None
    dropoff: Mention | None = None
    elsewhere: Mention | None = None
    either: tuple[Mention, Mention] | None = None
    """Two places of which the words do not tell which is which."""

    @property
    def is_told(self) -> bool:
        """Whether the words tell both ends apart."""
        return self.pickup is not None and self.dropoff is not None

    @property
    def is_complete(self) -> bool:
        """Whether both ends are told."""
        return self.is_told or self.either is not None


def read_route(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Route:
    """Tell the two ends of the journey. `de Moungali à Bacongo`, `uta … kino …`, `A → B`."""
    if not mentions:
        return Route()
    roles = [role for role, _ in _ends(tokens, mentions)]
    leanings = _leanings(tokens, mentions)
    if len(mentions) == 1:
        return _single(mentions[0], roles[0], leanings[0])
    pairs = list(permutations(range(len(mentions)), 2))
    # What is told decides; between equals the order does, the first place being the start.
    best = max(pairs, key=lambda pair: (leanings[pair[0]] - leanings[pair[1]], _order(pair)))
    origin, goal = mentions[best[0]], mentions[best[1]]
    is_told = leanings[best[0]] != leanings[best[1]]
    if is_told or _Role.BARE in {roles[best[0]], roles[best[1]]}:
        return Route(pickup=origin, dropoff=goal)
    return Route(either=(origin, goal))


def _order(pair: tuple[int, int]) -> tuple[bool, int, int]:
    return (pair[0] < pair[1], -pair[0], -pair[1])


def is_route(tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Whether the words themselves oppose two places, without any verb of sending."""
    roles = [role for role, _ in _ends(tokens, mentions)]
    return (
        len(mentions) >= 2 and _Role.FROM in roles and any(role is not _Role.FROM for role in roles)
    )


def told_side(tokens: Sequence[Token], mention: Mention) -> SlotName | None:
    """Tell which end an answer names: `l'arrivée c'est Yassa`, `finalement on récupère à Bali`."""
    before = [token.text for token in tokens[: mention.first]]
    around = {*before, *(token.text for token in tokens[mention.last : mention.last + 3])}
    if around & DROPOFF_WORDS:
        return SlotName.DROPOFF
    if around & PICKUP_WORDS:
        return SlotName.PICKUP
    ((role, at),) = _ends(tokens, [mention])
    if role is _Role.FROM and tokens[at - 1].text not in _OF:
        return SlotName.PICKUP
    if role is _Role.TO and _ASKING_BACK.intersection(before):
        return SlotName.DROPOFF
    verb = next((word for word in reversed(before[:at]) if word in _TELLING), "")
    if verb in COLLECTING:
        return SlotName.PICKUP
    return SlotName.DROPOFF if verb in DELIVERING else None


def _single(mention: Mention, role: _Role, leaning: float) -> Route:
    if leaning > 0:
        return Route(pickup=mention)
    if role is _Role.BARE and not leaning:
        return Route(elsewhere=mention)
    return Route(dropoff=mention)


def _leanings(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[float]:
    """Weigh every place: above nothing it is where the thing is fetched, below where it goes."""
    inward = is_inward(tokens)
    floors = [0, *(mention.last for mention in mentions[:-1])]
    ceilings = [*(mention.first for mention in mentions[1:]), len(tokens)]
    ends = _ends(tokens, mentions)
    return [
        leaning_after(
            tokens,
            mention.last,
            ceiling,
            before=_before(
                tokens,
                end,
                floor,
                inward=inward,
                is_one_of_many=len(mentions) > 1,
                is_city=mention.kind == "city",
            ),
        )
        for mention, end, floor, ceiling in zip(mentions, ends, floors, ceilings, strict=True)
    ]


def _before(
    tokens: Sequence[Token],
    end: tuple[_Role, int],
    floor: int,
    *,
    inward: bool,
    is_one_of_many: bool,
    is_city: bool,
) -> float:
    role, at = end
    if role is _Role.FROM:
        is_of = at > floor and tokens[at - 1].text in _OF
        if is_of and is_city and tokens[max(0, at - 2)].text in GENERIC_PARCEL:
            return _ONCE_FROM
        is_home = is_of and is_somebody(tokens, at - 2)
        return leaning_before(tokens, at, floor, inward=inward) if is_home else _FROM
    if role is _Role.TO:
        is_coming = at >= 2 and tokens[at - 1].text == "to" and tokens[at - 2].text in COMING
        return -_TO / 2 if is_coming else _TO
    if role is _Role.BARE and is_one_of_many:
        is_named = at > floor and tokens[at - 1].text in _ERRAND_NOUNS
        return 0.0 if is_named else leaning_before(tokens, at, floor, inward=inward, look_back=1)
    return leaning_before(tokens, at, floor, inward=inward)


def _ends(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[tuple[_Role, int]]:
    """Read the preposition of every place and where the words before it end."""
    floors = [0, *(mention.last for mention in mentions[:-1])]
    ends = [
        _end(tokens, mention.first, floor) for mention, floor in zip(mentions, floors, strict=False)
    ]
    for index, mention in enumerate(mentions[1:]):
        if ">" in tokens[mention.first].gap:
            ends[index] = (_Role.FROM, mentions[index].first)
    return ends


def _end(tokens: Sequence[Token], first: int, floor: int) -> tuple[_Role, int]:
    if floor and ">" in tokens[first].gap:
        return _Role.TO, first
    at = first
    while at > floor and tokens[at - 1].text in _SKIPPED:
        at -= 1
    told = _preposition(tokens, at, floor)
    if told in {_Role.FROM, _Role.TO} and _is_for_someone(tokens, at):
        return _Role.AT, at
    return told, at


def _preposition(tokens: Sequence[Token], end: int, floor: int) -> _Role:
    """Read the preposition that ends here; one before it may say more (`kino na`, `uta na`)."""
    found = _Role.BARE
    while end > floor:
        step = _phrase(tokens, end, floor)
        if step is None:
            break
        role, length = step
        if role is not _Role.AT:
            return role
        found, end = role, end - length
    return found


def _phrase(tokens: Sequence[Token], end: int, floor: int) -> tuple[_Role, int] | None:
    for length in (3, 2, 1):
        if end - length < floor:
            continue
        words = tuple(token.text for token in tokens[end - length : end])
        for role, phrases in (
            (_Role.FROM, FROM_PHRASES),
            (_Role.TO, TO_PHRASES),
            (_Role.AT, AT_PHRASES),
        ):
            if words in phrases:
                return role, length
    return None


def _is_for_someone(tokens: Sequence[Token], end: int) -> bool:
    """Whether the `pour` before is followed by no place word; then it says little."""
    return end > 0 and tokens[end - 1].text == "pour" and tokens[end].text in LANDMARK_KINDS
