"""The base of this service's tables, in schema `orders`, and its messaging tables.

The tables themselves live with their nouns: `<noun>/models.py`.
"""

from enum import StrEnum

from sqlalchemy import Enum

from shared.db.base import ServiceBase, service_metadata
from shared.messaging.tables import messaging_tables


class Base(ServiceBase):
    """Base of every table of orders."""

    __abstract__ = True

    metadata = service_metadata("orders")


messaging = messaging_tables(Base.metadata)


def word(kind: type[StrEnum]) -> Enum:
    """Make the column type of an enum: its value as text, a member again when read."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )
