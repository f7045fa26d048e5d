"""How much of the gold does a workspace hold: documents, tasks, people, evidence?

Works on the JSON of CONTRACT.md (`documents`, `tasks`, `people`, `export --format jsonl`), so the same rules hold
for any implementation. What counts as right: a task's wording or a cell whose characters agree to 95 in 100,
a title to 90, a number, date, genre or name exactly; layout and kinds of punctuation never count. Each suite's figure is
the mean F1 of its rows; indicators and initiatives are shown beside it, not in it: where one begins is a matter of
judgement.

    python -m tests.quality.score --gold tests/gold --workspace DIR
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import re
import statistics
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]
#: Gold by file stem ("003"), as in tests/gold/README.md.
Gold = Mapping[str, Json]

_SPACE = re.compile(r"\s+")
_PUNCTUATION = str.maketrans(
    {
        "，": ",",
        "。": ".",
        "；": ";",
        "：": ":",
        "（": "(",
        "）": ")",
        "、": ",",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
    }
    | {"•": "·", "—": "-", "－": "-", "～": "~", "﹒": ".", "〔": "[", "〕": "]", "［": "[", "］": "]"}
)
#: Rows shown but kept out of a suite's figure.
SOFT = ("indicator", "initiative")


# --- how things are compared -------------------------------------------------------------------------


def norm(text: object) -> str:
    """A text without layout: NFKC, one kind of punctuation, no white space. None is the empty text."""
    flat = unicodedata.normalize("NFKC", str(text or "").translate(_PUNCTUATION))
    return _SPACE.sub("", flat.translate(_PUNCTUATION))


def name_key(text: object) -> str:
    """A name without quotation marks, kinds of brackets, or white space."""
    return re.sub(r"[\"'《》<>「」『』.,;:]", "", norm(text))


def number_key(number: object) -> str:
    """A number as printed, without brackets and stops: （三） and 三、 are the same."""
    return re.sub(r"[^\w]", "", norm(number))


def ratio(one: object, other: object) -> float:
    """How far two texts agree, 0..1, layout aside."""
    a, b = norm(one), norm(other)
    return 1.0 if a == b else difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def lower_bound(value: object) -> float | None:
    """The first number of a value or a range: 30, "30", "2-3", "3～5", [2, 3]."""
    if isinstance(value, (list, tuple)) and value:
        value = value[0]
    found = re.search(r"\d+(\.\d+)?", norm(value))
    return float(found.group()) if found else None


def match_names(found: Iterable[str], gold: Iterable[str]) -> tuple[int, set[str], set[str]]:
    """(names that match, found ones left over, gold ones left over).

    Two names match when one holds the other and is at least half as long; each is used once.
    """
    left = {name_key(f) for f in found if name_key(f)}
    wanted = {name_key(g) for g in gold}
    missed: set[str] = set()
    for name in sorted(wanted):
        share = {f: min(len(f), len(name)) / max(len(f), len(name)) for f in left if f in name or name in f}
        best = max(sorted(share), key=share.__getitem__, default=None)
        if best is not None and share[best] >= 0.5:
            left.discard(best)
        else:
            missed.add(name)
    return len(wanted) - len(missed), left, missed


# --- what is counted ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Count:
    """Right, wrong (found but not in the gold), missed (in the gold but not found)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Tally:
    """Counts by row name, and a note for each thing that is not right."""

    rows: dict[str, Count] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def row(self, name: str) -> Count:
        return self.rows.setdefault(name, Count())

    def sets(self, name: str, found: set[Any], gold: set[Any]) -> None:
        """Two sets: what both hold is right."""
        count = self.row(name)
        count.right += len(found & gold)
        count.wrong += len(found - gold)
        count.missed += len(gold - found)

    def hit(self, name: str, right: bool, note: str = "") -> None:
        """One thing, right or wrong; wrong is a miss as well."""
        count = self.row(name)
        if right:
            count.right += 1
            return
        count.wrong += 1
        count.missed += 1
        if note:
            self.notes.append(f"{name}: {note}")

    @property
    def figure(self) -> float:
        """The mean F1 of all rows but the soft ones."""
        firm = [count.f1 for name, count in self.rows.items() if name not in SOFT]
        return statistics.fmean(firm) if firm else 0.0


