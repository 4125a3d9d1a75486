"""What is wrong and who repairs it: the trade, and the clauses that tell the problem.

A clause that tells a breakdown is believed first; without one, the work that is asked for.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from services.conversation.understanding.sentence.reading import Reading
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.trades import (
    ALL_PEOPLE,
    ALL_THINGS,
    BROKEN_PHRASES,
    DENIALS,
    FAILURE_WORDS,
    REPAIR_WORDS,
    TELLING_SIGNS,
    TRADE_PEOPLE,
    TRADE_PHRASES,
    TRADE_THINGS,
    WEAK_FAILURE,
    WORK_WORDS,
)

Clause = tuple[int, int]

_REQUEST = words("phrases", "request")
_SUBJECTS = words("phrases", "subjects")
_HELPERS = words("phrases", "helpers")
_LINKS = words("phrases", "helper links")
_ENDINGS = words("phrases", "clause endings")
_SIGNS = FAILURE_WORDS | WEAK_FAILURE
_SIGNS_AND_THINGS = _SIGNS | ALL_THINGS
_ASKING = _REQUEST | _SUBJECTS
_ASKED_WORK = (REPAIR_WORDS | WORK_WORDS) - {"artisan", "technicien", "prestataire"}
_SINCE = frozenset({"depuis", "since", "banda"})
_POLITE = frozenset({"svp", "stp", "please", "abeg", "pls"})
_SPEAKERS = frozenset({"c", "j", "je", "i", "il", "on", "please", "nazali"})
_WORK = frozenset((word,) for word in WORK_WORDS | REPAIR_WORDS)
_SENTENCE = 3
_SHORTEST = 3
_NEGATED = re.compile(
    r"\b(?:ne|n) (?:\w+ ){1,4}?(?:plus|pas|rien)\b|\b\w+ (?:plus|pas) bien\b"
    r"|\b(?:no dey|no wan|no fit|does not|doesn t|won t|can t|cannot|not) \w+|\bte$"
)
_TOGETHER = 3
"""Words that point to a trade only together weigh more than any one of them."""
_MANNER = frozenset({"qui", "who", "weh", "wey", "that"})


def trade(words: Sequence[str]) -> str | None:
    """Tell the trade: the artisan named, else the thing that is broken."""
    said = {*words, *(word.removesuffix("s") for word in words)}
    scores = {
        name: sum(2 if word in TELLING_SIGNS else 1 for word in said & things)
        for name, things in TRADE_THINGS.items()
    }
    sentence = f" {' '.join(words)} "
    for name, phrases in TRADE_PHRASES.items():
        told = sum(f" {phrase} " in sentence for phrase in phrases)
        scores[name] = scores.get(name, 0) + _TOGETHER * told
    named = [name for name, people in TRADE_PEOPLE.items() if people & said]
    if named:
        return _rather_cooling(max(named, key=lambda name: scores.get(name, 0)), words)
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] else None


def problem(reading: Reading) -> str | None:
    """Quote what is wrong: the clauses with a broken thing, without politeness, place or hour."""
    clauses = list(_clauses(reading))
    tests: tuple[Callable[[Sequence[str]], bool], ...] = (
        _is_breakdown,
        _is_work,
        _is_denied,
        _is_about_thing,
    )
    for is_told in tests:
        told = [reading.quote(*clause) for clause in clauses if is_told(_said(reading, clause))]
        if told:
            return ", ".join(dict.fromkeys(told))
    return None


def _clauses(reading: Reading) -> Iterator[Clause]:
    for first, last in _spans(reading):
        start = _after_helper(reading, first, last)
        if start is not None:
            trimmed = _trimmed(reading, start, last)
            if trimmed[0] < trimmed[1]:
                yield trimmed


def _spans(reading: Reading) -> Iterator[Clause]:
    """Cut at what is closed, at punctuation and where somebody begins to speak again."""
    first: int | None = None
    for index in range(len(reading.tokens) + 1):
        is_end = index == len(reading.tokens) or index in reading.closed
        if first is not None and (is_end or _is_new(reading, index)):
            yield (first, index)
            first = None
        if first is None and not is_end:
            first = index


def _is_new(reading: Reading, index: int) -> bool:
    follower = reading.words[index + 1] if index + 1 < len(reading.words) else ""
    is_joined = reading.words[index] in {"et", "and", "mais", "but"} and follower in _SPEAKERS
    return is_joined or reading.words[index] in _POLITE or reading.tokens[index].follows_break


def _after_helper(reading: Reading, first: int, last: int) -> int | None:
    """Keep what follows the artisan (`un menuisier pour réparer…`); None when nothing does."""
    helpers = [i for i in range(first, last) if _is_helper(reading.words[i])]
    while helpers:
        at = helpers[0] + 1
        while at < last and reading.words[at] in _LINKS:
            at += 1
        if at > helpers[0] + 1 or reading.words[at : at + 1] in _WORK:
            return at
        helpers = helpers[1:]
        if at - 1 == first and last - at >= _SENTENCE:
            return at
        if not helpers and _is_helper(reading.words[at - 1]):
            return None if _is_called(reading, first, at) else first
    return first


def _is_helper(word: str) -> bool:
    return word in _HELPERS or word in ALL_PEOPLE or word.removesuffix("s") in ALL_PEOPLE


def _is_called(reading: Reading, first: int, last: int) -> bool:
    """Whether the words before the helper only ask for one."""
    return not _SIGNS_AND_THINGS.intersection(reading.words[first : last - 1])


def _trimmed(reading: Reading, first: int, last: int) -> Clause:
    """Drop the asking (`je voudrais faire`) and the politeness around what is told."""
    said = reading.words
    end = first
    while end < last and said[end] in _ASKING:
        end += 1
    asking = [i for i in range(first, end) if said[i] in _REQUEST]
    if asking:
        first = asking[-1] + 1
    first = _after_having(said, first, last)
    since = [i for i in range(first + 1, last) if said[i] in _SINCE]
    if since:
        last = since[0]
    while last > first and said[last - 1] in _ENDINGS:
        last -= 1
    return first, last


def _after_having(said: Sequence[str], first: int, last: int) -> int:
    """Step over `j'ai une`, `il y a un` to the thing itself."""
    for having in (("j", "ai"), ("il", "y", "a"), ("y", "a"), ("i", "have"), ("there", "is")):
        at = first + len(having)
        if tuple(said[first:at]) == having and at < last and said[at] in {"un", "une", "des", "a"}:
            return at + 1
    return first


def _said(reading: Reading, clause: Clause) -> tuple[str, ...]:
    return tuple(" ".join(reading.words[clause[0] : clause[1]]).split())


def _is_breakdown(said: Sequence[str]) -> bool:
    """Whether a clause tells that something fails, or no longer does what it should."""
    sentence = " ".join(said)
    if any(_is_sign(word) for word in said) or any(phrase in sentence for phrase in BROKEN_PHRASES):
        return True
    return bool(_things(said)) and bool(DENIALS.intersection(said)) and len(said) >= _SENTENCE


def _is_sign(word: str) -> bool:
    """Whether a word tells a failure, also in the plural or the feminine: `moisis`, `fendues`."""
    return any(
        word.removesuffix(end) in _SIGNS for end in ("", "s", "e", "es") if len(word) > _SHORTEST
    )


def _is_denied(said: Sequence[str]) -> bool:
    """Whether something does not do what it should, a thing we know or not."""
    return len(said) >= _SENTENCE and (
        bool(_NEGATED.search(" ".join(said))) and not said[0].startswith("quelqu")
    )


def _is_work(said: Sequence[str]) -> bool:
    return bool(_ASKED_WORK.intersection(said)) and not _MANNER.intersection(said[:3])


def _is_about_thing(said: Sequence[str]) -> bool:
    return bool(_things(said)) and len(said) >= _SENTENCE


def _things(said: Sequence[str]) -> set[str]:
    return {word for word in said if word in ALL_THINGS or word.removesuffix("s") in ALL_THINGS}


def _rather_cooling(name: str, words: Sequence[str]) -> str:
    """A `frigoriste` or `dépannage` repairs what is named with it."""
    if name not in {"électroménager", "informatique"}:
        return name
    cooling = TRADE_THINGS["climatisation"]
    return "climatisation" if cooling.intersection(words) else name
