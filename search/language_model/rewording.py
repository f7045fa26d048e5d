"""Can an answer be put more smoothly (改写答案)? The value and the evidence never change, and no sentence unsupported stays."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from search.language_model.endpoint import LanguageModelError
from search.language_model.prompts import reword_messages
from search.language_model.support import Support

__all__ = ["parse_object", "reword"]

_OBJECT: Final = re.compile(r"\{.*\}", re.S)
_TIMES_LONGER: Final = 2


def reword(
    answer: Mapping[str, Any],
    ask_model: Callable[[list[dict[str, str]]], str],
    model: str,
    mask: Callable[[str], str] = lambda text: text,
) -> dict[str, Any]:
    """*answer* with `text` in other words, `plain_text`, `reworded_by`, and `dropped` (sentences not supported).

    Where nothing the model says is supported, `text` stays and only `dropped` is added. Answers that answer nothing are
    never sent. `mask` hides contacts in what is sent; an answer that has any is not reworded, since the wording would
    lose them. Raises LanguageModelError.
    """
    out = dict(answer)
    shown = json.dumps([answer["text"], answer["evidence"]], ensure_ascii=False)
    if not answer["answerable"] or mask(shown) != shown:
        return out
    said = parse_object(ask_model(reword_messages(answer))).get("text")
    if not isinstance(said, str) or not said.strip():
        raise LanguageModelError("语言模型的回复里没有 text")
    kept, dropped = _support(answer).kept(said)
    if dropped:
        out["dropped"] = list(dropped)
    if kept and len(kept) <= _TIMES_LONGER * len(answer["text"]) + 100 and _complete(kept, answer):
        out |= {"plain_text": answer["text"], "text": kept, "reworded_by": model}
    return out


def parse_object(reply: str) -> dict[str, Any]:
    """The JSON object of a reply, alone or in other words. Raises LanguageModelError."""
    found = _OBJECT.search(reply)
    try:
        value = json.loads(found.group()) if found else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise LanguageModelError("语言模型没有按要求回复 JSON")
    return value


def _support(answer: Mapping[str, Any]) -> Support:
    units = [sentence for sentence in re.split(r"[。！？\n]", str(answer["text"])) if sentence.strip()]
    units += [str(one["quote"]) for one in answer["evidence"]]
    names = " ".join(str(one["locator"]) for one in answer["evidence"])
    return Support(units, f"{answer['question']} {names}")


def _complete(kept: str, answer: Mapping[str, Any]) -> bool:
    """Whether a short value, or every name of a set, is still said: half an answer reads like a whole one."""
    from search.tokens import fold

    folded = fold(kept)
    return all(fold(name) in folded for name in _values(answer["answer"]))


def _values(value: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value.get("value"), str):
        yield value["value"]
    yield from (name for name in value.get("set", ()) if isinstance(name, str))
    for names in (value.get("by_city") or {}).values():
        yield from (name for name in names if isinstance(name, str))
