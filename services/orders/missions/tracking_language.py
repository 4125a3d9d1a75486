"""In which language the tracking page is read: the one asked for, or what the browser prefers."""

from collections.abc import Iterator
from contextlib import suppress

from shared.values.language import Language


def language_for(asked: str | None, *, accepted: str | None) -> Language:
    """Choose by `?lang=`, then by `Accept-Language` (RFC 9110, 12.5.4), then French."""
    wishes = [*_known(asked or ""), *_by_preference(accepted or "")]
    return wishes[0] if wishes else Language.FRENCH


def _by_preference(header: str) -> list[Language]:
    weighed = [
        (_weight(parameters), language)
        for wish in header.split(",")
        for tag, _, parameters in [wish.partition(";")]
        for language in _known(tag)
    ]
    ranked = sorted(weighed, key=lambda one: one[0], reverse=True)
    return [language for weight, language in ranked if weight > 0]


def _known(tag: str) -> Iterator[Language]:
    """Yield the language of a tag such as `en-CM` if it is one of ours."""
    with suppress(ValueError):
        yield Language(tag.strip().lower().partition("-")[0])


def _weight(parameters: str) -> float:
    """Read `q=0.8`; without it a wish counts in full, and an unreadable one not at all."""
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    with suppress(ValueError):
        return float(value)
    return 0.0
