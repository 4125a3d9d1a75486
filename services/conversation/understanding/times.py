"""Days and hours in a sentence, as canonical French words, not as an instant.

The clock is not read here: the flow that asks turns the words into a moment. A value is a day, an
hour, or both with a space between, or a delay:

- day: `aujourd'hui`, `demain`, `après-demain`, `lundi` … `dimanche`, `24/12`, `le 3`,
  `la semaine prochaine`, `cette semaine`, `ce week-end`;
- part of the day: `ce matin`, `ce midi`, `cet après-midi`, `ce soir`; after another day
  `demain matin`, `samedi soir`;
- hour: `15:00`; a bound (`avant 18h`, `vers 18h`) is its hour; a span is `09:00-11:00`;
- delay: `dans 30 min`, `dans 2 h`, `dans 3 jours`.

"Right now" is no time but an urgency, and is read elsewhere.
"""

import re
from dataclasses import dataclass

from services.conversation.understanding.vocabulary.number_words import LINGALA_UNITS
from services.conversation.understanding.vocabulary.time_words import (
    CLOCK_WORDS,
    DAYS,
    MONTHS,
    MONTHS_FIRST,
    PARTS,
    TYPABLE_DAYS,
)

_DAY = re.compile("|".join(f"(?P<d{i}>\\b(?:{p})\\b)" for i, p in enumerate(DAYS.values())))
_PART = re.compile("|".join(f"(?P<p{i}>\\b(?:{p})\\b)" for i, p in enumerate(PARTS.values())))
_THIS_PART = re.compile(
    r"\b(?:(?P<matin>ce matin|this morning|(?:lelo )?na n?tongo|dans la matinee)"
    r"|(?P<midi>ce midi)"
    r"|(?P<apres>(?:cet(?:te)?|dans l'?) ?apre?s?[ -]?m(?:idi)?|cet aprem|this afternoon)"
    r"|(?P<soir>(?:ce|se) soir|cette nuit|tonight|tonite|this (?:evening|night)|en soiree"
    r"|dans la soiree|(?:lelo )?na (?:m?pokwa|butu)))\b"
)
_TODAY = {"matin": "ce matin", "midi": "ce midi", "apres": "cet après-midi", "soir": "ce soir"}
_WEEKS = frozenset({"la semaine prochaine", "cette semaine", "ce week-end"})
_JOINT = re.compile(
    r"[ ,]*(?:\b(?:dans|en|le|la|au|a|l'|na|ya|in|the|for|on|vers|,|prochaine?)\b\s*|l')*"
)

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/\d{{2,4}})?\b"
    rf"|\ble (?P<day2>\d{{1,2}})[-.](?P<month2>\d{{1,2}})(?:[-.]\d{{2,4}})?\b"
    rf"|\b(?P<day3>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? (?P<name>{_MONTH})\b"
    rf"|\b(?P<name2>{'|'.join(MONTHS_FIRST)}) (?P<day4>\d{{1,2}})(?:st|nd|rd|th)?\b"
)
_DAY_OF_MONTH = re.compile(r"\ble (?P<day>\d{1,2})(?=,? (?:a|vers|avant|apres|entre|des) \d)")

_LEAD = (
    r"(?:\b(?:a partir de|a|at|vers|pour|des|for|by|around|avant|apres|le|on|na|before|after|until"
    r"|from|jusqu'a)\s+)?"
)
_CLOCK = "|".join(sorted(CLOCK_WORDS, key=len, reverse=True))
_N = rf"\d{{1,2}}|{_CLOCK}"
_SAID_MINUTES = (
    r"(?P<half>\s+et\s+demie?)|(?P<quarter>\s+et\s+quart)|(?P<to>\s+moins\s+le\s+quart)"
    rf"|(?P<said>\s+(?:{_CLOCK})\b)"
)
_HALVES = r"(?P<of_day>\s+(?:du (?:matin|soir)|de l'?\s?apres[ -]midi|ya (?:mpokwa|pokwa|ntongo)))?"
_HOUR = re.compile(
    _LEAD + r"(?:"
    rf"\b(?P<h>{_N})\s?(?:h(?:eures?|rs?)?)\s?(?:(?P<m>[0-5]\d)(?:\s?mi?n)?\b|{_SAID_MINUTES}"
    rf"|(?![a-z0-9])){_HALVES}(?!\s*de temps)"
    r"|\b(?P<h2>\d{1,2}):(?P<m2>[0-5]\d)\b(?!\s?[ap]\.?m\b)"
    rf"|\b(?P<h3>{_N})(?:[:.](?P<m3>[0-5]\d))?\s?(?P<half_day>[ap])\.?m\b"
    rf"|\b(?P<past>half|quarter) (?P<side>past|to) (?P<h4>{_N})\b"
    rf"|\b(?P<h5>{_N}) ?o'? ?clock\b"
    rf"|\bngonga (?:ya )?(?P<h6>\d{{1,2}}|{'|'.join(LINGALA_UNITS)}|zomi)\b"
    rf"{_HALVES.replace('of_day', 'of_day2')}"
    r"|\b(?P<noon>midi|noon|midday)\b(?P<noon_half>\s+et\s+demie?)?"
    r"|\b(?P<midnight>minuit|midnight)\b)"
)
_TO = re.compile(r"\s*(?:et|a|-|to|and|jusqu'a|na)\s*")
_BETWEEN = re.compile(r"(?:\b(?:entre|de|between|from)\s+)$")
_BARE_START = re.compile(r"\b(?:entre|between)\s+(?P<h>\d{1,2})\s*(?:et|and|a)\s+$")

