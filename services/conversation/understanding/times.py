"""Days and hours in a sentence, as canonical French words (`demain 15:00`), not as an instant.

The clock is not read here: the flow that asks turns the words into a moment.
"""

import re
from dataclasses import dataclass

_DAYS = {
    "après-demain": r"apres[ -]?demain|day after tomorrow",
    "demain matin": r"demain (?:le )?matin|tomorrow morning|lobi na ntongo",
    "demain midi": r"demain (?:a )?midi",
    "demain après-midi": r"demain (?:l')?apres[ -]midi|tomorrow afternoon",
    "demain soir": r"demain (?:le )?soir|tomorrow (?:night|evening)|lobi na mpokwa",
    "demain": r"demain|dmain|2main|tomorrow|lobi(?! (?:oyo )?eleki)",
    "ce matin": r"ce matin|this morning",
    "ce midi": r"ce midi",
    "cet après-midi": r"cet(?:te)? apres[ -]midi|this afternoon",
    "ce soir": r"ce soir|cette nuit|tonight|this evening|na mpokwa",
    "aujourd'hui": r"aujourd'?hui|ajd|today|lelo",
    "la semaine prochaine": r"la semaine prochaine|next week",
    "cette semaine": r"cette semaine|this week",
    "ce week-end": r"ce week[ -]?end|this weekend",
    "lundi": r"lundi|monday|mokolo ya liboso",
    "mardi": r"mardi|tuesday",
    "mercredi": r"mercredi|wednesday",
    "jeudi": r"jeudi|thursday",
    "vendredi": r"vendredi|friday",
    "samedi": r"samedi|saturday",
    "dimanche": r"dimanche|sunday|mokolo ya lomingo",
}
_MONTHS = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_DAY = re.compile("|".join(f"(?P<d{i}>\\b(?:{p})\\b)" for i, p in enumerate(_DAYS.values())))
_LEAD = r"(?:\b(?:a|at|vers|pour|des|for|by|around|avant|apres|le|on|na)\s+)?"
_DATE = re.compile(
    rf"\b(\d{{1,2}})/(\d{{1,2}})(?:/\d{{2,4}})?\b|\b(\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)})\b"
)
_HOUR = re.compile(
    _LEAD + r"(?:\b(?P<h>\d{1,2})\s?(?:h|heures?)\s?(?P<m>[0-5]\d)?\b(?!\s*de temps)"
    r"|\b(?P<h2>\d{1,2}):(?P<m2>[0-5]\d)\b"
    r"|\b(?P<h3>\d{1,2})(?:[:.](?P<m3>[0-5]\d))?\s?(?P<half>am|pm)\b|\b(?P<noon>midi)\b)"
)
_DELAY = re.compile(r"\b(?:dans|in) (\d{1,3}) ?(h|heures?|min|minutes?|mn|jours?|hours?|days?)\b")


@dataclass(frozen=True, slots=True)
class When:
    """The canonical words and the character spans they were read from."""

    text: str
    spans: tuple[tuple[int, int], ...]


def find_when(folded: str) -> When | None:
    """Read the day and the hour of a folded text, or None."""
    delay = _DELAY.search(folded)
    if delay:
        unit = {"h": "h", "m": "min", "j": "jours", "d": "jours"}[delay.group(2)[0]]
        return When(f"dans {delay.group(1)} {unit}", (delay.span(),))
    parts = [part for part in (_find_day(folded), _find_hour(folded)) if part]
    if not parts:
        return None
    return When(" ".join(text for text, _ in parts), tuple(span for _, span in parts))


def _find_day(folded: str) -> tuple[str, tuple[int, int]] | None:
    found = _DAY.search(folded)
    if found and found.lastgroup:
        return list(_DAYS)[int(found.lastgroup[1:])], found.span()
    date = _DATE.search(folded)
    if date is None:
        return None
    day, month = int(date[1] or date[3]), int(date[2] or _MONTHS.index(date[4]) + 1)
    is_date = 1 <= day <= 31 and 1 <= month <= 12
    return (f"{day:02d}/{month:02d}", date.span()) if is_date else None


def _find_hour(folded: str) -> tuple[str, tuple[int, int]] | None:
    for found in _HOUR.finditer(folded):
        if found["noon"]:
            return (
                None
                if re.search(r"apres[ -]$|demain (?:a )?$", folded[: found.start("noon")])
                else ("12:00", found.span())
            )
        hour = int(found["h"] or found["h2"] or found["h3"])
        minute = int(found["m"] or found["m2"] or found["m3"] or 0)
        if found["half"]:
            hour = hour % 12 + (12 if found["half"] == "pm" else 0)
        if hour <= 24:
            return f"{hour % 24:02d}:{minute:02d}", found.span()
    return None
