"""一共有几项? Counting what the graph holds: tasks of a document or department, seats of a group, headings, documents,
units that leaders answer for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg import ids
from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.facts import Fact, Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import document_facts, document_tasks, liaison_facts, member_facts, unit_tasks
from search.ask.kinds._tasks import MOST, more
from search.ask.kinds.group_members import GROUP, of_group
from search.ask.kinds.leader_role import MANY, holders
from search.ask.kinds.tasks_of_department import _part, first_of
from search.ask.matching_papers import title_key
from search.ask.slots import ROLE_COUNT
from search.tokens import bigrams, fold, pairs_in

PATTERNS = (
    Pattern.of(
        "how-many-tasks",
        r"(?:里|中)?(?:一共|总共|共|全部|合计|加起来|加在一起)?(?:要)?(?:有|干|做|管|接|领|归|提|参与|负责|牵头|承担|配合|列了|安排了?|部署了?|分)?(?:了)?(?:多少|(?<!哪)几)(?:大)?(?:(?:项|条|件|桩)(?:重点|具体|工作)?(?:任务|工作|事项|责任事项|措施|活|事)?|个(?:重点|具体|工作)?(?:任务|事项|措施))(?=$|[？?，。])|(?:任务|项目?|条)(?:总)?数(?:量)?(?=$|[？?])",
        "云州2031年工作台账一共有多少项？",
    ),
    Pattern.of(
        "how-many-units",
        r"(?:一共|总共|共)?(?:对口)?(?:联系|包联)(?:了)?(?:多少|几)(?:个|家)?(?:县级工会|县区|县|单位|工会)?|联系(?:县区|县|单位)(?:的)?\s*(?:数量|个数)",
        "市总领导一共联系几个县级工会？",
    ),
    Pattern.of("how-many-seats", ROLE_COUNT, "暖流行动领导小组有几位副组长？"),
    Pattern.of(
        "how-many-headings",
        r"(?:分|列|提|讲|写|设|有|包括)?(?:了|成|为)*(?:多少|(?<!哪)几)(?:个|条|项|点|大)?(?P<noun>部分|方面|章|板块|大块|块|小节|节|附件|条|点|项)(?:[㐀-鿿]{0,6})?(?=$|[？?，。])",
        "暖流行动方案的保障措施有几个方面？",
    ),
    Pattern.of(
        "how-many-documents",
        r"(?:多少|(?<!哪)几)(?:份|个|篇)(?:文件|通知|台账|工作台账|要点|工作要点|总结|工作总结|方案|实施方案)(?=$|[？?，。])",
        "云州有几份工作总结？",
    ),
    Pattern.of(
        "how-many-leaders",
        r"(?:多少|(?<!哪)几)(?:位|个|名)(?:市总|省总|班子)?(?:领导|班子成员|主席|同志)(?:在|负责)?(?:对口)?(?:联系|包联|挂点|联点)",
        "市总有几位领导联系县级工会？",
    ),
    Pattern.of(
        "how-many-units-after",
        r"(?:联系|包联|挂点)(?:的|了)?[㐀-鿿]{0,6}(?:一共|总共|共)?(?:有)?(?:多少|(?<!哪)几)(?:个|家)",
        "由班子成员联系的县区工会一共几家？",
    ),
)
_MOST_QUOTED: Final = 2 * MOST
# 那本台账: one is meant, so that of several no sum answers.
_ONE_PAPER = late(r"[那这该](?:一)?[份本个套](?:[㐀-鿿]{0,6})(?:台账|要点|方案|计划|清单)")
_BY_NAME = {p.name: p for p in PATTERNS}


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    for name, counted in _OTHERS:
        if _BY_NAME[name].regex.search(text) and (found := counted(ask)) is not None:
            return found
    if not _BY_NAME["how-many-tasks"].regex.search(text):
        return None
    if ask.question.initiatives or ask.question.quoted or not _only_counts(ask):
        return None
    numbered = _numbered(ask)
    documents = numbered or list(ask.scope.documents)
    if not numbered and not ask.scope.narrow and not ask.question.genre and not ask.question.departments:
        return None
    if re.search(r"季度", ask.question.text):
        scheduled = list(ask.facts.stating(documents, "gh:hasStep"))
        documents = scheduled or documents
    if ask.question.departments:
        iris = {i for d in ask.question.departments for i in d.iris}
        wanted = _part(ask.question.text)
        every = ask.facts.task_ids_with(documents, wanted, iris)
        tasks = list(ask.facts.tasks(every[:MOST]).values())
        units = [f.object for t in tasks for f in t.units if f.object in iris and f.predicate in wanted]
        label = listed(d.label for d in ask.question.departments)
        if not tasks:
            return missing(KIND.name, f"所问范围的文件里没有由{label}负责的任务。")
        evidence = tuple(
            ask.of_task(t, s)
            for t in tasks
            for s in (t.span, next(f.span for f in t.units if f.object in iris))
        )
        return Answer(
            KIND.name,
            f"{label}参与{len(every)}项：{listed(t.where for t in tasks)}{more(len(every))}。",
            {"value": str(len(every))},
            evidence,
            unit_tasks(units, wanted, [h.id for h in documents] if len(documents) <= MOST else ()),
            basis="aggregate",
        )
    holding = [h for h in documents if ask.facts.task_count(h.id)]
    if not holding:
        return missing(KIND.name, "所问的文件里没有读到任务。")
    if len(holding) > 1 and (not ask.question.genre or _ONE_PAPER.search(ask.question.text)):
        return None
    total = sum(ask.facts.task_count(h.id) for h in holding)
    told = "，".join(f"{h.cite}有{ask.facts.task_count(h.id)}项" for h in holding[:MOST])
    if len(holding) > MOST:
        told = f"{len(holding)}份文件共有{total}项：{told}；先列前{MOST}份"
    tasks = list(ask.facts.tasks(ask.facts.task_ids(first_of(ask, holding))[:_MOST_QUOTED]).values())
    return Answer(
        KIND.name,
        f"{told}。",
        {"value": str(total)},
        tuple(ask.of_task(t, t.span) for t in tasks),
        document_tasks([h.id for h in holding[:MOST]]),
        basis="aggregate",
    )


def _numbered(ask: Ask) -> list[Head]:
    """The papers whose own number the question gives: 云工办字〔2031〕7号那本台账多少条."""
    named = {home for number in ask.question.numbers for home in ask.facts.numbered(number)}
    return [h for h in ask.facts.heads.values() if h.id in named and ask.facts.task_count(h.id)]


#: 云工办字〔2031〕7号建会台账: beside its number a ledger's short name says nothing more.
_NUMBERED_NAME = late(r"(?<=号)的?[㐀-鿿]{0,8}?(?:工作)?(?:台账|要点|清单)")


def _only_counts(ask: Ask) -> bool:
    """Nothing is asked about but the documents and departments: 云州台账一共几项, not 新建几个职工书屋."""
    topic = ask.topic(
        *ask.question.numbers,
        *(re.sub(r"(?:工作)?(?:台账|要点|清单)$", "", n) for n in _NUMBERED_NAME.findall(ask.question.text)),
        "通篇",
        "一共",
        "总共",
        "任务",
        "安排",
        "工作",
        "参与",
        "负责",
        "牵头",
        "配合",
        "项数",
        "列",
        "共",
        "里",
        "项",
        "按",
        "排",
        "进度",
        "那份",
        "季度",
        "重点",
        "中",
        "条",
        "四个",
        "排进度",
        "加起来",
        "加在一起",
        "干",
        "活",
        "归",
        "两份",
        "两个",
        "那份",
        "这份",
        "季度",
    )
    return topic.empty or sum(len(n.word) > 1 for n in topic.needs) == 0


def _liaisons(ask: Ask, leaders: bool = False) -> Answer | None:
    found: dict[str, list[tuple[Head, object]]] = {}
    evidence = []
    for head, fact in ask.facts.stated(ask.scope.documents, "gh:liaisonFor"):
        person = ask.known.entities.canonical(fact.subject)
        if ask.question.people and person not in ask.question.people:
            continue
        found.setdefault(person if leaders else fact.object, []).append((head, fact))
        evidence.append(ask.evidence(head, head.cite, fact.span))
    if not found:
        return missing(KIND.name, "没有找到对口联系的安排。")
    names = listed(ask.known.entities.name(u) for u in found)
    units = {fact.object for rows in found.values() for _, fact in rows if isinstance(fact, Fact)}
    return Answer(
        KIND.name,
        f"{'一共有' if leaders else '一共联系'}{len(found)}{'位' if leaders else '个'}：{names}。",
        {"value": str(len(found))},
        tuple(evidence),
        liaison_facts(units),
        basis="aggregate",
    )


def _leaders(ask: Ask) -> Answer | None:
    return _liaisons(ask, leaders=True)


def _seats(ask: Ask) -> Answer | None:
    """Holders of a role in a group, or all of its people."""
    text = ask.question.text
    if not GROUP.search(text):
        return _posts(ask)
    found = re.search(ROLE_COUNT, text)
    role = (found["role"] or found["role2"] or "") if found else ""
    everyone = of_group(ask, *_BESIDES)
    whole = role in ("人", "人员", "领导", "")
    if _BUT.search(text):
        role = "成员"
        chosen = [s for s in everyone if s.role in _PLAIN] or [s for s in everyone if s.role not in _HEADS]
    else:
        chosen = [s for s in everyone if whole or s.role == role]
    if not chosen:
        return missing(KIND.name, f"没有找到所问小组的{role or '名单'}。")
    names = list(dict.fromkeys(s.name for s in chosen))
    return Answer(
        KIND.name,
        f"{chosen[0].unit}有{len(names)}位{'人员' if whole else role}：{listed(names)}。",
        {"value": str(len(names))},
        tuple(ask.evidence(s.document, s.document.cite, at) for s in chosen for at in sorted(s.spans)),
        member_facts([s.person for s in chosen]),
        basis="aggregate",
    )


_LEAST_LISTED: Final = 2


def _posts(ask: Ask) -> Answer | None:
    """How many hold a post of the place's union: 云州市总工会有几位副主席; None where the post is held by one."""
    found = re.search(ROLE_COUNT, ask.question.text)
    role = (found["role"] or found["role2"] or "") if found else ""
    if role not in MANY or not ask.scope.narrow:
        return None
    held = holders(ask, role)
    names = list(dict.fromkeys(s.name for s in held))
    if len(names) < _LEAST_LISTED:  # one who is mentioned somewhere is no list of all
        return missing(KIND.name, f"没有找到列出所问单位全部{role}的文件。")
    return Answer(
        KIND.name,
        f"文件里写到的{held[0].owner or held[0].unit}{role}有{len(names)}位：{listed(names)}。",
        {"value": str(len(names))},
        tuple(ask.evidence(s.document, s.document.cite, at) for s in held[:MOST] for at in sorted(s.spans)),
        member_facts([s.person for s in held]),
        basis="aggregate",
    )


