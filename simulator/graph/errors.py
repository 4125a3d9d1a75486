"""Meta's error codes as data, and the two shapes they travel in (whatsapp-cloud-api.md, §5)."""

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

HELP_PAGE: Final = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"
UNKNOWN_OBJECT_SUBCODE: Final = 33


@dataclass(frozen=True, slots=True)
class Code:
    """What a code is called and which HTTP status carries it."""

    title: str
    http_status: int = 400
    is_transient: bool = False
    has_details: bool = True


CODES: Final[dict[int, Code]] = {
    0: Code("AuthException", 401, has_details=False),
    1: Code("API Unknown", 500, is_transient=True),
    2: Code("API Service", 503, is_transient=True),
    3: Code("API Method", 500),
    4: Code("API Too Many Calls", is_transient=True),
    10: Code("Permission Denied", 403),
    33: Code("Parameter value is not valid"),
    100: Code("Invalid parameter"),
    190: Code("Access token has expired", 401, has_details=False),
    200: Code("API Permission", 403, has_details=False),
    368: Code("Temporarily blocked for policies violations", 403),
    2500: Code("Unknown path components", has_details=False),
    80007: Code("Rate limit issues", is_transient=True),
    130403: Code("User blocked by business"),
    130429: Code("Rate limit hit", is_transient=True),
    130472: Code("User's number is part of an experiment"),
    130497: Code("Business account is restricted from messaging users in this country", 403),
    131000: Code("Something went wrong", 500, is_transient=True),
    131005: Code("Access denied", 403),
    131008: Code("Required parameter is missing"),
    131009: Code("Parameter value is not valid"),
    131016: Code("Service unavailable", 500, is_transient=True),
    131021: Code("Recipient cannot be sender"),
    131026: Code("Message undeliverable"),
    131030: Code("Recipient phone number not in allowed list"),
    131031: Code("Account has been locked", 403),
    131037: Code("WhatsApp provided number needs display name approval before message can be sent"),
    131042: Code("Business eligibility payment issue"),
    131045: Code("Incorrect certificate", 500),
    131047: Code("Re-engagement message"),
    131048: Code("Spam rate limit hit"),
    131049: Code("Meta chose not to deliver"),
    131050: Code("User opted out of marketing messages"),
    131051: Code("Unsupported message type"),
    131052: Code("Media download error"),
    131053: Code("Media upload error"),
    131056: Code("(Business Account, Consumer Account) pair rate limit hit", is_transient=True),
    131057: Code("Account in maintenance mode", 500, is_transient=True),
    131062: Code("Business-scoped user ID recipients are not supported for this message"),
    132000: Code("Number of parameters does not match the expected number of params"),
    132001: Code("Template name does not exist in the translation", 404),
    132005: Code("Translated text too long"),
    132007: Code("Template format character policy violated"),
    132012: Code("Parameter format does not match format in the created template"),
    132015: Code("Template is paused"),
    132016: Code("Template is disabled"),
    132018: Code("Template validation error"),
    133000: Code("Incomplete deregistration", 500),
    133004: Code("Server temporarily unavailable", 503, is_transient=True),
    133010: Code("Phone number not registered"),
    135000: Code("Generic user error"),
    137000: Code("Identity key mismatch"),
}


def code_of(code: int) -> Code:
    """Describe a code; one we do not list is an ordinary refusal."""
    return CODES.get(code, Code("Generic error"))


class GraphError(Exception):
    """A call Meta refuses; `details` tells a developer which value and why."""

    def __init__(self, code: int, *, details: str, subcode: int | None = None) -> None:
        self.code = code
        self.details = details
        self.subcode = subcode
        super().__init__(f"(#{code}) {details}")

    @property
    def http_status(self) -> int:
        """The HTTP status Meta answers with."""
        return code_of(self.code).http_status

    def as_answer(self) -> dict[str, object]:
        """Give the body of a refused call."""
        known = code_of(self.code)
        error: dict[str, object] = {"type": "OAuthException", "code": self.code}
        if known.has_details and self.subcode is None:
            error["message"] = f"(#{self.code}) {known.title}"
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        else:
            error["message"] = self.details
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.subcode == UNKNOWN_OBJECT_SUBCODE:
            error["type"] = "GraphMethodException"
        if known.is_transient:
            error["is_transient"] = True
        error["fbtrace_id"] = "A" + uuid4().hex[:22]
        return {"error": error}

    def as_status_error(self) -> dict[str, object]:
        """Give the entry of `errors[]` in a failed status."""
        title = code_of(self.code).title
        return {
            "code": self.code,
            "title": title,
            "message": title,
            "error_data": {"details": self.details},
            "href": HELP_PAGE,
        }


def unknown_object(object_id: str, *, method: str) -> GraphError:
    """Say that no such phone number, account or media exists (100, subcode 33)."""
    return GraphError(
        100,
        subcode=UNKNOWN_OBJECT_SUBCODE,
        details=f"Unsupported {method} request. Object with ID '{object_id}' does not exist, cannot"
        " be loaded due to missing permissions, or does not support this operation.",
    )
