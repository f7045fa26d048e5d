"""Does a bad PDF fail alone, by name, at little cost? Damaged, locked, swelling and made-up files."""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.layout.printed import PrintedFile
from ingest.readers import check_readable, read_content
from ingest.readers.pdf import read_pdf
from kg.errors import UnreadableFile
from tests.ingest.readers.make_pdfs import BUILT_IN, register

_SAYS = b"BT /F1 12 Tf 72 700 Td (union work) Tj ET "


def _stream(inner: bytes, data: bytes) -> bytes:
    return b"<<" + inner + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


def _write(path: Path, objects: Sequence[bytes]) -> Path:
    out, places = b"%PDF-1.5\n", []
    for k, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % k + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(out + end % (len(objects) + 1, table, len(objects) + 1, len(out)))
    return path


def _page(
    path: Path,
    content: bytes,
    *,
    box: bytes = b"0 0 595 842",
    packed: bytes = b"",
    forms: Sequence[bytes] = (),
) -> Path:
    """One page; `forms` are objects 6, 7, …, the first of them is /X0 of the page."""
    resources = b"<</Font<</F1 5 0 R>>/XObject<</X0 6 0 R>>>>"
    return _write(
        path,
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources%s>>" % (box, resources),
            _stream(packed, content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *forms,
        ],
    )


def _form(content: bytes, names: Sequence[int] = ()) -> bytes:
    """A form that knows the objects `names` as /X0, /X1, …"""
    known = b"".join(b"/X%d %d 0 R" % pair for pair in enumerate(names))
    resources = b"/Resources<</Font<</F1 5 0 R>>/XObject<<%s>>>>" % known
    return _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources, content)


def _locked(path: Path, password: str) -> Path:
    register(BUILT_IN)
    canvas = Canvas(
        str(path), pagesize=A4, encrypt=StandardEncryption(password, ownerPassword="其他", strength=128)
    )
    canvas.setFont(BUILT_IN, 16)
    canvas.drawString(74, 700, "云州市总工会工作要点")
    canvas.save()
    return path


def _text(file: PrintedFile) -> str:
    return "".join(getattr(block, "text", "") for block in file.blocks)


def test_a_locked_file_is_refused_and_one_without_a_password_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="解除密码"):
        read_pdf(_locked(tmp_path / "a.pdf", "1234"))
    assert _text(read_pdf(_locked(tmp_path / "b.pdf", ""))) == "云州市总工会工作要点"


_GOOD = b"%PDF-1.5\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空的"),
        (_GOOD, "损坏"),
        (_GOOD + bytes(range(256)) * 40, "损坏"),
        (b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF", "损坏"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "坏.pdf"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match=why) as caught:
        read_pdf(file)
    assert "坏.pdf" in str(caught.value)


def test_a_cut_file_is_refused_or_read(tmp_path: Path) -> None:
    whole = _page(tmp_path / "a.pdf", _SAYS).read_bytes()
    for cut in range(20, len(whole), 61):
        (tmp_path / "b.pdf").write_bytes(whole[:cut])
        try:
            assert _text(read_pdf(tmp_path / "b.pdf")) == "union work"
        except UnreadableFile as error:
            assert "PDF" in error.message


def test_pages_that_hold_themselves(tmp_path: Path) -> None:
    file = _write(
        tmp_path / "a.pdf", [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"]
    )
    with pytest.raises(UnreadableFile):
        read_pdf(file)


def test_bombs_are_refused(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * 1_000_000) for _ in range(200)) + packer.flush()
    for layers, data in ((1, once), (2, zlib.compress(once, 9))):
        file = _page(tmp_path / "a.pdf", data, packed=b"/Filter[%s]" % (b"/FlateDecode" * layers))
        with pytest.raises(UnreadableFile, match="压缩炸弹"):
            read_pdf(file)


def test_forms_that_multiply_are_refused(tmp_path: Path) -> None:
    tenfold = [_form(b"/X0 Do " * 10, [7 + k]) for k in range(9)]
    circle = [_form(b" ".join(b"/X%d Do" % j for j in range(8)), range(6, 14)) for _ in range(8)]
    for forms in ([*tenfold, _form(_SAYS)], circle):
        with pytest.raises(UnreadableFile, match="嵌套"):
            read_pdf(_page(tmp_path / "a.pdf", b"/X0 Do", forms=forms))


def test_text_in_forms_is_read(tmp_path: Path) -> None:
    inner = [_form(b"q 1 0 0 1 9 9 cm /X0 Do Q", [7]), _form(_SAYS)]
    assert _text(read_pdf(_page(tmp_path / "a.pdf", b"/X0 Do", forms=inner))) == "union work"
    itself = [_form(_SAYS + b"/X0 Do", [6])]
    assert "union work" in _text(read_pdf(_page(tmp_path / "b.pdf", b"/X0 Do", forms=itself)))


def test_a_page_of_a_hundred_thousand_paths(tmp_path: Path) -> None:
    rules = b" ".join(
        b"%d %d m %d %d l S" % (k % 500, k % 700, k % 500 + 20, k % 700) for k in range(100_000)
    )
    begun = time.process_time()
    file = read_pdf(_page(tmp_path / "a.pdf", _SAYS + rules))
    assert _text(file) == "union work"
    assert [f.rule for f in file.findings] == ["crowded-page"]
    assert time.process_time() - begun < 30


@pytest.mark.parametrize("box", [b"0 0 0 0", b"0 0 1e9 1e9", b"0 0 -5 3", b"9 9 9 9"])
def test_absurd_pages(tmp_path: Path, box: bytes) -> None:
    try:
        assert _text(read_pdf(_page(tmp_path / "a.pdf", _SAYS, box=box))) == "union work"
    except UnreadableFile as error:
        assert "PDF" in error.message


def test_operators_without_end(tmp_path: Path) -> None:
    assert _text(read_pdf(_page(tmp_path / "a.pdf", b"q " * 100_000 + _SAYS))) == "union work"


def test_content_says_what_it_is(tmp_path: Path) -> None:
    """A PDF called .docx is read as what it is; a .pdf that is none is refused."""
    whole = _page(tmp_path / "a.pdf", _SAYS).read_bytes()
    (tmp_path / "b.docx").write_bytes(whole)
    content = read_content(tmp_path / "b.docx")
    assert isinstance(content, PrintedFile)
    assert _text(content) == "union work"
    (tmp_path / "c.pdf").write_text("云州市总工会工作要点", encoding="utf-8")
    check_readable(tmp_path / "c.pdf")
    with pytest.raises(UnreadableFile, match="纯文本"):
        read_content(tmp_path / "c.pdf")


@pytest.mark.slow
def test_two_thousand_pages(tmp_path: Path) -> None:
    register(BUILT_IN)
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for page in range(2000):
        canvas.setFont(BUILT_IN, 16)
        canvas.drawString(106, 720, f"第{page + 1}项任务，开展职工活动。")
        canvas.drawCentredString(297, 50, f"— {page + 1} —")
        canvas.showPage()
    canvas.save()
    begun = time.process_time()
    file = read_pdf(tmp_path / "a.pdf")
    assert (file.pages, len(file.blocks), len(file.notes)) == (2000, 2000, 2000)
    assert time.process_time() - begun < 120
