"""Which passages have these words (词索引, BM25)? tantivy, on disk, made anew whenever the store has moved on.

    DIR/derived/lexical/<generation>-<random>/   one whole index with `gonghui.json`: format, generation, user words
    DIR/derived/lexical/current                  the name of the newest

A new index is made beside the old one and `current` is replaced in one step, so readers always see a whole one.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Occur, Query

from kg.views.passages import PassageRecord, passages
from kg.workspace import Workspace
from search.synonyms import shipped
from search.tokens import Segmenter, bigrams, content_words, fold, signs

__all__ = ["Filters", "LexicalIndex", "Match"]

FORMAT: Final = 1
_FILTERS: Final = ("city", "year", "kind", "department", "genre", "document")
_MOST_USER_WORDS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be; None or () asks for nothing. `city` is any place name of the document, with or
    without 市; `department` a canonical name or one as written; `documents` ids."""

    city: str | None = None
    year: int | None = None
    kind: str | None = None
    department: str | None = None
    genre: str | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One passage with its BM25 score."""

    passage: PassageRecord
    score: float


class LexicalIndex:
    """A searchable index of one generation. Get one with `open`, which makes it where it is behind."""

    def __init__(self, index: tantivy.Index, generation: int, user_words: Sequence[str]) -> None:
        self.generation = generation
        self.segmenter = Segmenter(user_words)
        self._schema = index.schema
        self._searcher = index.searcher()
        self._kept: dict[str, PassageRecord] = {}

    @classmethod
    def open(cls, workspace: Workspace) -> LexicalIndex:
        """The index of the workspace's present generation, from disk or made now."""
        generation = workspace.generation
        folder = workspace.derived("lexical")
        if folder is not None and (found := _read(folder, generation)) is not None:
            return found
        records = [r for r in passages(workspace) if r.kind != "heading"]
        words = _user_words(workspace)
        if folder is None:
            return cls(_fill(tantivy.Index(_schema()), records, words), generation, words)
        try:
            return _write(folder, generation, records, words)
        except OSError:  # a folder that may only be read: the index lives in memory this time
            return cls(_fill(tantivy.Index(_schema()), records, words), generation, words)

    # --- asking ------------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        return int(self._searcher.num_docs)

    def by_words(self, text: str, k: int, filters: Filters | None = None) -> list[Match]:
        """BM25 over dictionary words of the text, in the passage and, at a third, in its headings."""
        words = content_words(self.segmenter.words(fold(text)))
        return self.run(
            self.any_of(
                [self._term("words", w) for w in words] + [self._term("heads", w, 0.35) for w in words]
            ),
            k,
            filters,
        )

    def by_bigrams(self, text: str, k: int, filters: Filters | None = None) -> list[Match]:
        """BM25 over neighbouring signs in twos; a text of one sign is looked for as that sign."""
        folded = fold(text)
        grams = list(dict.fromkeys(bigrams(folded)))
        return self.run(
            self.any_of([self._term("signs" if len(g) == 1 else "bigrams", g) for g in grams]), k, filters
        )

    def phrase(self, words: str, boost: float = 1.0) -> Query | None:
        """A query for these very words, folded: a single sign, a number or a whole clause. None for no signs."""
        parts = signs(fold(words))
        if not parts:
            return None
        if len(parts) == 1:
            return self._term("signs", parts[0], boost)
        return Query.boost_query(Query.phrase_query(self._schema, "signs", list(parts)), boost)

    def by_phrase(self, words: str, k: int, filters: Filters | None = None) -> list[Match]:
        query = self.phrase(words)
        return self.run(query, k, filters) if query is not None else []

    def any_of(self, queries: Sequence[Query | None]) -> Query | None:
        wanted = [(Occur.Should, q) for q in queries if q is not None]
        return Query.boolean_query(wanted) if wanted else None

    def best_of(self, queries: Sequence[Query | None]) -> Query | None:
        wanted = [q for q in queries if q is not None]
        return Query.disjunction_max_query(wanted, 0.15) if wanted else None

    def run(self, query: Query | None, k: int, filters: Filters | None = None) -> list[Match]:
        """The best k, best first; ties in the order of the documents."""
        if query is None or k <= 0 or self.size == 0:
            return []
        limits = self._limits(filters or Filters())
        if limits:
            query = Query.boolean_query([(Occur.Must, query), *((Occur.Must, q) for q in limits)])
        hits = self._searcher.search(query, limit=k, count=False).hits
        return [Match(self._record(address), float(score)) for score, address in hits]

    def all(self, filters: Filters, k: int = 1_000_000) -> list[PassageRecord]:
        """Every passage that the filters keep."""
        return [m.passage for m in self.run(Query.all_query(), min(k, max(1, self.size)), filters)]

    def frequency(self, word: str) -> int:
        """In how many passages a word stands (as a dictionary word, or as these signs)."""
        found = int(self._searcher.doc_freq("words", word))
        if found or len(word) > 2:
            return found
        return int(self._searcher.doc_freq("bigrams" if len(word) == 2 else "signs", word))

    # --- inside ------------------------------------------------------------------------------------

    def _term(self, field: str, word: str, boost: float = 1.0) -> Query:
        query = Query.term_query(self._schema, field, word)
        return query if boost == 1.0 else Query.boost_query(query, boost)

    def _limits(self, filters: Filters) -> list[Query]:
        wanted: list[tuple[str, tuple[str, ...]]] = []
        if filters.city:
            wanted.append(("city", (_place(filters.city),)))
        if filters.year is not None:
            wanted.append(("year", (str(filters.year),)))
        if filters.department:
            wanted.append(("department", (fold(filters.department),)))
        for name in ("kind", "genre"):
            if value := getattr(filters, name):
                wanted.append((name, (str(value),)))
        if filters.documents:
            wanted.append(("document", filters.documents))
        return [
            Query.const_score_query(Query.term_set_query(self._schema, field, list(values)), 0.0)
            for field, values in wanted
        ]

    def _record(self, address: tantivy.DocAddress) -> PassageRecord:
        return _parse(str(self._searcher.doc(address).get_first("record")))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("words", "bigrams", "heads"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("signs", tokenizer_name="whitespace", index_option="position")
    for name in _FILTERS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("record", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _fill(index: tantivy.Index, records: Iterable[PassageRecord], user_words: Sequence[str]) -> tantivy.Index:
    segmenter = Segmenter(user_words)
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for record in records:
        text = fold(record.text)
        head = fold(f"{record.title} {record.section} {record.document_title}")
        row: dict[str, Any] = {
            "words": " ".join(segmenter.words(text)),
            "bigrams": " ".join(bigrams(text)),
            "signs": " ".join(signs(text)),
            "heads": " ".join(segmenter.words(head)),
            "kind": record.kind,
            "genre": record.genre,
            "document": record.document,
            "record": json.dumps(asdict(record), ensure_ascii=False),
        }
        document = tantivy.Document(**{name: value for name, value in row.items() if value})
        if record.year is not None:
            document.add_text("year", str(record.year))
        for place in dict.fromkeys(_place(p) for p in (record.city, record.province, record.county) if p):
            document.add_text("city", place)
        for unit in dict.fromkeys(fold(u) for u in (*record.departments, *record.written)):
            document.add_text("department", unit)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _place(name: str) -> str:
    folded = fold(name)
    return folded[:-1] if len(folded) > 2 and folded[-1] in "省市" else folded


def _parse(written: str) -> PassageRecord:
    data = json.loads(written)
    data["departments"], data["written"] = tuple(data["departments"]), tuple(data["written"])
    return PassageRecord(**data)


def _user_words(workspace: Workspace) -> list[str]:
    """Labels of the synonym table and names found in the documents: departments, initiatives, bodies."""
    words = {label for label in shipped().labels() if 2 <= len(label) <= 8}
    for one in workspace.entities.mentioned.values():
        if one.kind in ("department", "initiative", "person"):
            words.update(n for n in map(fold, one.names) if 2 <= len(n) <= 8 and "(" not in n)
    return sorted(words)[:_MOST_USER_WORDS]


def _read(folder: Path, generation: int) -> LexicalIndex | None:
    """The index on disk, where it is of this generation and format."""
    try:
        home = folder / (folder / "current").read_text(encoding="utf-8").strip()
        notes = json.loads((home / "gonghui.json").read_text(encoding="utf-8"))
        if (notes["format"], notes["generation"]) != (FORMAT, generation):
            return None
        return LexicalIndex(tantivy.Index.open(str(home)), generation, notes["words"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(folder: Path, generation: int, records: list[PassageRecord], words: list[str]) -> LexicalIndex:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{generation}-{uuid.uuid4().hex[:8]}"
    home = folder / name
    home.mkdir()
    try:
        index = _fill(tantivy.Index(_schema(), path=str(home)), records, words)
        notes = {"format": FORMAT, "generation": generation, "words": words}
        (home / "gonghui.json").write_text(json.dumps(notes, ensure_ascii=False), encoding="utf-8")
        draft = folder / f"current.{name}"
        draft.write_text(name, encoding="utf-8")
        os.replace(draft, folder / "current")
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    for old in folder.iterdir():
        if old.is_dir() and old.name != name:
            with contextlib.suppress(OSError):
                shutil.rmtree(old)
    return LexicalIndex(index, generation, words)
