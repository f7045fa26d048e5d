"""How is the words' index made, and how does it follow the store (词索引的生成与增量更新)?

    DIR/derived/lexical/<name>/     a tantivy index with `gonghui.json`: format, generation, documents, words
    DIR/derived/lexical/current     see search/current.py

What is indexed of a document depends on that document alone (and on the thesaurus), so documents can come and go one by
one, and the index is the same in whatever order they came. A new generation gets a folder of its own whose files are
hard links to those of the last: tantivy never changes a file that it has written. Readers keep what they have open, and a
process that dies leaves the last index as it was.

Scores count the documents that were taken out until their files are merged away. So a small index is made anew when a
document goes, and a large one when they are more than one in fifty; one that only grew is the same as one made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import tantivy

from kg import ids
from kg.views.passages import PassageRecord, passages
from kg.workspace import Workspace
from search.current import following, making
from search.expansion import stamp, wordings
from search.first_questions import known_among
from search.tokens import Segmenter, bigrams, fold, signs
from search.word_list import shipped

__all__ = ["Made", "brought_up", "number_of", "parsed", "place_key", "schema"]

FORMAT: Final = 4
REBUILT_BELOW: Final = 20_000
"""Passages: a smaller index is made anew in a second or two when a document goes."""
MOST_GHOSTS: Final = 0.02
"""Share of passages taken out whose words still count in the scores of a larger index."""
_FEW: Final = 0.5
"""Where more than this share of the documents is new, making the whole anew is as fast and leaves fewer files."""
_MOST_NAMES: Final = 20_000
_NAMED: Final = ("department", "initiative", "person")
_FIELDS: Final = tuple(f.name for f in fields(PassageRecord))
_VALUES: Final = attrgetter(*_FIELDS)
_LISTS: Final = tuple(_FIELDS.index(name) for name in ("departments", "written"))
_scan: Final[Any] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # not in its stubs
"""What `json.loads` does once it knows the encoding and that no space stands before: a third of its time."""
_SPACE: Final = re.compile(r"\s")
_NOT_CARRIED: Final = (".lock", "gonghui.json")


@dataclass(frozen=True, slots=True)
class Made:
    """An index of one generation. `documents` are ids with the digest of all that is indexed of each; `words` those that
    questions are cut with besides the dictionary's, `known` the sum of the frequencies that the dictionary has for them."""

    index: tantivy.Index
    generation: int
    documents: Mapping[str, str]
    words: Sequence[str]
    known: int


@dataclass(frozen=True, slots=True)
class _Paper:
    """One document: its passages, those written as JSON, and the names found in it, folded."""

    records: tuple[PassageRecord, ...]
    rows: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def digest(self) -> str:
        digest = hashlib.blake2b(digest_size=10)
        for part in (*self.names, "", *self.rows):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\n")
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Held:
    """What `gonghui.json` says: each document's digest and number of passages, and the passages that are ghosts."""

    generation: int
    documents: Mapping[str, tuple[str, int]]
    words: tuple[str, ...]
    known: int
    ghosts: int

    @property
    def passages(self) -> int:
        return sum(count for _, count in self.documents.values())


