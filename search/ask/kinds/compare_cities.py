"""几个城市分别叫什么、怎么做? The same matter in several places, side by side."""

from __future__ import annotations

from search.ask.answer import Answer, listed, missing
from search.ask.initiatives import near
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import task_facts

PATTERNS = (
    Pattern.of(
        "called",
        r"(?:的)?(?:名称|名字|活动|项目|品牌)?(?:分别|各自|各|都)?(?:叫|称为|取名|命名为)(?:做)?(?:什么|啥)(?:名字|名称)?|(?:的)?(?:名称|名字)(?:分别|各)?(?:是|怎么写|叫)(?:什么|的)?|\s*(?:名称|名字)(?=$|[？?])",
        "云州和临江的职工夜校分别叫什么？",
    ),
    Pattern.of(
        "differ",
        r"(?:有)?(?:什么|哪些|啥)(?:不同|区别|差别|异同)|(?:对比|比较)(?:一下)?",
        "云州和临江的站点建设有什么不同？",
    ),
)


def answer(ask: Ask) -> Answer | None:
    if not ask.question.many_places:
        return None
    topic = ask.topic("两地", "各地", "各市", "三个市", "两个市", "几个市", "名称", "名字", departments=False)
    if topic.empty:
        return None
    found = near(ask, topic, least=0.45)
    cities = ask.question.cities or tuple(dict.fromkeys(n.head.city for n in found if n.head.city))
    chosen = []
    by_city: dict[str, list[str]] = {}
    for city in cities:
        own = [n for n in found if n.head.city == city]
        own = [n for n in own if n.shown.startswith("“")] or own
        for one in own:
            if any(n.shown != one.shown and n.shown in one.shown for n in own):
                continue  # a part of another that is named: …大赛, …大赛网约配送员赛
            if one.score >= 0.97 * own[0].score and one.shown not in by_city.setdefault(city, []):
                by_city[city].append(one.shown)
                chosen.append(one)
    if not chosen:
        return missing(KIND.name, f"文件里没有写明各地“{topic.text}”的名称。")
    evidence = tuple(ask.evidence(n.head, n.passage.locator, n.span) for n in chosen)
    told = "；".join(f"{city}：{listed(names)}" for city, names in by_city.items())
    lacking = [c for c in cities if c not in by_city]
    told += f"。{listed(lacking)}的文件里没有找到" if lacking else ""
    return Answer(
        KIND.name,
        f"{told}。",
        {"by_city": by_city},
        evidence,
        task_facts([n.fact.subject for n in chosen], "gh:hasInitiative"),
        basis="aggregate",
    )


KIND = Kind("compare_cities", PATTERNS, answer)