# 除组长、副组长以外: those seats are not counted.
_BUT = late(r"(?:除了?|刨去|去掉|不算|不含|扣除)[^，？?]{0,8}组长[^，？?]{0,8}")
_HEADS = ("组长", "副组长", "常务副组长", "执行组长")
_PLAIN = ("成员", "组员", "委员", "")
_BESIDES = (
    "除了",
    "除去",
    "除",
    "刨去",
    "去掉",
    "不算",
    "不含",
    "扣除",
    "以外",
    "之外",
    "外",
    "普通",
    "一般",
    "其余",
    "其他",
    "剩下",
    "还有",
    "常务副组长",
)
_ORDINAL = late(r"第([一二三四五六七八九十]{1,2})(?:个)?(?:大)?(?:部分|章|块|条|板块|节)")
_ATTACHED = late(r"附\s*件\s*[:：]\s*((?:[^\n]*\n?){1,8})")


def _headings(ask: Ask) -> Answer | None:
    """Headings of a document, or under the heading that the question names; attachments by the list before the signature
    (GB/T 9704—2012, 7.3.4)."""
    text = ask.question.text
    asked = _BY_NAME["how-many-headings"].regex.search(text)
    head = _meant(ask)
    if asked is None or head is None:
        return None
    home = ask.facts.document(head.id)
    if asked["noun"] == "附件":
        return _attachments(ask, head)
    all_sections = home.having("gh:hasSection")
    parent = ""
    if ordinal := _ORDINAL.search(text):
        parent = next(
            (
                f.object
                for f in all_sections
                if f.subject == home.iri
                and home.literal(f.object, "gh:number").strip("（）、.") == ordinal[1]
            ),
            "",
        )
    else:
        named = [
            (len(title), f.object)
            for f in all_sections
            if (title := home.literal(f.object, "dcterms:title")) and len(title) >= 3 and title in text
        ]
        parent = max(named, default=(0, ""))[1]
    if not parent and (ordinal or not re.search(r"部分|章|块|板块", asked["noun"])):
        return None
    inside = [f for f in all_sections if f.subject == (parent or home.iri)]
    if not inside:
        return None
    titles = [home.literal(f.object, "dcterms:title") for f in inside]
    label = f"“{home.literal(parent, 'dcterms:title')}”" if parent else ""
    return Answer(
        KIND.name,
        f"{head.cite}{label}有{len(inside)}个：{listed(t or '（无标题）' for t in titles)}。",
        {"value": str(len(inside))},
        tuple(ask.evidence(head, head.cite, f.span) for f in inside),
        document_facts([head.id], "dcterms:title"),
        basis="aggregate",
    )


