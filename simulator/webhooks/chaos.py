"""Trouble on demand, seeded: what to do to webhooks and to the answers of the Graph API.

Draws are made in the order of events and always in the same number, so a seed replays a run.
"""

from dataclasses import dataclass
from random import Random
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from simulator.graph.errors import GraphError

Probability = Annotated[float, Field(ge=0, le=1)]

MOST_BATCHED: Final = 1_000
"""Updates Meta may put into one notification (whatsapp-cloud-api.md, §1.2)."""


class ErrorChaos(BaseModel):
    """One of Meta's error codes, at a rate."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: int
    rate: Probability = 1.0


class Chaos(BaseModel):
    """What goes wrong, as probabilities; all zero is calm.

    `lose` drops a delivery attempt: Meta would come back, so the update is tried again later and
    is never lost for good. `error` refuses a send at once, `failed` accepts it and reports a
    failure afterwards. `accept_then_cut` accepts and delivers, then cuts the connection without an
    answer; `garbage` does nothing and answers 502 with HTML; `stall_ms` delays accepted answers.
    `sync_failures` answers at once what normally is a `failed` status (131047, 131026…).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: int = 1
    duplicate: Probability = 0
    reorder: Probability = 0
    lose: Probability = 0
    delay_ms: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]] = (0, 0)
    batch: int = Field(default=1, ge=1, le=MOST_BATCHED)
    skip_delivered: Probability = 0
    error: ErrorChaos | None = None
    failed: ErrorChaos | None = None
    accept_then_cut: Probability = 0
    garbage: Probability = 0
    stall_ms: float = Field(default=0, ge=0)
    sync_failures: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """How one update travels; `copy_after_s` is set when a second copy follows."""

    after_s: float
    is_overtaken: bool
    copy_after_s: float | None


def journey(chaos: Chaos, dice: Random) -> Journey:
    """Draw how an update travels: an overtaken one leaves its lane and comes up to 400 ms late."""
    after_s = dice.uniform(*chaos.delay_ms) / 1000
    is_overtaken = dice.random() < chaos.reorder
    late_s = dice.uniform(0.02, 0.4)
    is_doubled = dice.random() < chaos.duplicate
    copy_after_s = dice.uniform(0.0, 0.2)
    return Journey(
        after_s=after_s + (late_s if is_overtaken else 0),
        is_overtaken=is_overtaken,
        copy_after_s=after_s + copy_after_s if is_doubled else None,
    )


class Trouble:
    """The chaos in force with its dice; webhooks and the Graph API throw separate ones."""

    def __init__(self) -> None:
        self.set(Chaos())

    def set(self, chaos: Chaos) -> None:
        """Put chaos in force and start its dice over."""
        self.chaos = chaos
        self.webhook_dice = Random(chaos.seed)  # noqa: S311 - replayable trouble, no secret
        self.graph_dice = Random(chaos.seed + 1)  # noqa: S311 - replayable trouble, no secret
        self.ladder_dice = Random(chaos.seed + 2)  # noqa: S311 - replayable trouble, no secret

    def journey(self) -> Journey:
        """Draw how the next update travels."""
        return journey(self.chaos, self.webhook_dice)

    def loses_attempt(self) -> bool:
        """Draw whether a delivery attempt is dropped."""
        return self.webhook_dice.random() < self.chaos.lose

    def draws_failure(self) -> GraphError | None:
        """Draw the failure that is reported after a send was accepted."""
        return self._drawn(self.chaos.failed)

    def draws_refusal(self) -> GraphError | None:
        """Draw the error a send is answered with."""
        return self._drawn(self.chaos.error)

    def garbles_answer(self) -> bool:
        """Draw whether the answer is not Meta's at all."""
        return self.graph_dice.random() < self.chaos.garbage

    def cuts_answer(self) -> bool:
        """Draw whether an accepted send gets no answer."""
        return self.graph_dice.random() < self.chaos.accept_then_cut

    def _drawn(self, chance: ErrorChaos | None) -> GraphError | None:
        throw = self.graph_dice.random()
        if chance is None or throw >= chance.rate:
            return None
        return GraphError(chance.code, details="Trouble on demand.")

    def skips_delivered(self) -> bool:
        """Draw whether a message goes from sent to read."""
        return self.ladder_dice.random() < self.chaos.skip_delivered
