"""Migrations of the `orders` schema; importing Work declares every noun's tables."""

import services.orders.work  # noqa: F401 - declares the tables of every noun
from services.orders.models import Base
from shared.db.migrations import run_env

run_env(Base.metadata)
