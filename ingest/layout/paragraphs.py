"""Which printed lines make one paragraph? Lines that the page broke, joined again.

Two kinds of file are told apart by their line widths. In a *wrapped* file most lines are as long as the page is
wide (a PDF's text): a line is the last of its paragraph when the next word would still have fitted on it. In an
*unwrapped* file a line is a paragraph already, save where a page ended inside it: a long line that stops in the
middle of a sentence goes on in the next one. In both, an outline number, an indent or a list mark begins a new one.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.lines import Line, width

#: GB/T 9704—2012 7.3.3: 一、 （一） 1. （1）; and what offices write beside it: 1、 1． ① 第一章 第一条.
OUTLINE_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、，．.]"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[0-9０-９]{1,2}(?:[、．]|[.](?![0-9]))"
    r"|[（(][0-9０-９]{1,2}[）)]"
    r"|[①-⑳]"
    r"|第[一二三四五六七八九十百零]{1,5}[章节条编]"
    r"|附\s*件\s*[0-9０-９一二三四五六七八九十]{0,2}\s*(?:[：:]|$)"
    r"|[—－-]{2})"
)
_ENDS = "。！？；!?;…"
_CLOSERS = "”’』」）)】〕\"'"
_GOES_ON = "，、,《〈“‘（(〔【—"
#: Words that end a title (文种): the line after it is a new paragraph even though no full stop stands here.
_TITLE_END = re.compile(
    r"(?:通知|通报|通告|公告|意见|办法|规定|细则|方案|要点|计划|规划|总结|报告|台账|台帐|名单|清单|一览表|分工表|安排表|表|纲要|决定|"
    r"请示|批复|函|纪要|讲话|文件|制度|条例|章程|指南|清册|分工|发言|汇报)(?:[（(][^）)]{1,12}[）)])?$"
)
#: 成文日期 on its own line.
_DATE_LINE = re.compile(
    r"^[（(]?[0-9０-９〇○零一二三四五六七八九十]{2,4}年[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日[）)]?$"
)
#: 发文字号 on its own line.
_NUMBER_LINE = re.compile(
    r"^[\u3400-\u9fff（）()]{1,20}[〔\[［（(【][0-9０-９]{4}[〕\]］）)】]第?[0-9０-９]{1,4}号$"
)
#: A person's line of a name list: 组长：…, 成员：…
_LABEL = re.compile(
    r"^(?:常务)?(?:第一)?(?:顾问|总召集人|召集人|组长|副组长|成员|主任|副主任|联系人|联系电话|电子邮箱|抄送|抄报|主送|签发人|责任单位|责任部门|牵头单位|牵头部门|配合单位|配合部门|完成时限|时限|时间|地点)[：:]"
)

_POST = r"(?:书记|主席|成员|主任|部长|组长|委员|常委|秘书长|局长|处长|科长|调研员|巡视员|干部)"
_NAMED = r"[\u3400-\u9fff](?:[ \u3000]?[\u3400-\u9fff·]){1,3}"
#: A leader's line of a division of work (领导分工) after a full stop: 周立新　党组书记：…, 副主席周立新：负责….
_LEADER = re.compile(
    rf"^(?:{_NAMED}[ \u3000]+(?:[^ \u3000：:。；，,]{{1,30}}[ \u3000、])?[^ \u3000：:。；，,]{{0,24}}{_POST}(?:[（(][^（）()]{{1,12}}[）)])?[：:]"
    rf"|(?:{_NAMED}(?:同志)?[，,（( \u3000][^：:。；]{{0,40}}{_POST}[）)]?(?:同志)?[：:，,]"
    rf"|[^：:。；，,]{{0,40}}{_POST}[ \u3000]?{_NAMED}(?:同志)?[：:])"
    r"[ \u3000]?(?:主持|全面负责|负责|(?:直接)?分管|主管|协助|承担|主抓))"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph's characters and their raw offsets."""

    text: str
    offsets: Sequence[int]
    first: Line


