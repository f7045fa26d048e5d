"""What does a document carry: the plan or ledger that a notice issues, its attachments (附件)?

GB/T 9704—2012, 7.3.4 附件说明 names them, 7.3.7 puts 附件1 at the top of each; a notice that issues something
(印发, 转发, 发布) carries that right after its date. Conversions lose labels, so titles that the document
itself names are looked for as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.genre import genre_of_title
from ingest.layout.model import Layout
from ingest.titles import closed, may_be_title, title_lines, title_words
from kg.model import Genre, Part, Quoted, Span, squeeze


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph that is not blank: its index among the blocks, its place, its squeezed words."""

    block: int
    span: Span
    words: str


_LABEL = re.compile(r"^附件(?:[一二三四五六七八九十]{1,2}|[\d０-９]{1,2})?[:：]?$")
_LABELLED = re.compile(
    r"^附\s*件\s*(?P<n>[一二三四五六七八九十]{1,2}|[\d０-９]{1,2})?\s*[:：.．、]?\s*(?P<t>\S.*)$", re.DOTALL
)
_ITEM = re.compile(r"^\s*[-•]?\s*(?P<n>[\d０-９]{1,2})\s*[.．、]\s*(?P<t>\S.*)$", re.DOTALL)
_INNER_ITEM = re.compile(r"(?:(?<=\s)|(?<=[；;。]))(?=[\d０-９]{1,2}[.．、]\s*\S)")
_QUOTED_TITLE = re.compile(r"《(?P<t>.+)》")
_MOST_ATTACHMENTS = 60
_NOT_KEY = re.compile(r"[\s“”\"'‘’《》〈〉<>（()）【】\[\]、，,.．。；;：:·•—\-]")


def _key(title: str) -> str:
    return _NOT_KEY.sub("", title)


def attachments_named(layout: Layout, lines: Sequence[Line]) -> tuple[Quoted, ...]:
    """The titles that the 附件说明 names (附件：1.… 2.…), without numbers and closing marks."""
    out: list[Quoted] = []
    k = 0
    while k < len(lines):
        line = lines[k]
        k += 1
        if not line.words.lstrip("-•*·").startswith("附件") or (
            _LABEL.match(line.words) and not _has_items(layout, lines, k)
        ):
            continue
        raw = layout.words(line.span)
        match = re.match(r"^\s*[-•*·]?\s*附\s*件\s*[\d一二三]{0,2}\s*[:：]\s*", raw)
        if match is None or len(line.words) > 300:
            continue
        pieces = [(line.span.start + match.end(), raw[match.end() :])]
        while k < len(lines) and len(lines[k].words) <= 120 and _ITEM.match(layout.words(lines[k].span)):
            pieces.append((lines[k].span.start, layout.words(lines[k].span)))
            k += 1
        for start, piece in pieces:
            at = 0
            for part in _INNER_ITEM.split(piece):
                item = _ITEM.match(part)
                offset = item.start("t") if item else len(part) - len(part.lstrip())
                text = (item["t"] if item else part.strip()).rstrip(" \t　；;。，,")
                if len(squeeze(text)) >= 2:
                    begin = start + at + offset
                    out.append(Quoted(squeeze(text).strip("《》"), Span(begin, begin + len(text))))
                at += len(part)
    return tuple(out)


