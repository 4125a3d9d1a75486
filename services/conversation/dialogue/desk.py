"""A desk is what a role does in the chat without a form: buttons, words, and how answers are told.

`desks/<role>.py` holds one each; the book gathers desks and flows, and is all the engine knows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from services.conversation.dialogue.forms import Flow, Heard
from services.conversation.dialogue.intents import Answer, AnyCall, Request
from services.conversation.dialogue.replies import Option, Reply
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import State
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import Understood
from shared.contracts.conversation.api import Action
from shared.texts import Text, t


@dataclass(frozen=True, slots=True)
class Start:
    """Begin an errand with what is known already; fields that are `skipped` are not asked."""

    flow: str
    filled: Mapping[str, Any] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A button that asks another service: its targets name fields, in order; `fixed` are given."""

    call: AnyCall
    targets: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def request(self, targets: Sequence[str]) -> Request:
        """Make the request of a tap."""
        return Request(self.call, {**dict(zip(self.targets, targets, strict=True)), **self.fixed})


Told: TypeAlias = tuple[Reply | Start | Request, ...]
Teller: TypeAlias = Callable[[State, Answer], Told]
Tapped: TypeAlias = Callable[[Sequence[str]], Reply | Start | Request]
RefusalLine: TypeAlias = Callable[[Answer], Text]


@dataclass(frozen=True)
class Desk:
    """What a role does without a form; `role` None is everybody's.

    `title` is its row in the menu of who has several roles, `options` are its own rows. `commands`
    are buttons that ask another service, `asks_first` those that are answered at once or whose
    targets say what to ask, by action and number of targets. `meanings` are sentences and global
    words, `words` whole messages, normalised ("mon cash"), `hears` what no list of words can hold
    ("prix du poulet à 3000"). `on_place` takes a position shared outside any errand, `on_photo` a
    photo. `tellers` say what came back, by the name of the call; `refusals` one helpful line per
    code.
    """

    role: str | None
    title: Text | None = None
    options: tuple[Option, ...] = ()
    commands: Mapping[tuple[Action, int], Command] = field(default_factory=dict)
    asks_first: Mapping[tuple[Action, int], Tapped] = field(default_factory=dict)
    meanings: Mapping[Meaning, Callable[[Understood], Request | Reply | Start]] = field(
        default_factory=dict
    )
    words: Mapping[str, "Request | Reply | Start"] = field(default_factory=dict)
    hears: Callable[[str], "Request | Reply | Start | None"] | None = None
    on_place: Callable[[Said], Request | None] | None = None
    on_photo: Callable[[Heard], Start | Request | None] | None = None
    tellers: Mapping[str, Teller] = field(default_factory=dict)
    refusals: Mapping[str, RefusalLine] = field(default_factory=dict)

    def is_for(self, roles: Sequence[str]) -> bool:
        """Whether somebody of these roles sits at it."""
        return self.role is None or self.role in roles


@dataclass(frozen=True)
class Book:
    """Every flow by name, in the order of the menu, and every desk, special roles first.

    `has_model` and `has_transcription` say whether somebody can be asked for what the rules do not
    understand, and for what a voice note says.
    """

    flows: Mapping[str, Flow]
    desks: tuple[Desk, ...]
    has_model: bool = False
    has_transcription: bool = False

    @cached_property
    def commands(self) -> Mapping[tuple[Action, int], Command]:
        """The buttons of all desks: who may not do a thing is refused by its service."""
        return {key: one for desk in self.desks for key, one in desk.commands.items()}

    @cached_property
    def asks_first(self) -> Mapping[tuple[Action, int], Tapped]:
        """The buttons that are answered at once."""
        return {key: one for desk in self.desks for key, one in desk.asks_first.items()}

    @cached_property
    def openings(self) -> Mapping[tuple[Action, int], Flow]:
        """The flows that buttons open."""
        return {
            (action, len(fields)): flow
            for flow in self.flows.values()
            for action, fields in flow.opened_by.items()
        }

    @cached_property
    def tellers(self) -> Mapping[str, Teller]:
        """How the answers of calls are told."""
        return {name: one for desk in self.desks for name, one in desk.tellers.items()}

    @cached_property
    def refusals(self) -> Mapping[str, RefusalLine]:
        """One helpful line for each refusal's code."""
        return {code: one for desk in self.desks for code, one in desk.refusals.items()}

    def flows_of(self, roles: list[str]) -> list[Flow]:
        """List what somebody may begin, the role's own flows first."""
        mine = [flow for flow in self.flows.values() if flow.is_for(roles)]
        return sorted(mine, key=lambda flow: flow.role is None)

    def desks_of(self, roles: Sequence[str]) -> list[Desk]:
        """List the desks somebody sits at."""
        return [desk for desk in self.desks if desk.is_for(roles)]

    def line_of(self, answer: Answer) -> Text:
        """Say a refusal in one helpful line."""
        line = self.refusals.get(answer.refusal or "")
        if line is not None:
            return line(answer)
        return t("Désolé, je n’ai pas pu le faire. Écrivez *humain* si cela continue.")
