"""What hangs on a policy, and what does it rest on (政策溯源)?

The policy is found by number, title or part of a title. Where its own document is in the workspace, what that cites is
upstream, and so on upwards; what is cited and not in the workspace is where the chain breaks (`document` null).
From a task the same chain is walked upwards: what the task itself cites, then what its paper cites.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final

from kg import ids
from kg.errors import NotFound
from kg.model import Span
from kg.names import Level, canonical_organization
from kg.views.tasks import tasks as task_view
from kg.vocabulary import PROLOGUE
from search.ask.facts import DocumentFacts, Fact, Facts, Head
from search.ask.policies import Named, all_policies, find_policies, number_in
from search.hybrid import Hybrid
from search.tokens import fold

__all__ = ["Tracer"]

_MOST_LEVELS = 5
_LEAST_SIGNS: Final = 8
_LEAST_SHARE: Final = 0.6
"""Of a title's signs that a shortened one must have; fewer, or a short one, stand in many titles by chance."""
_PASSED_ON: Final = ("转发", "翻印", "批转")
_CHUNK: Final = 200
_MOST_DOCUMENTS: Final = 200
"""Documents that are shown with their tasks; of more their number is told."""

#: Who made it, by how a title begins or whose sign its number bears; the first that fits. Law before party and state.
_LAW = re.compile(r"^中华人民共和国.*(法|条例|规定|办法)$|(条例|[^办方语书做想看]法|法律)$")
_STATE = re.compile(
    r"^(中共中央|中央|国务院|全国人大|最高人民法院|最高人民检察院|人力资源社会保障部|人社部|财政部|国家)|^(中发|中办发|国发|国办发|厅字)"
)
_NATIONAL_UNION = re.compile(r"^(中华全国总工会|全国总工会|全总|中国工会)|^(总工发|总工办发)")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,7}?(省|自治区|市|县|区)")
_PLACE_LEVELS: Final = {"省": "省", "自治区": "省", "市": "市", "县": "县", "区": "县"}
"""By whom a title without an issuer was made: 云川省实施…办法 by the province."""
_RANKS: Final = {
    "法律法规": 0, "中央": 1, "全总": 2, "省": 3, "市": 4, "县": 5, "乡镇街道": 6, "基层": 7, "": 8,
}  # fmt: skip
"""Issuer levels from the top; "" is not known."""
_LEVEL_NAMES: Final = {
    Level.NATIONAL: "全总", Level.PROVINCE: "省", Level.CITY: "市", Level.COUNTY: "县", Level.TOWN: "乡镇街道",
    Level.BASE: "基层",
}  # fmt: skip
_ISSUER = re.compile(
    r"^[《“]?(.{2,16}?(?:总工会|工会|委员会|政府|办公厅|办公室|部|局|厅))(?=关于|办公室|印发|[0-9]{4}年|》|“)"
)


