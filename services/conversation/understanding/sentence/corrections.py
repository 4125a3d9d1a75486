"""What the person takes back inside one sentence: `à Moungali, non pardon, à Ouenzé`.

A place that is denied ("pas Bacongo") or put right by the next one is not what is meant.
"""

from collections.abc import Sequence

from services.conversation.understanding.normalise import Token
from services.conversation.understanding.places import Mention
from services.conversation.understanding.vocabulary import words

_MENDING = words("corrections", "mending")
_BETWEEN = _MENDING | words("corrections", "between")
_DENYING = words("corrections", "denying")
_LITTLE = words("corrections", "little")
_BESIDE = words("corrections", "beside")
_ORIGINS = frozenset({"de", "du", "depuis", "from", "uta", "longwa"})
_WAYS = frozenset({"vers", "to", "jusqu", "kino"})
"""After an origin these name the goal: `de Moungali, pardon, vers Ouenzé` takes nothing back."""
_LITTLE_OR_BESIDE = _LITTLE | _BESIDE


def standing(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Keep the places the person stands by; all of them when none would be left."""
    kept = [mention for mention in mentions if not _is_denied(tokens, mention.first)]
    kept = [
        mention
        for mention, following in zip(kept, [*kept[1:], None], strict=False)
        if following is None or not _is_mended(tokens, mention, following)
    ]
    kept = [
        mention
        for before, mention in zip([None, *kept[:-1]], kept, strict=False)
        if before is None or not _is_beside(tokens, before, mention)
    ]
    return kept or list(mentions)


def _is_beside(tokens: Sequence[Token], before: Mention, mention: Mention) -> bool:
    """Whether it only tells where the place before is: `à Mpila, en face de l'école`."""
    between = [token.text for token in tokens[before.last : mention.first]]
    is_told = bool(_BESIDE.intersection(between)) or _opens_with_relation(
        tokens, mention, is_alone=before.first == 0
    )
    is_relation = is_told and _LITTLE_OR_BESIDE.issuperset(between)
    is_known = mention.place.confidence >= 1 and mention.kind != "landmark"
    return is_relation and not is_known


def _opens_with_relation(tokens: Sequence[Token], mention: Mention, *, is_alone: bool) -> bool:
    """Whether its own first words are the relation; `de Mpila vers la gare` is a way."""
    is_way = tokens[mention.first].text == "vers" and not is_alone
    return mention.place.relation is not None and mention.kind == "unknown" and not is_way


def _is_denied(tokens: Sequence[Token], first: int) -> bool:
    at = first - 1
    while at >= 0 and tokens[at].text in _LITTLE:
        at -= 1
    if at < 0 or tokens[at + 1].follows_break:
        return False
    said = (tokens[at - 1].text if at else "", tokens[at].text)
    return said[1] in _DENYING or said in {("et", "non"), ("and", "no"), ("mais", "non")}


def _is_mended(tokens: Sequence[Token], mention: Mention, following: Mention) -> bool:
    between = {token.text for token in tokens[mention.last : following.first]}
    is_way = bool(between & _WAYS) and tokens[mention.first - 1].text in _ORIGINS
    return bool(between & _MENDING) and between <= _BETWEEN and not (is_way and mention.first)
