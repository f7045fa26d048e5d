"""Is the built page sent safely, cached where its names change with its content, and explained where it is not built?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.page import page_folder
from api.http.settings import ServerSettings
from tests.api.http.conftest import client_of


@pytest.fixture(scope="module")
def paged(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("page")
    (folder / "dist" / "assets").mkdir(parents=True)
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "dist" / "index.html").write_text("<!doctype html><title>工会</title>", encoding="utf-8")
    (folder / "dist" / "assets" / "index-B3kd9Lq1.js").write_text("1", encoding="utf-8")
    (folder / "dist" / "favicon.svg").write_text("<svg/>", encoding="utf-8")
    with client_of(ServerSettings(filled, page=folder / "dist")) as made:
        yield made


FILES = [
    ("/", 200, "text/html", "no-cache"),
    ("/assets/index-B3kd9Lq1.js", 200, "text/javascript", "public, max-age=31536000, immutable"),
    ("/favicon.svg", 200, "image/svg+xml", "no-cache"),
    ("/assets", 404, "application/problem+json", "no-store"),
    ("/assets/other.js", 404, "application/problem+json", "no-store"),
    ("/..%2fsecret.txt", 404, "application/problem+json", "no-store"),
    ("/assets/..%2f..%2fsecret.txt", 404, "application/problem+json", "no-store"),
    ("/%00", 404, "application/problem+json", "no-store"),
    ("//etc/passwd", 404, "application/problem+json", "no-store"),
]


@pytest.mark.parametrize(("path", "status", "kind", "cache"), FILES)
def test_files(paged: TestClient, path: str, status: int, kind: str, cache: str) -> None:
    answer = paged.get(f"http://127.0.0.1{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == cache
    assert "script-src 'self';" in answer.headers["content-security-policy"]


def test_head_is_answered_as_get(paged: TestClient) -> None:
    assert paged.head("/").status_code == 200
    assert paged.head("/api/v1/status").status_code == 200


def test_without_a_page_it_says_how_to_build_one(filled: Path, tmp_path: Path) -> None:
    assert page_folder(tmp_path) is None
    with client_of(ServerSettings(filled, page=tmp_path)) as bare:
        answer = bare.get("/")
        assert answer.status_code == 200
        assert "make page" in answer.text
        assert "<script" not in answer.text
