"""How do results look to a person at a terminal? Chinese tables and sentences; JSON never passes through here."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from api.printing import echo, marked

if TYPE_CHECKING:
    from rich.console import Console


Item = Mapping[str, Any]
_MOST_QUOTED = 12
_WIDE = 200
_ENTITY_KINDS = {
    "organization": "单位", "department": "部门", "person": "人员", "policy": "政策文件", "initiative": "品牌活动", "group": "工作组",
}  # fmt: skip


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]], *, wide: int | None = None) -> None:
    """Rows under headings; the column `wide` takes the room that is left."""
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for k, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", ratio=1 if k == wide else None, no_wrap=False)
    for row in rows:
        table.add_row(*("" if value is None else _plain(value) for value in row))
    _console().print(table)


def _plain(value: object) -> str:
    from rich.markup import escape

    if isinstance(value, (list, tuple)):
        return escape("、".join(str(v) for v in value))
    return escape(str(value))


_STATUS = {
    "workspace": "工作区", "sources": "来源文件", "documents": "文件", "sections": "章节", "tasks": "任务", "indicators": "指标",
    "passages": "段落", "facts": "事实（每条都引原文）", "findings": "提示", "joins": "名称归一", "entities": "实体",
    "generation": "写入次数", "format": "格式版本", "problems": "校正文件里的问题",
}  # fmt: skip
_KINDS = {
    "organization": "机构", "department": "部门", "person": "人员", "policy": "政策", "initiative": "品牌活动", "group": "工作组",
}  # fmt: skip


def show_status(found: Item) -> None:
    for key, value in found.items():
        name = _STATUS.get(key, key)
        if isinstance(value, Mapping):
            echo(f"{name}：" + "，".join(f"{_KINDS.get(k, k)} {v}" for k, v in value.items()))
        elif isinstance(value, list):
            echo(f"{name}：{'；'.join(map(str, value)) or '无'}")
        else:
            echo(f"{name}：{value}")


def show_documents(found: Sequence[Item]) -> None:
    rows = [
        (d["id"], d["genre"], d["title"], d["doc_number"], d["issuer"], d["date"] or d["year"], d["city"])
        for d in found
    ]
    _table(("编号", "文种", "标题", "文号", "发文机关", "日期", "城市"), rows, wide=2)
    echo(f"共 {len(found)} 份文件")


def show_tasks(found: Sequence[Item], unmatched: str = "") -> None:
    """A table of tasks; where there are none, `unmatched` says which condition nothing fits."""
    if not found:
        echo(unmatched or "没有同时符合这些条件的任务，请少写一个条件再试")
        return
    rows = [
        (t["source_file"], t["number"], t["title"] or t["text"], t["departments"], t["city"], t["year"])
        for t in found
    ]
    _table(("文件", "序号", "任务", "责任部门", "城市", "年度"), rows, wide=2)
    echo(f"共 {len(found)} 项任务")


def show_people(found: Sequence[Item]) -> None:
    rows = [
        (
            p["name"],
            p.get("aliases"),
            [
                f"{q.get('organization') or ''}{q.get('department') or ''}{q.get('role') or ''}"
                for q in p["positions"]
            ],
            [f"{g['name']}{g['role']}" for g in p["groups"]],
            p["liaison_for"],
            p["in_charge_of"],
            [c.get("value", "") for c in p["contacts"]],
        )
        for p in found
    ]
    _table(("姓名", "又作", "职务", "工作组", "联系", "分管", "联系方式"), rows, wide=3)
    echo(f"共 {len(found)} 人")


def show_entities(found: Sequence[Item]) -> None:
    rows = [
        (
            e["id"],
            _ENTITY_KINDS.get(e["type"], e["type"]),
            e.get("name") or e.get("label"),
            e.get("aliases"),
            e.get("cities"),
        )
        for e in found
    ]
    _table(("编号", "类别", "名称", "别名", "城市"), rows, wide=3)
    echo(f"共 {len(found)} 个实体")


def show_explanation(found: Item) -> None:
    echo(f"{found.get('name') or found.get('label')}（{found.get('type')}）")
    for alias in found.get("aliases", ()):
        echo(f"  又作 {alias}")
    for join in found.get("joins", ()):
        echo(
            f"  合并 {join.get('left')} = {join.get('right')}：{join.get('reason')}（规则 {join.get('rule')}）"
        )
        for piece in join.get("evidence") or ():
            echo(f"    依据 “{piece.get('quote')}”")


def _locator(item: Item) -> str:
    return str(item.get("locator") or item.get("source_file") or "")


_FIELDS = {"city": "地区", "year": "年份", "department": "部门", "genre": "文种", "number": "文号"}
_RETRIEVERS = {
    "words": "词语", "bigrams": "字对", "concepts": "同义词", "dense": "语义", "dense_concepts": "概念语义",
    "phrase": "原句", "rerank": "重排",
}  # fmt: skip
_MOST_MATCHED = 6


def show_hits(found: Item, explain: bool = False) -> None:
    """What the query was taken for, then the hits with what matched in bold; `explain` adds why each was found."""
    understood = found["understood"]
    for note in understood["notes"]:
        echo(f"注意：{note}")
    if understood["filters"]:
        echo(f"只看{_fields(understood['filters'])}（加 --literal 照原话找）")
    if not found["hits"]:
        echo("没有找到")
    if explain and understood["concepts"]:
        said = "；".join(f"“{c['words']}”→{c['label']}" for c in understood["concepts"])
        echo(f"理解为：{said}")
    for k, hit in enumerate(found["hits"], 1):
        head = "，".join(str(x) for x in (hit.get("city"), hit.get("year")) if x)
        units = "、".join(hit.get("departments") or ())
        echo(f"{k}. {_locator(hit)} {hit.get('title') or ''}" + (f"（{head}）" if head else ""))
        echo(f"   {_marked(hit['text'], hit['highlights'])}")
        if units:
            echo(f"   责任部门：{units}")
        if same := hit.get("duplicates"):
            echo(f"   另有 {len(same)} 处相同：{'；'.join(_locator(other) for other in same)}")
        if explain:
            echo(f"   为什么：{_why(hit['why'])}")


def _fields(named: list[Item]) -> str:
    return "、".join(f"{_FIELDS[one['field']]}：{one['value']}" for one in named)


def _why(why: Item) -> str:
    """原词“夜校”；日常说法“哺乳室”（女职工哺乳室）；语义第 1、同义词第 2."""
    parts = []
    for one in [m for m in why["matched"] if m["words"]][:_MOST_MATCHED]:
        concept = f"（{one['concept']}）" if one["concept"] and one["concept"] != one["words"] else ""
        parts.append(f"{one['by']}“{one['words']}”{concept}")
    places = "、".join(f"{_RETRIEVERS[r['name']]}第 {r['rank']}" for r in why["retrievers"])
    if why["boosts"]:
        parts.append(f"优先{_fields(why['boosts'])}")
    return "；".join((*parts, f"排名：{places}"))


def _marked(text: str, highlights: list[list[int]], most: int = 160) -> str:
    """The text on one line, what matched in bold where the terminal can show it; cut after `most` signs."""
    out, at = [], 0
    for start, end in [*highlights, [len(text), len(text)]]:
        if start >= most:
            out.append(text[at:most])
            at = most
            break
        out += [text[at:start], marked(text[start:end]) if end > start else ""]
        at = end
    return " ".join("".join(out).split()) + ("…" if at < len(text) else "")


def _short(text: str, most: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most] + "…"


def show_answer(found: Item, show_query: bool = False) -> None:
    """The sentence, how sure it is, then the quotes, those of one place in a document together; the query if wanted."""
    nearest = found.get("nearest") or ()
    echo(found["text"] if nearest else found["text"].replace("下面是最接近的段落，供参考。", ""))
    if found.get("confidence"):
        echo(f"  把握：{found['confidence']}（{found['confidence_reason']}）")
    quotes: dict[str, list[str]] = {}
    for piece in found["evidence"]:
        quotes.setdefault(_locator(piece), []).append(_short(piece["quote"], 110))
    for k, (where, words) in enumerate(quotes.items()):
        if k == _MOST_QUOTED:
            echo(f"  另有 {len(quotes) - k} 处，见 --json")
            break
        echo(f"  〔{where}〕“{'”“'.join(dict.fromkeys(words))}”")
    for hit in nearest if "供参考" in found["text"] else ():
        echo(f"  最接近的：〔{_locator(hit)}〕{_short(str(hit.get('text', '')), 80)}")
    if found.get("reworded_by"):
        echo(f"  文字由语言模型 {found['reworded_by']} 润色，已与原文核对；原来的说法：{found['plain_text']}")
    if show_query and found["query"]:
        echo(f"查询：\n{found['query']}")


def show_trace(found: Item) -> None:
    policy = found["policy"]
    name = policy.get("title") if isinstance(policy, Mapping) else policy
    number = policy.get("doc_number") if isinstance(policy, Mapping) else None
    echo(f"政策：{name}" + (f"（{number}）" if number else ""))
    for heading, key in (("依据", "upstream"), ("提到它的文件", "documents"), ("落实它的任务", "tasks")):
        echo(f"{heading}（{len(found[key])}）")
        for item in found[key]:
            words = item.get("title") or item.get("text") or ""
            units = "、".join(item.get("departments") or ())
            cite = _locator(item) if "locator" in item else item.get("doc_number") or ""
            city = f"〔{item['city']}〕" if item.get("city") else ""
            echo(f"  {city}{cite} {_short(words, 90)}".rstrip() + (f"——{units}" if units else ""))


def show_similar(found: Item) -> None:
    echo(f"与“{found['name']}”相近：")
    for k, hit in enumerate(found["hits"], 1):
        echo(
            f"{k}. {hit.get('name') or hit.get('title')}（{hit.get('city') or '未注明城市'}）{_locator(hit)}"
        )
        if hit.get("why"):
            echo(f"   {hit['why']}")
        echo(f"   {_short(hit['text'], 110)}")
    if not found["hits"]:
        echo("没有找到类似的做法")


def show_health(found: Item) -> None:
    if not found["problems"]:
        echo("一切正常")
    for problem in found["problems"]:
        echo(f"问题（{problem['check']}）{problem['where']}：{problem['message']}")
    if any(problem["repairable"] for problem in found["problems"]):
        echo("其中有的可以修复：gonghui doctor --repair")
