"""Is a language model off until it is set, and set only in sound ways?"""

from __future__ import annotations

from pathlib import Path

import pytest

from api.language_model import configured_endpoint
from kg.errors import InputError


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
