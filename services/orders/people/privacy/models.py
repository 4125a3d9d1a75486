"""Erasures that are not finished everywhere. One-row rules only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base


class ErasureRow(Base):
    """Somebody's rows are erased; the logs are swept once every reader has gone past.

    `id` is the contact's. `marks` name the person in logs: kept until the sweep, then the row goes.
    """

    __tablename__ = "erasure"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    marks: Mapped[list[str]]
    erased_at: Mapped[datetime] = mapped_column(server_default=func.now())
    partners_passed_at: Mapped[datetime | None]
    services_passed_at: Mapped[datetime | None]

    @property
    def is_read_by_all(self) -> bool:
        """Whether everybody who reads our log has read that this person is erased."""
        return self.partners_passed_at is not None and self.services_passed_at is not None
