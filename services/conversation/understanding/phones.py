"""Phone numbers inside a text, in E.164, with a correction offered for the usual slips.

Congo keeps its leading 0; Cameroon has nine digits since 2014 and no 0. Validity is the
phonenumbers library's. A correction is never applied by itself. A number said to be the writer's
own (`je suis au 06…`) is nobody's contact once another one is given.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from services.conversation.understanding.normalise import Token, read_message
from services.conversation.understanding.spoken_numbers import read_number
from services.conversation.understanding.understood import Country, Phone
from services.conversation.understanding.vocabulary.number_words import (
    CURRENCY,
    HUNDRED,
    SMALL,
    TENS,
)

_RUN = re.compile(r"(?<![\w+])(?:\+ ?)?[(\[]?\d(?:[\s.\-()\[\]/_]{0,3}\d){6,}(?!\w)")
_TOO_MANY = 2
"""So many digits left over make a number doubtful; more are an amount that follows."""
_GROUP = re.compile(r"\+ ?\d+|\d+")
_RANGE = re.compile(r"\d*00\s?[-/]?\s?\d*00")
_MONEY = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
_DIALLING = {Country.CONGO: "242", Country.CAMEROON: "237"}
_MOST_GROUPS = 12
_LETTER_ONE = re.compile(r"(?<=\d)[il](?=\d)|(?<=\d )[il](?=\d\d)")
_OWN_BEFORE = re.compile(
    r"\b(?:(?:mon|my) (?:numero|num|no|tel|telephone|phone|portable|whatsapp|number)|moi|mine|"
    r"(?:numero|nimero|telephone) na nga[i]?|je suis|joignable)\b"
    r"(?:[\s:=']|\b(?:au|sur|le|la|est|c|is|eza|ezali|na|at|on)\b)*$"
)
_OWN_AFTER = re.compile(
    r"[\s,(]*(?:(?:c'est|est|is|ca) )?(?:moi|le mien|mon numero|my number|mine)\b"
)
_ZERO = frozenset({"zero", "zerro", "oh", "o"})
_TWENTY = frozenset({"vingt", "vingts"})
_TWICE = {"double": 2, "triple": 3}
_SPOKEN = frozenset({*SMALL, *TENS, *HUNDRED, *_ZERO, *_TWICE})
_FEWEST_WORDS = 4
_LONGEST_WORDS = 7
_LONGEST_E164 = 14
_MOST_READINGS = 200


@dataclass(frozen=True, slots=True)
class PhoneSpan:
    """Numbers found at a position of the folded text; not exact means they are corrections."""

    numbers: tuple[str, ...]
    is_exact: bool
    start: int
    end: int
    is_own: bool = False
    """The writer says that it is theirs."""


def parse_phone(text: str, country: Country = Country.CONGO) -> Phone:
    """Read the one phone number of a text; several, or a corrected one, are left to be chosen."""
    spans = of_others(find_phones(read_message(text).folded, country=country))
    exact = dict.fromkeys(number for span in spans if span.is_exact for number in span.numbers)
    if len(exact) == 1:
        return Phone(next(iter(exact)))
    offered = exact or dict.fromkeys(number for span in spans for number in span.numbers)
    return Phone(None, tuple(offered))


def find_phones(folded: str, *, country: Country = Country.CONGO) -> list[PhoneSpan]:
    """Find every phone number of a folded text, left to right, in digits or dictated in words."""
    folded = _LETTER_ONE.sub("1", folded)
    found: list[PhoneSpan] = []
    for run in _RUN.finditer(folded):
        spans = [span for span in _exact_in(run, country) if not _is_price(folded, span)]
        found += spans or _corrected(run, folded, country)
    if not found:
        found = _spoken(folded, country)
    return [_owned(folded, span, found[at - 1].end if at else 0) for at, span in enumerate(found)]


def of_others(spans: Iterable[PhoneSpan]) -> list[PhoneSpan]:
    """Leave out the writer's own number when somebody else's is given too."""
    spans = list(spans)
    return [span for span in spans if not span.is_own] or spans


def _owned(folded: str, span: PhoneSpan, since: int) -> PhoneSpan:
    is_own = _OWN_BEFORE.search(folded[since : span.start]) or _OWN_AFTER.match(folded, span.end)
    return replace(span, is_own=bool(is_own))


def _is_price(folded: str, span: PhoneSpan) -> bool:
    """Whether nine digits are francs: `677 123 456 F`; no price begins with 0 or +."""
    after = re.match(r"\s*([a-z]+)", folded[span.end :])
    is_money = after is not None and after.group(1) in CURRENCY
    return is_money and folded[span.start] not in "+0"


def _exact_in(run: re.Match[str], country: Country) -> Iterator[PhoneSpan]:
    groups = list(_GROUP.finditer(run.group()))[:_MOST_GROUPS]
    at = 0
    while at < len(groups):
        for end in range(len(groups), at, -1):
            number = _exact("".join(group.group() for group in groups[at:end]), country)
            if number:
                first, last = groups[at].start(), groups[end - 1].end()
                begin, stop = run.start() + first, run.start() + last
                is_exact = not _runs_on(run, groups[end:])
                yield PhoneSpan((number,), is_exact=is_exact, start=begin, end=stop)
                at = end - 1
                break
        at += 1


def _runs_on(run: re.Match[str], rest: Sequence[re.Match[str]]) -> bool:
    """Whether a digit or two too many follow, which no word explains: `06 612 34 56 78`."""
    left = sum(len(group.group()) for group in rest)
    return 0 < left <= _TOO_MANY and re.match(r"\s*[a-z]", run.string[run.end() :]) is None


def _exact(written: str, country: Country) -> str | None:
    digits = written.replace(" ", "")
    if digits.startswith("+"):
        return _valid(digits)
    if digits.startswith("00"):
        return _valid("+" + digits[2:])
    if len(digits) == 9:
        nations = (country, *(other for other in Country if other is not country))
        tried = (_valid(f"+{_DIALLING[nation]}{digits}") for nation in nations)
        return next((number for number in tried if number), None)
    if len(digits) == 12 and digits.startswith(tuple(_DIALLING.values())):
        return _valid("+" + digits)
    return None


def _corrected(run: re.Match[str], folded: str, country: Country) -> list[PhoneSpan]:
    """Offer Congo's missing 0 or Cameroon's missing 6, when the digits are not money."""
    after = re.match(r"\s*([a-z]+)", folded[run.end() :])
    if (
        _RANGE.fullmatch(run.group())
        or _MONEY.fullmatch(run.group())
        or (after and after.group(1) in CURRENCY)
    ):
        return []
    digits = re.sub(r"\D", "", run.group()).removeprefix("00")
    numbers = tuple(dict.fromkeys(_corrections(digits, country)))
    span = PhoneSpan(numbers, is_exact=False, start=run.start(), end=run.end())
    return [span] if numbers else []


def _corrections(digits: str, country: Country) -> Iterator[str]:
    superfluous = _without_superfluous_zero(digits, country)
    if superfluous:
        yield superfluous
        return
    first = (country, *(other for other in Country if other is not country))
    for nation in first:
        code = _DIALLING[nation]
        national = digits.removeprefix(code) if len(digits) == 11 else digits
        if len(national) != 8 or (len(digits) == 11 and not digits.startswith(code)):
            continue
        if nation is Country.CAMEROON and national.startswith("6"):
            return  # the 6 is there: another digit is missing, and nobody knows which
        number = _valid(f"+{code}{_missing(nation, national)}{national}")
        if number:
            yield number
            return


def _missing(nation: Country, national: str) -> str:
    """Give the digit that old habits leave out: Congo's 0, Cameroon's 6 (2 on a landline)."""
    if nation is Country.CONGO:
        return "0"
    return "2" if national[0] in "23" else "6"


def _without_superfluous_zero(digits: str, country: Country) -> str | None:
    """Drop a 0 that does not belong: `0 677 12 34 56`, `+237 0677…`, `0 242 06…`."""
    cameroon, congo = _DIALLING[Country.CAMEROON], _DIALLING[Country.CONGO]
    if len(digits) == 10 and digits.startswith("0") and country is Country.CAMEROON:
        return _valid(f"+{cameroon}{digits[1:]}")
    if len(digits) == 13 and digits.startswith(f"{cameroon}0"):
        return _valid(f"+{cameroon}{digits[4:]}")
    if len(digits) == 13 and digits.startswith((f"0{congo}", f"0{cameroon}")):
        return _valid(f"+{digits[1:]}")
    return None


def _spoken(folded: str, country: Country) -> list[PhoneSpan]:
    """Read numbers dictated in words: `zéro six, douze, trente-quatre…`."""
    if sum(word in _SPOKEN for word in re.findall(r"[a-z]+", folded)) < 3:
        return []
    tokens = read_message(folded).tokens
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_number or token.text in _SPOKEN or (token.text == "et" and runs[-1]):
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    spans = (_dictated(run, country) for run in runs if len(run) >= _FEWEST_WORDS)
    return [span for span in spans if span]


def _dictated(run: Sequence[Token], country: Country) -> PhoneSpan | None:
    """Read one dictated number. `six cent vingt` is 620 or 6 120: the valid reading counts."""
    found: dict[str, int] = {}
    for digits, parts in _groupings(run).items():
        number = _exact(digits, country) if len(digits) >= 9 else None
        if number:
            found[number] = min(parts, found.get(number, parts))
    fewest = min(found.values(), default=0)
    numbers = tuple(number for number, parts in found.items() if parts == fewest)
    if not numbers:
        return None
    return PhoneSpan(numbers, is_exact=True, start=run[0].start, end=run[-1].end)


def _groupings(run: Sequence[Token]) -> dict[str, int]:
    """List the digit strings that the words can be grouped into, with how many groups each took."""
    reached: list[dict[str, int]] = [{"": 0}, *({} for _ in run)]
    for at in range(len(run)):
        is_eighty = at + 1 < len(run) and run[at].text == "quatre" and run[at + 1].text in _TWENTY
        if at and not is_eighty and _clings(run[at - 1], run[at]):
            continue
        for length in range(1, min(_LONGEST_WORDS, len(run) - at) + 1):
            group = _group(run[at : at + length])
            if group is None or len(reached[at + length]) > _MOST_READINGS:
                continue
            for digits, parts in reached[at].items():
                longer = digits + group
                if len(longer) <= _LONGEST_E164:
                    known = reached[at + length].get(longer, parts + 1)
                    reached[at + length][longer] = min(known, parts + 1)
    return reached[-1]


def _clings(before: Token, word: Token) -> bool:
    """Whether two words said in one breath are one number: `vingt trois` is never 20, then 3."""
    unit = SMALL.get(word.text, 0)
    if word.follows_break or word.is_number:
        return False
    if before.text in TENS:
        return word.text == "et" or 0 < unit < (17 if TENS[before.text] == 60 else 10)
    return before.text == "et" or (before.text == "dix" and 6 < unit < 10)


def _group(words: Sequence[Token]) -> str | None:
    """Give the digits of a few words when they are one number below a thousand."""
    first = words[0]
    if len(words) == 1 and (first.is_number or first.text in _ZERO):
        return first.text if first.is_number else "0"
    if any(word.is_number for word in words):
        return None
    if len(words) == 2 and first.text in _TWICE:
        digit = _group(words[1:])
        return digit * _TWICE[first.text] if digit and len(digit) == 1 else None
    number = read_number(words, 0)
    if number is None or number.end != len(words) or len(number.readings) != 1:
        return None
    return str(number.readings[0]) if number.readings[0] < 1_000 else None


def _valid(e164: str) -> str | None:
    # Loading the numbering plans takes 80 ms, which a message without digits should not wait for.
    import phonenumbers  # noqa: PLC0415 - see above

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
