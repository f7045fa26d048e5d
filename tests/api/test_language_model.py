"""Is a language model off until it is set, and set only in sound ways?"""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from api.cli import main
from api.ingesting import find_files, ingest_files
from api.language_model import configured_endpoint
from kg.errors import InputError
from kg.resources import resource
from kg.workspace import Workspace
from tests.search.language_model.fake_endpoint import fake_endpoint


def test_none_is_set_by_default(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="GONGHUI_LLM_URL"):
        configured_endpoint(tmp_path, {})


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "gonghui.toml").write_text(
        '[language_model]\nurl = "http://127.0.0.1:1/v1"\nmodel = "small"\ntimeout = 5\n', encoding="utf-8"
    )
    found = configured_endpoint(tmp_path, {"GONGHUI_LLM_MODEL": "big", "GONGHUI_LLM_KEY": "k"})
    assert (found.base_url, found.model, found.key, found.timeout) == (
        "http://127.0.0.1:1/v1",
        "big",
        "k",
        5.0,
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[language_model]\nurl='http://127.0.0.1/v1'\nmodel='m'\nkey='x'", "GONGHUI_LLM_KEY"),
        ("[language_model]\nurl='http://127.0.0.1/v1'", "GONGHUI_LLM_MODEL"),
        ("[language_model]\nurl='http://127.0.0.1/v1'\nmodel='m'\ntimeout='soon'", "时限"),
        ("[language_model]\nurl='http://127.0.0.1/v1'\nmodel='m'\ntimeout=0", "时限"),
        ("language_model = 3", "一节"),
        ("language_model = [", "TOML"),
    ],
)
def test_a_setting_that_will_not_do_is_told(tmp_path: Path, words: str, told: str) -> None:
    (tmp_path / "gonghui.toml").write_text(words, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        configured_endpoint(tmp_path, {})


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one of the sample's ledgers."""
    folder = tmp_path_factory.mktemp("llm") / "ws"
    with closing(Workspace.open(folder)) as opened:
        ingest_files(opened, list(find_files(sorted(resource("sample").glob("003*")))))
    return folder


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    said = capsys.readouterr()
    return int(end.value.code or 0), said.out, said.err


def test_nothing_is_sent_without_the_option_and_a_wording_with_it(
    asked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "澜江的“小哥入会季”由哪些部门负责？"
    with fake_endpoint() as fake:
        monkeypatch.setenv("GONGHUI_LLM_URL", f"http://127.0.0.1:{fake.port}/v1")
        monkeypatch.setenv("GONGHUI_LLM_MODEL", "tiny")
        fake.says({"text": "投入经费九百万元。"})
        plain = json.loads(run("ask", question, "--json", "--workspace", str(asked), capsys=capsys)[1])
        assert fake.seen == [] and plain["answerable"]
        code, out, err = run("ask", question, "--llm", "--json", "--workspace", str(asked), capsys=capsys)
        found = json.loads(out)
        assert (code, err, found["text"], found["answer"]) == (0, "", plain["text"], plain["answer"])
        assert len(fake.seen) == 1 and found["dropped"] == ["投入经费九百万元。"]
        fake.says({"text": plain["text"]})
        out = run("ask", question, "--llm", "--workspace", str(asked), capsys=capsys)[1]
        assert "文字由语言模型 tiny 润色" in out
        fake.status = 503
        code, out, err = run("ask", question, "--llm", "--workspace", str(asked), capsys=capsys)
        assert code == 0 and "503" in err and plain["text"] in out


def test_the_option_without_a_setting_tells_how(
    asked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GONGHUI_LLM_URL", raising=False)
    code, out, err = run("ask", "在吗", "--llm", "--workspace", str(asked), capsys=capsys)
    assert (code, out) == (2, "") and "GONGHUI_LLM_URL" in err
