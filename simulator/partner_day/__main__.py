"""`python -m simulator.partner_day`: a partner's day against a running `make demo`."""

import argparse
import asyncio
import os
import sys
from random import Random
from typing import Final

import httpx

from shared.local.engines import home
from shared.local.keys import load_keys
from simulator.partner_day.api import PartnerApi, Refused, take_on
from simulator.partner_day.day import Day, DayFailed
from simulator.partner_day.listener import Listener

TIMEOUT_S: Final = 30.0


def main() -> int:
    """Play the day; exit status 0 means that both sides agree."""
    parser = argparse.ArgumentParser(prog="python -m simulator.partner_day", description=__doc__)
    gateway = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
    parser.add_argument("--gateway", default=gateway, help=f"default {gateway}")
    parser.add_argument("--seed", type=int, default=1, help="the same seed is the same day")
    parser.add_argument("--missions", type=int, default=40, help="default 40")
    options = parser.parse_args()
    try:
        wrong = asyncio.run(_play(options.gateway, seed=options.seed, missions=options.missions))
    except (DayFailed, Refused, httpx.HTTPError, ExceptionGroup) as error:
        _say(f"The day broke off: {_reason(error)}")
        return 1
    for difference in wrong:
        _say(f"  - {difference}")
    _say(f"differences: {len(wrong)}   (seed {options.seed})")
    return 1 if wrong else 0


async def _play(gateway: str, *, seed: int, missions: int) -> list[str]:
    chance = Random(seed)  # noqa: S311 - a day that can be played again, nothing secret
    async with httpx.AsyncClient(base_url=gateway, timeout=TIMEOUT_S, trust_env=False) as http:
        name = f"Journée {os.urandom(4).hex()}"
        credentials = await take_on(http, admin_secret=_admin_secret(), name=name)
        _say(f"{name} is a partner, key {credentials.key}")
        async with Listener.standing(credentials.secret) as listener:
            day = Day(PartnerApi(http, credentials), listener, chance, missions, _say)
            return await day.run()


def _admin_secret() -> str:
    """Give the operator's secret of this checkout's demo."""
    return load_keys(home(os.environ))["ADMIN_SECRET"]


def _reason(error: Exception) -> str:
    """Tell the first of what went wrong at once."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
