"""Which names in quotation marks are initiatives (“工会暖心行”主题活动)?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from ingest.extract.initiatives.lists import SET_NAMES, never, unmarked
from ingest.extract.initiatives.seen import Seen
from ingest.extract.initiatives.tails import GENERIC_TAIL, NO_TAIL, OF_ITS_OWN, STOP_TAIL, WEAK_TAIL, tail_of
from ingest.extract.initiatives.verbs import BREAK_INSIDE, CARRY_END, CARRY_LAST, FREE, LEADING, STEP_BACK
from ingest.extract.quotations import Quotation
from ingest.extract.terms import terms

# Verbs that award what follows: “云州工匠” after 荣获 is a title.
_AWARD = re.compile(
    r"(?:荣获|获评|获得|喜获|获|授予|评为|命名为|命名|选为|称为|誉为|称作|表彰|申报|颁发|荣膺|录用|刊登|选送|选树|选出|评选|推荐|成为|争当|争做)"
    r"[^，。；：、“”]{0,8}$"
)
# Verbs that do no more than hold, praise or fight it: 增强“四个意识”, 防止“独立工会”.
_HOLD = re.compile(
    r"(?:坚持|坚定|树立|树牢|增强|做到|捍卫|践行|秉持|弘扬|防止|所谓|杜绝|克服|力戒|反对|纠正|整治|打通|当好|真正|发挥|抓住|统筹|防范|消除|"
    r"聚焦|(?:^|[，。、；])[去强]|实现|夺取|打赢|摒弃|突破|破解|拥护|忠诚|牢记|不忘|胸怀|心怀|称得上|视为|当作|处于|位于|达到|取得|是|被|成)(?:了|好|到)?$"
)

# Names that call themselves one: 县级工会加强年, 职工阅读季, 求学圆梦行动, 情暖驿站.
_NAMED_SELF = re.compile(
    r"(?:行动|工程|计划|大赛|竞赛|比赛|运动会|杯|课堂|讲堂|学堂|[^往今明去近历多百十青每常成老壮少中幼X\d]年|[^万]月|[^一]季|周|宣传日|会员日"
    r"|活动日|[^环细季时]节|之家|[一-鿿]{2}[坊亭]|驿站|小屋|书屋|小站|平台|"
    r"进企业|进校园|进班组|进车间|进社区|进机关|进一线|下乡|展演|工作室|"
    r"[惠e]家|[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔云滇陕秦甘陇青蒙桂藏宁新杭甬]工惠|关爱室|大比拼|活动|年度行动|在行动|系列|品牌|竞赛季)$"
)

# Counted set phrases and mottos of politics: “四个意识”, “三项任务”, “人民至上”.
_SLOGAN = re.compile(
    r"^[一二三四五六七八九十两双]+(?:大|个|项|条|种)?(?:建设|优势|任务|目标|体系|能力|问题|关系|转变|坚持|统一|必须|结合|战略|理念"
    r"|意识|自信|维护|确立|全面|精神|作用)$"
    r"|至上|^(?:学习|学习宣传|深入学习)贯彻|习近平"
)

# Titles of persons and bodies: initiatives only together with how they are chosen (“云州工匠”选树).
_HONOUR = re.compile(
    r"(?:工匠|工人|职工|标兵|能手|模范|劳模|之星|人物|班组|园丁|护士|教师|家庭|企业|集体|个人|单位|工会|干部|奖章|奖状|奖|先锋号|卫士|状元|"
    r"达人|人|者|员|示范岗|先锋岗|标兵岗|文明岗|队|城市|城|镇|街道|村|精神|意识|思想|理念|主义|方针|原则|作用|优势|模式|工作法|机制|关系|体系|问题|现象|观念|格局|型|化|式|性)$"
)
_CHOSEN = re.compile(
    r"寻访|推选|选树|评选|评比|评审|命名|培育|培养|创建|遴选|宣传|征集|活动|行动|工程|计划|大赛|竞赛|讲堂|品牌|推荐|选拔"
)
# A short or counted name does not stand alone: “四送”活动, “三个一”文艺创作, “3+2”贯通培养.
_COUNTED = re.compile(
    r"[一二三四五六七八九十两双百多\dNnXx＋+]{1,4}[一-鿿]{0,2}[一二三四五六七八九十\dNnXx＋+]{0,4}[一-鿿]{0,1}"
)
# “…”为主题 is the motto of something; it names it where nothing else does.
_MOTTO = re.compile(r"为(?:主题|载体|抓手|平台|主要内容)[^，。；\n]{0,8}")


class _Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    OPEN = "open"  # stands or falls with the quotations beside it


def quoted(text: str, quotations: list[Quotation]) -> Iterator[Seen]:
    """Quoted names; quotations in a row (“甲”“乙”系列活动) share what stands before and after them."""
    named: set[str] = set()
    undecided: list[Quotation] = []
    for run in _runs(text, quotations):
        judged = [_judge(text, q, run) for q in run]
        # What follows the last says what they all are; what stands before the first does as well.
        shared = judged[-1][0] is _Verdict.YES or judged[0][0] is _Verdict.YES
        for q, (verdict, start, end) in zip(run, judged, strict=True):
            if verdict is _Verdict.NO or (verdict is _Verdict.OPEN and not shared):
                if verdict is _Verdict.OPEN and len(q.words) > 3:
                    undecided.append(q)
                continue
            named.add(q.words)
            if start == q.start + 1 and end == q.end - 1:
                yield from _pieces(text, start, end)
            else:
                yield Seen(start, end, 3)
    # A name that is told to be one somewhere is one wherever it is quoted again.
    for q in undecided:
        if q.words in named:
            yield Seen(q.start + 1, q.end - 1, 3)


def _runs(text: str, quotations: list[Quotation]) -> Iterator[list[Quotation]]:
    run: list[Quotation] = []
    for q in quotations:
        if run and text[run[-1].end : q.start].strip() not in ("", "、", "和", "与", "及", "，"):
            yield run
            run = []
        run.append(q)
    if run:
        yield run


def _pieces(text: str, start: int, end: int) -> Iterator[Seen]:
    """One quotation that lists set names (“春送岗位、夏送清凉”) is each of them; any other is one name."""
    inner = text[start:end]
    known = terms(SET_NAMES)
    parts = inner.split("、")
    if len(parts) > 1 and all(part.strip() in known for part in parts):
        at = start
        for part in parts:
            yield Seen(at, at + len(part), 3)
            at += len(part) + 1
    else:
        yield Seen(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()), 3)


def _judge(text: str, q: Quotation, run: list[Quotation]) -> tuple[_Verdict, int, int]:
    """Whether a quotation is an initiative's name, and from where to where the name goes."""
    words = q.words
    line = text.rfind("\n", max(0, q.start - 24), q.start) + 1
    before = text[max(line, q.start - 24) : q.start]
    first = text[max(line, run[0].start - 24) : run[0].start]
    after = text[q.end : q.end + 28].partition("\n")[0]
    tail, attached = tail_of(after, single=len(run) == 1)
    no = (_Verdict.NO, q.start + 1, q.end - 1)
    bare = (_Verdict.YES, q.start + 1, q.end - 1)
    unsure = (_Verdict.OPEN, q.start + 1, q.end - 1)
    whole = (_Verdict.YES, q.start, q.end + len(tail)) if attached else bare

    if _AWARD.search(first) and not (_CHOSEN.search(tail) and first.endswith(("推荐", "评选"))):
        return no
    if _SLOGAN.search(words):
        return no
    if unmarked(words) in never():
        # “五小”创新活动 is one, “五小” is not.
        return whole if attached and _COUNTED.fullmatch(words) and STOP_TAIL.search(tail) else no
    if before.rstrip().endswith(("以", "围绕", "聚焦")) and (motto := _MOTTO.match(after)):
        return no if "“" in motto.group() or len(words) < 5 else bare
    if words.replace("•", "·") in terms(SET_NAMES):
        return whole if OF_ITS_OWN.search(tail) and not GENERIC_TAIL.fullmatch(tail) else bare

    named = len(words) > 3 and _NAMED_SELF.search(words) is not None
    honour = not named and "·" not in words and _HONOUR.search(words) is not None
    held = _HOLD.search(first) is not None
    if NO_TAIL.match(after):
        return bare if named and not held else no
    if tail:
        chosen = _CHOSEN.search(tail) is not None
        weak = WEAK_TAIL.fullmatch(tail) is not None
        if (honour and not chosen) or (held and weak):
            return no
        if weak and not named and not CARRY_END.search(first):
            return unsure
        if (len(words.replace("、", "")) < 4 and words[-1] != "杯") or _COUNTED.fullmatch(words):
            return (_Verdict.YES, q.start - _lead(before), whole[2]) if attached else bare
        return bare if weak or (GENERIC_TAIL.fullmatch(tail) and not honour) else whole
    if named:
        return bare
    if held or honour or len(words) < 3:
        return no
    if CARRY_END.search(first) or ("·" in words and len(words) > 5):
        return bare
    if len(words) <= 4 and (lead := _lead(before)) and CARRY_END.search(before[: len(before) - lead]):
        return (_Verdict.YES, q.start - lead, q.end)
    return unsure


def _lead(before: str) -> int:
    """How many signs before a short quotation belong to its name: 职工文化|“五个一”工程, 劳模|“云讲堂”."""
    found = STEP_BACK.search(before)
    piece = found.group() if found else ""
    broken = BREAK_INSIDE.match(piece)
    if broken:
        piece = piece[broken.end() :]
    for pattern in (CARRY_LAST, FREE, LEADING):
        cut = pattern.match(piece)
        if cut:
            piece = piece[cut.end() :]
    if CARRY_END.search(piece) or piece.endswith(("中", "上", "和", "与", "为", "在")):
        return 0
    return len(piece) if 2 <= len(piece) <= 6 else 0
