"""A rich, invented document for tests: one of everything that a record can hold, each quoted where it
stands.
"""

from __future__ import annotations

from dataclasses import replace

from kg.model import (
    Citation,
    Contact,
    Document,
    Finding,
    Genre,
    Group,
    GroupRole,
    Indicator,
    InitiativeMention,
    Liaison,
    OrganizationMention,
    Part,
    Passage,
    PersonMention,
    Place,
    Portfolio,
    Position,
    Quoted,
    Section,
    Span,
    Step,
    Task,
    TaskRow,
    UnitMention,
    UnitRole,
)

_LINES = (
    "{city}市总工会办公室文件",
    "{letter}工办发〔2031〕7号",
    "{city}市总工会办公室关于印发《2031年暖流行动实施方案》的通知",
    "各县（区）总工会：",
    "2031年暖流行动实施方案",
    "一、重点任务",
    "1.落实省总工会《关于推进驿站建设的意见》（川工发〔2030〕3号），新建驿站30家。",
    "第一季度完成选址；第二季度挂牌运行。",
    "驿站名册",
    "组织部、权益保障部",
    "2031年6月底前",
    "2.开展“灯塔杯”技能竞赛，覆盖职工2-3万人。",
    "宣教部",
    "二、组织领导",
    "成立{city}市总工会暖流行动领导小组，组长：{leader}（市总工会党组书记），成员：钱小舟（组织部部长）。",
    "领导小组办公室设在组织部。",
    "{leader}联系青岭县总工会，主持全面工作，分管宣教部。联系人：钱小舟，电话0999-1234567。",
    "{city}市总工会办公室",
    "2031年3月5日",
)


def document(
    city: str = "云州", *, name: str = "云州方案.txt", leader: str = "孙远山", letter: str = "云"
) -> Document:
    """A plan of an invented city; another city gives another document with some of the same names."""
    text = "\n".join(_LINES).format(city=city, leader=leader, letter=letter) + "\n"

    def at(words: str, after: str = "") -> Span:
        start = text.index(words, text.index(after) if after else 0)
        return Span(start, start + len(words))

    def quoted(words: str, after: str = "") -> Quoted:
        return Quoted(words, at(words, after))

    first = at("落实省总工会《关于推进驿站建设的意见》（川工发〔2030〕3号），新建驿站30家。")
    second = at("开展“灯塔杯”技能竞赛，覆盖职工2-3万人。")
    policy = Citation(
        "关于推进驿站建设的意见",
        at("关于推进驿站建设的意见"),
        "川工发〔2030〕3号",
        at("川工发〔2030〕3号"),
        ("省总工会",),
        "落实",
    )
    tasks = (
        Task(
            number="1",
            text=first.of(text),
            span=first,
            extent=Span(first.start, at("2031年6月底前").end),
            section=("一、重点任务",),
            rows=(
                TaskRow(
                    steps=(
                        Step("Q1", "完成选址", at("完成选址")),
                        Step("Q2", "挂牌运行", at("挂牌运行")),
                    ),
                    deliverable=quoted("驿站名册"),
                    units=(
                        UnitMention("组织部", at("组织部"), UnitRole.LEAD),
                        UnitMention("权益保障部", at("权益保障部"), UnitRole.COOPERATING),
                    ),
                    deadline=quoted("2031年6月底前"),
                ),
            ),
            citations=(policy,),
            indicators=(Indicator("新建驿站30家", 30, "家", at("新建驿站30家"), ">=", "2031年6月底前"),),
        ),
        Task(
            number="2",
            text=second.of(text),
            span=second,
            extent=Span(second.start, at("宣教部").end),
            section=("一、重点任务",),
            rows=(TaskRow(units=(UnitMention("宣教部", at("宣教部")),)),),
            indicators=(Indicator("覆盖职工2-3万人", "2-3", "万人", at("覆盖职工2-3万人")),),
            initiatives=(InitiativeMention("灯塔杯", at("灯塔杯")),),
        ),
    )
    group = f"{city}市总工会暖流行动领导小组"
    phone = Contact("phone", "0999-1234567", at("0999-1234567"), person="钱小舟")
    heading, closing = at("一、重点任务"), at("二、组织领导")
    return Document(
        source_file=name,
        index=1,
        text=text,
        genre=Genre.PLAN,
        title=quoted(f"{city}市总工会办公室关于印发《2031年暖流行动实施方案》的通知"),
        parts=(
            Part(
                "2031年暖流行动实施方案",
                Genre.PLAN,
                at("2031年暖流行动实施方案", "总工会："),
                Span(at("2031年暖流行动实施方案", "总工会：").start, len(text)),
            ),
        ),
        doc_number=quoted(f"{letter}工办发〔2031〕7号"),
        issuer=quoted(f"{city}市总工会办公室"),
        issued_on=quoted("2031年3月5日"),
        date="2031-03-05",
        year=2031,
        addressees=(quoted("各县（区）总工会"),),
        place=Place("四川", city),
        sections=(
            Section("一", "重点任务", 1, heading, Span(heading.end, closing.start)),
            Section("二", "组织领导", 1, closing, Span(closing.end, len(text))),
        ),
        tasks=tasks,
        citations=(policy,),
        indicators=(Indicator("新建驿站30家", 30, "家", at("新建驿站30家")),),
        initiatives=(InitiativeMention("暖流行动", at("暖流行动")),),
        organizations=(
            OrganizationMention("省总工会", at("省总工会")),
            OrganizationMention("青岭县总工会", at("青岭县总工会")),
        ),
        people=(
            PersonMention(
                leader,
                at(leader),
                (Position("党组书记", at("党组书记"), organization="市总工会"),),
                (GroupRole(group, "组长", at("组长")),),
                organization="市总工会",
            ),
            PersonMention(
                "钱小舟",
                at("钱小舟"),
                (Position("部长", at("部长", "组织部部长"), department="组织部"),),
                (GroupRole(group, "成员", at("成员")),),
                organization="市总工会",
            ),
        ),
        groups=(Group(group, at(group), UnitMention("组织部", at("组织部", "办公室设在"))),),
        liaisons=(Liaison(quoted(leader, f"{leader}联系"), quoted("青岭县总工会")),),
        portfolios=(
            Portfolio(
                quoted(leader, f"{leader}联系"),
                (quoted("主持全面工作"),),
                (UnitMention("宣教部", at("宣教部", "主持全面工作，分管")),),
            ),
        ),
        contacts=(phone,),
        passages=(
            Passage("task", "新建驿站", f"{letter}工办发〔2031〕7号 第1项", (first,), "1"),
            Passage("section", "组织领导", f"{letter}工办发〔2031〕7号 二", (closing,)),
        ),
        findings=(Finding("test.finding", "此处存疑", closing),),
    )