@dataclass(frozen=True, slots=True)
class Suite:
    """One suite's result: its figure in 0..1 and what it is made of, by part (a file, or the whole)."""

    name: str
    figure: float
    parts: Mapping[str, Tally]

    def pooled(self, row: str) -> Count:
        """One row's counts, added up over all parts."""
        counts = [tally.rows[row] for tally in self.parts.values() if row in tally.rows]
        return Count(
            sum(c.right for c in counts), sum(c.wrong for c in counts), sum(c.missed for c in counts)
        )

    def notes(self) -> list[str]:
        return [f"{part} {note}".strip() for part, tally in self.parts.items() for note in tally.notes]

    def lines(self) -> list[str]:
        """For people: a table, then the figure."""
        out: list[str] = []
        names = dict.fromkeys(name for tally in self.parts.values() for name in tally.rows)
        for name in names:
            c = self.pooled(name)
            aside = "  (not in the figure)" if name in SOFT else ""
            out.append(
                f"  {name:20s} P {c.precision:.3f}  R {c.recall:.3f}  F1 {c.f1:.3f}   "
                f"right {c.right}, wrong {c.wrong}, missed {c.missed}{aside}"
            )
        return [*out, f"{self.name}: {self.figure:.4f}"]


# --- the suites --------------------------------------------------------------------------------------


def read_gold(folder: Path) -> dict[str, Json]:
    """The per-file gold of a folder, by stem; questions and passages are not among it."""
    return {f.stem: json.loads(f.read_text(encoding="utf-8")) for f in sorted(folder.glob("0*.json"))}


def score_documents(documents: Sequence[Json], gold: Gold) -> Suite:
    """Documents found in each file, and title, number, issuer, date, genre, year, addressees of each."""
    tally = Tally()
    for stem, want in gold.items():
        got = sorted(_of_file(documents, stem), key=lambda d: d.get("index", 1))
        wanted = want.get("documents") or [want["document"]]
        for k, one in enumerate(wanted, 1):
            _score_document(tally, got, one, f"{stem}[{k}]")
        tally.row("document found").wrong += max(0, len(got) - len(wanted))
    return Suite("documents", tally.figure, {"": tally})


def score_tasks(tasks: Sequence[Json], gold: Gold) -> Suite:
    """Tasks of each file: wording, departments, rows, schedule cells, deliverables, policies; the mean over the files."""
    parts = {
        stem: _score_file(_of_file(tasks, stem), want["tasks"])
        for stem, want in gold.items()
        if "tasks" in want
    }
    return Suite("tasks", statistics.fmean([t.figure for t in parts.values()]) if parts else 0.0, parts)


def score_people(people: Sequence[Json], gold: Gold) -> Suite:
    """Leaders and contacts: name, roles, unit, seat in a working group, liaison."""
    by_name: dict[str, list[Json]] = {}
    for person in people:
        for name in {norm(n) for n in (person["name"], *person.get("aliases", []))}:
            by_name.setdefault(name, []).append(person)
    tally = Tally()
    for stem, want in gold.items():
        for one in want.get("people", []):
            _score_person(tally, by_name.get(norm(one["name"]), []), one, stem)
        for liaison in want.get("liaisons", []):
            leaders = by_name.get(norm(liaison["leader"]), [])
            units = [norm(unit) for p in leaders for unit in p.get("liaison_for", [])]
            wanted = norm(liaison["county_union"])
            tally.hit(
                "liaison", any(wanted in unit for unit in units), f"{stem} {liaison['leader']}: {units}"
            )
    return Suite("people", tally.figure, {"": tally})


