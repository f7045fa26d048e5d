"""Routes of documents (文件): list, text, facts, the source file; upload and remove."""

from __future__ import annotations

import mimetypes
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Query, Request, UploadFile
from starlette.responses import FileResponse, JSONResponse, Response

from api.facts import TYPES, findings
from api.http import openapi as shown
from api.http.jobs import JobFile, new_job_id
from api.http.lists import all_documents
from api.http.params import PAGE, City, Cursor, Identifier, Limit, Name, Year
from api.http.problems import Problem
from api.http.replies import caller, desk, paged, reply, tagged, using
from api.http.routes.writing import may_write, writing
from api.http.state import State
from api.http.tables import attachment
from api.http.uploads import clean_name, incoming, uploads, within
from ingest.archives import SEPARATOR
from kg import ids
from kg.errors import NotFound

router = APIRouter(prefix="/documents", tags=["清单"])
_CHUNK = 1 << 20
FactType = Literal[
    "title", "doc_number", "issuer", "date", "addressee", "part", "section", "task", "step", "deliverable", "deadline",
    "department", "organization", "group", "person", "position", "liaison", "policy", "initiative", "indicator", "contact",
    "region",
]  # fmt: skip


@router.get("", summary="读到的文件", responses=shown.answers([shown.DOCUMENT], paged=True))
def documents(
    request: Request,
    city: City = None,
    year: Year = None,
    genre: Annotated[str | None, Query(max_length=20, description="文种", examples=["工作台账"])] = None,
    q: Annotated[Name, Query(description="标题、文号、文件名里的字")] = None,
    limit: Limit = PAGE,
    cursor: Cursor = None,
) -> Response:
    place = None if city is None else city.strip().removesuffix("市")

    def wanted(document: dict[str, Any]) -> bool:
        return (
            (place is None or document["city"] == place)
            and (year is None or document["year"] == year)
            and (genre is None or document["genre"] == genre)
            and (q is None or any(q in (document[k] or "") for k in ("title", "doc_number", "source_file")))
        )

    return paged(request, lambda state: [d for d in all_documents(state) if wanted(d)], limit, cursor)


@router.get("/{identifier}", summary="一份文件", responses=shown.answers(shown.DOCUMENT))
def document(request: Request, identifier: Identifier) -> Response:
    def made(state: State) -> dict[str, Any]:
        found = _document(state, identifier)
        text = state.union.text(found["id"])
        source = _source(state, found["id"])
        facts = _facts(state, found["id"])["types"]
        return {
            **found,
            "length": len(text),
            "sha256": ids.text_digest(text),
            "tasks": sum(t["count"] for t in facts if t["type"] == "task"),
            "facts": sum(t["count"] for t in facts),
            "findings": findings(state.workspace, found["id"]),
            "original": {
                "available": source is not None and caller(request).originals,
                "name": found["source_file"],
                "size": source.stat().st_size if source else None,
                "media_type": _media_type(source) if source else None,
            },
        }

    return reply(request, made, keep=False)


def _document(state: State, identifier: str) -> dict[str, Any]:
    wanted = ids.short(ids.expand(identifier))
    found = next((d for d in all_documents(state) if d["id"] == wanted), None)
    if found is None:
        raise NotFound(f"没有这份文件：{identifier}")
    return found


def _facts(state: State, identifier: str) -> dict[str, Any]:
    found: dict[str, Any] = state.once(("facts", identifier), lambda: state.union.facts(identifier))
    return found


@router.get(
    "/{identifier}/text",
    response_class=Response,
    summary="规范文本，起止位置就指它",
    responses=shown.file_answer("text/plain"),
)
def text(request: Request, identifier: Identifier) -> Response:
    return tagged(
        request,
        lambda state, who: (
            state.union.text(identifier) if who.contacts else state.masking.text(identifier)
        ).encode("utf-8", "replace"),
        "text/plain; charset=utf-8",
    )


