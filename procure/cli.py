"""The commands. Each reads its options, calls one function and prints; no logic here, and the only clock."""

import sys
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from procure import __version__
from procure.cli_check import Wanted, run_check
from procure.cli_item import Named, run_item
from procure.cli_say import refuse
from procure.datafile import DataError
from procure.editions import load_catalog
from procure.engine.errors import EngineDifference, EngineError
from procure.line import Line, LineError, judge_line
from procure.options import Day, FailOn, Format, Method, OutFormat, PurchaserKind, YesNo, term
from procure.rulebook import load_rules
from procure.setting import Options
from procure.terms import Answer, Category, Level, Status
from procure.tools import Tools

app = typer.Typer(
    name="procure",
    help="政府采购预算审查：哪些采购适用政府采购法、用什么组织形式和方式、依据哪一条，预算漏编了什么。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # its tables cut Chinese off
    pretty_exceptions_enable=False,
)


@app.command("check")
def check_command(
    files: Annotated[list[Path], typer.Argument(help="部门预算、采购计划或者采购意向文件，或者放着它们的文件夹")],
    region: Annotated[str | None, typer.Option(help="地区名称或者代码，代替文件里识别的")] = None,
    level: Annotated[Level | None, term(Level, "预算级次")] = None,
    on: Day = None,
    year: Annotated[int | None, typer.Option(min=1990, max=2100, help="预算年度")] = None,
    output_format: OutFormat = Format.TEXT,
    output: Annotated[Path | None, typer.Option(help="写入文件，默认打印")] = None,
    fail_on: Annotated[FailOn, typer.Option(help="从哪一级起退出码为 1")] = FailOn.RED_FLAG,
    everything: Annotated[bool, typer.Option("--all", help="列出全部结论和待核实事项")] = False,
    questions: Annotated[Path | None, typer.Option(help="把待核实事项写成可填的 CSV")] = None,
    answers: Annotated[Path | None, typer.Option(help="读回填好的待核实事项")] = None,
    summary: Annotated[Path | None, typer.Option(help="把各文件的结论汇总成 .xlsx，一份一行")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="同时审查几份，0 为处理器的个数")] = 1,
    budget: Annotated[Path | None, typer.Option(help="对照的部门预算：审查采购计划时核对合计和预算项目")] = None,
    columns: Annotated[str, typer.Option(help="计划的列名对应，如 预算控制数=预算金额,采购事由=备注")] = "",
    waivers: Annotated[Path | None, typer.Option(help="豁免清单（.yaml、.xlsx 或者 .csv）")] = None,
    write: Annotated[
        list[Path] | None,
        typer.Option(help="另写一份，按后缀：.xlsx 原表标注、.docx 整改清单、.html、.sarif、.csv、.json"),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="在原工作簿里标注，原件另存备份")] = False,
    baseline: Annotated[
        Path | None, typer.Option(help="上次的 JSON 报告：列出新增、消失、不变的结论，退出码只看新增的")
    ] = None,
) -> None:
    """审查部门预算、采购计划和采购意向：判定每项采购，核对预算，列出应编未编、不合规定和待核实的。"""
    wanted = Wanted(
        paths=tuple(files),
        options=Options(region, level, on.date() if on else None, year, _columns(columns), budget),
        output_format=output_format,
        output=output,
        fail_on=fail_on,
        everything=everything,
        questions=questions,
        answers=answers,
        jobs=jobs,
        summary=summary,
        baseline=baseline,
        waivers=waivers,
        write=tuple(write or ()),
        in_place=in_place,
        day=on.date() if on else _today(),
    )
    raise typer.Exit(run_check(wanted))


def _columns(text: str) -> tuple[tuple[str, str], ...]:
    from procure.plan.columns import ColumnsError, pairs

    try:
        return pairs(text) if text else ()
    except ColumnsError as error:
        refuse(f"--columns：{error}")


@app.command("line")
def line_command(
    category: Annotated[Category, term(Category, "类别")],
    amount: Annotated[str, typer.Option(help="金额，写明元或者万元，如 29.9999万")],
    level: Annotated[Level, term(Level, "预算级次")],
    item: Annotated[str | None, typer.Option(help="品目编码（2022年），如 A02010105")] = None,
    in_catalogue: Annotated[YesNo | None, term(YesNo, "是否集中采购目录内")] = None,
    works_related: Annotated[YesNo | None, term(YesNo, "是否构成工程或者为工程所需")] = None,
    new_building: Annotated[YesNo | None, term(YesNo, "是否与新建、改建、扩建相关")] = None,
    mandatory_project: Annotated[YesNo | None, term(YesNo, "是否必须招标的工程建设项目")] = None,
    batch_total: Annotated[str | None, typer.Option(help="本项与同类采购的合计金额")] = None,
    method: Annotated[Method | None, term(Method, "拟采用的采购方式")] = None,
    purchaser_kind: Annotated[PurchaserKind | None, term(PurchaserKind, "采购人性质")] = None,
    imported: Annotated[bool, typer.Option("--import", help="采购进口产品")] = False,
    region: Annotated[str | None, typer.Option(help="地区名称或者代码，默认最新一版目录的地区")] = None,
    on: Day = None,
    output_format: OutFormat = Format.TEXT,
) -> None:
    """判定一项采购：组织形式、采购方式、依据，还缺什么事实。"""
    facts = {"works_related": works_related, "new_building": new_building, "mandatory_project": mandatory_project}
    stated = {name: value.value for name, value in facts.items() if value} | ({"imported": "yes"} if imported else {})
    line = Line(
        category=category,
        amount=amount,
        level=level,
        item=item,
        in_catalogue=Answer(in_catalogue.value) if in_catalogue else None,
        batch_total=batch_total,
        method=method.value if method else None,
        purchaser_kind=purchaser_kind.value if purchaser_kind else None,
        stated=stated,
        region=region,
    )
    _line(line, on.date() if on else _today(), output_format)


