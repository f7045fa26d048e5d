"""Which instruments 《…》 does a text cite, with what number, from whom, and what does it say of them?

Titles stand in book-title marks (GB/T 15834—2011, 4.15); a document number (发文字号, GB/T 9704—2012
7.2.5) is 机关代字〔年〕N号. What stands in book-title marks without being an instrument (newspapers, films,
collected works) is dropped by a named rule of `NOT_POLICIES`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kg.model import Citation, Finding, Quoted, Span, squeeze

MAX_TITLE = 120

# --- document numbers -------------------------------------------------------------------------------

_S = r"[ \t\u3000]{0,3}"
_OPEN, _CLOSE = r"[〔\[［【（(﹝〖{｛❲]", r"[〕\]］】）)﹞〗}｝❳]"
_CODE = r"[\u4e00-\u9fffA-Za-zＸ×○]"
# 〔2023〕12号 with full-width figures, any brackets, spaces, 第; the code stands before it. Code signs are
# looked at only from here backwards, so that a long line stays linear.
_NUMBER_AT = re.compile(
    rf"{_OPEN}{_S}(?P<year>(?:[1１][9９]|[2２][0０])\d\d){_S}年?{_S}{_CLOSE}"
    rf"{_S}第?{_S}(?P<serial>\d{{1,5}}(?:[-—]\d{{1,4}})?){_S}号"
)
_CODE_BEFORE = re.compile(rf"(?:{_CODE}[ \t\u3000]{{0,2}}){{1,16}}\Z")
# 国务院令第423号, 主席令第57号
_DECREE = re.compile(rf"(?P<code>[\u4e00-\u9fff]{{2,20}}令){_S}第{_S}(?P<serial>\d{{1,4}}){_S}号")

# Words that may run into the code: 落实云工发〔2023〕3号.
_NOT_CODE = re.compile(
    r".*(?:落实|贯彻|根据|按照|依据|依照|遵照|印发|转发|下发|发布|执行|参照|对照|结合|学习|修订|废止|的|以|和|及|与|即|见|由|原|号"
    r"|文件|通知|意见|总工会|人民政府|委员会|办公厅|两办|市委市政府|省委省政府|通过|为|将|对)"
)


def _figures(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _number(code: str, year: str, serial: str) -> str:
    first, *rest = re.split("[-—]", _figures(serial))
    tail = "-".join([str(int(first)), *rest])
    return f"{squeeze(code)}〔{_figures(year)}〕{tail}号"


def _find_number(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The first document number within text[start:end], normalised, with its span."""
    m = _NUMBER_AT.search(text, start, end)
    if m is None:
        decree = _DECREE.search(text, start, end)
        if decree is None:
            return None
        return f"{decree['code']}第{int(decree['serial'])}号", Span(*decree.span())
    return _coded(text, m, start)


def _coded(text: str, m: re.Match[str], floor: int) -> tuple[str, Span]:
    begin = max(floor, m.start() - 32)
    run = _CODE_BEFORE.search(text[begin : m.start()])
    code_start = begin + run.start() if run else m.start()
    code = text[code_start : m.start()]
    prefix = _NOT_CODE.match(code)
    if prefix:
        code_start += prefix.end()
        code = text[code_start : m.start()]
    if len(squeeze(code)) > 10:
        cut = len(code) - 10
        code_start += cut
        code = code[cut:]
    code_start += len(code) - len(code.lstrip())
    return _number(code, m["year"], m["serial"]), Span(code_start, m.end())


def find_doc_numbers(text: str) -> tuple[Quoted, ...]:
    """All document numbers, titled or not, normalised to 机关代字〔年〕N号, in order.

    One that stands without its code (省委〔2021〕3号文件 names the body instead) begins with 〔.
    """
    out = []
    floor = 0
    for m in _NUMBER_AT.finditer(text):
        number, span = _coded(text, m, floor)
        out.append(Quoted(number, span))
        floor = span.end
    return tuple(out)


# --- titles -----------------------------------------------------------------------------------------

_PAIRS = ("《》", "≪≫", "«»", "︽︾", "⟪⟫", "〈〉", "＜＞")


