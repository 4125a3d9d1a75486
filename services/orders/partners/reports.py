"""What a partner's body says, read leniently but for the status: odd facts are left out. Pure.

Field names are those of the existing back end (orders.md, Missions); English ones are taken too.
"""

import re
from typing import Annotated, Final, TypeVar

import orjson
from pydantic import AliasChoices, BaseModel, BeforeValidator, Field, ValidationError

from shared.contracts.orders.errors import MalformedBody
from shared.errors import Invalid
from shared.values.phone import Country, PhoneNumber

LONGEST_WORDS: Final = 200
DEAREST: Final = 100_000_000


def _words(value: object) -> object:
    """Take text and numbers as text, without NUL, cut to what a label holds; empty is None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).replace("\x00", "").strip()[:LONGEST_WORDS] or None


def _francs(value: object) -> object:
    """Read `25000`, `25 000 FCFA`, `25000.00`; None for what is no amount."""
    words = str(_words(value) or "")
    found = re.match(r"\s*(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,2})?(?!\d)", words)
    if found is None:
        return None
    amount = int(re.sub(r"\D", "", found[1]))
    return amount if amount <= DEAREST else None


Words = Annotated[str | None, BeforeValidator(_words)]
Amount = Annotated[int | None, BeforeValidator(_francs)]


class StatusReport(BaseModel):
    """What missions' and orders' reports share; `status` is still the partner's word."""

    status: str = Field(
        validation_alias=AliasChoices("statut", "status"), min_length=1, max_length=LONGEST_WORDS
    )
    contact: Words = Field(default=None, validation_alias=AliasChoices("contact_entreprise"))


class MissionReport(StatusReport):
    """A partner's word on a mission."""

    reference: str = Field(
        validation_alias=AliasChoices("numero_mission", "reference"),
        pattern=r"^[\w\-./#]{1,60}$",
    )
    driver_name: Words = Field(default=None, validation_alias=AliasChoices("livreur_nom"))
    driver_phone: Words = Field(default=None, validation_alias=AliasChoices("livreur_telephone"))
    pickup: Words = Field(default=None, validation_alias=AliasChoices("adresse_recuperation"))
    dropoff: Words = Field(default=None, validation_alias=AliasChoices("adresse_livraison"))
    value: Amount = Field(default=None, validation_alias=AliasChoices("valeur_produit"))
    recipient: Words = Field(default=None, validation_alias=AliasChoices("nom_client_final"))
    note: Words = None


class OrderReport(StatusReport):
    """A partner's word on an order."""

    reference: str = Field(
        validation_alias=AliasChoices("numero_commande", "reference"),
        pattern=r"^[\w\-./#]{1,60}$",
    )


R = TypeVar("R", bound=StatusReport)


def read_mission_report(body: bytes) -> MissionReport:
    """Read a mission's report.

    Raises:
        MalformedBody: the body is not a JSON object.
        Invalid: the reference or the status is missing.
    """
    return _read(body, MissionReport)


def read_order_report(body: bytes) -> OrderReport:
    """Read an order's report.

    Raises:
        MalformedBody: the body is not a JSON object.
        Invalid: the reference or the status is missing.
    """
    return _read(body, OrderReport)


def read_phone(words: str | None, *, country: Country) -> str | None:
    """Read a partner's phone as E.164; None for what is no number."""
    if words is None:
        return None
    try:
        return PhoneNumber.parse(words, country=country).e164
    except ValueError:
        return None


def _read(body: bytes, kind: type[R]) -> R:
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedBody from error
    if not isinstance(parsed, dict):
        raise MalformedBody
    try:
        return kind.model_validate(parsed)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Invalid(reason=f"{where}: {first['msg']}") from error
