"""Refusals of notifications that a caller may catch."""

from shared.errors import Conflict, Invalid, NotFound


class NotificationNotFound(NotFound):
    """There is no such notification."""

    code, detail = "notification_not_found", "There is no notification {notification_id}."


class NotificationNotReplayable(Conflict):
    """Only what was given up (dead, held, failed) is sent again by hand."""

    code, detail = "notification_not_replayable", "Notification {notification_id} is {state}."


class MediaNotFound(NotFound):
    """The channel has no such file, or has it no more (a week after it came)."""

    code, detail = "media_not_found", "There is no media {media_id}."


class MediaTooLarge(Invalid):
    """The file is over what we take."""

    code, detail = "media_too_large", "Media {media_id} is over {limit_bytes} bytes."
