"""Many documents: which files of folders are checked, and that several processes say what one says."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from procure import many
from procure.answers import Answers
from procure.datafile import DataError
from procure.many import Checked, How, check_all, check_file, find
from procure.record import replace
from procure.report.json import report_json
from procure.report.text import report_text
from procure.setting import Options
from tests.check.making import Row, budget, stated, tools, write

CARS = budget(Row("车辆租赁费", "60.00"))
BREACH = budget(Row("遗属人员补助", "5.00"), said=stated("39.18", "1.00", "0", "39.18"))
ELSEWHERE = budget(Row("车辆租赁费", "60.00"), purchaser="某部")
DEADLY, FAULTY, BESIDE = "致命.txt", "错误.txt", "同时.txt"


def touch(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("甲", encoding="utf-8")
    return paths


def names(folder: Path, *paths: Path, written: tuple[Path, ...] = ()) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find(paths or (folder,), written).files]


def test_the_documents_of_a_folder_stand_in_the_order_of_their_paths(tmp_path: Path) -> None:
    touch(tmp_path, "b/2.PDF", "b/1.docx", "a.txt", "c.htm", "b.xlsx", "d/e/f/g.html", "d/z.xls")
    assert names(tmp_path) == ["a.txt", "b/1.docx", "b/2.PDF", "b.xlsx", "c.htm", "d/e/f/g.html", "d/z.xls"]


def test_what_is_left_out_is_counted_by_why(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "b.DOC", "c/d.doc", "e.pptx", "f", ".g.txt", ".h/i.txt", "~$a.docx", "汇总.xlsx")
    found = find([tmp_path, tmp_path / "a.txt"], [tmp_path / "汇总.xlsx"])
    assert [path.name for path in found.files] == ["a.txt"]
    assert list(found.left_out.items()) == [
        (".doc", 2),
        ("隐藏的", 2),
        (".pptx", 1),
        ("打开文件时的临时文件（~$）", 1),
        ("本次写出的", 1),
        ("没有后缀的", 1),
        ("重复列出的", 1),
    ]


def test_a_file_that_is_named_is_read_whatever_it_is_called_and_in_its_place(tmp_path: Path) -> None:
    last, first = touch(tmp_path, "z.txt", "a.dat")
    gone, inner = tmp_path / "没有.txt", touch(tmp_path, "m/k.txt")[0]
    assert find([last, gone, first, inner.parent]).files == (last, gone, first, inner)


def test_a_path_that_no_file_can_have_is_still_listed() -> None:
    assert find([Path("a\0b.txt")]).files == (Path("a\0b.txt"),)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_followed_once_and_lead_in_no_circle(tmp_path: Path) -> None:
    real = tmp_path / "外"
    touch(real, "b.txt")
    top = tmp_path / "顶"
    touch(top, "a.txt")
    for name, target in {
        "环": top,
        "外1": real,
        "外2": real,
        "b链.txt": real / "b.txt",
        "自.txt": top / "自.txt",
    }.items():
        (top / name).symlink_to(target)
    found = find([top])
    assert [path.relative_to(top).as_posix() for path in found.files] == ["a.txt", "b链.txt", "自.txt"]
    assert found.left_out == {"重复列出的": 1}


def test_a_folder_listed_twice_is_read_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    found = find([tmp_path, tmp_path])
    assert (len(found.files), dict(found.left_out), found.problems) == (1, {"重复列出的": 1}, ())


def test_a_folder_without_documents_is_said(tmp_path: Path) -> None:
    touch(tmp_path, "空/a.jpg", "满/b.txt")
    found = find([tmp_path / "空", tmp_path / "满"])
    assert [path.name for path in found.files] == ["b.txt"]
    assert [(one.place.file, one.field, one.found, one.consequence) for one in found.problems] == [
        (
            *(str(tmp_path / "空"), "文件夹", "空"),
            "其中没有可以审查的文件（.docx、.htm、.html、.pdf、.txt、.xls、.xlsx），未审查；请核对路径",
        )
    ]


def test_a_folder_that_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.txt", "锁/b.txt")
    below = Path.iterdir

    def listed(path: Path) -> Iterator[Path]:
        if path.name == "锁":
            raise PermissionError(13, "Permission denied")
        return below(path)

    monkeypatch.setattr(Path, "iterdir", listed)
    found = find([tmp_path])
    assert [path.name for path in found.files] == ["a.txt"]
    assert [(one.found, one.consequence) for one in found.problems] == [
        ("锁", "无法打开（没有权限），其中的文件未审查；请核对权限")
    ]
    assert [one.found for one in find([tmp_path / "锁"]).problems] == ["锁"]


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> list[Path]:
    texts = {"一.txt": CARS, "二.txt": BREACH, "三.txt": "", "四.txt": ELSEWHERE, "五.txt": CARS}
    return [write(tmp_path, text, name) for name, text in texts.items()]


def told(files: list[Path], how: How) -> tuple[list[Checked], list[str]]:
    said: list[str] = []
    return check_all(files, how, tools(), said.append), said


def written(one: Checked) -> tuple[str, object]:
    if one.report is None:
        return "", one.problems
    return report_text(one.report, one.tools(tools())), report_json(one.report, one.tools(tools()))


@pytest.mark.parametrize("options", [Options(), Options(year=2025, region="长治市")], ids=["照文件", "照选项"])
def test_several_processes_say_what_one_says(files: list[Path], options: Options) -> None:
    alone, said = told(files, How(options))
    together, counted = told(files, How(options, jobs=2))
    assert list(map(written, together)) == list(map(written, alone))
    assert together == alone
    assert [one.path for one in together] == files
    assert [bool(one.report) for one in together] == [True, True, False, True, True]
    assert said == ["[1/5] 一.txt", "[2/5] 二.txt", "[3/5] 三.txt", "[4/5] 四.txt", "[5/5] 五.txt"]
    assert counted == ["[1/5]", "[2/5]", "[3/5]", "[4/5]", "[5/5]"]


def test_what_a_report_says_does_not_depend_on_the_files_before_it(files: list[Path]) -> None:
    checked, _ = told([files[0], files[-1]], How())
    assert checked[0].compared == checked[1].compared > 0


@pytest.mark.parametrize(("processors", "jobs"), [(1, 1), (None, 1), (99, 3)])
def test_none_means_as_many_as_there_are_processors(
    processors: int | None, jobs: int, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    class Crew:
        def __init__(self, *arguments: object) -> None:
            asked.append(int(str(arguments[2])))

        def check(self, _: object) -> list[Checked]:
            return []

    monkeypatch.setattr(many, "_Crew", Crew)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    told(files[:3], How(jobs=0))
    assert asked == ([jobs] if jobs > 1 else [])


def test_the_pages_of_a_file_are_told(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*arguments: object) -> tuple[None, list[object]]:
        progress = arguments[-1]
        assert callable(progress)
        progress(12, 40)
        return None, []

    monkeypatch.setattr(many, "check", check)
    assert told(files[:2], How())[1] == ["[1/2] 一.txt", "[1/2] 一.txt 12/40页", "[2/2] 二.txt", "[2/2] 二.txt 12/40页"]
    assert told(files[:1], How())[1] == ["[1/1] 一.txt 12/40页"]


def test_a_file_that_takes_too_much_memory_is_said(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(many, "check", check)
    one = check_file(files[0], How(), tools())
    why = "内存不足，未审查；请减少同时审查的份数（--jobs），或者只导出预算部分后再审查"
    assert (one.report, [(each.found, each.consequence) for each in one.problems]) == (None, [("一.txt", why)])


def work_or_die(path: Path, how: How) -> tuple[Checked, str | None]:
    """Work as a process does, but for a faulty file, and one that kills the process beside another's work."""
    at_work = path.with_name("在审")
    if path.name == BESIDE and not at_work.exists():
        at_work.touch()
        time.sleep(60)  # it is ended long before, and tried again
    if path.name == DEADLY:
        while not at_work.exists():
            time.sleep(0.01)
        os._exit(9)
    if path.name == FAULTY:
        raise DataError("rules/x.yaml", 3, "a gap")
    return many._work(path, how)


