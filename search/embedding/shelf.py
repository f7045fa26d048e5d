"""Which embedding models and re-rankers are on this machine (本机有哪些模型)? Reads names and JSON only, never a weight."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.resources import resource
from search.embedding.loading import declared_kind
from search.embedding.static import is_static

__all__ = ["Held", "bundled_model", "held_at", "in_folders", "in_hub_cache", "in_modelscope_cache", "size_of"]

_DEPTH: Final = 3
"""Folders down in which a model is looked for."""


@dataclass(frozen=True, slots=True)
class Held:
    """A model on disk. `name` is what `gonghui model use` takes, `kind` "embedding" or "reranker", `dim` None where its
    files do not say, `size` in bytes."""

    name: str
    kind: str
    where: str
    path: Path
    dim: int | None
    size: int


def bundled_model() -> Held:
    """The model that ships with the program."""
    return _held("default", "自带", resource("model"))


def held_at(folder: Path) -> Held | None:
    """The model in this very folder; None where there is none."""
    return _held(str(folder), "文件夹", folder) if declared_kind(folder) and _has_weights(folder) else None


def in_hub_cache(cache: Path) -> Iterator[Held]:
    """Models that huggingface_hub has fetched: CACHE/models--OWNER--NAME/snapshots/REVISION, those of `main` or the
    newest. Half-fetched ones, without weights, are left out."""
    for folder in _folders(cache):
        if not folder.name.startswith("models--"):
            continue
        snapshots = _folders(folder / "snapshots")
        main = folder / "refs" / "main"
        wanted = main.read_text(encoding="utf-8").strip() if main.is_file() else ""
        chosen = [s for s in snapshots if s.name == wanted] or sorted(
            snapshots, key=lambda s: s.stat().st_mtime
        )[-1:]
        for snapshot in chosen:
            if declared_kind(snapshot) and _has_weights(snapshot):
                name = folder.name.removeprefix("models--").replace("--", "/", 1)
                yield _held(name, "Hugging Face 缓存", snapshot)


def in_modelscope_cache(cache: Path) -> Iterator[Held]:
    """Models that ModelScope has fetched: CACHE[/models]/OWNER/NAME, stops in names written as `___`."""
    for root in (cache / "models", cache):
        for owner in _folders(root):
            for folder in _folders(owner):
                if not folder.is_symlink() and declared_kind(folder) and _has_weights(folder):
                    name = f"{owner.name}/{folder.name.replace('___', '.')}"
                    yield _held(name, "ModelScope 缓存", folder)


def in_folders(folders: Iterable[Path]) -> Iterator[Held]:
    """Models in folders and a few levels below; a model's own subfolders are not looked into."""
    for folder in folders:
        yield from _below(folder, _DEPTH)


def _below(folder: Path, depth: int) -> Iterator[Held]:
    if (here := held_at(folder)) is not None:
        yield here
    elif depth:
        for child in _folders(folder):
            yield from _below(child, depth - 1)


def _held(name: str, where: str, path: Path) -> Held:
    return Held(name, declared_kind(path), where, path, _width(path), size_of(path))


def size_of(folder: Path) -> int:
    """Bytes of all files below, links followed."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    except OSError:
        return []


def _has_weights(folder: Path) -> bool:
    return any(file.suffix in (".safetensors", ".bin") for file in folder.rglob("*") if file.is_file())


def _width(folder: Path) -> int | None:
    """Width of the vectors: of the last Dense layer, else of the pooling, else of the model; None for a re-ranker."""
    if declared_kind(folder) != "embedding":
        return None
    if is_static(folder):
        return _static_width(folder)
    modules = _json(folder / "modules.json")
    for module in reversed(modules if isinstance(modules, list) else []):
        settings = _json(folder / str(module.get("path", "")) / "config.json")
        for key in ("out_features", "embedding_dimension", "word_embedding_dimension"):
            if isinstance(settings, dict) and isinstance(settings.get(key), int):
                return int(settings[key])
    settings = _json(folder / "config.json")
    width = settings.get("hidden_size") if isinstance(settings, dict) else None
    return width if isinstance(width, int) else None


def _static_width(folder: Path) -> int | None:
    """From the header of the safetensors file: eight bytes of length, then JSON."""
    for file in folder.rglob("model.safetensors"):
        with file.open("rb") as opened:
            length = struct.unpack("<Q", opened.read(8))[0]
            header = json.loads(opened.read(length))
        for name in ("embedding.weight", "embeddings"):
            if name in header:
                return int(header[name]["shape"][1])
    return None


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
