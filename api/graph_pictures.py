"""How is a piece of the graph drawn as text: Mermaid, DOT, a tree (图的文字画法)?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.tree import Tree

__all__ = ["dot", "mermaid", "trace_picture", "trace_tree"]

Item = Mapping[str, Any]
_LONGEST = 40
_MISSING = "未入库"


def mermaid(nodes: Iterable[Item], edges: Iterable[Item]) -> str:
    """A Mermaid flowchart: paste it into any Markdown page that draws Mermaid. Computed edges are dashed."""
    nodes = list(nodes)
    number = {n["id"]: f"n{k}" for k, n in enumerate(nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {number[n["id"]]}["{_mermaid(_label(n))}"]' for n in nodes]
    for edge in edges:
        arrow = "-.->" if edge.get("derived") else "-->"
        lines.append(
            f'  {number[edge["source"]]} {arrow}|"{_mermaid(edge["label"])}"| {number[edge["target"]]}'
        )
    return "\n".join(lines)


def dot(nodes: Iterable[Item], edges: Iterable[Item]) -> str:
    """The same for Graphviz."""
    nodes = list(nodes)
    number = {n["id"]: f"n{k}" for k, n in enumerate(nodes)}
    lines = ["digraph gonghui {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f'  {number[n["id"]]} [label="{_dot(_label(n))}"];' for n in nodes]
    for edge in edges:
        style = ", style=dashed" if edge.get("derived") else ""
        ends = f"{number[edge['source']]} -> {number[edge['target']]}"
        lines.append(f'  {ends} [label="{_dot(edge["label"])}"{style}];')
    return "\n".join([*lines, "}"])


def trace_picture(found: Item) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(nodes, edges) of a trace, of a policy or from a task: who cites is the source, what is cited the target."""
    nodes: dict[str, dict[str, Any]] = {}
    edges: list[dict[str, Any]] = []
    centre = found.get("policy") or found["task"]
    stands_for: dict[str, str] = {}

    def node(identifier: str, item: Item, name: str) -> str:
        nodes.setdefault(
            identifier, {"id": identifier, "name": name, "missing": item.get("document", "") is None}
        )
        return identifier

    def edge(source: str, target: str, label: str) -> None:
        entry = {"source": source, "target": target, "label": label}
        if source != target and entry not in edges:
            edges.append(entry)

    middle = node(centre["id"], centre, _named(centre))
    for document in found.get("documents", ()):
        if document["relation"] == "本文":
            stands_for[document["id"]] = middle
    if "task" in found:
        edge(node(found["document"]["id"], found["document"], _named(found["document"])), middle, "任务")
    for above in found["upstream"]:
        node(above["id"], above, _named(above))
        if above["document"]:
            stands_for.setdefault(above["document"], above["id"])
    for above in found["upstream"]:
        source = middle if above.get("by") == "task" else stands_for.get(above["cited_by"], above["cited_by"])
        if source in nodes:
            edge(source, above["id"], above["relation"] or "引用")
    for document in found.get("documents", ()):
        if document["relation"] != "本文":
            edge(node(document["id"], document, _named(document)), middle, document["relation"])
    for task in found.get("tasks", ()):
        name = f"{_named(task)}（{'、'.join(task['departments'])}）" if task["departments"] else _named(task)
        mine = node(task["id"], {}, name)
        edge(mine, middle, "任务落实")
    return list(nodes.values()), edges


def trace_tree(found: Item) -> Tree:
    """From the highest issuer down to the tasks, as a rich tree."""
    from rich.markup import escape
    from rich.tree import Tree

    centre = found.get("policy") or found["task"]
    tree = Tree(f"[bold]{escape(_named(centre))}[/bold]")
    above = tree.add(f"依据（{len(found['upstream'])}）")
    for entry in found["upstream"]:
        missing = "" if entry["document"] else f"　[red]✗ {_MISSING}[/red]"
        place = entry["issuer_level"] or "未明"
        above.add(
            f"[dim]{escape(place)}[/dim] {escape(_named(entry))}　{escape(entry['relation'] or '引用')}{missing}"
        )
    if "documents" in found:
        below = tree.add(f"文件（{len(found['documents'])}）")
        by_document: dict[str, Tree] = {}
        for entry in found["documents"]:
            by_document[entry["id"]] = below.add(escape(f"{entry['relation']}　{_named(entry)}"))
        for task in found["tasks"]:
            branch = by_document.get(task["document"], below).add(escape(f"任务　{_named(task)}"))
            for label, words in (
                ("部门", task["departments"]), ("季度", task["quarters"]), ("成果", task["deliverables"]),
            ):  # fmt: skip
                if words:
                    branch.add(escape(f"{label}：{'、'.join(words)}"))
    if found["breaks"]:
        gaps = tree.add(f"[red]断点：被引用而{_MISSING}（{len(found['breaks'])}）[/red]")
        for entry in found["breaks"]:
            gaps.add(escape(_named(entry)))
    return tree


def _named(item: Item) -> str:
    number = item.get("doc_number")
    if "rows" in item:
        where = item.get("locator") or item.get("number") or ""
        return _cut(f"{where} {item.get('title') or item.get('text') or ''}".strip())
    title = " ".join(str(item.get("title") or item.get("name") or item.get("source_file") or "").split())
    return _cut(f"{title}（{number}）" if number and title else title or str(number or item["id"]), 60)


def _label(node: Item) -> str:
    return f"{_cut(str(node['name']))}{f'（{_MISSING}）' if node.get('missing') else ''}"


def _cut(words: str, most: int = _LONGEST) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _mermaid(words: str) -> str:
    return words.replace("#", "#35;").replace('"', "#quot;").replace("\n", " ")


def _dot(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
