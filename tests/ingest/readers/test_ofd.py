"""Does an OFD file say what its text twin says? By lines and by characters, over pages, with ruled tables."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.layout.printed import Grid, PrintedFile, TextParagraph
from ingest.pipeline import read_file
from ingest.readers import ocr, read_content
from ingest.readers.ofd import read_ofd
from kg.errors import UnreadableFile
from tests.ingest.readers.make_ofd import WRITERS
from tests.ingest.readers.make_twins import SAMPLE, Block, facts, papers, structure
from tests.ingest.readers.office import write_parts

_VARIANTS = Path(__file__).parents[1] / "variants"
#: Its title is typed as two lines; printed pages set it as one title over two.
_OTHER_TITLE = "35_plan_verbs.txt"


@cache
def _twin(paper: Path) -> tuple[tuple[Block, ...], list[dict[str, Any]]]:
    return tuple(structure(paper)), facts(read_file(paper))


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("name", [paper.name for paper in papers()])
def test_all_facts_equal_the_text_twins(tmp_path: Path, name: str, layout: str) -> None:
    blocks, wanted = _twin(SAMPLE / name)
    suffix, write = WRITERS[layout]
    write(list(blocks), tmp_path / f"twin{suffix}")
    documents = read_file(tmp_path / f"twin{suffix}")
    found = facts(documents)
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        for kind, said in other.items():
            assert one[kind] == said, kind
    for document in documents:
        covered = [k for place in document.places for k in range(place.span.start, place.span.end)]
        assert covered == list(range(len(document.text)))
        assert all(place.location.page and place.location.box for place in document.places)


@pytest.mark.parametrize(
    "name",
    sorted(f.name for f in _VARIANTS.iterdir() if f.suffix in (".txt", ".md") and f.name != _OTHER_TITLE),
)
def test_papers_of_other_layouts_too(tmp_path: Path, name: str) -> None:
    blocks, wanted = _twin(_VARIANTS / name)
    for layout in ("official bold, by characters", "landscape, by lines"):
        WRITERS[layout][1](list(blocks), tmp_path / "a.ofd")
        assert facts(read_file(tmp_path / "a.ofd")) == wanted, layout


# --- pages written by hand -------------------------------------------------------------------------------

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_ROOT = f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"


def _document(pages: int = 1, common: str = "", more: str = "") -> str:
    listed = "".join(f'<ofd:Page ID="{k}" BaseLoc="Pages/{k}.xml"/>' for k in range(pages))
    return (
        f"<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}</ofd:Document>"
    )


def _page(objects: str, before: str = "") -> str:
    return f"<ofd:Page {_NS}>{before}<ofd:Content><ofd:Layer ID='1'>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def _say(text: str, x: float, y: float, code: str = 'X="0" Y="0"', more: str = "", size: float = 5.0) -> str:
    return (
        f'<ofd:TextObject ID="2" Boundary="{x} {y} 100 6" Font="1" Size="{size}" {more}>'
        f"<ofd:TextCode {code}>{text}</ofd:TextCode></ofd:TextObject>"
    )


def _parts(*pages: str, common: str = "", more: str = "", **named: str) -> dict[str, str | bytes]:
    return {
        "OFD.xml": _ROOT,
        "Doc_0/Document.xml": _document(len(pages), common, more),
        **{f"Doc_0/Pages/{k}.xml": page for k, page in enumerate(pages)},
        **{f"Doc_0/{name}.xml": inner for name, inner in named.items()},
    }


def _read(tmp_path: Path, parts: dict[str, str | bytes]) -> PrintedFile:
    return read_ofd(write_parts(tmp_path / "a.ofd", parts))


def _texts(file: PrintedFile) -> list[str]:
    return [b.text for b in file.blocks if isinstance(b, TextParagraph)]


_COMPOSITE = (
    f"<ofd:Res {_NS} BaseLoc='Res'><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID='7' Width='99' Height='9'><ofd:Content>"
    f"{_say('云州市总工会', 0, 0)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
)
#: The parts of a file → the paragraphs that are read.
DRAWN: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "distances in runs": (
        _parts(_page(_say("云州市总工会工作", 50, 40, 'X="0" Y="0" DeltaX="g 5 5 5.2 5"'))),
        ["云州市总工会工作"],
    ),
    "no distances": (_parts(_page(_say("云州市总工会", 50, 40))), ["云州市总工会"]),
    "several stretches in one object": (
        _parts(
            _page(
                '<ofd:TextObject ID="2" Boundary="50 40 100 6" Font="1" Size="5"><ofd:TextCode X="0" Y="4" DeltaX="5 5">云州市</ofd:TextCode>'
                '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>33</ofd:Glyphs></ofd:CGTransform>'
                '<ofd:TextCode X="15" DeltaX="g 2 5">总工会</ofd:TextCode></ofd:TextObject>'
            )
        ),
        ["云州市总工会"],
    ),
    "characters in any order": (
        _parts(_page("".join(_say(c, 50 + 5 * k, 40) for k, c in reversed(list(enumerate("云州市总工会")))))),
        ["云州市总工会"],
    ),
    "scaled by a matrix": (
        _parts(_page(_say("云州市总工会", 50, 40, 'X="0" Y="0" DeltaX="g 5 1"', 'CTM="5 0 0 5 0 0"', 1))),
        ["云州市总工会"],
    ),
    "printed twice to look bold": (
        _parts(_page(_say("云州市总工会", 50, 40) + _say("云州市总工会", 50.2, 40))),
        ["云州市总工会"],
    ),
    "blocks in blocks, and what is not shown": (
        _parts(
            _page(
                f"<ofd:PageBlock ID='1'><ofd:PageBlock ID='2'>{_say('云州市总工会', 50, 40)}</ofd:PageBlock></ofd:PageBlock>"
                + _say("看不见", 50, 60, more='Visible="false"')
                + _say("水印文字", 80, 90, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
            )
        ),
        ["云州市总工会"],
    ),
    "a template and a composite shape": (
        _parts(
            _page(
                '<ofd:CompositeObject ID="3" Boundary="50 60 99 9" ResourceID="7"/>',
                "<ofd:Template TemplateID='5' ZOrder='Background'/>",
            ),
            common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID='5' BaseLoc='T.xml'/>",
            PublicRes=_COMPOSITE,
            T=_page(_say("内部文件", 50, 40)),
        ),
        ["内部文件", "云州市总工会"],
    ),
    "a page turned by its drawing": (
        _parts(
            _page(
                "".join(
                    _say(t, 60 - 9 * k, 50, 'X="0" Y="0" DeltaX="g 9 5"', 'CTM="0 1 -1 0 0 0"')
                    for k, t in enumerate(("云州市总工会文件", "关于做好工作的通知"))
                )
            )
        ),
        ["云州市总工会文件", "关于做好工作的通知"],
    ),
    "radicals in place of characters": (_parts(_page(_say("⼯会⼯作", 50, 40))), ["工会工作"]),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_what_is_drawn_is_read(tmp_path: Path, kind: str) -> None:
    parts, wanted = DRAWN[kind]
    assert _texts(_read(tmp_path, parts)) == wanted


def _ruled(rows: list[list[str]], top: float) -> str:
    """A table of 40 mm columns and 10 mm rows, drawn as rectangles; "<" goes on with the cell to the left."""
    out = ""
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "<":
                continue
            wide = 40 * (
                1 + sum(1 for k in range(c + 1, len(row)) if all(x == "<" for x in row[c + 1 : k + 1]))
            )
            x, y = 30 + 40 * c, top + 10 * r
            out += (
                f'<ofd:PathObject ID="3" Boundary="{x} {y} {wide} 10" Stroke="true"><ofd:AbbreviatedData>M 0 0 L {wide} 0 L {wide} 10 L 0 10 C'
                f"</ofd:AbbreviatedData></ofd:PathObject>{_say(text, x + 2, y + 7, size=4)}"
            )
    return out


def test_a_ruled_table_over_two_pages_and_its_places(tmp_path: Path) -> None:
    head = ["序号", "进度安排", "<", "责任部门"]
    first = _ruled([head, ["", "第一季度", "第二季度", ""], ["1", "制定方案", "组织实施", "组织部"]], 230)
    second = _ruled([["2", "摸底", "验收", "财务部"]], 30)
    white = '<ofd:PathObject ID="4" Boundary="20 20 150 0" Stroke="true"><ofd:StrokeColor Value="255 255 255"/><ofd:AbbreviatedData>M 0 0 L 150 0</ofd:AbbreviatedData></ofd:PathObject>'
    file = _read(tmp_path, _parts(_page(_say("云州市总工会工作台账", 60, 40) + first), _page(white + second)))
    (grid,) = [b for b in file.blocks if isinstance(b, Grid)]
    assert [[c.paragraphs[0].text for c in grid.cells if c.row == r and c.paragraphs] for r in range(4)] == [
        ["序号", "进度安排", "责任部门"],
        ["第一季度", "第二季度"],
        ["1", "制定方案", "组织实施", "组织部"],
        ["2", "摸底", "验收", "财务部"],
    ]
    assert [(c.column, c.columns) for c in grid.cells if c.row == 0] == [(0, 1), (1, 2), (3, 1)]
    place = next(c for c in grid.cells if c.row == 3).paragraphs[0].location
    assert place.page == 2 and place.box is not None
    assert abs(place.box[0] - 32 * 72 / 25.4) < 1 and abs(place.box[3] - 37 * 72 / 25.4) < 3


def test_page_numbers_and_running_headers_are_notes(tmp_path: Path) -> None:
    pages = [
        _page(
            _say("工会工作资料", 30, 10)
            + "".join(_say(f"第{k}页的正文内容写在这里，一共有两行", 30, 40 + 9 * n) for n in range(9))
            + _say(f"— {k} —", 95, 285)
        )
        for k in (1, 2, 3)
    ]
    file = _read(tmp_path, _parts(*pages))
    assert file.pages == 3
    assert [n.text for n in file.notes if n.kind == "footer"] == ["— 1 —", "— 2 —", "— 3 —"]
    assert not any("资料" in text or "—" in text for text in _texts(file))


def test_several_documents_and_their_attachments(tmp_path: Path) -> None:
    parts = _parts(
        _page(_say("云州市总工会文件", 50, 40)),
        more="<ofd:Attachments>Attachs/A.xml</ofd:Attachments>",
    )
    parts["Doc_0/Attachs/A.xml"] = (
        f"<ofd:Attachments {_NS}><ofd:Attachment ID='1' Name='表'/></ofd:Attachments>"
    )
    parts["OFD.xml"] = _ROOT.replace(
        "</ofd:OFD>",
        "<ofd:DocBody><ofd:DocRoot>Doc_1\\Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
    )
    parts["Doc_1/Document.xml"] = _document()
    parts["Doc_1/Pages/0.xml"] = _page(_say("临江市总工会文件", 50, 40))
    file = _read(tmp_path, parts)
    assert [(b.text, b.page) for b in file.blocks if isinstance(b, TextParagraph)] == [
        ("云州市总工会文件", 1),
        ("临江市总工会文件", 2),
    ]
    assert [f.rule for f in file.findings] == ["attachment"]


def test_a_damaged_page_is_told_and_the_others_read(tmp_path: Path) -> None:
    file = _read(
        tmp_path, _parts(_page(_say("云州市总工会", 50, 40)), "<ofd:Page", _page(_say("尾页", 50, 40)))
    )
    assert _texts(file) == ["云州市总工会", "尾页"]
    (finding,) = file.findings
    assert finding.rule == "damaged-page" and "第2页" in finding.message


# --- bad files ---------------------------------------------------------------------------------------------

_GOOD = _parts(_page(_say("云州市总工会", 50, 40)))
_SCAN = '<ofd:ImageObject ID="3" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="9"/>'
BAD: dict[str, tuple[dict[str, str | bytes], str]] = {
    "no document": ({"OFD.xml": f"<ofd:OFD {_NS}/>"}, "没有文档"),
    "a document that is missing": ({"OFD.xml": _ROOT}, "缺少必要的部分"),
    "encrypted": ({**_GOOD, "Encryptions.xml": "<x/>"}, "加密"),
    "an XML bomb": (
        {**_GOOD, "OFD.xml": '<!DOCTYPE x [<!ENTITY a "工会">]><ofd:OFD>&a;</ofd:OFD>'},
        "实体",
    ),
    "a path out of the package": ({**_GOOD, "../../etc/x": "x"}, "包外"),
    "all pages damaged": (_parts("<ofd:Page", "<a"), "损坏"),
    "no words": (_parts(_page("")), "没有文字"),
    "a scan whose picture cannot be opened": (_parts(_page(_SCAN)), "没有文字层"),
    "glyphs without characters": (_parts(_page(_say("&#xE001;&#xE002;&#xE003;", 50, 40))), "没有文字层"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_with_a_reason(tmp_path: Path, kind: str) -> None:
    parts, says = BAD[kind]
    write_parts(tmp_path / "a.ofd", parts)
    with pytest.raises(UnreadableFile) as error:
        read_content(tmp_path / "a.ofd")
    assert says in error.value.message


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    data = write_parts(tmp_path / "a.ofd", _GOOD).read_bytes()
    (tmp_path / "a.ofd").write_bytes(data[:-60])
    with pytest.raises(UnreadableFile, match="截断或损坏"):
        read_content(tmp_path / "a.ofd")


_LINES = "".join(
    f'<ofd:PathObject ID="{k}" Boundary="0 0 210 297" Stroke="true"><ofd:AbbreviatedData>M {k % 200} 0 L {k % 200} 200</ofd:AbbreviatedData></ofd:PathObject>'
    for k in range(25_000)
)
_LOOP = (
    f"<ofd:Res {_NS}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID='7'><ofd:Content>"
    + '<ofd:CompositeObject ID="3" Boundary="0 0 9 9" ResourceID="7"/>' * 4
    + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
)
_TEXT = _say("云州市总工会", 50, 40)
ODD: dict[str, dict[str, str | bytes]] = {
    "a page of very many paths": _parts(_page(_TEXT + _LINES)),
    "a path without end": _parts(
        _page(
            _TEXT
            + f'<ofd:PathObject ID="1" Boundary="0 0 9 9"><ofd:AbbreviatedData>{"M 0 0 L 1 1 " * 60_000}</ofd:AbbreviatedData></ofd:PathObject>'
        )
    ),
    "a shape that holds itself": _parts(
        _page(_TEXT + '<ofd:CompositeObject ID="3" Boundary="0 0 9 9" ResourceID="7"/>'),
        common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
        R=_LOOP,
    ),
    "distances that are none": _parts(
        _page(
            _TEXT + _say("工会", 50, 60, 'X="a" Y="1e999" DeltaX="g 999999999 nan"', 'CTM="1 2" HScale="x"')
        )
    ),
    "distances without end": _parts(
        _page(_TEXT + _say("工会", 50, 60, f'X="0" Y="0" DeltaX="{"g 999999 5 " * 20_000}"'))
    ),
    "sizes that are none": _parts(_page(_TEXT + _say("工", 50, 60, size=-3) + _say("会", 50, 60, size=1e9))),
    "a page as large as a field": {
        **_GOOD,
        "Doc_0/Pages/0.xml": _page(
            _TEXT, "<ofd:Area><ofd:PhysicalBox>0 0 9e9 9e9</ofd:PhysicalBox></ofd:Area>"
        ),
    },
    "pages named twice": {
        **_GOOD,
        "Doc_0/Document.xml": _document(1).replace(
            "</ofd:Pages>", '<ofd:Page BaseLoc="Pages/0.xml"/><ofd:Page BaseLoc=""/></ofd:Pages>'
        ),
    },
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_odd_is_read_within_bounds(tmp_path: Path, kind: str) -> None:
    began = time.process_time()
    file = _read(tmp_path, ODD[kind])
    assert "云州市总工会" in "".join(_texts(file))
    assert time.process_time() - began < 20


def test_a_crowded_page_is_told(tmp_path: Path) -> None:
    file = _read(tmp_path, ODD["a page of very many paths"])
    assert "crowded-page" in {f.rule for f in file.findings}


def test_the_content_says_what_a_file_is(tmp_path: Path) -> None:
    write_parts(tmp_path / "a.docx", _GOOD)
    (document,) = read_file(tmp_path / "a.docx")
    assert document.text == "云州市总工会\n"


@pytest.mark.slow
def test_a_scanned_page_is_recognised(tmp_path: Path) -> None:
    """A page that is a picture of 24 large characters, drawn with a font of the machine."""
    pytest.importorskip("rapidocr")
    from PIL import Image, ImageDraw, ImageFont

    fonts = [
        Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
        Path("/usr/share/fonts/truetype/arphic/ukai.ttc"),
    ]
    font = next((f for f in fonts if f.exists()), None)
    if font is None:
        pytest.skip("no font for Chinese is installed")
    ocr.require()
    picture = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(picture)
    pen.text((300, 300), "云州市总工会工作要点", font=ImageFont.truetype(str(font), 64), fill="black")
    pen.text((200, 500), "新建职工书屋二十家。", font=ImageFont.truetype(str(font), 48), fill="black")
    picture.save(tmp_path / "p.png")
    resources = f"<ofd:Res {_NS} BaseLoc='Res'><ofd:MultiMedias><ofd:MultiMedia ID='9' Type='Image'><ofd:MediaFile>p.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    parts = _parts(
        _page(_SCAN), common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", DocumentRes=resources
    )
    parts["Doc_0/Res/p.png"] = (tmp_path / "p.png").read_bytes()
    file = _read(tmp_path, parts)
    assert "云州市总工会工作要点" in "".join(_texts(file))