def _line(line: Line, day: date, output_format: Format) -> None:
    tools = Tools.load()
    try:
        determination, findings = judge_line(line, day, tools)
    except LineError as error:
        refuse(str(error))
    if output_format is Format.JSON:
        from procure.report.parts import line_json, write

        text = write([line_json(determination, findings, tools)])
    else:
        from procure.report.line import line_text

        text = line_text(determination, findings, tools)
    typer.echo(text, nl=False)
    raise typer.Exit(2 if determination.status is Status.NOT_JUDGED else 0)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@app.command("item")
def item_command(
    names: Annotated[list[str] | None, typer.Argument(help="项目或者采购的名称；不写则从标准输入逐行读")] = None,
    note: Annotated[str, typer.Option(help="采购需求概况；标准输入里写在名称后面，用制表符隔开")] = "",
    region: Annotated[str | None, typer.Option(help="地区名称或者代码，默认最新一版目录的地区")] = None,
    on: Day = None,
    output_format: OutFormat = Format.TEXT,
) -> None:
    """名称买的是什么：性质、类别、品目、是否目录内，根据哪些词，还可能是什么。"""
    catalog = load_catalog()
    place = catalog.region_named(region or catalog.editions[-1].region)
    if place is None:
        refuse(f"“{region}”不是已收录的地区名称或者代码")
    run_item(Named(tuple(names or ()), note, place.code, on.date() if on else _today(), output_format))


@app.command("rule")
def rule_command(code: Annotated[str, typer.Argument(help="规则编号，如 ORG100")]) -> None:
    """显示一条规则：为什么、每一行的条件和结论、依据、举例。"""
    from procure.docs import rule_page

    rulebook = load_rules(load_catalog())
    try:
        table = rulebook[code.upper()]
    except KeyError:
        refuse(f"没有编号为 {code} 的规则；用 procure rules 列出全部")
    typer.echo(rule_page(table, load_catalog()), nl=False)


@app.command("rules")
def rules_command() -> None:
    """列出全部规则。"""
    from procure.docs import rules_table

    typer.echo(rules_table(load_rules(load_catalog())), nl=False)


@app.command("catalog")
def catalog_command(
    words: Annotated[list[str] | None, typer.Argument(help="名称或编码的一部分；item 编码 显示一个品目")] = None,
) -> None:
    """显示已收录的集中采购目录及限额；按名称或编码查品目；item 编码 显示一个品目。"""
    from procure.docs import catalog_page

    text = catalog_page(words or [], load_catalog())
    if text is None:
        refuse(f"没有找到“{' '.join(words or [])}”")
    typer.echo(text, nl=False)


@app.command("template")
def template_command(
    file: Annotated[Path, typer.Argument(help="写到哪个文件（.xlsx）")],
    level: Annotated[Level, term(Level, "预算级次")],
    region: Annotated[str | None, typer.Option(help="地区名称或者代码，默认最新一版目录的地区")] = None,
    on: Day = None,
    force: Annotated[bool, typer.Option("--force", help="文件已经存在的，覆盖它")] = False,
) -> None:
    """写出空白的采购计划：列表可选，附集中采购目录、品目、限额和填写说明。"""
    from procure.report.template import template

    catalog, day = load_catalog(), on.date() if on else _today()
    place = catalog.region_named(region or catalog.editions[-1].region)
    if place is None:
        refuse(f"“{region}”不是已收录的地区名称或者代码")
    edition = catalog.edition(place.code, day)
    if edition is None:
        refuse(f"{day} 没有已收录的{place.name}集中采购目录及限额在施行")
    _write_new(file, template(catalog, edition, level), force=force)


def _write_new(file: Path, content: bytes, *, force: bool) -> None:
    """Write a workbook; what is there already stays unless it may be written over."""
    from procure.intake.files import reason

    if file.suffix.lower() != ".xlsx":
        refuse(f"{file} 不是 .xlsx 文件，空白计划只写成 .xlsx")
    try:
        with file.open("wb" if force else "xb") as stream:
            stream.write(content)
    except FileExistsError:
        refuse(f"{file} 已经存在，没有写入；要覆盖请加 --force")
    except OSError as error:
        refuse(f"{file} 无法写入：{reason(error)}")
    typer.echo(f"已写入 {file}")


@app.command("schema")
def schema_command() -> None:
    """打印 JSON 报告的结构（JSON Schema）。"""
    from procure.report.json import schema
    from procure.report.parts import write

    typer.echo(write([schema()]), nl=False)


@app.callback(invoke_without_command=True)
def version_callback(
    version: Annotated[bool, typer.Option("--version", help="版本")] = False,
) -> None:
    """政府采购预算审查。"""
    if version:
        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """Run the command line; faults of our own data or engines end in one line and exit code 2, never in a traceback."""
    _print_everything()
    try:
        app()
    except DataError as error:
        typer.echo(f"data error: {error}", err=True)
        sys.exit(2)
    except EngineDifference as error:
        typer.echo(f"两个判定引擎的结论不一致，已停止：{error}", err=True)
        sys.exit(2)
    except EngineError as error:
        typer.echo(f"判定引擎没有给出结论，已停止：{error}", err=True)
        sys.exit(2)


def _print_everything() -> None:
    """Print a question mark for what an encoding does not have, as GBK has no −, instead of nothing at all."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
