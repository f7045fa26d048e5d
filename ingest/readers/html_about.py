"""What does a web page say about its paper: title, published date, source? And which of its lines are the site's?

Titles: what the page's own meta elements call it (ArticleTitle, PubDate, ContentSource are asked of government sites by
《政府网站发展指引》, 国办发〔2017〕47号, annex 2), its first heading, its <title> without the site's name. A published date is not
the paper's own: it is kept beside the text, and put into it only where the paper has no date of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.dating import DATE
from ingest.titles import closed, may_be_title
from kg.model import squeeze

_TITLE_METAS = ("articletitle", "article_title", "title", "dc.title", "og:title", "contenttitle")
_DATE_METAS = (
    "pubdate",
    "publishdate",
    "pub_date",
    "publish_date",
    "article:published_time",
    "dc.date",
    "date",
    "others",
)
_SOURCE_METAS = ("contentsource", "content_source", "source", "article:author", "dc.source", "author")
_SITE = re.compile(r"\s*(?:(?<![0-9])[-–—]{1,2}|[-–—]{1,2}(?![0-9])|[_|~»>]|\s/\s)\s*")
_SITE_NAME = re.compile(
    r"(?:网|网站|门户|平台|首页|官网|在线|总工会|人民政府|政务公开|信息公开|通知公告|公告公示|工作动态|文件|详情页?|页面|内容页|正文页?|列表)$"
)
#: Labels of the line under a page's title: 来源：… 发布时间：… 浏览次数：… 字体：大 中 小.
_LABEL = (
    r"(?:信息|文章|稿件|新闻|内容)?(?:来源|出处|作者|编辑|录入|供稿|撰稿|审核人?|发布者|发布人|投稿人?)|责任编辑|(?:信息)?发[布表](?:时间|日期|机构|单位|部门|于)|"
    r"(?:更新|添加|录入|创建|上传|编辑)(?:时间|日期)|(?:浏览|点击|阅读|访问|查看|人气)(?:次数|量|数|率)?|字[体号]|字体大小|文章字号|保护视力色|访问量|阅读"
)
_ABOUT = re.compile(rf"^[【\[（(]?(?:{_LABEL})\s*[：:]")
_ABOUT_TIME = re.compile(
    r"^(?:时间|日期)[：:]?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d\d[:：]\d\d(?:[:：]\d\d)?)?(?:$|\D)"
)
_BARE_TIME = re.compile(
    r"^(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\d\d[:：]\d\d(?:[:：]\d\d)?)?(?:$|来源|作者|浏览|点击|阅读|字)"
)
_PUBLISHED = re.compile(r"(?:发[布表](?:时间|日期|于)|更新时间|更新日期|时间|日期)\s*[：:]?\s*")
_SOURCE = re.compile(r"(?:来源|出处|发布(?:机构|单位|部门))\s*[：:]\s*([^\s：:|【\[（(]{2,30})")
#: Whole lines that only a site writes.
_CONTROL = (
    r"打印(?:本[页文]|此[页文]|文章)?|关闭(?:本?[页窗]口?|窗口|此页)?|收藏(?:本[页站])?|加入收藏|设为首页|返回(?:顶部|列表|首页|上一?[页级])?|回到顶部|分享(?:到|至)?(?:微信|微博|QQ空间|朋友圈)?|微信|微博|新浪微博|腾讯微博|"
    r"QQ空间|QQ好友|朋友圈|复制链接|二维码|手机(?:版|浏览|看)|扫一扫.{0,16}|扫码.{0,12}|大|中|小|正文|字号|字体|纠错|我要纠错|点赞|评论|无障碍(?:浏览|阅读)?|长者(?:助手|模式|版)|繁体|简体|导出(?:PDF|Word)?|"
    r"下载(?:PDF|Word|全文)?|语音播报|听全文|展开全文|[+\-]|A[+\-]?|更多>*|首页|上一[页篇条]|下一[页篇条]|尾页|末页|TOP"
)
_CONTROLS = re.compile(rf"^(?:[\[【（(<《|｜/·\s]*(?:{_CONTROL})[\]】）)>》|｜/·、，:：\s]*){{1,24}}$", re.I)
_NEIGHBOUR = re.compile(
    r"^(?:上|下|前|后)一?(?:篇|条|页|则|章)(?:文章|新闻|信息)?\s*[：:>»].{0,100}$|^(?:上|下)一篇[^。]{0,60}$"
)
_POSITION = re.compile(
    r"^(?:您?(?:现在|当前|目前|所在)?的?(?:所在)?(?:的)?位置(?:是|为)?[：:>].{0,80}|首页\s*[>»›/\\].{0,80})$"
)
_IMPRINT = re.compile(
    r"版权所有|Copyright|©|ICP备|ICP证|公网安备|网站标识码|网站地图|技术支持[：:].{0,30}(?:公司|科技)|建议使用.{0,12}浏览器|设为首页|加入收藏|网站声明|您是第.{0,12}位访问|"
    r"今天是.{0,24}星期", re.I
)  # fmt: skip
_LIST_HEADING = re.compile(r"^(?:相关|推荐|热点|热门|最新|延伸)(?:链接|阅读|新闻|文章|信息|稿件|推荐)[：:]?$")
#: Only a date: 2024年3月5日, （2024年3月5日）.
_LONGEST_DATE_LINE = 40
_NUMBER = re.compile(r"[〔\[［（(【][12][0-9]{3}[〕\]］）)】].{0,3}[0-9]+\s*号")


#: The table over a paper in a site's 信息公开目录 (《政府信息公开条例》 第三十条 asks for 索引号, 名称, 内容概述, 生成日期).
_RECORD = re.compile(
    r"^(索引号|信息索引|主题分类|体裁分类|信息分类|主题词|发文机关|发布机构|公开机构|制发机关|发文字号|文号|文件编号|成文日期|生成日期|"
    r"发布日期|公开日期|公开方式|公开时限|有效性|效力状态|信息名称|标题|名称|内容概述)[：:]?(.*)$"
)
_RECORD_SIGNS = frozenset(
    ("索引号", "信息索引", "主题分类", "信息分类", "公开方式", "有效性", "发布机构", "公开机构")
)
#: 通知公告, 计划总结: a section's name is short.
_LONGEST_SECTION = 6
_HAN, _LEAST_TITLE = re.compile(r"[\u3400-\u9fff]"), 6
_LEAST_LABELS, _LONGEST_LABELLED = 3, 120


@dataclass(frozen=True, slots=True)
class About:
    """What the page says of its paper. `published`, `written` (成文日期), `number` (发文字号): as the page prints them."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    number: str | None = None
    written: str | None = None


