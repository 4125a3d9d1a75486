"""Settings of the notifications service (docs: .env.example)."""

from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr

from shared.settings import ServiceSettings


class NotificationsSettings(ServiceSettings):
    """Adds WhatsApp's credentials and pace; without credentials only the channel is off.

    `whatsapp_api_url` pins the Graph version. `unknown_hold_s` is how long a send of unknown
    outcome waits for a status before it may be sent once more (reliability.md, 3.3).
    """

    whatsapp_enabled: Annotated[bool, Field(validation_alias="WHATSAPP_ENABLED")] = True
    whatsapp_api_url: Annotated[str, Field(validation_alias="WHATSAPP_API_URL")] = (
        "https://graph.facebook.com/v26.0"
    )
    whatsapp_api_token: Annotated[
        SecretStr,
        Field(validation_alias=AliasChoices("WHATSAPP_API_TOKEN", "WHATSAPP_TOKEN")),
    ] = SecretStr("")
    whatsapp_phone_number_id: Annotated[str, Field(validation_alias="WHATSAPP_PHONE_NUMBER_ID")] = (
        ""
    )
    whatsapp_business_account_id: Annotated[
        str, Field(validation_alias="WHATSAPP_BUSINESS_ACCOUNT_ID")
    ] = ""
    whatsapp_rate_per_second: Annotated[
        float, Field(gt=0, validation_alias="WHATSAPP_RATE_PER_SECOND")
    ] = 80
    unknown_hold_s: Annotated[
        float, Field(gt=0, validation_alias="NOTIFICATIONS_UNKNOWN_HOLD_S")
    ] = 30
    sender_concurrency: Annotated[
        int, Field(ge=1, le=200, validation_alias="NOTIFICATIONS_SENDER_CONCURRENCY")
    ] = 32

    @property
    def whatsapp_off_reason(self) -> str | None:
        """Tell why nothing can be sent over WhatsApp; None when it can."""
        if not self.whatsapp_enabled:
            return "WHATSAPP_ENABLED is false"
        needed = {
            "WHATSAPP_API_TOKEN": self.whatsapp_api_token.get_secret_value(),
            "WHATSAPP_PHONE_NUMBER_ID": self.whatsapp_phone_number_id,
        }
        missing = [name for name, value in needed.items() if not value]
        return f"missing: {', '.join(missing)}" if missing else None
