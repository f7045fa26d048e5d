"""How many questions of the bank does `ask` answer as the documents do, and how often does it invent an answer?

The bank (`tests/gold/questions/`) asks each thing in five wordings. Names and figures have to be the same once layout,
punctuation and quotation marks are taken out; nothing is right by being near.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["WORDINGS", "Asked", "Result", "bank", "grade", "run"]

WORDINGS = ("formal", "everyday", "terse", "typo", "other names")
_LAYOUT = re.compile(r"[\s，。、；：,.;:“”\"‘’'《》〔〕（）()\[\]·]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One wording of one question of the bank, with the answer that is wanted."""

    id: str
    kind: str
    wording: str
    question: str
    wanted: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """`right`, or `invented` where the documents have no answer or another one; neither where it says it has none."""

    asked: Asked
    answer: Mapping[str, Any]
    right: bool

    @property
    def answered(self) -> bool:
        return bool(self.answer["answerable"])

    @property
    def invented(self) -> bool:
        return self.answered and "none" in self.asked.wanted

    @property
    def wrong(self) -> bool:
        return self.answered and not self.right


def bank(folder: Path) -> list[Asked]:
    """Every wording of every question."""
    out = []
    for path in sorted(folder.glob("*.json")):
        for one in json.loads(path.read_text(encoding="utf-8")):
            for wording, question in zip(WORDINGS, one["asked"], strict=True):
                out.append(Asked(one["id"], one["kind"], wording, question, one["answer"]))
    return out


def run(ask: Callable[[str], Mapping[str, Any]], questions: Sequence[Asked]) -> list[Result]:
    out = []
    for asked in questions:
        answer = ask(asked.question)
        out.append(Result(asked, answer, grade(asked.wanted, answer)))
    return out


def flat(text: object) -> str:
    return _LAYOUT.sub("", unicodedata.normalize("NFKC", str(text)))


def grade(wanted: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    """Is the answer the wanted one? `contains_value` and `superset` ask for a part of it, `aliases` are as good, `optional` do no harm."""
    if "none" in wanted:
        return not answer["answerable"] and not answer["evidence"]
    if not answer["answerable"] or not answer["evidence"]:
        return False
    got = answer["answer"]
    aliases = {flat(a): flat(k) for k, names in wanted.get("aliases", {}).items() for a in names}

    optional = {flat(name) for name in wanted.get("optional", ())}

    def one(name: object) -> str:
        return aliases.get(flat(name), flat(name))

    if "tasks" in wanted:
        found = {task_key(t) for t in got.get("tasks", [])} - set(wanted.get("also_accept", []))
        return found == set(wanted["tasks"])
    if "by_city" in wanted:
        mine = got.get("by_city", {})
        return set(mine) == set(wanted["by_city"]) and all(
            {one(n) for n in mine[city]} - optional == {one(n) for n in names} - optional
            for city, names in wanted["by_city"].items()
        )
    listed = {one(n) for n in got.get("set", [got["value"]] if "value" in got else [])}
    if "set" in wanted:
        return listed == {one(n) for n in wanted["set"]}
    if "superset" in wanted or "contains" in wanted:
        return listed >= {one(n) for n in wanted.get("superset", wanted.get("contains", ()))}
    if "contains_value" in wanted:
        return any(flat(wanted["contains_value"]) in name for name in listed) and len(listed) <= 3
    return listed == {one(wanted["value"])}


def task_key(task: Mapping[str, Any]) -> str:
    """003#4; by section and number where the number comes back in every section: 010:推进建会入会（一）."""
    file, number = str(task["source_file"]).rsplit("/", 1)[-1][:3], str(task["number"])
    if number.isdigit():
        return f"{file}#{number}"
    return f"{file}:{task.get('section') or ''}（{number}）"
