"""Is this SPARQL text a pure read of our own graphs (查询把关)?

The engine would fetch `SERVICE` and `LOAD` over the network and has no switch against it, so every query from
outside is parsed first and refused unless it is understood and harmless.
"""

from __future__ import annotations

import re
from typing import Any, Final, Literal

from kg.errors import QueryRefused
from kg.ids import PREFIX

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

MAX_LENGTH: Final = 50_000
"""Code points; the parser is not linear, and no honest query is longer."""
_MAX_DEPTH: Final = 60
"""Nested brackets; the parser recurses, and deep nesting would end in a stack overflow."""
_FORMS: Final[dict[str, Form]] = {
    "SelectQuery": "SELECT",
    "AskQuery": "ASK",
    "ConstructQuery": "CONSTRUCT",
    "DescribeQuery": "DESCRIBE",
}
_UPDATE: Final = re.compile(r"\b(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)


def check(query: str) -> Form:
    """The form of a permitted query. Raises QueryRefused, saying why, for everything else."""
    if len(query) > MAX_LENGTH:
        raise QueryRefused(f"查询太长（{len(query)} 字，最多 {MAX_LENGTH} 字）")
    if _depth(query) > _MAX_DEPTH:
        raise QueryRefused(f"查询括号嵌套太深（最多 {_MAX_DEPTH} 层）")
    # rdflib costs a third of a second to import: only those who send SPARQL pay for it.
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        prologue, body = parseQuery(query)
    except ParseBaseException as problem:
        if _UPDATE.match(
            re.sub(r"\A(?:\s|#[^\n]*\n|(?:prefix|base)\b[^>]*>)+", "", query, flags=re.IGNORECASE)
        ):
            raise QueryRefused("只能查询，不能修改（INSERT、DELETE、LOAD、DROP 等都不允许）") from None
        where = f"第 {problem.lineno} 行第 {problem.column} 列"
        raise QueryRefused(f"不是能识别的 SPARQL 查询（{where}）") from problem
    except (RecursionError, ValueError, TypeError, KeyError) as problem:
        raise QueryRefused(f"不是能识别的 SPARQL 查询：{problem}") from problem
    form = _FORMS.get(body.name)
    if form is None:
        raise QueryRefused("只允许 SELECT、ASK、CONSTRUCT、DESCRIBE 查询")
    _walk(body, _prefixes(prologue))
    return form


def _depth(query: str) -> int:
    depth = deepest = 0
    for sign in query:
        if sign in "({[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")}]":
            depth -= 1
    return deepest


def _prefixes(prologue: Any) -> dict[str, str]:
    return {
        _part(line, "prefix"): _part(line, "iri")
        for line in prologue
        if getattr(line, "name", "") == "PrefixDecl"
    }


def _part(node: Any, key: str) -> str:
    """A part of a parse node as text, "" where it has none: rdflib's own `get` answers with the key then."""
    return str(node[key]) if key in node else ""


def _walk(part: Any, prefixes: dict[str, str]) -> None:
    """Every node of the parse: CompValue is a dictionary with a name, ParseResults a list."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [part]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            if node.name == "ServiceGraphPattern":
                raise QueryRefused("不允许 SERVICE：查询不能访问网络")
            if node.name == "DatasetClause":
                for key in ("default", "named"):
                    if key in node:
                        _own(node[key], prefixes)
            waiting.extend(node.values())
        elif isinstance(node, (list, tuple, ParseResults)):
            waiting.extend(node)


def _own(graph: Any, prefixes: dict[str, str]) -> None:
    iri = str(graph)
    if getattr(graph, "name", "") == "pname":
        iri = prefixes.get(_part(graph, "prefix"), "") + _part(graph, "localname")
    if not iri.startswith(PREFIX):
        raise QueryRefused(f"FROM 只能用本工作区的图（{PREFIX}…）：{iri}")
