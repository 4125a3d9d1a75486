"""How people say things, by tongue: what is not said in a tongue of its own is said plainly.

`{p}` is where a parcel starts, `{d}` where it goes, `{n}` and `{t}` whom to call, `{w}` what is in
it, `{v}` what it is worth; `{q}` how many of `{x}`, `{s}` the shop, `{a}` where to bring it.
"""

from collections.abc import Mapping
from typing import Final

from bench.people.phrases import angry, chatty, english, franglais, french, lingala, mixed, terse
from bench.people.phrases.saying import Phrases, Say, Tongue

__all__ = ["Say", "Tongue", "phrases"]

_PHRASES: Final[Mapping[Tongue, Phrases]] = {
    Tongue.FRENCH: french.PHRASES,
    Tongue.TERSE: {**french.PHRASES, **terse.PHRASES},
    Tongue.CHATTY: {**french.PHRASES, **chatty.PHRASES},
    Tongue.ANGRY: {**french.PHRASES, **angry.PHRASES},
    Tongue.MIXED: {**french.PHRASES, **mixed.PHRASES},
    Tongue.FRANGLAIS: {**french.PHRASES, **franglais.PHRASES},
    Tongue.ENGLISH: english.PHRASES,
    Tongue.LINGALA: lingala.PHRASES,
}


def phrases(tongue: Tongue, say: Say) -> tuple[str, ...]:
    """List how something is said in a tongue."""
    return _PHRASES[tongue][say]
