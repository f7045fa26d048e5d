"""Which number targets (指标) does a text set: how many of what, at least or at most, by when?

A count is a number with a unit (12 家, 不少于10场, 2—3个, 百分之九十). What looks like one and is none
is named in `EXCLUSIONS`: ordinals, thresholds that say whom a rule is for (25人以上企业), ranks, masks.
Chinese figures need more to count than Arabic ones: 十家 does, 四项重点工作 and 一支队伍 do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.numerals import parse_number
from kg.model import Indicator, Span, squeeze

_S = r"[ \u3000]{0,2}"
_CN = "零〇一二两三四五六七八九十百千万亿"
_ARABIC = r"\d{1,9}(?:,\d{3}){0,3}(?:[.．]\d{1,4})?"
_CHINESE = f"[{_CN}]{{1,9}}"
_TO = r"[-—–－~～至到]{1,2}"

# Units, and what must not follow: the unit would be the beginning of another word (期 in 期间, 所 in 所有).
_UNITS: tuple[tuple[str, str], ...] = (
    ("人次|场次|人天|家次|户次|件次|台次|班次|批次|课时|学时|小时|分钟|平方米|公里|公斤", ""),
    ("个百分点|百分点", ""),
    ("亿元|万元|元", "旦|宵|素|月"),
    ("%|％", ""),
    # 个 of spans of time and of the parts of a speech or plan
    (
        "个",
        "月|工作日|季度|小时|年度|年头|星期|周|学期|自然日|百分点|方面|环节|阶段|步骤|层面|维度|层次|字|一(?!个|家|名)",
    ),
    ("家", "庭|乡|长|属|政|具|喻|园"),
    ("名", "义|单|称|誉|录|牌|列"),
    ("人", "民|大(?!会)|才(?!培)|社|力|均|身|群|口|际|制|篮球|足球|一[档策卡案码表]|1[档策卡案码表]"),
    ("场", "所|馆|地|景|合"),
    ("次", "性|日|年|序|分配|全会|全委|全体|代表大会|党代会|常委|常务"),
    ("座", "谈|位|次"),
    ("期", "间|末|限|内|望|工程|货|项目|建设"),
    ("件", ""),
    ("项", "目(?!标)"),
    ("对", "一|于|照|口|接|比|策|外|内|待|象"),
    ("支", "部|付|持|撑|出|援|队(?!伍)"),
    ("套", "路"),
    ("户", "外|口|籍|[一1][策档卡表业]"),
    ("篇", "章"),
    ("批", "准|评|复"),
    ("门", "类|店|户|面|诊"),
    ("辆|份|册|幅|亩|株|箱|倍|则|盏|顶|副|枚|颗|桌|位(?!于|置|列)", ""),
    ("处", "长|室|级|理|罚|置|分"),
    ("所", "有|属|在|得|谓|需"),
    ("条", "例|件|块|款|线|街"),
    ("部", "门|分|署|委|队|长|级"),
    ("本", "级|市|省|地|单|系|周|年|月|科|职|区|县|土|质|身|领|着"),
    ("台", "账|湾|风|阶"),
    ("间", "接|隔|歇|距"),
    ("张(?=[^，。；\\n]{0,8}(?:券|卡|票|表|床|海报|照片|证|图|光盘|牌|网))", ""),
    ("首", "次|届|批|期|要|席|先"),
    ("节", "日|约|能|点|目|假|庆"),
    ("种|类|轮|组|例|起", "别|型|流|训|岗|织|合|会|如|草|步|来|到|点|源|建"),
    ("天", "然|气|津"),
)
_UNIT = "|".join(f"(?:{unit})" + (f"(?!{words})" if words else "") for unit, words in _UNITS)

_COUNT = re.compile(
    rf"(?<![\d.．…{_CN}分])百分之(?P<p>{_ARABIC}|{_CHINESE})(?:{_TO}(?:百分之)?(?P<q>{_ARABIC}|{_CHINESE}))?"
    rf"|(?<![\d.．{_CN}])(?P<a>{_ARABIC}|{_CHINESE}){_S}(?P<w1>[万亿](?=[-—–~～至到余多]))?(?P<more1>[多余])?"
    rf"(?:(?:{_UNIT})?{_S}{_TO}{_S}(?P<b>{_ARABIC}|{_CHINESE}){_S})?"
    rf"(?P<w>[千百]?[万亿](?!元)|[千百](?!万|亿))?(?P<more2>[多余])?(?P<u>{_UNIT})"
)

# Chinese figures with these units are counts wherever they stand; with the others (个, 项, 支…) only after a
# verb of founding or holding, a comparator or 每: 四项重点工作 and 两个维护 are names.
_FIRM_UNITS = frozenset(
    (
        "家",
        "名",
        "人次",
        "场次",
        "场",
        "期",
        "座",
        "户",
        "元",
        "万元",
        "亿元",
        "篇",
        "辆",
        "学时",
        "课时",
        "次",
        "%",
    )
)
# Nothing counts these unless something is compared (服务不少于20小时).
_COMPARED_UNITS = frozenset(("小时", "分钟", "天", "类", "种", "组", "倍", "起", "例", "节"))
_NEVER_ONE = frozenset(("批", "类", "种", "项", "件", "组", "起", "条", "套", "对"))

_FOUNDING = (
    "建设|新建|建成|创建|培育|选树|评选|评出|命名|确定|举办|召开|开展|组织|成立|设立|新增|表彰|推出|选出|培养|培训|开办|开设"
    "|编写|拍摄|制作|打造|扶持|发展|推荐|推选|选派|配备|完成|组建|征集|慰问|救助|资助|帮扶|走访|联系|吸纳|发放|奖励|认定|验收"
    "|听取|汇报|报告|研究|进行|安排|明确|指定|落实|增设|设|建|办|开"
)
_AFTER_VERB = re.compile(rf"(?:{_FOUNDING})(?:了|好|出|成|为)?(?:不?少于|至少|约|近)?$")
_ONE_AFTER = re.compile(
    r"(?:明确|配备|配齐|确定|指定|安排|选派|选配|推荐|推选|增设|设|设立|建立|建成|建设|新建)$"
)
_ONCE_AFTER = re.compile(
    r"(?:开展|召开|举办|组织|进行|听取|汇报|报告|研究|检查|调度|督查|走访|体检|培训|轮训|调研|通报|上报|报送|党委|工作|会|活动)$"
)
_EACH = re.compile(
    r"每(?:个|家|名|位|年|季|月|周|半年|学期|届|县|区|乡|镇|街|市|单位|人|户|场|两年|[一二三四五\d]年)"
    r"|各(?:县|区|市|乡|镇|街|级|单位|基层|系统|产业|地|企业|部门|直属|园区|开发区)"
)

_AT_LEAST = "至少|最少|最低|超过|突破|高于|多于|大于"
_AT_MOST = "不(?:得|能|应)?(?:超过|多于|高于|大于)|至多|最多|最高|控制在|低于|少于|小于|降至|降到|不到"
# The longer word must win at one place: 不低于 is no 低于, 不超过 no 超过.
_COMPARATOR = re.compile(f"不(?:得|能|应)?(?:少|低|小)于|(?P<most>{_AT_MOST})|{_AT_LEAST}")
_OR_MORE = re.compile(rf"{_S}(?:及|\(含\)|（含）|含)?(?:以上|之上)")
_OR_LESS = re.compile(rf"{_S}(?:及)?(?:以内|之内|以下|之下)")


# --- what is no target ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A count that is no target: `before` ends at the number, `after` begins right after the unit."""

    name: str
    example: str
    before: str | None = None
    after: str | None = None
    units: str | None = None


