"""Who a person is on a channel, as services tell each other. The phone may be absent."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, model_validator


class ContactRef(BaseModel):
    """A contact by what is known of it: our id, phone (E.164), Meta's `user_id` (BSUID), name.

    WhatsApp users with a username may have no phone (whatsapp-cloud-api.md, 2.2), people named by
    someone else have no contact id; at least one way to reach the person is always there.
    """

    model_config = ConfigDict(frozen=True)

    contact_id: UUID | None = None
    phone: str | None = None
    user_id: str | None = None
    name: str | None = None

    @property
    def marks(self) -> list[str]:
        """What names the person in a text: our id, the phone's digits, Meta's id. No name does."""
        digits = self.phone.removeprefix("+") if self.phone else None
        known = (str(self.contact_id) if self.contact_id else None, digits, self.user_id)
        return [mark for mark in known if mark]

    @model_validator(mode="after")
    def _is_reachable(self) -> "ContactRef":
        if not (self.phone or self.user_id):
            raise ValueError("a contact needs a phone or a user_id")
        return self
