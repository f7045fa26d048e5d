"""哪些部门负责某事? Which units answer for a matter, and by which tasks."""

from __future__ import annotations

from kg.late_patterns import late
from search.ask.answer import Answer, Evidence, listed, missing
from search.ask.facts import Fact, TaskFacts
from search.ask.kind import GOOD, NEAR_BEST, Ask, Kind, Pattern, TaskFit
from search.ask.kinds._queries import task_facts
from search.ask.kinds._rows import rows_meant
from search.ask.saying import takes_place_there
from search.fit import Topic
from search.lexical import Filters

_WHO = r"(?:部门|处室|科室|单位|部室|机构|中心|单位和部门|工会)"
#: What kind of body it is asked to be: 归口部门, 产业工会.
_SORT = r"(?:责任|牵头|配合|职能|内设|归口|主责|主管|承办|主办|产业|行业|直属|业务|具体|经办)"
#: Which one, of the bodies of a house; 哪几家 and 哪一家 need no noun.
_WHICH = rf"(?:(?:哪些|哪几个|哪几|哪[一两二三四]?个|哪|什么)(?:个|家)?{_SORT}*{_WHO}|哪(?:一|几|两|[三四五])(?:个|家)?{_SORT}*{_WHO}|哪(?:一|几|两|些|[三四五])?家{_SORT}*{_WHO}?|哪(?:一)?[边头方](?!面)|哪一?个(?:[部室科处](?!门|室|署|位|分|法|理|罚|级))|哪里|哪儿)"
#: What is done with work that is given to somebody.
_GIVEN = r"(?:是|由|归|归口|靠|属于?|[压落分划派交安排放挂担扛给搁甩推摊][给到在于归]?了?|(?:[分划派交安排落放挂]|分配|分派|安排|明确)(?:给|到|在|于|归|为)了?)"
#: What somebody does who answers for work.
_DUTY = (
    r"(?:负责|牵头|主管|主抓|主责|分管|承担|承接|承办|主办|举办|经办|操办|打理|建设|建(?!议)|兜底|落实|配合|参与|协办|实施|组织|推动|推进|分担|包揽|主持|统筹|张罗|操持|"
    r"跟进|对接|执行|处理|编制|编写|编印|编报|编(?!码|号|者|队)|起草|制定|拟定|草拟|撰写|筹办|筹备|督办|运营|维护|管理|把关|归口|抓|管|办|干|做|搞|弄|盯|扛|挑|担|兜)"
)
_END = r"(?=$|[？?，。；（(])"
PATTERNS = (
    Pattern.of(
        "which-units-do",
        rf"(?:是|由|归|靠|交给了?|涉及|分给了?|落在)?(?:哪些|哪几个|哪个|哪一个|哪家|哪几家|什么|几个)(?:责任|牵头|配合|职能|内设)?{_WHO}(?:来|在|共同|一起)?(?:具体|主要)?(?:负责(?:了)?|牵头|承担|主管|主抓|管|抓|落实|配合|参与|做|干|办|实施|组织)?(?:的|着|呢)?(?:活儿?|事儿?|任务)?",
        "哪些部门负责职工夜校？",
    ),
    Pattern.of(
        "unit-is",
        r"(?:的)?(?:责任|负责|牵头|主责|承办|配合|协办|主管|分管)(?:和(?:配合|协办))?(?:的)?(?:部门|单位|处室|科室|部室)(?:和|及|、)?(?:(?:责任|牵头|配合|协办)(?:部门|单位))?(?:分别)?(?:是|为|有)?(?:哪些|哪个|哪几个|哪[一几两]?家|谁|什么)?",
        "“港湾讲堂”的责任部门",
    ),
    Pattern.of(
        "who-answers",
        r"(?:是|由|归|该|应该)?谁(?:来)?(?:负责|牵头|主管|主抓|管|抓|承担|落实|配合|办|干|做|搞)(?:的|着)?|(?:是|算)(?:谁|哪家)的(?:事|活儿?|任务|职责)",
        "职工书屋由谁牵头？",
    ),
    Pattern.of(
        "whose",
        r"归(?:谁|哪儿|哪里|哪几家|哪家|哪)(?:管|抓|负责)?|该找(?:谁|哪个部门|哪儿)|(?:要|应|应该|得|去|是)?(?:找|问)(?:谁|哪个部门|哪一?个部门|哪一?家|哪边|哪儿|哪里)(?:办|办理|对接|帮忙|去)?(?=$|[？?])",
        "托管班归谁管？",
    ),
    Pattern.of(
        "which-body",
        rf"(?:都|就)?{_GIVEN}?{_WHICH}(?:头上|身上|名下|手里|手上|那里|那儿)?(?:来|在|去|共同|一起|一道|合力|具体|主要)*(?:[㐀-鿿]{{1,4}}?)?(?:了|的|着|呢)*{_END}",
        "护理员培训落在了哪个科室头上？",
    ),
    Pattern.of(
        "who-does",
        rf"(?:这|那)?(?:块|事|活)?(?:又|都|要|该)?(?:是|由|归|让|请|靠)?谁(?:来|在|给|去)*(?:具体|主要)?{_DUTY}(?:和|、|并)?{_DUTY}?(?:着|了|的|呢)*{_END}",
        "报刊征订由谁经办？",
    ),
    Pattern.of(
        "who-first",
        rf"^(?:是|由|该|应该)?(?:谁|{_WHICH})(?:来|在|给|去|要|该|具体|主要)*{_DUTY}(?:着|了|的是)?(?=[㐀-鿿“《]{{2,}})",
        "谁来统筹平安企业创建？",
    ),
    Pattern.of(
        "duty-of",
        rf"(?:的)?(?:具体|主要)?{_DUTY}(?:的)?(?:主体|方|(?:责任)?{_WHO})?(?:(?:是|为|在|于|有|算|归)(?:{_WHICH}|谁|哪些|哪几个|哪)|{_WHICH}|谁){_END}",
        "信访接待归口在哪里？",
    ),
    Pattern.of(
        "duty-noun",
        rf"(?:的)?(?:责任|负责|主责|牵头|归口|承办|主办|经办|主管|主抓|配合|协办|承接|实施|落实)(?:管理|责任)?(?:的)?(?:主体|方|{_WHO})(?:的)?(?:名称|名单)?(?:是|为|有|写的是)?{_END}",
        "工会经费返还的主责部门",
    ),
)
# 慰问了哪三家企业: firms that something is done for are no units that answer for it.
_FIRMS = late(r"哪[一几两二三四五六七八九十些\d]{0,2}家[㐀-鿿]{0,4}(?:企业|公司|商户|门店|学校|医院|银行)")
# 施工单位是哪家: a body of another sort, which does the work for pay or takes part.
_OTHER_BODY = late(
    r"(?:施工|中标|承建|监理|设计|供货|参赛|获奖|试点|示范|签约|定点|承保|申报|推荐|参与|培训)(?:单位|机构|公司|企业|银行|医院|学校)(?:是|有|为|叫)"
)
# 哪个部门的部长: a person is asked for, or about.
_POST = late(r"(?:哪个|什么)(?:部门|处室|单位)的?(?:部长|主任|主席|处长|科长|领导|人)")
#: 组织部由谁分管: a leader is asked for; who has tasks with the department is no answer.
_IN_CHARGE_OF = late(
    r"(?:谁|哪(?:一)?(?:位|个|名)(?:领导|副主席|主席)?)(?:来|在)?分管|分管[^，。？?]{0,12}的(?:是谁|是哪|领导|副主席)|(?:由|归)(?:谁|哪位)[^，。？?]{0,4}分管"
)
_OTHER_WORDS = 0.3
_OTHER_PLACE = 0.8
"""How good a place's best task must be beside the best of all places."""
_LEAD = late(r"牵头|主责|承办|责任(?:部门|单位|部室|处室|科室)")
_HELP = late(r"配合|协办|参与")