def _titled(opening: str, closing: str) -> str:
    plain = f"[^{opening}{closing}\\n]"
    return f"{opening}(?:{plain}|{opening}{plain}{{0,{MAX_TITLE}}}+{closing}){{1,{MAX_TITLE}}}+{closing}"


# 《…》 with 《…》 inside but no deeper; other marks inside are plain signs. <…> only around Chinese words.
_TITLE = re.compile(
    "|".join(_titled(pair[0], pair[1]) for pair in _PAIRS)
    + r"|<<[^<>\n]{2,120}+>>|<(?=[^<>\n]{0,20}[\u4e00-\u9fff])[^<>\n/=]{3,120}+>"
)
_OPENING = re.compile("[《≪⟪]")

_CJK = r"\u4e00-\u9fff\u3400-\u4dbf"
_LETTER_SPACED = re.compile(rf"(?<![{_CJK}])[{_CJK}](?:[ \t\u3000]+[{_CJK}](?![{_CJK}])){{2,}}")
_LOOSE = re.compile(
    rf" (?![{_CJK}A-Za-z])|(?<![{_CJK}A-Za-z]) |(?<=[{_CJK}]) (?=[A-Za-z])|(?<=[A-Za-z]) (?=[{_CJK}])"
)
_SPACES = re.compile(r"\s+")


def tidy_title(text: str) -> str:
    """`text` less layout white space: one space stays between Chinese words, none next to figures or signs.

    “凝心聚力 建功立业” keeps its space, “2023 年度” and letter-spaced “要 点 汇 编” lose theirs.
    """
    text = _SPACES.sub(" ", text.strip())
    if " " not in text:
        return text
    text = _LETTER_SPACED.sub(lambda m: m[0].replace(" ", ""), text)
    return _LOOSE.sub("", text)


# --- what is no instrument --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotPolicy:
    """A rule that drops a title; all given patterns must fit: in it, before 《 (ending there), after 》."""

    name: str
    example: str
    title: str | None = None
    before: str | None = None
    after: str | None = None


NOT_POLICIES: tuple[NotPolicy, ...] = (
    NotPolicy(
        "newspaper",
        "《云州日报》《工人日报》",
        title=r"(?:日|晚|晨|早|时|周|导|商|工人|青年|都市|经济|法治|法制|教育|劳动|劳动保障|职工|妇女|农民|消费者|健康"
        r"|文化|科技|卫生|新闻|参考|先锋|电视|人民|机关|企业|县域经济|建设|交通|铁路|电力)报$",
    ),
    NotPolicy(
        "periodical or platform",
        "《求是》《中国工运》《学习强国》",
        title=r"^(?:求是|半月谈|瞭望|中国工运|中国工会财会|工运研究|中国工人|当代工人|时代风采|工友|学习强国|今日头条|新闻联播"
        r"|焦点访谈|人民网|新华网|工会博览|班组天地|劳动保护|党建研究|紫光阁|旗帜)$",
    ),
    NotPolicy(
        "collected or political works",
        "《某某文选》《…论述摘编》",
        title=r"(?:文选|选集|全集|选读|摘编|简史|学习纲要|学习问答|学习读本|讲话汇编|论述选编|论述汇编|重要讲话)(?:[（(〔].{0,12})?"
        r"(?:第[一二三四五六七八九十\d]+[卷册辑版])?[）)〕]?$|^习近平(?:谈治国理政|讲故事|在)|^共产党宣言$|^资本论$",
    ),
    NotPolicy(
        "press before", "登上《…》", before=r"(?:栏目|频道|专栏|刊物|杂志|报刊|党刊|报纸|媒体|头条)[“”]?$"
    ),
    NotPolicy(
        "press after",
        "《…》报道",
        after=r"(?:等)?(?:上|中)?(?:专题|头版|整版|专版|专栏|专稿|客户端|微信公众号|公众号|视频号|杂志|期刊|报纸|栏目|频道)"
        r"|(?:等)?(?:多家|各大|各级|主流|中央|省级|市级|国家级|省、市)*(?:媒体|报刊|报纸|杂志|网站)"
        r"|(?:等)?(?:刊发|刊登|刊载|登载|报道|转载|采用刊)",
    ),
    NotPolicy(
        "film, song, play",
        "观看《…》",
        before=r"(?:观看了?|播放了?|放映了?|电影|影片|影视|微电影|微视频|短视频|专题片|宣传片|教育片|纪录片|电视剧|动画片"
        r"|歌曲|组歌|合唱|演唱|高唱|齐唱|唱响|歌舞|话剧|舞蹈|小品|情景剧|戏曲|诗朗诵|朗诵|诵读|节目|主题曲|绘本|小说|报告文学)$",
    ),
    NotPolicy(
        "book, article, broadcast",
        "《…》一书",
        after=r"(?:等)?(?:一书|一文|一片|一剧|原著|等书|书籍|图书|读本|等?(?:\d+|[Xx]|[一二三四五六七八九十]+|多)[余多]?[篇首]"
        r"|故事|节目|电影|影片|纪录片|宣传片|专题片|教育片|短视频|微视频|歌曲|歌舞|话剧|小品|舞蹈|朗诵|主题曲)",
    ),
    NotPolicy(
        "headline",
        "以《…》登上头版",
        before=r"(?:^|[^予给加])以$",
        after=r"(?!为(?:重点|依据|指导|遵循|标准|契机|抓手|准绳|指引|主线|蓝本|基础|核心))",
    ),
    NotPolicy(
        "theme of a talk",
        "以《…》为题",
        before=r"(?:以|题为|名为|主题为|讲授了?|宣讲了?|作了?(?:题为)?)$",
        after=r"(?:为题|为主题|为题目|的(?:专题)?(?:讲座|授课|宣讲|辅导|报告|党课|文章|演讲|发言)|专题(?:讲座|授课|宣讲|党课)|党课)",
    ),
)


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    title: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


