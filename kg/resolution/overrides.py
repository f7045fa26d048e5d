"""What has the owner of the workspace decided by hand (人工校正)?

`overrides.toml` in the workspace; it wins over every rule:

    [[join]]                                   # these two are one
    a = "department:云州市总工会/民管部"          # kind:organisation/name …
    b = "urn:gonghui:department:0123456789"    # … or an id
    why = "2023年机构改革更名"

    [[split]]                                  # these two are not
    a = "person:云州市总工会/王平"
    b = "person:云州市职工服务中心/王平"
    why = "两人同名"

    [[relink]]                                 # the words quoted there mean another
    subject = "task:0123456789abcdef0123:3"    # the task that the fact is of
    from = "department:云州市总工会/组织部"       # whom the reader took them for: as `a` above
    to = "department:云州市总工会/宣教部"         # whom they mean; "" where they mean no responsible unit at all
    why = "表格串行"

Kinds are organization, department, person, policy, initiative, group. The organisation is the canonical one;
of an initiative it is the city (initiative:云州/匠心杯); it may be left out (policy:关于…的意见) and then any
will do. A relink names departments, organisations or groups. `who` and `when` (texts, both optional) say who decided it and when: the web page writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.errors import InputError
from kg.resolution.kinds import KINDS

if TYPE_CHECKING:
    from kg.resolution.model import Node

__all__ = ["FILE_NAME", "Entry", "Overrides", "Relink", "load", "matches", "parse"]

FILE_NAME: Final = "overrides.toml"
_FIELDS: Final = ("a", "b", "why", "who", "when")
_MUST: Final = ("a", "b")
_KIND_NAMES = "、".join(KINDS)
UNIT_KINDS: Final = ("organization", "department", "group")
"""Who can answer for a task."""
_RELINK_FIELDS: Final = ("subject", "from", "to", "why", "who", "when")
_SUBJECT: Final = re.compile(r"(?:urn:gonghui:)?(task:[0-9a-f]{20}:\d+)\Z")
_ID: Final = re.compile(r"(?:urn:gonghui:)?((?:organization|department|group):[0-9a-f]{20})\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One [[join]] or [[split]]; `place` says where it stands in its file."""

    a: str
    b: str
    why: str
    place: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Relink:
    """One [[relink]]: in the facts of `subject` (an IRI), what was read as `source` is `target`, or nobody ("").

    Both are IRIs, or kind:organisation/name as in an `Entry`.
    """

    subject: str
    source: str
    target: str
    why: str
    place: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Overrides:
    """All entries of a workspace."""

    joins: tuple[Entry, ...] = ()
    splits: tuple[Entry, ...] = ()
    relinks: tuple[Relink, ...] = ()


