"""What `procure check` does with what the command line asks: files found, checked, compared, written, and an exit code.

Not for options and help: cli.py. Not for judging: check.py.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from procure.cli_say import legible, refuse, say, telling, writing
from procure.cli_write import WriteError, give_back_in_place, is_read_below, refuse_files, refuse_unknown, write_report
from procure.model import Problem
from procure.options import FailOn, Format
from procure.record import Record, replace
from procure.setting import Options, settle
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
    waivers: Path | None
    write: tuple[Path, ...]
    in_place: bool
    day: date


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
    _write_files(run, tools, wanted)
    if run.comparison and wanted.output_format is Format.JSON:
        say(*_not_compared(run.comparison))
    if wanted.questions:
        _write_questions(run.reports, wanted.questions)
    say(*_unused(run, wanted))
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
    outputs = [path for path in (wanted.output, wanted.summary, wanted.questions, *wanted.write) if path]
    found = find(wanted.paths, outputs)
    with _refusing():
        refuse_files(wanted.write, found.files, in_place=wanted.in_place)
    run = Run(found, _each(found, How(wanted.options, told, wanted.jobs), tools))
    if run.reports:
        run = _with(run, with_answers(run.reports, told, complaints))
        run = _with(run, _waived(run.reports, tools, wanted)) if wanted.waivers else run
    return replace(run, comparison=_compared(run, last)), complaints


def _with(run: Run, reports: "Iterable[Report]") -> Run:
    """Return the run with other reports in place of its own."""
    each = iter(reports)
    return replace(run, checked=tuple(replace(one, report=next(each)) if one.report else one for one in run.checked))


def _waived(reports: "list[Report]", tools: Tools, wanted: Wanted) -> "list[Report]":
    """Return the reports with what valid waivers name set apart; faults of the file are the first's problems."""
    from procure.findings import Findings
    from procure.waivers import apply_to_all, read_waivers

    waivers, problems = read_waivers(wanted.waivers) if wanted.waivers else ([], [])
    setting = settle(reports[0].document, wanted.options, tools)
    found = Findings(setting.context, edition_holds=setting.edition is not None)
    first, *others = apply_to_all(reports, waivers, wanted.day, found)
    return [replace(first, problems=(*first.problems, *problems)), *others]


def _refuse_early(wanted: Wanted, tools: Tools) -> None:
    _refuse_to_overwrite(wanted)
    region, summary = wanted.options.region, wanted.summary
    if region is not None and tools.catalog.region_named(region) is None:
        refuse(f"“{region}”不是已收录的地区名称或者代码")
    for path in wanted.write:
        with _refusing():
            refuse_unknown(path)
        if path.exists() and any(is_read_below(folder, path) for folder in wanted.paths):
            refuse(f"{path} 已经在待审查的文件夹里，会被覆盖；没有审查，请换一个文件名")
    if summary and summary.suffix.lower() != ".xlsx":
        refuse(f"{summary} 不是 .xlsx 文件，汇总只写成 .xlsx")
    if summary and summary.exists():
        with writing(summary):  # a workbook that is open is known before the hours of a large run, not after
            summary.open("r+b").close()


def _refuse_to_overwrite(wanted: Wanted) -> None:
    """Refuse to write over what is read, or to write two things to one file."""
    from procure.many import is_same_file

    taken = [(path, "待审查的文件") for path in wanted.paths]
    read = {"--answers": wanted.answers, "--baseline": wanted.baseline, "--waivers": wanted.waivers}
    read["--budget"] = wanted.options.budget
    written = {"--output": wanted.output, "--questions": wanted.questions, "--summary": wanted.summary}
    taken += [(path, f" {name} 的文件") for name, path in read.items() if path]
    pairs_written = [*written.items(), *(("--write", path) for path in wanted.write)]
    for name, path in ((name, path) for name, path in pairs_written if path):
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

    say(left_out(found), *map(_said, found.problems))
    with telling() as tell:
        checked = check_all(found.files, how, tools, tell)
    for one in checked:
        if one.report is None:
            say(*map(_said, one.problems))
    return tuple(checked)


def _said(one: Problem) -> str:
    spot = f" {one.place.spot}" if one.place.spot else ""
    return f"{one.place.file}{spot}“{one.field}”：“{one.found}”，{one.consequence}"


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
def _refusing() -> Iterator[None]:
    """Say why a file cannot be written as asked."""
    try:
        yield
    except WriteError as error:
        refuse(str(error))


def _write_files(run: Run, tools: Tools, wanted: Wanted) -> None:
    """Write what --write and --in-place ask for; stderr says where."""
    each = [one.tools(tools) for one in run.checked if one.report]
    for path in wanted.write:
        with writing(path), _refusing():
            write_report(path, run.reports, each)
        say(f"已写入 {path}")
    for report, own in zip(run.reports, each, strict=True) if wanted.in_place else ():
        with writing(Path(report.document.path)), _refusing():
            kept = give_back_in_place(report, own)
        say(f"已在 {report.document.path} 里标注，原件另存为 {kept}")


def _unused(run: Run, wanted: Wanted) -> Iterator[str]:
    """Yield which options had no effect on plans, or on what is no plan."""
    plans = [report for report in run.reports if report.plan]
    if wanted.options.budget and not plans:
        yield f"没有用到 --budget {wanted.options.budget}：审查的文件里没有采购计划"
    if wanted.options.columns and not plans:
        yield "没有用到 --columns：审查的文件里没有采购计划"
    if wanted.questions and plans:
        yield f"采购计划的待核实事项没有写进 {wanted.questions}：请在计划里补填相应的列，再审查"


def _print(text: str, output: Path | None) -> None:
    clean = legible(text)
    if output is None:
        typer.echo(clean, nl=False)
        return
    with writing(output):
        output.write_text(clean, encoding="utf-8")


def _write_questions(reports: "Sequence[Report]", path: Path) -> None:
    from procure.answers import COLUMNS
    from procure.outcome import open_questions

    with writing(path), path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *open_questions(reports)])


def _write_summary(run: Run, path: Path | None) -> None:
    if path is None or not run.checked:
        return
    from procure.report.summary import summary

    compared = run.comparison.documents if run.comparison else None
    with writing(path):
        path.write_bytes(summary(run.found, run.checked, compared))