_RULES = tuple(
    _Rule(
        r.name,
        re.compile(r.title) if r.title else None,
        re.compile(r.before) if r.before else None,
        re.compile(r.after) if r.after else None,
    )
    for r in NOT_POLICIES
)
# A mark of an instrument goes before the rules that judge by the words around.
_INSTRUMENT = re.compile(
    r"(?:^|的)(?:实施|工作|若干|指导|暂行|管理|参考|规范|行动|活动|改革|补充|有关)?"
    r"(?:意见|办法|方案|规定|条例|细则|通知|决定|规划|计划|要点|纲要|措施|标准|制度|规则|准则|章程|法|台账|批复|公告|函)"
    r"(?:[（(][^（）()]{1,12}[）)])?$|法$|条例$|办法(?:[（(][^（）()]{1,12}[）)])?$|规定$|方案$|通知$|意见$|要点$|规划$|章程$|细则$"
)
# Titles of papers that are written or filled in, not issued as rules: see `is_instrument`.
_PAPER = re.compile(
    r"(?:倡议书?|公开信|慰问信|感谢信|申请[书表]|登记表|推荐表|汇总表|统计表|报名表|审批表|信息表|一览表|回执|承诺书|责任书|协议书?|合同"
    r"|报告|调研|研究|思考|总结|论文|征文|简报|专报|信息|手册|指南|汇编|画册|案例集?|故事集?|台历)(?:[（(][^（）()]{1,12}[）)])?$"
)


def is_instrument(title: str) -> bool:
    """Whether a title reads like an instrument (意见, 办法, 通知…), no letter, form, report or handbook."""
    return not _PAPER.search(title)


def _dropped(text: str, title: str, before: str, end: int) -> str | None:
    known = _INSTRUMENT.search(title) is not None
    for rule in _RULES:
        if known and rule.title is None:
            continue
        if rule.title is not None and not rule.title.search(title):
            continue
        if rule.before is not None and not rule.before.search(before):
            continue
        if rule.after is not None and not rule.after.match(text, end):
            continue
        return rule.name
    return None


# --- what a text does with it -----------------------------------------------------------------------