#: Whom a paper goes to is said by its header and last line; whoever it names otherwise is no answer.
_SENT_TO = late(r"抄送|抄报|主送")


#: 在哪里举办 asks for a place, 跟哪些部门联合 for others than the one whose task it is.
_NOT_OWN = late(
    r"在哪(?:里|儿)(?:举?办|举行|召开|开|进行|比赛)|(?:跟|和|与|同|会同|联合)哪(?:些|几个|个|家)[㐀-鿿]{0,4}(?:联合|一起|共同|合作|搞|办|开展)"
)


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic(departments=False)
    if topic.empty or ask.question.people or _POST.search(ask.question.text):
        return None
    if (
        _OTHER_BODY.search(ask.question.text)
        or _FIRMS.search(ask.question.text)
        or _SENT_TO.search(ask.question.text)
        or _NOT_OWN.search(ask.question.text)
    ):
        return None
    if ask.question.departments and _IN_CHARGE_OF.search(ask.question.text):
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
    found = _own(found, topic)
    if not found:
        told = f"没有找到写明“{topic.text or listed(topic.must)}”由哪个部门负责的任务。"
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
    if not names:
        return missing(KIND.name, f"没有找到写明“{topic.text or listed(topic.must)}”由哪个部门配合的任务。")
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


def _own(found: list[TaskFit], topic: Topic) -> list[TaskFit]:
    """The tasks of a name itself, where a place has such; those that only happen there or by its means are left out."""
    if not topic.must:
        return found
    own = [
        t
        for t in found
        if not all(takes_place_there(f"{t.task.heading}。{t.task.text}", (name,)) for name in topic.must)
    ]
    places = {t.task.document.place for t in own}
    return [t for t in found if t in own or t.task.document.place not in places]


def _nearest(ask: Ask, topic: Topic, city: str, own: list[TaskFit]) -> list[TaskFit]:
    """Of a city that says it in other words, the task that search by meaning puts first, if it shares something too."""
    if not own:
        return []
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
    chosen = [f for f in task.units if f.predicate in wanted]
    parted = any(f.predicate != "gh:responsible" for f in task.units)
    return chosen or (task.units if lead or not parted else [])


def _in_rows(task: TaskFacts, facts: list[Fact], topic: Topic) -> list[Fact]:
    """Of a task of several rows, the units of the rows that speak of the matter; all where no row does."""
    rows = rows_meant(task, topic)
    return [f for f in facts if not f.row or f.row in rows] or facts


KIND = Kind("department_for_topic", PATTERNS, answer)
