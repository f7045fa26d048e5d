"""Does a web page say what its text twin says, and nothing that the site says around it?"""

from __future__ import annotations

import quopri
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.layout.printed import Grid, TextParagraph
from ingest.pipeline import read_file
from ingest.readers import read_content
from ingest.readers.html import read_html
from ingest.readers.html_about import about_page, is_about, is_furniture, is_own_date
from ingest.readers.html_source import MOST_BYTES, is_page
from kg.errors import UnreadableFile
from kg.model import Document
from tests.ingest.readers.make_html import WRITERS
from tests.ingest.readers.make_twins import SAMPLE, Block, facts, papers, structure

_VARIANTS = Path(__file__).parents[1] / "variants"


@cache
def _twin(name: str) -> tuple[tuple[Block, ...], list[dict[str, Any]]]:
    paper = SAMPLE / name if (SAMPLE / name).exists() else _VARIANTS / name
    return tuple(structure(paper)), facts(read_file(paper))


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("name", [paper.name for paper in papers()])
def test_all_facts_equal_the_text_twins(tmp_path: Path, name: str, layout: str) -> None:
    blocks, wanted = _twin(name)
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


@pytest.mark.parametrize("name", sorted(f.name for f in _VARIANTS.iterdir() if f.suffix in (".txt", ".md")))
def test_papers_of_other_layouts_too(tmp_path: Path, name: str) -> None:
    blocks, wanted = _twin(name)
    for layout, (suffix, write) in WRITERS.items():
        write(list(blocks), tmp_path / f"{layout}{suffix}")
        assert facts(read_file(tmp_path / f"{layout}{suffix}")) == wanted, layout


# --- what is the paper ---------------------------------------------------------------------------------

_BODY = (
    "<p>各县（市、区）总工会：</p><p>　　为做好2024年工会工作，现就有关事项通知如下。</p><h2>一、加强组织建设</h2>"
    "<p>　　1. 新建企业工会100家。（责任单位：组织部）</p><p>　　2. 建设站点30个。（责任单位：权益保障部）</p>"
)
_TEXT = (
    "各县（市、区）总工会：\n为做好2024年工会工作，现就有关事项通知如下。\n一、加强组织建设\n"
    "1. 新建企业工会100家。（责任单位：组织部）\n2. 建设站点30个。（责任单位：权益保障部）\n"
)
_TITLE = "临江市总工会关于做好2024年工会工作的通知"
_SIGNED = "<p align=right>临江市总工会</p><p align=right>2024年3月5日</p>"
_SIGNED_TEXT = "临江市总工会\n2024年3月5日\n"


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


