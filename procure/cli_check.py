"""What `procure check` does with what the command line asks: files found, checked, compared, written, and an exit code.

Not for options and help: cli.py. Not for judging: check.py.
"""

import csv
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from procure.model import Problem
from procure.options import FailOn, Format
from procure.record import Record, replace
from procure.setting import Options
from procure.tools import Tools

if TYPE_CHECKING:  # reading documents takes a while to import, and only `check` does it
    from procure.check import Report
    from procure.many import Checked, Found, How
    from procure.report.baseline import Comparison, LastReport


class Wanted(Record, frozen=True):
    """What the command line asks of a check."""

    paths: tuple[Path, ...]
    options: Options
    output_format: Format
    output: Path | None
    fail_on: FailOn
    everything: bool
    questions: Path | None
    answers: Path | None
    jobs: int
    summary: Path | None
    baseline: Path | None


class Run(Record, frozen=True):
    """What came of a check of all files, beside an earlier one where one was given."""

    found: "Found"
    checked: "tuple[Checked, ...]"
    comparison: "Comparison | None" = None

    @property
    def reports(self) -> "list[Report]":
        """Return the reports, in the order of the files."""
        return [one.report for one in self.checked if one.report]

    @property
    def asked(self) -> int:
        """Return how many reports there would be, had all been read."""
        return len(self.checked) + len(self.found.problems)


def run_check(wanted: Wanted) -> int:
    """Check, write what is asked for, and return the exit code. Raises typer.Exit for what ends without a report."""
    from procure.outcome import exit_code
    from procure.report.baseline import only_news

    tools = Tools.load()
    run, complaints = _checked(wanted, tools)
    if not run.reports:
        _write_summary(run, wanted.summary)
        refuse(*map(_said, complaints))
    _print(_written(run, tools, wanted), wanted.output)
    if run.comparison and wanted.output_format is Format.JSON:
        _say(*_not_compared(run.comparison))
    if wanted.questions:
        _write_questions(run.reports, wanted.questions)
    _write_summary(run, wanted.summary)
    counted = only_news(run.reports, run.comparison) if run.comparison else run.reports
    return exit_code(counted, wanted.fail_on.value, run.asked)


def _checked(wanted: Wanted, tools: Tools) -> tuple[Run, Sequence[Problem]]:
    """Check all files; what cannot work is refused before any is read. stderr says why a file cannot be judged."""
    from procure.answers import Answers, read_answers
    from procure.many import How, find
    from procure.outcome import with_answers

    _refuse_early(wanted, tools)
    last = _last(wanted.baseline)
    told, complaints = read_answers(wanted.answers) if wanted.answers else (Answers(), [])
    outputs = [path for path in (wanted.output, wanted.summary, wanted.questions) if path]
    found = find(wanted.paths, outputs)
    run = Run(found, _each(found, How(wanted.options, told, wanted.jobs), tools))
    if run.reports:
        answered = iter(with_answers(run.reports, told, complaints))
        with_them = (replace(one, report=next(answered)) if one.report else one for one in run.checked)
        run = replace(run, checked=tuple(with_them))
    return replace(run, comparison=_compared(run, last)), complaints


def _refuse_early(wanted: Wanted, tools: Tools) -> None:
    _refuse_to_overwrite(wanted)
    region, summary = wanted.options.region, wanted.summary
    if region is not None and tools.catalog.region_named(region) is None:
        refuse(f"“{region}”不是已收录的地区名称或者代码")
    if summary and summary.suffix.lower() != ".xlsx":
        refuse(f"{summary} 不是 .xlsx 文件，汇总只写成 .xlsx")
    if summary and summary.exists():
        with _writing(summary):  # a workbook that is open is known before the hours of a large run, not after
            summary.open("r+b").close()


def _refuse_to_overwrite(wanted: Wanted) -> None:
    """Refuse to write over what is read, or to write two things to one file."""
    from procure.many import is_same_file

    taken = [(path, "待审查的文件") for path in wanted.paths]
    read = {"--answers": wanted.answers, "--baseline": wanted.baseline}
    written = {"--output": wanted.output, "--questions": wanted.questions, "--summary": wanted.summary}
    taken += [(path, f" {name} 的文件") for name, path in read.items() if path]
    for name, path in ((name, path) for name, path in written.items() if path):
        for other, what in taken:
            if is_same_file(path, other):
                refuse(f"{path} 是 {name} 要写入的，又是{what}，会被覆盖；没有审查，请换一个文件名")
        taken.append((path, f" {name} 的文件"))