_NOT_HAN = re.compile(r"[\x20-\x7e]")
#: How many lines of whole Chinese a page needs for its own width to be read off it.
_ENOUGH = 5
#: Room in em that may be left on a broken line. Quotes and Latin letters are narrower in some fonts than counted here,
#: so a line that stops inside a sentence gets more than one that ends in a full stop.
_ROOM, _ROOM_AFTER_STOP, _ROOM_HEADING = 2.6, 0.1, 0.4
#: 一、 and what follows it on the line, without a full stop or quotes: measured exactly, a heading may end near the margin.
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；“”]+$")


def printed_width(line: Line) -> float:
    """Width in em of a line as printed: with the blanks that were taken out, a quarter each."""
    body = line.raw.strip()
    return width(line.text) + 0.25 * (body.count(" ") - line.text.count(" "))


def _broken_at(widths: Sequence[float], share: float) -> float | None:
    """The width that most of these lines reach but hardly any passes, or None.

    A paragraph's first line is two characters in, so its text fills w - 2; a mark that may not begin a line makes w - 1.
    """
    counts = Counter(round(w) for w in widths)
    best, most = None, share * len(widths)
    for w in sorted(k for k in counts if 14 <= k <= 60):
        near = counts[w] + 0.7 * counts[w - 1] + 0.9 * counts[w - 2]
        beyond = sum(n for k, n in counts.items() if k > w + 1)
        if beyond <= 0.04 * len(widths) and near > most:
            best, most = float(w), near
    return best


def page_widths(lines: Sequence[Line]) -> dict[int, float | None]:
    """For each page: the width in em at which its lines were broken, or None for whole paragraphs.

    A file counts as broken when at least a quarter of its lines come up to one width and next to none goes beyond;
    then each page may have its own (files of several documents do).
    """
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    pure = [width(line.text) for line in lines if not _NOT_HAN.search(line.text)]
    every = pure if len(pure) >= 0.3 * len(lines) else [width(line.text) for line in lines]
    whole = _broken_at(every, 0.25) if len(every) >= 6 else None
    out: dict[int, float | None] = {}
    for page, there in by_page.items():
        own = [width(line.text) for line in there if not _NOT_HAN.search(line.text)]
        out[page] = (_broken_at(own, 0.3) if len(own) >= _ENOUGH and whole is not None else None) or whole
    return out


def _first_word(text: str) -> float:
    """Width of what cannot be parted from the start of a line: a number, a Latin word, one character with its mark."""
    found = re.match(r"[0-9A-Za-z.%+\-/]+[%％]?|.", text)
    word = found.group() if found else text[:1]
    after = text[len(word) : len(word) + 1]
    return width(word) + (1.0 if after in "，。、；：！？”’）》】〕" and after else 0.0)


#: （责任单位：A、B） after the full stop: it closes the paragraph as the stop would.
_AFTERTHOUGHT = re.compile(r"[（(【\[][^（()）【】\[\]]{2,120}[）)】\]]$")


def _complete(text: str) -> bool:
    """The line ends as a sentence ends."""
    stripped = text.rstrip(_CLOSERS)
    if stripped and stripped[-1] in _ENDS:
        return True
    note = _AFTERTHOUGHT.search(text[-140:])
    return note is not None and text[: len(text) - len(note.group())][-1:] in _ENDS and note.group() != text


#: How far back an opening bracket may stand and still hold a line open; a scan that lost the closing one stays bounded.
_BRACKET_REACH = 120


def _open_bracket(text: str) -> bool:
    """A bracket or title mark opened in these words, not long ago, is not closed in them."""
    near = text[-_BRACKET_REACH:].replace("(", "（").replace(")", "）")
    return any(near.rfind(a) > near.rfind(b) and near.count(a) > near.count(b) for a, b in _PAIRS)


_PAIRS = (("《", "》"), ("（", "）"), ("〔", "〕"), ("【", "】"), ("“", "”"))


