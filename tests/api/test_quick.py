"""Does the quick way read a command line exactly as typer does, and leave to typer what is not plain?"""

from __future__ import annotations

import gc
import inspect
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from api import asking
from api.cli import main
from api.commands import app
from api.quick import VERBS, plainly
from kg.workspace import Workspace
from search import open_searcher
from tests.search.corpus import ledger, points

ELSEWHERE = (
    "typer pydantic rich faiss torch tokenizers opencc rdflib networkx sentence_transformers rjieba fastapi "
    "kg.rdf kg.corrections kg.validate kg.resolution.resolving kg.general_terms"
)
"""What only other commands need: writing, drawing, other models; and rjieba's package, which reads its dictionary twice."""
ROOT = Path(__file__).resolve().parents[2]
GONGHUI: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = GONGHUI.commands


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_it_knows_the_options_that_typer_has(verb: str) -> None:
    theirs = {
        written: parameter.name
        for parameter in COMMANDS[verb].params
        for written in parameter.opts
        if written.startswith("-") and parameter.name != "help"
    }
    assert {written: name for written, (name, _) in VERBS[verb].options.items()} == theirs
    [argument] = [p.name for p in COMMANDS[verb].params if p.param_type_name == "argument"]
    assert VERBS[verb].argument == argument
    defaults = {p.name: p.default for p in COMMANDS[verb].params if p.name != "help"}
    own = {name: p.default for name, p in inspect.signature(getattr(asking, verb)).parameters.items()}
    assert own == defaults


def _by_typer(arguments: list[str]) -> dict[str, Any]:
    """What the command does with these arguments, by typer."""
    seen: dict[str, Any] = {}
    signature = inspect.signature(getattr(asking, arguments[0]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, arguments[0], lambda *a, **k: seen.update(signature.bind(*a, **k).arguments))
        GONGHUI.main(arguments, standalone_mode=False)
    return seen


@st.composite
def _lines(draw: st.DrawFn) -> list[str]:
    verb = draw(st.sampled_from(sorted(VERBS)))
    own = VERBS[verb]
    words = st.text(min_size=1, max_size=6).filter(lambda word: word.isprintable())
    parts = [[draw(words)]] if draw(st.booleans()) else []
    for written, (_, kind) in draw(
        st.lists(st.sampled_from(sorted(own.options.items(), key=str)), max_size=4)
    ):
        number = st.sampled_from(["1", "2031", "0", "-3", "007", "三", ""])
        parts.append([written] if kind is bool else [written, draw(number if kind is int else words)])
    return [verb, *(word for part in draw(st.permutations(parts)) for word in part)]


@given(_lines())
def test_what_it_reads_typer_reads_alike(line: list[str]) -> None:
    plain = plainly(line)
    if plain is not None:
        verb, values = plain
        defaults = {n: p.default for n, p in inspect.signature(getattr(asking, verb)).parameters.items()}
        assert {**defaults, **values} == _by_typer(line)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (["search", "职工夜校"], {"words": "职工夜校"}),
        (["search", "-k", "3", "夜校", "--json"], {"words": "夜校", "k": 3, "as_json": True}),
        (["ask", "谁负责建会", "-w", "处", "--show-query"], {"question": "谁负责建会", "workspace": Path("处"), "show_query": True}),
        (["similar", "灯塔讲堂", "--city", "云州"], {"name": "灯塔讲堂", "city": "云州"}),
        (["search", "--batch", "问.txt"], {"batch": Path("问.txt")}),
    ],
)  # fmt: skip
def test_plain_lines_are_read(line: list[str], values: dict[str, Any]) -> None:
    assert plainly(line) == (line[0], values)


@pytest.mark.parametrize(
    "line",
    [
        [], ["--help"], ["status"], ["search", "-h"], ["search", "夜校", "讲堂"], ["search", "夜校", "-k", "0"],
        ["search", "夜校", "-k"], ["search", "夜校", "-k3"], ["search", "夜校", "--city=云州"], ["search", "夜校", "--year", "明年"],
        ["search", "--", "-k"], ["search", ""], ["ask", "谁", "--literal"], ["search", "夜校", "--json", "--json"],
        ["-w", "处", "search", "夜校"], ["search", "夜校", "--city", "--json"],
    ],
)  # fmt: skip
def test_other_lines_are_left_to_typer(line: list[str]) -> None:
    assert plainly(line) is None


def test_a_quick_command_fails_in_one_line(tmp_path: Path) -> None:
    ran = _gonghui("search", "夜校", "-w", str(tmp_path / "none"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("错误：") and len(ran.stderr.splitlines()) == 1


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quick") / "w"
    with Workspace.open(folder) as writer:
        for document in (ledger(), points()):
            writer.put(document)
    with Workspace.read(folder) as reader:  # what the first question of a workspace makes is there
        open_searcher(reader).search("职工夜校")
        open_searcher(reader).ask("谁负责职工夜校？")
    return folder


@pytest.mark.parametrize(
    ("arguments", "idle"),
    [
        (("search", "上班妈妈喂奶的地方"), f"{ELSEWHERE} kg.model kg.names kg.thesaurus search.ask search.reranking logging uuid"),
        (("ask", "谁负责职工夜校？"), ELSEWHERE),
    ],
)  # fmt: skip
def test_a_fresh_process_reads_no_more_than_it_needs(
    home: Path, arguments: tuple[str, ...], idle: str
) -> None:
    """Each of these takes a tenth of a second or several hundredths of the half that a fresh process may take."""
    ran = _gonghui(*arguments, "-w", str(home), after="import sys; print(*sys.modules, file=sys.stderr)")
    assert (ran.returncode == 0 and "夜校" in ran.stdout) or "哺乳" in ran.stdout
    assert not set(idle.split()) & set(ran.stderr.splitlines()[-1].split())


def test_the_garbage_collector_is_left_as_it_was(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["search", "职工夜校", "-w", str(home)])
    assert ended.value.code == 0 and gc.isenabled() and "夜校" in capsys.readouterr().out


def _gonghui(*arguments: str, after: str = "pass") -> subprocess.CompletedProcess[str]:
    code = f"from api.cli import main\ntry: main()\nfinally:\n    {after}"
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, env=settings, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
