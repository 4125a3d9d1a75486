"""The refusals of the platform: one base, seven families, nothing imported.

A refusal is something the caller can act on. A bug is never an `AppError`: it becomes a 500 with a
correlation id. Concrete refusals live beside the contract of the service that raises them.
"""

from typing import ClassVar


class AppError(Exception):
    """A refusal with a stable code, an HTTP status and a sentence made from its parameters."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    detail: ClassVar[str] = "The request was refused."

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.detail.format(**params))


class NotAuthenticated(AppError):
    """Nobody proved who is calling."""

    code, status, detail = "not_authenticated", 401, "Valid credentials are required."


class NotAllowed(AppError):
    """The caller is known and may not do this."""

    code, status, detail = "not_allowed", 403, "The caller may not do this."


class NotFound(AppError):
    """There is no such thing, or none the caller may see."""

    code, status, detail = "not_found", 404, "There is no such resource."


class Conflict(AppError):
    """The state of the resource forbids the request."""

    code, status, detail = "conflict", 409, "The resource is in another state."


class TooLarge(AppError):
    """The body is over the limit of this endpoint."""

    code, status, detail = "body_too_large", 413, "The body is over {limit_bytes} bytes."


class Invalid(AppError):
    """The payload is well-formed and wrong."""

    code, status, detail = "invalid", 422, "The request is invalid: {reason}"


class IdempotencyKeyReused(Invalid):
    """The key was used for another request; make a new key for a new command."""

    code, detail = "idempotency_key_reused", "This Idempotency-Key was used for another request."


class TooMany(AppError):
    """A rate limit was reached; `retry_after_s` says when to come back."""

    code, status, detail = (
        "too_many_requests",
        429,
        "Too many requests; retry in {retry_after_s} s.",
    )


class UpstreamFailed(AppError):
    """Another system refused or broke, and nothing was done."""

    code, status, detail = "upstream_failed", 502, "{upstream} failed: {reason}"


class Unavailable(AppError):
    """We cannot take this now; nothing was done and a retry is right."""

    code, status, detail = "unavailable", 503, "{what} is unavailable; retry in {retry_after_s} s."


class OutcomeUnknown(AppError):
    """Bytes left, no answer came: reconciled, never retried blindly (architecture.md, rule 10)."""

    code, status, detail = "outcome_unknown", 504, "The outcome at {upstream} is unknown."


def every_error(base: type[AppError] = AppError) -> list[type[AppError]]:
    """List all refusals below `base` that were imported, each once."""
    found = {base: None}
    for child in base.__subclasses__():
        found.update(dict.fromkeys(every_error(child)))
    return list(found)