def score_evidence(export: Iterable[Json]) -> Suite:
    """The share of facts, computed edges aside, all of whose quotes stand where they say (`export --format jsonl`)."""
    rows = list(export)
    texts = {row["id"]: row["text"] for row in rows if row["kind"] == "document"}
    tally = Tally()
    for row in rows:
        if row["kind"] == "edge" and not row.get("derived"):
            exact = bool(row.get("evidence")) and all(
                e["quote"] and texts.get(e["document"], "")[e["start"] : e["end"]] == e["quote"]
                for e in row["evidence"]
            )
            tally.hit("exact quotes", exact, json.dumps(row, ensure_ascii=False)[:200])
    count = tally.row("exact quotes")
    total = count.right + count.wrong
    return Suite("evidence", count.right / total if total else 0.0, {"": tally})


def _of_file(items: Iterable[Json], stem: str) -> list[Json]:
    return [item for item in items if Path(item["source_file"]).name.startswith(stem)]


def _score_document(tally: Tally, got: Sequence[Json], want: Json, where: str) -> None:
    wanted = [want["title"], *re.findall(r"《(.+)》", want["title"])]

    def closeness(document: Json) -> float:
        have = [document.get("title"), *(part["title"] for part in document.get("parts", []))]
        return max(ratio(h, w) for w in wanted for h in have)

    best: Json = max(got, key=closeness, default={})
    tally.hit("document found", bool(best) and closeness(best) >= 0.8, f"{where} {want['title']}")
    for name in ("title", "doc_number", "issuer", "date", "genre", "year"):
        if want.get(name) in (None, ""):
            continue
        if name == "title":
            right = bool(best) and closeness(best) >= 0.9
        elif name == "issuer":
            right = ratio(best.get(name), want[name]) >= 0.9
        else:
            right = norm(best.get(name)) == norm(want[name])
        tally.hit(name, right, f"{where} {best.get(name)!r}, wanted {want[name]!r}")
    if want.get("addressees"):
        tally.sets(
            "addressee", {norm(a) for a in best.get("addressees", [])}, {norm(a) for a in want["addressees"]}
        )


def _score_file(got: Sequence[Json], wanted: Sequence[Json]) -> Tally:
    """The tasks of one file. A task is looked for among those of its number, by wording."""
    tally, used = Tally(), set[int]()
    for want in wanted:
        body = want["text"] if "rows" in want else want.get("title", "") + want["text"]
        best, closest = None, 0.0
        for k, task in enumerate(got):
            if k in used or number_key(task["number"]) != number_key(want["number"]):
                continue
            near = max(
                ratio(task["text"], want["text"]), ratio((task.get("title") or "") + task["text"], body)
            )
            if near > closest:
                best, closest = k, near
        tally.hit(
            "task text", best is not None and closest >= 0.95, f"{want['number']} closest {closest:.3f}"
        )
        found: Json = {}
        if best is not None and closest >= 0.5:
            used.add(best)
            found = got[best]
        _score_task(tally, found, want)
    tally.row("task text").wrong += len(got) - len(used)
    return tally


def _score_task(tally: Tally, found: Json, want: Json) -> None:
    number = want["number"]
    rows = want.get("rows") or [{"schedule": [], "deliverable": None, "departments": want["departments"]}]
    departments = {norm(d) for row in rows for d in row["departments"]}
    got = {norm(d) for row in found.get("rows", []) for d in row.get("departments", [])}
    tally.sets("department", got, departments)
    if got != departments:
        tally.notes.append(f"department: {number} {sorted(got)}, wanted {sorted(departments)}")
    if "rows" in want:
        have = found.get("rows", [])
        tally.hit("row count", len(have) == len(rows), f"{number} {len(have)}, wanted {len(rows)}")
        for k, row in enumerate(rows):
            _score_row(tally, have[k] if k < len(have) else {}, row, f"{number} row {k + 1}")
    tally.sets("policy", _titles(found.get("policies", [])), _titles(want.get("policies", [])))
    tally.sets("indicator", _amounts(found.get("indicators", [])), _amounts(want.get("indicators", [])))
    if want.get("initiatives") is not None:
        right, wrong, missed = match_names(found.get("initiatives", []), want["initiatives"])
        count = tally.row("initiative")
        count.right += right
        count.wrong += len(wrong)
        count.missed += len(missed)


