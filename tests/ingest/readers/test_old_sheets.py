"""Is an old workbook read as its .xlsx twin, and what is only called .xls as what it is?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlwt

from ingest.layout.printed import Grid, PrintedFile
from ingest.pipeline import read_file
from ingest.readers import read_content
from ingest.readers.old_sheets import read_old_sheets
from kg.errors import UnreadableFile
from tests.ingest.readers.make_old import WRITERS
from tests.ingest.readers.make_twins import SAMPLE, Block, facts, papers, structure

_VARIANTS = Path(__file__).parents[1] / "variants"


@cache
def _twin(paper: Path) -> tuple[tuple[Block, ...], list[dict[str, Any]]]:
    return tuple(structure(paper)), facts(read_file(paper))


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("name", [paper.name for paper in papers()])
def test_all_facts_equal_the_text_twins(tmp_path: Path, name: str, layout: str) -> None:
    blocks, wanted = _twin(SAMPLE / name)
    suffix, write = WRITERS[layout]
    write(list(blocks), tmp_path / f"twin{suffix}")
    found = facts(read_file(tmp_path / f"twin{suffix}"))
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        for kind, said in other.items():
            assert one[kind] == said, kind


@pytest.mark.parametrize("name", sorted(f.name for f in _VARIANTS.iterdir() if f.suffix in (".txt", ".md")))
def test_papers_of_other_layouts_too(tmp_path: Path, name: str) -> None:
    blocks, wanted = _twin(_VARIANTS / name)
    for layout, (suffix, write) in WRITERS.items():
        write(list(blocks), tmp_path / f"{layout}{suffix}")
        assert facts(read_file(tmp_path / f"{layout}{suffix}")) == wanted, layout


def _texts(file: object) -> dict[str, str]:
    """Cell's name → words, of the first grid."""
    assert isinstance(file, PrintedFile)
    grid = next(b for b in file.blocks if isinstance(b, Grid))
    return {c.paragraphs[0].location.cell or "": c.paragraphs[0].text for c in grid.cells}


def test_values_are_read_as_they_are_shown(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, (value, code) in enumerate(
        (
            (dt.date(2024, 1, 5), 'yyyy"年"m"月"'),
            (0.85, "0%"),
            (45357, 'yyyy"年"m"月"d"日"'),
            (13900001111, "General"),
            (1234.5, "#,##0.00"),
            (True, "General"),
            ("组织部\n财务部", "General"),
        )
    ):
        sheet.write(0, column, value, xlwt.easyxf(num_format_str=code))
    book.save(str(tmp_path / "a.xls"))
    assert list(_texts(read_content(tmp_path / "a.xls")).values()) == [
        "2024年1月", "85%", "2024年3月6日", "13900001111", "1,234.50", "TRUE", "组织部\n财务部"
    ]  # fmt: skip


def test_what_is_hidden_is_left_out_and_told(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet, hidden = book.add_sheet("表"), book.add_sheet("旧")
    hidden.write(0, 0, "旧")
    hidden.visibility = 1
    for row, words in enumerate((("标题", "暗列", "明列"), ("暗行", "暗", "暗"), ("明行", "", "值"))):
        for column, text in enumerate(words):
            sheet.write(row, column, text)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    book.save(str(tmp_path / "a.xls"))
    file = read_old_sheets(tmp_path / "a.xls")
    assert _texts(file) == {"A1": "标题", "C1": "明列", "A3": "明行", "C3": "值"}
    assert isinstance(file, PrintedFile)
    assert {f.rule for f in file.findings} == {"hidden-rows", "hidden-columns", "hidden-sheet"}


def test_lines_parted_by_tabs_are_a_table(tmp_path: Path) -> None:
    text = (
        '序号\t工作任务\t责任部门\r\n1\t"建站30个，\n办学10期。"\t组织部\r\n2\t选树工匠10名。\t经济技术部\r\n'
    )
    for encoding in ("gb18030", "utf-16", "utf-8"):
        (tmp_path / "a.xls").write_bytes(text.encode(encoding))
        (document,) = read_file(tmp_path / "a.xls")
        assert [t.number for t in document.tasks] == ["1", "2"], encoding
        assert document.places[0].location.fragment() == "table=1&cell=1,1"


_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Styles><Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>'
    '<Worksheet ss:Name="表"><Table><Column ss:Index="4" ss:Hidden="1"/><Row><Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-01-05T00:00:00.000</Data></Cell>'
    '<Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.855</Data></Cell><Cell><Data ss:Type="String">暗列</Data></Cell></Row>'
    '<Row ss:Hidden="1"><Cell><Data ss:Type="String">暗行</Data></Cell></Row>'
    '<Row ss:Index="5"><Cell ss:MergeAcross="2"><Data ss:Type="String"><B xmlns="http://www.w3.org/TR/REC-html40">粗</B>字</Data></Cell></Row>'
    "</Table></Worksheet></Workbook>"
)


def test_the_xml_of_2003(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(_XML, encoding="utf-8")
    file = read_content(tmp_path / "a.xls")
    assert _texts(file) == {"A1": "2024年1月", "C1": "85.50%", "A5": "粗字"}
    assert isinstance(file, PrintedFile)
    assert {f.rule for f in file.findings} == {"hidden-rows", "hidden-columns"}


def _book_bytes(tmp_path: Path) -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "云州市总工会")
    book.save(str(tmp_path / "good.xls"))
    return (tmp_path / "good.xls").read_bytes()


#: What is done to a good file → part of the reason.
BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "truncated": (lambda data: data[:1500], "损坏"),
    "cut early": (lambda data: data[:600], ""),
    "directory gone": (lambda data: data[:512] + bytes(2048), "损坏"),
    "text without Chinese": (lambda data: b"a\tb\n", ""),
    "entities": (
        lambda data: _XML.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "工">]><Workbook', 1).encode(),
        "实体",
    ),
    "XML cut": (lambda data: _XML[:-40].encode(), "不是完整的 XML"),
    "no words": (lambda data: (_XML[: _XML.index("<Worksheet")] + "</Workbook>").encode(), "没有文字"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_files_are_refused_with_a_reason(tmp_path: Path, kind: str) -> None:
    change, says = BAD[kind]
    (tmp_path / "a.xls").write_bytes(change(_book_bytes(tmp_path)))
    with pytest.raises(UnreadableFile) as error:
        read_content(tmp_path / "a.xls")
    assert error.value.message and says in error.value.message
