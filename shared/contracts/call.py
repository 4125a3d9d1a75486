"""One service's call of another as data: what is sent where, what comes back, what may be refused.

A service's `calls.py` lists all of its calls; its client and its fake carry any of them out. This
is the whole of the mechanism: no call has code of its own.
"""

from dataclasses import dataclass
from string import Formatter
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from shared.errors import AppError

Body = TypeVar("Body", bound=BaseModel)
Answer = TypeVar("Answer", bound=BaseModel)


class Nothing(BaseModel):
    """A request that carries nothing besides its path."""


@dataclass(frozen=True, slots=True)
class Call(Generic[Body, Answer]):
    """A call; a GET sends its body as the query, everything else as JSON.

    `path` names its parameters in braces; `refusals` are the errors a caller must expect besides
    the families every service may raise. Commands (not GET) are repeatable by idempotency key.
    """

    name: str
    method: Literal["GET", "POST", "PUT", "PATCH"]
    path: str
    body: type[Body]
    answer: type[Answer]
    refusals: tuple[type[AppError], ...] = ()

    @property
    def path_params(self) -> tuple[str, ...]:
        """Names of the path's parameters, in order."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.path) if name)


class Caller(Protocol):
    """Whatever carries calls out: the client over HTTP, or a fake."""

    async def call(
        self, call: Call[Body, Answer], body: Body, *, key: str | None = None, **path: str
    ) -> Answer:
        """Carry a call out.

        Raises:
            AppError: the refusal the service gave, as its own class.
        """
        ...
