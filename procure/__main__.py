"""`procure` and `python -m procure`: the command line, started quickly.

A run lives half a second and frees next to nothing before it ends, so the collector looks for garbage rarely and not at
all at the end: together a quarter of the time a check takes.
"""

import gc
import sys
from typing import Final

_RARELY: Final = 200_000
"""Allocations between two searches; a run of many files still frees what it leaves behind."""
_INTERRUPTED: Final = 130
"""128 and the number of the signal of Ctrl-C."""


def main() -> None:
    """Run the command line; exits with its code."""
    gc.set_threshold(_RARELY)
    try:
        from procure.cli import main as run

        run()
    except (KeyboardInterrupt, SystemExit) as end:  # typer makes the one of the other, but says nothing
        if isinstance(end, SystemExit) and end.code != _INTERRUPTED:
            raise
        sys.stderr.write("已中断\n")
        sys.exit(_INTERRUPTED)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
