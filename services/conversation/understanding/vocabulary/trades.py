"""Trades, the things they repair and the words of a breakdown, from trades.txt."""

from typing import Final

from services.conversation.understanding.vocabulary import entries, sections, words

TRADE_PEOPLE: Final = {
    name.removesuffix(" people"): words("trades", name)
    for name in sections("trades")
    if name.endswith(" people")
}
"""Trade → words that name it or its people."""
TRADE_THINGS: Final = {
    name.removesuffix(" things"): words("trades", name)
    for name in sections("trades")
    if name.endswith(" things")
}
"""Trade → things and signs that point to it; the first trades win a tie."""

TRADE_PHRASES: Final = {
    name.removesuffix(" phrases"): entries("trades", name)
    for name in sections("trades")
    if name.endswith(" phrases") and name != "broken phrases"
}
"""Trade → words that point to it only together: `machine à laver`."""

ALL_PEOPLE: Final = frozenset().union(*TRADE_PEOPLE.values())
ALL_THINGS: Final = frozenset().union(*TRADE_THINGS.values())

FAILURE_WORDS: Final = words("trades", "failure")
WEAK_FAILURE: Final = words("trades", "weak failure")
"""Tell a breakdown only where a service is asked for: a black gate is an address."""
REPAIR_WORDS: Final = words("trades", "repair")
BROKEN_PHRASES: Final = entries("trades", "broken phrases")
TELLING_SIGNS: Final = words("trades", "telling signs")
"""Signs that decide between trades when several things are named."""

URGENT_PHRASES: Final = tuple(sorted(entries("trades", "urgent"), key=len, reverse=True))
CALM_PHRASES: Final = entries("trades", "calm")

COMPLAINT_WORDS: Final = words("trades", "complaint")
"""Words that make a complaint of a thing named, when nothing else is asked."""

WORK_WORDS: Final = words("trades", "work")
"""What an artisan is asked to do when nothing is broken."""
DENIALS: Final = words("trades", "denials")
"""Beside a thing of the house they tell that it fails."""
