"""Words around places: prepositions, relations to a landmark, kinds of landmark, false friends."""

from typing import Final

from services.conversation.understanding.understood import Relation
from services.conversation.understanding.vocabulary import words

FROM_PHRASES: Final = (
    ("a", "partir", "de"),
    ("a", "partir", "du"),
    ("au", "depart", "de"),
    ("depart", "de"),
    ("depart",),
    ("depuis",),
    ("depui",),
    ("de",),
    ("du",),
    ("d",),
    ("des",),
    ("from",),
    ("pickup",),
    ("pick", "up"),
    ("uta",),
    ("longwa",),
    ("kolongwa",),
    ("ewuti",),
    ("ewuta",),
    ("kowuta",),
    ("kouta",),
    ("kobanda",),
    ("banda",),
    ("collecte",),
    ("for", "take"),
    ("origine",),
    ("2",),
)
TO_PHRASES: Final = (
    ("jusqu", "a"),
    ("jusqu", "au"),
    ("jusqua",),
    ("jusque",),
    ("a", "destination", "de"),
    ("destination",),
    ("direction",),
    ("vers",),
    ("to",),
    ("till",),
    ("until",),
    ("kino",),
    ("tii",),
    ("ti",),
    ("tee",),
    ("go",),
    ("ekei",),
    ("arrivee",),
    ("pour",),
    ("pr",),
    ("dropoff",),
    ("drop", "off"),
    ("livraison", "a"),
    ("livre", "a"),
    ("into",),
)
AT_PHRASES: Final = (
    ("a",),
    ("au",),
    ("aux",),
    ("a", "la"),
    ("dans",),
    ("sur",),
    ("en",),
    ("in",),
    ("at",),
    ("for",),
    ("na",),
    ("kuna",),
    ("kouna",),
    ("quartier",),
    ("cote",),
    ("par",),
    ("zone",),
    ("chez",),
    ("around",),
    ("on",),
    ("est",),
    ("c", "est"),
    ("is",),
)

COLLECT_WORDS: Final = words("places", "collect")
DELIVER_WORDS: Final = words("places", "deliver")

RELATIONS: Final = {
    ("derriere",): Relation.BEHIND,
    ("behind",): Relation.BEHIND,
    ("back", "of"): Relation.BEHIND,
    ("for", "back"): Relation.BEHIND,
    ("nsima",): Relation.BEHIND,
    ("sima",): Relation.BEHIND,
    ("devant",): Relation.IN_FRONT,
    ("in", "front"): Relation.IN_FRONT,
    ("for", "front"): Relation.IN_FRONT,
    ("liboso",): Relation.IN_FRONT,
    ("en", "face"): Relation.OPPOSITE,
    ("face",): Relation.OPPOSITE,
    ("opposite",): Relation.OPPOSITE,
    ("vis", "a", "vis"): Relation.OPPOSITE,
    ("a", "cote"): Relation.BESIDE,
    ("cote",): Relation.BESIDE,
    ("beside",): Relation.BESIDE,
    ("next", "to"): Relation.BESIDE,
    ("pembeni",): Relation.BESIDE,
    ("juste", "a", "cote"): Relation.BESIDE,
    ("pres",): Relation.NEAR,
    ("non", "loin"): Relation.NEAR,
    ("near",): Relation.NEAR,
    ("close", "to"): Relation.NEAR,
    ("pene",): Relation.NEAR,
    ("vers",): Relation.NEAR,
    ("aux", "environs"): Relation.NEAR,
    ("apres",): Relation.AFTER,
    ("after",): Relation.AFTER,
    ("juste", "apres"): Relation.AFTER,
    ("avant",): Relation.BEFORE,
    ("before",): Relation.BEFORE,
    ("juste", "avant"): Relation.BEFORE,
    ("au", "niveau"): Relation.AT,
}
"""Longest first when they overlap; `vers` counts only before a landmark."""

LANDMARK_KINDS: Final = words("places", "landmark kinds")

ORDINARY_NAMES: Final = words("places", "ordinary names")
"""Names that are also ordinary words: they count only where a place is expected."""
ORDINARY_ABROAD: Final = words("places", "ordinary abroad")
"""Cameroonian quartiers that are Lingala words: a day, a goat."""

NAMES: Final = words("first_names", "first names") | words("first_names", "surnames")
"""People's names that are not far from a quartier's: `Thierry` is no typo of Tié-Tié."""
