"""Does a scanned paper say what its text twin says, within the stated error, and lead back to where it stands?

Few pages: recognition takes seconds a page. `make_scans` holds the papers of the sample; these are made up here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ingest.layout.printed import Grid, PrintedFile, TextParagraph
from ingest.pipeline import read_file, read_printed
from ingest.readers import ocr
from ingest.readers.images import read_images
from kg import locations
from kg.locations import DOUBTFUL
from kg.model import Document, squeeze
from tests.ingest.readers.make_scans import FONTS, WEAR, Set, clean, render, scans, write_tiff
from tests.ingest.readers.make_twins import Block, Ruled, Words, word_ruled

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not ocr.available(), reason="needs the [ocr] extra"),
    pytest.mark.skipif(not FONTS[0].is_file(), reason="needs the Debian package fonts-noto-cjk"),
]

#: A notice with its ledger: a red head, a seal over the date, two levels of headings, merged cells, an empty one.
PAPER: tuple[Block, ...] = (
    Words("云州市总工会文件"),
    Words("云工发〔2024〕17号"),
    Words("关于印发《云州市总工会2024年重点工作台账》的通知"),
    Words("各县（区）总工会，市直各产业工会："),
    Words("现将《云州市总工会2024年重点工作台账》印发给你们，请各责任部门对照任务逐项抓好落实，每季度末月20日前报送进展情况。"),
    Words("云州市总工会"),
    Words("2024年3月8日"),
    Words("云州市总工会2024年重点工作台账", turned=True),
    Ruled(
        ("序号", "类别", "工作任务", "进度安排/上半年", "进度安排/下半年", "责任部门"),
        (
            ("1", "思想引领", "组建职工宣讲团，深入企业班组宣讲60场。", "完成宣讲25场。", "完成宣讲35场。", "宣教部"),
            ("2", None, "开展“云州工匠”选树活动，命名工匠12名。", "制定评选办法。", "召开命名大会。", "经济部、宣教部"),
            ("3", "权益维护", "开展集体协商集中要约行动，建会企业协议签订率达到88%。", "发出要约书。", "", "权益保障部"),
            ("4", None, "建成户外劳动者服务站点30个。", "完成选址。", "全部投用。", "市职工服务中心"),
        ),
    ),
)  # fmt: skip
#: The least F1 of tasks and departments, and the most errors of all signs.
BOUNDS = {"clean 200": (0.97, 0.01), "skewed 150": (0.90, 0.03)}


@cache
def _twin() -> tuple[Document, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "twin.docx"
        word_ruled(list(PAPER), path)
        return read_file(path)


@cache
def _scan(wear: str) -> tuple[PrintedFile, tuple[Document, ...]]:
    dpi = WEAR[wear][0]
    pages = scans(PAPER, wear, seed=3, how=Set(dpi=dpi, seal=True))
    with TemporaryDirectory() as folder:
        file = read_images(write_tiff(pages, Path(folder) / "scan.tif", dpi))
    return file, read_printed(file, "scan.tif")


def _f1(found: Iterable[Any], wanted: Iterable[Any]) -> float:
    a, b = Counter(found), Counter(wanted)
    return 2 * (a & b).total() / (a.total() + b.total())


def _tasks(documents: Iterable[Document]) -> list[str]:
    return [t.text for d in documents for t in d.tasks]


def _units(documents: Iterable[Document]) -> list[tuple[str, str]]:
    return [(t.text, u.name) for d in documents for t in d.tasks for r in t.rows for u in r.units]


def _errors(found: str, wanted: str) -> float:
    """Edit distance over the length."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(found, wanted) / len(wanted)


@pytest.mark.parametrize("wear", BOUNDS)
def test_facts_are_the_twins_within_the_error(wear: str) -> None:
    (_, found), wanted = _scan(wear), _twin()
    least, most = BOUNDS[wear]
    assert len(_tasks(wanted)) == 4
    assert len(_units(wanted)) == 5
    assert _f1(_tasks(found), _tasks(wanted)) >= least
    assert _f1(_units(found), _units(wanted)) >= least
    assert _errors(squeeze("".join(d.text for d in found)), squeeze("".join(d.text for d in wanted))) <= most


def test_head_number_title_and_date_of_a_sealed_page() -> None:
    _, documents = _scan("clean 200")
    head = documents[0]
    assert head.text.startswith("云州市总工会文件\n")  # red ink, read once
    assert head.doc_number is not None and head.doc_number.text == "云工发〔2024〕17号"
    assert head.date == "2024-03-08"  # under the seal
    assert "办公室" not in head.text  # the seal's own words


def test_page_numbers_are_notes() -> None:
    file, _ = _scan("clean 200")
    assert [n.kind for n in file.notes] == ["footer", "footer"]
    assert file.pages == 2


@pytest.mark.parametrize("wear", BOUNDS)
def test_every_word_has_its_place_and_confidence(wear: str) -> None:
    _, documents = _scan(wear)
    for document in documents:
        for task in document.tasks:
            (place, *_) = locations.where(document.places, task.span)
            assert place.page == 2 and place.box is not None
            sure = locations.confidence(document.places, task.span)
            assert sure is not None and 0.5 < sure <= 1
        assert locations.read(locations.written(document.places)) == document.places
        said = {f.span for f in document.findings if f.rule == "low-confidence"}
        unsure = {p.span for p in document.places if (p.location.confidence or 1) < DOUBTFUL}
        assert said == unsure


# --- how a page lies -----------------------------------------------------------------------------------

_LINES = ("云州市总工会办公室", "关于做好2024年春节前送温暖工作的通知", "各县（区）总工会，市直各产业工会：")


