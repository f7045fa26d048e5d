"""Is a help page in Chinese throughout, its columns in line?"""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from api.chinese_help import chinese
from api.commands import app

_ENGLISH = re.compile(
    r"Usage:|Options:|Arguments:|Commands:|\[OPTIONS\]|\[required\]|default:|Show this|<str>|<path>|<int"
)


def _wide(text: str) -> int:
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)


@pytest.mark.parametrize(
    ("english", "ours"),
    [
        ("Usage: gonghui [OPTIONS] COMMAND [ARGS]...", "用法：gonghui [选项] 命令 [参数]..."),
        ("Options:", "选项："),
        ("  见 Options: 之说", "  见 Options: 之说"),
        ("  -h, --help  Show this message and exit.", "  -h, --help  显示本说明"),
        ("  条数  [default: 10; x>=1]", "  条数  [默认 10；x>=1]"),
        ("  [default: 10.0;\n    x>=0.2]", "  [默认 10.0；\n    x>=0.2]"),
        ("  条数  [default: 10]", "  条数  [默认 10]"),
        ("  --at <path>  夹", "  --at <路径>  夹"),
        ("  -k <int range>  条数", "  -k <数>         条数"),
        ("  paths... <list[Path]>  文件  [required]", "  paths... <路径>...     文件  [必填]"),
    ],
)
def test_the_set_words(english: str, ours: str) -> None:
    assert chinese(english) == ours
    if "<" in english and "[" not in english:
        assert _wide(english) == _wide(ours)


@pytest.mark.parametrize(
    "command", [[], ["ingest"], ["watch"], ["search"], ["model"], ["model", "train"], ["compare"], ["remove"]]
)
def test_no_command_explains_itself_in_english(command: list[str]) -> None:
    page = CliRunner().invoke(app, [*command, "--help"]).stdout
    assert page.startswith("用法：") and not _ENGLISH.search(page)


def test_the_version_is_told() -> None:
    ran = CliRunner().invoke(app, ["--version"])
    assert ran.exit_code == 0 and re.fullmatch(r"gonghui \d+\.\d+\.\d+\S*\n", ran.stdout)
