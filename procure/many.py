"""Many documents: the files of folders, and a check of each, one after the other or several at a time.

What comes out stands in the order of the files and does not depend on how many are checked at a time. Not for what is
said of them: report/.
"""

import copyreg
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procure.answers import Answers
from procure.check import Report, check
from procure.datafile import DataError
from procure.engine import Judge
from procure.intake import Progress
from procure.intake.files import reason
from procure.model import Place, Problem
from procure.record import Record, replace
from procure.setting import Options
from procure.tools import Tools

if TYPE_CHECKING:  # takes a while to import, and only several processes need it
    from concurrent.futures import Executor, Future

SUFFIXES: Final = (".docx", ".htm", ".html", ".pdf", ".txt", ".xls", ".xlsx")
"""What is taken out of a folder; a file that is named itself is read whatever it is called."""
_LOCK: Final = "~$"
"""How the names of files begin that Office keeps beside a document while it is open."""
_MOST_PROCESSES: Final = 61
"""More, Windows cannot wait for at a time."""

Tell = Callable[[str], None]
"""Told in a few words how far the work is."""
Numbered = tuple[int, Path]


class Found(Record, frozen=True):
    """The files to check, in order; what was left out of the folders, by why; a Problem for each folder with none."""

    files: tuple[Path, ...]
    left_out: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


class How(Record, frozen=True):
    """How files are checked: what the user says of them all, and how many at a time (0: as there are processors)."""

    options: Options = Options()
    answers: Answers = Answers()
    jobs: int = 1


class Checked(Record, frozen=True):
    """What came of one file: a report, or the problems that say why not; how often its verdicts were compared."""

    path: Path
    report: Report | None
    problems: tuple[Problem, ...] = ()
    compared: int = 0

    def tools(self, tools: Tools) -> Tools:
        """Return the tools as they were after this file, for a report that says what they did."""
        return replace(tools, judge=replaced(tools.judge, self.compared))


def replaced(judge: Judge, compared: int = 0) -> Judge:
    """Return a judge with the same engine that has compared so many verdicts, and remembers none."""
    return Judge(judge.engine, judge.why_alone, compared)


def find(paths: Sequence[Path], written: Sequence[Path] = ()) -> Found:
    """Return the files to check: those named, and in place of a folder those below it, by path.

    written: files that this run writes, which are no documents although they may stand in a folder of them.
    """
    search = _Search(frozenset(map(real, written)))
    for path in paths:
        if path.is_dir():
            search.folder(path)
        else:
            search.keep(path)
    left_out = dict(sorted(search.left_out.items(), key=lambda one: (-one[1], one[0])))
    return Found(tuple(search.files.values()), left_out, tuple(search.problems))