_WORD = re.compile(r"\b[a-z]{5,10}\b")
_PAST = re.compile(
    r"\b(?:depuis|pendant|durant|(?:il )?y(?: a)?|ya|toutes les|for the last|since)\s+$"
)
_UNITS = {"h": "h", "m": "min", "j": "jours", "d": "jours"}
_COUNT = rf"(?P<n>\d{{1,3}}|{_CLOCK}|an?)"
_DELAY = re.compile(
    r"\b(?:dans|d'?\s?ici|in|nsima ya)\s+(?:"
    r"(?P<half>une? demi[ -]?e?[ -]?heure|half an hour)|(?P<quarter>un quart d'? ?heure)"
    r"|(?P<h>\d{1,2})\s?h\s?(?P<m>[0-5]\d)\b"
    rf"|{_COUNT} ?"
    r"(?P<unit>h|heures?|hrs?|hours?|min|mins|minutes?|mn|jours?|days?|j|semaines?|weeks?)"
    r"(?P<and_half>\s+et\s+demie?)?)\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """The canonical words and the character spans they were read from."""

    text: str
    spans: tuple[tuple[int, int], ...]


_Found = tuple[str, tuple[int, int]]


def find_when(folded: str) -> When | None:
    """Read the day and the hour of a folded text, or None."""
    delay = _find_delay(folded)
    if delay:
        return When(delay[0], (delay[1],))
    day = _find_day(folded)
    hour = _find_hour(folded, day)
    parts = [part for part in (day, hour) if part]
    if not parts:
        return None
    return When(" ".join(text for text, _ in parts), tuple(span for _, span in parts))


def _find_delay(folded: str) -> _Found | None:
    found = _DELAY.search(folded)
    if found is None:
        return None
    if found["half"] or found["quarter"]:
        return f"dans {30 if found['half'] else 15} min", found.span()
    if found["h"]:
        return f"dans {int(found['h']) * 60 + int(found['m'])} min", found.span()
    count, unit = _value(found["n"]), found["unit"]
    if unit[0] in "sw":
        return f"dans {count * 7} jours", found.span()
    if unit[0] == "h" and found["and_half"]:
        return f"dans {count * 60 + 30} min", found.span()
    return f"dans {count} {_UNITS[unit[0]]}", found.span()


def _find_day(folded: str) -> _Found | None:
    """Read a day, with the part of it that is said next to it."""
    day = _named_day(folded)
    if day is None or day[0].endswith("di") or day[0] == "dimanche":
        day = _date(folded) or day or _misspelt_day(folded)  # `samedi 28/11` is that date
    this = _THIS_PART.search(folded)
    if day is None:
        return (_TODAY[this.lastgroup], this.span()) if this and this.lastgroup else None
    name, (start, end) = day
    if name in _WEEKS:
        return day
    joint = _JOINT.match(folded, end)
    part = _PART.match(folded, joint.end() if joint else end)
    if part is None and this and this.lastgroup and name == "aujourd'hui":
        return _TODAY[this.lastgroup], (min(start, this.start()), max(end, this.end()))
    if part is None or not part.lastgroup or _is_hour(name, part):
        return day
    said = list(PARTS)[int(part.lastgroup[1:])]
    return _with_part(name, said), (start, part.end())


def _is_hour(day: str, part: re.Match[str]) -> bool:
    """Whether `midi` is the hour, as in `samedi à midi`; `demain midi` is lunch time."""
    return part.group() == "midi" and day != "demain"


def _with_part(day: str, part: str) -> str:
    if day != "aujourd'hui":
        return f"{day} {part}"
    return {"matin": "ce matin", "midi": "ce midi", "après-midi": "cet après-midi"}.get(
        part, "ce soir"
    )


def _named_day(folded: str) -> _Found | None:
    found = _DAY.search(folded)
    if found is None or not found.lastgroup:
        return None
    return list(DAYS)[int(found.lastgroup[1:])], found.span()


def _misspelt_day(folded: str) -> _Found | None:
    """Find a day with a letter missing, doubled or swapped, but never with another letter.

    `Landi` is a name and `mari` a husband.
    """
    for found in _WORD.finditer(folded):
        word = found.group().replace("y", "i")
        for day in TYPABLE_DAYS:
            if word[0] == day[0] and _is_slip(word, day):
                return day, found.span()
    return None


def _is_slip(word: str, day: str) -> bool:
    if len(word) == len(day):
        return word == day or (sorted(word) == sorted(day) and len(day) > 5)
    longer, shorter = sorted((word, day), key=len, reverse=True)
    if len(longer) != len(shorter) + 1 or len(shorter) < 5:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _date(folded: str) -> _Found | None:
    for found in _DATE.finditer(folded):
        day = int(found["day"] or found["day2"] or found["day3"] or found["day4"])
        name = found["name"] or found["name2"]
        month = MONTHS[name] if name else int(found["month"] or found["month2"])
        if 1 <= day <= 31 and 1 <= month <= 12:
            return f"{day:02d}/{month:02d}", found.span()
    found_day = _DAY_OF_MONTH.search(folded)
    if found_day and 1 <= int(found_day["day"]) <= 31:
        return f"le {int(found_day['day'])}", found_day.span()
    return None


def _find_hour(folded: str, day: _Found | None) -> _Found | None:
    taken = day[1] if day else (0, 0)
    name = day[0] if day else ""
    for found in _HOUR.finditer(folded):
        if taken[0] < found.end() <= taken[1] or _is_no_hour(folded, found):
            continue
        minutes = _minutes(found, is_late=name.endswith(("soir", "après-midi")))
        if minutes is None or (found["m2"] and found.start() < taken[1] and taken[0] < found.end()):
            continue
        return _span(folded, found, minutes, name)
    return None


def _span(folded: str, found: re.Match[str], minutes: int, day: str) -> _Found:
    """Give the hour, or both ends of `entre 9h et 11h`."""
    bare = _BARE_START.search(folded[: found.start()])
    if bare and int(bare["h"]) <= minutes // 60:
        return f"{int(bare['h']):02d}:00-{_clock(minutes)}", (bare.start(), found.end())
    joint = _TO.match(folded, found.end())
    last = _HOUR.match(folded, joint.end()) if joint else None
    end = _minutes(last, is_late=day.endswith(("soir", "après-midi"))) if last else None
    opening = _BETWEEN.search(folded[: found.start()])
    if last is None or end is None or end <= minutes:
        return _clock(minutes), found.span()
    start = opening.start() if opening else found.start()
    return f"{_clock(minutes)}-{_clock(end)}", (start, last.end())


def _is_no_hour(folded: str, found: re.Match[str]) -> bool:
    """Whether it is the end of `après-midi`, a time that has passed (`depuis 2h`) or `24h/24`."""
    if found["noon"]:
        return bool(re.search(r"apres[ -]?$", folded[: found.start("noon")]))
    is_past = _PAST.search(folded[: found.start()])
    return bool(is_past or re.match(r"\s?(?:/|sur)\s?(?:24|7)", folded[found.end() :]))


def _minutes(found: re.Match[str], *, is_late: bool) -> int | None:
    """Count the minutes since midnight; None when there is no such hour."""
    if found["midnight"]:
        return 0
    if found["noon"]:
        return 750 if found["noon_half"] else 720
    hour = _value(next(filter(None, (found[f"h{i}" if i > 1 else "h"] for i in range(1, 7)))))
    minute = int(found["m"] or found["m2"] or found["m3"] or 0) + _said_minutes(found)
    of_day = found["of_day"] or found["of_day2"] or ""
    is_evening = of_day.endswith(("soir", "midi", "pokwa")) or found["half_day"] == "p"
    if found["half_day"]:
        hour %= 12
    if (is_evening or (is_late and not found["half_day"] and "matin" not in of_day)) and hour < 12:
        hour += 12
    total = hour * 60 + minute
    return total % 1_440 if hour <= 24 else None


def _said_minutes(found: re.Match[str]) -> int:
    if found["past"]:
        size = 30 if found["past"] == "half" else 15
        return size if found["side"] == "past" else -size
    if found["said"]:
        return _value(found["said"].strip())
    return 30 if found["half"] else 15 if found["quarter"] else -15 if found["to"] else 0


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _value(word: str) -> int:
    if word.isdigit():
        return int(word)
    return CLOCK_WORDS.get(word) or LINGALA_UNITS.get(word) or (10 if word == "zomi" else 1)
