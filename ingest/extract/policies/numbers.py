"""Which document number (发文字号) does a text give an instrument?

GB/T 9704—2012 7.2.5: 机关代字〔年〕N号; decrees are numbered 国务院令第423号. A number beside a title may follow it in
brackets or at once, or stand before it.
"""

from __future__ import annotations

import re
import unicodedata

from kg.model import Span, squeeze

GAP = r"[ \t\u3000]{0,3}"
_OPEN, _CLOSE = r"[〔\[［【（(﹝〖{｛❲]", r"[〕\]］】）)﹞〗}｝❳]"
_CODE = r"[\u4e00-\u9fffA-Za-zＸ×○]"
# 〔2023〕12号 with full-width figures, any brackets, spaces, 第; the code stands before it. Code signs are
# looked at only from here backwards, so that a long line stays linear.
_NUMBER_AT = re.compile(
    rf"{_OPEN}{GAP}(?P<year>(?:[1１][9９]|[2２][0０])\d\d){GAP}年?{GAP}{_CLOSE}"
    rf"{GAP}第?{GAP}(?P<serial>\d{{1,5}}(?:[-—]\d{{1,4}})?){GAP}号"
)
_CODE_BEFORE = re.compile(rf"(?:{_CODE}[ \t\u3000]{{0,2}}){{1,16}}\Z")
# 国务院令第423号, 主席令第57号
_DECREE = re.compile(rf"(?P<code>[\u4e00-\u9fff]{{2,20}}令){GAP}第{GAP}(?P<serial>\d{{1,4}}){GAP}号")

# Words that may run into the code: 落实云工发〔2023〕3号.
_NOT_CODE = re.compile(
    r".*(?:落实|贯彻|根据|按照|依据|依照|遵照|印发|转发|下发|发布|执行|参照|对照|结合|学习|修订|废止|的|以|和|及|与|即|见|由|原|号"
    r"|文件|通知|意见|总工会|人民政府|委员会|办公厅|两办|市委市政府|省委省政府|通过|为|将|对)"
)


def _figures(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _number(code: str, year: str, serial: str) -> str:
    first, *rest = re.split("[-—]", _figures(serial))
    tail = "-".join([str(int(first)), *rest])
    return f"{squeeze(code)}〔{_figures(year)}〕{tail}号"


def _find_number(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The first document number within text[start:end], normalised, with its span."""
    m = _NUMBER_AT.search(text, start, end)
    if m is None:
        decree = _DECREE.search(text, start, end)
        if decree is None:
            return None
        return f"{decree['code']}第{int(decree['serial'])}号", Span(*decree.span())
    return _coded(text, m, start)


def _coded(text: str, m: re.Match[str], floor: int) -> tuple[str, Span]:
    begin = max(floor, m.start() - 32)
    run = _CODE_BEFORE.search(text[begin : m.start()])
    code_start = begin + run.start() if run else m.start()
    code = text[code_start : m.start()]
    prefix = _NOT_CODE.match(code)
    if prefix:
        code_start += prefix.end()
        code = text[code_start : m.start()]
    if len(squeeze(code)) > 10:
        cut = len(code) - 10
        code_start += cut
        code = code[cut:]
    code_start += len(code) - len(code.lstrip())
    return _number(code, m["year"], m["serial"]), Span(code_start, m.end())


# 《…》云工发〔2021〕3号, without brackets
_NUMBER_RIGHT = re.compile(
    rf"[ \t\u3000、]{{0,2}}(?:{_CODE}){{1,10}}"
    + _NUMBER_AT.pattern.replace("?P<year>", "").replace("?P<serial>", "")
)
# 云工发〔2021〕3号文件《…》
_NUMBER_LEFT = re.compile(_NUMBER_AT.pattern + r"(?:文件?)?(?:精神)?[ \t\u3000]{0,2}\Z")


def number_beside(text: str, open_at: int, close_at: int, end: int) -> tuple[str, Span] | None:
    """The number, normalised, of the title whose marks are text[open_at:close_at]: in the brackets that follow it up to
    `end`, at once after it, or right before it."""
    bracketed = _find_number(text, close_at, end)
    if bracketed is not None:
        return bracketed
    bare = _NUMBER_RIGHT.match(text, close_at)
    return _find_number(text, close_at, bare.end()) if bare else _number_left(text, open_at)


def _number_left(text: str, open_at: int) -> tuple[str, Span] | None:
    begin = max(0, open_at - 40)
    m = _NUMBER_LEFT.search(text[begin:open_at])
    if m is None:
        return None
    number, span = _coded(text[begin:open_at], m, 0)
    if number.startswith("〔"):
        return None
    end = m.end("serial")
    end = text.index("号", begin + end) + 1
    return number, Span(begin + span.start, end)
