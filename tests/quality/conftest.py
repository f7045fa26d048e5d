"""What the quality tests read: the sample, and the seeds where they lie beside the checkout."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from api.ingesting import find_files, ingest_files
from kg.workspace import Workspace
from tests.quality.score import Suite, read_gold, score_workspace

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def read_in(documents: Path, folder: Path) -> Path:
    """Reads a folder of documents into a new workspace."""
    with Workspace.open(folder) as workspace:
        report = ingest_files(workspace, find_files([documents]))
    assert report.failed == []
    assert report.documents >= report.ingested > 0
    return folder


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, read once. Nobody writes to it."""
    return read_in(ROOT / "data" / "sample", tmp_path_factory.mktemp("sample") / "w")


@pytest.fixture(scope="session")
def sample(sample_workspace: Path) -> Mapping[str, Suite]:
    return score_workspace(sample_workspace, read_gold(ROOT / "tests" / "gold"))


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Suite]:
    if not (SHARED / "seeds").is_dir() or not (SHARED / "gold").is_dir():
        pytest.skip("the seed documents are not beside this checkout")
    folder = read_in(SHARED / "seeds", tmp_path_factory.mktemp("seeds") / "w")
    return score_workspace(folder, read_gold(SHARED / "gold"))