# 制定 and its like: an instrument this text says is made, changed or passed on.
_CREATE = (
    "研究制定|研究出台|修订完善|制定|制订|印发|出台|编制|起草|转发|修订|修改|制发|下发|拟定|拟订|草拟|编写|编印|编发|编撰|发布|颁布"
    "|公布|发出|推出|发文|订立|形成|撰写"
)
_FOLLOW = (
    "学习|宣传|宣讲|宣贯|贯彻|落实|执行|实施|推行|践行|遵守|普及|传达|按照|依照|遵照|参照|对照|对标|比照|根据|依据|依托|结合|围绕"
    "|推进|推动|推广|开展|达到|符合|适用|违反|履行|签订|填写|填报|报送|提交|上报|审议|完善|健全|完成|掌握|熟悉|解读|纳入|列入|废止|发放|赠送"
)
_VERB = re.compile(f"(?P<create>(?:{_CREATE})+)|(?P<follow>(?:{_FOLLOW})+)|(?P<weak>依(?=$)|按(?=$)|以(?=$))")
# A verb right before 的《 belongs to the instrument, not to the clause: 按照省总印发的《…》.
_ATTRIBUTIVE = re.compile(f"(?:{_CREATE})(?:实施)?的[“]?$")
_AFTER_CREATE = re.compile(
    r"(?:等)?(?:文件|制度)?[，,]?(?:的)?(?:已|将|正式|正在|及时|抓紧|尽快|并|由[^，。；\n]{1,12})?(?:经[^，。；\n]{1,16})?"
    rf"(?P<verb>(?:{_CREATE})++)(?!实施|施行|以来|之?后|\d)"
)
# 《…》已经市总工会同意，现印发给你们 (the set phrase of an issuing notice)
_NOW_ISSUED = re.compile(rf"[^。；\n]{{0,48}}?现(?:予|将其|予以)?(?P<verb>(?:{_CREATE})+)")
_AFTER_FOLLOW = re.compile(
    r"(?:等)?(?:[一二三四五六七八九十两\d]{1,2}[个份部项])?(?:法律法规|法律|法规|文件|制度|政策|规章)?(?:的)?(?:有关|相关|各项|具体|总体|工作)?"
    rf"(?:落地)?(?P<verb>(?:{_FOLLOW})+|要求|规定|精神|明确|指出|提出)"
)
_AS_POINT = re.compile(r"[》>]?为(?P<what>重点|依据|指导|遵循|标准|契机|抓手|准绳|指引|主线|蓝本)")
_PUSH = frozenset(("推进", "推动", "依托", "结合", "围绕", "完善", "健全", "纳入", "列入", "完成", "开展"))

_STOP = re.compile(r"[。；！？;!?\n]")
_COMMA = re.compile(r"[，,]")
# 落实中央《…》和省委《…》: one verb, each its own issuer.
_ALSO = re.compile(r"[、和及与]|以及")
# Between titles that share verb and issuer.
_JOINED = re.compile(
    r"(?:[、，,和及与或并暨 \t\u3000“”]|以及|同时)*+(?:等?(?:文件|制度|法律|法规))?[、，,和及与或 \t\u3000]*+"
)

# --- issuers ----------------------------------------------------------------------------------------

