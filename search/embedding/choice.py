"""Which models has the owner of a workspace chosen (所选模型)? `DIR/model.json`, replaced whole; no file is the bundled model."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from kg.errors import InputError

__all__ = ["FILE_NAME", "ModelChoice", "read_choice", "write_choice"]

FILE_NAME: Final = "model.json"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """`model` None is the bundled one, `reranker` None is none. What is None is left to the model or the library.

    `model_id` is that of the vectors that were there when the choice was made (empty for the bundled model): what
    lists and checks say without loading anything.
    """

    model: str | None = None
    model_id: str = ""
    device: str | None = None
    batch: int | None = None
    instruction: str | None = None
    max_length: int | None = None
    offline: bool = False
    reranker: str | None = None
    rerank_top: int = 30


def read_choice(workspace: Path | None) -> ModelChoice:
    """The choice of a workspace folder. Raises InputError, naming the file, where it is not one that we wrote."""
    if workspace is None:
        return ModelChoice()
    file = workspace / FILE_NAME
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        known = {field.name for field in fields(ModelChoice)}
        choice = ModelChoice(**{name: value for name, value in found.items() if name in known})
    except FileNotFoundError:
        return ModelChoice()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"无法识别，请重新用 gonghui model use 选择模型（{error}）", str(file)) from error
    _check(choice, file)
    return choice


def write_choice(workspace: Path, choice: ModelChoice) -> None:
    """Replaces the file in one step: whoever reads sees the old choice or the new one."""
    file = workspace / FILE_NAME
    draft = file.with_name(f"{FILE_NAME}.{os.urandom(4).hex()}.tmp")
    draft.write_text(json.dumps(asdict(choice), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(draft, file)


def _check(choice: ModelChoice, file: Path) -> None:
    """The file may have been edited by hand."""
    words = (choice.model, choice.device, choice.instruction, choice.reranker)
    sound = (
        all(isinstance(word, str | None) for word in words)
        and isinstance(choice.model_id, str)
        and all(isinstance(n, int) and n > 0 for n in (choice.batch, choice.max_length) if n is not None)
        and isinstance(choice.rerank_top, int)
        and choice.rerank_top > 0
    )
    if not sound:
        raise InputError("内容不对，请重新用 gonghui model use 选择模型", str(file))
