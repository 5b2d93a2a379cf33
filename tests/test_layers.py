"""The shape of the house: imports point downwards only and in no circle; files and functions stay short."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import procure

HOUSE: Final = Path(procure.__file__).parent

# From the ground up. A module imports what stands on a line above its own, or in its own package.
LAYERS: Final = (
    ("terms", "record", ""),
    ("money",),
    ("model", "datafile"),
    ("catalog", "facts", "named"),
    ("editions", "conclusions"),
    ("rulebook",),
    ("intake", "classify", "budget", "plan"),
    ("engine",),
    ("context",),
    ("determine",),
    ("expected", "findings"),
    ("agreement", "checks", "tools"),
    ("changes", "setting", "line", "item"),
    ("answers",),
    ("checked",),
    ("planned",),
    ("check",),
    ("outcome", "waivers"),
    ("many",),
    ("report",),
    ("docs",),
    ("options",),
    ("cli_say", "cli_write"),
    ("cli_check",),
    ("cli_item",),
    ("cli",),
    ("__main__",),
)
# The imports between neighbours: a budget or a plan is recognised from a document as read.
BESIDE: Final = {("budget", "intake"), ("plan", "intake")}
LONGEST_FILE: Final = 300
LONGEST_FUNCTION: Final = 50
LONG_FILES: Final = {
    "model.py": "the nouns that every stage passes on stand in one place",
    "facts.py": "every kind of fact stands beside what its sentences may name",
    "terms.py": "one list of words for all that users read",
    "report/contract.py": "the contract is read from top to bottom",
}
LONG_FUNCTIONS: Final[dict[str, str]] = {}


def modules() -> dict[str, Path]:
    """Return the modules by their names below procure: terms, engine, engine.lift."""
    files = {path.relative_to(HOUSE).with_suffix("").parts: path for path in sorted(HOUSE.rglob("*.py"))}
    return {".".join(part for part in parts if part != "__init__"): path for parts, path in files.items()}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the house that a module names in an import, wherever it stands."""
    known = modules()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: name the module in full"
            whole = (node.module or "").removeprefix("procure").lstrip(".")
            inner = [f"{whole}.{one.name}".lstrip(".") for one in node.names]
            if (node.module or "").split(".")[0] == "procure":
                yield from ([name for name in inner if name in known] or [whole])
        elif isinstance(node, ast.Import):
            yield from (one.name.removeprefix("procure.") for one in node.names if one.name.startswith("procure."))


def layer(module: str) -> int:
    top = module.partition(".")[0]
    return next(number for number, names in enumerate(LAYERS) if top in names)


def test_every_module_has_its_layer() -> None:
    named = [name for names in LAYERS for name in names]
    assert sorted(named) == sorted({module.partition(".")[0] for module in modules()})


def test_imports_point_downwards() -> None:
    wrong = []
    for module, path in modules().items():
        top = module.partition(".")[0]
        for other in imported(path):
            below = other.partition(".")[0]
            if top != below and layer(other) >= layer(module) and (top, below) not in BESIDE:
                wrong.append(f"{module} imports {other}")
    assert wrong == []


def test_no_two_modules_import_each_other_on_any_way() -> None:
    graph = {module: set(imported(path)) - {module} for module, path in modules().items()}
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from None
    assert set(order) == set(modules())


def test_files_are_short() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in files().items()}
    long = {name for name, length in lengths.items() if length > LONGEST_FILE}
    assert long == set(LONG_FILES)


def test_functions_are_short() -> None:
    long = {
        f"{name}:{node.name}"
        for name, path in files().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == set(LONG_FUNCTIONS)


def test_modules_say_what_they_are_for() -> None:
    assert [name for name, path in files().items() if not ast.get_docstring(tree(path))] == []


def files() -> dict[str, Path]:
    return {path.relative_to(HOUSE).as_posix(): path for path in modules().values()}