def real(path: Path) -> str:
    """Return one name for a file by whatever links it is reached; a path that no file can have names itself."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def is_same_file(one: Path, other: Path) -> bool:
    """Return whether writing to one path would overwrite what the other leads to; devices and folders are not."""
    try:
        return one.samefile(other) and one.is_file()
    except (OSError, ValueError):  # one of them is not there yet
        return real(one) == real(other)


@dataclass
class _Search:
    """What a search has found so far; files and folders by their real paths, so that no link leads in a circle."""

    written: frozenset[str]
    files: dict[str, Path] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def keep(self, path: Path) -> None:
        if self.files.setdefault(real(path), path) is not path:
            self.left_out["重复列出的"] += 1

    def folder(self, top: Path) -> None:
        """Keep the documents below a folder; links are followed, each folder once."""
        before = len(self.files) + self.left_out["重复列出的"] + len(self.problems)
        waiting = [top]
        while waiting:
            path = waiting.pop()
            if path is not top and (why := self._why_not(path)):
                self.left_out[why] += 1
            elif not path.is_dir():
                self.keep(path)
            elif real(path) not in self.folders:
                self.folders.add(real(path))
                waiting += self._below(path)
            elif path is top:
                self.left_out["重复列出的"] += 1
        if len(self.files) + self.left_out["重复列出的"] + len(self.problems) == before:
            self._empty(top)

    def _why_not(self, path: Path) -> str | None:
        """Return why what stands in a folder is left out, or None where it is a folder or a document."""
        if path.name.startswith("."):
            return "隐藏的"
        if path.name.startswith(_LOCK):
            return "打开文件时的临时文件（~$）"
        if path.is_dir() or path.suffix.lower() in SUFFIXES:
            return "本次写出的" if real(path) in self.written else None
        return path.suffix.lower() or "没有后缀的"

    def _below(self, path: Path) -> list[Path]:
        """Return what stands in a folder, the first last."""
        try:
            return sorted(path.iterdir(), reverse=True)
        except OSError as error:
            why = f"无法打开（{reason(error)}），其中的文件未审查；请核对权限"
            self.problems.append(Problem(Place(str(path)), "文件夹", path.name, why))
            return []

    def _empty(self, path: Path) -> None:
        why = f"其中没有可以审查的文件（{'、'.join(SUFFIXES)}），未审查；请核对路径"
        self.problems.append(Problem(Place(str(path)), "文件夹", path.name or str(path), why))


def check_all(files: Sequence[Path], how: How, tools: Tools, tell: Tell) -> list[Checked]:
    """Check the files, and tell how far that is."""
    workers = min(how.jobs or os.cpu_count() or 1, len(files), _MOST_PROCESSES)
    if workers > 1:
        return _Crew(how, tools, workers, tell, len(files)).check(files)
    return [
        check_file(path, how, tools, _pages(f"[{number}/{len(files)}] {path.name}", tell, len(files)))
        for number, path in enumerate(files, 1)
    ]


def _pages(spot: str, tell: Tell, count: int) -> Progress:
    """Tell of a file that it is read, but not of the only one, and return what tells of its pages."""
    if count > 1:
        tell(spot)

    def progress(done: int, whole: int, unit: str = "页") -> None:
        tell(f"{spot} {done}/{whole}{unit}")

    return progress


def check_file(path: Path, how: How, tools: Tools, progress: Progress | None = None) -> Checked:
    """Check one file by a judge of its own: what a report says does not depend on the files before it."""
    own = replace(tools, judge=replaced(tools.judge))
    try:
        report, problems = check(path, how.options, own, how.answers, progress)
    except MemoryError:
        return Checked(path, None, (_failed(path, "内存不足"),))
    return Checked(path, report, tuple(problems), own.judge.compared)


def _failed(path: Path, why: str) -> Problem:
    advice = "未审查；请减少同时审查的份数（--jobs），或者只导出预算部分后再审查"
    return Problem(Place(str(path)), "文件", path.name, f"{why}，{advice}")


@dataclass
class _Crew:
    """Several processes that check files side by side."""

    how: How
    tools: Tools
    workers: int
    tell: Tell
    count: int
    done: dict[int, Checked] = field(default_factory=dict)

    def check(self, files: Sequence[Path]) -> list[Checked]:
        """Check the files. Those at work when a process dies are tried again each alone, to know which one it was."""
        waiting = deque(enumerate(files))
        while waiting:
            for number, path in self._shift(waiting, self.workers):
                if self._shift(deque([(number, path)]), 1):
                    self._keep(number, Checked(path, None, (_failed(path, "审查它的进程中途退出，可能是内存不足"),)))
        return [self.done[number] for number in range(len(files))]

    def _shift(self, waiting: deque[Numbered], workers: int) -> list[Numbered]:
        """Work until nothing waits, or a process dies: then return what was at work."""
        from concurrent.futures import FIRST_COMPLETED, wait
        from concurrent.futures.process import BrokenProcessPool

        at_work: dict[Future[tuple[Checked, str | None]], Numbered] = {}
        with _pool(workers) as pool:
            while waiting or at_work:
                try:
                    while waiting and len(at_work) < workers:
                        at_work[pool.submit(_work, waiting[0][1], self.how)] = waiting[0]
                        waiting.popleft()
                    for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                        self._keep(at_work[future][0], self._whole(*future.result()))
                        del at_work[future]
                except BrokenProcessPool:
                    return sorted(at_work.values())
        return []

    def _keep(self, number: int, one: Checked) -> None:
        self.done[number] = one
        self.tell(f"[{len(self.done)}/{self.count}]")

    def _whole(self, one: Checked, edition: str | None) -> Checked:
        """Return what a process sent with its edition, of which only the id was sent."""
        if one.report is None or edition is None:
            return one
        own = next(known for known in self.tools.catalog.editions if known.id == edition)
        return replace(one, report=replace(one.report, edition=own))


@contextmanager
def _pool(workers: int) -> "Iterator[Executor]":
    """Yield processes that start anew, as they do on every system; where the work stops short, so do they."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    others = set(active_children())
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start)
    try:
        yield pool
    except BaseException:  # Ctrl-C, or a fault of ours: what is at work is not waited for
        for child in set(active_children()) - others:
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    """Let Ctrl-C end a process at once and without a traceback, and a DataError come home whole."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    copyreg.pickle(DataError, lambda error: (DataError, (error.path, error.line, error.message)))


@cache
def _tools() -> Tools:
    """Return a process's own tools, loaded once."""
    return Tools.load()


def _work(path: Path, how: How) -> tuple[Checked, str | None]:
    """Check one file in a process of its own; of the edition its id is sent, for it holds the whole item list."""
    one = check_file(path, how, _tools())
    if one.report is None or one.report.edition is None:
        return one, None
    return replace(one, report=replace(one.report, edition=None)), one.report.edition.id
