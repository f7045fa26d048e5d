"""Does the command line keep CONTRACT.md: commands, workspaces, exit statuses, JSON shapes?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.commands import app
from kg.model import Genre
from kg.views.tasks import falls_in

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
#: CONTRACT.md's table, and `demo`. Those that are not written yet are skipped until they are.
COMMANDS = (
    "ingest remove status documents tasks people entities search ask trace similar compare outcomes text export sparql "
    "serve mcp model doctor demo"
).split()
WRITTEN = [
    command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands
] + [group.name or "" for group in app.registered_groups]
#: Commands that only read, with arguments that suit any workspace.
READING = {
    "status": [],
    "documents": [],
    "tasks": [],
    "people": [],
    "entities": [],
    "text": ["doc:0"],
    "export": [],
    "sparql": ["ASK {}"],
    "doctor": [],
    "remove": ["x.txt"],
}
WORDS = """云州市总工会2024年工作要点

一、抓好基层基础
1. 新建职工书屋20家，覆盖快递网点。（责任单位：宣传教育部、基层工作部）
2. 开展“灯塔杯”劳动竞赛，参加职工5000人次以上。（责任单位：经济技术部）

云州市总工会
2024年2月6日
"""


class Run:
    """What one command printed, and its exit status."""

    def __init__(self, *arguments: object, **environment: str | None) -> None:
        result = CliRunner().invoke(app, [str(a) for a in arguments], env=environment)
        self.status, self.out, self.err = result.exit_code, result.stdout, result.stderr
        expected = result.exception is None or isinstance(result.exception, SystemExit)
        assert expected, f"a traceback from {arguments}: {result.exception!r}"

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "w"
    ran = Run("ingest", SAMPLE, "--workspace", folder, "--json")
    assert ran.status == 0 and ran.json()["ingested"] == 16
    return folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "要点.txt"
    file.write_text(WORDS, encoding="utf-8")
    return file


# --- commands ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_chinese(name: str) -> None:
    if name not in WRITTEN:
        pytest.skip(f"{name} is not written yet")
    for flag in ("--help", "-h"):
        ran = Run(name, flag)
        assert ran.status == 0
        assert sum("\u4e00" <= c <= "\u9fff" for c in ran.out) >= 5


def test_the_program_explains_itself() -> None:
    ran = Run("--help")
    assert ran.status == 0
    assert all(name in ran.out for name in WRITTEN)
    assert "gonghui ingest" in ran.out


@pytest.mark.parametrize("name", [c for c in COMMANDS if c in WRITTEN and c not in ("model", "mcp")])
def test_every_command_takes_a_workspace_after_the_verb(name: str) -> None:
    assert "--workspace" in Run(name, "--help").out


# --- which workspace ---------------------------------------------------------------------------------


def _before(folder: Path) -> Run:
    return Run("--workspace", folder, "documents", "--json")


def _after(folder: Path) -> Run:
    return Run("documents", "--json", "--workspace", folder)


def _environment(folder: Path) -> Run:
    return Run("documents", "--json", GONGHUI_WORKSPACE=str(folder))


@pytest.mark.parametrize("ask", [_before, _after, _environment])
def test_the_workspace_is_named_before_or_after_the_verb_or_outside(
    workspace: Path, ask: Callable[[Path], Run]
) -> None:
    ran = ask(workspace)
    assert ran.status == 0 and len(ran.json()) == 17


def test_the_option_wins_over_the_environment_and_the_later_over_the_earlier(workspace: Path) -> None:
    assert Run("documents", "-w", workspace, "--json", GONGHUI_WORKSPACE="/nowhere").status == 0
    assert Run("-w", "/nowhere", "documents", "-w", workspace, "--json").status == 0
    assert Run("documents", "--json", GONGHUI_WORKSPACE="/nowhere").status == 2


def test_without_a_word_it_is_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, paper: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GONGHUI_WORKSPACE", raising=False)
    assert Run("ingest", paper.name).status == 0
    assert (tmp_path / ".gonghui" / "version.json").is_file()
    assert len(Run("documents", "--json").json()) == 1


@pytest.mark.parametrize("name", READING)
def test_a_missing_workspace_is_status_2_and_one_line_in_chinese(tmp_path: Path, name: str) -> None:
    ran = Run(name, *READING[name], "--workspace", tmp_path / "none")
    assert ran.status == 2
    assert ran.out == "" and "还没有工作区" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "none").exists()


def test_a_folder_with_other_things_is_no_workspace(tmp_path: Path, paper: Path) -> None:
    ran = Run("ingest", paper, "--workspace", tmp_path)
    assert ran.status == 2 and "不是工作区" in ran.err
    assert [p.name for p in tmp_path.iterdir()] == [paper.name]


# --- exit statuses -----------------------------------------------------------------------------------


def test_status_0_1_and_2(tmp_path: Path, paper: Path) -> None:
    folder = tmp_path / "w"
    assert Run("ingest", paper, "-w", folder).status == 0
    bad = Run("ingest", paper, tmp_path / "none.txt", "-w", folder, "--json")
    assert bad.status == 1
    assert bad.json()["unchanged"] == 1 and bad.json()["failed"][0]["path"].endswith("none.txt")
    told = Run("ingest", paper, tmp_path / "none.txt", "-w", folder)
    assert told.status == 1 and "none.txt" in told.err
    for wrong in (
        ["ingest"],
        ["nonsense"],
        ["tasks", "--year", "x"],
        ["tasks", "--quarter", "5", "-w", folder],
    ):
        ran = Run(*wrong)
        assert ran.status == 2 and ran.out == "" and ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["text", "doc:0"],
        ["export", "--format", "pdf"],
        ["export", "-o", "/proc/no/such/folder"],
        ["sparql", "SELECT * { ?s"],
        ["sparql", "DELETE WHERE { ?s ?p ?o }"],
        ["sparql", "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"],
    ],
)
def test_what_cannot_be_done_is_status_2_in_one_sentence(workspace: Path, arguments: list[str]) -> None:
    ran = Run(*arguments, "-w", workspace)
    assert ran.status == 2 and ran.out == ""
    assert ran.err.startswith("错误：") and "Traceback" not in ran.err


def test_removing(tmp_path: Path, paper: Path) -> None:
    folder = tmp_path / "w"
    Run("ingest", paper, "-w", folder)
    nothing = Run("remove", "别的.txt", "-w", folder, "--json")
    assert nothing.status == 1 and nothing.json() == {"removed": 0} and "别的.txt" in nothing.err
    assert Run("remove", paper, "-w", folder, "--json").json() == {"removed": 1}
    assert Run("documents", "-w", folder, "--json").json() == []
    assert Run("tasks", "-w", folder, "--json").json() == []
    Run("ingest", paper, "-w", folder)
    (one,) = Run("documents", "-w", folder, "--json").json()
    assert Run("remove", one["id"], "-w", folder, "--json").json() == {"removed": 1}


def test_what_became_of_each_file(tmp_path: Path, paper: Path) -> None:
    folder = tmp_path / "w"

    def counts() -> tuple[int, int, int]:
        found = Run("ingest", paper, "-w", folder, "--json").json()
        assert {"ingested", "unchanged", "replaced", "failed", "seconds"} <= found.keys()
        return found["ingested"], found["unchanged"], found["replaced"]

    assert counts() == (1, 0, 0)
    assert counts() == (0, 1, 0)
    paper.write_text(WORDS.replace("20家", "30家"), encoding="utf-8")
    assert counts() == (0, 0, 1)
    assert "30家" in Run("tasks", "-w", folder, "--json").out


# --- JSON --------------------------------------------------------------------------------------------


def number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def maybe(kind: Any) -> Callable[[object], bool]:
    return lambda value: value is None or not problems(value, kind)


def problems(value: object, kind: Any, at: str = "") -> list[str]:
    """What in `value` is not of the shape `kind`: a type, a predicate, [kind of each], {key: kind}. More keys are fine."""
    if isinstance(kind, dict):
        if not isinstance(value, dict):
            return [f"{at}: an object is wanted, not {value!r}"]
        out = [f"{at}.{key}: missing" for key in kind if key not in value]
        return out + [
            p for key in kind if key in value for p in problems(value[key], kind[key], f"{at}.{key}")
        ]
    if isinstance(kind, list):
        if not isinstance(value, list):
            return [f"{at}: a list is wanted, not {value!r}"]
        return [p for k, item in enumerate(value) for p in problems(item, kind[0], f"{at}[{k}]")]
    right = (
        (isinstance(value, kind) and not (kind is int and isinstance(value, bool)))
        if isinstance(kind, type)
        else kind(value)
    )
    return [] if right else [f"{at}: {value!r}"]


def section(value: object) -> bool:
    return not problems(value, {"number": maybe(str), "title": str, "children": [section]})


def iso_date(value: object) -> bool:
    import datetime

    if not isinstance(value, str):
        return False
    datetime.date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
    return True


DOCUMENT = {
    "id": str,
    "source_file": str,
    "index": int,
    "title": maybe(str),
    "parts": [{"title": str}],
    "doc_number": maybe(str),
    "issuer": maybe(str),
    "date": maybe(iso_date),
    "year": maybe(int),
    "genre": lambda genre: genre in set(Genre),
    "addressees": [str],
    "city": maybe(str),
    "sections": [section],
}
TASK = {
    "id": str,
    "source_file": str,
    "document": str,
    "number": str,
    "section": maybe(str),
    "title": maybe(str),
    "text": str,
    "departments": [str],
    "rows": [
        {
            "schedule": [{"quarter": maybe(lambda q: q in ("Q1", "Q2", "Q3", "Q4")), "text": str}],
            "deliverable": maybe(str),
            "departments": [str],
        }
    ],
    "policies": [{"title": maybe(str), "doc_number": maybe(str)}],
    "initiatives": [str],
    "indicators": [{"text": str, "value": lambda v: number(v) or isinstance(v, str), "unit": maybe(str)}],
    "city": maybe(str),
    "year": maybe(int),
    "start": int,
    "end": int,
}
PERSON = {
    "id": str,
    "name": str,
    "aliases": [str],
    "positions": [{"role": str, "organization": maybe(str), "department": maybe(str)}],
    "groups": [{"name": str, "role": maybe(str)}],
    "liaison_for": [str],
    "contacts": list,
}
ENTITY = {"id": str, "type": str, "name": str, "aliases": [str]}
LISTS = {"documents": DOCUMENT, "tasks": TASK, "people": PERSON, "entities": ENTITY}


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_of_the_shape_that_the_contract_gives(workspace: Path, name: str) -> None:
    found = Run(name, "-w", workspace, "--json").json()
    assert found and problems(found, [LISTS[name]]) == []
    assert len({item["id"] for item in found}) == len(found)


def test_a_task_is_found_in_the_text_of_its_document(workspace: Path) -> None:
    texts: dict[str, str] = {}
    for task in Run("tasks", "-w", workspace, "--json").json():
        if task["document"] not in texts:
            texts[task["document"]] = Run("text", task["document"], "-w", workspace).out
        quoted = "".join(texts[task["document"]][task["start"] : task["end"]].split())
        assert task["text"] in quoted
        assert task["rows"], "a task without a schedule has one row"
        assert not set(task["number"]) & set("（）()．.、 ")


@pytest.mark.parametrize("name", ["status", "documents", "tasks", "people", "entities", "doctor", "sparql"])
def test_with_json_standard_output_is_json_and_nothing_else(workspace: Path, name: str) -> None:
    ran = Run(name, *READING[name], "--json", "-w", workspace)
    assert ran.status == 0 and ran.err == ""
    json.loads(ran.out)


@pytest.mark.parametrize("name", ["documents", "tasks", "people", "entities", "doctor"])
def test_without_json_it_speaks_to_people(workspace: Path, name: str) -> None:
    ran = Run(name, "-w", workspace)
    assert ran.status == 0
    assert any("\u4e00" <= c <= "\u9fff" for c in ran.out)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--city", "火星"], "没有“火星”的任务，地方见 gonghui documents"),
        (["--city", "砚州", "--department", "不存在部"], "没有“不存在部”的任务，部门名称见"),
        (["--year", "1990"], "没有“1990”的任务，年份见"),
        (["--city", "砚州", "--quarter", "1"], "没有同时符合这些条件的任务"),
    ],
)
def test_no_tasks_says_which_condition_nothing_fits(workspace: Path, options: list[str], said: str) -> None:
    ran = Run("tasks", *options, "-w", workspace)
    assert ran.status == 0 and said in ran.out


def test_tasks_by_department_city_year_and_quarter(workspace: Path) -> None:
    def tasks(*options: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = Run("tasks", *options, "-w", workspace, "--json").json()
        return found

    every = tasks()
    assert 0 < len(tasks("--city", "砚州")) < len(every)
    assert {task["city"] for task in tasks("--city", "砚州")} == {"砚州"}
    assert {task["year"] for task in tasks("--year", "2024")} == {2024}
    assert all("组织部" in "".join(task["departments"]) for task in tasks("--department", "组织部"))
    third = tasks("--quarter", "3")
    assert third == tasks("--quarter", "Q3") == tasks("--quarter", "第三季度")
    assert third == [task for task in every if any(falls_in(row, "Q3") for row in task["rows"])] != []
    assert tasks("--city", "无名") == [] == tasks("--year", "1901")


def test_entities_by_type_and_city(workspace: Path) -> None:
    found = Run("entities", "--type", "department", "--city", "桐岭", "-w", workspace, "--json").json()
    assert {entity["type"] for entity in found} == {"department"}
    assert "组织部" in {entity["name"] for entity in found}
    one = Run("entities", "--explain", found[0]["id"], "-w", workspace, "--json")
    assert one.status == 0 and isinstance(one.json(), dict)


def test_the_export_quotes_exactly_and_hides_contacts(workspace: Path) -> None:
    rows = [json.loads(line) for line in Run("export", "-w", workspace).out.splitlines()]
    texts = {row["id"]: row["text"] for row in rows if row["kind"] == "document"}
    edges = [row for row in rows if row["kind"] == "edge"]
    nodes = {row["id"] for row in rows if row["kind"] == "node"}
    assert len(texts) == 17 and len(edges) > 1000
    for edge in edges:
        assert edge["evidence"], edge
        assert edge["source"] in nodes, edge
        for quote in edge["evidence"]:
            assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["quote"] != ""
    numbers = [c["value"] for p in Run("people", "-w", workspace, "--json").json() for c in p["contacts"]]
    phones = [n for n in numbers if n.isdigit() and len(n) >= 7]
    assert phones
    hidden = Run("export", "-w", workspace).out
    assert not [n for n in phones if n in hidden]
    shown = Run("export", "--with-contacts", "-w", workspace).out
    assert all(n in shown for n in phones)


@pytest.mark.parametrize("form", ["jsonl", "turtle", "trig", "jsonld", "graphml", "csv", "xlsx"])
def test_every_format_is_written_to_a_file(workspace: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"graph.{form}"
    ran = Run("export", "--format", form, "-o", out, "-w", workspace)
    assert ran.status == 0 and ran.out == ""
    assert ran.err.startswith(f"已写出 {out}（{form}") and len(ran.err.splitlines()) == 1
    assert out.stat().st_size > 1000 or any(out.iterdir())


# --- as a process ------------------------------------------------------------------------------------


def process(*arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, **more,
    )  # fmt: skip


def test_a_process_prints_json_and_status(tmp_path: Path, paper: Path) -> None:
    folder = tmp_path / "w"
    read = process("ingest", paper, "--workspace", folder, "--json")
    assert (read.returncode, read.stderr) == (0, "") and json.loads(read.stdout)["ingested"] == 1
    again = process("--workspace", folder, "tasks", "--json")
    assert again.returncode == 0 and len(json.loads(again.stdout)) == 2
    none = process("tasks", "--workspace", tmp_path / "none")
    assert none.returncode == 2 and none.stdout == "" and "Traceback" not in none.stderr
    assert len(none.stderr.splitlines()) == 1


def test_a_process_speaks_utf_8_where_the_system_does_not(tmp_path: Path, paper: Path) -> None:
    settings = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    ran = process("ingest", paper, "-w", tmp_path / "w", env={**settings, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert ran.returncode == 0, ran.stderr
    assert (
        process(
            "tasks", "-w", tmp_path / "w", env={**settings, "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}
        ).returncode
        == 0
    )


def test_a_reader_that_goes_away_is_no_error(workspace: Path) -> None:
    ran = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "export", "-w", str(workspace)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert ran.stdout is not None and ran.stderr is not None
    ran.stdout.read(100)
    ran.stdout.close()
    errors = ran.stderr.read()
    ran.stderr.close()
    assert (ran.wait(60), errors) == (0, b"")
