"""The sample papers as web pages: a publishing system's page, an old site laid out with tables, and what Word saves.

`python -m tests.ingest.readers.make_html DIR` writes them all, to look at.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from tests.ingest.readers.make_twins import Block, Ruled, Words, _levels, _merges, papers, structure

_NAV = (
    '<div class="top"><a href="/">设为首页</a> | <a href="/">加入收藏</a> | 今天是2021年6月1日 星期二</div>'
    '<nav><ul><li><a href="/a">首页</a></li><li><a href="/b">工会概况</a></li><li><a href="/c">通知公告</a></li></ul></nav>'
    '<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/c">信息公开</a> &gt; 正文</div>'
)
_SIDE = (
    '<div class="side"><h3>热点新闻</h3><ul>'
    + "".join(
        f'<li><a href="/n{k}">青岭县总工会举办第{k}期读书分享活动</a> 2020-01-0{k}</li>' for k in range(1, 8)
    )
    + "</ul></div>"
)
_FOOT = (
    '<div class="footer"><p>版权所有：云州市某某网站　主办单位：云州市某某单位</p><p>地址：云州市人民路1号　电话：0000-0000000</p>'
    "<p>云ICP备00000000号　网站标识码：0000000000</p></div>"
)


def table_html(ruled: Ruled, cell: Callable[[str], str] = escape, attributes: str = 'border="1"') -> str:
    """A table with rowspan and colspan where cells are merged."""
    levels = _levels(ruled.columns) if ruled.columns else []
    grid = [*levels, *ruled.rows]
    width = max(len(ruled.columns), max((len(r) for r in ruled.rows), default=0))
    tall = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in _merges(levels, ruled.rows)}
    covered = {
        (r, c)
        for (a, b), (rows, columns) in tall.items()
        for r in range(a, a + rows)
        for c in range(b, b + columns)
        if (r, c) != (a, b)
    }
    out = f"<table {attributes}>"
    for r, row in enumerate(grid):
        out += "<tr>"
        for c in range(width):
            if (r, c) in covered:
                continue
            text = (row[c] if c < len(row) else "") or ""
            rows, columns = tall.get((r, c), (1, 1))
            span = (f' rowspan="{rows}"' if rows > 1 else "") + (
                f' colspan="{columns}"' if columns > 1 else ""
            )
            out += f"<td{span}>{cell(text)}</td>"
        out += "</tr>\n"
    return out + "</table>"


def page_of_a_system(blocks: list[Block], path: Path) -> None:
    """UTF-8; the paper in its own part among menus, a share bar, neighbours and related links; hidden words."""
    inner = ""
    for block in blocks:
        if isinstance(block, Ruled):
            inner += table_html(block, lambda text: f"<p>{escape(text)}</p>" if text else "&nbsp;")
        else:
            inner += f'<p style="text-indent: 2em;"><span>{escape(block.text)}</span></p>\n'
    first = next((b.text for b in blocks if isinstance(b, Words)), "")
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset='utf-8'>"
        f'<title>{escape(first)}_通知公告_云州市某某网站</title><meta name="ContentSource" content="某某部"/>'
        "<style>.gone{display:none} @media print{p{display:none}}</style>"
        "<script>var a='<p>脚本里的话</p>';</script></head><body>"
        f'{_NAV}<div class="main"><div class="left">{_SIDE}</div><div class="article">'
        '<div class="info"><span>来源：某某部</span><span>浏览次数：<b>152</b></span><span>字体：[大 中 小]</span></div>'
        f'<div class="TRS_Editor">{inner}<p style="display:none">隐藏的话：新建1万家。</p><div class="gone">也是隐藏的话。</div>'
        "<!-- 注释里的话 --></div>"
        '<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div><p>【<a href="javascript:print()">打印本页</a>】'
        '【<a href="javascript:close()">关闭窗口</a>】</p>'
        '<p>上一篇：<a href="/1">青岭县总工会召开2020年工作会议</a></p><p>下一篇：没有了</p>'
        '<ul class="list"><li><a href="/1">相关一：职工书屋</a></li><li><a href="/2">相关二：送清凉</a></li><li><a href="/3">相关三</a></li></ul>'
        f"</div></div>{_FOOT}</body></html>",
        encoding="utf-8",
    )


def page_of_an_old_site(blocks: list[Block], path: Path) -> None:
    """GBK under the name gb2312; tables for the layout, lines ended by <br>, tags left open."""
    inner = ""
    lines: list[str] = []

    def close() -> None:
        nonlocal inner, lines
        if lines:
            inner += "<font size=3>" + "<br>\r\n".join(lines)
            lines = []

    for block in blocks:
        if isinstance(block, Ruled):
            close()
            inner += (
                f"<div align=center>{table_html(block, attributes='border=1 cellspacing=0 width=95%')}</div>"
            )
        else:
            lines.append(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(block.text)}")
    close()
    html = (
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><title>云州市某某网站</title></head>"
        "<body><table width=1000 align=center><tr><td colspan=2><img src=top.jpg></td></tr>"
        "<tr><td width=200><table>"
        + "".join(f"<tr><td><a href=/m{k}>栏目{k}</a></td></tr>" for k in range(9))
        + "</table></td><td><table width=100%><tr><td>您现在的位置：<a href=/>首页</a> >> <a href=/x>工作要点</a> >> 正文</td></tr>"
        f"<tr><td>作者：佚名　点击数：<script>document.write(1)</script>　字体：【<a href=#>大</a> <a href=#>小</a>】</td></tr><tr><td>{inner}"
        "</td></tr><tr><td align=right>【<a href=#>打印</a>】【<a href=#>返回顶部</a>】【<a href=#>关闭</a>】</td></tr></table></td></tr>"
        "<tr><td colspan=2 align=center>版权所有 云州市某某单位　技术支持：某某公司<br>建议使用IE8.0以上浏览器</td></tr></table>"
    )
    path.write_bytes(html.encode("gb18030"))


def _folded(text: str) -> str:
    """Broken inside words, as word processors write their source: anywhere but inside a number or a Latin word."""
    pieces = re.findall(r".{1,16}[^\x21-\x7e](?![\x21-\x7e])|.+?(?:[^\x21-\x7e](?=[\x21-\x7e])|$)", text)
    return "\r\n".join(escape(piece).replace(" ", "&nbsp;").replace("\t", "&nbsp;&nbsp;") for piece in pieces)


def _word_page(blocks: list[Block]) -> bytes:
    body = ""
    for block in blocks:
        if isinstance(block, Ruled):
            cell = table_html(
                block,
                lambda t: (
                    f"<p class=MsoNormal><span lang=EN-US style='font-size:12.0pt'>{_folded(t)}<o:p></o:p></span></p>"
                ),
                "class=MsoTableGrid border=1 style='border-collapse:collapse'",
            )
            body += f"<div align=center>{cell}</div>"
            continue
        turn = "<br clear=all style='page-break-before:always'>" if block.turned else ""
        body += (
            f"{turn}<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-size:16.0pt;\r\n"
            f"font-family:仿宋_GB2312'>{_folded(block.text)}</span><span lang=EN-US><o:p></o:p></span></p>\r\n"
        )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>\r\n'
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">\r\n'
        "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>打字员</o:Author></o:DocumentProperties></xml><![endif]-->\r\n"
        "<style><!-- /* Font Definitions */ @font-face {font-family:宋体;} p.MsoNormal {margin:0cm;} --></style></head>\r\n"
        f"<body lang=ZH-CN><div class=WordSection1 style='layout-grid:15.6pt'>{body}</div></body></html>"
    ).encode("gb18030")


def page_saved_by_word(blocks: list[Block], path: Path) -> None:
    """What Word's 另存为网页 writes: its own styles and comments, source lines broken inside words."""
    path.write_bytes(_word_page(blocks))


