"""`make bench`: a check of a PDF of 40 pages as a whole process, beside bare extraction of its pages by pdfplumber.

The PDF is the sample's, its pages repeated or cut to 40. Both commands run in turn, so that the ratio holds where
single times do not; peak memory is the process's.
"""

import io
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

import pypdfium2
from tabulate import tabulate

from benchmarks.check import HERE, Run, run

PAGES: Final = 40
RUNS: Final = 5
SECONDS: Final = 5.0
MEGABYTES: Final = 300.0
BARE: Final = """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_text()
        page.extract_tables()
        page.close()
"""


def repeated(source: Path, pages: int) -> bytes:
    """Return a PDF of so many pages: those of a source, from the first again where it has fewer."""
    written = io.BytesIO()
    whole = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(source) as original:
        whole.import_pages(original, [number % len(original) for number in range(pages)])
    whole.save(written)
    whole.close()
    return written.getvalue()


def main() -> int:
    """Print both commands' medians and their ratio; return 1 where a check is too slow or too large."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "预算.pdf"
        path.write_bytes(repeated(HERE / "samples" / "budget-2026.pdf", PAGES))
        commands = {
            f"procure check, {PAGES} pages": [sys.executable, "-m", "procure", "check", str(path)],
            "pdfplumber alone": [sys.executable, "-c", BARE, str(path)],
        }
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for number in range(RUNS + 1):
            for name, command in commands.items():
                one = run(command)
                runs[name] += [one] if number else []  # once uncounted: modules are compiled, caches filled
    rows = [
        (name, statistics.median(one.seconds for one in many), max(one.megabytes for one in many))
        for name, many in runs.items()
    ]
    (_, ours, memory), (_, bare, _) = rows
    sys.stdout.write(tabulate(rows, headers=("command", "median wall s", "peak MB"), floatfmt=".2f") + "\n")
    sys.stdout.write(f"ratio {ours / bare:.2f}; aims: under {SECONDS:.0f} s and {MEGABYTES:.0f} MB\n")
    return int(ours > SECONDS or memory > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
