"""What do `gonghui search`, `ask` and `similar` do (检索、提问、找相似)? Without typer, which only reads their arguments."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.answers import checked_kind
from api.printing import echo
from api.settings import load_settings
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.workspace import Workspace
    from search.searcher import Searcher

__all__ = ["ask", "lines_of", "print_json", "reading", "search", "similar", "wanted"]


def search(
    words: str | None = None,
    workspace: Path | None = None,
    as_json: bool = False,
    batch: Path | None = None,
    k: int = 10,
    city: str | None = None,
    year: int | None = None,
    kind: str | None = None,
    department: str | None = None,
    literal: bool = False,
    explain: bool = False,
) -> None:
    """Prints what is found for the words, or for each line of `batch`. Raises GonghuiError."""
    from api.terminal import show_hits
    from search import open_searcher

    with reading(workspace) as opened:
        searcher = open_searcher(opened)
        checked_kind(kind)

        def find(text: str) -> dict[str, Any]:
            return searcher.search(
                text, k=k, city=city, year=year, kind=kind, department=department, literal=literal
            )

        if batch is not None:
            for line in lines_of(batch):
                print_json(find(line))
            return
        found = find(wanted(words, "要找的内容"))
    print_json(found) if as_json else show_hits(found, explain=explain)


def ask(
    question: str | None = None,
    workspace: Path | None = None,
    as_json: bool = False,
    batch: Path | None = None,
    session: str | None = None,
    show_query: bool = False,
    llm: bool = False,
) -> None:
    """Prints the answer to the question, or to each line of `batch`. Raises GonghuiError."""
    from api.session import previous_question, remember, session_file
    from api.terminal import show_answer
    from search import open_searcher

    kept = None if session is None else session_file(load_settings(workspace).workspace, session)
    previous = "" if kept is None else previous_question(kept)
    with reading(workspace) as opened:
        searcher = open_searcher(opened)
        helper = None if not llm else _language_model(opened)
        for line in [wanted(question, "问题")] if batch is None else lines_of(batch):
            found = searcher.ask(line, previous) if helper is None else helper(searcher, line, previous)
            if kept is not None:
                previous = found.get("understood_as", line)
                remember(kept, previous)
            if batch is not None or as_json:
                print_json(found)
            else:
                show_answer(found, show_query=show_query)


def similar(
    name: str | None = None,
    workspace: Path | None = None,
    as_json: bool = False,
    batch: Path | None = None,
    k: int = 10,
    city: str | None = None,
) -> None:
    """Prints what other places do that is like the named thing, or like each line of `batch`. Raises GonghuiError."""
    from api.terminal import show_similar
    from search import open_searcher

    with reading(workspace) as opened:
        searcher = open_searcher(opened)
        if batch is not None:
            for line in lines_of(batch):
                print_json(searcher.similar(line, k=k, city=city))
            return
        found = searcher.similar(wanted(name, "名称"), k=k, city=city)
    print_json(found) if as_json else show_similar(found)


def reading(workspace: Path | None) -> closing[Workspace]:
    """The workspace opened for reading: the one given, else as `api.settings` says. Raises WorkspaceError."""
    from kg.workspace import Workspace

    return closing(Workspace.read(load_settings(workspace).workspace))


def print_json(value: object) -> None:
    """One line of JSON on standard output."""
    echo(json.dumps(value, ensure_ascii=False, default=str))


def lines_of(batch: Path) -> list[str]:
    """The lines of a UTF-8 file that are not empty. Raises InputError for one that cannot be read."""
    try:
        return [line.strip() for line in batch.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"无法读取批处理文件：{error}", str(batch)) from error


def wanted(words: str | None, what: str) -> str:
    """The words, where there are any. Raises InputError that says what is missing."""
    if not words or not words.strip():
        raise InputError(f"请写上{what}，或用 --batch 给一个文件")
    return words


def _language_model(opened: Workspace) -> Callable[[Searcher, str, str], dict[str, Any]]:
    """Asks with the language model that is set; says on standard error when it fails. Raises InputError for none."""
    from api.language_model import configured_endpoint
    from kg.export.model import masker
    from search.language_model.asking import ask_with_model

    endpoint, mask = configured_endpoint(), masker(opened, with_contacts=False)

    def ask_it(searcher: Searcher, line: str, previous: str) -> dict[str, Any]:
        found = ask_with_model(lambda text: searcher.ask(text, previous), line, endpoint, mask.text)
        if problem := found["language_model"].get("error"):
            echo(f"语言模型没有用上：{problem}", err=True)
        return found

    return ask_it
