"""Numbers with one decimal, written as each language writes them: 4,5 in French, 4.5 in English."""

from shared.texts import Text, t


def one_decimal(number: float) -> Text:
    """Write a number with one decimal."""
    whole, tenth = f"{number:.1f}".split(".")
    return t("{whole},{tenth}", whole=whole, tenth=tenth)


def kilometres(metres: float) -> Text:
    """Write a distance in kilometres; the sentence around it names the unit."""
    return one_decimal(metres / 1000)
