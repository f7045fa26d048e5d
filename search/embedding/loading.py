"""How is a model of the [models] extra fetched and loaded (模型的获取与载入)? What cannot be had says where else to look."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.errors import BackendError, InputError, NotFound

__all__ = ["EXTRA", "declared_kind", "load_model", "located", "refuse_kind"]

EXTRA: Final = 'pip install "gonghui[models]"'
_T = TypeVar("_T")


def load_model(name: str, load: Callable[[], _T]) -> _T:
    """What `load` gives. Raises BackendError without the extra or for damaged files, NotFound for a model that cannot
    be had."""
    import httpx

    try:
        _quiet()
        return load()
    except ImportError as error:
        raise BackendError(f"使用模型 {name} 需要安装：{EXTRA}（{_first_line(error)}）") from error
    except (OSError, ValueError, KeyError, httpx.HTTPError) as error:
        raise NotFound(
            f"得不到模型 {name}。可以：（1）设 HF_ENDPOINT=https://hf-mirror.com 后重试；"
            f"（2）从 ModelScope（https://modelscope.cn）下载，再用文件夹路径代替名称；"
            f"（3）离线时在别的电脑下载整个文件夹，拷来后用它的路径。原因：{_first_line(error)}"
        ) from error
    except Exception as error:  # safetensors, pickle and torch raise kinds of their own for damaged files
        raise BackendError(f"模型 {name} 无法载入，文件可能损坏或不完整：{_first_line(error)}") from error


def _quiet() -> None:
    """No bar for reading weights, which takes no time; those for fetching files stay."""
    hub: Any = import_module("huggingface_hub.utils")
    import_module("transformers.utils.logging").disable_progress_bar()  # turns the hub's off as well
    hub.enable_progress_bars()


def located(name: str, shelves: tuple[Path, ...] = ()) -> str:
    """The folder of a model that ModelScope has downloaded under this name; else the name, which may be a path.

    ModelScope writes the stops of a name as `___`, and newer versions keep models one folder further down.
    """
    if Path(name).exists() or name.count("/") != 1:
        return name
    for shelf in shelves:
        for spelt in dict.fromkeys((name, name.replace(".", "___"))):
            for folder in (shelf / "models" / spelt, shelf / spelt):
                if declared_kind(folder):
                    return str(folder)
    return name


def declared_kind(folder: Path) -> str:
    """What a folder's own files say it holds: "embedding", "reranker", or "" for neither. Reads JSON only."""
    if (folder / "modules.json").is_file():
        kinds = [str(module.get("type", "")) for module in _json(folder / "modules.json", list)]
        return "reranker" if any("cross_encoder" in kind for kind in kinds) else "embedding"
    architectures = _json(folder / "config.json", dict).get("architectures") or []
    names = " ".join(map(str, architectures))
    if "ForSequenceClassification" in names:
        return "reranker"
    return "embedding" if "Model" in names or "ForMaskedLM" in names else ""


def refuse_kind(name: str, wrong: str, advice: str) -> None:
    """Raises InputError for a folder that says of itself that it is of the `wrong` kind."""
    if declared_kind(Path(name)) == wrong:
        raise InputError(f"{name} {advice}")


def _json(file: Path, kind: type[_T]) -> _T:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return kind()
    return found if isinstance(found, kind) else kind()


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
