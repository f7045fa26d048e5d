"""Which passages mean what the text means, in whatever words (向量检索)? A row for search/hybrid.py's retrievers.

A passage is stored in pieces, clause by clause, since the mean over a long text blurs what each clause says; it is as
near as its nearest piece, with something for the whole. Each model has a folder of its own, DIR/derived/dense/<digest of
the model's id>/; when the store has moved on, only the documents that changed are embedded.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np

from kg.errors import BackendError
from kg.views.passages import PassageRecord
from kg.workspace import Workspace
from search.current import following
from search.embedding.embedder import Embedder
from search.ledger import Entry, Ledger, alone, digest_of
from search.lexical import Filters, LexicalIndex, Match, number_of
from search.tokens import fold
from search.vectors.choice import fitted, new_index, open_saved
from search.vectors.index import Groups, Label, Near, Selection, VectorIndex

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from logging import Logger

    from search.hybrid import Hybrid

__all__ = [
    "BUILDING",
    "DenseIndex",
    "Progress",
    "Stored",
    "clauses",
    "dense",
    "dense_begun",
    "forget_others",
    "home_of",
    "nearest",
    "pieces",
    "prepare",
    "stored",
]

Found = Callable[[], list[list[Match]]]
"""Waits for what was begun, and gives the passages found for each text."""
Progress = Callable[[int, int], None]
"""Told (pieces embedded, pieces in all) now and then."""

_CLAUSE: Final = re.compile(r"[^。；;！？!?\n\t]+")
_LINES: Final = str.maketrans("\n\t", "。。")
_PART: Final = re.compile(r"[^，,：:]+[，,：:]?")
_LONG: Final = 60
"""Signs: a longer sentence is cut at its commas. Measured: 24 to 80 are within noise of each other, whole sentences a little worse."""
_WHOLE: Final = 300
"""Signs of the whole passage that its own vector is made of."""
_PIECES_PER_PASSAGE: Final = 5
_FLOOR: Final = 0.3
"""Cosines below this say nothing: such passages are not listed."""
_CHUNK: Final = 1024
"""Pieces embedded between two reports of progress."""
_CHECKPOINT: Final = 60.0
"""Seconds after which what is embedded so far is saved: a run that dies loses no more."""
_PATIENCE: Final = 5.0
"""Seconds to wait for another process that embeds the same: the bundled model needs less for most workspaces."""
_SLOW: Final = 3.0
"""Seconds after which work that nobody shows is mentioned in the log."""
_UNFINISHED: Final = -1
"""The generation of an index that was saved on the way."""
_MOST_SELECTED: Final = 32
"""Filters whose passages are remembered."""
_BESIDE: Final = 150_000
"""Pieces from which the vectors are gone through beside the words: below, threads that wait for each other lose what it gains."""
BUILDING: Final = "building"
"""A file in the folder of an index that is made before its model is chosen."""


def pieces(record: PassageRecord) -> Iterator[str]:
    """The passage as a whole with its title, then its clauses, folded. Never empty for a passage with text."""
    title = record.title if record.title not in record.text else ""
    yield fold(f"{title}。{record.text[:_WHOLE]}")
    found = _cut(record.text)
    if len(found) > 1 or title:
        yield from filter(None, map(fold, found))


def clauses(record: PassageRecord) -> Iterator[str]:
    """The passage clause by clause, folded, none of them empty: folded as a whole, which is faster."""
    return iter(_cut(fold(record.text.translate(_LINES))))


def _cut(text: str) -> list[str]:
    return [part for sentence in _CLAUSE.findall(text) for part in _parts(sentence)]


def _parts(sentence: str) -> Iterator[str]:
    if len(sentence) <= _LONG:
        yield sentence
        return
    held = ""
    for part in _PART.findall(sentence):
        if held and len(held) + len(part) > _LONG:
            yield held
            held = ""
        held += part
    if held:
        yield held


def home_of(workspace: Workspace, model_id: str) -> Path | None:
    """Where the index of a model lies; None for a workspace in memory."""
    folder = workspace.derived("dense")
    return None if folder is None else folder / hashlib.blake2b(model_id.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Stored:
    """An index on disk. `finished` is False for one that was broken off."""

    model_id: str
    dim: int
    bytes: int
    finished: bool


def stored(workspace: Workspace) -> list[Stored]:
    """The indexes that a workspace holds, by model; those that say nothing of themselves are left out."""
    folder = workspace.derived("dense")
    out = []
    for home in folder.iterdir() if folder is not None and folder.is_dir() else ():
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
            label = following(home, lambda at: json.loads((at / "label.json").read_text(encoding="utf-8")))
            size = sum(file.stat().st_size for file in home.rglob("*") if file.is_file())
            out.append(Stored(label["model_id"], label["dim"], size, label["generation"] != _UNFINISHED))
    return sorted(out, key=lambda one: one.model_id)


def forget_others(workspace: Workspace, model_id: str) -> None:
    """Takes the indexes of other models away, but for those now being made."""
    home = home_of(workspace, model_id)
    if home is None or not home.parent.is_dir():
        return
    for other in home.parent.iterdir():
        if other.is_dir() and other != home and not (other / BUILDING).exists():
            import shutil

            shutil.rmtree(other, ignore_errors=True)


def _keys(record: PassageRecord) -> list[str]:
    """The ids under which the pieces of a passage are stored."""
    return [f"{record.document} {record.id} {number}" for number, _ in enumerate(pieces(record))]


class DenseIndex:
    """The vectors of one generation of a workspace. Get one with `open`."""

    def __init__(self, vectors: VectorIndex, embedder: Embedder) -> None:
        self.embedder = embedder
        self._vectors = vectors
        self._opened = time.monotonic()
        self._selected: dict[tuple[int, Filters], Selection] = {}

    @classmethod
    def open(
        cls,
        workspace: Workspace,
        lexical: LexicalIndex,
        embedder: Embedder,
        progress: Progress | None = None,
        patience: float = _PATIENCE,
    ) -> DenseIndex:
        """From disk where that is of this model and generation, else brought up to it now and, where possible, saved.

        Where another process is at that, the index as it stands on disk: it may be behind, see `fresh`. Raises
        BackendError where there is none yet, or the model fails.
        """
        home = home_of(workspace, embedder.model_id)
        found = None if home is None else _saved(home, embedder)
        if found is not None and found.label.generation >= lexical.generation:
            return cls(found, embedder)
        if home is None:
            return cls(_Update(None, embedder, lexical, progress).run(None), embedder)
        with contextlib.ExitStack() as stack:
            try:
                mine = stack.enter_context(alone(home, patience))
            except OSError:  # a folder that may only be read: it lives in memory this time
                return cls(_Update(None, embedder, lexical, progress).run(None), embedder)
            found = _saved(home, embedder)
            if found is not None and (not mine or found.label.generation >= lexical.generation):
                return cls(found, embedder)
            if not mine:
                raise BackendError("向量索引正由另一个进程生成，稍后可用。")
            return cls(_Update(found, embedder, lexical, progress).run(home), embedder)

    @property
    def generation(self) -> int:
        """Of the store, that the vectors stand for."""
        return self._vectors.label.generation

    def fresh(self, generation: int) -> bool:
        """Whether there is no better to be had: of this generation, or opened only just now."""
        return self._vectors.label.generation >= generation or time.monotonic() - self._opened < _PATIENCE

    def __len__(self) -> int:
        """How many pieces."""
        return len(self._vectors)

    def search(
        self,
        text: str,
        k: int,
        lexical: LexicalIndex,
        filters: Filters | None = None,
    ) -> list[Match]:
        """The k nearest passages of those that the filters keep, best first.

        None for a text of which the model knows nothing, and none whose cosine is below the floor.
        """
        return self.search_all([text], k, lexical, filters)[0]

    def search_all(
        self,
        texts: Sequence[str],
        k: int,
        lexical: LexicalIndex,
        filters: Filters | None = None,
    ) -> list[list[Match]]:
        """`search` for each text, all in one go through the vectors."""
        return self.begin(texts, k, lexical, filters)()

    def begin(
        self,
        texts: Sequence[str],
        k: int,
        lexical: LexicalIndex,
        filters: Filters | None = None,
    ) -> Found:
        """`search_all`, begun: what is returned gives what it found. Many vectors are gone through in a thread beside
        the caller's, who has the words to look for meanwhile; faiss does not hold Python up."""
        if k <= 0 or not len(self._vectors) or not texts:
            return lambda: [[] for _ in texts]
        among = None if filters in (None, Filters()) else self._kept_by(filters, lexical)
        depth = k * _PIECES_PER_PASSAGE

        def look() -> list[Sequence[Near]]:
            # One by one: for two, the tokenizer hands them to threads of its own, and a busy machine lets it wait.
            queries = np.vstack([self.embedder.encode_queries([fold(text)]) for text in texts])
            found = self._vectors.search_all(queries, depth, among)
            return [near if query.any() else () for query, near in zip(queries, found, strict=True)]

        looked = look if len(self._vectors) < _BESIDE else _beside().submit(look).result
        return lambda: [self._matches(near, k, lexical) for near in looked()]

    def prepare(self) -> None:
        """Makes what filters are looked up in."""
        _ = self._passages

    def _matches(self, near: Sequence[Near], k: int, lexical: LexicalIndex) -> list[Match]:
        best: dict[str, float] = {}
        for one in near:
            if one.score < _FLOOR or len(best) == k:
                break
            best.setdefault(one.id.split(" ")[1], one.score)
        records = lexical.records(best)
        return [Match(records[passage], score) for passage, score in best.items() if passage in records]

    def _kept_by(self, filters: Filters, lexical: LexicalIndex) -> Selection:
        """Where the pieces of what the filters keep are; kept, as finding them takes longer than the search."""
        key = (lexical.generation, filters)
        found = self._selected.get(key)
        if found is None:
            found = self._passages.select(lexical.numbers(filters))
            if len(self._selected) >= _MOST_SELECTED:
                self._selected.pop(next(iter(self._selected)), None)
            self._selected[key] = found
        return found

    @cached_property
    def _passages(self) -> Groups:
        """The pieces by their passages' numbers."""
        last, number = "", 0

        def passage(piece: str) -> int:
            nonlocal last, number
            name = piece.split(" ", 2)[1]
            if name != last:  # pieces of a passage stand together
                last, number = name, number_of(name)
            return number

        return self._vectors.grouped(passage)


