"""某人的电话是多少? Numbers and addresses that the documents give for a person, or for the holder of a post."""

from __future__ import annotations

import re

from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import contact_facts
from search.ask.kinds.leader_role import holders

PATTERNS = (
    Pattern.of(
        "number",
        r"(?:的)?(?:联系)?(?:电话|手机|号码|联系方式)(?:号码|号)?(?:是|为)?(?:多少|什么|几)?|怎么联系(?![人点县区])|(?:的)?(?:电子)?邮箱(?:地址)?(?:是)?(?:多少|什么)?",
        "孙远山的联系电话是多少？",
    ),
)
_MAIL = re.compile(r"邮箱|邮件|email", re.IGNORECASE)


def answer(ask: Ask) -> Answer | None:
    question = ask.question
    people = set(question.people)
    if not people:
        if question.unknown_people:
            return missing(KIND.name, f"文件里没有提到{listed(question.unknown_people)}。")
        if re.search(r"联系人|联络员|联络人|对接人", question.text):
            return None
        people = {seat.person for seat in holders(ask)}
        if not people:
            return None
    kind = "email" if _MAIL.search(question.text) else "phone"
    name = listed(dict.fromkeys(ask.known.entities.name(p) for p in sorted(people)))
    found = []
    for head in ask.scope.documents:
        home = ask.facts.document(head.id)
        for fact in home.having("gh:hasContact"):
            if (
                ask.known.entities.canonical(fact.subject) in people
                and home.literal(fact.object, "gh:contactKind") == kind
            ):
                found.append((head, fact, home.literal(fact.object, "gh:contactValue")))
    if not found:
        return missing(KIND.name, f"文件里没有写明{name}的{'邮箱' if kind == 'email' else '电话'}。")
    values = list(dict.fromkeys(v for *_, v in found))
    return Answer(
        KIND.name,
        f"{name}的{'邮箱' if kind == 'email' else '电话'}：{listed(values)}。",
        {"value": values[0]} if len(values) == 1 else {"set": values},
        tuple(ask.evidence(h, h.cite, f.span) for h, f, _ in found),
        contact_facts([f.subject for _, f, _ in found]),
    )


KIND = Kind("phone", PATTERNS, answer, final=True)
