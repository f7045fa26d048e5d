"""How fast is search, and where does the time go, beside tantivy alone, faiss alone and txtai on the same text?

Every size has processes of its own. Answers are timed after a hundred other questions: a program that serves has read its
pages in. No question is asked twice. What a fresh process takes stands in a column of its own.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from kg.resources import resource
from kg.workspace import Workspace
from tests.bench.ingest import ROOT, peak_mb, size_of
from tests.bench.passages import fill, questions
from tests.bench.table import table

ASKED = 200
WARM = 100


def run(
    sizes: Sequence[int] = (10_000,),
    keep: Path | None = None,
    txtai: str | None = None,
    say: Callable[[str], object] = print,
) -> None:
    """Measures and prints. `keep` is a folder whose workspaces are made once and used again; `txtai` a Python that has it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        homes = {size: _home(folder, size) for size in sizes}
        say("## Making the indexes\n")
        _table(say, _BUILD, [(size, _apart("build", home, "anew")) for size, home in homes.items()])
        say("\n## One more document\n")
        _table(say, _MORE, [(size, _apart("more", home)) for size, home in homes.items()])
        say("\n## Answering, milliseconds\n")
        rows = []
        for size, home in homes.items():
            for what in ("ask", "tantivy", "faiss", *(("txtai",) if txtai else ())):
                found = _apart(what, home, *((txtai,) if what == "txtai" and txtai else ()))
                rows += [(size, one) for one in found["rows"]]
        _table(say, _ANSWER, rows)
        if not txtai:
            say("\ntxtai: not measured; name a Python that has it with --txtai.")
        say("\n## A fresh process, seconds to its first answer\n")
        _fresh(homes, Path(scratch), say)
        say("\n## The bundled model\n")
        _table(say, _MODEL, [(0, _apart("model", next(iter(homes.values()))))])


_BUILD = {
    "passages": "{size:,}", "pieces": "{pieces:,.0f}", "words' index s": "{words:.1f}", "vectors s": "{vectors:.1f}",
    "words MB": "{words_mb:,.0f}", "vectors MB": "{vectors_mb:,.0f}", "peak MB": "{peak:,.0f}",
}  # fmt: skip
_MORE = {
    "passages": "{size:,}", "entities s": "{entities:.2f}", "words' index s": "{words:.2f}", "vectors s": "{vectors:.2f}",
}  # fmt: skip
_ANSWER = {
    "what": "{name}", "passages": "{size:,}", "p50": "{p50:.2f}", "p95": "{p95:.2f}", "max": "{max:.1f}", "processor p50": "{cpu50:.2f}", "processor p95": "{cpu:.2f}", "RSS MB": "{rss:,.0f}",
}  # fmt: skip
_MODEL = {
    "model": "{model}", "MB": "{mb:.1f}", "numbers": "{dim:.0f}", "load ms": "{load:.0f}", "texts/s": "{rate:,.0f}", "one text ms": "{one:.2f}",
}  # fmt: skip