def brought_up(workspace: Workspace) -> Made:
    """The index of the workspace's present generation: from disk, or what is there with what has changed since, or new."""
    generation = workspace.generation
    folder = workspace.derived("lexical")
    if folder is None:
        return _new(None, generation, _papers(workspace), _query_words(workspace))
    own = _stamp()
    last = _last(folder, own)
    if last is not None and last[0].generation == generation:
        held, index = last
        documents = {name: digest for name, (digest, _) in held.documents.items()}
        return Made(index, generation, documents, held.words, held.known)
    papers, words = _papers(workspace), _query_words(workspace)
    try:
        if last is not None and (made := _changed(folder, own, last[0], generation, papers, words)):
            return made
        with making(folder, f"{generation}-") as home:
            made = _new(home, generation, papers, words)
            _write_notes(home, own, made, papers, 0)
        return made
    except OSError:  # a folder that may only be read: the index lives in memory this time
        return _new(None, generation, papers, words)


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("words", "heads", "labels"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("bigrams", "signs"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("id", "city", "year", "kind", "department", "genre", "document"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    builder.add_bytes_field("record", stored=True, indexed=False)
    return builder.build()


def number_of(passage_id: str) -> int:
    """A passage's number: of its id alone, 63 bits, the same in every index."""
    return int.from_bytes(hashlib.blake2b(passage_id.encode(), digest_size=8).digest(), "big") >> 1


def place_key(name: str) -> str:
    """A place as it is filtered by: folded, without 省 or 市."""
    folded = fold(name)
    return folded[:-1] if len(folded) > 2 and folded[-1] in "省市" else folded


def parsed(row: bytes) -> PassageRecord:
    """The record that was stored."""
    values = _scan(row.decode("utf-8", "surrogatepass"), 0)[0]
    for place in _LISTS:
        values[place] = tuple(values[place])
    return PassageRecord(*values)


# --- what goes in ------------------------------------------------------------------------------------


def _papers(workspace: Workspace) -> dict[str, _Paper]:
    """Document id → what is indexed of it, in the order of the documents. Headings alone are not found."""
    names: dict[str, set[str]] = defaultdict(set)
    for one in workspace.entities.mentioned.values():
        if one.kind in _NAMED:
            own = {folded for name in one.names if _is_word(folded := fold(name))}
            for document in one.documents if own else ():
                names[ids.short(document)] |= own
    held: dict[str, list[PassageRecord]] = defaultdict(list)
    for record in passages(workspace):
        if record.kind != "heading":
            held[record.document].append(record)
    return {
        document: _Paper(
            tuple(records),
            tuple(json.dumps(_VALUES(r), ensure_ascii=False, separators=(",", ":")) for r in records),
            tuple(sorted(names.get(document, ()))),
        )
        for document, records in held.items()
    }


def _is_word(folded: str) -> bool:
    return 2 <= len(folded) <= 8 and "(" not in folded


@cache
def _segmenter() -> Segmenter:
    return Segmenter(_thesaurus_words())


def _thesaurus_words() -> list[str]:
    """Labels of the synonym table, sorted."""
    from search.synonyms import shipped

    return sorted({label for label in shipped().labels() if _is_word(label)})


def _query_words(workspace: Workspace) -> list[str]:
    """The thesaurus's words, then names found in the documents, those in most documents first."""
    often: dict[str, int] = defaultdict(int)
    for one in workspace.entities.mentioned.values():
        if one.kind in _NAMED:
            for name in one.names:
                often[name] += len(one.documents)
    found = [fold(name) for name in sorted(often, key=lambda name: (-often[name], name))]
    return list(dict.fromkeys([*_thesaurus_words(), *filter(_is_word, found)]))[:_MOST_NAMES]


def _add(writer: Any, papers: Iterable[_Paper], segmenter: Segmenter) -> None:
    heads: dict[str, list[str]] = {}

    def head_words(text: str) -> list[str]:
        found = heads.get(text)
        if found is None:
            found = heads[text] = segmenter.words(fold(text)) if text else []
        return found

    for paper in papers:
        for record, row in zip(paper.records, paper.rows, strict=True):
            text = fold(record.text)
            document = tantivy.Document()
            for field, tokens in (
                ("words", _words(text, paper.names, segmenter)),
                ("bigrams", bigrams(text)),
                ("signs", signs(text)),
                ("labels", _labels(text)),
                (
                    "heads",
                    [
                        word
                        for part in (record.title, record.section, record.document_title)
                        for word in head_words(part)
                    ],
                ),
            ):
                if tokens:
                    document.add_text(field, " ".join(tokens))
            for field, value in (
                ("id", record.id),
                ("kind", record.kind),
                ("genre", record.genre),
                ("document", record.document),
                ("year", "" if record.year is None else str(record.year)),
            ):
                if value:
                    document.add_text(field, value)
            for place in dict.fromkeys(
                place_key(p) for p in (record.city, record.province, record.county) if p
            ):
                document.add_text("city", place)
            for unit in dict.fromkeys(fold(u) for u in (*record.departments, *record.written)):
                document.add_text("department", unit)
            document.add_unsigned("number", number_of(record.id))
            document.add_bytes("record", row.encode("utf-8", "surrogatepass"))
            writer.add_document(document)


@cache
def _machine() -> Any:
    import ahocorasick

    machine = ahocorasick.Automaton()
    for label in wordings():
        if not _SPACE.search(label):
            machine.add_word(label, label)
    machine.make_automaton()
    return machine


def _labels(text: str) -> list[str]:
    """Every label of the thesaurus that stands in a folded text, also within a longer one, as often as it does."""
    return [label for _, label in _machine().iter(text)]


def _words(text: str, names: Sequence[str], segmenter: Segmenter) -> list[str]:
    """The words of a folded text; names of its document stand whole beside their parts."""
    words = segmenter.words(text)
    for name in names:
        if missing := text.count(name) - words.count(name) if name in text else 0:
            words += [name] * max(0, missing)
    return words


# --- making and changing -----------------------------------------------------------------------------


def _new(home: Path | None, generation: int, papers: Mapping[str, _Paper], words: Sequence[str]) -> Made:
    """Raises OSError where nothing can be written."""
    index = _tantivy(lambda: tantivy.Index(schema(), path=None if home is None else str(home)))
    _commit(index, (), papers.values())
    return Made(
        index, generation, {name: paper.digest for name, paper in papers.items()}, words, known_among(words)
    )


def _changed(
    folder: Path,
    own: str,
    held: _Held,
    generation: int,
    papers: Mapping[str, _Paper],
    words: Sequence[str],
) -> Made | None:
    """The last index with the documents that have changed exchanged; None where it is better made anew."""
    digests = {name: paper.digest for name, paper in papers.items()}
    gone = [name for name, (digest, _) in held.documents.items() if digests.get(name) != digest]
    kept = held.documents.keys() - set(gone)
    come = [name for name in papers if name not in kept]
    ghosts = held.ghosts + sum(held.documents[name][1] for name in gone)
    if ghosts and (held.passages < REBUILT_BELOW or ghosts > MOST_GHOSTS * held.passages):
        return None
    if len(come) > _FEW * max(1, len(papers)):
        return None

    def carry(last: Path) -> Made:
        with making(folder, f"{generation}-") as home:
            for file in last.iterdir():
                if not file.name.endswith(_NOT_CARRIED):
                    _link(file, home / file.name)
            index = _tantivy(lambda: tantivy.Index.open(str(home)))
            if gone or come:
                _commit(index, gone, [papers[name] for name in come])
            made = Made(index, generation, digests, words, known_among(words))
            _write_notes(home, own, made, papers, ghosts)
        return made

    try:
        return following(folder, carry)
    except (OSError, ValueError):  # damaged, or taken away by another process: made anew
        return None


def _commit(index: tantivy.Index, gone: Collection[str], come: Iterable[_Paper]) -> None:
    def work() -> None:
        writer = index.writer(heap_size=64_000_000, num_threads=1)
        for name in gone:
            writer.delete_documents_by_term("document", name)
        _add(writer, come, _segmenter())
        writer.commit()
        writer.wait_merging_threads()
        index.reload()

    _tantivy(work)


def _tantivy(work: Any) -> Any:
    """What `work` gives; tantivy's ValueError for a folder that cannot be written or read becomes OSError."""
    try:
        return work()
    except ValueError as error:
        raise OSError(str(error)) from error


def _link(file: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system knows no links, or tantivy will replace it."""
    if file.suffix != ".json":
        try:
            os.link(file, target)
            return
        except OSError:
            pass
    import shutil

    shutil.copy2(file, target)


# --- the notes beside the index ----------------------------------------------------------------------


def _stamp() -> str:
    """Of what the program itself puts in: another stamp, another index."""
    digest = hashlib.blake2b(digest_size=8)
    for part in (str(FORMAT), *_FIELDS, stamp()):
        digest.update(part.encode() + b"\n")
    return digest.hexdigest()


def _write_notes(home: Path, own: str, made: Made, papers: Mapping[str, _Paper], ghosts: int) -> None:
    notes = {
        "stamp": own,
        "generation": made.generation,
        "documents": {name: (digest, len(papers[name].rows)) for name, digest in made.documents.items()},
        "words": list(made.words),
        "known": (shipped().total, made.known),
        "ghosts": ghosts,
    }
    (home / "gonghui.json").write_text(json.dumps(notes, ensure_ascii=False), encoding="utf-8")


def _read_notes(home: Path, own: str) -> _Held:
    """Raises ValueError for an index of another stamp, and what reading raises."""
    notes = json.loads((home / "gonghui.json").read_text(encoding="utf-8"))
    if notes["stamp"] != own:
        raise ValueError("made by another version")
    documents = {name: (str(digest), int(count)) for name, (digest, count) in notes["documents"].items()}
    words = tuple(notes["words"])
    total, known = notes.get("known", (0, 0))
    if total != shipped().total:  # written before the dictionary was as it is
        known = known_among(words)
    return _Held(int(notes["generation"]), documents, words, int(known), int(notes["ghosts"]))


def _last(folder: Path, own: str) -> tuple[_Held, tantivy.Index] | None:
    """The index on disk and what it holds; None where there is none that can be used."""
    try:
        return following(folder, lambda home: (_read_notes(home, own), tantivy.Index.open(str(home))))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
