"""Money in integer minor units. XAF has none below the franc (ISO 4217, exponent 0)."""

from dataclasses import dataclass
from enum import StrEnum

NARROW_SPACE = "\u202f"


class Currency(StrEnum):
    """The currencies we take (ISO 4217)."""

    XAF = "XAF"
    EUR = "EUR"

    @property
    def exponent(self) -> int:
        """Digits of the minor unit."""
        return 0 if self is Currency.XAF else 2

    @property
    def label(self) -> str:
        """What people write after an amount."""
        return "FCFA" if self is Currency.XAF else "€"


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units of one currency; arithmetic across currencies is refused."""

    amount: int
    currency: Currency = Currency.XAF

    def __add__(self, other: "Money") -> "Money":
        """Add an amount of the same currency."""
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Subtract an amount of the same currency."""
        return Money(self.amount - self._same(other), self.currency)

    def _same(self, other: "Money") -> int:
        if other.currency is not self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be mixed")
        return other.amount

    def __str__(self) -> str:
        """Write it the French way: `2 500 FCFA`, with narrow no-break spaces."""
        scale = 10**self.currency.exponent
        whole, rest = divmod(abs(self.amount), scale)
        digits = f"{whole:,}".replace(",", NARROW_SPACE)
        cents = f",{rest:0{self.currency.exponent}d}" if rest else ""
        sign = "-" if self.amount < 0 else ""
        return f"{sign}{digits}{cents}{NARROW_SPACE}{self.currency.label}"
