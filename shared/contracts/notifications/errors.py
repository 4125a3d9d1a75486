"""Refusals of notifications that a caller may catch."""

from shared.errors import Conflict, NotFound


class NotificationNotFound(NotFound):
    """There is no such notification."""

    code, detail = "notification_not_found", "There is no notification {notification_id}."


class NotificationNotReplayable(Conflict):
    """Only what was given up (dead, held, failed) is sent again by hand."""

    code, detail = "notification_not_replayable", "Notification {notification_id} is {state}."