_SORTS = (
    ("方案", "实施方案"),
    ("总结", "工作总结"),
    ("台账", "工作台账"),
    ("要点", "工作要点"),
    ("意见", "意见"),
    ("办法", "办法"),
)


def _meant(ask: Ask) -> Head | None:
    """The only document of the scope, or the one whose title has the most of the question's words."""
    text = ask.question.text
    heads = ask.scope.documents
    sort = next((g for w, g in _SORTS if w in text), "")
    heads = tuple(h for h in heads if h.genre == sort) or heads if sort else heads
    if len(heads) == 1:
        return heads[0]
    titled = ask.facts.with_section(heads, text)
    if len(titled) == 1:
        return titled[0]
    pairs = frozenset(bigrams(fold(re.sub(r"\d{4}年?", "", ask.question.text))))
    fits = {h.id: pairs_in(pairs, title_key("".join(h.names))) for h in heads}
    best = max(fits.values(), default=0)
    chosen = [h for h in heads if fits[h.id] == best]
    return chosen[0] if best >= 3 and len(chosen) == 1 else None


def _attachments(ask: Ask, head: Head) -> Answer | None:
    text = ask.facts.text(head.id)
    found = _ATTACHED.search(text)
    if found is None:
        return missing(KIND.name, f"{head.cite}里没有找到附件的列表。")
    lines = list(re.finditer(r"(?<!\d)(\d{1,2})\s*[.．、]\s*(\S[^\n]*)", found.group(1)))
    kept = [m for k, m in enumerate(lines, 1) if int(m[1]) == k]
    spans = [Span(found.start(1) + m.start(), found.start(1) + m.end()) for m in kept]
    spans = spans or [Span(found.start(), found.start(1) + len(found[1].split("\n")[0]))]
    return Answer(
        KIND.name,
        f"{head.cite}有{len(spans)}个附件：{'；'.join(s.of(text) for s in spans)}。",
        {"value": str(len(spans))},
        tuple(ask.evidence(head, head.cite, s) for s in spans),
        document_facts([head.id], "dcterms:title"),
        basis="aggregate",
    )


