"""What a benchmark reads and writes: CPU from /proc, percentiles, the machine, the results file."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

import orjson

RESULTS: Final = Path(__file__).parent / "results"
_TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK")
_UTIME: Final = 11  # of /proc/<pid>/stat behind the command's name (proc(5), fields 14 to 17)


def cpu_s(pids: Iterable[int]) -> float:
    """Add up the CPU seconds of processes, their living children and those that have ended."""
    return sum(_own_s(pid) + cpu_s(_children(pid)) for pid in pids)


def busy_s() -> float:
    """Tell how many CPU seconds the whole machine has worked since it started."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    idle_and_waiting = int(fields[3]) + int(fields[4])
    return (sum(int(field) for field in fields[:8]) - idle_and_waiting) / _TICKS_PER_S


def postgres_pid(folder: Path) -> int:
    """Tell the process id of the server on the data folder `<folder>/postgres/data`."""
    pid_file = folder / "postgres" / "data" / "postmaster.pid"
    return int(pid_file.read_text().split("\n", 1)[0])


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that this share (0 to 1) of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered)) - 1))]


def spread(values: Sequence[float]) -> dict[str, float]:
    """Give median, lowest and highest."""
    return {"median": median(values), "min": min(values), "max": max(values)}


def machine() -> dict[str, Any]:
    """Tell where and under which load a benchmark runs."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "load_average": os.getloadavg(),
    }


def write_results(name: str, results: dict[str, Any]) -> Path:
    """Write `bench/results/<name>-<date>.json`, replacing that day's."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}-{datetime.now(UTC):%Y-%m-%d}.json"
    path.write_bytes(orjson.dumps(results, option=orjson.OPT_INDENT_2) + b"\n")
    return path


def _own_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[_UTIME : _UTIME + 4]) / _TICKS_PER_S


def _children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in found.split()]


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()
