"""文号、日期、发文机关、主送、标题? What a document's header says."""

from __future__ import annotations

import re

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_facts, policy_tasks
from search.ask.matching_papers import documents_named
from search.ask.policies import find_policies
from search.ask.sentences import around
from search.tokens import fold

_ISSUE = r"(?:印发|发布|下发|发文|成文|发出|出台|公布|制发|发)"
PATTERNS = (
    Pattern.of(
        "number",
        r"(?:的)?(?:发文字号|发文号|文件号|文号|字号|编号)\s*(?:是|为)?(?:什么|多少|啥|哪个)?|是?(?:多少|哪个?|几)号文(?:件)?",
        "《云州市总工会2031年工作要点》的文号是多少？",
    ),
    Pattern.of(
        "date",
        rf"(?:是|在)?(?:什么时候|何时|哪一?天|哪年哪月(?:哪[日天号])?|几月几[号日]|几号|哪一?年)(?:落的?款|签发|{_ISSUE})(?:的)?|落款(?:的)?(?:日期|时间|是)?(?:在)?(?:什么时候|何时|哪一?天|几月几号|几号|哪一?年|哪年哪月)|落款(?:的)?(?:日期|时间)|(?:的)?(?:{_ISSUE}|成文)(?:日期|时间)(?:是|为)?(?:什么时候|哪天|什么|几号)?",
        "云工发〔2031〕3号是什么时候印发的？",
    ),
    Pattern.of(
        "issuer",
        rf"(?:是)?(?:由|以)?(?:谁|哪个单位|哪个部门|哪家|哪个机关|什么机关)(?:的名义)?{_ISSUE}(?:的)?|(?:的)?(?:发文机关|发文单位|印发单位|印发机关|制发机关|落款)(?:是)?(?:谁|哪|什么)?|署(?:的是)?谁的名|(?<=[》”总结点账案知见])(?:是|由)?(?:谁|哪个单位|哪家单位|哪家(?:工会)?|哪个工会|哪里)(?:写|起草|撰写|作|报送?|提交|交)(?:上来)?的|(?:谁|哪个单位|哪家(?:单位)?|哪个机关)落的?款",
        "《云州市总工会2031年工作要点》是谁印发的？",
    ),
    Pattern.of(
        "addressees",
        r"(?:的)?(?:主送(?:机关|单位)?|抄送|发送对象)(?:是|有|给)?(?:谁|哪些|哪儿|什么)?(?:单位)?|(?:是)?(?:印发|下发|发|下|送|印)(?:给|到)(?:了|的是|的)?(?:谁|哪(?:些|几)?(?:家|个)?(?:单位|地方|里)?)",
        "云工发〔2031〕3号发给哪些单位？",
    ),
    Pattern.of(
        "title",
        r"(?:的)?(?:标题|题目|全称)(?:是|叫)?(?:什么|啥)?(?=$|[？?])|(?<=[号文件》])(?:这份|那份)?(?:文件|文)?(?:的)?(?:文件)?(?:名称|名字|名)(?:是|叫|为)?(?:什么)?(?=$|[？?])|(?<=[号文件]，)(?:印|发|印发|下发)(?:的)?(?:是)?(?:一份|一个|个|份)?什么(?:文件|东西)?(?=$|[？?])|(?<=[号文件》])(?:这份)?(?:文件|文)?(?:是|叫|讲|说|写|谈|管)(?:的|了)?(?:是)?(?:一份|一个|个)?(?:什么|哪份|哪个|哪方面|哪件)(?:样|方面|类)?(?:的)?(?:文件|文|事情|事|内容|名字|名称|东西)?(?=$|[？?，])|(?<=[号文件》])(?:文件|文)?(?:的)?(?:内容|主题)(?:是|为)?什么|(?<=[号文件》])(?:这份)?(?:文件|文)?(?:是|讲)?(?:的是)?(?:关于|有关)(?:什么|哪方面)(?:事|事情|内容|工作)?(?:的)?",
        "云工发〔2031〕3号是什么文件？",
    ),
    Pattern.of(
        "approved",
        r"(?:是|在|经|由|经过)*(?:哪(?:一)?(?:次|个)|什么|哪一?届)(?:会议|会|全委会|常委会|党组会)(?:议)?(?:上)?(?:审议|研究|讨论|审定)?(?:通过|同意|审定|定|批准|研究)(?:的)?",
        "《云州市总工会2031年工作要点》在哪次会议上审议通过？",
    ),
    Pattern.of(
        "effective",
        r"(?:从|自)?(?:什么时候|何时|哪一?天|几号)(?:起|开始)?(?:施行|实施|生效|执行)|(?:施行|生效)(?:日期|时间)",
        "《云州市总工会站点管理办法》从哪天起施行？",
    ),
    Pattern.of(
        "valid",
        r"(?:的)?有效期(?:限)?(?:是|为|有)?(?:多久|几年|多少年|到什么时候|到哪天)?|(?:能|可以)?管(?:几|多少)年|有效(?:多久|几年|到)",
        "《云州市总工会站点管理办法》有效期几年？",
    ),
    Pattern.of(
        "explained-by",
        r"(?:是|由)?(?:谁|哪个(?:部门|单位)|哪家)(?:来)?(?:负责)?解释|(?:的)?(?:负责)?解释(?:权|部门|单位|机关)(?:归|是|在)?(?:谁|哪个(?:部门|单位)|哪里)?",
        "《云州市总工会站点管理办法》由谁负责解释？",
    ),
)
_PREDICATE = {
    "number": "gh:documentNumber",
    "date": "dcterms:issued",
    "issuer": "dcterms:publisher",
    "addressees": "gh:addressee",
    "title": "dcterms:title",
}
_NAMES = {
    "number": "发文字号",
    "date": "印发日期",
    "issuer": "发文机关",
    "addressees": "主送机关",
    "title": "标题",
}
# What the last article of rules says (附则).
_CLOSING = {
    "valid": (
        late(
            r"有效期(?:限)?(?:为|至)?\s*(?P<value>(?:\d+|[一二两三四五六七八九十]+)\s*年(?:\d+个月)?|\d{4}年\d{1,2}月\d{1,2}日)"
        ),
        "有效期",
    ),
    "approved": (
        late(
            r"(?:经|已经|由|在)(?P<value>[^，。；：]{2,30}?(?:全体会议|全委会议?|常务会议|党组(?:扩大)?会议?|主席办公会议?|会议))(?:上)?(?:审议|研究|讨论|审定|表决)(?:通过|同意|审定|决定)?"
        ),
        "审议通过的会议",
    ),
    "explained-by": (late(r"由(?P<value>[^，。；、]{2,24}?)负责解释"), "负责解释的部门"),
}
#: 抄送：省总工会，市委办公室。 The line at the end of a paper.
_COPIES_ASKED = late(r"抄送(?!至?我)|抄报")
_COPIES = late(
    r"^[ \t　]*(?:抄送|抄报)[：:](?P<value>[^\n]+(?:\n(?![^\n]*(?:印发|校对|打字|共印))[^\n：:]{2,60}[。]$)?)",
    re.M,
)
#: 哪次党组会, 哪次全委会: the sort of meeting that is asked for.
_MEETING = late(r"党组|全委|常委|办公会|全体")
_EFFECTIVE = late(
    r"自\s*(\d{4}年\d{1,2}月\d{1,2}日|印发之日|发布之日|公布之日)\s*起\s*(?:正式)?(?:施行|实施|执行|生效)"
)


