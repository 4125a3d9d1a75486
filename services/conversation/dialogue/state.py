"""The persisted state of one person's dialogue."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from shared.values.ids import new_id
from shared.values.language import Language
from shared.values.phone import Country


class Progress(BaseModel):
    """An errand under way: what is known, what is being asked.

    `filled` holds JSON values by field; a field that was skipped is there with None. `trail` holds
    the drafts before the last answers, to step back to. `facts` holds what other services
    answered, each with the key of what it was asked for. `asking` is a field, `confirm`, `edit`
    (which field to change?) or None while an answer is awaited. `looking_up` is the field whose
    answer another service may know, with what holds otherwise. `notices` are lines that wait for
    the next thing said. `phrase` is what the person called a place that nobody knew: a position
    sent next is kept under that name. `said_in` tells, by the id of a message, which field it
    answered; empty for the sentence that began it.
    """

    flow: str
    version: int
    run_id: UUID = Field(default_factory=new_id)
    filled: dict[str, Any] = {}
    answered: list[str] = []
    trail: list[dict[str, Any]] = []
    asking: str | None = None
    is_editing: bool = False
    misses: int = 0
    suggestions: list[Any] = []
    facts: dict[str, Any] = {}
    awaiting: str | None = None
    asked: int = 0
    looking_up: dict[str, Any] | None = None
    notices: list[Any] = []
    phrase: str | None = None
    said_in: dict[str, str] = {}

    @property
    def run(self) -> str:
        """A short name of this run, for button ids."""
        return self.run_id.hex[-8:]


class State(BaseModel):
    """Everything the engine remembers of a person. The last of `stack` is the errand at hand.

    `hat` is the role whose side of the menu is shown, where somebody has several. `misses` counts
    what was not understood in a row outside of errands. `reading` is the intent by which a model
    was asked for the newest message, and its text; `voices` tells by intent where in which errand a
    voice note came that is being written down. `held_text` was written after a silence, and waits
    for whether the errand goes on. `preface` are lines that stand above whatever is said next.
    """

    language: Language = Language.FRENCH
    country: Country = Country.CONGO
    city: str | None = None
    name: str | None = None
    is_welcomed: bool = False
    stack: list[Progress] = []
    has_chosen_language: bool = False
    texts_heard: int = 0
    chosen_name: str | None = None
    hat: str | None = None
    misses: int = 0
    reading: list[str] | None = None
    voices: dict[str, list[str | None]] = {}
    waits_for_resume: bool = False
    held_text: str = ""
    preface: list[Any] = []
    unplaced: dict[str, Any] | None = None
    more: dict[str, Any] | None = None
    offered: list[list[Any]] = []
    last_said_at: datetime | None = None  # by the channel's clock
    last_heard_at: datetime | None = None  # by ours
    last_tap: str = ""
    roles: list[str] = []

    def stop_waiting(self) -> None:
        """Take it that whether the errand goes on is answered, or no longer asked."""
        self.waits_for_resume, self.held_text = False, ""

    @property
    def current(self) -> Progress | None:
        """The errand at hand."""
        return self.stack[-1] if self.stack else None