def _table(
    say: Callable[[str], object], columns: dict[str, str], rows: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    say(
        table(
            tuple(columns),
            [tuple(form.format(size=size, **row) for form in columns.values()) for size, row in rows],
        )
    )


def _home(folder: Path, size: int) -> Path:
    home = folder / f"passages{size}"
    if not home.exists():
        fill(home, size)
    return home


def _apart(what: str, home: Path, *more: str) -> dict[str, Any]:
    """What a process of its own measured."""
    command = [sys.executable, "-m", "tests.bench.search", what, str(home), *more]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _timed(name: str, ask: Callable[[str], object], seed: int = 2) -> dict[str, Any]:
    """Of questions that were not asked before: no two alike, none of those before."""
    before = questions(WARM, seed=3)
    for question in before:
        ask(question)
    times, processor = [], []
    for question in dict.fromkeys(questions(ASKED, seed)):
        if question in before:
            continue
        began, worked = time.perf_counter(), time.process_time()
        ask(question)
        times.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - worked))
    times.sort()
    processor.sort()
    return {
        "cpu50": processor[len(processor) // 2],
        "cpu": processor[len(processor) * 95 // 100],
        "name": name,
        "p50": times[len(times) // 2],
        "p95": times[len(times) * 95 // 100],
        "max": times[-1],
        "rss": _resident_mb(),
    }


def _resident_mb() -> float:
    status = Path("/proc/self/status")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else peak_mb()


def _fresh(homes: dict[int, Path], scratch: Path, say: Callable[[str], object]) -> None:
    sample = scratch / "sample"
    subprocess.run(
        [sys.executable, "-m", "api.cli", "ingest", str(resource("sample")), "--workspace", str(sample), "--json"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    rows = []
    for name, home in {
        "data/sample": sample,
        **{f"{size:,} passages": home for size, home in homes.items()},
    }.items():
        command = [
            sys.executable,
            "-m",
            "api.cli",
            "search",
            "职工夜校怎么办",
            "--workspace",
            str(home),
            "--json",
        ]
        times = []
        for _ in range(6):
            began = time.perf_counter()
            subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
            times.append(time.perf_counter() - began)
        rows.append((name, f"{statistics.median(times[1:]):.2f}", f"{min(times):.2f}", f"{times[0]:.2f}"))
    say(table(("documents", "median of 5", "best", "before, the first"), rows))


# --- in a process of its own -------------------------------------------------------------------------


def build(home: str, how: str) -> dict[str, Any]:
    import shutil

    from search.dense import DenseIndex
    from search.hybrid import Hybrid

    if how == "anew":
        for name in ("lexical", "dense"):
            shutil.rmtree(Path(home) / "derived" / name, ignore_errors=True)
    with closing(Workspace.read(home)) as workspace:
        _ = workspace.entities
        hybrid = Hybrid(workspace)
        began = time.perf_counter()
        _ = hybrid.index
        words = time.perf_counter() - began
        began = time.perf_counter()
        embedder = hybrid.models.embedder
        index = None if embedder is None else DenseIndex.open(workspace, hybrid.index, embedder)
        vectors = time.perf_counter() - began
    return {
        "words": words,
        "vectors": vectors,
        "pieces": len(index) if index is not None else 0,
        "words_mb": size_of(Path(home) / "derived" / "lexical") / 1e6,
        "vectors_mb": size_of(Path(home) / "derived" / "dense") / 1e6,
        "peak": peak_mb(),
    }


def more(home: str) -> dict[str, Any]:
    """Brings the indexes up to one more document, and takes it out again."""
    from tests.bench.passages import ledgers

    with closing(Workspace.open(home)) as workspace:
        document = next(ledgers(50, seed=99))
        workspace.put_file("one more.txt", "", [document])
    with closing(Workspace.read(home)) as workspace:
        began = time.perf_counter()
        _ = workspace.entities
        entities = time.perf_counter() - began
    found = build(home, "as it is")
    with closing(Workspace.open(home)) as workspace:
        workspace.remove("one more.txt")
    build(home, "as it is")
    return {"entities": entities, **found}


def ask(home: str) -> dict[str, Any]:
    """The whole of `search`, and the ranking of passages alone."""
    from search import open_searcher

    with closing(Workspace.read(home)) as workspace:
        searcher = open_searcher(workspace)
        return {
            "rows": [
                _timed("Gonghui search, all of it", searcher.search),
                _timed("… its ranking alone", lambda text: searcher.hybrid.rank(text, 10), seed=5),
            ]
        }


def tantivy(home: str) -> dict[str, Any]:
    """BM25 over sign pairs, ten hits with their text: the words' half of what search does."""
    import tantivy as engine

    from search.tokens import bigrams, fold

    builder = engine.SchemaBuilder()
    builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
    schema = builder.build()
    with tempfile.TemporaryDirectory() as folder:
        index = engine.Index(schema, path=folder)
        writer = index.writer(heap_size=64_000_000, num_threads=1)
        for text in _texts(home):
            writer.add_document(engine.Document(pairs=" ".join(bigrams(fold(text))), text=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def find(text: str) -> list[Any]:
            terms = [
                engine.Query.term_query(schema, "pairs", pair) for pair in dict.fromkeys(bigrams(fold(text)))
            ]
            query = engine.Query.boolean_query([(engine.Occur.Should, term) for term in terms])
            return [searcher.doc(at).get_first("text") for _, at in searcher.search(query, limit=10).hits]

        return {"rows": [_timed("tantivy alone, sign pairs", find)]}


def faiss(home: str) -> dict[str, Any]:
    """The bundled model and an exact index of one vector a passage, ten hits: the other half."""
    import faiss as engine

    from search.embedding.static import bundled

    texts = list(_texts(home))
    model = bundled()
    index = engine.IndexFlatIP(model.dim)
    index.add(model.encode(texts))
    engine.omp_set_num_threads(1)

    def find(text: str) -> list[str]:
        return [texts[at] for at in index.search(model.encode_queries([text]), 10)[1][0]]

    return {"rows": [_timed("faiss alone, exact", find)]}


def txtai(home: str, python: str) -> dict[str, Any]:
    """txtai with content and hybrid search, given the vectors of the bundled model."""
    import numpy as np

    from search.embedding.static import bundled

    model = bundled()
    texts = list(_texts(home))
    asked = [*questions(WARM, seed=3), *questions(ASKED)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        np.save(place / "texts.npy", model.encode(texts))
        np.save(place / "asked.npy", model.encode_queries(asked))
        (place / "texts.json").write_text(
            json.dumps([texts, asked, WARM], ensure_ascii=False), encoding="utf-8"
        )
        command = [python, str(Path(__file__).with_name("txtai_peer.py")), str(place)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return {"rows": json.loads(done.stdout.splitlines()[-1])}


def model(home: str) -> dict[str, Any]:
    from search.embedding.static import StaticEmbedder

    folder = resource("model")
    StaticEmbedder(folder)
    began = time.perf_counter()
    made = StaticEmbedder(folder)
    load = time.perf_counter() - began
    texts = [text for text, _ in zip(_texts(home), range(20_000), strict=False)]
    began = time.perf_counter()
    made.encode(texts)
    rate = len(texts) / (time.perf_counter() - began)
    asked = questions(ASKED)
    began = time.perf_counter()
    for text in asked:
        made.encode_queries([text])
    one = (time.perf_counter() - began) / len(asked)
    size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return {
        "model": "bundled", "mb": size / 1e6, "dim": made.dim, "load": 1000 * load, "rate": rate, "one": 1000 * one,
    }  # fmt: skip


def _texts(home: str) -> list[str]:
    from search.lexical import Filters, LexicalIndex

    with closing(Workspace.read(home)) as workspace:
        return [record.text for record in LexicalIndex.open(workspace).all(Filters())]


if __name__ == "__main__":
    steps = {f.__name__: f for f in (build, more, ask, tantivy, faiss, txtai, model)}
    print(json.dumps(steps[sys.argv[1]](*sys.argv[2:])))
