"""`make bench`: wall time and peak memory of `procure check` as a whole process, beside importing its libraries alone.

Both commands are run in turn on the same machine, so the ratio holds where single times do not.
"""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tabulate import tabulate

RUNS: Final = 15
HERE: Final = Path(__file__).parent.parent
ORIGINAL: Final = HERE.parent / "shared" / "documents" / "tunliu-2026-budget.txt"
SAMPLE: Final = HERE / "samples" / "budget-2026.txt"
IMPORTS: Final = "import pydantic, typer, tabulate, durable.lang"


_ENV: Final = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As users run it: modules are compiled once and kept, in our case as in the libraries'."""


@dataclass(frozen=True)
class Run:
    """One finished process: seconds of wall time, and its peak memory in MB."""

    seconds: float
    megabytes: float


def run(command: list[str]) -> Run:
    """Run a command to its end and measure it as the operating system does."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENV) as process:  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def main() -> None:
    """Print both commands' medians and their ratio."""
    document = ORIGINAL if ORIGINAL.exists() else SAMPLE
    commands = {
        f"procure check {document.name}": [sys.executable, "-m", "procure", "check", str(document)],
        f'python -c "{IMPORTS}"': [sys.executable, "-c", IMPORTS],
    }
    for command in commands.values():
        run(command)  # once uncounted: the first run compiles modules and fills the file cache
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            runs[name].append(run(command))
    rows = [(name, *_medians(many)) for name, many in runs.items()]
    heads = ("command", "median wall s", "peak MB", f"of {RUNS} runs, min to max s")
    sys.stdout.write(tabulate(rows, headers=heads, floatfmt=".3f") + "\n")
    ratios = [ours.seconds / theirs.seconds for ours, theirs in zip(*runs.values(), strict=True)]
    sys.stdout.write(f"ratio of wall times, pair by pair: median {statistics.median(ratios):.2f}\n")


def _medians(many: list[Run]) -> tuple[float, float, str]:
    seconds = [one.seconds for one in many]
    return (
        statistics.median(seconds),
        max(one.megabytes for one in many),
        f"{min(seconds):.3f} to {max(seconds):.3f}",
    )


if __name__ == "__main__":
    main()