def _small(turn: int = 0) -> Image.Image:
    page = render([Words(line) for line in _LINES], Set(dpi=150, page_numbers=False))[0]
    strip = clean(page.crop((0, 120, page.width, 620)), 5)
    return strip.rotate(turn, expand=True)


def _read(page: Image.Image, dpi: int = 150) -> list[TextParagraph]:
    from ingest.readers.scans import pages_together, read_scanned_page

    scanned = read_scanned_page(
        np.asarray(page, dtype=np.uint8), 1, page.width * 72 / dpi, page.height * 72 / dpi
    )
    return [b for b in pages_together([scanned.content])[0] if isinstance(b, TextParagraph)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 4, -7])
def test_a_page_is_read_however_it_lies(turn: int) -> None:
    page = _small(turn) if turn % 90 == 0 else _small().rotate(turn, expand=True, fillcolor="white")
    found = _read(page)
    assert "".join(p.text for p in found) == "".join(_LINES)
    first = found[0].location.box
    assert first is not None
    left, top, right, bottom = (v * 150 / 72 for v in first)
    ink = np.asarray(page.convert("L")) < 128
    inside = ink[round(top) : round(bottom) + 1, round(left) : round(right) + 1]
    assert inside.mean() > 0.05  # the box on the page as it lies holds the words
    assert (right - left > bottom - top) == (turn % 180 not in (90,))


def test_a_fax_with_uneven_dots() -> None:
    from ingest.readers.scans import pages_together, read_scanned_page

    page = _small()
    size = page.width * 72 / 150, page.height * 72 / 150
    flat = np.asarray(page.resize((page.width, page.height * 7 // 10)).convert("L"), dtype=np.uint8)
    scanned = read_scanned_page(flat, 1, *size)
    found = [b for b in pages_together([scanned.content])[0] if isinstance(b, TextParagraph)]
    assert "".join(p.text for p in found) == "".join(_LINES)
    box = found[-1].location.box
    even = _read(page)[-1].location.box
    assert box is not None and even is not None
    assert box == pytest.approx(even, abs=3)


def test_a_photograph_of_a_sheet() -> None:
    pages = scans([Words(line) for line in _LINES], "photographed", seed=2)
    assert "".join(p.text for p in _read(pages[0], 200)).startswith("".join(_LINES))


def test_what_cannot_be_read_surely_is_said() -> None:
    page = render(
        [Words("云州市总工会"), Words("临江县总工会送温暖慰问名册")], Set(dpi=150, page_numbers=False)
    )[0]
    strip = page.crop((300, 180, 960, 400))
    blurred = strip.filter(ImageFilter.GaussianBlur(4.2))
    found = read_printed(PrintedFile(tuple(_read(blurred))), "x")
    doubts = [f for d in found for f in d.findings if f.rule == "low-confidence"]
    places = [p for d in found for p in d.places]
    assert any(p.location.confidence is not None and p.location.confidence < DOUBTFUL for p in places)
    assert doubts and all(f.span is not None and "第1页" in f.message for f in doubts)


def test_an_empty_page_has_nothing() -> None:
    assert _read(clean(Image.new("RGB", (620, 877), "white"), 1), 75) == []


def test_blanks_between_columns_of_names_stay() -> None:
    page = Image.new("RGB", (1240, 200), "white")
    font = ImageFont.truetype(str(FONTS[0]), 34, index=2)
    ImageDraw.Draw(page).text((60, 80), "组长：贺远山　市总工会主席", font=font, fill="black")
    (line,) = _read(page)
    assert line.text == "组长：贺远山 市总工会主席"


def test_the_short_end_of_a_paragraph_stays_with_it() -> None:
    """Its few signs tell their size badly; twelve ways to end."""
    ends = (
        "一。",
        "底）",
        "总办。",
        "3人。",
        "12家。",
        "一二。",
        "工。",
        "）。",
        "口口。",
        "30%。",
        "的。",
        "市总。",
    )
    room = "各单位要把职工群众的急难愁盼放在心上抓实抓细抓到位稳步推进年内"
    words = [Words("各县（区）总工会："), *(Words(room[:26] + room[:28] + end) for end in ends)]
    page = clean(render(words, Set(dpi=110, page_numbers=False))[0], 4)
    found = _read(page, 110)
    assert [squeeze(p.text)[-4:] for p in found[1:]] == [squeeze(w.text)[-4:] for w in words[1 : len(found)]]


def test_what_was_set_right_is_said() -> None:
    from ingest.readers.scans import set_right

    read = [ocr.Reading(text, (0.9,) * len(text)) for text in ("各产业工会:", "一", "一", "年度計划")]
    texts, findings = set_right(read, 3, {2})
    assert [r.text for r in texts] == ["各产业工会：", "一", "—", "年度计划"]
    assert [len(r.text) for r in texts] == [len(r.sure) for r in texts]
    (finding,) = findings
    assert finding.rule == "ocr-repaired" and "第3页" in finding.message and "3处" in finding.message
    assert set_right(read[1:2], 3) == (read[1:2], ())


def test_merged_cells_and_headings_of_two_levels() -> None:
    file, _ = _scan("skewed 150")
    (grid,) = [b for b in file.blocks if isinstance(b, Grid)]
    extents = {
        "".join(p.text for p in c.paragraphs).replace("\n", ""): (c.row, c.column, c.rows, c.columns)
        for c in grid.cells
    }
    assert extents["序号"] == (0, 0, 2, 1)
    assert extents["进度安排"] == (0, 3, 1, 2)
    assert extents["下半年"] == (1, 4, 1, 1)
    assert extents["思想引领"] == (2, 1, 2, 1)
    assert extents["权益维护"] == (4, 1, 2, 1)
