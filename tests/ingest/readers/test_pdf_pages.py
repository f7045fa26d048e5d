"""Is a PDF page read in order, whole, and without what is not its text? Columns, notes, watermarks, scans, odd fonts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.layout.printed import PrintedFile, TextParagraph
from ingest.readers import scans
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_glyphs import Glyph, character
from ingest.readers.pdf_lines import TextLine, rows_of, words
from ingest.readers.pdf_margins import PageText
from kg.errors import UnreadableFile
from kg.locations import Location
from kg.model import Finding
from tests.ingest.readers.make_pdfs import BUILT_IN, FONT_FILES, LOOKS, register, write_pdf
from tests.ingest.readers.make_twins import Words

_SAID = "各级工会要聚焦主责主业，强化服务意识，扎实推进基层组织建设，不断扩大工会组织有效覆盖，把广大职工紧紧团结在党的周围。"


def _canvas(path: Path) -> Canvas:
    register(BUILT_IN)
    return Canvas(str(path), pagesize=A4)


def _lines(
    canvas: Canvas, text: str, x: float, y: float, count: int, size: float = 12, pitch: float = 20
) -> float:
    """`text` in lines of `count` characters from the height `y` down; the height below the last."""
    for k in range(0, len(text), count):
        canvas.setFont(BUILT_IN, size)
        canvas.drawString(x, y, text[k : k + count])
        y -= pitch
    return y


def _texts(file: PrintedFile) -> list[str]:
    return [b.text for b in file.blocks if isinstance(b, TextParagraph)]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [(0x5DE5, "工"), (0x2F2F, "工"), (0x2EA0, "民"), (0x3014, "〔"), (0x3000, " "), (0xE123, ""), (0xFFFD, ""), (7, ""), (0x200B, "")],
)  # fmt: skip
def test_characters(code: int, wanted: str) -> None:
    assert character(code) == wanted


@pytest.mark.parametrize(
    ("places", "wanted"),
    [
        ([("云", 0), ("州", 10), ("市", 20)], "云州市"),
        ([("组", 0), ("长", 20), ("：", 30)], "组 长："),
        ([("云", 0), ("云", 0.5), ("州", 10), ("州", 10.5)], "云州"),  # printed twice to look bold
        ([("工", 0), ("会", 18), ("文", 36), ("件", 54)], "工会文件"),  # letter-spaced
        ([("A", 0), ("B", 5), ("C", 15)], "AB C"),
        ([("1", 0), ("1", 5), ("月", 10)], "11月"),
    ],
)
def test_words_of_a_line(places: list[tuple[str, float]], wanted: str) -> None:
    glyphs = [Glyph(text, x, x + (5 if text.isascii() else 10), 100.0, 10.0) for text, x in places]
    (row,) = rows_of(glyphs)
    assert words(row) == wanted


@pytest.mark.parametrize("lower", [0, 7])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, lower: float) -> None:
    canvas = _canvas(tmp_path / "a.pdf")
    canvas.setFont(BUILT_IN, 20)
    canvas.drawCentredString(297, 780, "云州工会动态")
    for x, marks in ((60, "一二"), (320, "三四")):
        y = 740 - (lower if x > 60 else 0)
        for mark in marks:
            y = _lines(canvas, f"\u3000\u3000{mark}是{_SAID}", x, y, 18)
    canvas.save()
    wanted = ["云州工会动态", *(f"{mark}是{_SAID}" for mark in "一二三四")]
    assert _texts(read_pdf(tmp_path / "a.pdf")) == wanted


def test_what_is_the_pages_own_is_kept_beside(tmp_path: Path) -> None:
    canvas = _canvas(tmp_path / "a.pdf")
    for page in (1, 2):
        canvas.setFont(BUILT_IN, 9)
        canvas.drawString(74, 800, "云州市总工会文件汇编")
        _lines(canvas, f"\u3000\u3000{_SAID * 3}", 74, 740, 28, 16, 29)
        canvas.line(74, 150, 200, 150)
        canvas.setFont(BUILT_IN, 9)
        canvas.drawString(74, 135, "①指货车司机、网约车司机、快递员。")
        canvas.setFont(BUILT_IN, 14)
        canvas.drawCentredString(297, 50, f"- {page} -")
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.setFont(BUILT_IN, 50)
        canvas.drawCentredString(0, 0, "内部资料")
        canvas.restoreState()
        canvas.translate(40, 300)
        canvas.rotate(90)
        canvas.setFont(BUILT_IN, 10)
        canvas.drawString(0, 0, "装订线")
        canvas.showPage()
    canvas.save()
    file = read_pdf(tmp_path / "a.pdf")
    assert _texts(file) == [_SAID * 3] * 2
    assert sorted({(n.kind, n.text) for n in file.notes}) == [
        ("footer", "- 1 -"),
        ("footer", "- 2 -"),
        ("footnote", "①指货车司机、网约车司机、快递员。"),
        ("header", "云州市总工会文件汇编"),
        ("header", "装订线"),
    ]
    assert {f.rule for f in file.findings} == {"slanting-text", "aside-text"}


def test_a_list_of_contents_is_left_out(tmp_path: Path) -> None:
    canvas = _canvas(tmp_path / "a.pdf")
    canvas.setFont(BUILT_IN, 16)
    canvas.drawCentredString(297, 760, "目\u3000录")
    for k, title in enumerate(("一、总体要求", "二、重点任务", "三、工作步骤")):
        canvas.drawString(90, 720 - 30 * k, f"{title}{'…' * 14}{k + 1}")
    canvas.showPage()
    _lines(canvas, "\u3000\u3000一、总体要求", 74, 740, 28, 16, 29)
    _lines(canvas, f"\u3000\u3000{_SAID}", 74, 711, 28, 16, 29)
    canvas.save()
    assert _texts(read_pdf(tmp_path / "a.pdf")) == ["一、总体要求", _SAID]


def test_boxes_are_those_of_the_page_as_seen(tmp_path: Path) -> None:
    """The title's box lies at the top middle of the page that people see, whichever way it is turned."""
    for look, wide in (("official", 595), ("landscape", 842), ("rotated by flag", 842)):
        write_pdf([Words("云州市总工会工作要点")], tmp_path / "a.pdf", LOOKS[look])
        box = read_pdf(tmp_path / "a.pdf").blocks[0].location.box  # type: ignore[union-attr]
        assert box is not None
        left, top, right, bottom = box
        assert abs((left + right) / 2 - wide / 2) < 2
        assert 90 < top < bottom < 160
    write_pdf([Words("云州市总工会工作要点")], tmp_path / "a.pdf", LOOKS["rotated by drawing"])
    box = read_pdf(tmp_path / "a.pdf").blocks[0].location.box  # type: ignore[union-attr]
    assert box is not None
    assert abs((box[1] + box[3]) / 2 - 421) < 2  # it runs up the left side of an upright page
    assert 90 < box[0] < box[2] < 160


