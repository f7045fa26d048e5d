"""Which known form is this question (归到已知问法)? The model picks a form and cuts words out of the question; no more.

The question made of them is asked like any other: what answers is the documents, never the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from search.language_model.endpoint import LanguageModelError
from search.language_model.prompts import map_messages
from search.language_model.rewording import parse_object
from search.tokens import fold

__all__ = ["FORMS", "Form", "map_question"]


@dataclass(frozen=True, slots=True)
class Form:
    """A canonical wording of a kind of question, with slots in braces; a slot in [] may stay empty with its words."""

    kind: str
    wording: str

    def fill(self, slots: dict[str, str]) -> str | None:
        """The question; None where a needed slot is empty."""

        def piece(found: re.Match[str]) -> str:
            inside = found[1]
            name = re.search(r"\{(.+?)\}", inside)
            value = slots.get(name[1], "") if name else ""
            return inside.replace(name[0], value) if name and value else ""

        text = re.sub(r"\[(.+?)\]", piece, self.wording)
        for name in re.findall(r"\{(.+?)\}", text):
            if not slots.get(name):
                return None
            text = text.replace(f"{{{name}}}", slots[name])
        return text


FORMS: Final = (
    Form("department_for_topic", "[{地方}][{年份}年]哪些部门负责{事项}？"),
    Form("tasks_of_department", "[{地方}][{年份}年]{部门}负责哪些任务？"),
    Form("policy_to_tasks", "哪些任务贯彻《{文件}》？"),
    Form("task_to_policy", "[{地方}]{事项}依据哪份文件？"),
    Form("schedule", "[{地方}]{事项}安排在哪个季度？"),
    Form("schedule", "[{地方}]{事项}什么时候完成？"),
    Form("deliverable", "[{地方}]{事项}的成果形式是什么？"),
    Form("leader_role", "{单位}{职务}是谁？"),
    Form("leader_role", "{人名}担任什么职务？"),
    Form("group_members", "{小组}有哪些成员？"),
    Form("liaison", "{县区}由哪位领导联系？"),
    Form("indicator", "[{地方}][{年份}年]{指标}的目标是多少？"),
    Form("document_metadata", "《{文件}》的发文字号是什么？"),
    Form("document_metadata", "《{文件}》是什么时候印发的？"),
    Form("count", "《{文件}》一共有多少项任务？"),
    Form("compare_cities", "各市的{事项}分别叫什么？"),
    Form("similar_initiative", "和{名称}类似的做法有哪些？"),
)


def map_question(question: str, ask_model: Callable[[list[dict[str, str]]], str]) -> str | None:
    """The question in a known form, made of its own words; None where no form fits or a word is not the question's.

    Raises LanguageModelError.
    """
    reply = parse_object(ask_model(map_messages(question, [form.wording for form in FORMS])))
    number, slots = reply.get("form"), reply.get("slots") or {}
    if number == 0 or number is None:
        return None
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= len(FORMS):
        raise LanguageModelError("语言模型选了没有的问法")
    if not isinstance(slots, dict):
        raise LanguageModelError("语言模型没有按要求回复 JSON")
    folded = fold(question)
    words = {str(name): value.strip() for name, value in slots.items() if isinstance(value, str)}
    if any(fold(value) not in folded for value in words.values()):
        return None  # a word that nobody asked about
    if any(re.search(r"[{}\[\]\n]", value) for value in words.values()):
        return None
    # "年份" is a figure, and 年 comes from the form
    words["年份"] = re.sub(r"\D", "", words.get("年份", ""))
    return FORMS[number - 1].fill(words)
