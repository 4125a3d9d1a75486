"""Both sides of the day compared: what the partner has written down, and what the platform says.

Pure. Each difference is one line that a person can act on; an empty list is a good day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from simulator.partner_day.listener import Told

NO_DRIVER: Final = "mission.no_driver"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Books:
    """Everything known at closing time.

    Attributes:
        asked: our reference of each mission the partner asked for, by the partner's own id.
        expected: where each mission of the partner's own back end must stand, by its reference.
        taken: the webhooks that were answered with 2xx, in order, repetitions included.
        missions: the platform's list of what was asked for.
        reported: the platform's word on the partner's own missions, by reference.
        deliveries: the platform's list of webhooks, oldest first.
    """

    asked: Mapping[str, str]
    expected: Mapping[str, str]
    taken: Sequence[Told]
    missions: Sequence[Json] = ()
    reported: Mapping[str, str] = field(default_factory=dict)
    deliveries: Sequence[Json] = ()


def differences(books: Books) -> list[str]:
    """List every difference between the two sides."""
    return [
        *_of_missions(books),
        *_of_reports(books),
        *_of_webhooks(books),
        *_of_stories(books),
    ]


def _of_missions(books: Books) -> list[str]:
    found = []
    counts = Counter(str(mission["external_id"]) for mission in books.missions)
    theirs = {str(mission["external_id"]): mission for mission in books.missions}
    for external_id, reference in books.asked.items():
        if counts[external_id] != 1:
            found.append(f"{external_id} is {counts[external_id]} missions on the platform")
        elif theirs[external_id]["reference"] != reference:
            found.append(f"{external_id} is {theirs[external_id]['reference']}, not {reference}")
    found += [f"{one} was never asked for" for one in theirs if one not in books.asked]
    return found


def _of_reports(books: Books) -> list[str]:
    return [
        f"{reference} is {books.reported.get(reference, 'unknown')} on the platform, not {status}"
        for reference, status in books.expected.items()
        if books.reported.get(reference) != status
    ]


def _of_webhooks(books: Books) -> list[str]:
    taken, owed = {one.id for one in books.taken}, {str(one["id"]) for one in books.deliveries}
    undelivered = [one for one in books.deliveries if one["state"] != "delivered"]
    return [
        *(f"webhook {one} never arrived" for one in sorted(owed - taken)),
        *(f"webhook {one} is in nobody's list" for one in sorted(taken - owed)),
        *(f"webhook {one['id']} is {one['state']}" for one in undelivered),
    ]


def _of_stories(books: Books) -> list[str]:
    """Compare each mission's timeline with the moves that were told of it, in order, once each."""
    told: dict[str, dict[str, str]] = {}
    for one in books.taken:
        if one.type != NO_DRIVER:
            told.setdefault(str(one.data["reference"]), {}).setdefault(one.id, one.type)
    found = []
    for mission in books.missions:
        reference = str(mission["reference"])
        happened = [f"mission.{entry['status']}" for entry in mission["timeline"]]
        heard = list(told.get(reference, {}).values())
        if heard != happened:
            found.append(f"{reference}: happened {happened}, heard {heard}")
        elif happened[-1:] != [f"mission.{mission['status']}"]:
            found.append(f"{reference} is {mission['status']}, its timeline ends {happened[-1:]}")
    return found
