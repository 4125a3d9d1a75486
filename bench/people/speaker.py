"""How one customer writes: a tongue, its own way with numbers, and slips of the thumb."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final
from unicodedata import combining, normalize

from bench.people.phrases import Say, Tongue, phrases
from bench.people.wishes import GOODS_IN, Basket, Parcel
from services.conversation.understanding.gazetteer import Entry
from shared.values.phone import Country, PhoneNumber

_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_ADJACENT: Final = re.compile(r"\{t\}\s+\{v\}")
_NEIGHBOURS: Final = {
    "a": "z", "e": "r", "i": "o", "o": "p", "u": "i", "n": "b", "m": "l", "s": "d", "t": "r",
    "r": "t", "l": "k", "g": "f", "c": "v", "p": "o",
}  # fmt: skip
_COUNTS: Final[Mapping[Tongue, Mapping[int, tuple[str, ...]]]] = {
    Tongue.ENGLISH: {1: ("1", "one"), 2: ("2", "two"), 3: ("3", "three")},
    Tongue.LINGALA: {1: ("1",), 2: ("2",), 3: ("3",)},  # words follow what they count
}
_COUNTS_IN_FRENCH: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("1", "un"),
    2: ("2", "deux"),
    3: ("3", "trois"),
}
_FROM: Final = {Tongue.ENGLISH: ("at {}", "from {}"), Tongue.LINGALA: ("epai ya {}", "chez {}")}
_WITH_ACCENTS: Final = 0.5


@dataclass
class Speaker:
    """Writes for one customer; `slips` is the chance that a word has a typo."""

    tongue: Tongue
    country: Country
    chance: Random
    slips: float = 0.0

    def say(self, say: Say, **fields: str) -> str:
        """Say a thing with what it is about."""
        return self._written(self.chance.choice(phrases(self.tongue, say)), fields)

    def parcel(self, parcel: Parcel) -> str:
        """Say a whole errand in one sentence."""
        template = self.chance.choice(phrases(self.tongue, Say.PARCEL))
        is_run_together = _ADJACENT.search(template) is not None
        fields = {
            "p": self.place(parcel.pickup),
            "d": self.place(parcel.dropoff),
            "n": parcel.name,
            "t": self._compact(parcel.phone) if is_run_together else self.phone(parcel.phone),
            "w": self.goods(parcel.goods),
            "v": self._sum_with_unit(parcel.value) if is_run_together else self.sum(parcel.value),
        }
        return self._written(template, fields)

    def order(self, basket: Basket) -> str:
        """Say a whole order in one sentence."""
        return self.say(
            Say.ORDER,
            q=self.count(basket.quantity),
            x=self._spelled(basket.product.called),
            s=self.shop(basket.product.shop),
            a=self.place(basket.address),
        )

    def recount(self, basket: Basket) -> str:
        """Say again how many."""
        called = self._spelled(basket.product.called)
        return self.say(Say.RECOUNT, q=str(basket.quantity), x=called)

    def place(self, entry: Entry) -> str:
        """Write the name of a place as one's thumb does."""
        return self._slipped(self._spelled(entry.name))

    def phone(self, phone: PhoneNumber) -> str:
        """Write a number the way one likes."""
        digits = self._compact(phone)
        forms = (phone.national, digits, phone.national, phone.national.replace(" ", "."))
        return self.chance.choice((*forms, f"+{phone.wa_id[:3]} {phone.national}"))

    def sum(self, value: int) -> str:
        """Write an amount of francs."""
        forms = [f"{value}", f"{value} F", f"{value:,}".replace(",", " "), f"{value} fcfa"]
        if value % 1_000 == 0:
            forms += [f"{value // 1_000}k", f"{value // 1_000}000"]
            if self.tongue is not Tongue.ENGLISH:
                forms.append(f"{value // 1_000} mille")
        return self.chance.choice(forms)

    def count(self, quantity: int) -> str:
        """Write how many."""
        return self.chance.choice(_COUNTS.get(self.tongue, _COUNTS_IN_FRENCH)[quantity])

    def goods(self, goods: str) -> str:
        """Name what is in a parcel."""
        return GOODS_IN.get(self.tongue, {}).get(goods, goods)

    def shop(self, shop: str) -> str:
        """Say from which shop."""
        if self.tongue in _FROM:
            return self.chance.choice(_FROM[self.tongue]).format(shop)
        return shop.lower() if shop.startswith("Chez") else f"chez {shop}"

    def _compact(self, phone: PhoneNumber) -> str:
        return phone.national.replace(" ", "")

    def _sum_with_unit(self, value: int) -> str:
        return (
            f"{value}f"
            if value % 1_000
            else self.chance.choice((f"{value}f", f"{value // 1_000}k"))
        )

    def _spelled(self, name: str) -> str:
        if self.chance.random() < _WITH_ACCENTS:
            return name
        plain = "".join(one for one in normalize("NFD", name) if not combining(one))
        return plain.lower().replace("-", self.chance.choice(" -")).replace("’", "'")

    def _written(self, template: str, fields: dict[str, str]) -> str:
        words = self._slipped(template)
        return words.format(**fields)

    def _slipped(self, words: str) -> str:
        """Make slips in long words; what stands in braces is left alone."""
        if not self.slips:
            return words
        return _WORD.sub(lambda word: self._slip(word[0]), words)

    def _slip(self, word: str) -> str:
        if self.chance.random() >= self.slips:
            return word
        at = self.chance.randrange(1, len(word) - 1)
        match self.chance.randrange(4):
            case 0:
                return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            case 1:
                return word[:at] + word[at + 1 :]
            case 2:
                return word[:at] + word[at] + word[at:]
            case _:
                return word[:at] + _NEIGHBOURS.get(word[at], word[at]) + word[at + 1 :]
