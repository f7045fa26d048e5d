"""How can someone be reached (联系人, 联系电话, 电子邮箱, 传真, 地址)?

Numbers: mobile 1xx xxxx xxxx; fixed lines with an area code of three or four digits (《电信网编号计划》), or
seven or eight digits alone, which count only beside a word for telephone or a name in a contact column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.extract.people.entries import Entry, read_entries
from ingest.extract.people.names import HAN
from kg.model import Contact, Span, squeeze

_D = "[0-9０-９]"
_DASH = r"[-－—–‐]"
PHONE: Final = re.compile(
    rf"(?<![0-9０-９.．A-Za-z@])(?:(?:\+?86{_DASH}?)?1[3-9１-９]{_D}(?:[ \u3000－—–\-]?{_D}{{4}}){{2}}"
    rf"|[（(]?0{_D}{{2,3}}[）)]?\s?{_DASH}{{0,2}}\s?{_D}{{7,8}}(?:{_DASH}{_D}{{1,5}}(?!{_D}))?"
    rf"|400{_DASH}?{_D}{{3,4}}{_DASH}?{_D}{{3,4}}|{_D}{{7,8}}|12351)(?![0-9０-９%％年元])"
)
"""A telephone number as written."""

EMAIL: Final = re.compile(r"[A-Za-z0-9_.+\-]{1,64}[@＠][A-Za-z0-9\-]{1,63}(?:[.．][A-Za-z0-9\-]{1,63}){1,4}")

_PERSON_LABEL = r"(?:联\s*系\s*人|联\s*络\s*人|联\s*络\s*员|咨询人|经办人|工作联系人)(?:员)?"
_PHONE_LABEL = (
    r"(?:联系|咨询|办公|值班|监督|举报|服务|投诉|报名|工作|座机)?(?:电\s*话|手\s*机|热\s*线|方式)(?:号码)?"
)
_LABEL = re.compile(
    rf"(?P<person>{_PERSON_LABEL}(?:及(?:联系)?(?:电话|方式))?)\s*[：:]"
    rf"|(?P<fax>传\s*真(?:电话)?)\s*[：:]"
    rf"|(?P<phone>{_PHONE_LABEL}(?:[（(及/、]传真[）)]?)?)\s*[：:]"
    rf"|(?P<email>(?:电子|联系|工作|报送|投稿)?(?:邮\s*箱|邮件)(?:地址)?|[Ee]-?[Mm]ail)\s*[：:]"
    rf"|(?P<address>(?:联系|通讯|通信|办公|邮寄|单位|报送|收件)?地\s*址)\s*[：:]"
)
_VALUE_END = re.compile(
    r"[；;。\n]|(?=[，,、\s]{0,4}(?:联\s*系\s*人|联\s*络\s*[人员]|联系电话|电\s*话|手\s*机|传\s*真|邮\s*箱|电子邮|邮\s*编|地\s*址|联系地址)\s*[：:])"
)
_ADDRESS_END = re.compile(r"[；;。\n，,（(]|\s{2,}|(?=\s{0,4}(?:邮\s*编|邮政编码|电\s*话|联系))")
_UNIT_BEFORE = re.compile(rf"(?P<unit>[{HAN}]{{2,24}})\Z")


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """A contact named in the text (联系人：…), with the posts written beside the name."""

    entry: Entry
    unit: str | None


def numbers(text: str, start: int, end: int) -> Iterator[Span]:
    """Every telephone number in text[start:end]."""
    for found in PHONE.finditer(text, start, end):
        yield Span(*found.span())


def phone_value(written: str) -> str:
    """A number as kept: without white space, brackets' kind and full width levelled. （0335）305 → 0335-305."""
    value = squeeze(written).translate(_LEVEL_DIGITS)
    value = re.sub(r"^[(（]?(0\d{2,3})[)）]-*", r"\1-", value)
    return re.sub(r"[-－—–‐]+", "-", value)


_LEVEL_DIGITS = str.maketrans("０１２３４５６７８９＠．", "0123456789@.")


def read_contacts(text: str) -> tuple[tuple[Contact, ...], tuple[ContactPerson, ...]]:
    """Contacts given in sentences and lines, and the people named as contacts.

    A number belongs to the contact named before it in the same line; several of both pair off in order.
    """
    contacts: list[Contact] = []
    people: list[ContactPerson] = []
    current: list[Entry] = []
    unit: str | None = None
    last_line = -1
    taken: set[int] = set()
    for found in _LABEL.finditer(text):
        kind = found.lastgroup or ""
        begin = found.end()
        line = text.count("\n", last_line if last_line > 0 else 0, found.start()) if current else 0
        if current and line > 1:
            current, unit = [], None
        if kind == "address":
            stop = _ADDRESS_END.search(text, begin)
            span = _trimmed(text, begin, stop.start() if stop else len(text))
            if 4 <= span.end - span.start <= 60:
                contacts.append(_contact("address", squeeze(span.of(text)), span, (), unit))
            continue
        ended = _VALUE_END.search(text, begin)
        stop_at = ended.start() if ended else len(text)
        if stop_at - begin > 200:
            continue
        last_line = stop_at
        if kind == "person":
            current = read_entries(text, begin, stop_at)
            before = _UNIT_BEFORE.search(text, max(0, found.start() - 24), found.start())
            unit = before["unit"] if before else None
            people.extend(ContactPerson(e, unit) for e in current)
        if kind in ("person", "phone", "fax"):
            where = list(numbers(text, begin, stop_at))
            for k, span in enumerate(where):
                owner = _owner(current, span, k, len(where)) if kind != "fax" else None
                contacts.append(
                    Contact(
                        "fax" if kind == "fax" else "phone", phone_value(span.of(text)), span, owner, unit
                    )
                )
                taken.add(span.start)
    for found in EMAIL.finditer(text):
        span = Span(*found.span())
        owner = None
        near = [p.entry for p in people if 0 <= span.start - p.entry.span.end <= 100]
        if near and text.count("\n", near[-1].span.end, span.start) <= 2:
            owner = near[-1].name
        contacts.append(Contact("email", squeeze(span.of(text)).translate(_LEVEL_DIGITS), span, owner, None))
    return tuple(sorted(contacts, key=lambda c: c.span)), tuple(people)


def _owner(current: list[Entry], number: Span, k: int, count: int) -> str | None:
    if not current:
        return None
    if len(current) == 1:
        return current[0].name
    if number.start > current[-1].span.end:
        if count >= len(current):
            return current[min(k, len(current) - 1)].name
        return current[-1].name
    before = [e for e in current if e.span.end <= number.start]
    return before[-1].name if before else None


def _contact(kind: str, value: str, span: Span, current: tuple[Entry, ...], unit: str | None) -> Contact:
    return Contact(kind, value, span, current[0].name if current else None, unit)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
