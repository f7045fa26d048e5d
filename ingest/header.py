"""What do the first lines and the signature of a document say (版头, 标题, 主送机关, 署名, 成文日期, 版记)?

Rules: GB/T 9704—2012 《党政机关公文格式》 7.2 版头, 7.3 主体, 7.4 版记; and how offices depart from it: no
red header at all (summaries from a shared folder), the number under the title (copies on the web), titles
broken over lines. All spans point into the layout's canonical text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dating import DATE, FULL_WIDTH, iso, year_in
from ingest.issuer import ORGAN, issuer_from_title
from ingest.layout.model import Layout, Paragraph
from ingest.parts import Line, attachments_named, carried
from ingest.titles import NUMBERED, TAIL_NOTE, closed, title_lines, title_words
from kg.model import Part, Quoted, Span, squeeze

__all__ = ["Header", "normal_number", "read_header"]


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says about itself.

    `date` is ISO 8601, partial where the text is (2021-05). `body_start..body_end` are the document's own
    words after title and addressees, up to its signature or the first part it carries; `attachments` are
    the titles that its 附件说明 names; `signatories` all bodies of the 署名, the issuer first.
    """

    title: Quoted | None = None
    doc_number: Quoted | None = None
    issuer: Quoted | None = None
    issued_on: Quoted | None = None
    date: str | None = None
    year: int | None = None
    addressees: tuple[Quoted, ...] = ()
    parts: tuple[Part, ...] = ()
    body_start: int = 0
    body_end: int = 0
    attachments: tuple[Quoted, ...] = ()
    signer: Quoted | None = None
    signatories: tuple[Quoted, ...] = ()
    copied_to: tuple[Quoted, ...] = ()


