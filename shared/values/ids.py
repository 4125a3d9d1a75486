"""Identifiers: time-ordered UUIDs for machines, dated references for people."""

import os
import time
from datetime import date
from typing import Final
from uuid import UUID

_VERSION_7: Final = 0x7 << 76
_VARIANT: Final = 0x2 << 62


def new_id() -> UUID:
    """Make a UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 random bits."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    high = (random >> 62) & 0xFFF
    low = random & ((1 << 62) - 1)
    return UUID(int=(millis << 80) | _VERSION_7 | (high << 64) | _VARIANT | low)


def reference(prefix: str, *, day: date, number: int) -> str:
    """Write a reference as people read it: `COUR-20261121-001`.

    Numbers over 999 get more digits, never a second meaning.
    """
    return f"{prefix}-{day:%Y%m%d}-{number:03d}"