def _saved(home: Path, embedder: Embedder) -> VectorIndex | None:
    """The index on disk; None where there is none yet, or it is of another model, or damaged."""
    try:
        return open_saved(home, embedder.model_id, embedder.dim)
    except BackendError:
        return None


class _Update:
    """Brings an index up to the generation of the words' index, in place; without one, makes it."""

    def __init__(
        self,
        found: VectorIndex | None,
        embedder: Embedder,
        lexical: LexicalIndex,
        progress: Progress | None,
    ) -> None:
        self._found = found
        self._embedder = embedder
        self._generation = lexical.generation
        self._tell = progress or _mention()
        self._records: dict[str, list[PassageRecord]] = defaultdict(list)
        for record in lexical.all(Filters()):
            self._records[record.document].append(record)
        for records in self._records.values():
            records.sort(key=lambda r: (r.start, r.end, r.id))
        self._digests = {document: digest_of(records) for document, records in self._records.items()}

    def run(self, home: Path | None) -> VectorIndex:
        """The index, saved in `home` where there is one. Ctrl-C keeps what is embedded so far."""
        ledger = Ledger() if home is None else Ledger.load(home)
        found = self._found
        if found is None or not ledger.entries:  # vectors that nothing is known of cannot be taken out
            found, ledger = None, Ledger()
        out, come = ledger.behind(self._digests)
        keys = {document: [key for r in self._records[document] for key in _keys(r)] for document in come}
        stays = sum(len(entry.ids) for name, entry in ledger.entries.items() if name not in set(out))
        total = sum(map(len, keys.values()))
        if found is None:
            label = Label(self._embedder.model_id, self._embedder.dim, _UNFINISHED)
            vectors = new_index(label, stays + total)
        else:
            vectors = found
        gone = [key for name in out for key in ledger.entries[name].ids]
        for name in {*out, *come}:
            before = ledger.entries[name].ids if name in ledger.entries else ()
            ledger.entries[name] = Entry("", tuple(dict.fromkeys((*before, *keys.get(name, ())))))
        if home is not None:
            _keep(home, None, ledger)
        vectors.remove(gone)
        for name in out:
            if name not in keys:
                del ledger.entries[name]
        try:
            self._embed(home, vectors, ledger, keys, total)
        except BaseException:
            self._save(home, vectors, ledger, _UNFINISHED)
            raise
        vectors = fitted(vectors)
        self._save(home, vectors, ledger, self._generation)
        return vectors

    def _embed(
        self, home: Path | None, vectors: VectorIndex, ledger: Ledger, keys: dict[str, list[str]], total: int
    ) -> None:
        done, saved = 0, time.monotonic()
        for documents in self._chunks(keys):
            ids = [key for document in documents for key in keys[document]]
            texts = [text for document in documents for r in self._records[document] for text in pieces(r)]
            for start in range(0, len(ids), _CHUNK):
                part = slice(start, start + _CHUNK)
                vectors.add(ids[part], self._embedder.encode(texts[part]))
                done += len(ids[part])
                self._tell(done, total)
            for document in documents:
                ledger.entries[document] = Entry(self._digests[document], tuple(keys[document]))
            if time.monotonic() - saved > _CHECKPOINT:
                self._save(home, vectors, ledger, _UNFINISHED)
                saved = time.monotonic()

    def _chunks(self, keys: dict[str, list[str]]) -> Iterator[list[str]]:
        """Documents, together of a chunk's size or more; a book alone may be of many."""
        held: list[str] = []
        size = 0
        for document, ids in keys.items():
            held.append(document)
            size += len(ids)
            if size >= _CHUNK:
                yield held
                held, size = [], 0
        if held:
            yield held

    def _save(self, home: Path | None, vectors: VectorIndex, ledger: Ledger, generation: int) -> None:
        vectors.label = replace(vectors.label, generation=generation)
        if home is not None:
            _keep(home, vectors, ledger)