def renamed(record: Document, name: str) -> Document:
    """The same words in another file."""
    return replace(record, source_file=name)


def large(tasks: int) -> Document:
    """A ledger of that many tasks, four steps each: what the speed is measured on."""
    chars: list[str] = []
    length = 0

    def put(words: str) -> Span:
        nonlocal length
        span = Span(length, length + len(words))
        chars.append(words + "\n")
        length += len(words) + 1
        return span

    out: list[Task] = []
    passages: list[Passage] = []
    issuer = put("临江市总工会办公室")
    title = put("临江市总工会2031年工作台账")
    for k in range(1, tasks + 1):
        words = (
            f"推进第{k}项重点工作，健全联系职工制度，落实《关于第{k % 9}号事项的意见》，全年新建示范点{k}个。"
            * 2
        )
        wording = put(words)
        steps = tuple(
            Step(f"Q{q}", line, put(line))
            for q in range(1, 5)
            for line in [
                f"第{q}阶段围绕第{k}项工作开展调研摸底，形成清单，组织培训并督促落实，按期总结上报有关情况。"
                * 2
            ]
        )
        deliverable = f"第{k}项工作总结报告一份"
        unit = ("办公室", "组织部", "宣教部", "权益保障部")[k % 4]
        row = TaskRow(steps, Quoted(deliverable, put(deliverable)), (UnitMention(unit, put(unit)),))
        cited, aim = words.index("《") + 1, words.index("新建")
        citation = Citation(
            f"关于第{k % 9}号事项的意见", Span(wording.start + cited, wording.start + words.index("》"))
        )
        number = f"新建示范点{k}个"
        indicator = Indicator(number, k, "个", Span(wording.start + aim, wording.start + aim + len(number)))
        extent = Span(wording.start, length - 1)
        out.append(
            Task(str(k), words, wording, extent, ("一",), None, None, (row,), (citation,), (indicator,))
        )
        passages.append(Passage("task", words[:12], f"第{k}项", (extent,), str(k)))
    text = "".join(chars)
    return Document(
        source_file="临江台账.txt",
        index=1,
        text=text,
        genre=Genre.LEDGER,
        title=Quoted(title.of(text), title),
        issuer=Quoted(issuer.of(text), issuer),
        year=2031,
        place=Place("四川", "临江"),
        tasks=tuple(out),
        passages=tuple(passages),
    )