def answer(ask: Ask) -> Answer | None:
    pattern = _pattern(ask.question.text)
    heads = _documents(ask)
    if pattern.name == "addressees" and _COPIES_ASKED.search(ask.question.text):
        return _copies(ask, heads)
    if not heads:
        only_cited = _cited(ask, pattern.name)
        if only_cited is not None:
            return only_cited
    if not heads:
        return (
            missing(KIND.name, "没有找到所问的文件。")
            if ask.question.titles or ask.question.numbers
            else None
        )
    if pattern.name in _CLOSING:
        return _closing(ask, heads, pattern.name)
    if pattern.name == "effective":
        return _effective(ask, heads)
    head = heads[0]
    home = ask.facts.document(head.id)
    facts = home.of(home.iri, _PREDICATE[pattern.name])
    if not facts:
        return missing(KIND.name, f"{head.cite}没有写明{_NAMES[pattern.name]}。")
    text = ask.facts.text(head.id)
    evidence = tuple(ask.evidence(head, head.cite, f.span) for f in facts)
    query = document_facts([head.id], _PREDICATE[pattern.name])
    said = f"{head.cite}的{_NAMES[pattern.name]}："
    if pattern.name == "addressees":
        names = list(dict.fromkeys(f.object for f in facts))
        return Answer(KIND.name, f"{said}{listed(names)}。", {"set": names}, evidence, query)
    value = {
        "number": head.doc_number,
        "date": re.sub(r"\s+", "", facts[0].span.of(text)),
        "issuer": facts[0].written or ask.name(facts[0]),
        "title": head.title,
    }[pattern.name]
    return Answer(KIND.name, f"{said}{value}。", {"value": value}, evidence, query)


def _documents(ask: Ask) -> list[Head]:
    """The documents asked about: by number or title, else the only one of the scope, else by the words of its title."""
    named = documents_named(ask.question, ask.scope.documents, ask.facts)
    if named or ask.question.numbers or ask.question.titles:
        exact = [h for h in named if any(fold(t) == fold(n) for t in ask.question.titles for n in h.names)]
        return exact or named
    if ask.scope.narrow and len(ask.scope.documents) == 1:
        return list(ask.scope.documents)
    topic = ask.topic()
    if topic.empty:
        return list(ask.scope.documents[:1]) if len(ask.scope.documents) == 1 else []
    scored = sorted(
        ((topic.fit(fold("".join(h.names))), -i, h) for i, h in enumerate(ask.scope.documents)),
        key=lambda s: s[:2],
        reverse=True,
    )
    return [h for fit, _, h in scored[:1] if fit >= 0.6]