def _keep(home: Path, vectors: VectorIndex | None, ledger: Ledger) -> None:
    """Saves; what cannot be written (a full disk) lives in memory this time."""
    try:
        if vectors is not None:
            vectors.save(home)
        ledger.save(home)
    except OSError as error:
        _log().warning("向量索引没能存下：%s", error)


def _mention() -> Progress:
    """Says once in the log that it takes long."""
    begun, said = time.monotonic(), False

    def tell(done: int, total: int) -> None:
        nonlocal said
        if not said and done < total and time.monotonic() - begun > _SLOW:
            said = True
            _log().warning("正在计算向量：已完成 %d 段，共 %d 段", done, total)

    return tell


_opened: WeakKeyDictionary[LexicalIndex, DenseIndex] = WeakKeyDictionary()
_opening: Final = Lock()


def dense(hybrid: Hybrid, text: str, filters: Filters, k: int = 100) -> list[Match]:
    """The k passages nearest in meaning by the workspace's model, where no passage has the text word for word.

    What stands in the papers as it is asked (建会入会, a name, a short form) is looked up, not interpreted: there the
    words alone found more (acronyms on real papers 0.94, with vectors 0.86). None where the model cannot be had.
    """
    return dense_begun(hybrid, [text], filters, k)()[0]


def dense_begun(hybrid: Hybrid, texts: Sequence[str], filters: Filters, k: int = 100) -> Found:
    """`dense` for each text, all in one go through the vectors, begun: see `DenseIndex.begin`."""
    asked = [text for text in dict.fromkeys(texts) if text and not hybrid.index.standing(text, filters)]
    begun = _begun(hybrid, asked, filters, k)

    def found() -> list[list[Match]]:
        known = dict(zip(asked, begun(), strict=True))
        return [known.get(text, []) for text in texts]

    return found