def about_page(root: Any) -> About:
    """What the head of the page says; to be asked before furniture is taken out of the tree."""
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        if name and (content := " ".join((element.get("content") or "").split())):
            metas.setdefault(name, content)
    published = next((m.group() for name in _DATE_METAS if (m := DATE.search(metas.get(name, "")))), None)
    source = next((metas[name] for name in _SOURCE_METAS if name in metas), None)
    record = _record(root)
    return About(
        _title(root, metas),
        published,
        source[:60] if source else None,
        next(
            (record[k] for k in ("发文字号", "文号", "文件编号") if _NUMBER.search(record.get(k, ""))), None
        ),
        next((record[k] for k in ("成文日期", "生成日期") if DATE.search(record.get(k, ""))), None),
    )


def _record(root: Any) -> dict[str, str]:
    """The labels of the page's record in the 信息公开目录 with what they say; empty where it has none."""
    out: dict[str, str] = {}
    for element in root.iter("td", "th", "li", "dt", "p", "span", "div", "strong", "b", "label"):
        if len(element) > 4:
            continue
        words = _first_words(element)
        found = _RECORD.match(words) if len(words) <= _LONGEST_LABELLED else None
        if found is None:
            continue
        said = found[2].strip()
        if not said and (after := element.getnext()) is not None:
            said = _first_words(after)
        if not said and element.tail:
            said = " ".join(element.tail.split())
        if said and len(said) <= _LONGEST_LABELLED:
            out.setdefault(found[1], said)
    return out if len(out) >= _LEAST_LABELS and _RECORD_SIGNS & set(out) else {}