def _pattern(text: str) -> Pattern:
    """The first that the question has; a sign-off (落款) is its date where the question asks for a time."""
    found = [p for p in PATTERNS if p.regex.search(text)]
    dated = [p for p in found if p.name == "date"]
    return dated[0] if dated and "落款" in text else found[0]


def _cited(ask: Ask, name: str) -> Answer | None:
    """Number or title of a document that others cite and the workspace does not have: as the citing sentence writes them."""
    question = ask.question
    titles: tuple[str, ...] = question.titles
    if not titles and not question.numbers:
        short = ask.known.titles.shortened(question.text)
        title = short.title if short else ask.known.titles.loosely(question.text)
        titles = (title,) if title else ()
    if not titles and not question.numbers:
        return None
    policies = find_policies(ask.facts, titles, question.numbers)
    members = {iri for p in policies[:1] for iri in p.members}
    citing = [
        (head, fact)
        for head in ask.facts.stating(
            tuple(ask.facts.heads.values()), "gh:cites", "gh:creates", objects=members
        )
        for fact in ask.facts.document(head.id).having("gh:cites", "gh:creates")
        if fact.object in members
    ]
    if not citing:
        return None
    label = policies[0].shown
    known = {"number": policies[0].numbers, "title": policies[0].titles}.get(name, ())
    if not known:
        cites = listed(dict.fromkeys(h.cite for h, _ in citing[:2]))
        return missing(
            KIND.name,
            f"工作区里没有{label}的原文，只有{cites}引用它，引用处没有{_NAMES.get(name, '这一项')}。",
        )
    value = known[0] if name == "number" else max(known, key=len)
    quotes = [
        (h, f)
        for h, f in citing
        if fold(value) in fold(around(ask.facts.text(h.id), f.span).of(ask.facts.text(h.id)))
    ]
    if not quotes:
        return None
    evidence = [ask.evidence(h, h.cite, f.span) for h, f in quotes[:3]]
    evidence += [ask.evidence(h, h.cite, around(ask.facts.text(h.id), f.span)) for h, f in quotes[:1]]
    return Answer(
        KIND.name,
        f"{label}的{_NAMES[name]}：{value}（见{quotes[0][0].cite}的引用，原文不在工作区）。",
        {"value": value},
        tuple(dict.fromkeys(evidence)),
        policy_tasks(sorted(members)),
    )


def _closing(ask: Ask, heads: list[Head], name: str) -> Answer:
    regex, said = _CLOSING[name]
    for head in heads:
        text = ask.facts.text(head.id)
        if found := regex.search(text):
            span = Span(found.start("value"), found.end("value"))
            value = "".join(found["value"].split())
            if name == "approved" and (sort := _MEETING.search(ask.question.text)) and sort[0] not in value:
                continue
            if name == "explained-by":
                value = re.sub(r"^.*?总(?:工会)?(?=.)", "", value) or value
            return Answer(
                KIND.name,
                f"{head.cite}的{said}：{''.join(found['value'].split())}。",
                {"value": value},
                (ask.evidence(head, head.cite, span), ask.evidence(head, head.cite, around(text, span))),
                document_facts([head.id], "dcterms:title"),
                basis="passage",
            )
    return missing(KIND.name, f"{heads[0].cite}没有写明{said}。")


def _copies(ask: Ask, heads: list[Head]) -> Answer:
    """Whom a paper is copied to; where the question names no paper, the only one of the scope that says so. A number of
    papers in one file share its last lines."""
    named = bool(heads)
    files = {h.source_file for h in heads}
    near = [h for h in ask.scope.documents if h.source_file in files and h not in heads]
    found = [
        (head, Span(line.start("value"), line.end("value")))
        for head in (*heads, *near) or ask.scope.documents
        if (line := _COPIES.search(ask.facts.text(head.id)))
    ]
    if not found:
        return missing(KIND.name, f"{heads[0].cite if named else '所问范围的文件'}没有写明抄送单位。")
    if len(found) > 1 and not named:
        return missing(
            KIND.name, f"有{len(found)}份文件写明了抄送单位，请说明问的是哪一份，如{found[0][0].cite}。"
        )
    head, span = found[0]
    names = [
        n
        for one in re.split(r"[，,、；;。]", span.of(ask.facts.text(head.id)))
        if (n := "".join(one.split()))
    ]
    return Answer(
        KIND.name,
        f"{head.cite}抄送：{listed(names)}。",
        {"set": names},
        (ask.evidence(head, head.cite, span),),
        document_facts([head.id], "dcterms:title"),
        basis="passage",
    )


def _effective(ask: Ask, heads: list[Head]) -> Answer:
    for head in heads:
        text = ask.facts.text(head.id)
        if found := _EFFECTIVE.search(text):
            span = Span(found.start(), found.end())
            value = found[1]
            return Answer(
                KIND.name,
                f"{head.cite}自{value}起施行。",
                {"value": value},
                (ask.evidence(head, head.cite, span),),
                document_facts([head.id], "dcterms:title"),
            )
    return missing(KIND.name, f"{heads[0].cite}没有写明施行日期。")


KIND = Kind("document_metadata", PATTERNS, answer)
