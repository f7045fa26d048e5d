"""What does the API say of itself (接口说明)? Shapes and examples for OpenAPI; the papers in them are invented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from api.http.problems import MEDIA_TYPE
from api.http.tables import MEDIA_TYPES

__all__ = ["COMMON", "TAGS", "answers", "export_answer", "file_answer"]

_PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": ["string", "null"]},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
_DETAILS: Final[Mapping[int, tuple[str, str]]] = {
    400: ("请求不对", "季度写作 Q1 到 Q4：Q7"),
    401: ("需要密钥，或密钥不对", "请在 X-API-Key 或 Authorization: Bearer 里带上密钥"),
    403: ("不允许", "别的网站发来的请求不予受理"),
    404: ("没有找到", "没有这份文件：doc:00000000000000000000"),
    413: ("内容过大", "内容过大，上限 100 MB"),
    422: ("参数不对", "k：应是整数"),
    503: ("暂时不能提供", "工作区正被另一个程序写入"),
}


def _problem(status: int) -> dict[str, Any]:
    meaning, detail = _DETAILS[status]
    example = {
        "type": "urn:gonghui:problem:example",
        "title": meaning,
        "status": status,
        "detail": detail,
        "instance": "/api/v1/…",
        "request_id": "3f0c9a5e7d214b68",
    }
    return {"description": meaning, "content": {MEDIA_TYPE: {"schema": _PROBLEM, "example": example}}}


COMMON: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "没有变化（If-None-Match）"},
    **{status: _problem(status) for status in _DETAILS},
}
"""What any route may answer besides what it is for."""

TAGS: Final = [
    {"name": "提问", "description": "检索、问答、溯源、相似、对照、落实"},
    {"name": "清单", "description": "文件、任务、人员、实体"},
    {"name": "图谱", "description": "邻域、路径、居中、归组；SPARQL"},
    {"name": "主题词", "description": "工会工作叙词表"},
    {"name": "读入", "description": "上传、进度、移出、校正"},
    {"name": "服务", "description": "状态、健康、指标"},
]
"""In the order in which they are shown."""

_FILE: Final = {"type": "string", "format": "binary"}
_KINDS: Final[Mapping[type, str]] = {dict: "object", list: "array", str: "string"}


def answers(
    example: Any, description: str = "成功", status: int = 200, *, paged: bool = False, tables: bool = False
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers JSON like the example; `tables`: CSV or Excel too."""
    made: dict[str, Any] = {
        "description": description,
        "content": {"application/json": {"schema": _schema(example), "example": example}},
    }
    if tables:
        made["content"] |= {_media(kind): {"schema": _FILE} for kind in (".csv", ".xlsx")}
    if paged:
        made["headers"] = {
            "X-Total-Count": {"description": "全部条数", "schema": {"type": "integer"}},
            "Link": {"description": '下一页：<…&cursor=…>; rel="next"', "schema": {"type": "string"}},
        }
    return {status: made}


def _schema(example: Any) -> dict[str, Any]:
    """The outer shape: what the fields are the example shows."""
    kind = _KINDS[type(example)]
    if kind == "array":
        return {"type": "array", "items": _schema(example[0]) if example else {}}
    if kind == "object":
        return {"type": "object", "required": list(example)}
    return {"type": kind}


