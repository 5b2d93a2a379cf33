"""`make fuzz`: every reader of a format is given damaged and hostile files, each reader in a process with limits.

A file may be read or refused with a sentence. A traceback, more than ten seconds for one file, or more than 2 GB is a
failure: the file is kept, its path printed, and the exit code 1.
"""

import argparse
import contextlib
import faulthandler
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from tabulate import tabulate

from benchmarks.fuzz_inputs import SEEDS, hostile, mutated

SECONDS: Final = 60
MEMORY: Final = 2 << 30
HANG: Final = 10
_MOST_FAILURES: Final = 5
_CURRENT: Final = "current.bin"
_GRACE: Final = 3 * HANG
"""Seconds after which a process is ended from outside; it ends itself long before."""


@dataclass
class Result:
    """What became of the files given to one reader; failures are tracebacks with the path of the file."""

    reader: str
    runs: int = 0
    refused: int = 0
    read: int = 0
    slowest: float = 0.0
    megabytes: float = 0.0
    failures: list[str] = field(default_factory=list)


def fuzz(reader: str, folder: Path, *, seconds: float, inputs: int | None = None, seed: int = 0) -> Result:
    """Give a reader files for so many seconds, or so many files, in a process of its own; folder keeps what failed."""
    options = ["--child", reader, "--seconds", str(seconds), "--seed", str(seed), "--folder", str(folder)]
    options += ["--inputs", str(inputs)] if inputs is not None else []
    command = [sys.executable, "-X", "faulthandler", "-m", "benchmarks.fuzz", *options]
    limit = None if inputs is not None else seconds + _GRACE
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)  # noqa: S603  # our own
        sys.stderr.write("".join(f"{line}\n" for line in done.stderr.splitlines() if "-slowest.bin" in line))
        lines, error = done.stdout.splitlines(), f"exit {done.returncode}\n{done.stderr[-3000:]}"
    except subprocess.TimeoutExpired:
        lines, error = [], "did not end"
    if lines and lines[-1].startswith("{"):
        return Result(**json.loads(lines[-1]))
    return Result(reader, failures=[f"{_kept(folder, reader, 'ended')}: the process ended: {error}"])


def _child(reader: str, folder: Path, seconds: float, inputs: int | None, seed: int) -> Result:
    """Read file after file in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    result = Result(reader)
    end = time.monotonic() + seconds
    for data in _inputs(reader, seed):
        if result.runs == inputs or (inputs is None and time.monotonic() > end):
            break
        _try(data, folder / _CURRENT, result)
        if len(result.failures) == _MOST_FAILURES:
            break
    result.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def _inputs(reader: str, seed: int) -> Iterator[bytes]:
    """Yield the valid file, the hostile ones among the first random ones, then random ones for ever."""
    chance = random.Random(f"{reader} {seed}")  # noqa: S311  # the same files for the same seed are meant
    valid = SEEDS[reader]()
    yield valid
    for data in hostile(reader):
        yield data
        yield mutated(valid, chance)
    while True:
        yield mutated(valid, chance)


def _try(data: bytes, path: Path, result: Result) -> None:
    """Read one file. One that hangs ends the process with a traceback, also where no Python code runs."""
    from procure.intake import read

    path.write_bytes(data)
    faulthandler.dump_traceback_later(HANG, exit=True)
    start = time.perf_counter()
    try:
        with contextlib.redirect_stdout(None):
            document, _ = read(path)
    except (Exception, MemoryError):  # noqa: BLE001  # whatever is raised is what we look for
        document = None
        kept = _kept(path.parent, result.reader, f"{len(result.failures)}")
        result.failures.append(f"{kept}: {traceback.format_exc(limit=-6)}")
        result.refused -= 1
    faulthandler.cancel_dump_traceback_later()
    result.runs += 1
    seconds = time.perf_counter() - start
    if seconds > max(result.slowest, HANG / 3):
        sys.stderr.write(f"{seconds:.1f} s: {_kept(path.parent, result.reader, 'slowest')}\n")
    result.slowest = max(result.slowest, seconds)
    result.read += document is not None
    result.refused += document is None


def _kept(folder: Path, reader: str, name: str) -> Path:
    """Keep the file that was being read under another name, and return its path."""
    kept = folder / f"{reader}-{name}.bin"
    with contextlib.suppress(FileNotFoundError):
        kept.write_bytes((folder / _CURRENT).read_bytes())
    return kept


def main() -> None:
    """Fuzz the readers one after another and print what became of their files."""
    options = _options()
    if options.child:
        result = _child(options.child, options.folder, options.seconds, options.inputs, options.seed)
        sys.stdout.write("\n" + json.dumps(asdict(result)) + "\n")
        return
    results = []
    for reader in options.reader or SEEDS:
        folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{reader}-"))
        results.append(fuzz(reader, folder, seconds=options.seconds, inputs=options.inputs, seed=options.seed))
        sys.stdout.write("".join(f"{failure}\n" for failure in results[-1].failures))
    heads = ("reader", "files", "refused", "read", "slowest s", "peak MB", "failures")
    rows = [(*list(asdict(result).values())[:-1], len(result.failures)) for result in results]
    sys.stdout.write(tabulate(rows, headers=heads, floatfmt=".2f") + f"\nseed {options.seed}\n")
    sys.exit(any(result.failures for result in results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each reader")
    parser.add_argument("--inputs", type=int, help="so many files for each reader, instead of seconds")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("FUZZ_SEED", "0")), help="of the random changes")
    parser.add_argument("--reader", action="append", choices=list(SEEDS), help="only this one; may be repeated")
    parser.add_argument("--child", choices=list(SEEDS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
