"""Refusals of conversation."""

from shared.errors import NotFound


class PersonNotFound(NotFound):
    """Nobody with this phone ever wrote to us."""

    code, detail = "person_not_found", "Nobody with the phone {phone} ever wrote."


class ExportNotFound(NotFound):
    """There is no such copy, or its day is over."""

    code, detail = "export_not_found", "This link is not valid, or no longer: it holds for 24 h."
