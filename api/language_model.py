"""Has the user set up a language model (语言模型设置)? Environment first, then `[language_model]` of `gonghui.toml`; none by default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from search.language_model.endpoint import Endpoint

__all__ = ["configured_endpoint"]

_HELP = (
    "没有设置语言模型。可设环境变量 GONGHUI_LLM_URL（如 http://127.0.0.1:11434/v1）和 GONGHUI_LLM_MODEL，"
    "或在 gonghui.toml 写 [language_model] url 和 model；密钥只从 GONGHUI_LLM_KEY 读"
)


def configured_endpoint(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Endpoint:
    """The endpoint that is set. Raises InputError that tells how to set one, or what is wrong with it."""
    from search.language_model.endpoint import Endpoint

    kept = _file((folder or Path.cwd()) / "gonghui.toml")
    here = os.environ if environment is None else environment
    url = here.get("GONGHUI_LLM_URL") or str(kept.get("url", ""))
    if not url:
        raise InputError(_HELP)
    seconds = here.get("GONGHUI_LLM_TIMEOUT") or kept.get("timeout", 20)
    try:
        timeout = float(seconds)
    except (TypeError, ValueError):
        timeout = 0.0
    if not 0 < timeout <= 600:
        raise InputError(f"语言模型的时限应是 0 到 600 秒之间的数：{seconds}")
    return Endpoint(
        url,
        here.get("GONGHUI_LLM_MODEL") or str(kept.get("model", "")),
        here.get("GONGHUI_LLM_KEY", ""),
        timeout,
    )


def _file(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("language_model", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"设置文件不是有效的 TOML：{error}", str(path)) from error
    if not isinstance(found, dict):
        raise InputError("[language_model] 应是一节", str(path))
    if "key" in found:
        raise InputError("密钥不要写在文件里，请放在环境变量 GONGHUI_LLM_KEY", str(path))
    return found
