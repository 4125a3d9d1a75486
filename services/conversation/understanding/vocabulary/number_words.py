"""Number words of French, Lingala, English and pidgin, with the spellings of hurried thumbs.

Folded: no accents, no capitals. The Lingala list is to be checked by a speaker.
"""

import re
from typing import Final

from services.conversation.understanding.vocabulary import words

SMALL: Final = {
    # French
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16,
    # French in a hurry
    "deu": 2, "troi": 3, "katre": 4, "catre": 4, "sinq": 5, "cinc": 5, "sink": 5, "cenk": 5,
    "wit": 8, "uit": 8, "kinze": 15, "kinz": 15, "quinz": 15, "douz": 12, "onz": 11, "trez": 13,
    "katorze": 14, "katorz": 14, "sez": 16, "katr": 4, "quatr": 4, "trwa": 3,
    # English and pidgin
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "fiv": 5, "tri": 3, "wan": 1,
}  # fmt: skip

TENS: Final = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90, "vin": 20, "vint": 20,
    "trante": 30,
    "karante": 40, "sinkante": 50, "cinkante": 50, "soissante": 60, "trent": 30, "karant": 40,
    "sinquante": 50, "senkante": 50, "cinkant": 50, "swasante": 60, "swasant": 60, "soisante": 60,
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

HUNDRED: Final = frozenset({"cent", "cents", "hundred", "hundreds"})
THOUSAND: Final = frozenset(
    {"mille", "milles", "mil", "mill", "mile", "k", "thousand", "thousands", "tausend", "tousand"}
    | {"kolo", "kolos"}
)
MILLION: Final = frozenset({"million", "millions", "milion", "milions"})
BILLION: Final = frozenset({"milliard", "milliards", "billion", "billions"})
KOLOFAN: Final = frozenset({"kolofan", "kolofans", "colofan"})
"""Cameroonian for 1,500."""

COLLECTIVE: Final = {
    "dizaine": 10, "douzaine": 12, "douzaines": 12, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30, "cinquantaine": 50, "centaine": 100, "dozen": 12, "dozens": 12,
}  # fmt: skip

LINGALA_UNITS: Final = {
    "moko": 1, "mibale": 2, "mibali": 2, "mibare": 2, "misato": 3, "misatu": 3, "minei": 4,
    "mineyi": 4, "mitano": 5, "mitanu": 5, "motoba": 6, "nsambo": 7, "sambo": 7, "mwambe": 8,
    "muambe": 8, "libwa": 9, "libua": 9,
}  # fmt: skip
LINGALA_TEN: Final = frozenset({"zomi", "jomi"})
LINGALA_TENS: Final = frozenset({"ntuku", "tuku"})
LINGALA_HUNDRED: Final = frozenset({"nkama", "kama", "monkama"})
LINGALA_THOUSAND: Final = frozenset({"nkoto", "koto"})
LINGALA_TEN_THOUSAND: Final = frozenset({"mokoko"})
"""Ten thousand in the books; rare enough in town to be asked back."""
LINGALA_MILLION: Final = frozenset({"milio"})

MULTIPLIERS: Final = HUNDRED | THOUSAND | MILLION
LINGALA: Final = frozenset(
    {*LINGALA_UNITS, *LINGALA_TEN, *LINGALA_TENS, *LINGALA_HUNDRED, *LINGALA_THOUSAND}
    | LINGALA_MILLION
)
NUMBER_WORDS: Final = frozenset({*SMALL, *TENS, *MULTIPLIERS, *LINGALA})
JOINTS: Final = frozenset({"et", "and", "na"})

SLIPS: Final = {
    "di": "dix", "dis": "dix", "diz": "dix", "dx": "dix", "sis": "six", "siz": "six", "set": "sept",
    "sep": "sept", "sete": "sept", "cin": "cinq", "sin": "cinq", "cinqs": "cinq", "hui": "huit",
    "huite": "huit", "nef": "neuf", "nuef": "neuf", "dex": "deux", "deus": "deux",
    "tree": "three", "sevin": "seven", "nain": "nine", "eigth": "eight",
}  # fmt: skip
"""Short misspellings that are ordinary words elsewhere: read only before cent, mille or million."""
HUNDRED_SLIPS: Final = frozenset({"cet", "cen", "cnt"})
"""Short misspellings of cent: read only before tens (`cet soixante mille`)."""
SCALE_SLIPS: Final = {
    "cen": "cent", "cens": "cents", "sen": "cent", "sent": "cent", "san": "cent", "sans": "cent",
    "ml": "mille", "mlle": "mille", "tousand": "thousand", "tauzin": "thousand",
    "hondred": "hundred", "handred": "hundred",
}  # fmt: skip
"""Short misspellings of a multiplier: read only right after a number."""

CURRENCY: Final = words("numbers", "currency")

UNITS: Final = words("numbers", "units")
"""A number before one of these is not money."""

_JOINABLE = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|"
    "trente|quarante|cinquante|soixante|cents?|milles?|mil|kolos?|millions?|two|three|four|five|"
    "seven|eight|nine|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
)
JOINED: Final = re.compile(rf"(?:{_JOINABLE}){{2,}}")
"""Number words typed without the space between them: `cinqmille`, `quatrevingt`."""
JOINED_PART: Final = re.compile(_JOINABLE)
