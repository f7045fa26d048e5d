"""某人的电话是多少? Numbers and addresses that the documents give for a person, or for the holder of a post."""

from __future__ import annotations

import re

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Fact, Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import contact_facts, document_facts
from search.ask.kinds._tasks import MOST
from search.ask.kinds.leader_role import holders
from search.ask.kinds.liaison import of_document
from search.ask.sentences import around
from search.tokens import fold

PATTERNS = (
    Pattern.of(
        "number",
        r"(?:的)?(?:联系)?(?:电话|手机|号码|联系方式)(?:号码|号)?(?:是|为)?(?:多少|什么|几)?|(?:打|拨打?|拨)(?:什么|哪(?:一)?个)(?:电话|号码|热线)(?:号码|咨询|问|联系)?|怎么联系(?![人点县区])|(?:的)?(?:电子)?邮箱(?:地址)?(?:是)?(?:多少|什么)?|(?:发|报|寄|送|交|投)(?:送|给|到|往|至)?(?:到)?(?:哪(?:一)?个|什么)(?:电子)?(?:邮箱|邮件地址)",
        "孙远山的联系电话是多少？",
    ),
    Pattern.of(
        "whose",
        r"(?<=\d)(?:这个|这部|的)?(?:电话|号码|手机)?(?:号码|号)?(?:是|属于|归|打给)(?:谁|哪位|哪个人?|什么人)(?:的)?",
        "5550101是谁的号码？",
    ),
)
# 5550101是谁的电话: a number is given, its owner asked for.
_NUMBER = late(r"(?<!\d)(\d[\d-]{5,12}\d)(?!\d|[年号])")
#: 监督举报电话, 咨询电话, 维权热线: a number with a label of its own.
_LABELLED = late(
    r"(?P<label>监督举报|监督|举报|投诉|咨询|报名|值班|服务|维权|法律援助|求助|预约|受理|报修)(?:的)?(?:联系)?(?:电话|热线|号码)"
)
_SECRET = late(r"密码|口令|账号|帐号|账户|身份证")
_ABOUT = 0.6
_MOST_HOMES = 60
"""Documents in which a person's number is looked for."""
_MAIL = late(r"邮箱|邮件|email", re.IGNORECASE)


def answer(ask: Ask) -> Answer | None:
    question = ask.question
    if _SECRET.search(question.text):
        return missing(KIND.name, "文件里没有写密码、账号一类的内容。")
    if (hotline := _hotline(ask)) is not None:
        return hotline
    if (number := _NUMBER.search(question.text)) and re.search(r"谁|哪|什么人", question.text):
        return _owner(ask, number[1])
    people = set(question.people)
    if not people:
        if question.unknown_people:
            return missing(KIND.name, f"文件里没有提到{listed(question.unknown_people)}。")
        if re.search(r"联系人|联络员|联络人|对接人", question.text):
            return None
        people = {seat.person for seat in holders(ask)}
        if not people:
            return _mailbox(ask) if _MAIL.search(question.text) else of_document(ask)
    kind = "email" if _MAIL.search(question.text) else "phone"
    name = listed(dict.fromkeys(ask.known.entities.name(p) for p in sorted(people)))
    found = []
    named = {d for p in people for d in ask.known.documents_of(p)}
    homes = [h for h in ask.scope.documents if h.id in named]
    for head, fact in ask.facts.stated(homes[:_MOST_HOMES], "gh:hasContact"):
        if ask.known.entities.canonical(fact.subject) in people:
            home = ask.facts.document(head.id)
            if home.literal(fact.object, "gh:contactKind") == kind:
                found.append((head, fact, home.literal(fact.object, "gh:contactValue")))
    if not found:
        return missing(KIND.name, f"文件里没有写明{name}的{'邮箱' if kind == 'email' else '电话'}。")
    values = list(dict.fromkeys(v for *_, v in found))
    more = f"叫这个名字的出现在{len(homes)}份文件里，只查了前{_MOST_HOMES}份，请说明是哪个市的。"
    return Answer(
        KIND.name,
        f"{name}的{'邮箱' if kind == 'email' else '电话'}：{listed(values)}。{more if len(homes) > _MOST_HOMES else ''}",
        {"value": values[0]} if len(values) == 1 else {"set": values},
        tuple(ask.evidence(h, h.cite, f.span) for h, f, _ in found[:MOST]),
        contact_facts([f.subject for _, f, _ in found]),
    )


