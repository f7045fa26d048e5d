"""What a person is told after reading: where files went, and which file of an archive a finding is about."""

from __future__ import annotations

import pytest

from api.ingest_terminal import show_counts, show_report
from api.ingesting import Change, Report


@pytest.mark.parametrize(
    ("members", "files", "said"),
    [
        (0, 2, ["移出       2  已不在原处"]),
        (1, 0, ["移出       1  已不在压缩包里"]),
        (1, 2, ["移出       1  已不在压缩包里", "移出       2  已不在原处"]),
        (0, 0, []),
    ],
)
def test_where_a_removed_file_was(
    capsys: pytest.CaptureFixture[str], members: int, files: int, said: list[str]
) -> None:
    changes = [Change("removed", f"资料.zip!/{n}.txt") for n in range(members)]
    show_counts(Report(removed=members + files, changes=changes))
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("移出")] == said


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/稿/简讯.txt", "：简讯.txt"),
        ("/稿/资料.zip!/夹/简讯.txt", "：资料.zip!/简讯.txt"),
        ("/稿/资料.zip!/内/二.zip!/简讯.txt", "：资料.zip!/二.zip!/简讯.txt"),
    ],
)
def test_a_finding_names_the_archive(capsys: pytest.CaptureFixture[str], path: str, shown: str) -> None:
    finding: dict[str, object] = {
        "path": path,
        "index": 1,
        "rule": "unknown-genre",
        "message": "没有认出文种",
    }
    show_report(Report(findings=[finding]))
    assert capsys.readouterr().err.strip().endswith(shown)
