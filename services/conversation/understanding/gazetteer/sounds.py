"""How a name sounds to a French-speaking ear in the two countries, for spelling that follows it.

`sound_of` writes two spellings of one sound the same way (`wenze`, `ouenzé`; `djiri`, `jiri`);
`bare_sound_of` also drops the nasal that many leave out (`kolbisson` for `nkolbisson`).
"""

import re
from functools import lru_cache

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tch|ch|sh", "x"), ("eau|au", "o"), ("ou|w", "u"), ("ph", "f"),
        ("qu(?=[ao])", "ku"), ("qu|ck|q", "k"), ("c(?=[eiy])", "s"), ("c", "k"),
        ("dj|dz|j", "z"), ("ts", "s"), ("gu(?=[ei])", "g"), ("h", ""), (r"(.)\1+", r"\1"),
        ("(?<=[aeou])i(?=[aeou])", "y"), ("(?<![aeou])y|y(?![aeou])", "i"), ("ai|ei", "e"),
        ("en(?=[^aeiou])", "an"), ("em(?=[^aeiou])", "am"), (r"(.)\1+", r"\1"),
        ("(?<=.{4})[est]$", ""),
    )
]  # fmt: skip
_NASAL = re.compile("^[nm](?=[bcdfgklpstvxz])")


@lru_cache(maxsize=8192)
def sound_of(key: str) -> str:
    """Write a key as it sounds."""
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key


def bare_sound_of(key: str) -> str:
    """Write a key as it sounds to who does not hear its first nasal."""
    return _NASAL.sub("", sound_of(key))