class Tracer:
    """Traces policies of one workspace."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.workspace = hybrid.workspace
        self.facts = Facts.of(hybrid)

    def trace(self, policy: str) -> dict[str, Any]:
        """`{"policy", "upstream": [...], "documents": [...], "tasks": [...], "breaks": [...]}`; `policy` null where nobody names it.

        `upstream` entries are policies from the highest issuer down (`issuer_level` 法律法规 中央 全总 省 市 县 or null), with
        `level` 1 (what this one rests on itself), 2… and the quotes; `documents` say how they relate (`issues`, or the verb as
        written) with quotes, the first 200 of them; `totals` counts all; `tasks` of those documents are *task* with `evidence`, `quarters` and `deliverables`; `breaks` are what is cited
        and not in the workspace, the policy itself among them.
        """
        asked = policy.strip().strip("《》")
        numbers = number_in(policy)
        found = find_policies(
            self.facts, [] if numbers and numbers[0] == ids.number_key(policy) else [asked], numbers
        )
        if not found:
            found = self._shortened(asked)
        if not found:
            none = {"documents": 0, "tasks": 0}
            return {
                "policy": None,
                "asked": policy,
                "upstream": [],
                "documents": [],
                "tasks": [],
                "totals": none,
            }
        best = found[0]
        same = [
            p
            for p in found
            if p is best or set(p.titles) & set(best.titles) or set(p.numbers) & set(best.numbers)
        ]
        members = {iri for p in same for iri in p.members}
        others = [p.shown for p in found if p not in same]
        own = self._documents_of(members)
        documents, tasks, totals = self._below(members, {h.id for h in own})
        shown = self._shown(best, own)
        upstream = self._upstream(own, members)
        out: dict[str, Any] = {
            "policy": shown,
            "asked": policy,
            "upstream": upstream,
            "documents": [
                *({**_head(h), "relation": "本文", "evidence": self._title_quote(h)} for h in own),
                *documents,
            ],
            "tasks": tasks,
            "totals": {"documents": len(own) + totals[0], "tasks": totals[1]},
            "breaks": _breaks(upstream),
        }
        if not own:
            quotes = [q for part in (documents, tasks) for item in part for q in item["evidence"]][:1]
            out["breaks"].insert(
                0,
                {
                    **shown,
                    "relation": None,
                    "cited_by": quotes[0]["document"] if quotes else None,
                    "evidence": quotes,
                },
            )
        if others:
            out["also_matching"] = others
        return out

    def trace_task(self, task_id: str) -> dict[str, Any]:
        """Upwards from a task (id as shown outside): `{"task", "document", "upstream", "breaks"}`.

        In `upstream` what the task itself cites has `level` 1 and `by` "task"; what only its paper cites has `by` "document".
        Raises NotFound.
        """
        fact = self.facts.task(ids.short(ids.expand(task_id)))
        if fact is None:
            raise NotFound(f"没有这项任务：{task_id}（编号见 gonghui tasks --json）")
        home = self.facts.document(fact.document.id)
        seen: set[str] = set()
        upstream: list[dict[str, Any]] = []
        above: list[Head] = []
        for by, subject in (("task", ids.expand(fact.id)), ("document", home.iri)):
            for one in [*home.of(subject, "gh:cites"), *(_forwarded(home) if by == "document" else ())]:
                above += self._climb(one, home.head, 1, seen, upstream, by)
        upstream += self._upstream(above, seen, 2)
        upstream.sort(key=_from_the_top)
        row = next(t for t in task_view(self.workspace, document=fact.document.id) if t["id"] == fact.id)
        span = fact.span
        return {
            "task": {
                **_with_plan(row),
                "evidence": [self._quote(home.head, span.start, span.end, fact.where)],
            },
            "document": {**_head(home.head), "evidence": self._title_quote(home.head)},
            "upstream": upstream,
            "breaks": _breaks(upstream),
        }

    def _shortened(self, asked: str) -> list[Named]:
        """Policies whose title has the signs asked for in their order (临江新就业形态保障方案), the fullest first."""
        signs = fold(asked)
        if len(signs) < _LEAST_SIGNS:
            return []
        found: dict[str, tuple[float, Named]] = {}
        for policy in all_policies(self.facts):
            for title in policy.titles:
                folded = fold(title)
                share = len(signs) / max(1, len(folded))
                if share >= _LEAST_SHARE and _in_order(signs, folded):
                    found[policy.iri] = max(found.get(policy.iri, (0.0, policy)), (share, policy), key=_first)
        return [policy for _, policy in sorted(found.values(), key=lambda f: (-f[0], f[1].iri))]

    def _shown(self, policy: Named, own: list[Head]) -> dict[str, Any]:
        title = max(policy.titles, key=len, default=None)
        number = policy.numbers[0] if policy.numbers else None
        return {
            "id": ids.short(policy.iri),
            "title": title,
            "aliases": list(policy.titles),
            "doc_number": number,
            "document": own[0].id if own else None,
            "issuer_level": self._issuer_level(set(policy.members), policy.titles, policy.numbers, own),
        }

    def _documents_of(self, members: Collection[str]) -> list[Head]:
        """The documents that are this policy."""
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ VALUES ?p {{ {_values(members)} }} GRAPH ?g {{ ?d gh:realises ?p }} }}"
        )
        return sorted(
            (self.facts.heads[ids.short(r["g"].value)] for r in rows), key=lambda h: (h.source_file, h.index)
        )

    # --- upwards -----------------------------------------------------------------------------------

    def _upstream(self, own: list[Head], members: set[str], first: int = 1) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        seen = set(members)
        level = own
        for depth in range(first, _MOST_LEVELS + 1):
            above: list[Head] = []
            for head in level:
                home = self.facts.document(head.id)
                for fact in [*home.of(home.iri, "gh:cites"), *_forwarded(home)]:
                    above += self._climb(fact, head, depth, seen, out)
            if not above:
                break
            level = above
        return sorted(out, key=_from_the_top)

    def _climb(
        self,
        fact: Any,
        head: Head,
        depth: int,
        seen: set[str],
        out: list[dict[str, Any]],
        by: str | None = None,
    ) -> list[Head]:
        """Adds what a fact cites, unless it was seen; returns the cited policy's own documents."""
        if fact.object in seen:
            return []
        home = self.facts.document(head.id)
        group = set(self.workspace.entities.members(fact.object)) | {fact.object}
        seen |= group
        documents = self._documents_of(group)
        named = [fact.object, *sorted(group - {fact.object})]  # a title may hold it without its number
        title = next((t for one in named if (t := home.literal(one, "dcterms:title"))), None)
        number = next((n for one in named if (n := home.literal(one, "gh:documentNumber"))), None)
        quote = self._quote(head, fact.span.start, fact.span.end, head.cite)
        out.append(
            {
                "id": ids.short(self.workspace.entities.canonical(fact.object)),
                "title": title,
                "doc_number": number,
                "relation": fact.relation or None,
                "level": depth,
                "issuer_level": self._issuer_level(
                    group, [t for t in (title,) if t], [n for n in (number,) if n], documents
                ),
                "cited_by": head.id,
                "document": documents[0].id if documents else None,
                "evidence": [quote],
                **({"by": by} if by else {}),
            }
        )
        return documents

    def _issuer_level(
        self, members: Collection[str], titles: Iterable[str], numbers: Iterable[str], own: list[Head]
    ) -> str | None:
        """法律法规, 中央, 全总, 省, 市, 县…: by title and number, its own header, then who is said to have issued it."""
        if found := _level_by_words([*titles, *numbers]):
            return found
        for head in own:
            if head.county:
                return "县"
            if head.city:
                return "市"
            if head.province:
                return "省"
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?i WHERE {{ VALUES ?p {{ {_values(members)} }} GRAPH ?g {{ ?p gh:citedIssuer ?i }} }}"
        )
        said = {level for r in rows if (level := _level_of_body(r["i"].value))}
        return min(said, key=_RANKS.__getitem__, default=None)

    # --- downwards ---------------------------------------------------------------------------------

    def _below(
        self, members: set[str], own: set[str]
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]], tuple[int, int]]:
        """Documents and tasks that cite or make the policy, of the first documents, and how many there are in all: one query,
        whatever their number."""
        stated: set[tuple[str, int, int, str, str]] = set()
        for row in self.workspace.store.select(
            f"{PROLOGUE} SELECT ?g ?s ?p ?at ?rel WHERE {{ VALUES ?o {{ {_values(members)} }} GRAPH ?g {{ "
            "?f rdf:object ?o ; rdf:subject ?s ; rdf:predicate ?p ; prov:wasQuotedFrom ?at . "
            "OPTIONAL { ?f gh:relation ?rel } } FILTER (?p IN (gh:cites, gh:creates)) }"
        ):
            place = ids.parse_address(row["at"].value)
            if place is not None:
                written = row["rel"].value if row["rel"] is not None else ""
                made = row["p"].value.endswith("creates")
                relation = written or ("制定" if made else "引用")
                stated.add((row["g"].value, place[1].start, place[1].end, row["s"].value, relation))
        numbered = self._naming(members, own)
        tasks = {s[3] for s in stated if ":task:" in s[3]}
        homes = {ids.short(s[0]) for s in stated} | numbered.keys()
        first = [h.id for h in self.facts.heads.values() if h.id in homes][:_MOST_DOCUMENTS]
        shown = frozenset(first)
        documents: dict[str, dict[str, Any]] = {}
        quotes: dict[str, list[dict[str, Any]]] = {}
        kept = sorted(s for s in stated if ids.short(s[0]) in shown)
        locators = self._locators({s[3] for s in kept if ":task:" in s[3]})
        for graph, start, end, subject, relation in kept:
            head = self.facts.heads[ids.short(graph)]
            quote = self._quote(head, start, end, locators.get(subject, head.cite))
            if ":task:" in subject:
                mine = quotes.setdefault(ids.short(subject), [])
                if quote not in mine:
                    mine.append(quote)
            if head.id not in own:
                entry = documents.setdefault(head.id, {**_head(head), "relation": relation, "evidence": []})
                if quote not in entry["evidence"]:
                    entry["evidence"].append(quote)
        self._by_number({d: n for d, n in numbered.items() if d in shown}, documents, quotes)
        found = [documents[d] for d in first if d in documents]
        total = len(homes - own), len(tasks | {ids.expand(t) for t in quotes})
        return found, self._tasks(quotes), total

    def _tasks(self, quotes: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        rows = task_view(self.workspace, only=quotes)
        return [{**_with_plan(row), "evidence": quotes[row["id"]]} for row in rows]

    def _locators(self, tasks: Collection[str]) -> dict[str, str]:
        """Task IRI → how a person cites it."""
        out: dict[str, str] = {}
        wanted = sorted(tasks)
        for k in range(0, len(wanted), _CHUNK):
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT ?t ?l WHERE {{ VALUES ?t {{ {_values(wanted[k : k + _CHUNK])} }} "
                "GRAPH ?g { ?passage gh:ofTask ?t ; gh:locator ?l } }"
            ):
                out[row["t"].value] = min(row["l"].value, out.get(row["t"].value, row["l"].value))
        return out

    def _naming(self, members: set[str], own: set[str]) -> dict[str, list[str]]:
        """Document id → the policy's numbers in its text (落实云工发〔2023〕3号文件要求)."""
        numbers = {
            row["n"].value
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT DISTINCT ?n WHERE {{ VALUES ?p {{ {_values(members)} }} "
                "GRAPH ?g { ?p gh:documentNumber ?n } }"
            )
        }
        naming: dict[str, list[str]] = defaultdict(list)
        for number in sorted(numbers):
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT ?g WHERE {{ GRAPH ?g {{ ?g gh:textVersion/rdf:value ?w "
                f"FILTER (CONTAINS(?w, {_literal(number)})) }} }}"
            ):
                if (identifier := ids.short(row["g"].value)) not in own:
                    naming[identifier].append(number)
        return dict(naming)

    def _by_number(
        self,
        naming: dict[str, list[str]],
        documents: dict[str, dict[str, Any]],
        quotes: dict[str, list[dict[str, Any]]],
    ) -> None:
        """Adds what names the policy by its number alone, without a title."""
        lone: list[tuple[Head, Span]] = []
        for identifier in sorted(naming):
            head, text = self.facts.heads[identifier], self.facts.text(identifier)
            known = [(q["start"], q["end"]) for q in documents.get(identifier, {"evidence": []})["evidence"]]
            for number in naming[identifier]:
                for found in re.finditer(re.escape(number), text):
                    if not any(start <= found.start() <= end + 2 for start, end in known):
                        lone.append((head, Span(found.start(), found.end())))
        spans = self._task_spans(list(dict.fromkeys(head for head, _ in lone)))
        held = [
            next((t for t, span in spans.get(head.id, ()) if span.start <= at.start < span.end), None)
            for head, at in lone
        ]
        locators = self._locators({t for t in held if t is not None})
        for (head, at), task in zip(lone, held, strict=True):
            quote = self._quote(head, at.start, at.end, locators.get(task or "", head.cite))
            if task is not None:
                quotes.setdefault(ids.short(task), [quote])
            documents.setdefault(head.id, {**_head(head), "relation": "引用", "evidence": [quote]})

    def _task_spans(self, heads: list[Head]) -> dict[str, list[tuple[str, Span]]]:
        """Document id → its tasks, each with the place of its wording, in the order of the text."""
        out: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        for head, fact in self.facts.stated(heads, "gh:hasTask"):
            out[head.id].append((fact.object, fact.span))
        return dict(out)

    # --- quotes ------------------------------------------------------------------------------------

    def _title_quote(self, head: Head) -> list[dict[str, Any]]:
        home = self.facts.document(head.id)
        return [
            self._quote(head, f.span.start, f.span.end, head.cite)
            for f in home.of(home.iri, "dcterms:title", "gh:documentNumber")
        ]

    def _quote(self, head: Head, start: int, end: int, locator: str) -> dict[str, Any]:
        quote = self.facts.text(head.id)[start:end]
        return {
            "document": head.id,
            "source_file": head.source_file,
            "locator": locator,
            "quote": quote,
            "start": start,
            "end": end,
        }


def _in_order(signs: str, text: str) -> bool:
    rest = iter(text)
    return all(sign in rest for sign in signs)


def _first(pair: tuple[float, Named]) -> float:
    return pair[0]


def _forwarded(home: DocumentFacts) -> list[Fact]:
    """Papers of others that a notice passes on (转发《…》): it carries them, and rests on them."""
    return [f for f in home.of(home.iri, "gh:creates") if f.relation.startswith(_PASSED_ON)]


def _from_the_top(entry: dict[str, Any]) -> tuple[int, int, str]:
    return _RANKS[entry["issuer_level"] or ""], entry["level"], entry["id"]


def _breaks(upstream: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is cited and not in the workspace."""
    return [u for u in upstream if u["document"] is None]


def _with_plan(task: dict[str, Any]) -> dict[str, Any]:
    """A *task* with the quarters it has steps in and all its deliverables."""
    rows = task["rows"]
    return {
        **task,
        "quarters": sorted({s["quarter"] for r in rows for s in r["schedule"] if s["quarter"]}),
        "deliverables": [r["deliverable"] for r in rows if r["deliverable"]],
    }


def _level_by_words(words: Iterable[str]) -> str | None:
    for written in words:
        name = written.strip("《》 ")
        for pattern, level in ((_STATE, "中央"), (_NATIONAL_UNION, "全总"), (_LAW, "法律法规")):
            if pattern.search(name):
                return level
        body = _ISSUER.match(name)
        if body and (standing := _level_of_body(body[1])):
            return standing
        if place := _PLACE.match(name):
            return _PLACE_LEVELS[place[1]]
    return None


def _level_of_body(name: str) -> str | None:
    for pattern, level in ((_STATE, "中央"), (_NATIONAL_UNION, "全总")):
        if pattern.search(name):
            return level
    if name.startswith(("省总", "省委", "省政府")):
        return "省"
    if name.startswith(("市总", "市委", "市政府")):
        return "市"
    if name.startswith(("县总", "区总", "县委", "区委")):
        return "县"
    from kg.model import Place

    return _LEVEL_NAMES.get(canonical_organization(name, Place(None, None), None).level)


def _head(head: Head) -> dict[str, Any]:
    return {
        "id": head.id,
        "source_file": head.source_file,
        "index": head.index,
        "title": head.title or None,
        "doc_number": head.doc_number or None,
        "genre": head.genre or None,
        "city": head.city or None,
        "year": head.year,
    }


def _literal(text: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(text))


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris))
