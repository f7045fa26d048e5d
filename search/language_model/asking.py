"""How does a language model serve a question (借助语言模型提问)? The documents answer; the model only words.

An answer found without it is put into other words. A question that no kind recognised may be put into a known form, and
is then answered like any other. When the model fails, the plain answer stands, with a note.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from search.language_model.endpoint import Endpoint, LanguageModelError, chat
from search.language_model.mapping import map_question
from search.language_model.rewording import reword

__all__ = ["ask_with_model"]


def ask_with_model(
    ask: Callable[[str], dict[str, Any]],
    question: str,
    endpoint: Endpoint,
    mask: Callable[[str], str] = lambda text: text,
) -> dict[str, Any]:
    """*answer* as `ask` gives it, with `language_model`: `{"model", "understood_as"?, "error"?}`, and what `reword` adds.

    `understood_as` is the known form that was answered in the question's place. A question or an answer that `mask`
    would change holds contacts and is not sent. Never raises for what the endpoint does.
    """
    answer = ask(question)
    told: dict[str, Any] = {"model": endpoint.model}

    def model(messages: list[dict[str, str]]) -> str:
        return chat(endpoint, messages)

    try:
        if not answer["answerable"] and answer["kind"] == "passages" and mask(question) == question:
            form = map_question(question, model)
            found = ask(form) if form is not None else None
            if found is not None and found["answerable"]:
                told["understood_as"] = form
                answer = {**found, "question": question, "text": f"按“{form}”理解：{found['text']}"}
        answer = reword(answer, model, endpoint.model, mask)
    except LanguageModelError as error:
        told["error"] = str(error)
    return {**answer, "language_model": told}
