"""Makes a signed body safe to travel inside a batch and to be stored in PostgreSQL. Pure.

What Meta means is not looked at here: conversation reads it, and quarantines what it cannot read.
"""

import json
import math
import re
from typing import Any, Final

import orjson

from gateway.errors import UnreadableBody

# Deeper than any webhook, and below the limits of every parser the update still has to pass.
MAX_DEPTH: Final = 200
_NUL: Final = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def as_object(body: bytes) -> bytes:
    r"""Give the JSON object in a body, byte for byte where that is possible.

    What JSON forbids and parsers accept is mended: NaN and infinities become null, lone surrogates
    a question mark, a byte order mark goes, and so does `\u0000`, which PostgreSQL cannot store. A
    value that is no object is signed but odd: it travels as `{"not_an_object": …}`.

    Raises:
        UnreadableBody: it is not JSON, or nested over 200 levels deep.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        value, body = _mend(body)
    if body.count(b"{") + body.count(b"[") > MAX_DEPTH and _depth(body) > MAX_DEPTH:
        raise UnreadableBody(reason="nested too deeply")
    if rb"\u0000" in body:
        body = _NUL.sub(rb"\1", body)
    return body if isinstance(value, dict) else b'{"not_an_object":%b}' % body


def _mend(body: bytes) -> tuple[Any, bytes]:
    """Read what parsers accept beyond JSON, and write it again as JSON."""
    try:
        value = json.loads(body, parse_constant=lambda _: None, parse_float=_finite)
        return value, json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    except RecursionError as error:
        raise UnreadableBody(reason="nested too deeply") from error
    except ValueError as error:
        raise UnreadableBody(reason=type(error).__name__) from error


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


_STRUCTURE: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


def _depth(body: bytes) -> int:
    """Count levels without recursion; the body is known to be JSON."""
    depth = deepest = 0
    for token in _STRUCTURE.findall(body):
        if token in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token in b"]}":
            depth -= 1
    return deepest
