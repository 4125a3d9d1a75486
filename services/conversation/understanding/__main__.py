"""The command line of the understanding: one JSON request a line in, one JSON answer a line out.

`python -m services.conversation.understanding`; the contract is architecture.md, "Fixed seams". A
line that cannot be read gives `{"error": …}` and the next one is read.
"""

import io
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from services.conversation.understanding import (
    Country,
    parse_amount,
    parse_phone,
    understand,
    warm_up,
)

_COUNTRIES = {
    "cg": Country.CONGO,
    "congo": Country.CONGO,
    "242": Country.CONGO,
    "+242": Country.CONGO,
    "cm": Country.CAMEROON,
    "cameroon": Country.CAMEROON,
    "cameroun": Country.CAMEROON,
    "237": Country.CAMEROON,
    "+237": Country.CAMEROON,
}


def answers(lines: Iterable[str]) -> Iterator[str]:
    """Answer each line that is not blank."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False, default=_plain)


def _answer(line: str) -> dict[str, Any]:
    try:
        request = json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return {"error": f"not JSON: {error}"}
    try:
        return _understood(_checked(request))
    except ValueError as error:
        return {"error": str(error)}


def _checked(request: object) -> dict[str, Any]:
    """Check the shape of a request.

    Raises:
        ValueError: a field is missing, of another type or unknown.
    """
    if not isinstance(request, dict):
        raise ValueError("a request is a JSON object")  # noqa: TRY004 - the caller reports values, not types
    if not isinstance(request.get("text"), str):
        raise ValueError("`text` must be a string")  # noqa: TRY004 - the same
    for name in ("lang", "role", "flow", "country", "kind", "city"):
        if not isinstance(request.get(name), str | None):
            raise ValueError(f"`{name}` must be a string")  # noqa: TRY004 - the same
    if request.get("kind") not in {None, "amount", "phone", "utterance"}:
        raise ValueError("`kind` must be amount, phone or utterance")
    return request


def _understood(request: dict[str, Any]) -> dict[str, Any]:
    started = time.perf_counter()
    country = _country(request.get("country"))
    match request.get("kind"):
        case "amount":
            return asdict(parse_amount(request["text"], country))
        case "phone":
            return asdict(parse_phone(request["text"], country))
        case _:
            read = understand(
                request["text"],
                lang=request.get("lang"),
                role=request.get("role"),
                flow=request.get("flow"),
                country=country,
                city=request.get("city"),
            )
    elapsed = round((time.perf_counter() - started) * 1_000, 3)
    return {
        "intent": read.intent,
        "slots": read.slots,
        "ambiguous": read.ambiguous,
        "lang": read.lang,
        "ms": elapsed,
    }


def _country(name: str | None) -> Country:
    if name is None:
        return Country.CONGO
    country = _COUNTRIES.get(name.strip().lower())
    if country is None:
        raise ValueError("`country` must be CG or CM")
    return country


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {name: part for name, part in asdict(value).items() if part is not None}
    raise TypeError(f"{type(value).__name__} is not part of the contract")


def main() -> None:
    """Read standard input to its end; each answer is flushed so that a pipe may talk."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    warm_up()
    for answer in answers(sys.stdin):
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
