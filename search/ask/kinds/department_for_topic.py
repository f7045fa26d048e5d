"""哪些部门负责某事? Which units answer for a matter, and by which tasks."""

from __future__ import annotations

import re

from search.ask.answer import Answer, Evidence, listed, missing
from search.ask.facts import Fact, TaskFacts
from search.ask.kind import GOOD, NEAR_BEST, Ask, Kind, Pattern, TaskFit
from search.ask.kinds._queries import task_facts
from search.fit import Topic
from search.lexical import Filters
from search.tokens import fold

_WHO = r"(?:部门|处室|科室|单位|部室|机构|中心|单位和部门|工会)"
PATTERNS = (
    Pattern.of(
        "which-units-do",
        rf"(?:是|由|归|靠|交给了?|涉及|分给了?|落在)?(?:哪些|哪几个|哪个|哪一个|哪家|哪几家|什么|几个)(?:责任|牵头|配合|职能|内设)?{_WHO}(?:来|在|共同|一起)?(?:具体|主要)?(?:负责(?:了)?|牵头|承担|主管|主抓|管|抓|落实|配合|参与|做|干|办|实施|组织)?(?:的|着|呢)?(?:活儿?|事儿?|任务)?",
        "哪些部门负责职工夜校？",
    ),
    Pattern.of(
        "unit-is",
        r"(?:的)?(?:责任|负责|牵头|主责|承办|配合|协办|主管|分管)(?:和(?:配合|协办))?(?:的)?(?:部门|单位|处室|科室)(?:和|及|、)?(?:(?:责任|牵头|配合|协办)(?:部门|单位))?(?:分别)?(?:是|为|有)?(?:哪些|哪个|哪几个|谁|什么)?",
        "“港湾讲堂”的责任部门",
    ),
    Pattern.of(
        "who-answers",
        r"(?:是|由|归|该|应该)?谁(?:来)?(?:负责|牵头|主管|主抓|管|抓|承担|落实|配合|办|干|做|搞)(?:的|着)?|(?:是|算)(?:谁|哪家)的(?:事|活儿?|任务|职责)",
        "职工书屋由谁牵头？",
    ),
    Pattern.of(
        "whose",
        r"归(?:谁|哪儿|哪里|哪几家|哪家|哪)(?:管|抓|负责)?|该找(?:谁|哪个部门|哪儿)",
        "托管班归谁管？",
    ),
)
# 哪个部门的部长: a person is asked for, or about.
_POST = re.compile(r"(?:哪个|什么)(?:部门|处室|单位)的?(?:部长|主任|主席|处长|科长|领导|人)")
_OTHER_WORDS = 0.3
_OTHER_PLACE = 0.8
"""How good a place's best task must be beside the best of all places."""
_LEAD = re.compile(r"牵头|主责|承办")
_HELP = re.compile(r"配合|协办|参与")


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic(departments=False)
    if topic.empty or ask.question.people or _POST.search(ask.question.text):
        return None
    if ask.question.many_places:
        cities = ask.question.cities or tuple(dict.fromkeys(h.city for h in ask.scope.documents if h.city))
        found = []
        everything = ask.tasks(topic, lambda t: t.units)
        for city in cities:
            own = [t for t in everything if t.task.document.city == city]
            least = max(0.5, 0.85 * own[0].fit) if own else 1.0
            good = [t for t in own if t.fit >= least]
            found += good or _nearest(ask, topic, city, own)
    else:
        found = _by_place(ask.tasks(topic, lambda t: t.units))
    if not found:
        told = f"文件里没有写明“{topic.text or listed(topic.must)}”由哪个部门负责。"
        return missing(KIND.name, told)
    tasks = [t.task for t in found]
    names: list[str] = []
    places: dict[str, list[str]] = {}
    evidence: list[Evidence] = []
    why: dict[str, dict[str, list[str]]] = {}
    for task in tasks:
        for fact in _in_rows(task, _wanted(task, ask.question.text), topic):
            name = ask.name(fact)
            if name not in names:
                names.append(name)
            place = task.document.place or task.document.source_file
            mine = places.setdefault(place, [])
            if name not in mine:
                mine.append(name)
            tasks_here = why.setdefault(place, {}).setdefault(name, [])
            if task.where not in tasks_here:
                tasks_here.append(task.where)
                evidence += [ask.of_task(task, task.span), ask.of_task(task, fact.span)]
    told = _told(why)
    lacking = [c for c in ask.question.cities if c not in places] if ask.question.many_places else []
    told += f"\n{listed(lacking)}的文件里没有找到。" if lacking else ""
    value: dict[str, object] = {"set": names}
    if ask.question.many_places:
        value = {"by_city": places}
    elif not ask.question.cities and not ask.question.counties:
        value["by_city"] = places
    return Answer(
        KIND.name,
        told,
        value,
        tuple(dict.fromkeys(evidence)),
        task_facts([t.id for t in tasks], "gh:responsible", "gh:lead", "gh:cooperating"),
        basis="fact" if len(tasks) == 1 else "aggregate",
    )


def _nearest(ask: Ask, topic: Topic, city: str, own: list[TaskFit]) -> list[TaskFit]:
    """Of a city that says it in other words, the task that search by meaning puts first, if it shares something too."""
    filters = Filters(kind="task", city=city, documents=ask.scope.ids if ask.scope.narrow else ())
    first = next((r.passage.task for r in ask.hybrid.rank(topic.text, 1, filters)), "")
    return [t for t in own if t.task.id == first and t.fit >= _OTHER_WORDS] if not topic.must else []


def _told(why: dict[str, dict[str, list[str]]]) -> str:
    """Who answers, and by which tasks; place by place where there are several."""

    def units(named: dict[str, list[str]]) -> str:
        return "、".join(
            f"{name}（{listed(where[:3])}{' 等' if len(where) > 3 else ''}）" for name, where in named.items()
        )

    if len(why) == 1:
        return f"负责的有：{units(next(iter(why.values())))}。"
    return "各地负责的部门：\n" + "\n".join(f"  {place}：{units(named)}" for place, named in why.items())


def _by_place(tasks: list[TaskFit]) -> list[TaskFit]:
    """The good tasks of each place: one city says 建会入会, the next 入会集中行动, and each is nearly as good as its best."""
    best: dict[str, float] = {}
    for one in tasks:
        place = one.task.document.place
        best[place] = max(best.get(place, 0.0), one.fit)
    top = max(best.values(), default=0.0)
    return [
        t
        for t in tasks
        if best[t.task.document.place] >= max(GOOD, _OTHER_PLACE * top)
        and t.fit >= max(GOOD, NEAR_BEST * best[t.task.document.place])
    ]


def _wanted(task: TaskFacts, text: str) -> list[Fact]:
    """Those units of a task whose part in it the question asks for; all where it does not say."""
    lead, helping = bool(_LEAD.search(text)), bool(_HELP.search(text))
    if lead == helping:
        return task.units
    wanted = ("gh:lead", "gh:responsible") if lead else ("gh:cooperating",)
    return [f for f in task.units if f.predicate in wanted] or (task.units if lead else [])


def _in_rows(task: TaskFacts, facts: list[Fact], topic: Topic) -> list[Fact]:
    """Of a task of several rows, the units of the rows that speak of the matter; all where no row does."""
    if len(task.rows) < 2:
        return facts
    fits = {row: topic.fit(fold(words)) for row, words in task.rows.items()}
    best = max(fits.values())
    if best < GOOD:
        return facts
    return [f for f in facts if fits.get(f.row, 1.0) >= NEAR_BEST * best] or facts


KIND = Kind("department_for_topic", PATTERNS, answer)
