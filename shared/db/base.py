"""How tables are declared: named constraints, a schema per service, types that refuse mistakes."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, MetaData, String, TypeDecorator, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """`timestamptz` that refuses a naive datetime instead of guessing its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Let aware values through.

        Raises:
            ValueError: the value is naive.
        """
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value


def service_metadata(schema: str) -> MetaData:
    """Make the MetaData of a service: its own schema, named constraints."""
    return MetaData(schema=schema, naming_convention=NAMING)


class ServiceBase(DeclarativeBase):
    """Base of each service's own abstract `Base`, which sets `metadata`."""

    __abstract__ = True

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        dict[str, Any]: JSONB,
        dict[str, object]: JSONB,
        list[str]: JSONB,
        UUID: Uuid,
        StrEnum: String,
    }