def _last(path: Path | None) -> "list[LastReport] | None":
    if path is None:
        return None
    from procure.report.baseline import BaselineError, read_baseline

    try:
        return read_baseline(path)
    except BaselineError as error:
        refuse(str(error))


def _compared(run: Run, last: "list[LastReport] | None") -> "Comparison | None":
    if last is None:
        return None
    from procure.report.baseline import compare

    return compare(run.reports, last)


def _not_compared(comparison: "Comparison") -> Iterable[str]:
    from procure.report.baseline import not_compared

    return not_compared(comparison)


def _each(found: "Found", how: "How", tools: Tools) -> "tuple[Checked, ...]":
    from procure.many import check_all
    from procure.report.overview import left_out

    _say(left_out(found), *map(_said, found.problems))
    with _telling() as tell:
        checked = check_all(found.files, how, tools, tell)
    for one in checked:
        if one.report is None:
            _say(*map(_said, one.problems))
    return tuple(checked)


@contextmanager
def _telling() -> Iterator[Callable[[str], None]]:
    """Yield what shows how far the work is, in one line of a terminal that is wiped at the end; elsewhere nothing."""
    shown = sys.stderr.isatty()
    columns = shutil.get_terminal_size().columns - 1

    def tell(text: str) -> None:
        if shown:
            line = _padded(_legible(text), columns)
            typer.echo(f"\r{line}\r{line.rstrip()}", nl=False, err=True)

    try:
        yield tell
    finally:
        tell("")


def _padded(text: str, columns: int) -> str:
    """Return a text cut or filled to so many columns of the screen."""
    from wcwidth import wcwidth

    kept, width = "", 0
    for character in text:
        wide = max(wcwidth(character), 0)
        if width + wide > columns:
            break
        kept, width = kept + character, width + wide
    return kept + " " * (columns - width)


def _legible(text: str) -> str:
    """Return a text that can be printed: a file's name may hold bytes that are no text in any encoding."""
    return text.encode("utf-8", "replace").decode()


def _said(one: Problem) -> str:
    spot = f" {one.place.spot}" if one.place.spot else ""
    return f"{one.place.file}{spot}“{one.field}”：“{one.found}”，{one.consequence}"


def _say(*messages: str) -> None:
    for message in filter(None, messages):
        typer.echo(_legible(message), err=True)


def refuse(*messages: str) -> NoReturn:
    """Say why there is no result, and end with exit code 2."""
    _say(*messages)
    raise typer.Exit(2)


def _written(run: Run, tools: Tools, wanted: Wanted) -> str:
    """Return the reports, or a line on each where a summary holds them."""
    compared = run.comparison.documents if run.comparison else [None] * len(run.reports)
    if wanted.output_format is Format.JSON:
        return _json(run, tools, several=len(run.checked) > 1)
    from procure.report.baseline import baseline_text

    after = baseline_text(run.reports, run.comparison) if run.comparison else ""
    if wanted.summary and not wanted.output and len(run.checked) > 1:
        from procure.report.overview import lines

        each = iter(compared)
        beside = [next(each) if one.report else None for one in run.checked]
        return "\n".join(lines(run.checked, beside)) + "\n" + after
    from procure.report.text import report_text

    texts = [
        report_text(one.report, one.tools(tools), everything=wanted.everything) for one in run.checked if one.report
    ]
    return "\n".join(texts) + after


def _json(run: Run, tools: Tools, *, several: bool) -> str:
    from procure.report.json import report_json
    from procure.report.parts import write

    compared = iter(run.comparison.documents if run.comparison else [])
    return write(
        [report_json(one.report, one.tools(tools), next(compared, None)) for one in run.checked if one.report],
        several=several,
    )


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say that a file cannot be written, where it cannot."""
    try:
        yield
    except OSError as error:
        from procure.intake.files import reason

        refuse(f"{path} 无法写入：{reason(error)}")


def _print(text: str, output: Path | None) -> None:
    legible = _legible(text)
    if output is None:
        typer.echo(legible, nl=False)
        return
    with _writing(output):
        output.write_text(legible, encoding="utf-8")


def _write_questions(reports: "Sequence[Report]", path: Path) -> None:
    from procure.answers import COLUMNS
    from procure.outcome import open_questions

    with _writing(path), path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *open_questions(reports)])


def _write_summary(run: Run, path: Path | None) -> None:
    if path is None or not run.checked:
        return
    from procure.report.summary import summary

    compared = run.comparison.documents if run.comparison else None
    with _writing(path):
        path.write_bytes(summary(run.found, run.checked, compared))