# 发文字号, 7.2.5: 机关代字、年份、发文顺序号, 云工办字〔2021〕23号.
_NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff](?:\s*[\u4e00-\u9fffA-Za-z]){1,14})\s*[〔\[［（(【﹝]\s*"
    r"(?P<year>[12１２][\d０-９]\s?[\d０-９]\s?[\d０-９])\s*[〕\]］）)】﹞]\s*第?\s*(?P<n>[\d０-９]{1,4})\s*号"
)
_LABEL = re.compile(
    r"^(?:索引号|文号|发文字号|发文机关|发布机构|发布单位|发布日期|发布时间|成文日期|生成日期|来源|信息来源|文章来源|作者|"
    r"浏览次数|点击数|阅读次数|主题分类|公文种类|有效性|字体|字号|编辑|责任编辑|审核|日期|时间|【字体|填[表报](?:单位|部门|人)|制表(?:单位|人)?|编制单位)[:：\]】]"
)
_NOISE = re.compile(
    r"^(?:[-—–－·]*\d{1,4}[-—–－·]*|[★☆*_＿—─-]+|(?:绝密|机密|秘密)(?:★.{0,6})?|特急|加急|平急|特提|内部资料.{0,8}|NO[.．:]?\d+|"
    r"第\d+页.*|附件[一二三四五六七八九十\d]{0,2}[:：]?)$",
    re.IGNORECASE,
)
_SIGNER = re.compile(r"签\s*发\s*人\s*[:：]\s*(?P<n>\S(?:[^\n]{0,20}\S)?)\s*$")
_COPIES = re.compile(r"^\s*(?:抄\s*送|抄\s*报|主送|分送)(?:单位|机关)?\s*[:：]\s*(?P<n>[^\n]+)")
#: 主题词：工会 要点, the record's first line until GB/T 9704—2012 dropped it.
_SUBJECT = re.compile(r"主题词[:：]")
#: Characters. The list of 抄送机关 runs on; a longer line is text.
_LONGEST_RECORD_LINE = 300
_PRINTED = re.compile(r"(?:印\s*发|印\s*制)[。.]?$")
_ADDRESS_END = re.compile(r"[:：]$")
_SALUTATION = re.compile(
    r"^(?:同志们|各位|尊敬的|亲爱的|女士们|全体|广大)|如下[:：]$|(?:通知|事项|安排|要求|意见)[:：]$"
)
_SPLIT = re.compile(r"[，,；;]")
_DATE_NOTE = re.compile(r"^[（(\[【].{0,60}[)）\]】]$")


def normal_number(match: re.Match[str]) -> str:
    """A match of a 发文字号 in the standard's form: 云工办字〔2021〕23号."""
    word = squeeze(match["word"])
    year = squeeze(match["year"]).translate(FULL_WIDTH)
    return f"{word}〔{year}〕{match['n'].translate(FULL_WIDTH)}号"


def read_header(layout: Layout) -> Header:
    """Reads the header of a layout that holds one document; what is not there is None or empty."""
    lines = [
        Line(i, b.span, words)
        for i, b in enumerate(layout.blocks)
        if isinstance(b, Paragraph) and (words := squeeze(layout.words(b)))
    ]
    top = _top(layout, lines)
    at = top.title_from
    count = title_lines([line.words for line in lines[at : at + 8]])
    while count == 0 and at < min(len(lines), top.title_from + 3) and _NOISE.match(lines[at].words):
        at += 1
        count = title_lines([line.words for line in lines[at : at + 8]])
    title: Quoted | None = None
    if count:
        span = Span(lines[at].span.start, lines[at + count - 1].span.end)
        title = Quoted(
            title_words([layout.words(line.span).strip() for line in lines[at : at + count]]), span
        )
        title = _without_date_note(title)
    at += count
    number, noted = top.number, top.noted_date
    addressees: tuple[Quoted, ...] = ()
    for _ in range(4):  # number, date, addressees under the title, in any order
        if at >= len(lines):
            break
        line = lines[at]
        raw = layout.words(line.span)
        if found := _number_line(raw):
            number = number or _quoted_number(found, line.span.start)
        elif (
            noted is None
            and (date := _date_line(raw))
            and (at + 1 < len(lines) or line.block + 1 < len(layout.blocks))
        ):
            noted = Quoted(squeeze(date.group()), _shift(date, line.span.start))
        elif _LABEL.match(line.words) or _NOISE.match(line.words):
            pass
        else:
            break
        at += 1
    if at < len(lines) and title is not None:
        taken, addressees = _addressees(layout, lines, at)
        at += taken
    body_start = lines[at].span.start if at < len(lines) else len(layout.text)

    copied, seal = _version_record(layout, lines, at)
    signed = _signature(layout, lines[at:seal], title is not None)
    named = attachments_named(layout, lines[at:seal])
    parts, first_part = carried(layout, lines[at:seal], title, named, signed.at)
    body_end = first_part if first_part is not None else len(layout.text)
    if signed.at is not None and signed.start is not None and signed.start < body_end:
        body_end = max(body_start, signed.start)
    if seal < len(lines) and _ends_with(layout, lines, seal):
        body_end = max(body_start, min(body_end, lines[seal].span.start))
    issued_on = signed.date or noted
    date_iso = None
    if issued_on is not None and (match := DATE.search(issued_on.text)):
        date_iso = iso(match)

    signatories = signed.bodies
    issuer = signatories[0] if signatories else top.masthead
    if issuer is None and title is not None:
        issuer = issuer_from_title(title, layout.text)
    year = _year(layout.text, title, parts, date_iso, number, body_start)
    return Header(
        title=title,
        doc_number=number,
        issuer=issuer,
        issued_on=issued_on,
        date=date_iso,
        year=year,
        addressees=addressees,
        parts=parts,
        body_start=body_start,
        body_end=body_end,
        attachments=named,
        signer=top.signer,
        signatories=signatories,
        copied_to=copied,
    )


@dataclass(frozen=True, slots=True)
class _Top:
    """The 版头: everything above the title."""

    title_from: int = 0
    masthead: Quoted | None = None
    number: Quoted | None = None
    signer: Quoted | None = None
    noted_date: Quoted | None = None


def _shift(match: re.Match[str], by: int, group: int | str = 0) -> Span:
    return Span(match.start(group) + by, match.end(group) + by)


def _number_line(raw: str) -> re.Match[str] | None:
    """The 发文字号 of a line that holds little else (a label, 签发人, brackets, 文件)."""
    match = _NUMBER.search(raw)
    if match is None or len(raw) > 120:
        return None
    before, after = squeeze(raw[: match.start()]), squeeze(raw[match.end() :])
    tidy_before = before in {"", "（", "(", "[", "【"} or before.endswith(
        ("文件", "文号：", "文号:", "字号：", "字号:")
    )
    tidy_after = after in {"", "）", ")", "]", "】"} or after.startswith("签发人")
    return match if tidy_before and tidy_after else None


def _quoted_number(match: re.Match[str], by: int) -> Quoted:
    return Quoted(normal_number(match), _shift(match, by))


def _date_line(raw: str) -> re.Match[str] | None:
    """The date of a line that holds little else: in brackets, or after 发布日期：."""
    words = squeeze(raw)
    match = DATE.search(raw)
    if match is None or len(words) > 80:
        return None
    if _DATE_NOTE.match(words):
        return match
    rest = squeeze(raw[: match.start()] + raw[match.end() :])
    return (
        match
        if not rest or re.fullmatch(r".{0,6}(?:日期|时间)[:：](?:\d\d[:：]\d\d(?:[:：]\d\d)?)?", rest)
        else None
    )


def _top(layout: Layout, lines: Sequence[Line]) -> _Top:
    """Reads masthead (发文机关标志), 发文字号 and 签发人."""
    number_at, file_at = None, None
    for i, line in enumerate(lines[:12]):
        if len(line.words) > 90 or (line.words[-1] in "。；" and not _NUMBER.search(line.words)):
            break
        if number_at is None and _number_line(layout.words(line.span)):
            number_at = i
        if (
            file_at is None
            and len(line.words) <= 60
            and re.search(r"文件(?:$|[\u4e00-\u9fff]{2,12}[〔\[［（(]\d)", line.words)
        ):
            file_at = i
    number, signer = None, None
    masthead: Quoted | None = None
    start = 0
    if number_at is not None:
        raw = layout.words(lines[number_at].span)
        found = _number_line(raw)
        assert found is not None
        number = _quoted_number(found, lines[number_at].span.start)
        above = [
            k
            for k in range(number_at)
            if not _NOISE.match(lines[k].words) and not _LABEL.match(lines[k].words)
        ]
        label = _LABEL.match(lines[number_at].words)
        is_title_above = any(
            title_lines([lines[m].words for m in above[k:]]) and _closes(lines, above[k:])
            for k in range(len(above))
        )
        if file_at is not None and file_at <= number_at:
            start = number_at + 1
            masthead = _masthead(layout, lines, file_at)
        elif above and not label and not is_title_above and all(len(lines[k].words) <= 30 for k in above):
            start = number_at + 1
            if ORGAN.search(lines[above[0]].words):
                masthead = Quoted(lines[above[0]].words, lines[above[0]].span)
        elif not above:
            start = number_at + 1
    elif file_at is not None:
        start = file_at + 1
        masthead = _masthead(layout, lines, file_at)
    noted: Quoted | None = None
    for line in lines[: start + 3]:
        raw = layout.words(line.span)
        if signer is None and (s := _SIGNER.search(raw)):
            signer = Quoted(squeeze(s["n"]), _shift(s, line.span.start, "n"))
    while start < len(lines):
        line = lines[start]
        raw = layout.words(line.span)
        if _NOISE.match(line.words) or (
            masthead and line.words.removesuffix("文件") == masthead.text and line.words.endswith("文件")
        ):
            start += 1
        elif _LABEL.match(line.words) and len(line.words) <= 80:
            if (date := _date_line(raw)) and noted is None:
                noted = Quoted(squeeze(date.group()), _shift(date, line.span.start))
            start += 1
        elif _SIGNER.search(raw) and len(line.words) <= 30:
            start += 1
        else:
            break
    return _Top(start, masthead, number, signer, noted)


def _closes(lines: Sequence[Line], which: Sequence[int]) -> bool:
    return closed("".join(lines[k].words for k in which))


def _masthead(layout: Layout, lines: Sequence[Line], file_at: int) -> Quoted | None:
    """The first body of the 发文机关标志 that ends in 文件 on line `file_at`."""
    at = file_at
    if lines[at].words == "文件":
        while at > 0 and ORGAN.search(lines[at - 1].words) and len(lines[at - 1].words) <= 30:
            at -= 1
    elif at > 0 and ORGAN.search(lines[at - 1].words) and len(lines[at - 1].words) <= 30:
        at -= 1 if ORGAN.search(lines[at].words.removesuffix("文件")) or len(lines[at].words) < 6 else 0
    line = lines[at]
    raw = layout.words(line.span)
    head = raw if "文" not in raw else re.split(r"文\s*件", raw, maxsplit=1)[0]
    head = head.rstrip()
    text = squeeze(head)
    if not text:
        return None
    lead = len(head) - len(head.lstrip())
    first = (
        re.split(r"\s{2,}", head.strip())[0]
        if ORGAN.search(squeeze(re.split(r"\s{2,}", head.strip())[0]))
        else head.strip()
    )
    start = line.span.start + lead
    return Quoted(squeeze(first), Span(start, start + len(first)))


def _without_date_note(title: Quoted) -> Quoted:
    """A title without a note that holds only its date: 工作总结（2023年3月5日） keeps its span."""
    if (note := TAIL_NOTE.search(title.text)) and DATE.fullmatch(note.group()[1:-1]):
        return Quoted(title.text[: note.start()], title.span)
    return title


def _addressees(layout: Layout, lines: Sequence[Line], at: int) -> tuple[int, tuple[Quoted, ...]]:
    """主送机关, 7.3.2: the line(s) after the title that end in a colon, split at ， and ；, never at 、."""
    count, words = 0, ""
    for line in lines[at : at + 4]:
        words += line.words
        count += 1
        if _ADDRESS_END.search(line.words) or "。" in line.words or len(words) > 500:
            break
        if NUMBERED.match(line.words):
            return 0, ()
    if not _ADDRESS_END.search(words) or "。" in words or _SALUTATION.search(words) or NUMBERED.match(words):
        return 0, ()
    start, end = lines[at].span.start, lines[at + count - 1].span.end
    raw = layout.text[start:end]
    body_end = len(raw.rstrip()) - 1  # less the colon
    out: list[Quoted] = []
    begin, depth = 0, 0
    for i in range(body_end + 1):
        char = raw[i] if i < body_end else "，"
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        if i == body_end or (depth == 0 and _SPLIT.match(char)):
            piece = raw[begin:i]
            lead = len(piece) - len(piece.lstrip())
            text = piece.strip()
            if text:
                out.append(
                    Quoted(squeeze(text), Span(start + begin + lead, start + begin + lead + len(text)))
                )
            begin = i + 1
    tidy = [q for q in out if 2 <= len(q.text) <= 80]
    organs = sum(1 for q in tidy if _is_addressee(q.text))
    if not tidy or organs * 2 < len(tidy):
        return 0, ()
    return count, tuple(out)


def _is_addressee(name: str) -> bool:
    return (
        bool(ORGAN.search(re.sub(r"[（(][^（()）]*[)）]$", "", name)))
        or bool(re.match(r"^(?:各|全市|全省|全县|全区|市直|县直|区直|省直|市属|直属|局属|机关)", name))
        or name.endswith(
            (
                "部室",
                "部门",
                "单位",
                "企业",
                "党支部",
                "处室",
                "科室",
                "基层",
                "组织",
                "同志",
                "小组",
                "乡镇",
                "街道",
            )
        )
    )


@dataclass(frozen=True, slots=True)
class _Signature:
    """署名 and 成文日期: `at` the date's place in the list of lines given, `start` where the 署名 begins."""

    at: int | None = None
    start: int | None = None
    date: Quoted | None = None
    bodies: tuple[Quoted, ...] = ()


def _signature(layout: Layout, lines: Sequence[Line], titled: bool) -> _Signature:
    """署名 (7.3.5.1) above the 成文日期: the first date with a body above it, else the first date line."""
    fallback: _Signature | None = None
    for i, line in enumerate(lines):
        if (
            not 5 <= len(line.words) <= 60
            or _PRINTED.search(line.words)
            or not re.search(r"[月\-./．－／]", line.words)
        ):
            continue
        raw = layout.words(line.span)
        match = DATE.search(raw)
        if match is None or squeeze(raw[match.end() :]) not in {"", "）", ")"}:
            continue
        day = Quoted(squeeze(match.group()), _shift(match, line.span.start))
        before = raw[: match.start()].strip()
        bodies: list[Quoted] = []
        start = line.span.start
        if squeeze(before).strip("（("):
            if not _is_body(squeeze(before)):
                continue
            lead = line.span.start + (len(raw) - len(raw.lstrip()))
            bodies = _split_bodies(before, lead)
        else:
            k = i - 1
            while (
                k >= 0 and i - k <= 6 and _is_body(lines[k].words) and not _ADDRESS_END.search(lines[k].words)
            ):
                above = layout.words(lines[k].span)
                lead = lines[k].span.start + len(above) - len(above.lstrip())
                bodies = _split_bodies(above.strip(), lead) + bodies
                start = lines[k].span.start
                k -= 1
        found = _Signature(i, start, day, tuple(bodies))
        if bodies:
            return found
        if fallback is None and match["d"] is not None and i > 0:
            fallback = found
    return fallback or _Signature()


def _is_body(words: str) -> bool:
    return (
        3 <= len(words) <= 45
        and bool(ORGAN.search(re.sub(r"[（(](?:章|印|盖章|代章)[)）]$", "", words)))
        and not re.search(r"[。；：:！？《》“”]|^[-•\d（(]|^附件", words)
        and not NUMBERED.match(words)
    )


def _split_bodies(raw: str, start: int) -> list[Quoted]:
    """Bodies that share one line (云州市总工会　云州市财政局); a letter-spaced name stays whole."""
    pieces = list(re.finditer(r"\S+", raw))
    if len(pieces) > 1 and all(len(p.group()) >= 4 and ORGAN.search(p.group()) for p in pieces):
        return [Quoted(p.group(), _shift(p, start)) for p in pieces]
    return [Quoted(squeeze(raw), Span(start, start + len(raw)))]


def _version_record(layout: Layout, lines: Sequence[Line], at: int) -> tuple[tuple[Quoted, ...], int]:
    """版记, 7.4: 抄送机关, and the index of its first line (len(lines) if there is none)."""
    copied: list[Quoted] = []
    seal = len(lines)
    for i in range(max(at, len(lines) - 12), len(lines)):
        line = lines[i]
        if match := _COPIES.match(layout.words(line.span)):
            seal = min(seal, i)
            for piece in re.finditer(r"[^，,；;。]+", match["n"]):
                text = piece.group().strip()
                if text:
                    begin = line.span.start + match.start("n") + piece.start() + piece.group().index(text)
                    copied.append(Quoted(squeeze(text), Span(begin, begin + len(text))))
        elif _SUBJECT.match(line.words):
            seal = min(seal, i)
        elif len(line.words) <= 60 and _PRINTED.search(line.words) and DATE.search(layout.words(line.span)):
            # 云州市总工会办公室 on a line of its own above 2024年2月19日印发
            above = i > at and re.search(r"(?:办公室|秘书[处科])$", lines[i - 1].words)
            seal = min(seal, i - 1 if above and _is_body(lines[i - 1].words) else i)
    return tuple(copied), seal


def _ends_with(layout: Layout, lines: Sequence[Line], seal: int) -> bool:
    """Nothing but the 版记 stands from line `seal` on: no point, no attachment, no table."""
    tail = lines[seal:]
    return (
        all(isinstance(b, Paragraph) for b in layout.blocks[tail[0].block :])
        and not any(NUMBERED.match(line.words) or "附件" in line.words[:3] for line in tail)
        and all(len(line.words) <= _LONGEST_RECORD_LINE for line in tail)
    )


def _year(
    text: str,
    title: Quoted | None,
    parts: Sequence[Part],
    date: str | None,
    number: Quoted | None,
    body_start: int,
) -> int | None:
    """The year that the document is about: its title's, first part's, date's; else the first named."""
    if title is not None and (year := year_in(title.text)):
        return year
    if parts and (year := year_in(parts[0].title)):
        return year
    report = title is not None and re.search(r"总结|报告|汇报|小结", title.text)
    if date is not None and not report:
        return int(date[:4])
    if number is not None and not report:
        found = re.search(r"〔(\d{4})〕", number.text)
        if found:
            return int(found[1])
    opening = re.sub(r"《[^》\n]{0,120}》", "", text[body_start : body_start + 2000])
    if year := year_in(opening):
        return year
    if date is not None:
        return int(date[:4])
    return None
