"""Where is the workspace, and what has the user set? Options win over the environment, that over `gonghui.toml`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError

DEFAULT_WORKSPACE = ".gonghui"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the commands need to know. `workspace` may not exist yet."""

    workspace: Path


def load_settings(workspace: Path | None = None, *, folder: Path | None = None) -> Settings:
    """Settings from the option, `$GONGHUI_WORKSPACE`, `gonghui.toml` in `folder` (default: here), or the default.

    Raises InputError for a settings file that is no TOML.
    """
    if workspace is not None:
        return Settings(workspace)
    named = os.environ.get("GONGHUI_WORKSPACE")
    if named:
        return Settings(Path(named))
    file = (folder or Path.cwd()) / "gonghui.toml"
    if file.is_file():
        import tomllib

        try:
            kept = tomllib.loads(file.read_text(encoding="utf-8")).get("workspace")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"设置文件不是有效的 TOML：{error}", str(file)) from error
        if isinstance(kept, str) and kept:
            return Settings(file.parent / kept)
    return Settings(Path(DEFAULT_WORKSPACE))


@dataclass(frozen=True, slots=True)
class ModelCaches:
    """Where the two hubs' own programs keep what they have fetched."""

    hugging_face: Path
    modelscope: Path


def model_caches() -> ModelCaches:
    """By the hubs' own variables: HF_HUB_CACHE, HF_HOME, MODELSCOPE_CACHE, XDG_CACHE_HOME; else below ~/.cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = Path(os.environ.get("HF_HOME") or cache / "huggingface")
    return ModelCaches(
        Path(os.environ.get("HF_HUB_CACHE") or home / "hub"),
        Path(os.environ.get("MODELSCOPE_CACHE") or Path.home() / ".cache" / "modelscope" / "hub"),
    )
