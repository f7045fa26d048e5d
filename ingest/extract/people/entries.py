"""Who stands in one line of a list of people, and which words beside the name tell the post?

Lists are written name first (张三 市总工会副主席), post first (市委组织部副部长 张三), with brackets (张三（副主席）),
with a colon (办公室主任：张三), as bare names (张三、李四), or with the white space lost (张三市总工会副主席).
The first word decides: a name there makes the rest its post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.people.names import COMPOUND_SURNAMES, HAN, SURNAMES, is_name, is_name_in_column
from ingest.extract.people.positions import HEADS, has_role
from kg.model import Span, squeeze


@dataclass(frozen=True, slots=True)
class Entry:
    """A person in a list; `posts` are the stretches of text that say what the person is, in order."""

    name: str
    span: Span
    posts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    bracket: tuple[int, int] | None = None
    is_name: bool = False


_TOKEN = re.compile(
    r"(?:[（(][^（）()\n]{0,60}[）)]|[^\s、，,；;：:（()）/|*。\-—–－•●·▪◆]|(?<=\S)[·•\-](?=\S)|[（(])+"
)
_LEAD = re.compile(
    r"[\s\-*•●▪◆·—–]*(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.．、)）]|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）])?[\s*]*"
)
_NAME_BRACKET = re.compile(
    rf"(?P<name>[{HAN}·•‧・]{{2,20}}?|[{HAN}][某×ＸX*○]{{1,3}})(?:同志)?(?P<rest>[（(](?P<note>[^（）()]*)[）)])?(?:同志|等)?"
)
_NAME_NOTED = re.compile(rf"(?P<name>[{HAN}·]{{2,10}})[（(][^（）()]*[）)]")
_NOTE_ONLY = re.compile(r"(?:女|男|[一-鿿]{1,3}族|兼职?|挂职|召集人|牵头人?|常务|执行|[，,、\s])*")
_HEAD_SET = frozenset(HEADS)
_LAST_HEAD = re.compile("(?:" + "|".join(sorted(HEADS, key=len, reverse=True)) + r")(?=[^\s]{2,4}\Z)")
_WELL_STARTED = re.compile(
    r"党组|党委|党工委|副|常务|一级|二级|三级|四级|正处|副处|专职|兼职|挂职|原|总|主席|主任|书记|部长|局长|处长|科长|院长|校长|经理|董事|工会|机关"
    r"|办公室|组织部|宣教|宣传|经济|财务|保障|民管|民主|法[工律]|女[工职]|研究室|经审|经费|权益|基层|网络|生产|劳动|财贸|教育|产业|资产|人事|综合"
)
_OWN_LEVEL = re.compile(r"[省市县区州]")


def read_entries(
    text: str, start: int, end: int, *, level: str = "市", labelled: bool = False
) -> list[Entry]:
    """The people of one line. `level` is the issuer's own (市 of 市总工会): without white space 李四市总工会主席 can be
    read only where 市 begins a post. `labelled`: a seat stands before (组长：方可心), so that a name may begin as a word does.

    Gives [] where no word has the shape of a name.
    """
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead is not None else start
    tokens = _join_spaced(text, _tokens(text, start, end, labelled))
    if not tokens:
        return []
    if not any(t.is_name for t in tokens):
        tokens = _split_fused(tokens, level)
    if not any(t.is_name for t in tokens):
        return []
    return _group(text, tokens)


def _tokens(text: str, start: int, end: int, labelled: bool) -> list[_Token]:
    out = []
    for found in _TOKEN.finditer(text, start, end):
        left, right = found.span()
        word = text[left:right]
        if word in ("同志", "等", "兼"):
            continue
        for cut in _cuts(word):
            token = _token(word[cut[0] : cut[1]], left + cut[0], left + cut[1])
            out.append(_named(token) if labelled and not token.is_name else token)
    return out


def _cuts(word: str) -> list[tuple[int, int]]:
    """副主席张三 → 副主席, 张三; 张三（女）市总工会主席 → 张三（女）, 市总工会主席; else the word whole."""
    after = _LAST_HEAD.search(word)
    if after is not None and is_name(word[after.end() :]):
        return [(0, after.end()), (after.end(), len(word))]
    noted = _NAME_NOTED.match(word)
    if noted is not None and noted.end() < len(word) and _token(noted.group(), 0, noted.end()).is_name:
        return [(0, noted.end()), (noted.end(), len(word))]
    return [(0, len(word))]


def _token(word: str, left: int, right: int) -> _Token:
    if word in _HEAD_SET:
        return _Token(left, right, word)
    shape = _NAME_BRACKET.fullmatch(word)
    if (
        shape is not None
        and is_name(shape["name"])
        and not (shape["rest"] is None and has_role(word) and not _sure(word))
    ):
        note = shape.span("note") if shape["rest"] is not None else None
        bracket = (
            (left + note[0], left + note[1])
            if note is not None and not _NOTE_ONLY.fullmatch(shape["note"])
            else None
        )
        return _Token(left, left + shape.end("name"), shape["name"], bracket, True)
    if (
        shape is not None
        and shape["rest"]
        and _ABOUT_A_PERSON.match(shape["note"])
        and _may_be_long(shape["name"])
    ):
        return _Token(left, left + shape.end("name"), shape["name"], None, True)
    return _Token(left, right, word)


def _named(token: _Token) -> _Token:
    """方可心, 方可心（市总工会主席） after a label: a name, though its first two signs are a word."""
    shape = _NAME_BRACKET.fullmatch(token.text)
    if shape is None or len(shape["name"]) != 3 or not is_name_in_column(shape["name"]):
        return token
    if shape["name"][2] in _UNIT_SIGNS or has_role(shape["name"]):
        return token
    noted = shape["rest"] is not None and not _NOTE_ONLY.fullmatch(shape["note"])
    bracket = (token.start + shape.start("note"), token.start + shape.end("note")) if noted else None
    return _Token(token.start, token.start + 3, shape["name"], bracket, True)


_UNIT_SIGNS = frozenset("会委办厅宫馆园家者工人师生员团班网报社党业村线户段级")
"""Last signs of units and groups of people of three signs: 国资委, 文明办, 文化馆, 农民工."""


_ABOUT_A_PERSON = re.compile(r"[男女](?:\Z|[，,、])|[\u4e00-\u9fff]{1,3}族(?:\Z|[，,、])")
"""佟丽雅萍（女，满族）: only people have a sex or nationality, so a name of four signs passes too."""


def _may_be_long(name: str) -> bool:
    return len(name) <= 4 and name[0] in SURNAMES and not has_role(name)


def _sure(word: str) -> bool:
    return word not in _HEAD_SET and word[-2:] not in _HEAD_SET


def _join_spaced(text: str, tokens: list[_Token]) -> list[_Token]:
    """李 四 → one name: single signs set apart, the first of them a surname."""
    out: list[_Token] = []
    k = 0
    while k < len(tokens):
        first = tokens[k]
        if not first.is_name and (first.text in SURNAMES or first.text in COMPOUND_SURNAMES):
            run = [first]
            for t in tokens[k + 1 : k + 4]:
                if t.is_name or not text[run[-1].end : t.start].isspace():
                    break
                run.append(t)
                if len(t.text) != 1:
                    break
            singles = 1 + sum(1 for t in run[1:] if len(t.text) == 1)
            size = 3 if singles == 3 and len(first.text) == 1 and len(run) == 3 else 2
            if len(run) >= 2:
                last = run[size - 1] if size <= len(run) else run[1]
                merged = "".join(t.text for t in run[: size - 1]) + last.text
                joined = _token(merged, first.start, last.end)
                if joined.is_name and (
                    len(last.text) <= 2 or joined.bracket or "（" in last.text or "(" in last.text
                ):
                    tail = last.end - (len(merged) - len(joined.text))
                    shift = last.end - (first.start + len(merged))
                    bracket = (
                        None
                        if joined.bracket is None
                        else (joined.bracket[0] + shift, joined.bracket[1] + shift)
                    )
                    out.append(_Token(first.start, tail, joined.text, bracket, True))
                    k += min(size, len(run))
                    continue
        out.append(first)
        k += 1
    return out


def _split_fused(tokens: list[_Token], level: str) -> list[_Token]:
    """张三市总工会副主席: a name and a post without white space between them."""
    out: list[_Token] = []
    for position, t in enumerate(tokens):
        size = _fused_name(t.text, level) if position == 0 else 0
        if size:
            out.append(_Token(t.start, t.start + size, t.text[:size], None, True))
            out.append(_Token(t.start + size, t.end, t.text[size:]))
            continue
        out.append(t)
    return out


def _fused_name(word: str, level: str) -> int:
    """Length of the name that begins `word` when a post follows at once, or 0."""
    if len(word) < 4 or not has_role(word):
        return 0
    for size in (3, 2, 4):
        if is_name(word[:size]) and _WELL_STARTED.match(word, size) and has_role(word[size:]):
            return size
    for size in (3, 2, 4):
        if is_name(word[:size]) and word[size : size + 1] == level and has_role(word[size:]):
            return size
    size = 3
    if (
        is_name(word[:size])
        and has_role(word[size:])
        and len(word) > size + 3
        and not _OWN_LEVEL.search(word[1 : size + 3])
    ):
        return size
    return 0


_BRACKETED = re.compile(r"[（(][^（()）]{0,30}[)）]")
_COLON = re.compile(r"[：:]")


def _group(text: str, tokens: list[_Token]) -> list[Entry]:
    places = [k for k, t in enumerate(tokens) if t.is_name]
    if tokens[0].is_name:
        entries = []
        for k, at in enumerate(places):
            stop = places[k + 1] if k + 1 < len(places) else len(tokens)
            entries.append(_entry(tokens, at, range(0), range(at + 1, stop)))
        return entries
    entries = []
    begin = 0
    shared: range = range(0)
    headed = _COLON.search(text, tokens[places[0] - 1].end, tokens[places[0]].start) is not None
    for k, at in enumerate(places):
        before = range(begin, at)
        after: range = range(0)
        stop = places[k + 1] if k + 1 < len(places) else len(tokens)
        roleless = not any(has_role(squeeze(tokens[i].text)) for i in before)
        if len(before):
            shared = before
        elif k and (
            (parted := _BRACKETED.sub("", text[tokens[at - 1].end : tokens[at].start]).strip())
            in ("、", "，", "和")
            or (headed and not parted and not has_role(squeeze(tokens[shared[-1]].text)))
        ):
            before = shared  # 青岭县总工会：张三  李四
        if stop > at + 1 and (len(places) == 1 or (len(before) and roleless)):
            taken = at + 1
            while taken < stop and (has_role(squeeze(tokens[taken].text)) or stop == len(tokens)):
                taken += 1
            after = range(at + 1, taken)
        entries.append(_entry(tokens, at, before, after))
        begin = after.stop if len(after) else at + 1
    return entries


def _entry(tokens: list[_Token], at: int, before: range, after: range) -> Entry:
    token = tokens[at]
    posts: list[Span] = []
    for part in (before, after):
        if len(part):
            posts.append(Span(tokens[part[0]].start, tokens[part[-1]].end))
    if token.bracket is not None:
        posts.append(Span(*token.bracket))
    return Entry(token.text, Span(token.start, token.end), tuple(posts))