def _score_row(tally: Tally, found: Json, want: Json, where: str) -> None:
    cells = list(found.get("schedule", []))
    for cell in want["schedule"]:
        same = next((c for c in cells if ratio(c["text"], cell["text"]) >= 0.95), None)
        tally.hit("schedule text", same is not None, f"{where} no cell {cell['text'][:40]}")
        if same is not None:
            cells.remove(same)
        if cell["quarter"]:
            right = same is not None and same.get("quarter") == cell["quarter"]
            tally.hit("schedule quarter", right, f"{where} {cell['text'][:20]}, wanted {cell['quarter']}")
    tally.row("schedule text").wrong += len(cells)
    if want.get("deliverable") is not None:
        tally.hit("deliverable", ratio(found.get("deliverable"), want["deliverable"]) >= 0.95, where)
    tally.sets(
        "row department",
        {norm(d) for d in found.get("departments", [])},
        {norm(d) for d in want["departments"]},
    )


def _titles(policies: Iterable[Json]) -> set[str]:
    return {name_key(policy["title"]) for policy in policies}


def _amounts(indicators: Iterable[Json]) -> set[tuple[float | None, str]]:
    return {(lower_bound(i["value"]), norm(i.get("unit"))) for i in indicators}


def _score_person(tally: Tally, same: Sequence[Json], want: Json, stem: str) -> None:
    name = f"{stem} {want['name']}"
    tally.hit("person", bool(same), name)
    posts = [post for person in same for post in person.get("positions", [])]
    got: set[str] = set()
    for post in posts:
        role, unit, house = (post.get(k) or "" for k in ("role", "department", "organization"))
        got |= {norm(x) for x in (role, unit + role, house + role, house + unit + role) if x}
    held = all(any(x.endswith(norm(role)) for x in got) for role in want.get("roles", []))
    tally.hit("role", bool(same) and held, f"{name} {sorted(got)}, wanted {want.get('roles')}")
    unit = want.get("department") or want.get("organization")
    if unit:
        units = [norm((p.get("organization") or "") + (p.get("department") or "")) for p in posts]
        tally.hit("unit of the role", any(norm(unit) in u for u in units), f"{name} {units}, wanted {unit}")
    if want.get("group_role"):
        seats = [norm(seat.get("role")) for person in same for seat in person.get("groups", [])]
        right = norm(want["group_role"]) in seats
        tally.hit("working group role", right, f"{name} {seats}, wanted {want['group_role']}")


# --- a workspace -------------------------------------------------------------------------------------


def score_workspace(folder: Path, gold: Gold) -> dict[str, Suite]:
    """All suites over the published state of one workspace."""
    from kg import views
    from kg.export import export
    from kg.workspace import Workspace

    workspace = Workspace.read(folder)
    try:
        lines = io.BytesIO()
        export(workspace, "jsonl", lines)
        suites = (
            score_documents(_plain(views.documents(workspace)), gold),
            score_tasks(_plain(views.tasks(workspace)), gold),
            score_people(_plain(views.people(workspace)), gold),
            score_evidence(json.loads(line) for line in lines.getvalue().splitlines()),
        )
    finally:
        workspace.close()
    return {suite.name: suite for suite in suites}


def _plain(items: object) -> Any:
    """As a reader of the command line's JSON sees it."""
    return json.loads(json.dumps(items, ensure_ascii=False, default=str))


def main(arguments: Sequence[str] | None = None, say: Callable[[str], object] = print) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=Path(__file__).parents[1] / "gold")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--min", type=float, default=0.0, help="exit status 1 when a figure is below")
    parser.add_argument("--verbose", action="store_true", help="also what is not right")
    given = parser.parse_args(arguments)
    suites = score_workspace(given.workspace, read_gold(given.gold))
    for suite in suites.values():
        say(f"== {suite.name}")
        for line in [*(f"  {note}" for note in suite.notes() if given.verbose), *suite.lines()]:
            say(line)
    return int(any(suite.figure < given.min for suite in suites.values()))


if __name__ == "__main__":
    sys.exit(main())
