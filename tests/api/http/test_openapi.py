"""Does the server do what its OpenAPI description says, whatever it is asked (schemathesis)? No crash, nothing undocumented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
import schemathesis.generation.dictionaries  # imported late it meets a deep stack
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.http.app import create_app
from api.http.settings import ServerSettings
from tests.api.http.conftest import fill, serving

CHECKS: Any = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("fuzzed")
    fill(folder / "ws", folder / "papers")
    with serving(ServerSettings(folder / "ws", sparql_seconds=10)) as url:
        yield schemathesis.openapi.from_url(f"{url}/openapi.json")


def operations() -> list[tuple[str, str]]:
    """Every path and method, without a server."""
    paths = create_app(ServerSettings(Path("nowhere"))).openapi()["paths"]
    return [(path, method) for path, methods in paths.items() for method in methods]


@pytest.mark.parametrize(("path", "method"), operations())
def test_as_described(api: Any, path: str, method: str) -> None:
    @given(case=api[path][method.upper()].as_strategy())
    @settings(
        max_examples=8,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    def run(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, timeout=60)

    run()