@router.get(
    "/{identifier}/facts",
    summary="全部事实及其在文本中的位置",
    responses=shown.answers(
        {
            "document": shown.DOCUMENT["id"],
            "sha256": "0" * 64,
            "types": [{"type": "department", "label": "部门", "count": 9}],
            "facts": [shown.FACT],
        }
    ),
)
def facts(
    request: Request,
    identifier: Identifier,
    kind: Annotated[
        list[FactType],
        Query(alias="type", max_length=len(TYPES), description="事实的种类，可重复；不写则全部"),
    ] = [],  # noqa: B006  FastAPI copies it
) -> Response:
    def made(state: State) -> dict[str, Any]:
        found = _facts(state, _document(state, identifier)["id"])
        if kind:
            found = {
                **found,
                "types": [t for t in found["types"] if t["type"] in kind],
                "facts": [f for f in found["facts"] if f["type"] in kind],
            }
        return found if caller(request).contacts else state.masking.facts(found)

    return reply(request, made)


@router.get(
    "/{identifier}/original",
    summary="原来的文件",
    response_class=Response,
    responses=shown.file_answer("application/octet-stream"),
)
def original(request: Request, identifier: Identifier) -> Response:
    if not caller(request).originals:
        raise Problem(403, "原文件可能含联系方式，须有管理员密钥或在本机打开")
    with using(request) as state:
        found = _document(state, identifier)
        source = _source(state, found["id"])
        if source is None:
            raise NotFound(f"原文件已不在原处：{found['source_file']}")
    headers = {"content-disposition": attachment(source.name), "cache-control": "no-store"}
    return FileResponse(source, media_type="application/octet-stream", headers=headers)


def _source(state: State, identifier: str) -> Path | None:
    """The file that a document was read from (its archive, for one inside), where it still is."""
    held = state.once(("sources",), lambda: _held(state)).get(ids.expand(identifier))
    if held is None:
        return None
    path = Path(held.split(SEPARATOR)[0])
    return path if path.is_file() else None


def _held(state: State) -> dict[str, str]:
    return {iri: source.path for source in state.workspace.sources() for iri in source.documents}


def _media_type(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


@router.post(
    "",
    status_code=202,
    tags=["读入"],
    summary="上传文件，读入工作区",
    responses=shown.answers(shown.JOB, "已收下，在读", 202),
)
def upload(
    request: Request, files: Annotated[list[UploadFile], File(description="文件，可多个")]
) -> Response:
    may_write(request)
    held = desk(request)
    if len(files) > held.settings.upload_files:
        raise Problem(413, f"一次最多 {held.settings.upload_files} 个文件（给了 {len(files)} 个）")
    names = [clean_name(file.filename or "") for file in files]
    if len({name.casefold() for name in names}) < len(names):
        raise Problem(400, "有两个文件同名，请分两次上传")
    identifier = new_job_id()
    folder = incoming(held.settings.workspace) / identifier
    folder.mkdir(parents=True)
    taken = []
    for number, (name, file) in enumerate(zip(names, files, strict=True)):
        place = folder / str(number)
        size = 0
        with place.open("xb") as out:
            while chunk := file.file.read(_CHUNK):
                out.write(chunk)
                size += len(chunk)
        taken.append(JobFile(name, place, size))
    job = held.jobs.add(taken, identifier)
    headers = {"location": f"/api/v1/jobs/{job.id}", "cache-control": "no-store"}
    return JSONResponse(job.json(), 202, headers)


@router.delete(
    "/{identifier}",
    tags=["读入"],
    summary="移出一份文件和只有它支持的事实",
    responses=shown.answers({"removed": 1}),
)
def remove(request: Request, identifier: Identifier) -> Response:
    from kg.workspace import Workspace

    with writing(request) as folder, using(request) as state:
        found = _document(state, identifier)
        with closing(Workspace.open(folder)) as writer:
            gone = writer.remove(found["id"])
            left = {source.path for source in writer.sources()}
        held = state.once(("sources",), lambda: _held(state)).get(ids.expand(found["id"]))
        own = uploads(folder)
        if held is not None and held not in left and SEPARATOR not in held and within(own, Path(held)):
            Path(held).unlink(missing_ok=True)
    desk(request).keeper.await_switch()
    return JSONResponse({"removed": gone}, headers={"cache-control": "no-store"})