def nearest(hybrid: Hybrid, text: str, filters: Filters, k: int = 100) -> list[Match]:
    """The k passages nearest in meaning, whatever stands where. None where the model cannot be had (the log says so)."""
    return _begun(hybrid, [text], filters, k)()[0]


def prepare(hybrid: Hybrid) -> None:
    """Makes what a filter of the vectors needs. Nothing where the model cannot be had."""
    with _told():
        if (index := _index(hybrid)) is not None and len(index) >= _BESIDE:
            index.prepare()


def _begun(hybrid: Hybrid, texts: Sequence[str], filters: Filters, k: int) -> Found:
    begun: Found | None = None
    with _told():
        index = _index(hybrid) if texts else None
        begun = None if index is None else index.begin(texts, k, hybrid.index, filters)

    def found() -> list[list[Match]]:
        with _told():
            if begun is not None:
                return begun()
        return [[] for _ in texts]

    return found


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """A model that fails is said in the log, and the words are left."""
    try:
        yield
    except BackendError as error:
        _log().warning("%s 这次只按字词检索。", error)


def _log() -> Logger:
    from logging import getLogger

    return getLogger(__name__)


@cache
def _beside() -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(os.cpu_count() or 1, "gonghui-vectors")


def _index(hybrid: Hybrid) -> DenseIndex | None:
    """The index that belongs to the words' index now open and the model now chosen; None without a model."""
    embedder = hybrid.models.embedder
    if embedder is None:
        return None
    lexical = hybrid.index
    with _opening:
        index = _opened.get(lexical)
        if index is None or index.embedder is not embedder or not index.fresh(lexical.generation):
            index = _opened[lexical] = DenseIndex.open(hybrid.workspace, lexical, embedder)
    return index