def file_answer(*media_types: str, description: str = "文件") -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers a file of one of these types."""
    content = {m: {"schema": {"type": "object"} if m.endswith("json") else _FILE} for m in media_types}
    return {200: {"description": description, "content": content}}


def export_answer() -> dict[int | str, dict[str, Any]]:
    """The `responses` of the route that sends the whole graph, in any of its formats."""
    content: dict[str, Any] = {_media(kind): {"schema": {}} for kind in MEDIA_TYPES}
    return {200: {"description": "整个图谱", "content": content}}


def _media(ending: str) -> str:
    return MEDIA_TYPES[ending].partition(";")[0]


_DOC = "doc:1f0a5c7e9b3d2468ace0"
_TASK = "task:1f0a5c7e9b3d2468ace0:3"
_WORDS = "开展“云州货郎之家”建设，全年新建20家。"
_EVIDENCE: Final[dict[str, Any]] = {
    "document": _DOC,
    "source_file": "云州市总工会2031年工作台账.docx",
    "locator": "云工办发〔2031〕5号 第3项",
    "quote": "组织部",
    "start": 861,
    "end": 864,
}
DOCUMENT: Final[dict[str, Any]] = {
    "id": _DOC,
    "source_file": "云州市总工会2031年工作台账.docx",
    "index": 1,
    "title": "云州市总工会办公室关于印发《云州市总工会2031年工作台账》的通知",
    "parts": [{"title": "云州市总工会2031年工作台账", "genre": "工作台账"}],
    "doc_number": "云工办发〔2031〕5号",
    "issuer": "云州市总工会办公室",
    "date": "2031-02-20",
    "year": 2031,
    "genre": "工作台账",
    "addressees": ["各县（区）总工会"],
    "city": "云州",
    "province": None,
    "county": None,
    "sections": [{"number": "一", "title": "组织建设", "children": []}],
}
TASK: Final[dict[str, Any]] = {
    "id": _TASK,
    "source_file": "云州市总工会2031年工作台账.docx",
    "document": _DOC,
    "number": "3",
    "section": "组织建设",
    "title": None,
    "text": _WORDS,
    "departments": ["组织部"],
    "rows": [
        {
            "schedule": [{"quarter": "Q2", "text": "新建10家"}],
            "deliverable": "阵地名单",
            "departments": ["组织部"],
        }
    ],
    "policies": [{"title": "关于推进新就业形态劳动者建会入会的意见", "doc_number": "云工发〔2030〕9号"}],
    "initiatives": ["云州货郎之家"],
    "indicators": [{"text": "全年新建20家", "value": 20, "unit": "家"}],
    "city": "云州",
    "year": 2031,
    "start": 812,
    "end": 834,
}
PERSON: Final[dict[str, Any]] = {
    "id": "person:1f0a5c7e9b3d2468ace0",
    "name": "林小禾",
    "aliases": [],
    "positions": [{"role": "部长", "organization": "云州市总工会", "department": "组织部"}],
    "groups": [],
    "liaison_for": ["青岭县总工会"],
    "contacts": [{"kind": "phone", "value": "*******"}],
}
ENTITY: Final[dict[str, Any]] = {
    "id": "department:1f0a5c7e9b3d2468ace0",
    "type": "department",
    "name": "组织部",
    "organization": "云州市总工会",
    "aliases": ["组织建设部"],
    "members": ["department:1f0a5c7e9b3d2468ace0"],
    "cities": ["云州"],
    "documents": [_DOC],
}
HIT: Final[dict[str, Any]] = {
    "id": "passage:1f0a5c7e9b3d2468ace0:7",
    "kind": "task",
    "title": "组织建设",
    "text": _WORDS,
    "source_file": "云州市总工会2031年工作台账.docx",
    "document": _DOC,
    "locator": "云工办发〔2031〕5号 第3项",
    "city": "云州",
    "year": 2031,
    "departments": ["组织部"],
    "score": 1.42,
    "start": 812,
    "end": 834,
}
SEARCH: Final[dict[str, Any]] = {
    "query": "货车司机之家",
    "understood": {"topic": "货车司机之家"},
    "hits": [HIT],
}
ANSWER: Final[dict[str, Any]] = {
    "question": "哪个部门负责云州货郎之家？",
    "kind": "department_for_topic",
    "answerable": True,
    "answer": {"set": ["组织部"]},
    "text": "云州货郎之家由组织部负责。",
    "evidence": [_EVIDENCE],
    "query": "SELECT …",
}
TRACE: Final[dict[str, Any]] = {
    "policy": {"id": "policy:1f0a5c7e9b3d2468ace0", "title": "关于推进新就业形态劳动者建会入会的意见"},
    "upstream": [],
    "documents": [{"id": _DOC, "relation": "引用"}],
    "tasks": [TASK],
    "breaks": [],
}
SIMILAR: Final[dict[str, Any]] = {"name": "云州货郎之家", "hits": [{**HIT, "name": "司机驿站"}]}
COMPARED: Final[dict[str, Any]] = {
    "cities": ["云州", "临江"],
    "topic": "集体协商",
    "year": None,
    "topics": [],
    "documents": {},
    "notes": [],
}
OUTCOME: Final[dict[str, Any]] = {
    "task": _TASK,
    "text": _WORDS,
    "body": "云州市总工会",
    "year": 2031,
    "status": "exceeded",
    "planned": [{"text": "全年新建20家"}],
    "reports": [{"text": "新建货郎之家23家"}],
    "evidence": [_EVIDENCE],
}
GRAPH: Final[dict[str, Any]] = {
    "asked": "组织部",
    "how": "name",
    "centres": [
        {"id": ENTITY["id"], "type": "department", "kind": "部门", "name": "云州市总工会组织部", "depth": 0}
    ],
    "nodes": [{"id": _TASK, "type": "task", "kind": "任务", "name": "云工办发〔2031〕5号 第3项", "depth": 1}],
    "edges": [
        {
            "source": _TASK,
            "target": ENTITY["id"],
            "relation": "responsible",
            "label": "责任单位",
            "evidence": [_EVIDENCE],
        }
    ],
    "omitted": {},
}
FACT: Final[dict[str, Any]] = {
    "id": "fact:1f0a5c7e9b3d2468ace0:12#1",
    "type": "department",
    "label": "部门",
    "name": "组织部",
    "start": 861,
    "end": 864,
    "quote": "组织部",
    "entity": ENTITY["id"],
    "relation": "责任单位",
    "subject": _TASK,
    "subject_name": _WORDS,
}
JOB: Final[dict[str, Any]] = {
    "id": "9b3d2468ace01f0a",
    "kind": "ingest",
    "status": "running",
    "stage": "reading",
    "created": "2031-03-01T08:00:00.000+00:00",
    "started": "2031-03-01T08:00:00.050+00:00",
    "finished": None,
    "done": 0,
    "total": 1,
    "files": [{"name": "云州市总工会2031年工作台账.docx", "size": 48211, "status": "reading"}],
    "report": {"ingested": 0, "unchanged": 0, "replaced": 0, "failed": [], "seconds": 0.0},
    "error": None,
}
OVERRIDE: Final[dict[str, Any]] = {
    "id": "1f0a5c7e9b3d2468ace0",
    "action": "join",
    "subject": None,
    "a": "department:云州市总工会/组织部",
    "b": "department:云州市总工会/组织建设部",
    "why": "2031年机构改革更名",
    "who": "林小禾",
    "when": "2031-03-01T08:00:00+00:00",
    "problem": None,
    "a_name": None,
    "b_name": None,
    "subject_name": None,
}
RELINK: Final[dict[str, Any]] = {
    "id": "2468ace09b3d1f0a5c7e",
    "action": "relink",
    "subject": "task:0123456789abcdef0123:3",
    "a": "urn:gonghui:department:5c7e9b3d2468ace01f0a",
    "b": "urn:gonghui:department:9b3d2468ace01f0a5c7e",
    "why": "表格串行",
    "who": "林小禾",
    "when": "2031-03-01T08:05:00+00:00",
    "problem": None,
    "a_name": "组织部",
    "b_name": "宣教部",
    "subject_name": "办好职工夜校",
}
TOPIC: Final[dict[str, Any]] = {
    "id": "货车司机",
    "label": "货车司机",
    "definition": "以驾驶货运车辆为业的劳动者。",
    "broader": ["新就业形态劳动者"],
    "narrower": [],
    "related": ["司机之家"],
    "top": False,
    "tasks": 4,
}
