"""Phone numbers inside a text, in E.164, with a correction offered for the usual slips.

Congo keeps its leading 0; Cameroon has nine digits since 2014 and no 0. Validity is the
phonenumbers library's. A correction is never applied by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.conversation.understanding.normalise import Message, read_message
from services.conversation.understanding.spoken_numbers import read_number
from services.conversation.understanding.understood import Country, Phone
from services.conversation.understanding.vocabulary.number_words import CURRENCY

_RUN = re.compile(r"(?<![\w+])(?:\+ ?)?\(?\d(?:[\s.\-()/]{0,3}\d){6,}(?!\w)")
_GROUP = re.compile(r"\+ ?\d+|\d+")
_RANGE = re.compile(r"\d*00\s?[-/]?\s?\d*00")
_MONEY = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
_DIALLING = {Country.CONGO: "242", Country.CAMEROON: "237"}
_MOST_GROUPS = 12


@dataclass(frozen=True, slots=True)
class PhoneSpan:
    """Numbers found at a position of the folded text; not exact means they are corrections."""

    numbers: tuple[str, ...]
    is_exact: bool
    start: int
    end: int


def parse_phone(text: str, country: Country = Country.CONGO) -> Phone:
    """Read the one phone number of a text; several, or a corrected one, are left to be chosen."""
    message = read_message(text)
    spans = find_phones(message.folded, country=country)
    exact = dict.fromkeys(number for span in spans if span.is_exact for number in span.numbers)
    if not exact:
        spoken = _spoken(message, country)
        exact = dict.fromkeys([spoken] if spoken else [])
    if len(exact) == 1:
        return Phone(next(iter(exact)))
    offered = exact or dict.fromkeys(number for span in spans for number in span.numbers)
    return Phone(None, tuple(offered))


def find_phones(folded: str, *, country: Country = Country.CONGO) -> list[PhoneSpan]:
    """Find every phone number of a folded text, left to right."""
    found: list[PhoneSpan] = []
    for run in _RUN.finditer(folded):
        spans = list(_exact_in(run, country))
        found += spans or _corrected(run, folded, country)
    return found


def _exact_in(run: re.Match[str], country: Country) -> Iterator[PhoneSpan]:
    groups = list(_GROUP.finditer(run.group()))[:_MOST_GROUPS]
    at = 0
    while at < len(groups):
        for end in range(len(groups), at, -1):
            number = _exact("".join(group.group() for group in groups[at:end]), country)
            if number:
                first, last = groups[at].start(), groups[end - 1].end()
                begin, stop = run.start() + first, run.start() + last
                yield PhoneSpan((number,), is_exact=True, start=begin, end=stop)
                at = end - 1
                break
        at += 1


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
    first = (country, *(other for other in Country if other is not country))
    for nation in first:
        code = _DIALLING[nation]
        national = digits.removeprefix(code) if len(digits) == 11 else digits
        if len(national) != 8 or (len(digits) == 11 and not digits.startswith(code)):
            continue
        missing = "0" if nation is Country.CONGO else "6"
        number = _valid(f"+{code}{missing}{national}")
        if number:
            yield number
            return


def _spoken(message: Message, country: Country) -> str | None:
    """Read a number dictated in words: `zéro six, douze, trente-quatre…`."""
    digits, index = "", 0
    while index < len(message.tokens):
        token = message.tokens[index]
        if token.is_number:
            digits, index = digits + token.text, index + 1
            continue
        number = read_number(message.tokens, index)
        if number is not None and len(number.readings) == 1:
            digits, index = digits + str(number.readings[0]), number.end
        else:
            index += 1
    return _exact(digits, country) if 9 <= len(digits) <= 14 else None


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
