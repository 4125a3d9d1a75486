"""Refusals of the edge itself. Those of services pass through as the services wrote them."""

from shared.errors import AppError, NotAuthenticated, Unavailable


class BadSignature(NotAuthenticated):
    """The body was not signed with our app secret; nothing was looked at."""

    code, detail = "bad_signature", "X-Hub-Signature-256 does not match the body."


class UnreadableBody(AppError):
    """The body is signed and is not JSON."""

    code, status, detail = "unreadable_body", 400, "The body is not JSON: {reason}"


class ChannelNotConfigured(Unavailable):
    """This webhook has an address and nobody behind it yet."""

    code, detail = "channel_not_configured", "Nothing is configured behind {what} yet."