def _documents(ask: Ask) -> Answer | None:
    """Documents of the workspace, of the place, year and kind asked for."""
    topic = ask.topic("工作区", "一共", "总共", "共", "读", "收", "录", "有", "文件", "通知")
    if any(len(n.word) > 1 for n in topic.needs) or topic.must:
        return None
    heads = ask.scope.documents
    stated = ask.facts.stated(heads[:MOST], "dcterms:title")
    titles = {f.subject: (h, f) for h, f in reversed(stated)}
    own = [titles[iri] for h in heads[:MOST] if (iri := ids.expand(h.id)) in titles]
    quotes = [ask.evidence(h, h.cite, f.span) for h, f in own]
    if not quotes:
        return None
    return Answer(
        KIND.name,
        f"一共{len(heads)}份：{listed(h.cite for h in heads[:MOST])}{_further(len(heads))}。",
        {"value": str(len(heads))},
        tuple(quotes),
        document_facts([h.id for h in heads[:MOST]], "dcterms:title"),
        basis="aggregate",
    )


def _further(total: int) -> str:
    return f"；先列前{MOST}份，另有{total - MOST}份" if total > MOST else ""


_OTHERS: tuple[tuple[str, Callable[[Ask], Answer | None]], ...] = (
    ("how-many-leaders", _leaders),
    ("how-many-units", _liaisons),
    ("how-many-units-after", _liaisons),
    ("how-many-seats", _seats),
    ("how-many-documents", _documents),
    ("how-many-headings", _headings),
)
KIND = Kind("count", PATTERNS, answer)