_ORG = "企业|单位|公司|机构|工会|组织|用人|民营|非公|规上|车间|项目部|工厂|学校|建会|小微"
EXCLUSIONS: tuple[Exclusion, ...] = (
    Exclusion("ordinal", "第三期培训班、第33个活动月", before=r"第[ \t]{0,2}$"),
    Exclusion("meeting of a term", "九届三次全委会", before=r"届$"),
    Exclusion("rank", "前三名、前10位", before=r"前$", units="名|位|强"),
    Exclusion("vague", "数十家、几百名、上千人", before=r"(?:(?<![总人个户件员次分])数|几)$"),
    Exclusion("masked or part of a code", "X2家、B3座、1+2个、3×2个", before=r"[A-Za-zＸ×*＊+＋/=○]$"),
    Exclusion("plus", "1个+N、3项+", after=r"[+＋×]"),
    Exclusion("fraction", "三分之二以上", before=r"分之$"),
    Exclusion(
        "for whom: N人以上企业",
        "25人以上企业、百人以上民营企业、200人以下的单位",
        after=rf"(?:及)?以[上下](?:的|规模)?(?:[^，。；、\n]{{0,8}}?(?:{_ORG}))",
        units="人",
    ),
    Exclusion(
        "for whom: N名以上的",
        "女职工10名以上的、年产值2000万元以上的企业",
        after=r"(?:职工|会员|员工|以上)?(?:及)?(?:以[上下])?(?:职工)?的(?:[^，。；、\n]{0,8}?"
        rf"(?:{_ORG})|[，,]|应|可|须|要|都|均|依法|必须|一律)",
        units="人|名|万元|亿元|平方米|户",
    ),
    Exclusion(
        "for whom: below",
        "25人以下可建立、不足10人的",
        after=r"(?:及)?以下(?:可|应|要|的|企业|单位|，)",
        units="人|名",
    ),
    Exclusion(
        "for whom: not enough",
        "会员不足25人的",
        before=r"(?:不足|不满|未满|满|未达到|达不到)$",
        units="人|名",
    ),
    Exclusion("one to each", "一户一策、1人1档、一企一档", after=r"[一1][策档卡案码表册品业]"),
    Exclusion(
        "progress in brackets", "（完成30%）", before=r"[（(][^（）()\n]{0,6}$", after=r"[）)]", units="%|％"
    ),
    Exclusion("bodies of a mechanism", "三方四家机制", before=r"方$", units="家"),
    Exclusion(
        "hour of the day or help line",
        "24小时值守、8小时之外",
        after=r"(?:值|热线|在线|服务|之外|以外|开放|内)",
        units="小时",
    ),
)


