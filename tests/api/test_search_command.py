"""`gonghui search` says what it took the query for, marks what matched, and explains itself when asked."""

from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.asking import search
from api.commands import app
from kg.workspace import Workspace
from tests.search.corpus import ledger, points


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search") / "w"
    with Workspace.open(folder) as writer:
        for document in (ledger(), points()):
            writer.put(document)
    return folder


@pytest.mark.parametrize(
    ("arguments", "shown", "hidden"),
    [
        (["云州市的夜校"], ["只看地区：云州", "灯塔讲堂"], ["月光学堂", "为什么"]),
        (["云州市的夜校", "--literal"], ["月光学堂", "灯塔讲堂"], ["只看"]),
        (["芜湖市的夜校"], ["注意：没有芜湖市的文件", "月光学堂"], ["只看"]),
        (
            ["上班妈妈喂奶的地方", "--explain"],
            ["理解为：", "→女职工哺乳室", "为什么：日常说法“", "语义第 1"],
            [],
        ),
        (["组织部的入会任务", "--explain"], ["优先部门：组织部"], ["只看"]),
        (["夜校", "--kind", "initiative"], ["灯塔讲堂", "月光学堂"], ["哺乳"]),
        (["夜校", "--city", "临江"], ["月光学堂"], ["灯塔讲堂", "只看"]),
        (["航天飞机", "--literal"], ["没有找到"], ["注意"]),
    ],
)
def test_what_is_shown(home: Path, arguments: list[str], shown: list[str], hidden: list[str]) -> None:
    ran = CliRunner().invoke(app, ["search", *arguments, "-w", str(home)])
    assert ran.exit_code == 0
    assert all(words in ran.stdout for words in shown)
    assert not any(words in ran.stdout for words in hidden)


def test_matches_stand_out_on_a_terminal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.delenv("NO_COLOR", raising=False)
    search("夜校", home)
    shown = screen.getvalue()
    assert "\x1b[33m\x1b[1m职工夜校\x1b[0m" in shown or "\x1b[33m\x1b[1m夜校\x1b[0m" in shown
