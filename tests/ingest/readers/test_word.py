"""What is read of a .docx: automatic numbers, changes, boxes, merged and nested tables, pages, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.layout.compose import compose
from ingest.layout.printed import Grid, PrintedFile, TextParagraph
from ingest.pipeline import read_file
from ingest.readers.word import read_word
from tests.ingest.readers.office import docx_parts, p, tbl, tc, write_parts

_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def _read(tmp_path: Path, body: str, **parts: str) -> PrintedFile:
    return read_word(write_parts(tmp_path / "a.docx", docx_parts(body, **parts)))


def _texts(file: PrintedFile) -> list[str]:
    return [b.text for b in file.blocks if isinstance(b, TextParagraph)]


def _runs(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


#: What it is → the body, and the paragraphs that are read.
CASES: dict[str, tuple[str, list[str]]] = {
    "an insertion is taken": (_runs(_run("各级"), f'<w:ins w:id="1">{_run("工会")}</w:ins>'), ["各级工会"]),
    "a deletion is not": (
        _runs(_run("工会"), '<w:del w:id="1"><w:r><w:delText>旧话</w:delText></w:r></w:del>'),
        ["工会"],
    ),
    "what was moved stands where it went": (
        _runs(f"<w:moveFrom>{_run('甲')}</w:moveFrom>", _run("乙"))
        + _runs(f"<w:moveTo>{_run('甲')}</w:moveTo>"),
        ["乙", "甲"],
    ),
    "a deleted paragraph mark joins two": (
        p("前半", "<w:rPr><w:del/></w:rPr>") + p("后半"),
        ["前半后半"],
    ),
    "comments are no text": (
        _runs('<w:commentRangeStart w:id="1"/>', _run("工会"), '<w:r><w:commentReference w:id="1"/></w:r>'),
        ["工会"],
    ),
    "hidden text is none": (_runs(_run("工会"), _run("看不见", "<w:vanish/>")), ["工会"]),
    "vanish may be off": (_runs(_run("看得见", '<w:vanish w:val="0"/>')), ["看得见"]),
    "a link's words": (
        f'<w:p><w:hyperlink r:id="x" xmlns:r="r">{_run("链接")}</w:hyperlink></w:p>',
        ["链接"],
    ),
    "a field's result, not its instruction": (
        _runs(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText>DATE</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            _run("2024年3月"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            _run("印发"),
        ),
        ["2024年3月印发"],
    ),
    "a content control": (
        f"<w:sdt><w:sdtContent>{p('块')}</w:sdtContent></w:sdt>"
        + _runs(f"<w:sdt><w:sdtContent>{_run('行')}</w:sdtContent></w:sdt>"),
        ["块", "行"],
    ),
    "a list of contents is left out": (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('一、总体要求 1')}</w:sdtContent></w:sdt>" + p("正文"),
        ["正文"],
    ),
    "ruby's base": (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>gong</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>工</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r></w:p>",
        ["工"],
    ),
    "a line break stays in its paragraph": (_runs(_run("甲"), "<w:r><w:br/></w:r>", _run("乙")), ["甲\n乙"]),
    "a page break parts": (_runs(_run("甲"), _BREAK, _run("乙")), ["甲", "乙"]),
    "a hyphen and a tab": (
        _runs(_run("甲"), "<w:r><w:tab/><w:noBreakHyphen/></w:r>", _run("乙")),
        ["甲\t-乙"],
    ),
    "a footnote's mark is no text": (
        _runs(_run("工会"), '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        ["工会"],
    ),
    "empty paragraphs are none": (p("") + p(" 　 ") + p("甲"), ["甲"]),
}


@pytest.mark.parametrize("case", CASES)
def test_paragraphs(tmp_path: Path, case: str) -> None:
    body, wanted = CASES[case]
    assert _texts(_read(tmp_path, body)) == wanted


def test_pages_are_counted_and_begun(tmp_path: Path) -> None:
    body = (
        p("一页")
        + _runs(_BREAK)
        + p("二页")
        + _runs("<w:r><w:lastRenderedPageBreak/></w:r>", _run("三页"))
        + p("四页", "<w:pageBreakBefore/>")
        + _runs(_BREAK, "<w:r><w:lastRenderedPageBreak/></w:r>", _run("五页"))
        + p("尾", "<w:sectPr/>")
        + p("六页")
    )
    file = _read(tmp_path, body)
    seen = [(b.text, b.page, b.page_start) for b in file.blocks if isinstance(b, TextParagraph)]
    assert seen == [
        ("一页", 1, True),
        ("二页", 2, True),
        ("三页", 3, True),
        ("四页", 4, True),
        ("五页", 5, True),
        ("尾", 5, False),
        ("六页", 6, True),
    ]
    assert file.pages == 6


_LEVELS = """<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>"""


def _at(level: int, number: int = 7) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_automatic_numbers_are_those_that_word_prints(tmp_path: Path) -> None:
    body = "".join(p(t, _at(k)) for t, k in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1), ("庚", 3)))  # fmt: skip
    file = _read(tmp_path, body, numbering=_LEVELS)
    assert _texts(file) == ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己", "庚"]
    assert [b.listed for b in file.blocks if isinstance(b, TextParagraph)][-1]


def test_a_number_comes_from_the_style_and_may_be_taken_away(tmp_path: Path) -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>{_at(0)}<w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="自定"/><w:basedOn w:val="1"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="a"/>') + p("乙", f'<w:pStyle w:val="1"/>{_at(0, 0)}') + p("丙", '<w:pStyle w:val="1"/>')  # fmt: skip
    file = _read(tmp_path, body, numbering=_LEVELS, styles=styles)
    assert _texts(file) == ["一、甲", "乙", "二、丙"]
    assert [b.outline for b in file.blocks if isinstance(b, TextParagraph)] == [1, 1, 1]


def test_headings_by_style_without_numbers_are_sections_and_their_points_tasks(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{k}"><w:name w:val="heading {k}"/><w:pPr><w:outlineLvl w:val="{k - 1}"/></w:pPr></w:style>'
        for k in (1, 2)
    )
    one, two = '<w:pStyle w:val="1"/>', '<w:pStyle w:val="2"/>'
    body = (
        p("临江市总工会2024年工作要点")
        + p("强化思想引领", one)
        + p("加强理论武装", two)
        + p("开展宣讲不少于100场。（责任部门：宣传教育部）")
        + p("弘扬工匠精神", two)
        + p("选树“临江工匠”10名。（责任部门：经济技术部）")
    )
    (document,) = read_file(write_parts(tmp_path / "a.docx", docx_parts(body, styles=styles)))
    assert [(s.title, [c.title for c in s.children]) for s in document.sections] == [
        ("强化思想引领", ["加强理论武装", "弘扬工匠精神"])
    ]
    assert [(t.title, t.text, t.section, [u.name for u in t.rows[0].units]) for t in document.tasks] == [
        ("加强理论武装", "开展宣讲不少于100场。", ("强化思想引领",), ["宣传教育部"]),
        ("弘扬工匠精神", "选树“临江工匠”10名。", ("强化思想引领",), ["经济技术部"]),
    ]


def test_merged_cells_are_one_cell_with_its_extent(tmp_path: Path) -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = tbl(
        tc("甲", start) + tc("乙丙", wide),
        tc("", on) + tc("丁") + tc("戊", start),
        tc("", on) + tc("己") + tc("", on),
    )
    (grid,) = _read(tmp_path, body).blocks
    assert isinstance(grid, Grid)
    assert [
        (c.row, c.column, c.rows, c.columns, c.paragraphs[0].text) for c in grid.cells if not c.empty
    ] == [
        (0, 0, 3, 1, "甲"),
        (0, 1, 1, 2, "乙丙"),
        (1, 1, 1, 1, "丁"),
        (1, 2, 2, 1, "戊"),
        (2, 1, 1, 1, "己"),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = tbl(tc("序号") + tc("姓名") + tc("职务"), tc("1") + tc("周文远") + tc("主席"))
    body = tbl(
        tc("序号") + tc("工作任务") + tc("责任部门"), tc("1") + tc(p("建站30个。") + inner) + tc("组织部")
    )
    layout = compose(_read(tmp_path, body)).layout
    assert [t.columns for t in layout.tables()] == [
        ("序号", "工作任务", "责任部门"),
        ("序号", "姓名", "职务"),
    ]


def test_a_text_box_is_read_once_with_a_place_of_its_own(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{p('临江市总工会文件')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = _runs(
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice><w:drawing><x>{inside}</x></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        _run("正文"),
    )
    file = _read(tmp_path, body)
    assert [(b.text, b.location.in_words()) for b in file.blocks if isinstance(b, TextParagraph)] == [
        ("临江市总工会文件", "文本框1第1段"),
        ("正文", "第1段"),
    ]


def test_footnotes_are_kept_beside_the_text(tmp_path: Path) -> None:
    notes = f'<w:footnote w:type="separator" w:id="0">{p("—")}</w:footnote><w:footnote w:id="1">{p("注文")}</w:footnote>'
    file = _read(tmp_path, p("正文"), footnotes=notes)
    assert [(n.kind, n.text) for n in file.notes] == [("footnote", "注文")]
    assert compose(file).layout.text == "正文\n"


def test_a_file_of_printed_lines_is_joined_as_a_text_of_them_is(tmp_path: Path) -> None:
    lines = [
        "一、总体要求",
        "坚持以职工为中心，聚焦主责主业，深化改革创新，着力",
        "提升服务能力，推动全市工会工作再上新台阶，为建设现",
        "代化临江贡献力量，团结动员广大职工建功立业，用好各",
        "类阵地，把服务送到职工身边。",
        "要加强组织领导，明确责任分工，细化工作举措，定期开",
        "展督促检查，及时总结推广好经验好做法，营造全社会关",
        "心支持工会工作的良好氛围，确保各项任务落到实处。",
    ]
    texts = compose(_read(tmp_path, "".join(map(p, lines)))).layout.text.splitlines()
    assert texts == [lines[0], "".join(lines[1:5]), "".join(lines[5:])]


def test_whole_paragraphs_stay_apart(tmp_path: Path) -> None:
    names = ["市总工会办公室主任周文远", "市总工会组织部部长郑立群", "市总工会财务部部长李晓梅"]
    assert compose(_read(tmp_path, "".join(map(p, names)))).layout.text.splitlines() == names