def _first_words(element: Any) -> str:
    """The element's words, as far as a label and what it says may go."""
    out = ""
    for text in element.itertext():
        out += text
        if len(out) > 10 * _LONGEST_LABELLED:
            break
    return " ".join(out.split())


def is_record(cells: Sequence[str]) -> bool:
    """Whether a table's squeezed cells are the page's record in the 信息公开目录."""
    labels = {found[1] for cell in cells if len(cell) <= _LONGEST_LABELLED and (found := _RECORD.match(cell))}
    return len(labels) >= _LEAST_LABELS and bool(_RECORD_SIGNS & labels)


def _title(root: Any, metas: dict[str, str]) -> str | None:
    named = next((metas[name] for name in _TITLE_METAS if name in metas), None)
    headings = [" ".join("".join(h.itertext()).split()) for h in root.iter("h1")]
    headings = [h for h in headings if may_be_title(squeeze(h))]
    element = root.find(".//title")
    printed = _without_site(" ".join((element.text or "").split())) if element is not None else ""
    choices = [_without_site(named) if named else "", *headings, printed]
    choices = [t for t in choices if len(_HAN.findall(t)) >= _LEAST_TITLE and not _is_site(t)]
    return next((t for t in choices if closed(t)), choices[0] if choices else None)


def _without_site(title: str) -> str:
    """<title> without the site's name and section at either end: 关于…的通知_通知公告_临江市总工会."""
    while parts := list(_SITE.finditer(title)):
        head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
        if _is_site(tail) or (len(squeeze(tail)) <= _LONGEST_SECTION and closed(head)):
            title = head
        elif _is_site(title[: parts[0].start()]):
            title = title[parts[0].end() :]
        else:
            break
    return "" if _is_site(title) else title.strip()


def _is_site(part: str) -> bool:
    words = squeeze(part)
    return not words or (bool(_SITE_NAME.search(words)) and not closed(words))


def is_furniture(line: str) -> bool:
    """Whether a squeezed line outside tables is the site's, not the paper's."""
    if len(line) > 240:
        return False
    if _CONTROLS.match(line) or _NEIGHBOUR.match(line) or _POSITION.match(line) or _LIST_HEADING.match(line):
        return True
    return bool(_IMPRINT.search(line)) and not line.endswith("。")


def is_about(line: str, near_top: bool) -> bool:
    """Whether a squeezed line only says where the page comes from: 来源：… 发布时间：…"""
    if len(line) > 160 or "。" in line:
        return False
    if _ABOUT.match(line):
        return True
    return near_top and len(line) <= 80 and bool(_ABOUT_TIME.match(line) or _BARE_TIME.match(line))


def said_in(line: str) -> tuple[str | None, str | None]:
    """The published date (as printed) and the source that such a line names."""
    labelled = _PUBLISHED.search(line)
    found = DATE.search(line, labelled.end()) if labelled else DATE.search(line)
    source = _SOURCE.search(line)
    return (found.group() if found else None), (source[1] if source else None)


def is_own_date(line: str) -> bool:
    """A squeezed line that holds a full date and nothing else, as 成文日期 stands; brackets apart."""
    bare = line.strip("（）()〔〕[]【】")
    found = DATE.search(bare) if len(line) <= _LONGEST_DATE_LINE else None
    if found is None or not (found["d"] or found["d2"]):
        return False
    return found.group() == bare or (line[0] in "（(〔[【" and line[-1] in "）)〕]】")


def said_already(title: str, lines: Sequence[str]) -> bool:
    """Whether the paper's first squeezed lines say its title: the same words, or a title of their own."""
    wanted = _bare(title)
    words = "".join(lines)
    if wanted in _bare(words) or _bare("".join(lines[:2])) == wanted:
        return True
    from rapidfuzz import fuzz

    return any(
        fuzz.ratio(wanted, _bare("".join(lines[a:b]))) >= 75
        for a in range(len(lines))
        for b in range(a + 1, min(a + 4, len(lines)) + 1)
    ) or any(may_be_title(line) and closed(line) and len(line) >= 8 for line in lines)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", squeeze(text))
