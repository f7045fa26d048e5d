"""How is the program used from Python (Python 接口)? One object for one workspace; every answer is CONTRACT.md's JSON."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from api import answers
from kg.errors import InputError

if TYPE_CHECKING:
    import networkx
    from rdflib import Graph

    from kg.workspace import Workspace
    from search.searcher import Searcher

__all__ = ["Gonghui"]

Item = dict[str, Any]
_TABLES = ("documents", "tasks", "people", "entities", "outcomes")


class Gonghui:
    """A workspace of union papers: read them in, ask, search, follow policies; every fact quotes its source.

    Opens the folder for reading, and makes it where it is missing. Safe between threads. Contacts are in clear: the
    caller is the workspace's owner.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = tempfile.TemporaryDirectory()
    >>> paper = Path(folder.name) / "云州市总工会工作要点.txt"
    >>> words = ["云州市总工会2023年工作要点", "一、推进建会入会", "（一）开展建会入会行动。新建基层工会30家。（责任单位：组织部）"]
    >>> _ = paper.write_text(chr(10).join(words), encoding="utf-8")
    >>> with Gonghui(Path(folder.name) / "工作区") as union:
    ...     report = union.ingest(paper)
    ...     answer = union.ask("哪个部门负责建会入会？")
    ...     found = union.search("发展工会组织", k=1)["hits"][0]
    >>> report["ingested"], answer["answer"]["set"]
    (1, ['组织部'])
    >>> [quote["locator"] for quote in answer["evidence"]][:1]
    ['《云州市总工会2023年工作要点》 一（一）']
    >>> "建会入会" in found["text"]
    True
    >>> folder.cleanup()
    """

    def __init__(
        self, workspace: str | os.PathLike[str] | None = None, *, opened: Workspace | None = None
    ) -> None:
        """`workspace`: a folder; None for `$GONGHUI_WORKSPACE`, `gonghui.toml`, or `.gonghui`. Raises WorkspaceError.

        `opened`: the same folder, opened for reading already.
        """
        from api.settings import load_settings
        from kg.workspace import Workspace

        self.path: Path = load_settings(None if workspace is None else Path(workspace)).workspace
        if not (self.path / "version.json").exists():
            Workspace.open(self.path).close()
        self._workspace = opened if opened is not None else Workspace.read(self.path)
        self._lock = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files. The object must not be used again."""
        self._workspace.close()

    @property
    def workspace(self) -> Workspace:
        """The state that is read: of one generation, until `refresh`."""
        return self._workspace

    @property
    def generation(self) -> int:
        return self._workspace.generation

    def refresh(self) -> bool:
        """Moves on to what other processes have written; says whether there was anything."""
        with self._lock:
            return self._workspace.refresh()

    @cached_property
    def searcher(self) -> Searcher:
        """For one caller at a time: `search`, `ask` and the others here take turns."""
        from search import open_searcher

        return open_searcher(self._workspace)

    # --- in and out --------------------------------------------------------------------------------

    def ingest(self, *paths: str | os.PathLike[str]) -> Item:
        """Reads files and folders in: `{"ingested", "unchanged", "replaced", "failed": [{"path", "error"}], "seconds", …}`.

        Raises WorkspaceError while another process writes.
        """
        from api.ingesting import find_files, ingest_files
        from kg.workspace import Workspace

        with self._lock:
            with closing(Workspace.open(self.path)) as writer:
                report = ingest_files(writer, list(find_files([Path(path) for path in paths])))
            self._workspace.refresh()
        return dict(report.as_json())

    def remove(self, *targets: str) -> int:
        """Takes documents out, by path, folder or id, with all that only they support; how many went."""
        from kg.workspace import Workspace

        with self._lock:
            with closing(Workspace.open(self.path)) as writer:
                gone = sum(writer.remove(target) for target in targets)
            self._workspace.refresh()
        return gone

    # --- lists -------------------------------------------------------------------------------------

    def documents(
        self, *, city: str | None = None, year: int | None = None, genre: str | None = None
    ) -> list[Item]:
        """*document*s, by file."""
        from kg import views

        found = views.documents(self._workspace, city=city, year=year)
        return [d for d in found if genre in (None, d["genre"])]

    def document(self, identifier: str) -> Item:
        """One *document*. Raises NotFound."""
        from kg import ids, views
        from kg.errors import NotFound

        wanted = ids.short(ids.expand(identifier))
        for document in views.documents(self._workspace):
            if document["id"] == wanted:
                return document
        raise NotFound(f"没有这份文件：{identifier}")

    def text(self, document: str) -> str:
        """The canonical text that offsets point into, in code points. Raises NotFound."""
        from kg import views

        return views.text(self._workspace, document)

    def facts(self, document: str, types: Collection[str] | None = None) -> Item:
        """Every fact of a document with its place: `api.facts.document_facts`. Raises NotFound."""
        from api.facts import document_facts

        return document_facts(self._workspace, document, types)

    def tasks(
        self,
        *,
        department: str | None = None,
        city: str | None = None,
        year: int | None = None,
        quarter: str | int | None = None,
        document: str | None = None,
    ) -> list[Item]:
        """*task*s, in the order of their documents. Raises InputError for a quarter that is none."""
        from kg import views

        return views.tasks(
            self._workspace,
            department=department,
            city=city,
            year=year,
            quarter=answers.quarter_of(quarter),
            document=document,
        )

    def people(self, *, city: str | None = None) -> list[Item]:
        """*person*s, by name."""
        from kg import views

        return views.people(self._workspace, city=city)

    def entities(self, *, type: str | None = None, city: str | None = None) -> list[Item]:
        """*entity*s, by type and name. Raises NotFound for a type that does not exist."""
        from kg import views

        return views.entities(self._workspace, type=type, city=city)

    def entity(self, identifier: str) -> Item:
        """One entity with what was joined into it, and why. Raises NotFound."""
        from kg import views

        return views.explain(self._workspace, identifier)

    def status(self) -> Item:
        """Counts, versions, health."""
        from kg import views

        return views.status(self._workspace)

    # --- questions ---------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        k: int = 10,
        *,
        city: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        department: str | None = None,
        literal: bool = False,
    ) -> Item:
        """`{"query", "understood", "hits": [hit]}`, best first. Raises InputError for a kind that does not exist."""
        answers.checked_kind(kind)
        with self._lock:
            return self.searcher.search(
                text, k=k, city=city, year=year, kind=kind, department=department, literal=literal
            )

    def ask(self, question: str, previous: str = "") -> Item:
        """*answer*; `answerable` is false where the documents do not say."""
        with self._lock:
            return self.searcher.ask(question, previous)

    def trace(self, policy: str | None = None, *, task: str | None = None) -> Item:
        """A policy by title, part of it or number; or upwards from a task. Raises InputError where neither or both."""
        with self._lock:
            return answers.trace(self.searcher, policy, task)

    def similar(self, name: str, k: int = 10, *, city: str | None = None) -> Item:
        """Initiatives like this one, other places first."""
        with self._lock:
            return self.searcher.similar(name, k, city)

    def compare(self, cities: Sequence[str], *, topic: str | None = None, year: int | None = None) -> Item:
        """The topic by place table with its gaps."""
        with self._lock:
            return self.searcher.compare(cities, topic, year)

    def outcomes(self, *, city: str | None = None, year: int | None = None) -> list[Item]:
        """What later summaries say of each planned task."""
        with self._lock:
            return self.searcher.outcomes(city, year)

    # --- the graph ---------------------------------------------------------------------------------

    def neighbours(
        self,
        name: str,
        *,
        relations: Sequence[str] = (),
        depth: int = 1,
        most: int = 200,
        city: str | None = None,
        kind: str | None = None,
    ) -> Item:
        """What surrounds an entity, by name or id. Raises NotFound, InputError."""
        from kg.graph.neighbourhood import neighbours

        return neighbours(
            self._workspace, name, relations=relations, depth=depth, most=most, city=city, kind=kind
        )

    def connect(self, left: str, right: str, *, k: int = 3, city: str | None = None) -> Item:
        """The shortest ways between two things that say something. Raises NotFound."""
        from kg.graph.paths import connect

        return connect(self._workspace, left, right, k=k, city=city)

    def central(
        self,
        *,
        type: str = "department",
        city: str | None = None,
        year: int | None = None,
        by: str = "degree",
        most: int = 20,
    ) -> Item:
        """Which departments, topics, policies or initiatives most tasks hang on."""
        from kg.graph.centrality import central

        return central(self._workspace, type=type, city=city, year=year, by=by, most=most)

    def communities(
        self, *, city: str | None = None, year: int | None = None, smallest: int = 2, most: int = 20
    ) -> Item:
        """Which initiatives are of one kind."""
        from kg.graph.communities import communities

        return communities(self._workspace, city=city, year=year, smallest=smallest, most=most)

    def graph(
        self, name: str, *, depth: int = 2, most: int = 200, city: str | None = None, kind: str | None = None
    ) -> networkx.MultiDiGraph[str]:
        """The neighbourhood of anything as networkx (`kg.graph.views`), at most `most` nodes. Raises NotFound."""
        from kg.graph.lookup import meant_by
        from kg.graph.neighbourhood import around
        from kg.graph.reading import Reader

        reader = Reader(self._workspace)
        meant = meant_by(reader, name, city=city, kind=kind)
        return around(reader, meant.nodes, depth=depth, most=most)

    def rdf(self, *, with_contacts: bool = False) -> Graph:
        """All documents' statements as one rdflib graph in memory: for small workspaces; large ones ask `sparql`."""
        import io

        import pyoxigraph
        from rdflib import Graph

        from kg.export.rdf import quads

        triples = (quad.triple for quad in quads(self._workspace, with_contacts=with_contacts))
        written = io.BytesIO()
        pyoxigraph.serialize(triples, output=written, format=pyoxigraph.RdfFormat.N_TRIPLES)
        return Graph().parse(data=written.getvalue(), format="nt")

    def sparql(self, query: str) -> str:
        """SPARQL results JSON (N-Triples for CONSTRUCT). Raises QueryRefused for anything but a pure read."""
        from kg.sparql import run_query

        return run_query(self._workspace, query)

    def to_pandas(self, what: str = "tasks", **filters: Any) -> Any:
        """`documents`, `tasks`, `people`, `entities` or `outcomes` as a pandas DataFrame, a row each.

        Raises InputError for another name, or where pandas is not installed.
        """
        if what not in _TABLES:
            raise InputError(f"没有这种表：{what}（可用：{'、'.join(_TABLES)}）")
        try:
            pandas: Any = import_module("pandas")
        except ImportError as error:
            raise InputError("需要安装 pandas：pip install pandas") from error
        read: Callable[..., Iterable[Item]] = getattr(self, what)
        return pandas.DataFrame(list(read(**filters)))