def _has_items(layout: Layout, lines: Sequence[Line], k: int) -> bool:
    return k < len(lines) and bool(_ITEM.match(layout.words(lines[k].span))) and lines[k].words[:1] in "1１"


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a part begins: its first line (the label 附件1, if any), its title."""

    line: int
    title: Quoted
    last: int


def carried(
    layout: Layout,
    lines: Sequence[Line],
    title: Quoted | None,
    named: Sequence[Quoted],
    signed_at: int | None,
) -> tuple[tuple[Part, ...], int | None]:
    """The parts of a document, and where the first one begins (None if it carries nothing).

    `lines` are those after the addressees, without the 版记; `signed_at` the index of the 成文日期 in them.
    """
    wanted: dict[str, str] = {_key(q.text): q.text for q in named if len(_key(q.text)) >= 4}
    wanted = dict(list(wanted.items())[:_MOST_ATTACHMENTS])
    issued = ""
    if title is not None and (found := _QUOTED_TITLE.search(title.text)):
        issued = _key(found["t"])
        if len(issued) >= 4:
            wanted[issued] = found["t"]
    in_note = {q.span.start for q in named}
    last_of = {_key(line.words): k for k, line in enumerate(lines) if len(line.words) <= 100}
    starts: list[_Start] = []
    k = 0
    while k < len(lines):
        start = _start_at(layout, lines, k, wanted, in_note, signed_at, last_of)
        if start is None and not starts and signed_at is not None and k == signed_at + 1:
            start = _after_date(layout, lines, k, title)
        if start is not None:
            starts.append(start)
            k = start.last + 1
        else:
            k += 1
    if not starts and title is not None and issued and signed_at is not None and signed_at + 1 < len(lines):
        # The issued text follows at once, without its title: 印发《…》 in the notice's title names it.
        rest = lines[signed_at + 1].span.start
        if len(layout.text) - rest > 200 and (quoted := _QUOTED_TITLE.search(layout.words(title.span))):
            span = Span(title.span.start + quoted.start("t"), title.span.start + quoted.end("t"))
            name = squeeze(quoted["t"])
            part = Part(name, genre_of_title(name) or Genre.OTHER, span, Span(rest, len(layout.text)))
            return (part,), rest
    parts: list[Part] = []
    end = lines[-1].span.end if lines else 0
    if layout.blocks and lines:
        later = [b.span.end for b in layout.blocks[lines[-1].block + 1 :] if not hasattr(b, "page")]
        end = max([end, *later])
    for i, start in enumerate(starts):
        stop = lines[starts[i + 1].line].span.start if i + 1 < len(starts) else end
        body = Span(start.title.span.start, max(start.title.span.end, stop))
        parts.append(
            Part(start.title.text, genre_of_title(start.title.text) or Genre.OTHER, start.title.span, body)
        )
    return tuple(parts), lines[starts[0].line].span.start if starts else None


def _start_at(
    layout: Layout,
    lines: Sequence[Line],
    k: int,
    wanted: dict[str, str],
    in_note: set[int],
    signed_at: int | None,
    last_of: dict[str, int],
) -> _Start | None:
    """The part that begins on line `k`, by its label 附件1 or by a title that the document names."""
    line = lines[k]
    if len(line.words) > 100 or "。" in line.words[:-1]:
        return None
    if _LABEL.match(line.words):
        if _has_items(layout, lines, k + 1) and not _items_are_content(lines, k + 1):
            return None
        return _titled(layout, lines, k, k + 1, wanted)
    if line.words.startswith("附件") and (match := _LABELLED.match(layout.words(line.span))):
        begin = line.span.start + match.start("t")
        name = match["t"].rstrip()
        follows = k + 1 < len(lines) and not _describes_on(layout, lines, k, signed_at)
        before_signature = signed_at is not None and k < signed_at
        later = last_of.get(_key(name), -1) > k
        if match["n"] and follows and not before_signature and not later and may_be_title(squeeze(name)):
            return _Start(k, Quoted(squeeze(name), Span(begin, begin + len(name))), k)
        return None
    if any(line.span.start <= s < line.span.end for s in in_note):
        return None
    return _match(layout, lines, k, k, wanted)


def _items_are_content(lines: Sequence[Line], k: int) -> bool:
    """Numbered lines after 附件 are sentences: the attachment itself, not a list of titles."""
    return len(lines[k].words) > 60 or "。" in lines[k].words


def _describes_on(layout: Layout, lines: Sequence[Line], k: int, signed_at: int | None) -> bool:
    """The next line goes on with the 附件说明 (2.…), or the signature follows."""
    after = layout.words(lines[k + 1].span)
    return bool(_ITEM.match(after)) or lines[k + 1].words.startswith("附件") or signed_at in (k + 1, k + 2)


def _match(
    layout: Layout, lines: Sequence[Line], first: int, k: int, wanted: dict[str, str]
) -> _Start | None:
    """A title named before that stands on one to four lines from line `k`."""
    words = ""
    first_length = len(_key(lines[k].words))
    for n, line in enumerate(lines[k : k + 4]):
        if (
            len(line.words) > 100
            or line.words.endswith(("。", "：", ":", "；"))
            or line.words.startswith("附件")
        ):
            return None
        words += _key(line.words)
        if len(words) > 120:
            return None
        for key in wanted:
            extra = len(words) - len(key)
            longer = len(key) >= 6 and extra <= 24 and words.endswith(key) and extra < first_length
            if words == key or (longer and closed(line.words)):
                return _Start(first, _title(layout, lines, k, k + n), k + n)
            if (
                len(words) >= 8
                and key.endswith(words)
                and closed(line.words)
                and n == 0
                and len(words) * 2 > len(key)
            ):
                return _Start(first, _title(layout, lines, k, k + n), k + n)
    return None


def _titled(
    layout: Layout, lines: Sequence[Line], label: int, k: int, wanted: dict[str, str]
) -> _Start | None:
    """The part under the label 附件1 on line `label`: a title named before, else the lines that make one."""
    if k >= len(lines):
        return None
    if known := _match(layout, lines, label, k, wanted):
        return known
    count = title_lines([line.words for line in lines[k : k + 6]])
    if count == 0:
        return None
    return _Start(label, _title(layout, lines, k, k + count - 1), k + count - 1)


def _after_date(layout: Layout, lines: Sequence[Line], k: int, title: Quoted | None) -> _Start | None:
    """The title that stands right after a notice's date."""
    if title is None or genre_of_title(title.text) not in (Genre.NOTICE, Genre.OPINION):
        return None
    while k < len(lines) and re.match(
        r"^[（(](?:此件|联系|信息公开).*[)）]$|^(?:联系人|联系电话|电子邮箱|电话)[:：]", lines[k].words
    ):
        k += 1
    if k >= len(lines) or lines[k].words.startswith("附件"):
        return None
    count = title_lines([line.words for line in lines[k : k + 6]])
    found = _title(layout, lines, k, k + count - 1) if count else None
    return _Start(k, found, k + count - 1) if found is not None and closed(found.text) else None


def _title(layout: Layout, lines: Sequence[Line], first: int, last: int) -> Quoted:
    span = Span(lines[first].span.start, lines[last].span.end)
    return Quoted(title_words([layout.words(line.span).strip() for line in lines[first : last + 1]]), span)
