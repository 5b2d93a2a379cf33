"""`python -m procure` is the command line."""

from procure.cli import main

main()
