"""Settings of conversation."""

from typing import Annotated

from pydantic import Field

from shared.settings import ServiceSettings


class ConversationSettings(ServiceSettings):
    """The environment of conversation.

    `SUPPORT_PHONE` (E.164), when set, is given to whoever asks for a person.
    `CONVERSATION_TRIALS` names the wordings under trial (dialogue/trials.py), separated by commas.
    """

    support_phone: str | None = None
    lanes_at_once: Annotated[
        int, Field(ge=1, le=200, validation_alias="CONVERSATION_LANES_AT_ONCE")
    ] = 8
    trial_names: Annotated[str, Field(validation_alias="CONVERSATION_TRIALS")] = ""

    @property
    def trials(self) -> frozenset[str]:
        """The wordings under trial."""
        return frozenset(filter(None, map(str.strip, self.trial_names.split(","))))
