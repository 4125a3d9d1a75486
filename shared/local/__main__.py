"""The command line: `python -m shared.local demo`, and `with-engines COMMAND…` for one command."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from shared.local.demo import complain, run_demo
from shared.local.engines import Engines
from shared.local.errors import LocalError


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m shared.local")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="run the whole platform until Ctrl-C")
    with_engines = commands.add_parser("with-engines", help="run a command beside the engines")
    with_engines.add_argument("argv", nargs=argparse.REMAINDER)
    asked = parser.parse_args(arguments)
    if asked.command == "demo":
        return asyncio.run(run_demo(os.environ))
    return asyncio.run(run_with_engines(asked.argv))


async def run_with_engines(command: Sequence[str]) -> int:
    """Run a command with `DATABASE_URL` and `REDIS_URL` set; return its exit status.

    The engines are this checkout's, so a running demo must be stopped first.
    """
    try:
        async with Engines.at_home() as engines:
            urls = {"DATABASE_URL": engines.database_url, "REDIS_URL": engines.redis_url}
            process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **urls})
            return await process.wait()
    except LocalError as error:
        complain(BaseExceptionGroup("", [error]))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