@dataclass(frozen=True, slots=True)
class _Compiled:
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    units: frozenset[str] | None


_RULES = tuple(
    _Compiled(
        re.compile(e.before) if e.before else None,
        re.compile(_S + e.after) if e.after else None,
        frozenset(e.units.split("|")) if e.units else None,
    )
    for e in EXCLUSIONS
)


def _excluded(text: str, start: int, end: int, unit: str) -> bool:
    before = text[max(0, start - 10) : start]
    for rule in _RULES:
        if rule.units is not None and unit not in rule.units:
            continue
        if rule.before is not None and not rule.before.search(before):
            continue
        if rule.after is not None and not rule.after.match(text, end):
            continue
        return True
    return False


# --- by when ----------------------------------------------------------------------------------------

_BEFORE = "(?:之前|以前|前)"
_BY_WORDS = (
    rf"(?:到|至|截至|截止到?|于)?(?:19|20)\d\d年(?:{_S}\d{{1,2}}月(?:{_S}\d{{1,2}}[日号])?)?"
    rf"(?:底|末|内|度|上半年|下半年|第?[一二三四]季度末?)?{_BEFORE}?"
    rf"|(?:到|至|截至|于)?\d{{1,2}}月(?:{_BEFORE}|(?:\d{{1,2}}[日号]|底|末|份)(?:底|末)?{_BEFORE}?)"
    rf"|(?:到|至)?(?:今年|明年|当年|本年度?)?(?:年底|年末|年内|上半年|下半年|全年){_BEFORE}?"
    rf"|(?:到)?第?[一二三四]季度(?:末|底)?{_BEFORE}?"
    r"|每(?:个)?(?:半年|年度?|季度|季|月|周|学期|届|[两三四五\d]年)|[一两三\d]年内|一年"
    r"|(?:到|在)?“?十[一二三四五六]五”?(?:末|期末|期间|时期)"
    r"|今年|明年|当年|本年度|年度"
)
_BY = re.compile(_BY_WORDS)
_BY_ONLY = re.compile(rf"(?:其中|力争|计划|争取|确保)?(?P<by>{_BY_WORDS})")


# --- clauses ----------------------------------------------------------------------------------------

# A clause holds whole quotations and brackets, so that their commas do not end it.
_CLAUSE = re.compile(
    r"(?:“[^”\n]{0,60}”|《[^》\n]{0,120}》|（[^（）\n]{0,60}）|\([^()\n]{0,60}\)|(?<=\d),(?=\d{3})"
    r"|[^，。；！？：,;!?:\n\t])++"
)
_JOINTS = re.compile(r"[、，]|以及|和(?!谐|平|睦|美|善)|及(?!时|其|格)|与|并")
_LEADING = re.compile(
    rf"(?:{_S}(?:并且|并|而且|且|同时|以及|及(?!时)|和(?!谐)|与|、|[-•·*]"
    rf"|[（(]?\d{{1,2}}[）).．、](?!\d)|[（(][一二三四五六七八九十]{{1,3}}[）)]|[一二三四五六七八九十]{{1,3}}、))*+{_S}"
)
_MAX_BEFORE, _MAX_AFTER = 90, 60


