"""What stands in book-title marks and is no instrument: newspapers, films, books, headlines?"""

from __future__ import annotations

import re
from dataclasses import dataclass


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


def dropped(text: str, title: str, before: str, end: int) -> str | None:
    """The name of the rule that drops a title, or None; `before` stands before its mark, `end` is where its brackets end."""
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