def archive_saved_by_word(blocks: list[Block], path: Path) -> None:
    """The same as 单个文件网页 (.mht): MIME, base64, with a picture beside it."""
    coded = base64.encodebytes(_word_page(blocks)).decode("ascii")
    path.write_text(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="----=_Next"\n\n单个文件网页\n\n'.replace(
            "单个文件网页", "x"
        )
        + '------=_Next\nContent-Location: file:///C:/a.htm\nContent-Transfer-Encoding: base64\nContent-Type: text/html; charset="gb2312"\n\n'
        + coded
        + "\n------=_Next\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n\n------=_Next--\n",
        encoding="ascii",
    )


Writer = Callable[[list[Block], Path], None]
WRITERS: dict[str, tuple[str, Writer]] = {
    "page of a system": (".html", page_of_a_system),
    "page of an old site": (".htm", page_of_an_old_site),
    "page saved by Word": (".htm", page_saved_by_word),
    "archive saved by Word": (".mht", archive_saved_by_word),
}


def written(folder: Path) -> Iterator[Path]:
    for paper in papers():
        for name, (suffix, write) in WRITERS.items():
            file = folder / f"{paper.stem}.{name.replace(' ', '_')}{suffix}"
            write(structure(paper), file)
            yield file


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for one in written(target):
        print(one)