def load(path: Path) -> Overrides:
    """The overrides in that file; none where there is no file. Raises InputError naming the file and the
    entry.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Overrides()
    except UnicodeDecodeError as exc:
        raise InputError("不是 UTF-8 文本", path.name) from exc
    except OSError as exc:
        raise InputError(f"读不了：{exc.strerror or exc}", path.name) from exc
    return parse(text, path.name)


def parse(text: str, file: str = FILE_NAME) -> Overrides:
    """The overrides in a TOML text. Raises InputError naming `file` and the entry."""
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise InputError(f"不是合格的 TOML：{exc}", file) from exc
    if unknown := sorted(set(table) - {"join", "split", "relink"}):
        raise InputError(f"不认识的表 [{unknown[0]}]，只能写 [[join]]、[[split]] 和 [[relink]]", file)
    joins, splits = (tuple(_entries(table.get(kind, []), kind, file)) for kind in ("join", "split"))
    decided = {frozenset((e.a, e.b)): e for e in joins}
    for entry in splits:
        if other := decided.get(frozenset((entry.a, entry.b))):
            raise InputError(f"与 {other.place} 互相矛盾", f"{file} {entry.place}")
    relinks = tuple(_relinks(table.get("relink", []), file))
    told: dict[tuple[str, str], Relink] = {}
    for relink in relinks:
        before = told.setdefault((relink.subject, relink.source), relink)
        if before is not relink:
            raise InputError(f"与 {before.place} 说的是同一处，只能留一条", f"{file} {relink.place}")
    return Overrides(joins, splits, relinks)


def _tables(
    tables: object, kind: str, file: str, fields: tuple[str, ...], must: tuple[str, ...]
) -> Iterable[tuple[str, str, dict[str, str]]]:
    """(place in the file, the same with the file's name, its texts) of each [[kind]]; `must` may not be empty."""
    if not isinstance(tables, list):
        raise InputError(f"{kind} 要写成 [[{kind}]]（双层方括号）", file)
    names = "、".join(fields)
    for number, table in enumerate(tables, 1):
        place = f"第 {number} 个 [[{kind}]]"
        where = f"{file} {place}"
        if not isinstance(table, dict):
            raise InputError(f"要写成一张表：{names}", where)
        if unknown := sorted(set(table) - set(fields)):
            raise InputError(f"不认识的字段 {unknown[0]!r}，只能写 {names}", where)
        values = {}
        for field in fields:
            value = table.get(field, None if field in must else "")
            if not isinstance(value, str) or (field in must and not value.strip()):
                raise InputError(f"{field} 要写成非空的文字", where)
            values[field] = value.strip()
        yield place, where, values


def _relinks(tables: object, file: str) -> Iterable[Relink]:
    for place, where, values in _tables(tables, "relink", file, _RELINK_FIELDS, ("subject", "from")):
        subject = _SUBJECT.match(values["subject"])
        if subject is None:
            raise InputError(f"subject = {values['subject']!r} 不是任务的标识符（task:…:3）", where)
        source, target = (_unit(values[field], field, where) for field in ("from", "to"))
        if source == target:
            raise InputError("from 与 to 相同", where)
        why, who, when = values["why"], values["who"], values["when"]
        yield Relink(ids.PREFIX + subject[1], source, target, why, place, who, when)


def _unit(reference: str, field: str, where: str) -> str:
    """A reference to who can answer for a task: ids as IRIs."""
    if not reference:
        return ""
    if found := _ID.match(reference):
        return ids.PREFIX + found[1]
    _check(reference, field, where)
    if reference.partition(":")[0] not in UNIT_KINDS:
        raise InputError(f"{field} = {reference!r} 不是部门、单位或工作组", where)
    return reference


def _entries(tables: object, kind: str, file: str) -> Iterable[Entry]:
    for place, where, values in _tables(tables, kind, file, _FIELDS, _MUST):
        for field in _MUST:
            _check(values[field], field, where)
        if values["a"] == values["b"]:
            raise InputError("a 与 b 相同", where)
        yield Entry(values["a"], values["b"], values["why"], place, values["who"], values["when"])


def _check(reference: str, field: str, where: str) -> None:
    kind, colon, name = reference.partition(":")
    if not colon or not name.strip():
        raise InputError(f"{field} = {reference!r} 既不是标识符，也不是“种类:单位/名称”", where)
    if kind not in KINDS and kind not in ("urn", "http", "https"):
        raise InputError(f"{field} 的种类 {kind!r} 不认识，可用：{_KIND_NAMES}", where)


def matches(reference: str, nodes: Iterable[Node]) -> list[str]:
    """The ids that a reference means, sorted."""
    from kg.resolution.homes import plain

    kind, _, rest = reference.partition(":")
    nodes = list(nodes)
    if kind not in KINDS:
        return [n.iri for n in nodes if n.iri == reference]
    owner, slash, name = rest.rpartition("/")
    found = {n.iri for n in nodes if n.kind == kind and plain(rest) in map(plain, n.names)}
    if slash and not found:
        found = {
            n.iri
            for n in nodes
            if n.kind == kind
            and plain(name) in map(plain, n.names)
            and plain(owner) in map(plain, (*n.scopes, *n.cities))
        }
    return sorted(found)
