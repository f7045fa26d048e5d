"""What hangs on a policy, and what does it rest on (政策溯源)?

The policy is found by number, title or part of a title. Where its own document is in the workspace, what that cites is
upstream, and so on upwards; what is cited and not in the workspace is where the chain breaks (`document` null).
"""

from __future__ import annotations

from typing import Any

from kg import ids
from kg.views.tasks import tasks as task_view
from kg.vocabulary import PROLOGUE
from search.ask.facts import Facts, Head
from search.ask.policies import Named, find_policies, number_in
from search.hybrid import Hybrid

__all__ = ["Tracer"]

_MOST_LEVELS = 5


class Tracer:
    """Traces policies of one workspace."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.workspace = hybrid.workspace
        self.facts = Facts(hybrid.workspace)

    def trace(self, policy: str) -> dict[str, Any]:
        """`{"policy", "upstream": [...], "documents": [...], "tasks": [...]}`; `policy` null where nobody names it.

        `upstream` entries are policies with `level` 1 (what this one rests on itself), 2… and the quotes; `documents`
        say how they relate (`issues`, or the verb as written) with quotes; `tasks` are *task* with `evidence`.
        """
        asked = policy.strip().strip("《》")
        numbers = number_in(policy)
        found = find_policies(
            self.workspace, [] if numbers and numbers[0] == ids.number_key(policy) else [asked], numbers
        )
        if not found:
            return {"policy": None, "asked": policy, "upstream": [], "documents": [], "tasks": []}
        best = found[0]
        same = [
            p
            for p in found
            if p is best or set(p.titles) & set(best.titles) or set(p.numbers) & set(best.numbers)
        ]
        members = {iri for p in same for iri in p.members}
        others = [p.shown for p in found if p not in same]
        own = self._documents_of(members)
        documents, tasks = self._below(members, {h.id for h in own})
        out: dict[str, Any] = {
            "policy": self._shown(best, own),
            "asked": policy,
            "upstream": self._upstream(own, members),
            "documents": [
                *({**_head(h), "relation": "本文", "evidence": self._title_quote(h)} for h in own),
                *documents,
            ],
            "tasks": tasks,
        }
        if others:
            out["also_matching"] = others
        return out

    def _shown(self, policy: Named, own: list[Head]) -> dict[str, Any]:
        return {
            "id": ids.short(policy.iri),
            "title": max(policy.titles, key=len, default=None),
            "aliases": list(policy.titles),
            "doc_number": policy.numbers[0] if policy.numbers else None,
            "document": own[0].id if own else None,
        }

    def _documents_of(self, members: set[str]) -> list[Head]:
        """The documents that are this policy."""
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ VALUES ?p {{ {_values(members)} }} GRAPH ?g {{ ?d gh:realises ?p }} }}"
        )
        return sorted(
            (self.facts.heads[ids.short(r["g"].value)] for r in rows), key=lambda h: (h.source_file, h.index)
        )

    def _upstream(self, own: list[Head], members: set[str]) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        seen = set(members)
        level = own
        for depth in range(1, _MOST_LEVELS + 1):
            above: list[Head] = []
            for head in level:
                home = self.facts.document(head.id)
                for fact in home.of(home.iri, "gh:cites"):
                    if fact.object in seen:
                        continue
                    group = set(self.workspace.entities.members(fact.object)) | {fact.object}
                    seen |= group
                    documents = self._documents_of(group)
                    above += documents
                    out.append(
                        {
                            "id": ids.short(self.workspace.entities.canonical(fact.object)),
                            "title": home.literal(fact.object, "dcterms:title") or None,
                            "doc_number": home.literal(fact.object, "gh:documentNumber") or None,
                            "relation": fact.relation or None,
                            "level": depth,
                            "cited_by": head.id,
                            "document": documents[0].id if documents else None,
                            "evidence": [self._quote(head, fact.span.start, fact.span.end, head.cite)],
                        }
                    )
            if not above:
                break
            level = above
        return out

    def _below(self, members: set[str], own: set[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Documents and tasks that cite or make the policy."""
        documents: dict[str, dict[str, Any]] = {}
        quotes: dict[str, list[dict[str, Any]]] = {}
        rows = self.workspace.store.select(
            f"{PROLOGUE} SELECT DISTINCT ?g WHERE {{ VALUES ?p {{ {_values(members)} }} "
            "GRAPH ?g { ?f rdf:predicate ?how ; rdf:object ?p } FILTER (?how IN (gh:cites, gh:creates)) }"
        )
        for iri in sorted(r["g"].value for r in rows):
            home = self.facts.document(ids.short(iri))
            where = {t.id: t.where for t in home.tasks}
            for fact in home.having("gh:cites", "gh:creates"):
                if fact.object not in members:
                    continue
                subject = ids.short(fact.subject)
                locator = where.get(subject, home.head.cite)
                quote = self._quote(home.head, fact.span.start, fact.span.end, locator)
                if ":task:" in fact.subject:
                    quotes.setdefault(subject, []).append(quote)
                if home.head.id not in own:
                    relation = fact.relation or ("制定" if fact.predicate == "gh:creates" else "引用")
                    entry = documents.setdefault(
                        home.head.id, {**_head(home.head), "relation": relation, "evidence": []}
                    )
                    if quote not in entry["evidence"]:
                        entry["evidence"].append(quote)
        self._by_number(members, own, documents, quotes)
        tasks: list[dict[str, Any]] = []
        for document in dict.fromkeys(ids.short(ids.owner_document(ids.expand(t))) for t in quotes):
            tasks += [
                {**row, "evidence": quotes[row["id"]]}
                for row in task_view(self.workspace, document=document)
                if row["id"] in quotes
            ]
        ordered = sorted(documents.values(), key=lambda d: (str(d["source_file"]), d["index"]))
        return ordered, tasks

    def _by_number(
        self,
        members: set[str],
        own: set[str],
        documents: dict[str, dict[str, Any]],
        quotes: dict[str, list[dict[str, Any]]],
    ) -> None:
        """Adds what names the policy by its number alone (落实云工发〔2023〕3号文件要求), without a title."""
        numbers = {
            row["n"].value
            for row in self.workspace.store.select(
                f"{PROLOGUE} SELECT DISTINCT ?n WHERE {{ VALUES ?p {{ {_values(members)} }} "
                "GRAPH ?g { ?p gh:documentNumber ?n } }"
            )
        }
        for head in self.facts.heads.values():
            text = self.facts.text(head.id) if numbers and head.id not in own else ""
            for number in numbers:
                at = text.find(number)
                while at >= 0:
                    self._add_number(head, at, at + len(number), documents, quotes)
                    at = text.find(number, at + 1)

    def _add_number(
        self,
        head: Head,
        start: int,
        end: int,
        documents: dict[str, dict[str, Any]],
        quotes: dict[str, list[dict[str, Any]]],
    ) -> None:
        home = self.facts.document(head.id)
        task = next((t for t in home.tasks if t.span.start <= start < t.span.end), None)
        quote = self._quote(head, start, end, task.where if task else head.cite)
        if task is not None and task.id not in quotes:
            quotes[task.id] = [quote]
        documents.setdefault(head.id, {**_head(head), "relation": "引用", "evidence": [quote]})

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


def _values(iris: set[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris))
