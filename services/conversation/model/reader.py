"""Asks a model to sort the words of a message that the rules did not understand."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, assert_never

import orjson
from pydantic import BaseModel, Field, ValidationError

from services.conversation.dialogue.intents import ModelQuestion, ModelReading
from services.conversation.model.calling import Answered, Garbled, ModelCalls, Task, Unreadable
from services.conversation.model.prompt import answer_schema, system_prompt, user_prompt
from services.conversation.model.reading import read_answer
from services.conversation.model.spending import Cost

if TYPE_CHECKING:
    from openai import AsyncOpenAI

BUDGET_S: Final = 2.5
MOST_WRITTEN_TOKENS: Final = 500
_CHARACTERS_A_TOKEN: Final = 2  # fewer than any tokenizer's average, so that no call costs more


class Dialect(StrEnum):
    """How a server wants to be told the shape of the answer, from the best to the humblest."""

    SCHEMA = "schema"
    JSON = "json"
    PLAIN = "plain"


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message


class _Usage(BaseModel):
    prompt_tokens: int = Field(ge=0, le=10_000_000)
    completion_tokens: int = Field(ge=0, le=10_000_000)


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


class ModelReader:
    """Reads messages with one provider's model; remembers which dialect its server speaks."""

    def __init__(self, calls: ModelCalls, *, budget_s: float = BUDGET_S) -> None:
        self._calls = calls
        self._budget_s = budget_s
        self._dialect = Dialect.SCHEMA

    async def warm_up(self) -> None:
        """Open the client now, so that nobody's first message waits for it."""
        await self._calls.open()

    async def read(self, question: ModelQuestion) -> ModelReading:
        """Sort the words of a message. What comes back names things; it never does them.

        Raises:
            ModelUnavailable: no answer within the budget, or none at all.
        """

        async def ask(client: "AsyncOpenAI") -> Answered[ModelReading]:
            completion = await self._complete(client, question)
            text = completion.choices[0].message.content
            if not text:
                raise Unreadable
            return Answered(read_answer(text, question), self._cost(completion.usage))

        return await self._calls.make(
            Task.READ, ask, highest_price=self._highest_price(question), budget_s=self._budget_s
        )

    async def _complete(self, client: "AsyncOpenAI", question: ModelQuestion) -> _Completion:
        """Ask in the dialect that worked last, then in humbler ones."""
        from openai import BadRequestError, UnprocessableEntityError  # noqa: PLC0415 - loaded already

        dialects = list(Dialect)
        left = dialects[dialects.index(self._dialect) :]
        for dialect in left:
            options = _options(dialect, question)
            try:
                raw = await client.chat.completions.with_raw_response.create(
                    model=self._calls.provider.model, messages=_messages(question), **options
                )
            except (BadRequestError, UnprocessableEntityError):
                if dialect is left[-1]:
                    raise
                continue
            self._dialect = dialect
            return _envelope(raw.content)
        raise Garbled  # there is always one dialect left

    def _highest_price(self, question: ModelQuestion) -> int:
        sent = system_prompt(question) + user_prompt(question)
        size = len(sent) + len(orjson.dumps(answer_schema(question)))
        return self._calls.provider.prices.of_tokens(
            read=size // _CHARACTERS_A_TOKEN, written=MOST_WRITTEN_TOKENS
        )

    def _cost(self, usage: _Usage | None) -> Cost | None:
        if usage is None:
            return None
        read, written = usage.prompt_tokens, usage.completion_tokens
        return Cost(
            self._calls.provider.prices.of_tokens(read=read, written=written), read, written
        )


def _envelope(content: bytes) -> _Completion:
    try:
        return _Completion.model_validate_json(content)
    except ValidationError as error:
        raise Garbled from error


def _messages(question: ModelQuestion) -> Any:  # noqa: ANN401 - the library's union of dicts
    return [
        {"role": "system", "content": system_prompt(question)},
        {"role": "user", "content": user_prompt(question)},
    ]


def _options(dialect: Dialect, question: ModelQuestion) -> dict[str, Any]:
    """Give what a dialect adds; the humblest says only what every server and model takes."""
    steady = {"temperature": 0, "max_tokens": MOST_WRITTEN_TOKENS}
    match dialect:
        case Dialect.SCHEMA:
            schema = {"name": "reading", "strict": True, "schema": answer_schema(question)}
            return {**steady, "response_format": {"type": "json_schema", "json_schema": schema}}
        case Dialect.JSON:
            return {**steady, "response_format": {"type": "json_object"}}
        case Dialect.PLAIN:
            return {"max_completion_tokens": MOST_WRITTEN_TOKENS}
        case _ as never:
            assert_never(never)