# --- pages without a text layer ----------------------------------------------------------------------


def _scan(path: Path) -> None:
    """A page of text, a page that is a picture, a page of text."""
    canvas = _canvas(path)
    for page in (1, 2, 3):
        if page == 2:
            canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, *A4)
        else:
            _lines(canvas, f"\u3000\u3000第{page}页，{_SAID}", 74, 740, 28, 16, 29)
        canvas.showPage()
    canvas.save()


def _recognised(_: Any, page: int, width: float, height: float) -> scans.ScannedPage:
    line = TextLine("扫描页上的一行字", page, 74, 202, 100, 16, Location(page=page, box=(74, 86, 202, 102)))
    content = PageText(page, width, height, [line])
    return scans.ScannedPage(content, (Finding("low-confidence", "第2页有不清楚的字"),))


def test_a_page_without_text_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _scan(tmp_path / "a.pdf")
    monkeypatch.setattr(scans, "read_scanned_page", _recognised)
    file = read_pdf(tmp_path / "a.pdf")
    assert _texts(file) == [f"第1页，{_SAID}", "扫描页上的一行字", f"第3页，{_SAID}"]
    assert [f.rule for f in file.findings] == ["low-confidence"]


def _refused(*_: Any) -> scans.ScannedPage:
    raise UnreadableFile("请安装 gonghui[ocr]")


def test_without_recognition_the_other_pages_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _scan(tmp_path / "a.pdf")
    monkeypatch.setattr(scans, "read_scanned_page", _refused)
    file = read_pdf(tmp_path / "a.pdf")
    assert _texts(file) == [f"第1页，{_SAID}", f"第3页，{_SAID}"]
    assert [(f.rule, f.message) for f in file.findings] == [
        ("scanned-page", "第2页没有文字层，未能读入：请安装 gonghui[ocr]")
    ]


def test_a_font_that_says_no_characters_counts_as_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path(FONT_FILES["WenQuanYi"]).exists():
        pytest.skip("the font is not installed")
    file = tmp_path / "a.pdf"
    write_pdf(
        [Words("云州市总工会工作要点"), Words(_SAID)], file, replace(LOOKS["official"], font="WenQuanYi")
    )
    file.write_bytes(file.read_bytes().replace(b"/ToUnicode", b"/ToUnicodX"))
    monkeypatch.setattr(scans, "read_scanned_page", _refused)
    with pytest.raises(UnreadableFile, match="ocr"):
        read_pdf(file)
