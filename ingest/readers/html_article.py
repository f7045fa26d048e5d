"""Which part of a web page is the paper itself (正文)? What every site puts around it is dropped.

What is hidden, runs, asks or leads elsewhere goes by its tag, its role or the usual names of its class (nav, footer,
share…), but never where it holds a good part of the page's words. The paper is then the innermost part that holds nearly
all words that are no links: parts that publishing systems name for it (TRS_Editor, zoom, vsb_content, article…)
first, else by the share of words alone. No site is known by name.
"""

from __future__ import annotations

import re
from typing import Any

#: Never words of the paper.
_NO_WORDS = frozenset(
    "script style noscript template iframe frame object embed applet svg canvas video audio map button select option "
    "textarea input datalist dialog nav footer aside menu del link meta base rp rt math".split()
)
_ROLES = frozenset(
    "navigation banner contentinfo complementary search menu menubar toolbar dialog alert".split()
)
#: Class names and ids, as sites of all makers use them.
_FURNITURE = re.compile(
    r"^(?:(?:main|top|left|side|sub|foot|m)?-?(?:nav|navi|navbar|navigation|menu|menus)|top(?:bar|nav|box)?|foot(?:er)?|bottom(?:bar)?|"
    r"sidebar|sider?|crumbs?|bread-?crumbs?|dqwz|weizhi|mianbaoxie|(?:bd)?shar(?:e|es|ing)|bdsharebuttonbox|social-?share|jiathis|fenxiang|fx|"
    r"print(?:er|btn)?|dayin|copy-?right|banquan|page-?nav|pager|pagination|related|recommend|xgyd|xglj|xgxw|tuijian|hot-?news|"
    r"friend-?links?|yqlj|login|logo|search(?:box|bar)?|sousuo|toolbar|tool|qr-?code|ewm|erweima|prev-?next|sxy|shangxiapian|"
    r"comments?|pinglun|advert|ads?|gg|banner|skip|accessib\w*|wza|noprint|no-?print|msocommenttxt|msocomanchor)$",
    re.I,
)
#: Words that, as part of a longer name (wrap-foot, siteFooter, main_nav), say the same.
_FURNITURE_PARTS = frozenset(
    "nav navi navbar navigation menu foot footer copyright share crumb crumbs breadcrumb sidebar pager pagination related "
    "recommend qrcode toolbar".split()
)
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
#: What publishing systems call the paper's own part.
_BODY = re.compile(
    r"^(?:trs_?(?:editor|ueditor|preappend)|ucap-?content|zoom|vsb_?content\w*|custom_unionstyle|pages?_?content|"
    r"(?:article|art|arti|news|detail|details|info|view|text|main|entry|post|page|rich_media|xxgk|zw|wz|doc|mid|inner|js)[-_]?"
    r"(?:content|contents|contxt|con|cont|body|text|txt|main|detail|box|area|zw|nr)|"
    r"(?:content|con|cont)[-_]?(?:text|txt|body|main|detail|con|article|box|area)?|article|detail|zhengwen|zw|neirong|nr|wznr|wzzw|"
    r"wordsection\d*|section\d+|editor)$",
    re.I,
)
_HOLDERS = frozenset(
    "div section article main body center form td tr tbody table span font blockquote".split()
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:comment|header|footer)|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)",
    re.I,
)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]*)\}")
_MEDIA = re.compile(r"@(?:media|supports|page|font-face|keyframes)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_SIMPLE = re.compile(r"^\s*(?:[a-z]+)?([.#][\w\-]+)\s*$", re.I)
#: A part of this share of the page's words is no furniture, whatever its name; the paper holds at least the other.
_MOST_FURNITURE, _LEAST_NAMED, _NEARLY_ALL = 0.3, 0.5, 0.85
_LINKED, _MOST_STEPS = 0.6, 60
_SENTENCE = re.compile(r"[。；]|.{40}")
_KEPT_LINKS = re.compile(r"附\s*件|附\s*表|\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)\b", re.I)
_IMPRINT, _LONGEST_IMPRINT = re.compile(r"ICP备|版权所有|公网安备|网站标识码", re.I), 400
_DRAWN = frozenset("script style template noscript head title".split())


def hidden_names(root: Any) -> frozenset[str]:
    """The classes (.x) and ids (#x) that the page's own style sheets hide on the screen."""
    out: set[str] = set()
    for style in root.iter("style"):
        for selectors, body in _RULE.findall(_MEDIA.sub("", (style.text or "")[:500_000])):
            if re.search(r"display\s*:\s*none|mso-hide\s*:\s*all", body, re.I):
                out.update(m[1] for one in selectors.split(",") if (m := _SIMPLE.match(one)))
    return frozenset(out)


def drop_unseen(root: Any) -> None:
    """Takes out of the tree what no one reads on the screen: hidden parts, controls, tracked deletions."""
    by_sheet = hidden_names(root)
    for element in list(root.iter()):
        if element is root or element.tag in ("body", "html", "head"):
            continue
        if (element.tag in _NO_WORDS and element.tag not in ("nav", "footer", "aside", "menu")) or _is_hidden(
            element, by_sheet
        ):
            _drop(element)


def find_article(root: Any) -> Any:
    """The element that holds the paper, furniture taken out of the tree. `root` is changed."""
    body = root.find("body")
    body = root if body is None else body
    weights = _Weights(body)
    _drop_furniture(body, weights)
    weights = _Weights(body)
    article = _named(body, weights)
    if article is None:
        article = _descended(body, weights)
    _drop_link_lists(article, weights)
    return article


def _drop(element: Any) -> None:
    """The element goes, the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _is_hidden(element: Any, by_sheet: frozenset[str]) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    if style and _HIDDEN.search(style):
        return True
    if "hidden" in attributes or attributes.get("type") == "hidden":
        return True
    if not by_sheet:
        return False
    if f"#{attributes.get('id')}" in by_sheet:
        return True
    return any(f".{name}" in by_sheet for name in attributes.get("class", "").split())


def names_of(element: Any) -> list[str]:
    """The element's class names and id."""
    return [*element.attrib.get("class", "").split(), *element.attrib.get("id", "").split()][:12]


class _Weights:
    """How many characters each element holds, and how many of them are links' (and how many no links')."""

    def __init__(self, body: Any) -> None:
        self.all: dict[Any, int] = {}
        self.linked: dict[Any, int] = {}
        for element in reversed(list(body.iter())):
            if element.tag in _DRAWN:
                self.all[element] = self.linked[element] = 0
                continue
            own, linked = _size(element.text), 0
            for inner in element:
                own += self.all[inner] + _size(inner.tail)
                linked += self.linked[inner]
            self.all[element] = own
            self.linked[element] = own if element.tag == "a" and element.get("href") else linked

    def plain(self, element: Any) -> int:
        return self.all[element] - self.linked[element]


def _size(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _drop_furniture(body: Any, weights: _Weights) -> None:
    most = _MOST_FURNITURE * max(1, weights.plain(body))
    for element in list(body.iter()):
        if element is body or element not in weights.all:
            continue
        if weights.plain(element) > most and not _is_imprint(element, weights):
            continue
        named = (
            element.tag in ("nav", "footer", "aside", "menu")
            or element.attrib.get("role", "") in _ROLES
            or any(_is_furniture_name(name) for name in names_of(element))
        )
        if named:
            _drop(element)


def _is_furniture_name(name: str) -> bool:
    if _BODY.match(name):
        return False
    return bool(_FURNITURE.match(name)) or any(
        part.lower() in _FURNITURE_PARTS for part in _NAME_PARTS.findall(name)
    )


def _is_imprint(element: Any, weights: _Weights) -> bool:
    """A site's foot: short, no sentence in it, and what only sites say. Beside a short paper it is long."""
    if weights.all[element] > _LONGEST_IMPRINT:
        return False
    words = "".join(element.itertext())
    return "。" not in words and bool(_IMPRINT.search(words))


def _named(body: Any, weights: _Weights) -> Any:
    """The part that a publishing system names as the paper's, where it holds most of the page's words."""
    least = _LEAST_NAMED * weights.plain(body)
    found = [
        element
        for element in body.iter()
        if element.tag in _HOLDERS
        and weights.all.get(element)
        and weights.plain(element) >= least
        and (
            element.tag in ("article", "main")
            or element.attrib.get("itemprop") == "articleBody"
            or any(_BODY.match(name) for name in names_of(element))
        )
    ]
    if not found:
        return None
    whole = weights.plain(found[0])
    return [element for element in found if weights.plain(element) >= _NEARLY_ALL * whole][-1]


def _descended(body: Any, weights: _Weights) -> Any:
    """From the page inwards, as long as one part holds nearly all words and nothing beside it reads as a sentence."""
    from ingest.readers.html_tables import is_data_table

    now = body
    for _ in range(_MOST_STEPS):
        inner = max(
            (e for e in now if e.tag in _HOLDERS and weights.plain(e)), key=weights.plain, default=None
        )
        if inner is None or weights.plain(inner) < _NEARLY_ALL * weights.plain(now):
            return now
        if any(_says_something(e, weights) for e in now if e is not inner):
            return now
        if any(_SENTENCE.search((t or "").strip()) for t in (now.text, *(e.tail for e in now))):
            return now
        if inner.tag in ("span", "font") or (inner.tag == "table" and is_data_table(inner)):
            return now
        now = inner
    return now


def _says_something(element: Any, weights: _Weights) -> bool:
    if not weights.plain(element):
        return False
    if element.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ol", "pre"):
        return weights.plain(element) > weights.linked[element]
    return weights.plain(element) >= 2 * weights.linked[element] and bool(
        _SENTENCE.search("".join(element.itertext()))
    )


def _drop_link_lists(article: Any, weights: _Weights) -> None:
    """Lists of links inside the paper's part (相关链接, 上一篇); links to what is attached stay."""
    for element in list(article.iter("div", "ul", "ol", "dl", "table", "section", "p")):
        linked = weights.linked.get(element, 0)
        if element is article or not linked or linked < _LINKED * weights.all[element]:
            continue
        links = [a for a in element.iter("a") if a.get("href")]
        if len(links) >= 3 and not _KEPT_LINKS.search("".join(element.itertext())):
            _drop(element)