_BODY_END = (
    "总工会|工会联合会|工会委员会|工会|省总|市总|区总|县总|全总|旗总|州总|省委|市委|区委|县委|州委|盟委|旗委|党委|党工委|党组|工委"
    "|中共中央|中央|国务院|人民政府|省政府|市政府|区政府|县政府|州政府|政府|管委会|街道办|街道办事处|办公厅|办公室|委员会|人大常委会|人大"
    "|政协|妇联|团委|团省委|团市委|团县委|共青团|残联|工商联|联合会|协会|商会|三方|领导小组|工作委员会|委办|改革办|文明办|卫健委|发改委"
    "|国资委|人社厅|人社局|人社部|人社|[省市区县州国][一-龥]{1,8}[厅局委院]|[一-龥]{2,10}(?:厅|局)|[一-龥]{1,8}(?<![干全内外各总局本])部|集团|公司|大队|支队|法院|检察院"
)
_BODY = re.compile(rf"[（）()A-Za-zＸ×一-龥]{{0,24}}?(?:{_BODY_END})(?:“?两办”?)?\Z")
_ISSUER_CUT = re.compile(
    r"(?:贯彻|落实|学习|宣传|宣讲|按照|根据|依据|依照|遵照|参照|对照|执行|实施|结合|围绕|推进|推动|加快|传达|转发|印发|下发|制定|出台|修订"
    r"|联合|会同|协助|配合|协调|提请|报请|征求|向|给|对(?!外|台)|将|把|由|是|以|在|为(?!民)|于|了|的|好(?!人)|并|经(?!济|信|贸|营|开|费)|到|从|要(?!闻)|各类企业|认真|全面|深入|严格|持续|切实|积极"
    r"|抓好|做好|坚持|全面|(?<=\d)[年月日]|我会)"
)
_TO_WHOM = frozenset(("向", "给", "对", "提请", "报请", "征求"))
_TAIL_VERB = re.compile(
    rf"(?:等(?:[一二三四五六七八九十两多\d]{{1,2}}(?:个)?)?(?:部门|单位|部委|机构|厅局))?(?:办公室|办公厅)?"
    rf"(?:近日|日前|已|又|还|先后|于[^，。；\n]{{2,12}}|共同|联合|正式|研究|及时)*+"
    rf"(?:关于)?(?P<verb>(?:{_CREATE})*)(?:关于)?(?:了|的|过)?[“：: \t\u3000]*\Z"
)
_LIST_JOINT = re.compile(r"[、，,]|联合|会同|以及|(?<=[会委府局厅部总])[和与及]")
_TITLE_VERB = re.compile("关于|印发|转发|贯彻|落实")


def _bodies(listed: str) -> list[str]:
    """The bodies of a list as written, from its end back to a part that is none; verbs are cut off."""
    parts: list[str] = []
    rest = listed.rstrip()
    while rest:
        joints = list(_LIST_JOINT.finditer(rest))
        part, rest_next = (rest[joints[-1].end() :], rest[: joints[-1].start()]) if joints else (rest, "")
        part = part.strip().lstrip("和及与")
        if part in {"两办", "“两办”"} and rest_next:
            rest = rest_next
            continue
        cuts = list(_ISSUER_CUT.finditer(part))
        # 的, 部 and the like may be inside a name; the last cut that leaves a body wins
        cut = next((k for k in reversed(cuts) if _is_body(part[k.end() :])), None)
        if cut is not None and cut[0] in _TO_WHOM:
            break
        name = part[cut.end() :] if cut else None
        if name is None:
            if not _is_body(part):
                break
            parts.append(squeeze(part))
            rest = rest_next
            continue
        parts.append(squeeze(name))
        break
    return parts[::-1]


def _is_body(name: str) -> bool:
    name = name.strip(" \t\u3000“”")
    return 2 <= len(name) <= 30 and _BODY.fullmatch(name) is not None


def _issuers_before(gap: str) -> tuple[str, ...]:
    """The bodies named right before 《: 省总《, 市委、市政府“两办”《, 省总工会等五部门联合印发的《."""
    gap = gap[-80:]
    tail = _TAIL_VERB.search(gap)
    named = gap[: tail.start()] if tail else gap
    if tail and tail["verb"] == "" and "关于" in tail[0]:
        return ()
    found = _bodies(named + _office(tail))
    if found and found[-1].endswith(("两办", "两办”")):
        return ("、".join(found),)
    return tuple(found)


def _office(tail: re.Match[str] | None) -> str:
    m = re.match("办公室|办公厅", tail[0]) if tail else None
    return m[0] if m else ""


def _issuers_inside(title: str) -> tuple[str, ...]:
    """The bodies that a full title begins with: 云州市总工会、中共云州市委组织部关于…的通知."""
    cut = _TITLE_VERB.search(title)
    head = title[: cut.start()].strip() if cut else ""
    names = [n.strip() for n in re.split(r"[、，,]|[ \t\u3000]+|(?<=[会委府局厅部])和", head) if n.strip()]
    if not names or not all(_is_body(n) for n in names):
        return ()
    return tuple(squeeze(n) for n in names)


# --- brackets after a title -------------------------------------------------------------------------