#: 附件：第三届“云州工匠”名单: what stands below is the signature.
_ATTACHMENT = re.compile(r"^附件[0-9一二三四五六七八九十]{0,2}[：:][^。]*$")


def _closed_title(text: str) -> bool:
    """These words are a whole title: they name a body or what is issued, end in a 文种, and hold no sentence."""
    if len(text) < 80 and _ATTACHMENT.match(text) and _TITLE_END.search(text):
        return True
    return bool(
        len(text) < 80
        and _TITLE_END.search(text)
        and not re.search(r"[，。；]", text)
        and not OUTLINE_MARK.match(text)
        and re.match(r"^(?:关于|[\u3400-\u9fffX×]{2,24}?(?:工会|局|委|公司|办公室)|[12][0-9]{3}年)", text)
    )


def _begins(line: Line) -> bool:
    """This line can only begin a paragraph."""
    return bool(
        OUTLINE_MARK.match(line.text)
        or line.listed
        or line.indent >= 1.5
        or _DATE_LINE.match(line.text)
        or _NUMBER_LINE.match(line.text)
        or _LABEL.match(line.text)
    )


def _stands_alone(text: str) -> bool:
    """This line can only end a paragraph: a date, a number, a salutation, a closed title."""
    return bool(_DATE_LINE.match(text) or _NUMBER_LINE.match(text)) or (
        text.endswith(("：", ":")) and not _open_bracket(text)
    )


def _goes_on(before: str, last: Line, line: Line, page: float | None) -> bool:
    """Does `line` continue the paragraph whose words so far are `before` and whose last line is `last`?

    A paragraph's first line is printed two characters in (GB/T 9704—2012 7.3.3): its text is that much shorter.
    """
    text = last.text
    if line.bold != last.bold and (OUTLINE_MARK.match(line.text) or last.bold):
        return False
    open_mark = _open_bracket(before)
    if _begins(line) and not (open_mark and not line.listed and line.indent < 1.5):
        return False
    if _stands_alone(text) and not open_mark:
        return False
    if open_mark and not line.listed:
        return True
    if _closed_title(before) or (text.endswith("。") and _LEADER.match(line.text)):
        return False
    if page is not None:
        if text[-1] in _GOES_ON and text[-1] not in "—":
            return True
        if _complete(text) and not _complete(line.text) and width(line.text) < page - 4:
            return False
        indent = 2.0 if before == text else 0.0
        room = page - printed_width(last) - indent - _first_word(line.text)
        if before == text and _HEADING.match(text) and not _NOT_HAN.search(text) and room > _ROOM_HEADING:
            return False
        return room < (_ROOM_AFTER_STOP if _complete(text) else _ROOM)
    if text[-1] in _GOES_ON:
        return True
    if not _complete(text) and "。" in text[:-1]:
        return True
    if _complete(text) or (_TITLE_END.search(before) and len(before) < 80):
        return False
    return len(before) >= 40 and width(text) >= 22 and not text.endswith(("：", ":"))


def join_lines(lines: Sequence[Line]) -> list[Joined]:
    """Printed lines to paragraphs, in order. Nothing but line breaks goes; Latin words get a blank between them."""
    pages = page_widths(lines)
    out: list[Joined] = []
    text, offsets, first, last = "", array("q"), None, None
    for line in lines:
        if first is not None and last is not None and _goes_on(text, last, line, pages[last.page]):
            if (
                text[-1:].isascii()
                and text[-1:].isalpha()
                and line.text[:1].isascii()
                and line.text[:1].isalpha()
            ):
                text += " "
                offsets.append(offsets[-1] + 1)
            text += line.text
            offsets.extend(line.offsets)
        else:
            if first is not None:
                out.append(Joined(text, offsets, first))
            text, offsets, first = line.text, array("q", line.offsets), line
        last = line
    if first is not None:
        out.append(Joined(text, offsets, first))
    return out
