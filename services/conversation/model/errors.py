"""Why a model did not help. Never retried: a person waits, and the rules have another answer."""

from enum import StrEnum
from typing import ClassVar

from shared.errors import AppError


class Reason(StrEnum):
    """What was wrong, for the figures and for whoever reads the answer."""

    OFF = "off"
    BUSY = "busy"
    RESTING = "resting"  # it failed too often a moment ago
    SPENT = "spent"  # the day's money is gone
    TOO_SLOW = "too_slow"
    BROKEN = "broken"  # refused, in error, or not reached
    UNREADABLE = "unreadable"
    NOT_THERE = "not_there"  # the channel does not give the voice note
    NOT_AUDIO = "not_audio"
    SILENT = "silent"  # nothing was said


class ModelUnavailable(AppError):
    """No model read the message. Not of the family `Unavailable`: nobody should try again."""

    code: ClassVar[str] = "model_unavailable"
    status: ClassVar[int] = 503
    detail: ClassVar[str] = "No model read the message: {reason}."


class TranscriptionUnavailable(AppError):
    """Nobody heard the voice note. Not of the family `Unavailable`: nobody should try again."""

    code: ClassVar[str] = "transcription_unavailable"
    status: ClassVar[int] = 503
    detail: ClassVar[str] = "The voice note was not transcribed: {reason}."
