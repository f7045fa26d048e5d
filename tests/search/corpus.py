"""Invented documents for the tests of search, built by hand: every span is found in the text that is written here."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import (
    Citation,
    Document,
    Genre,
    InitiativeMention,
    Passage,
    Place,
    Quoted,
    Span,
    Step,
    Task,
    TaskRow,
    UnitMention,
)
from kg.workspace import Workspace
from tests.kg.factory import document as rich_document


@dataclass
class Paper:
    """A document in the making: `line` appends a line and says where it stands."""

    name: str
    city: str
    title: str
    number: str
    genre: Genre = Genre.LEDGER
    year: int = 2031
    text: str = ""
    tasks: list[Task] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    def line(self, words: str) -> Span:
        start = len(self.text)
        self.text += words + "\n"
        return Span(start, start + len(words))

    def within(self, words: str, span: Span) -> Span:
        at = self.text.index(words, span.start, span.end)
        return Span(at, at + len(words))

    def task(
        self,
        wording: str,
        units: tuple[str, ...],
        steps: tuple[tuple[str, str], ...] = (),
        deliverable: str = "",
        deadline: str = "",
        initiatives: tuple[str, ...] = (),
        cites: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """`steps` are (quarter, wording), `cites` (title, relation)."""
        span = self.line(wording)
        row = TaskRow(
            tuple(Step(q, words, self.line(words)) for q, words in steps),
            Quoted(deliverable, self.line(deliverable)) if deliverable else None,
            tuple(UnitMention(u, self.line(u)) for u in units),
            Quoted(deadline, self.line(deadline)) if deadline else None,
        )
        number = str(len(self.tasks) + 1)
        extent = Span(span.start, len(self.text) - 1)
        named = tuple(InitiativeMention(i, self.within(i, span)) for i in initiatives)
        cited = tuple(
            Citation(t, self.within(t, span), relation=how, creates=how == "制定") for t, how in cites
        )
        self.tasks.append(
            Task(number, wording, span, extent, rows=(row,), citations=cited, initiatives=named)
        )
        self.passages.append(Passage("task", "", f"{self.number} 第{number}项", (extent,), number))

    def done(self) -> Document:
        title, number = self.line(self.title), self.line(self.number)
        issuer = self.line(f"{self.city}市总工会办公室")
        date = self.line(f"{self.year}年3月5日")
        return Document(
            source_file=self.name,
            index=1,
            text=self.text,
            genre=self.genre,
            title=Quoted(self.title, title),
            doc_number=Quoted(self.number, number),
            issuer=Quoted(issuer.of(self.text), issuer),
            issued_on=Quoted(date.of(self.text), date),
            date=f"{self.year}-03-05",
            year=self.year,
            place=Place("云川", self.city),
            tasks=tuple(self.tasks),
            citations=tuple(c for t in self.tasks for c in t.citations),
            initiatives=tuple(i for t in self.tasks for i in t.initiatives),
            passages=tuple(self.passages),
        )


def ledger() -> Document:
    paper = Paper("云州台账.txt", "云州", "云州市总工会2031年工作台账", "云工办发〔2031〕7号")
    paper.task(
        "推进新就业形态劳动者建会入会，落实《关于加强网约配送员入会工作的意见》，发展会员3000人。",
        ("组织部", "网络工作部"),
        (("Q1", "摸清平台企业底数"), ("Q3", "举行集中入会仪式")),
        "全年发展会员不少于3000人，建立台账一套。",
        cites=(("关于加强网约配送员入会工作的意见", "落实"),),
    )
    paper.task(
        "开展“灯塔讲堂”职工夜校，开设书法、剪纸等课程40期，制定《职工夜校教学管理办法》。",
        ("宣教部",),
        (("Q2", "招募志愿教师"), ("Q4", "举办结业展演")),
        "课程40期",
        "2031年12月底前",
        ("灯塔讲堂",),
        (("职工夜校教学管理办法", "制定"),),
    )
    paper.task(
        "建设“浅水湾小屋”女职工哺乳室12家，配备座椅和冰箱。", ("女职工部",), initiatives=("浅水湾小屋",)
    )
    paper.task("规范工会经费收缴，职工教育经费用于一线职工的比例不低于70%。", ("财务部",))
    return paper.done()


def points() -> Document:
    paper = Paper(
        "临江要点.txt", "临江", "临江市总工会2032年工作要点", "临工发〔2032〕2号", Genre.POINTS, 2032
    )
    paper.task(
        "建设“橄榄枝驿舍”母婴关爱室9家，方便哺乳期女职工。", ("女职工部",), initiatives=("橄榄枝驿舍",)
    )
    paper.task("举办“月光学堂”职工夜校30期，开设乐器、书法课程。", ("宣传教育部",), initiatives=("月光学堂",))
    paper.task("召开一次座谈会，听取会员代表意见。", ("办公室",))
    return paper.done()


def workspace() -> Workspace:
    made = Workspace.in_memory()
    for document in (ledger(), points()):
        made.put(document)
    return made


def with_people() -> Workspace:
    made = workspace()
    made.put(rich_document("青岚", name="青岚方案.txt", letter="青"))
    return made
