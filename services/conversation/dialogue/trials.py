"""Wordings under trial: the same sentence said in several ways, each person always in the same one.

Off unless `CONVERSATION_TRIALS` names them; `ReplyWritten.variants` tells who read what, so that
what people did next can be counted. What wins replaces the usual wording, and the trial goes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared.texts import Text, t


@dataclass(frozen=True, slots=True)
class Trial:
    """The usual wording of a message, and the others that are tried."""

    name: str
    usual: Text
    others: tuple[Text, ...]

    def variant_for(self, who: str) -> int:
        """Number the wording of a person: 0 is the usual one; even over all people."""
        digest = hashlib.sha256(f"{self.name}:{who}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % (1 + len(self.others))

    def wording_for(self, who: str) -> str:
        """Give the message that this person reads."""
        return (self.usual, *self.others)[self.variant_for(who)].message


_TRIALS: Final = (
    Trial(
        name="recap_question",
        usual=t("C’est bon ?"),
        others=(t("Tout est juste ? Touchez *Confirmer* et je cherche un livreur."),),
    ),
)

TRIALS: Final[Mapping[str, Trial]] = {one.usual.message: one for one in _TRIALS}
