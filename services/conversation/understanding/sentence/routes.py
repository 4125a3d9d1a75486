"""Which place is the pickup and which the drop-off: prepositions first, then verbs, then order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from services.conversation.understanding.normalise import Token
from services.conversation.understanding.places import Mention
from services.conversation.understanding.vocabulary.people import PEOPLE
from services.conversation.understanding.vocabulary.place_words import (
    AT_PHRASES,
    COLLECT_WORDS,
    DELIVER_WORDS,
    FROM_PHRASES,
    LANDMARK_KINDS,
    TO_PHRASES,
)

_SKIPPED = frozenset({"la", "le", "les", "l", "the", "quartier", "marche"})
_SENDERS = frozenset({"livreur", "coursier", "chauffeur", "moto", "bike"})
_STAYS = frozenset(
    {"est", "sont", "trouve", "ezali", "eza", "azali", "nazali", "is", "dey", "suis", "are", "am"}
    | {"jsui", "jsuis", "chuis", "im", "sui"}
)
_IS = frozenset({"est", "sont", "is", "are", "dey", "azali", "aza", "habite", "lives"})
_AWAITS = frozenset(
    {"attend", "attendent", "habite", "habitent", "vit", "recevoir", "recoit", "lives", "waiting"}
    | {"azozela", "afandi", "reach", "ekoma", "ekokoma", "akoma", "needs", "wants"}
)
"""Somebody is there whom the parcel is to reach."""
_LEFT = frozenset({"garde", "gardee", "laissee", "oubliee", "reste", "restee", "left", "forgot"})
_ERRAND_NOUNS = frozenset({"livraison", "course", "delivery", "trajet"})
_LOOK_BACK = 14


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

    @property
    def is_complete(self) -> bool:
        """Whether both ends are told."""
        return self.pickup is not None and self.dropoff is not None


def read_route(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Route:
    """Tell the two ends of the journey. `de Moungali à Bacongo`, `uta … kino …`, `A → B`."""
    if not mentions:
        return Route()
    roles = list(_roles(tokens, mentions))
    if len(mentions) == 1:
        return _single(mentions[0], roles[0])
    origin = _first(roles, _Role.FROM)
    if origin is None:
        origin = next((i for i, role in enumerate(roles) if role is not _Role.TO), 0)
    goals = [i for i, role in enumerate(roles) if i != origin and role is not _Role.FROM]
    explicit = [i for i in goals if roles[i] is _Role.TO]
    others = [i for i in range(len(mentions)) if i != origin]
    chosen = (explicit or [i for i in goals if i > origin] or goals or others)[0]
    return Route(pickup=mentions[origin], dropoff=mentions[chosen])


def is_route(tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Whether the words themselves oppose two places, without any verb of sending."""
    roles = list(_roles(tokens, mentions))
    return (
        len(mentions) >= 2 and _Role.FROM in roles and any(role is not _Role.FROM for role in roles)
    )


def _single(mention: Mention, role: _Role) -> Route:
    if role is _Role.FROM:
        return Route(pickup=mention)
    if role is _Role.BARE:
        return Route(elsewhere=mention)
    return Route(dropoff=mention)


def _roles(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[_Role]:
    floor = 0
    for mention in mentions:
        yield _role(tokens, mention.first, floor, is_one_of_many=len(mentions) > 1)
        floor = mention.last


def _role(tokens: Sequence[Token], first: int, floor: int, *, is_one_of_many: bool) -> _Role:
    if floor and ">" in tokens[first].gap:
        return _Role.TO
    at = first
    while at > floor and tokens[at - 1].text in _SKIPPED:
        at -= 1
    told = _preposition(tokens, at, floor)
    if told in {_Role.FROM, _Role.TO} and not _is_for_someone(tokens, at):
        return told
    if told is _Role.BARE and is_one_of_many:
        is_named = at > floor and tokens[at - 1].text in _ERRAND_NOUNS
        return (None if is_named else _by_verb(tokens, at, max(floor, at - 1))) or _Role.BARE
    return _by_verb(tokens, at, floor) or told


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


def _by_verb(tokens: Sequence[Token], end: int, floor: int) -> _Role | None:
    """Let the nearest verb before decide: one collects from a place and delivers to it."""
    for index in range(end - 1, max(floor, end - _LOOK_BACK) - 1, -1):
        word = tokens[index].text
        if word in _AWAITS and not _is_mine(tokens, index):
            return _Role.TO
        if word in _IS and _is_kin(tokens, index):
            return _Role.TO
        if word in COLLECT_WORDS or word in _LEFT or word in _STAYS or word in _SENDERS:
            return _Role.FROM
        if word in DELIVER_WORDS:
            return _Role.TO
    return None


def _is_mine(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].text in {"j", "je", "i"}


def _is_kin(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is somebody else who is there: `ma mère qui est à…`."""
    return any(token.text in PEOPLE for token in tokens[max(0, index - 3) : index])


def _is_for_someone(tokens: Sequence[Token], end: int) -> bool:
    """Whether the `pour` before is followed by no place word; then it says little."""
    return end > 0 and tokens[end - 1].text == "pour" and tokens[end].text in LANDMARK_KINDS


def _first(roles: Sequence[_Role], wanted: _Role) -> int | None:
    return next((i for i, role in enumerate(roles) if role is wanted), None)