_TAIL_OPEN = re.compile(rf"{_S}([（(〔\[【])")
_CLOSERS = {"（": "）)", "(": ")）", "〔": "〕]", "[": "]〕", "【": "】"}
_ALIAS = re.compile(
    r"(?:以下|下文|下)?(?:简称|统称)(?:为|：|:)?[“]?[《<〈](?P<alias>[^《》<>〈〉\n]{1,40})[》>〉]"
)
# A bare word of genre points back to the last title that ends with it.
_BARE = re.compile(
    r"(?:本|该|此)?(?:实施|工作|指导|行动|活动|若干)?(?:意见|方案|通知|办法|规划|计划|要点|条例|细则|规定|决定|纲要|措施|标准|制度|章程|台账|公告|通告|函|批复)"
)


def _tail_end(text: str, at: int) -> int:
    """Where the brackets after a title end (at most three, 120 signs): （试行）（云工发〔2021〕3号）."""
    for _ in range(3):
        m = _TAIL_OPEN.match(text, at)
        if m is None:
            break
        depth, k, stop = 0, m.start(1), min(len(text), at + 120)
        while k < stop:
            c = text[k]
            if c == "\n":
                return at
            if c in "（(〔[【［":
                depth += 1
            elif c in "）)〕]】］":
                depth -= 1
                if depth == 0:
                    break
            k += 1
        if depth or k >= stop:
            break
        at = k + 1
    return at


@dataclass(frozen=True, slots=True)
class _Seen:
    """A title with its surroundings: `span` without brackets, `end` after the brackets that follow it.

    `gap` is what stands before it in its sentence, back to the title before, which it `follows`; `joined`
    where nothing but 、 and the like is between.
    """

    title: str
    span: Span
    open_at: int
    close_at: int
    end: int
    gap: str
    follows: bool
    joined: bool


def _seen(text: str) -> list[_Seen]:
    out: list[_Seen] = []
    tail_until = 0
    for m in _TITLE.finditer(text):
        start, end = m.span()
        width = 2 if text.startswith("<<", start) else 1
        inner = Span(start + width, end - width)
        raw = inner.of(text)
        lead = len(raw) - len(raw.lstrip())
        inner = Span(
            inner.start + lead, inner.end - (len(raw) - len(raw.rstrip())) if raw.strip() else inner.end
        )
        if not raw.strip() or len(raw) > 2 * MAX_TITLE or start < tail_until:
            continue
        title = tidy_title(raw)
        tail = _tail_end(text, end)
        tail_until = tail
        floor = max(out[-1].end if out else 0, start - 160)
        gap = text[floor:start]
        stops = list(_STOP.finditer(gap))
        fresh = bool(stops)
        if stops:
            gap = gap[stops[-1].end() :]
        follows = bool(out) and not fresh and floor == out[-1].end
        joined = follows and _JOINED.fullmatch(gap) is not None
        out.append(_Seen(title, inner, start, end, tail, gap, follows, joined))
    return out


def _relation_before(gap: str) -> tuple[str | None, bool]:
    """The governing verb in what stands before a title, and whether it creates it. The last one wins."""
    clause = _COMMA.split(gap)[-1].rstrip(" \t\u3000“‘")
    while clause:
        attributive = _ATTRIBUTIVE.search(clause)
        if attributive is None:
            break
        clause = clause[: attributive.start()]
    verbs = list(_VERB.finditer(clause))
    return (verbs[-1][0], verbs[-1]["create"] is not None) if verbs else (None, False)


def _relation_after(text: str, at: int) -> tuple[str | None, bool]:
    m = _AFTER_FOLLOW.match(text, at)
    if m:
        return m["verb"], False
    m = _AFTER_CREATE.match(text, at) or _NOW_ISSUED.match(text, at)
    return (m["verb"], True) if m else (None, False)


