"""Writes numbers out in French, English and Lingala, to read them back in properties."""

_FRENCH = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_FRENCH_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = [
    "_",
    "_",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_LINGALA = [
    "_",
    "moko",
    "mibale",
    "misato",
    "minei",
    "mitano",
    "motoba",
    "nsambo",
    "mwambe",
    "libwa",
]


def in_french(number: int) -> str:
    """Say 0 to 9,999,999 as school teaches."""
    millions, below = divmod(number, 1_000_000)
    thousands, rest = divmod(below, 1_000)
    parts = [f"{_FRENCH[millions]} million{'s' if millions > 1 else ''}"] if millions else []
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_french_hundreds(thousands)} mille")
    if rest or not parts:
        parts.append(_french_hundreds(rest))
    return " ".join(parts)


def in_english(number: int) -> str:
    """Say 0 to 9,999,999."""
    millions, below = divmod(number, 1_000_000)
    thousands, rest = divmod(below, 1_000)
    parts = [f"{_ENGLISH[millions]} million"] if millions else []
    parts += [f"{_english_hundreds(thousands)} thousand"] if thousands else []
    if rest or not parts:
        parts.append(_english_hundreds(rest))
    return " ".join(parts)


def in_lingala(number: int) -> str:
    """Say 1 to 9,999,999, parts joined by `na`."""
    millions, below = divmod(number, 1_000_000)
    thousands, rest = divmod(below, 1_000)
    parts = [f"milio {_LINGALA[millions]}"] if millions else []
    parts += [f"nkoto {_lingala_hundreds(thousands)}"] if thousands else []
    parts += [_lingala_hundreds(rest)] if rest else []
    return " na ".join(parts)


def _lingala_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    parts = [f"nkama {_LINGALA[hundreds]}"] if hundreds else []
    parts += ["zomi" if tens == 1 else f"ntuku {_LINGALA[tens]}"] if tens else []
    parts += [_LINGALA[units]] if units else []
    return " na ".join(parts)


def _french_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if hundreds == 0:
        return _french_tens(rest)
    head = "cent" if hundreds == 1 else f"{_FRENCH[hundreds]} cent"
    return f"{head} {_french_tens(rest)}" if rest else head


def _french_tens(number: int) -> str:
    if number <= 16:
        return _FRENCH[number]
    if number < 20:
        return f"dix-{_FRENCH[number - 10]}"
    tens, unit = divmod(number, 10)
    if tens == 7:
        return f"soixante{'-et-' if unit == 1 else '-'}{_french_tens(10 + unit)}"
    if tens >= 8:
        rest = number - 80
        return f"quatre-vingt-{_french_tens(rest)}" if rest else "quatre-vingts"
    joint = "-et-" if unit == 1 else "-"
    return f"{_FRENCH_TENS[tens]}{joint}{_FRENCH[unit]}" if unit else _FRENCH_TENS[tens]


def _english_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if hundreds == 0:
        return _english_tens(rest)
    head = f"{_ENGLISH[hundreds]} hundred"
    return f"{head} and {_english_tens(rest)}" if rest else head


def _english_tens(number: int) -> str:
    if number < 20:
        return _ENGLISH[number]
    tens, unit = divmod(number, 10)
    return f"{_ENGLISH_TENS[tens]}-{_ENGLISH[unit]}" if unit else _ENGLISH_TENS[tens]