_RECORD = (
    "<table><tr><td>索引号：</td><td>A001-2024-003</td><td>主题分类：</td><td>工会</td></tr><tr><td>发文机关：</td><td>临江市总工会</td>"
    "<td>发文字号：</td><td>临工发〔2024〕3号</td></tr><tr><td>成文日期：</td><td>2024年03月05日</td><td>发布日期：</td><td>2024年03月06日</td></tr></table>"
)
#: A page → the canonical text of its paper.
PAGES: dict[str, tuple[str, str]] = {
    "the title beside the paper's part, site furniture by tag": (
        _page(
            f"<header><div class=logo>临江市总工会</div><nav><a href=/>首页</a></nav></header><main><h1>{_TITLE}</h1>{_BODY}{_SIGNED}</main>"
            "<aside><p>这一段文字写在边栏里，不是正文。</p></aside><footer>版权所有 临江市总工会 临ICP备1号</footer>"
        ),
        f"{_TITLE}\n{_TEXT}{_SIGNED_TEXT}",
    ),
    "the title in <title> only, with the site's name": (
        _page(f"<div id=zoom>{_BODY}{_SIGNED}</div>", f"<title>{_TITLE}_通知公告_临江市总工会网</title>"),
        f"{_TITLE}\n{_TEXT}{_SIGNED_TEXT}",
    ),
    "a web title in other words than the paper's own": (
        _page(
            f"<h1>临江市总工会印发今年重点工作安排</h1><div class=TRS_Editor><p>临江市总工会<br>关于做好2024年工会工作的通知</p>{_BODY}{_SIGNED}</div>",
            "<title>临江市总工会印发今年重点工作安排</title>",
        ),
        f"临江市总工会\n关于做好2024年工会工作的通知\n{_TEXT}{_SIGNED_TEXT}",
    ),
    "a published date where the paper has none": (
        _page(
            f"<h1>{_TITLE}</h1><p>来源：市总办公室　发布时间：2024-03-05 09:30　浏览次数：33　字体：大 中 小</p>{_BODY}"
        ),
        f"{_TITLE}\n发布日期：2024-03-05\n{_TEXT}",
    ),
    "a published date beside the paper's own": (
        _page(f"<h1>{_TITLE}</h1><p>发布时间：2024-03-08</p>{_BODY}{_SIGNED}"),
        f"{_TITLE}\n{_TEXT}{_SIGNED_TEXT}",
    ),
    "a published date in the head": (
        _page(
            f"<h1>{_TITLE}</h1>{_BODY}",
            '<meta name="PubDate" content="2024-03-05 10:00"><meta name="ContentSource" content="市总">',
        ),
        f"{_TITLE}\n发布日期：2024-03-05\n{_TEXT}",
    ),
    "a record of the 信息公开目录 above": (
        _page(f"{_RECORD}<h1>{_TITLE}</h1><div class=content>{_BODY}</div>"),
        f"{_TITLE}\n发文字号：临工发〔2024〕3号\n成文日期：2024年03月05日\n{_TEXT}",
    ),
    "paragraphs as <div>": (
        _page(
            f"<div><div>{_TITLE}</div>" + "".join(f"<div>{t}</div>" for t in _TEXT.splitlines()) + "</div>"
        ),
        f"{_TITLE}\n{_TEXT}",
    ),
    "paragraphs parted by empty lines": (
        _page(f"<center><b>{_TITLE}</b></center><br><br>" + "<br><br>".join(_TEXT.splitlines())),
        f"{_TITLE}\n{_TEXT}",
    ),
    "a public account's article": (
        _page(
            f'<div class="rich_media"><h1>{_TITLE}</h1><div><span>原创</span></div><div id="js_content"><section><section>{_BODY}</section></section></div>'
            "<div>阅读 100</div><div>点赞</div></div>",
            "<title>微信公众平台</title>",
        ),
        f"{_TITLE}\n{_TEXT}",
    ),
    "hidden, commented, scripted words": (
        _page(
            f"<h1>{_TITLE}</h1>{_BODY}<p hidden>藏一</p><p style='DISPLAY: none'>藏二</p><p class=x>藏三</p><!--藏四--><script>藏五</script>"
            "<template>藏六</template><p><del>藏七</del></p>",
            "<style>.x,.y{color:red;display:none}</style>",
        ),
        f"{_TITLE}\n{_TEXT}",
    ),
    "numbered lists": (
        _page(
            f"<h1>{_TITLE}</h1><ol start=3><li>新建工会。</li><li>发展会员。</li></ol><ol><li>一、已有编号</li></ol><ul><li>点一</li></ul>"
        ),
        f"{_TITLE}\n3.新建工会。\n4.发展会员。\n一、已有编号\n点一\n",
    ),
    "a short paper over a long foot": (
        _page(
            f"<ul class=topMenu><li><a href=1>首页</a></li></ul><div class=bt>{_TITLE}</div><div>发布时间：2024-03-02 10:00:00 点击：<span></span>次</div>"
            f"<div><p>　　请准时参加。</p>{_SIGNED}</div><div class=wrap-foot><div>版权所有：临江市总工会 承办：临江市总工会网络工作部</div>"
            "<div>地址：临江市人民路1号 邮编：000000 电话：0000-0000000</div><div>临ICP备00000000号 临公网安备 00000000000000号</div></div>"
        ),
        f"{_TITLE}\n请准时参加。\n{_SIGNED_TEXT}",
    ),
    "headings by rank, the title in the paper's own header": (
        _page(
            f"<main><article><header><h1>{_TITLE}</h1><div><time>2024-02-01</time> <span>来源：市总</span></div></header>"
            f"<section><h2>一、加强组织建设</h2><p>&emsp;&emsp;新建工会30家。</p></section></article></main>"
        ),
        f"{_TITLE}\n发布日期：2024-02-01\n一、加强组织建设\n新建工会30家。\n",
    ),
    "a furniture class that holds the paper": (
        _page(f"<h1>{_TITLE}</h1><div class=footer>{_BODY}</div>"),
        f"{_TITLE}\n{_TEXT}",
    ),
    "words that look like the site's inside a sentence": (
        _page(f"<h1>{_TITLE}</h1><p>　　来源：于实践，发展于基层。</p><p>　　加强网站地图等栏目建设。</p>"),
        f"{_TITLE}\n来源：于实践，发展于基层。\n加强网站地图等栏目建设。\n",
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_the_paper_is_read_and_the_site_is_not(tmp_path: Path, kind: str) -> None:
    html, wanted = PAGES[kind]
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    (document,) = read_file(tmp_path / "a.html")
    assert document.text == wanted


def _read(tmp_path: Path, html: str) -> Document:
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    (document,) = read_file(tmp_path / "a.html")
    return document


def test_the_published_date_dates_a_paper_without_one_and_quotes_its_text(tmp_path: Path) -> None:
    undated = _read(tmp_path, PAGES["a published date where the paper has none"][0])
    assert undated.date == "2024-03-05" and undated.issued_on is not None
    assert undated.issued_on.span.of(undated.text) == "2024-03-05"
    own = _read(tmp_path, PAGES["a published date beside the paper's own"][0])
    assert own.date == "2024-03-05" and "03-08" not in own.text
    file = read_html(tmp_path / "a.html")
    assert [note.text for note in file.notes] == ["发布时间：2024-03-08"]


def test_tables_with_merged_cells_and_two_levels_of_headings(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        _page(
            "<h3>临江市总工会2024年工作台账</h3><table><thead><tr><th rowspan=2>序号<th rowspan=2>工作任务<th colspan=2>进度安排"
            "<th rowspan=2>责任部门</tr><tr><th>第一季度<th>第二季度</tr></thead><tr><td>1<td>新建企业工会100家<td>50家<td>100家"
            "<td rowspan=0>组织部<br>办公室</tr><tr><td>2<td>发展会员<b>5000</b>人<td colspan=2>持续推进</tr></table>"
        ),
    )
    assert [
        (
            t.number,
            t.text,
            [u.name for r in t.rows for u in r.units],
            [s.quarter for r in t.rows for s in r.steps],
        )
        for t in document.tasks
    ] == [
        ("1", "新建企业工会100家", ["组织部", "办公室"], ["Q1", "Q2"]),
        ("2", "发展会员5000人", ["组织部", "办公室"], ["Q1", "Q2"]),
    ]
    assert {p.location.fragment() for p in document.places if p.span.of(document.text).startswith("组织部")} == {
        "table=1&cell=3,5&para=1"
    }  # fmt: skip


def test_what_is_linked_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        _page(f"<h1>{_TITLE}</h1>{_BODY}<p>附件：<a href='/a/1.docx'>1.任务分解表</a></p>"), encoding="utf-8"
    )
    file = read_html(tmp_path / "a.html")
    (finding,) = file.findings
    assert finding.rule == "linked-files" and "1.任务分解表" in finding.message
    assert any(isinstance(b, TextParagraph) and b.text == "附件：1.任务分解表" for b in file.blocks)


def test_what_word_hides_and_numbers(tmp_path: Path) -> None:
    html = (
        "<html><head><meta name=Generator content='Microsoft Word 15'></head><body><div class=WordSection1><p class=MsoNormal>"
        "<![if !supportLists]><span>一、<span style='font:7.0pt'>&nbsp;</span></span><![endif]>加强组\n织建设<a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a>"
        "<o:p></o:p></p><p>正文一段。</p><br style='page-break-before:always'><p>第二页。</p></div>"
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote'><p>[1] 脚注的话</p></div></div></body></html>"
    )
    (tmp_path / "a.htm").write_text(html, encoding="utf-8")
    file = read_html(tmp_path / "a.htm")
    assert [(b.text.replace("\u00a0", ""), b.page) for b in file.blocks if isinstance(b, TextParagraph)] == [
        ("一、加强组织建设", 1), ("正文一段。", 1), ("第二页。", 2)
    ]  # fmt: skip
    assert [(n.kind, n.text) for n in file.notes] == [("footnote", "[1] 脚注的话")]


#: A squeezed line → whether it is the site's own.
FURNITURE = {
    "上一篇：青岭县总工会召开会议": True,
    "下一条:没有了": True,
    "【打印本页】【关闭窗口】": True,
    "分享到：微信微博QQ空间": True,
    "您当前的位置：首页>信息公开>正文": True,
    "首页>工作动态>正文": True,
    "版权所有：临江市总工会临ICP备1号": True,
    "扫一扫在手机打开当前页": True,
    "相关链接": True,
    "[大中小]": True,
    "一、加强组织建设": False,
    "上一年度工作总结": False,
    "打印店、快递站点纳入服务范围": False,
    "主办单位：临江市总工会": False,
    "分享到位、落实到人。": False,
    "2024年3月5日": False,
}


@pytest.mark.parametrize("line", FURNITURE)
def test_lines_of_the_site(line: str) -> None:
    assert is_furniture(line) is FURNITURE[line]


#: A squeezed line near the top → whether it says where the page comes from.
ABOUT = {
    "来源：市总办公室发布时间：2024-03-0509:30": True,
    "发布日期：2024年3月5日浏览次数：33": True,
    "时间：2024-03-05": True,
    "2024-03-0510:10来源：本站": True,
    "责任编辑：某某": True,
    "时间：3月5日上午9：00，地点：市工人文化宫": False,
    "2024年3月5日": False,
    "联系人：某某": False,
    "来源：于实践，发展于基层。": False,
}


@pytest.mark.parametrize("line", ABOUT)
def test_lines_about_the_page(line: str) -> None:
    assert is_about(line, True) is ABOUT[line]


#: <title> → the title that is made of it.
TITLES = {
    f"{_TITLE}_通知公告_临江市总工会": _TITLE,
    f"{_TITLE} - 临江工会网": _TITLE,
    f"临江市总工会 | {_TITLE}": _TITLE,
    "临江市总工会2021-2025年工作规划": "临江市总工会2021-2025年工作规划",
    "凝心聚力启新程——临江市总工会2024年工作总结-临江市总工会": "凝心聚力启新程——临江市总工会2024年工作总结",
    "临江市总工会": None,
    "通知公告-临江市人民政府门户网站": None,
    "文章详情页面": None,
    "Untitled Document": None,
}


@pytest.mark.parametrize("title", TITLES)
def test_titles_without_the_sites_name(title: str) -> None:
    from lxml import html

    root = html.document_fromstring(f"<html><head><title>{title}</title></head><body>x</body></html>")
    assert about_page(root).title == TITLES[title]


def test_own_dates() -> None:
    assert [is_own_date(x) for x in ("2024年3月5日", "（2024年3月5日）", "二〇二四年三月五日", "2024年3月", "3月5日前报送")] == [
        True, True, True, False, False
    ]  # fmt: skip


# --- encodings, contents, bounds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding, declared",
    [("gb18030", "gb2312"), ("gb18030", "GBK"), ("gb18030", ""), ("utf-8", "gb2312"), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", ""), ("big5", "big5")],
)  # fmt: skip
def test_encodings(tmp_path: Path, encoding: str, declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    words = "臨江市總工會2024年工作要點" if encoding == "big5" else _TITLE
    html = f"<html><head>{meta}<title>x</title></head><body><p>{words}</p></body></html>"
    (tmp_path / "a.html").write_bytes(html.encode(encoding))
    (block,) = read_html(tmp_path / "a.html").blocks
    assert isinstance(block, TextParagraph) and block.text == words


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a.pdf", "a.htm", "a.xls", "a.doc"])
def test_a_page_by_any_name(tmp_path: Path, name: str) -> None:
    from ingest.readers import READERS

    if Path(name).suffix not in READERS:
        pytest.skip("no reader has this name yet")
    (tmp_path / name).write_text(_page(f"<h1>{_TITLE}</h1>{_BODY}"), encoding="utf-8")
    (document,) = read_file(tmp_path / name)
    assert document.text == f"{_TITLE}\n{_TEXT}"


def test_the_sheets_of_an_archived_workbook(tmp_path: Path) -> None:
    """Excel's 单个文件网页: a frame first, then a page for each sheet, quoted-printable."""

    def part(html: str) -> bytes:
        head = b'\n--=_N\nContent-Transfer-Encoding: quoted-printable\nContent-Type: text/html; charset="utf-8"\n\n'
        return head + quopri.encodestring(html.encode())

    sheets = [
        f"<html><body><table><tr><td>序号</td><td>工作任务</td><td>责任部门</td></tr><tr><td>{k}</td><td>新建工会{k}0家。</td><td>组织部</td></tr></table></body></html>"
        for k in (1, 2)
    ]
    (tmp_path / "a.mht").write_bytes(
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=_N"\n'
        + b"".join(map(part, ["<html><frameset><frame src=a.htm></frameset></html>", *sheets]))
        + b"\n--=_N--\n"
    )
    documents = read_file(tmp_path / "a.mht")
    assert [t.text for document in documents for t in document.tasks] == ["新建工会10家。", "新建工会20家。"]


def test_a_page_without_its_end_is_told(tmp_path: Path) -> None:
    whole = _page(f"<h1>{_TITLE}</h1>{_BODY}")
    for html, rules in ((whole, []), (whole[:-60], ["unfinished-page"])):
        (tmp_path / "a.html").write_text(html, encoding="utf-8")
        assert [f.rule for f in read_html(tmp_path / "a.html").findings] == rules


def test_what_is_no_page() -> None:
    assert not is_page("# 标题\n<br>".encode()) and not is_page("工会<html>".encode())
    assert is_page(b"\xef\xbb\xbf <!-- x -->\n<!DOCTYPE html>") and is_page("<HTML>".encode("utf-16"))
    assert is_page(b"<table><tr>", pieces=True) and not is_page(b"<table><tr>")


_BOMB = '<!DOCTYPE x [<!ENTITY a "工会工会"><!ENTITY b "&a;&a;&a;&a;">]>'
#: What is read of hostile pages: paragraphs, or part of the reason why not.
HOSTILE: dict[str, tuple[bytes, str | None]] = {
    "entities": ((_BOMB + f"<html><body><p>{_TITLE}&b;</p></body></html>").encode(), None),
    "nested beyond reading": (("<html><body>" + "<div>工会" * 6000).encode(), "嵌套过深"),
    "tables in tables": (("<html><body>" + "<table><tr><td>工会</td><td>" * 400 + "底").encode(), None),
    "a cell over everything": (
        ("<html><body><table>" + "<tr><td colspan=99999 rowspan=99999>工会</td><td>2</td></tr>" * 300 + "</table>").encode(),
        None,
    ),
    "scripts without end": (("<html><body><p>工会</p>" + "<script>" * 50_000).encode(), None),
    "only pictures": (b"<html><body><img src=1.jpg></body></html>", "没有文字"),
    "frames": (b"<html><frameset><frame src=a.htm></frameset></html>", "没有文字"),
    "empty": (b"", "空"),
    "noise": (b"<html>" + bytes(range(128, 256)) * 40, "编码"),
    "cut in a character": (("<html><body><p>" + "工会工作" * 300).encode()[:-1], None),
    "an archive without a page": (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n", "归档"),
    "a program": (b"\x7fELF" + bytes(40), "程序"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_read_within_bounds_or_refused(tmp_path: Path, kind: str) -> None:
    data, says = HOSTILE[kind]
    (tmp_path / "a.html").write_bytes(data)
    began = time.process_time()
    if says is None:
        file = read_content(tmp_path / "a.html")
        assert not isinstance(file, str) and any(isinstance(b, Grid) or "工会" in b.text for b in file.blocks)
        assert "工会工会工会工会" not in "".join(b.text for b in file.blocks[:1] if isinstance(b, TextParagraph) and kind == "entities")  # fmt: skip
    else:
        with pytest.raises(UnreadableFile) as error:
            read_content(tmp_path / "a.html")
        assert says in error.value.message
    assert time.process_time() - began < 20


def test_a_page_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.html").open("wb") as file:
        file.write(b"<html>")
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UnreadableFile, match="过大"):
        read_content(tmp_path / "a.html")