def _value(m: re.Match[str]) -> tuple[float | int | str, str] | None:
    """The value and unit of a match of `_COUNT`; None where the figures are no number."""
    first, second = m["p"] or m["a"], m["q"] or m["b"]
    unit = "%" if m["p"] else m["u"].replace("％", "%").removeprefix("个百")
    if unit == "分点":
        unit = "百分点"
    wan = m["w"] or m["w1"] or ""
    times = {"千": 1000, "百": 100}.get(wan[:1], 1)
    wan = wan.lstrip("千百")
    if not m["p"] and not wan and len(second or first) > 1 and (second or first)[-1] in "万亿":
        # 两万元 is 2 万元, like 2万元; 一万二千人 stays 12000 人
        wan = (second or first)[-1]
        first = first.removesuffix(wan)
        second = second.removesuffix(wan) if second else second
    if second is None and not first.isascii() and len(first) == 2 and first[0] != first[1]:
        near = [parse_number(c) for c in first.replace("两", "二")]
        if all(n is not None and 1 <= n <= 9 for n in near) and near[0] < near[1] <= near[0] + 2:  # type: ignore[operator]
            first, second = first[0], first[1]  # 二三家, 三五个
    low = 100 if m["p"] == "百" else parse_number(first)
    if low is None:
        return None
    if second is None:
        return low * times, wan + unit
    high = parse_number(second)
    if high is None or high <= low:
        return None
    return f"{low * times}-{high * times}", wan + unit


def _inside_quotes(text: str, at: int, line_start: int) -> bool:
    """Whether `at` stands inside “…” or 《…》 that began within the line: names, not counts."""
    floor = max(line_start, at - 60)
    for opening, closing in ("“”", "《》", "〈〉", "‘’"):
        begun = text.rfind(opening, floor, at)
        if begun >= 0 and text.find(closing, begun, at) < 0 and text.find(closing, at, at + 60) >= 0:
            return True
    return False


def _counts_in_words(
    text: str, m: re.Match[str], low: float | int | str, unit: str, clause: str, stop: int
) -> bool:
    """Whether Chinese figures are a count (see the module docstring).

    `clause` is the part of their clause before them, `stop` where the clause ends.
    """
    first = m["a"]
    if first == "二" and m["b"] is None:
        return False  # 二次招录, 二期: an order, not a number
    if first[0] in "百千万亿":
        return bool(_COMPARATOR.search(clause[-6:]))
    if m["b"] or (isinstance(low, str)):
        return True
    compared = bool(_COMPARATOR.search(clause[-12:])) or bool(_OR_MORE.match(text, m.end()))
    if low == 1:
        if unit in _NEVER_ONE:
            return False
        if compared or _EACH.search(clause):
            return not clause.endswith(
                ("每", "另", "任", "同", "统", "又", "再", "这", "某", "哪", "任何", "逐")
            )
        if unit in {"名", "人", "家", "位"}:
            return bool(_ONE_AFTER.search(clause))
        return (
            unit in {"次", "场", "期"}
            and bool(_AFTER_VERB.search(clause))
            and bool(_ONCE_AFTER.search(clause))
        )
    if compared or _EACH.search(clause) or unit in _FIRM_UNITS or unit.startswith(("万", "亿")):
        return True
    if m.end() >= stop or _JOINTS.match(text, m.end()):
        return len(clause) > 1  # 读书角十二个、…: the thing first, its number last
    return unit not in {"项", "件", "人"} and bool(_AFTER_VERB.search(clause))


@dataclass(frozen=True, slots=True)
class _Count:
    """A count that passed: its match, value and unit."""

    start: int
    end: int
    value: float | int | str
    unit: str
    more: bool


def _bracket(text: str, clause: Span, at: int) -> Span | None:
    """The inside of the bracket around `at`: 20家（其中省级5家、市级15家） counts 省级5家 by itself."""
    floor, stop = max(clause.start, at - 60), min(clause.end, at + 60)
    begun = max(text.rfind("（", floor, at), text.rfind("(", floor, at))
    if begun < 0:
        return None
    ends = [e for e in (text.find("）", begun, stop), text.find(")", begun, stop)) if e >= 0]
    return Span(begun + 1, min(ends)) if ends and min(ends) > at else None


