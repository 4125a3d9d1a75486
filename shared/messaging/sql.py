"""Statements of messaging, the same in every service: only the schema differs."""

from functools import cache

from sqlalchemy import TextClause, text


@cache
def in_schema(template: str, schema: str) -> TextClause:
    """Make the statement for one service's schema (our own constant, never input)."""
    return text(template.replace("$schema", schema))
