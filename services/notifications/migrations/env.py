"""Migrations of the `notifications` schema."""

from services.notifications.models import Base
from shared.db.migrations import run_env

run_env(Base.metadata)
