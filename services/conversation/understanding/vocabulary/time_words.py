"""Names of days, parts of the day, months and clock numbers, with the spellings of hurried thumbs.

Patterns are on folded text. The Lingala ones are to be checked by a speaker.
"""

from typing import Final

DAYS: Final = {
    "après-demain": r"apre?s?[ -]?(?:de?main|2main|dmain)|day after tomorrow|lobi (?:kuna|mosusu)",
    "demain": r"demain|dmain|dmn|2main|2m1|dem1|tomorrow|tomorow|tommorow|tmrw|tmr"
    r"|lobi(?! (?:oyo )?eleki| eleka)",
    "aujourd'hui": r"aujourd'? ?hui|ojourd'?hui|aujourdui|ajd|auj|today|lelo",
    "la semaine prochaine": r"la semaine (?:prochaine|pro)|next week|(?:m?poso|mposo) ekoya",
    "cette semaine": r"cette semaine|this week",
    "ce week-end": r"ce (?:week[ -]?end|we)|this weekend",
    "lundi": r"lundi|monday|mokolo ya (?:liboso|yambo)",
    "mardi": r"mardi|tuesday|mokolo ya mibale",
    "mercredi": r"mercredi|mercr|wednesday|mokolo ya misato",
    "jeudi": r"jeudi|thursday|mokolo ya minei",
    "vendredi": r"vendredi|friday|mokolo ya mitano",
    "samedi": r"samedi|saturday|mokolo ya m?poso",
    "dimanche": r"dimanche|sunday|mokolo ya (?:lomingo|eyenga)|eyenga",
}
PARTS: Final = {
    "matin": r"matin(?:ee)?|morning|n?tongo",
    "après-midi": r"apres[ -]?midi|aprem|aprm|afternoon",
    "midi": r"midi",
    "soir": r"soir(?:ee)?|evening|night|m?pokwa|butu|nuit",
}
MONTHS: Final = {
    "janvier": 1, "janv": 1, "january": 1, "fevrier": 2, "fev": 2, "february": 2, "mars": 3,
    "march": 3, "avril": 4, "april": 4, "mai": 5, "may": 5, "juin": 6, "june": 6, "juillet": 7,
    "juil": 7, "july": 7, "aout": 8, "august": 8, "septembre": 9, "september": 9,
    "octobre": 10, "oct": 10, "october": 10, "novembre": 11, "nov": 11, "november": 11,
    "decembre": 12, "dec": 12, "december": 12,
}  # fmt: skip
MONTHS_FIRST: Final = (
    "january", "february", "april", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
"""English says `December 24`; `may 5` and `mars 2` are rather something else."""

CLOCK_WORDS: Final = {
    "une": 1, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "dix sept": 17, "dix-sept": 17, "dix huit": 18, "dix-huit": 18,
    "dix neuf": 19, "dix-neuf": 19, "vingt": 20, "vingt et une": 21, "vingt deux": 22,
    "vingt-deux": 22, "vingt trois": 23, "vingt-trois": 23, "vingt cinq": 25, "vingt-cinq": 25,
    "trente": 30, "quarante": 40, "quarante cinq": 45, "quarante-cinq": 45, "cinquante": 50,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40,
    "fifteen": 15, "forty five": 45, "mibale": 2, "misato": 3, "moko": 1, "minei": 4,
    "mitano": 5,
}  # fmt: skip
"""Numbers a clock or a delay is said with."""

TYPABLE_DAYS: Final = (
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "demain",
)  # fmt: skip
"""Days looked for with a typo; the others are too short or too close to other words."""
