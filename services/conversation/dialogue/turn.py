"""One turn in the making: the state being changed, what is said, what is asked of others."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from services.conversation.dialogue.choices import remember_choices
from services.conversation.dialogue.forms import Flow
from services.conversation.dialogue.intents import Ask, Intent
from services.conversation.dialogue.pages import paged
from services.conversation.dialogue.replies import Line, Option, Reply, t
from services.conversation.dialogue.state import Progress, State


@dataclass
class Turn:
    """What the engine's parts work on. `cause` is the id of the message or answer that made it."""

    state: State
    flows: Mapping[str, Flow]
    now: datetime
    cause: str
    replies: list[Reply] = field(default_factory=list)
    intents: list[Intent] = field(default_factory=list)

    def say(self, *lines: Line, options: Sequence[Option] = ()) -> None:
        """Answer."""
        self.replies.append(Reply(lines=lines, options=tuple(options)))

    def add(self, reply: Reply) -> None:
        """Answer with a reply made elsewhere."""
        self.replies.append(reply)

    def ask(self, what: Ask, body: Mapping[str, Any], *, progress: Progress | None = None) -> str:
        """Ask another service; return the intent's id.

        The id is made of the run (or the cause), the question and its body, so that a turn that is
        repeated asks the same thing once.
        """
        scope = progress.run_id.hex if progress else self.cause
        digest = hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
        intent = Intent(
            id=f"{what}:{scope}:{digest}",
            ask=what,
            body=dict(body),
            run=progress.run_id.hex if progress else None,
        )
        self.intents.append(intent)
        return intent.id

    def flow_of(self, progress: Progress) -> Flow:
        """Give the flow of a progress; `engine.advance` dropped those that no longer exist."""
        return self.flows[progress.flow]

    def spoken(self) -> tuple[Reply, ...]:
        """Give the replies without the prompts that a later one makes useless, greeting first."""
        last = len(self.replies) - 1
        kept = [one for at, one in enumerate(self.replies) if at == last or not one.is_prompt]
        if kept and not self.state.is_welcomed:
            self.state.is_welcomed = True
            kept[0] = _welcomed(kept[0], self.state.name)
        pages = tuple(paged(one, self.state) for one in kept)
        if pages:
            remember_choices(pages[-1], self.state)
        return pages


def _welcomed(first: Reply, name: str | None) -> Reply:
    """Put the short welcome on top of the first answer a person ever gets."""
    if name:
        hello = t("👋 Bonjour {name}, bienvenue chez *TokTok* !", name=name)
    else:
        hello = t("👋 Bonjour, bienvenue chez *TokTok* !")
    return Reply(
        lines=(hello, "", *first.lines),
        options=first.options,
        list_label=first.list_label,
        wants_location=first.wants_location,
        link=first.link,
        card=first.card,
        is_prompt=first.is_prompt,
    )
