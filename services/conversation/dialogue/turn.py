"""One turn in the making: the state being changed, what is said, what is asked of others."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.conversation.dialogue.choices import remember_choices
from services.conversation.dialogue.desk import Book
from services.conversation.dialogue.forms import Flow
from services.conversation.dialogue.intents import Intent, Request
from services.conversation.dialogue.pages import paged
from services.conversation.dialogue.replies import Option, Reply
from services.conversation.dialogue.state import Progress, State
from shared.texts import Line, restored, stored, t


@dataclass
class Turn:
    """What the engine's parts work on. `cause` is the id of the message or answer that made it.

    `preface` are lines that stand above whatever is said first.
    """

    state: State
    book: Book
    now: datetime
    cause: str
    replies: list[Reply] = field(default_factory=list)
    intents: list[Intent] = field(default_factory=list)
    preface: list[Line] = field(default_factory=list)

    def say(self, *lines: Line, options: Sequence[Option] = ()) -> None:
        """Answer."""
        self.replies.append(Reply(lines=lines, options=tuple(options)))

    def add(self, reply: Reply) -> None:
        """Answer with a reply made elsewhere."""
        self.replies.append(reply)

    def ask(self, request: Request, *, progress: Progress | None = None) -> str:
        """Ask another service; return the intent's id.

        The id is made of the run and its count of questions (or of the cause), so that a turn that
        is repeated asks once, and a person who says the same thing again is heard again.
        """
        scope = self.cause
        if progress is not None:
            progress.asked += 1
            scope = f"{progress.run_id.hex}:{progress.asked}"
        intent = Intent(
            id=f"{scope}:{request.key}",
            ask=request.call.name,
            body=dict(request.body),
            run=progress.run_id.hex if progress else None,
        )
        self.intents.append(intent)
        return intent.id

    def flow_of(self, progress: Progress) -> Flow:
        """Give the flow of a progress; `engine.advance` dropped those that no longer exist."""
        return self.book.flows[progress.flow]

    def spoken(self) -> tuple[Reply, ...]:
        """Give the replies without the prompts that a later one makes useless, greeting first."""
        last = len(self.replies) - 1
        kept = [one for at, one in enumerate(self.replies) if at == last or not one.is_prompt]
        if kept:
            self.preface[:0] = [restored(one) for one in self.state.preface]
            self.state.preface = []
            preface = [*self._welcome(), *self.preface]
            if preface:
                kept[0] = replace(kept[0], preface=tuple(preface))
        else:  # another service is asked first: what stands above waits for its answer
            self.state.preface += [stored(one) for one in self.preface]
        pages = tuple(paged(one, self.state) for one in kept)
        if pages:
            remember_choices(pages[-1], self.state)
        return pages

    def _welcome(self) -> list[Line]:
        """Say hello on top of the first answer a person ever gets, and how to change language."""
        state = self.state
        if state.is_welcomed:
            return []
        state.is_welcomed = True
        hint = () if self.preface else (t("🌍 _English? Lingala? Écrivez *langue*._"),)
        if state.name:
            return [t("👋 Bonjour {name}, bienvenue chez *TokTok* !", name=state.name), *hint]
        ask = t("_Comment vous appelez-vous ? Écrivez par exemple : je m’appelle Awa._")
        return [t("👋 Bonjour, bienvenue chez *TokTok* !"), ask, *hint]
