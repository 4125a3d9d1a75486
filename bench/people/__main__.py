"""`python -m bench.people`: simulated customers, a table, and what went wrong, to be replayed."""

import argparse
import sys
import time

import uvloop

from bench.people.crowd import simulate
from bench.people.report import print_failures, print_tables, print_transcripts, verdict


def main() -> int:
    """Run, print, and fail when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.people", description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, nargs="+", help="replay customers, with transcripts")
    parser.add_argument("--show", type=int, default=5, help="transcripts of so many failures")
    options = parser.parse_args()
    numbers = options.only or range(1, options.customers + 1)
    started = time.perf_counter()
    outcomes = uvloop.run(simulate(numbers, seed=options.seed))
    took = time.perf_counter() - started
    if options.only:
        print_transcripts(outcomes, seed=options.seed)
        return 0
    print(f"seed {options.seed}, {len(outcomes)} customers in {took:.0f} s")
    print_tables(outcomes)
    print_failures(outcomes, seed=options.seed, shown=options.show)
    return verdict(outcomes)


if __name__ == "__main__":
    sys.exit(main())
