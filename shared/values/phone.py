"""Phone numbers in E.164, parsed once at the edge; masked wherever they are logged."""

from dataclasses import dataclass
from enum import StrEnum

import phonenumbers


class Country(StrEnum):
    """Where we work (ISO 3166-1 alpha-2)."""

    CONGO = "CG"
    CAMEROON = "CM"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A dialable number in E.164 (`+242061234567`)."""

    e164: str

    @classmethod
    def parse(cls, text: str, *, country: Country = Country.CONGO) -> "PhoneNumber":
        """Read what a person or a partner wrote: national, `+242`, `00242`, spaces, dots.

        Congo keeps its leading 0 in E.164 (`06 123 45 67` is `+242061234567`).

        Raises:
            ValueError: no valid number of any country is in the text.
        """
        cleaned = text.strip()
        if cleaned.startswith("00"):
            cleaned = "+" + cleaned[2:]
        try:
            number = phonenumbers.parse(cleaned, country.value)
        except phonenumbers.NumberParseException as error:
            raise ValueError(f"not a phone number: {error}") from error
        if not phonenumbers.is_valid_number(number):
            raise ValueError("not a valid phone number")
        return cls(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    @classmethod
    def from_wa_id(cls, digits: str) -> "PhoneNumber":
        """Take WhatsApp's own form, E.164 without the plus; Meta vouches for it."""
        return cls("+" + digits.lstrip("+"))

    @property
    def wa_id(self) -> str:
        """WhatsApp's form: digits only."""
        return self.e164[1:]

    @property
    def country(self) -> Country | None:
        """The country among ours, told by the prefix."""
        prefixes = {"+242": Country.CONGO, "+237": Country.CAMEROON}
        return prefixes.get(self.e164[:4])

    @property
    def national(self) -> str:
        """As people read it at home: `06 123 45 67`, `6 77 12 34 56`."""
        number = phonenumbers.parse(self.e164)
        if self.country is Country.CONGO:
            digits = phonenumbers.national_significant_number(number)
            return f"{digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}"
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)

    @property
    def masked(self) -> str:
        """For logs: country and the last two digits."""
        return f"{self.e164[:4]}•••••{self.e164[-2:]}"

    def __str__(self) -> str:
        """Give E.164."""
        return self.e164
