"""Which parameters do routes share (共用的参数)? Named and bounded once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from api.http.replies import DEFAULT_PAGE, MOST_PER_PAGE

__all__ = ["City", "Cursor", "Identifier", "K", "Limit", "Name", "Question", "TableFormat", "Year"]

City = Annotated[str | None, Query(max_length=50, description="城市、省或县，如 云州")]
Year = Annotated[int | None, Query(ge=1900, le=2200, description="年份，如 2031")]
K = Annotated[int, Query(ge=1, le=100, description="条数")]
Limit = Annotated[int, Query(ge=1, le=MOST_PER_PAGE, description="一页多少条")]
Cursor = Annotated[str | None, Query(max_length=1000, description="上一页 Link 头里的 cursor")]
Question = Annotated[str, Query(min_length=1, max_length=500)]
Name = Annotated[str | None, Query(max_length=200)]
Identifier = Annotated[str, Path(max_length=200, description="标识，如 doc:… task:… department:…")]
TableFormat = Annotated[
    str, Query(alias="format", pattern="^(json|csv|xlsx)$", description="json、csv 或 xlsx")
]
PAGE: int = DEFAULT_PAGE
