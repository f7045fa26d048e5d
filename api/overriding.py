"""How does a decision by hand get into the workspace, and out again (人工校正的增删)? Into `overrides.toml`, each with who and when.

The owner may edit that file too: what stands there stays as it is, comments and all. `overrides-log.jsonl` beside it tells
what was put in and taken out, and never changes what it said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from kg import ids
from kg.errors import InputError, NotFound
from kg.resolution.overrides import FILE_NAME, Entry, Overrides, Relink, load, parse
from kg.whole_files import write_whole

__all__ = ["Decision", "add", "listed", "take_out"]

LOG_NAME: Final = "overrides-log.jsonl"
Action = Literal["join", "split", "relink"]
_ACTIONS: Final[tuple[Action, ...]] = ("join", "split", "relink")
_HEAD: Final = re.compile(r"^[ \t]*\[\[[ \t]*(join|split|relink)[ \t]*\]\][^\n]*\n?", re.MULTILINE)
_LEAD: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*\Z")
"""Blank lines and comments before a heading: they are the next entry's."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decision:
    """`a` and `b` as in `kg.resolution.overrides`: ids, as shown outside too, or kind:organisation/name.

    A relink is of the task `subject`: `a` was read, `b` is meant ("" nobody).
    """

    action: Action
    a: str
    b: str
    why: str = ""
    who: str = ""
    subject: str = ""


def listed(workspace: Path, problems: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """All decisions: `{"id", "action", "subject", "a", "b", "why", "who", "when", "problem"}`. Raises InputError for a
    broken file.

    `problems` as resolution tells them: of those that could not be followed.
    """
    found = load(workspace / FILE_NAME)
    return [_json(action, entry, problems) for action in _ACTIONS for entry in _entries(found, action)]


def add(workspace: Path, decision: Decision) -> dict[str, Any]:
    """Appends a decision. Raises InputError where it makes no sense, is there already, or the file is broken."""
    file = workspace / FILE_NAME
    before = _text(file)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    a, b = ("from", "to") if decision.action == "relink" else ("a", "b")
    values = {
        "subject": _reference(decision.subject),
        a: _reference(decision.a),
        b: _reference(decision.b),
        "why": decision.why,
        "who": decision.who,
        "when": when,
    }
    clean = {name: _CONTROL.sub(" ", value).strip() for name, value in values.items()}
    written = (f"{n} = {_quoted(v)}" for n, v in clean.items() if v or n == "to")
    lines = [f"[[{decision.action}]]", *written]
    text = before + ("" if not before or before.endswith("\n") else "\n") + "\n".join(lines) + "\n\n"
    after = parse(text)
    own = _entries(after, decision.action)[-1]
    row = _json(decision.action, own, ())
    if any(row["id"] == other["id"] for other in listed(workspace)):
        raise InputError("已经有这条校正")
    write_whole(file, text)
    _log(workspace, "added", row, decision.who)
    return row


def take_out(workspace: Path, identifier: str, who: str = "") -> dict[str, Any]:
    """Takes one decision out and returns it. Raises NotFound; InputError where the file has to be edited by hand."""
    file = workspace / FILE_NAME
    row = next((one for one in listed(workspace) if one["id"] == identifier), None)
    if row is None:
        raise NotFound(f"没有这条校正：{identifier}")
    text = _text(file)
    before = parse(text)
    entries = _entries(before, row["action"])
    number = next(n for n, e in enumerate(entries) if _json(row["action"], e, ())["id"] == identifier)
    shorter = _without(text, row["action"], number)
    if _said(parse(shorter)) != _said(before) - {identifier}:
        raise InputError("这条校正的写法特殊，请直接编辑文件", FILE_NAME)
    write_whole(file, shorter)
    _log(workspace, "removed", row, who)
    return row


def _without(text: str, action: str, number: int) -> str:
    """The text without the block under the heading of that kind and number."""
    heads = list(_HEAD.finditer(text))
    own = [n for n, head in enumerate(heads) if head[1] == action]
    if number >= len(own):
        return text
    at = own[number]
    start = heads[at].start()
    end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
    if at + 1 < len(heads) and (lead := _LEAD.search(text[:end])):
        end = max(heads[at].end(), lead.start())
    return text[:start] + text[end:]


def _said(found: Overrides) -> set[str]:
    """The ids of all decisions."""
    return {str(_json(action, e, ())["id"]) for action in _ACTIONS for e in _entries(found, action)}


def _entries(found: Overrides, action: Action) -> Sequence[Entry | Relink]:
    match action:
        case "join":
            return found.joins
        case "split":
            return found.splits
        case "relink":
            return found.relinks


def _json(action: str, entry: Entry | Relink, problems: tuple[str, ...]) -> dict[str, Any]:
    if isinstance(entry, Relink):
        subject, a, b = entry.subject, entry.source, entry.target
        identifier = ids.digest("override", action, subject, a, b)
    else:
        subject, a, b = "", entry.a, entry.b
        identifier = ids.digest("override", action, a, b)
    return {
        "id": identifier,
        "action": action,
        "subject": ids.short(subject) or None,
        "a": a,
        "b": b,
        "why": entry.why,
        "who": entry.who,
        "when": entry.when or None,
        "problem": next((p for p in problems if p.startswith(f"{entry.place}：")), None),
    }


def _reference(written: str) -> str:
    """An id as shown outside becomes the IRI that resolution compares with."""
    found = re.fullmatch(r"(?:urn:gonghui:)?([a-z]+:[0-9a-f]{20}(?::\d+)?)", written.strip())
    return f"{ids.PREFIX}{found[1]}" if found else written.strip()


def _quoted(value: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"读不了：{error}", file.name) from error


def _log(workspace: Path, what: str, row: dict[str, Any], who: str) -> None:
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, "by": who, "override": row}
    with (workspace / LOG_NAME).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")