def _counts(text: str) -> Iterator[tuple[_Count, Span, Span]]:
    """Counts with their clause and the clause before it in the line (empty span where there is none)."""
    line = Span(0, 0)
    clauses: list[Span] = []
    k = 0
    for m in _COUNT.finditer(text):
        start, end = m.span()
        if start >= line.end:
            begin = text.rfind("\n", 0, start) + 1
            stop = text.find("\n", start)
            line = Span(begin, len(text) if stop < 0 else stop)
            clauses = [Span(*c.span()) for c in _CLAUSE.finditer(text, line.start, line.end)]
            k = 0
        while k < len(clauses) and clauses[k].end <= start:
            k += 1
        if k >= len(clauses) or clauses[k].start > start:
            continue
        found = _value(m)
        if found is None or (m["a"] and len(m["a"]) > 6 and m["a"].isdecimal() and m["u"] != "元"):
            continue  # seven figures and more in a row: a telephone number before a name (1234567张三)
        value, unit = found
        bare = unit.removeprefix("万").removeprefix("亿") if unit not in ("万元", "亿元") else unit
        if _excluded(text, start, end, bare) or _inside_quotes(text, start, line.start):
            continue
        clause, previous = clauses[k], clauses[k - 1] if k else Span(line.start, line.start)
        inner = _bracket(text, clause, start)
        if inner is not None:
            clause, previous = inner, Span(clause.start, inner.start)
        head = text[max(clause.start, start - 40) : start]
        chinese = not m["p"] and not m["a"][0].isdecimal()
        if chinese and not _counts_in_words(text, m, value, bare, head, clause.end):
            continue
        if (
            bare in _COMPARED_UNITS
            and not _COMPARATOR.search(head[-12:])
            and not _OR_MORE.match(text, end)
            and not (not chinese and _AFTER_VERB.search(head))
        ):
            continue
        more = not m["p"] and bool(m["more1"] or m["more2"])
        yield _Count(start, end, value, unit, more), clause, previous


def _comparator(text: str, count: _Count, floor: int) -> str | None:
    if _OR_MORE.match(text, count.end) or count.more:
        return ">="
    if _OR_LESS.match(text, count.end):
        return "<="
    words = list(_COMPARATOR.finditer(text, max(floor, count.start - 14), count.start))
    if not words:
        return None
    return "<=" if words[-1]["most"] else ">="


def _split(text: str, left: int, right: int) -> int:
    """Where between two counts of one clause the first ends: at a joint right after it, else at the last."""
    joint = _JOINTS.match(text, left)
    if joint:
        return joint.start()
    joints = list(_JOINTS.finditer(text, left, right))
    return joints[-1].start() if joints else right


def _by(text: str, start: int, number: int, previous: Span) -> tuple[str | None, int]:
    """By when, as written, and where the indicator then begins: the time may be a clause before it."""
    for m in _BY.finditer(text, start, number):
        words = m[0]
        if m.start() == start or words[0] in "每到至截一两三" or words.endswith(("前", "底", "末", "内")):
            return squeeze(words), start
    if 0 < previous.end - previous.start <= 40 and start - previous.end <= 2:
        begin = previous.start
        while begin < previous.end and text[begin] in " \t\u3000":
            begin += 1
        alone = _BY_ONLY.fullmatch(text, begin, previous.end)
        if alone:
            return squeeze(alone["by"]), alone.start("by")
    return None, start


def find_indicators(text: str) -> tuple[Indicator, ...]:
    """All number targets in `text`, in order; `text[i.span.start:i.span.end]`, less white space, is `i.text`.

    The span is the shortest clause with the number and what it counts: one of the parts of a coordinated
    clause (读书角12个 in 建设驿站3座、读书角12个), with a time that stands before it (到2025年9月底，…)
    and, after 其中, with what it is a share of. 万 and 亿 stay with the unit (3万元 is 3, 万元), 千 and 百 go
    to the number (5千人 is 5000, 人); percentages have the unit "%".
    """
    out: list[Indicator] = []
    found = list(_counts(text))
    for n, (count, clause, previous) in enumerate(found):
        start = max(clause.start, count.start - _MAX_BEFORE)
        end = min(clause.end, count.end + _MAX_AFTER)
        if n and found[n - 1][1] == clause:
            start = _split(text, found[n - 1][0].end, count.start)
        if n + 1 < len(found) and found[n + 1][1] == clause:
            end = min(end, _split(text, count.end, found[n + 1][0].start))
        skip = _LEADING.match(text, start, count.start)
        start = skip.end() if skip else start
        while end > count.end and text[end - 1] in " \t\u3000":
            end -= 1
        comparator = _comparator(text, count, start)
        by, start = _by(text, start, count.start, previous)
        if text.startswith("其中", start) and previous.end > previous.start:
            whole = _LEADING.match(text, previous.start, previous.end)
            start = max(whole.end() if whole else previous.start, start - _MAX_BEFORE)
        while start < count.start and text[start] in " \t\u3000":
            start += 1
        out.append(
            Indicator(squeeze(text[start:end]), count.value, count.unit, Span(start, end), comparator, by)
        )
    return tuple(out)
