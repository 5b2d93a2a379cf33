import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from procure.intake import read
from procure.intake.docx import read_docx
from procure.intake.files import UnreadableError
from procure.intake.word_numbers import Numbers

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES: Final = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def relations(**targets: str) -> str:
    entries = "".join(
        f'<Relationship Id="{kind}" Type="{KINDS}/{kind}" Target="{to}"/>' for kind, to in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{entries}</Relationships>'


def word(body: str, *, styles: str = "", numbering: str = "", **parts: str) -> bytes:
    """Return a Word document of the given body."""
    files = {
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": relations(styles="styles.xml", numbering="/word/numbering.xml"),
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        **parts,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(inner: str, properties: str = "") -> str:
    content = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(inner: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<w:') else par(inner)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in read_docx(word(body, **parts))]


def rows(body: str) -> list[tuple[tuple[str, ...], list[int]]]:
    return [(line.cells, sorted(line.merged)) for line in read_docx(word(body))]


def physical(data: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Yield block, row, column and text of every cell of the body's tables, found apart from the reader."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root: Any = etree.fromstring(archive.read("word/document.xml"))
    blocks = [child for child in root[0] if child.tag in {f"{{{W}}}p", f"{{{W}}}tbl"}]
    for at, block in enumerate(blocks, 1):
        for line, tr in enumerate(block.findall(f"{{{W}}}tr"), 1):
            column = 1
            for tc in tr.findall(f"{{{W}}}tc"):
                yield at, line, column, "".join(tc.itertext())
                span = tc.find(f"{{{W}}}tcPr/{{{W}}}gridSpan")
                column += 1 if span is None else int(span.get(f"{{{W}}}val"))


SPAN2: Final = '<w:gridSpan w:val="2"/>'
RESTART: Final = '<w:vMerge w:val="restart"/>'
GOES_ON: Final = "<w:vMerge/>"


def test_a_document_of_the_library_is_read_with_headers_and_footers_left_out() -> None:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "水印"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_heading("第一部分 概况", 1)
    grid = document.add_table(rows=2, cols=3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "100.00"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "金额"
    grid.cell(1, 2).text = "乙"
    buffer = io.BytesIO()
    document.save(buffer)
    lines = read_docx(buffer.getvalue())
    assert [(line.number, line.text, line.where and line.where.paragraph, line.opens) for line in lines] == [
        (1, "第一部分 概况", 1, False),
        (2, "100.00\t金额\t", 2, True),
        (3, "\t\t乙", 2, False),
    ]
    assert [sorted(line.merged) for line in lines] == [[], [2], [0]]


def test_a_place_reads_back_its_value(tmp_path: Path) -> None:
    body = (
        par("收支表") + par("") + par("单位：元")
        + table(
            row(cell("项目", SPAN2), cell("金额", RESTART), cell("备注")),
            row(cell("甲"), cell("乙"), cell("", GOES_ON), cell("无")),
            row(cell("丙", SPAN2), cell("5.00"), cell("丁")),
        )
    )  # fmt: skip
    path = tmp_path / "预算.docx"
    path.write_bytes(word(body))
    document, problems = read(path)
    assert document is not None
    assert not problems
    (found,) = document.tables
    places = [found.place(line, at) for line in found.rows for at, text in enumerate(line.cells) if text]
    stands = {(at, line, column): text for at, line, column, text in physical(word(body)) if text}
    assert {(place.paragraph, place.row, place.column): place.text for place in places} == stands
    assert (found.title, [place.spot for place in places][-1]) == ("收支表", "第4段")


def test_a_merged_amount_appears_once_and_every_row_is_full() -> None:
    body = table(
        row(cell("甲", RESTART), cell("1.00", f"{SPAN2}{RESTART}")),
        row(cell("藏", GOES_ON), cell("", f'{SPAN2}<w:vMerge w:val="continue"/>')),
        row(cell("乙"), cell("2"), cell("3")),
        row(cell("丙"), properties='<w:gridAfter w:val="2"/>'),
        row(cell("丁"), properties='<w:gridBefore w:val="2"/>'),
    )
    assert rows(body) == [
        (("甲", "1.00", ""), [2]),
        (("", "", ""), [0, 1, 2]),
        (("乙", "2", "3"), []),
        (("丙", "", ""), []),
        (("", "", "丁"), []),
    ]


def test_a_merge_that_nothing_above_begins_is_a_cell() -> None:
    body = table(row(cell("a"), cell("b", RESTART)), row(cell("c", GOES_ON), cell("d", f"{SPAN2}{GOES_ON}")))
    assert rows(body) == [(("a", "b"), []), (("c", "d"), [])]


def test_a_row_has_as_many_cells_as_the_grid_of_its_table() -> None:
    body = table(row(cell("a"), cell("b", SPAN2)), row(cell("c"), cell("d")))
    assert rows(body.replace("<w:tblGrid/>", f"<w:tblGrid>{'<w:gridCol/>' * 3}</w:tblGrid>")) == [
        (("a", "b", ""), [2]),
        (("c", "d", ""), []),
    ]


def test_a_table_whose_only_cell_spans_its_grid_is_a_frame() -> None:
    body = table(row(cell(par("甲") + par("乙"), SPAN2)), row(cell("丙", SPAN2)))
    assert rows(body) == [((), []), ((), []), ((), [])]


def test_cells_merged_the_old_way_are_covered() -> None:
    body = table(row(cell("a", '<w:hMerge w:val="restart"/>'), cell("a", "<w:hMerge/>")), row(cell("b"), cell("c")))
    assert rows(body) == [(("a", ""), [1]), (("b", "c"), [])]


def test_lines_of_a_cell_are_joined_and_tabs_are_blanks() -> None:
    first = par("<w:r><w:t>项目</w:t><w:br/><w:t>名称</w:t></w:r>") + par("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>")
    assert rows(table(row(cell(first), cell(par("12") + par("34"))))) == [(("项目名称 a b", "12 / 34"), [])]


def test_a_table_in_a_cell_follows_as_a_table_of_its_own() -> None:
    inner = table(row(cell("1"), cell("2"), cell("3")))
    body = table(row(cell("甲"), cell(par("乙") + inner + par("丙"))), row(cell("丁"), cell("戊"))) + par("后")
    lines = read_docx(word(body))
    assert [(line.text, line.opens, line.where and line.where.paragraph) for line in lines] == [
        ("甲\t乙丙", True, 1),
        ("丁\t戊", False, 1),
        ("1\t2\t3", True, 1),
        ("后", False, 2),
    ]


def test_a_table_of_one_column_is_a_frame_around_running_text() -> None:
    inner = table(row(cell("a"), cell("b")))
    assert texts(table(row(cell(par("题一") + inner + par("题二") + inner)))) == ["题一", "a\tb", "题二", "a\tb"]


def test_tables_may_be_nested_as_deep_as_a_tree_may() -> None:
    body = par("x")
    for _ in range(80):
        body = table(row(cell(body)))
    assert texts(body) == ["x"]


def test_inserted_text_stays_and_deleted_text_goes() -> None:
    body = (
        par(f"{run('甲')}<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText><w:t>丙</w:t></w:r></w:del>"
            f"<w:moveTo>{run('丁')}</w:moveTo><w:moveFrom>{run('戊')}</w:moveFrom>")
        + par("前半", "<w:rPr><w:del/></w:rPr>") + par("后半")
        + table(
            row(cell("a"), cell("b"), cell("x", "<w:cellDel/>")),
            row(cell("c"), cell("d"), properties="<w:del/>"),
            row(cell("e"), cell("f"), properties="<w:ins/>"),
            row(cell("g"), cell("h"), properties="<w:hidden/>"),
        )
        + par("尾", "<w:rPr><w:vanish/></w:rPr>")
        + table(row(cell("i"), cell("j")))
        + par("末", "<w:rPr><w:moveFrom/></w:rPr>")
    )  # fmt: skip
    assert texts(body) == ["甲乙丁", "前半后半", "a\tb", "e\tf", "尾", "i\tj", "末"]


def test_content_controls_links_and_the_like_are_seen_through() -> None:
    control = f"<w:sdt><w:sdtPr><w:tab/></w:sdtPr><w:sdtContent>{par('一')}</w:sdtContent></w:sdt>"
    inline = (
        f"<w:hyperlink>{run('二')}</w:hyperlink><w:smartTag><w:smartTagPr/>{run('三')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run('四')}</w:sdtContent></w:sdt><m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>"
        f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>"
    )
    held = f"<w:sdt><w:sdtContent>{cell('a')}</w:sdtContent></w:sdt>"
    held = f"<w:sdt><w:sdtContent>{row(held, cell('b'))}"
    body = control + par(inline) + f"<w:tbl>{held}</w:sdtContent></w:sdt></w:tbl>"
    lines = read_docx(word(body))
    assert [(line.text, line.where and line.where.paragraph) for line in lines] == [
        ("一", 1),
        ("二三四5拼", 2),
        ("a\tb", 3),
    ]


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_of_a_field_the_result_is_read_and_not_its_instruction() -> None:
    inner = f"{mark('begin')}{run('PAGE')}{mark('separate')}{run('9')}{mark('end')}"
    body = par(
        f"{run('见')}{mark('begin')}<w:r><w:instrText>REF x</w:instrText></w:r>{inner}{mark('separate')}{run('表3')}"
        f"{mark('end')}{run('。')}<w:fldSimple w:instr='DATE'>{run('今日')}</w:fldSimple>{mark('begin')}{mark('end')}"
    )
    assert texts(body) == ["见表3。今日"]


def test_a_field_that_never_ends_or_never_begins_swallows_nothing() -> None:
    assert texts(par(f"{mark('end')}{mark('separate')}{mark('begin')}{run('甲')}") + par("乙")) == ["甲", "乙"]


def test_breaks_tabs_hyphens_and_symbols() -> None:
    signs = (
        "<w:t>一</w:t><w:br/><w:t>二\n</w:t><w:tab/><w:t>3</w:t><w:noBreakHyphen/><w:t>4</w:t><w:softHyphen/><w:cr/>"
    )
    ticks = "".join(
        f'<w:sym w:font="{font}" w:char="{char}"/>'
        for font, char in (
            ("Wingdings", "F0FE"),
            ("Wingdings 2", "00A3"),
            ("宋体", "2460"),
            ("X", "zz"),
            ("X", "12345"),
        )
    )
    own = '<w:sym w:font="Symbol" w:char="F061"/>'
    tabs = '<w:tabs><w:tab w:val="left"/></w:tabs>'
    assert texts(par(f"<w:r>{signs}{ticks}{own}</w:r>", tabs)) == ["一", "二 \t3-4", "☑□①\uf061"]


def test_hidden_text_is_no_content() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:basedOn w:val="q"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="q"><w:basedOn w:val="p"/><w:rPr><w:vanish w:val="1"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="r"><w:basedOn w:val="r"/></w:style>'
    )
    hidden = '<w:pStyle w:val="p"/>'
    body = (
        par(run("甲") + run("乙", "<w:vanish/>") + run("丙", '<w:rStyle w:val="h"/>'))
        + par(run("丁") + run("戊", '<w:vanish w:val="0"/>'), hidden)
        + par(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t><w:txbxContent>{par('框')}</w:txbxContent></w:r>")
        + par(run("己", '<w:rStyle w:val="none"/>'), '<w:pStyle w:val="r"/>')
    )
    assert texts(body, styles=styles) == ["甲", "戊", "己"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{par('框中')}{table(row(cell('a'), cell('b')))}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Choice Requires='x'>{run('又')}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    lines = read_docx(word(par("前") + par(f"{run('锚')}{shape}")))
    assert [(line.text, line.where and line.where.paragraph) for line in lines] == [
        ("前", 1),
        ("锚", 2),
        ("框中", 2),
        ("a\tb", 2),
    ]


def test_what_only_another_program_draws_stays_where_there_is_no_choice() -> None:
    fallback = f"<w:r><mc:AlternateContent><mc:Fallback>{run('甲')}</mc:Fallback></mc:AlternateContent></w:r>"
    assert texts(par(fallback)) == ["甲"]


def test_lines_of_the_contents_are_left_out_by_their_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="toc heading"/></w:style>'
    )
    line = '<w:pStyle w:val="10"/>'
    body = par("目录", '<w:pStyle w:val="a"/>') + par(f"{run('一、概况')}<w:r><w:tab/></w:r>{run('3')}", line)
    assert texts(body + par("正文误用", line), styles=styles) == ["目录", "正文误用"]


def level(at: int, kind: str, text: str, more: str = "") -> str:
    form = f'<w:numFmt w:val="{kind}"/>'
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{form}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, override: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'
    )


def item(text: str, at: int = 0, list_id: int = 1) -> str:
    return par(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_numbers_that_word_prints_are_part_of_the_text() -> None:
    numbering = lists(
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
    )
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("丁", 2) + item("戊") + item("己", 1) + item("庚", 0, 0)
    assert texts(body, numbering=numbering) == ["一、甲", "（一）乙", "（二）丙", "1. 丁", "二、戊", "（一）己", "庚"]


def test_a_list_may_start_anew_and_a_style_may_be_numbered() -> None:
    override = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        f'<w:lvlOverride w:ilvl="1">{level(1, "decimal", "(%2)")}</w:lvlOverride>'
    )
    numbering = lists(
        level(0, "decimal", "%1、"),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="h2"/><w:lvlRestart w:val="0"/>'),
        override=override,
    )
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="d"/>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h3"><w:basedOn w:val="h2"/></w:style>'
    )
    second, third = (f'<w:pStyle w:val="{name}"/>' for name in ("h2", "h3"))
    none = '<w:numPr><w:ilvl w:val="0"/></w:numPr>'
    body = item("甲") + par("乙", second) + item("丙", 0, 2) + item("丁", 0, 2) + item("戊", 1, 2) + par("己", third)
    assert texts(body + par("庚", second + none) + par("辛", none), styles=styles, numbering=numbering) == [
        "1、甲",
        "1.1 乙",
        "5、丙",
        "6、丁",
        "(1) 戊",
        "6.2 己",
        "7、庚",
        "辛",
    ]


def test_a_list_may_take_its_levels_from_another() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="s"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="s"/>{level(0, "decimal", "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    )
    assert texts(item("甲") + item("乙", 0, 2), numbering=numbering) == ["1、甲", "乙"]


def label(kind: str, at: int, text: str = "%1", more: str = "") -> str:
    numbering = etree.fromstring(f"<w:numbering {SPACES}>{lists(level(0, kind, text, more))}</w:numbering>")
    counter = Numbers(numbering)
    return [counter.next("1", 0, "") for _ in range(at)][-1]


@pytest.mark.parametrize(
    ("kind", "at", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 19, "十九"),
        ("chineseCounting", 20, "二十"),
        ("taiwaneseCountingThousand", 101, "一百零一"),
        ("japaneseCounting", 110, "一百一十"),
        ("chineseCountingThousand", 10_000, ""),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"),
        ("ideographTraditional", 11, ""),
        ("decimalZero", 3, "03 "),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("lowerLetter", 28, "bb "),
        ("upperLetter", 3, "C "),
        ("lowerRoman", 14, "xiv "),
        ("upperRoman", 39, "XXXIX "),
        ("upperRoman", 40, ""),
        ("lowerLetter", 300, ""),
        ("bullet", 1, ""),
        ("klingon", 1, ""),
    ],
)
def test_numbers_are_written_as_word_writes_them(kind: str, at: int, text: str) -> None:
    assert label(kind, at) == text


def test_numbers_of_odd_levels() -> None:
    assert label("chineseCounting", 12, more="<w:isLgl/>") == "12 "
    assert label("decimal", 1, "第%1章") == "第1章"
    assert label("none", 1, "附：") == "附："
    assert label("decimal", 1, "%1.%3") == ""
    assert label("chineseCounting", 1, more='<w:start w:val="7"/>') == "一"
    levels = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1)"/></w:lvl><w:lvl w:ilvl="x"><w:lvlText w:val="%1、"/></w:lvl>'
    counter = Numbers(etree.fromstring(f"<w:numbering {SPACES}>{lists(levels)}</w:numbering>"))
    assert [counter.next("1", 3, ""), counter.next("1", 0, ""), Numbers(None).next("1", 0, "")] == ["", "0、", ""]


def test_a_zero_may_be_counted_in_chinese() -> None:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="0"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1"/></w:lvl>'
    counter = Numbers(etree.fromstring(f"<w:numbering {SPACES}>{lists(levels)}</w:numbering>"))
    assert [counter.next("1", 0, "") for _ in range(2)] == ["零", "一"]


def test_a_level_may_restart_only_below_another() -> None:
    numbering = lists(
        level(0, "decimal", "%1、"),
        level(1, "decimal", "%2、"),
        level(2, "decimal", "%3、", '<w:lvlRestart w:val="1"/>'),
    )
    body = item("a") + item("b", 1) + item("c", 2) + item("d", 1) + item("e", 2) + item("f") + item("g", 2)
    assert texts(body, numbering=numbering) == ["1、a", "1、b", "1、c", "2、d", "2、e", "2、f", "1、g"]


def test_a_document_without_styles_and_numbers_in_the_strict_form_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", document)
    assert [line.text for line in read_docx(buffer.getvalue())] == ["甲"]


def test_the_main_part_may_have_another_name() -> None:
    parts = {
        "_rels/.rels": relations(officeDocument="/word/document2.xml"),
        "word/document2.xml": f"<w:document {SPACES}><w:body>{par('乙')}</w:body></w:document>",
    }
    assert texts(par("甲"), **parts) == ["乙"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (word(""), "没有文字的 Word 文件"),
        (word("", **{"word/document.xml": f"<w:document {SPACES}/>"}), "损坏的 Word 文件"),
        (word("", **{"word/document.xml": "<w:document"}), "损坏的 Word 文件"),
        (word("", **{"word/styles.xml": ""}), "损坏的 Word 文件"),
        (word("<w:sdt>" * 300 + "</w:sdt>" * 300), "损坏的 Word 文件"),
        (word("", **{"_rels/.rels": relations(officeDocument="none.xml")}), "损坏的 Word 文件"),
        (word("<w:altChunk/>"), "嵌入其他文件的 Word 文件"),
        (word("", **{"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "部件“word/document.xml”"),
        (word(table(row(cell("a", '<w:gridSpan w:val="99999"/>')))), "跨列的表格"),
        (word(par("甲"))[:-40], "损坏的压缩包格式文件"),
    ],
    ids=["empty", "bodyless", "cut", "styles", "deep", "no part", "altChunk", "entity", "wide", "zip"],
)
def test_a_document_that_cannot_be_read_ends_with_a_sentence(data: bytes, found: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_docx(data)
    assert caught.value.found == found
    assert "未审查" in caught.value.consequence


def test_a_part_whose_checksum_is_wrong_is_damaged() -> None:
    data = bytearray(word(par("甲")))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/_rels"))
    data[at + 16] ^= 1
    with pytest.raises(UnreadableError, match="损坏的 Word 文件"):
        read_docx(bytes(data))