@pytest.fixture(name="deadly")
def _deadly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_work", work_or_die)


@pytest.mark.usefixtures("deadly")
def test_a_process_that_dies_costs_its_own_file_only(files: list[Path], tmp_path: Path) -> None:
    others = [*files[:2], write(tmp_path, CARS, BESIDE), *files[2:]]
    paths = [*others[:2], write(tmp_path, CARS, DEADLY), *others[2:]]
    together, _ = told(paths, How(jobs=2))
    alone, _ = told(others, How())
    assert [one for one in together if one.path.name != DEADLY] == alone
    (lost,) = (one for one in together if one.path.name == DEADLY)
    why = "审查它的进程中途退出，可能是内存不足，未审查；请减少同时审查的份数（--jobs），或者只导出预算部分后再审查"
    assert (lost.report, [(one.place.file, one.consequence) for one in lost.problems]) == (None, [(str(paths[2]), why)])


@pytest.mark.usefixtures("deadly")
def test_a_fault_of_our_data_ends_the_run_with_its_place(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        told([write(tmp_path, CARS, FAULTY), *files], How(jobs=2))
    assert (str(raised.value), raised.value.line) == ("rules/x.yaml:3: a gap", 3)
    assert active_children() == []


def test_ctrl_c_ends_the_processes_too(files: list[Path]) -> None:
    def stop(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_all(files, How(jobs=2), tools(), stop)
    assert active_children() == []


@pytest.fixture(name="as_a_process")
def _as_a_process() -> Iterator[Callable[[], None]]:
    before = signal.getsignal(signal.SIGINT)
    yield many._start
    signal.signal(signal.SIGINT, before)


def test_a_process_sends_a_report_without_the_edition_that_everybody_has(
    files: list[Path], as_a_process: Callable[[], None]
) -> None:
    as_a_process()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    here = check_file(files[0], How(), tools())
    assert here.report is not None
    assert here.report.edition is not None
    bare = replace(here, report=replace(here.report, edition=None))
    assert many._work(files[0], How()) == (bare, here.report.edition.id)
    assert many._work(files[2], How(answers=Answers()))[1] is None
    assert many._work(files[3], How())[1] is None