def find_citations(text: str) -> tuple[Citation, ...]:
    """All cited instruments, in order, one for each naming.

    A title is as written less layout (`tidy_title`), its span without the brackets. An abbreviation that
    以下简称《…》 introduces, and a bare 《意见》 that points back, carry the title and number of what they
    stand for; the introduction itself is no citation. Where nothing came before, and after 制定 and its
    like, a bare 《意见》 stays as written.
    """
    if _TITLE.search(text) is None:
        return ()
    seen = _seen(text)
    # Right context of each run of joined titles, from its last backwards.
    run_end = [0] * len(seen)
    for n in range(len(seen) - 1, -1, -1):
        follows = n + 1 < len(seen) and seen[n + 1].joined
        run_end[n] = run_end[n + 1] if follows else seen[n].end
    out: list[Citation] = []
    aliases: dict[str, Citation] = {}
    relation: str | None = None
    creates = False
    outer: tuple[str, ...] = ()
    before = ""
    for n, s in enumerate(seen):
        if not s.joined:
            verb, makes = _relation_before(s.gap)
            if verb is not None or not (s.follows and _ALSO.match(s.gap) and not _COMMA.search(s.gap)):
                relation, creates = verb, makes
            outer = _issuers_before(s.gap)
            before = s.gap
            point = _AS_POINT.match(text, s.end)
            if point and s.gap.endswith("以"):
                relation, creates = f"以…为{point['what']}", False
            elif relation in (None, "以", "依", "按") or relation in _PUSH:
                later, made = _relation_after(text, run_end[n])
                if later is not None and (relation in (None, "以") or later in _FOLLOW_AFTER):
                    relation, creates = later, made
        if relation == "以":  # 以《…》… and nothing that says as what
            relation = None
        if _dropped(text, s.title, before[-24:].rstrip(" “"), run_end[n]):
            continue
        number = _find_number(text, s.close_at, s.end)
        if number is None:
            bare_after = _NUMBER_RIGHT.match(text, s.close_at)
            number = _find_number(text, s.close_at, bare_after.end()) if bare_after else _number_left(text, s)
        known = aliases.get(s.title)
        if known is None and _BARE.fullmatch(s.title):
            word = s.title.lstrip("本该此")
            known = (
                None if creates else next((c for c in reversed(out[-40:]) if c.title.endswith(word)), None)
            )
        inside = _issuers_inside(s.title)
        citation = Citation(
            title=known.title if known else s.title,
            span=s.span,
            doc_number=number[0] if number else (known.doc_number if known else None),
            number_span=number[1] if number else None,
            issuers=inside or outer or (known.issuers if known else ()),
            relation=relation,
            creates=creates,
        )
        out.append(citation)
        for m in _ALIAS.finditer(text, s.close_at, s.end):
            aliases[tidy_title(m["alias"])] = citation
    return tuple(out)


_FOLLOW_AFTER = frozenset(
    ("落实", "实施", "执行", "贯彻落实", "贯彻", "宣传", "学习", "落实实施", "贯彻实施")
)
# 《…》云工发〔2021〕3号, without brackets
_NUMBER_RIGHT = re.compile(
    rf"[ \t\u3000、]{{0,2}}(?:{_CODE}){{1,10}}"
    + _NUMBER_AT.pattern.replace("?P<year>", "").replace("?P<serial>", "")
)
# 云工发〔2021〕3号文件《…》
_NUMBER_LEFT = re.compile(_NUMBER_AT.pattern + r"(?:文件?)?(?:精神)?[ \t\u3000]{0,2}\Z")


def _number_left(text: str, s: _Seen) -> tuple[str, Span] | None:
    begin = max(0, s.open_at - 40)
    m = _NUMBER_LEFT.search(text[begin : s.open_at])
    if m is None:
        return None
    number, span = _coded(text[begin : s.open_at], m, 0)
    if number.startswith("〔"):
        return None
    end = m.end("serial")
    end = text.index("号", begin + end) + 1
    return number, Span(begin + span.start, end)


def title_findings(text: str) -> tuple[Finding, ...]:
    """Opened and never closed book-title marks: what `find_citations` had to leave out, to be reported."""
    spans = [m.span() for m in _TITLE.finditer(text)]
    out: list[Finding] = []
    k = 0
    for m in _OPENING.finditer(text):
        while k < len(spans) and spans[k][1] <= m.start():
            k += 1
        if k < len(spans) and spans[k][0] <= m.start():
            continue
        words = text[m.start() : m.start() + 30].split("\n", 1)[0]
        out.append(
            Finding("policies.unclosed-title", f"book-title mark is not closed: {words}", Span(*m.span()))
        )
    return tuple(out)