def _hotline(ask: Ask) -> Answer | None:
    """The number that a paper of the matter gives with the label asked for (监督举报电话：…); None where none does."""
    asked = _LABELLED.search(ask.question.text)
    if asked is None or ask.question.people:
        return None
    topic = ask.topic(asked.group(), asked["label"], "电话", "热线", "号码")
    line = re.compile(
        rf"{asked['label']}[㐀-鿿]{{0,4}}(?:电话|热线)(?:号码)?\s*[：:为是]?\s*(?P<n>\d[\d-]{{4,14}}\d)"
    )
    best: tuple[float, Head, Span] | None = None
    heads = ask.scope.documents
    if len(heads) > _MOST_HOMES:
        near = dict.fromkeys(r.passage.document for r in ask.passages(topic, _MOST_HOMES))
        heads = tuple(ask.facts.heads[home] for home in near)
    for head in heads:
        fit = topic.fit(fold("".join(head.names))) if not topic.empty else 0.0
        if (fit < _ABOUT and not (topic.empty and ask.scope.narrow)) or (best is not None and fit <= best[0]):
            continue
        if found := line.search(ask.facts.text(head.id)):
            best = (fit, head, Span(found.start("n"), found.end("n")))
    if best is None:
        return None
    _, head, span = best
    text = ask.facts.text(head.id)
    return Answer(
        KIND.name,
        f"{head.cite}写明的{asked['label']}电话：{span.of(text)}。",
        {"value": span.of(text)},
        (ask.evidence(head, head.cite, span), ask.evidence(head, head.cite, around(text, span))),
        document_facts([head.id], "dcterms:title"),
    )


def _mailbox(ask: Ask) -> Answer | None:
    """The one address that the document which the question is about gives for what is to be sent in."""
    topic = ask.topic("报送", "上报", "发送", "材料", "情况", "信息", "表格", "名单", "电子", "邮箱", "地址", "发", "报", "送", "给")  # fmt: skip
    found: list[tuple[float, Head, Fact, str]] = []
    for head in ask.scope.documents:
        fit = topic.fit(fold("".join(head.names))) if not topic.empty else 0.0
        if fit < _ABOUT and not (ask.scope.narrow and len(ask.scope.documents) == 1 and topic.empty):
            continue
        home = ask.facts.document(head.id)
        for fact in home.having("gh:hasContact"):
            if home.literal(fact.object, "gh:contactKind") == "email":
                found.append((fit, head, fact, home.literal(fact.object, "gh:contactValue")))
    best = [f for f in found if f[0] == max(g[0] for g in found)]
    if len({value for *_, value in best}) != 1:
        return None
    _, head, fact, value = best[0]
    return Answer(
        KIND.name,
        f"{head.cite}写明的邮箱：{value}。",
        {"value": value},
        (ask.evidence(head, head.cite, fact.span),),
        contact_facts([fact.subject]),
    )


def _owner(ask: Ask, number: str) -> Answer:
    """Whose number it is; looked for among all numbers of the documents."""
    digits = number.replace("-", "")
    found = []
    for head in ask.facts.numbers_ending(digits):
        home = ask.facts.document(head.id)
        for fact in home.having("gh:hasContact"):
            value = re.sub(r"\D", "", home.literal(fact.object, "gh:contactValue"))
            if value and (value == digits or (len(digits) >= 7 and value.endswith(digits))):
                found.append((head, fact))
    if not found:
        return missing(KIND.name, f"在读到的联系方式里没有找到{number}。")
    names = list(dict.fromkeys(ask.known.entities.name(f.subject) for _, f in found))
    return Answer(
        KIND.name,
        f"{number}是{listed(names)}的电话。",
        {"value": names[0]} if len(names) == 1 else {"set": names},
        tuple(ask.evidence(h, h.cite, f.span) for h, f in found),
        contact_facts([f.subject for _, f in found]),
    )


KIND = Kind("phone", PATTERNS, answer, final=True)
