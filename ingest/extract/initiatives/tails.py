"""Which words after a quoted name say what it is (“云州工匠”选树), and do they belong to the name?"""

from __future__ import annotations

import re

# Rule "activity": what a named thing is, after its quoted name. “云州工匠”|选树, “书香云州”|职工阅读季.
_ACTIVITY = (
    "活动|行动|竞赛|大赛|比赛|联赛|挑战赛|团体赛|邀请赛|赛|比武|练兵|运动会|擂台|工程|计划|项目|课堂|讲堂|学堂|夜校|课程"
    "|品牌|宣传月|宣传周|宣传日|活动月|活动周|活动日|服务月|服务季|阅读季|要约季|行动季|节|展演|展播|展览|书画展|巡展"
    "|征文|征集|宣讲团|宣讲|巡讲|演讲|寻访宣传|寻访|宣传教育|宣传|推选|推荐|选树|评选表彰|评选|评比|评议|命名|表彰奖励|阅读|诵读"
    "|创作|培训班|培训|培养|帮扶|服务平台|平台|工作室|驿站|站点|小屋|书屋|之家|专栏|专题|笔会|论坛|沙龙|招聘会|招聘|联谊会|交友"
    "|联谊|攻坚战|攻坚|创建|建设体系|一体化建设|建设|教育|实践|志愿服务|志愿者|志愿|服务|健步行|健步走|健身走|工间操|展示|分享会"
    "|疗休养|体检|普法|集体协商|要约|体系|模式|机制|制度|改革|工作|阵地|宣讲会|故事会|诗会|晚会|汇演|文艺演出|基金|助学|慰问|托管班|托管|关爱室|哺乳室|哺育室|服务站|加油站|工坊|俱乐部|家园|基地|入会|保险|保障"
    "|小程序|公众号|热线|专列|专车|直播|直播间|答题|学习|联盟|工作法|举措"
)
_TAIL_END = re.compile(rf"(?:{_ACTIVITY})")
# What ends the words after a quotation that may still belong to the name.
_TAIL = re.compile(r"[^\s，。；：、！？,;:!?（）()《》“”\"‘’「」…的了]{1,18}")
_TAIL_BREAK = re.compile(
    r"进行|推动|助力|活力|推荐上报|取得|获得|荣获|获评|达到|吸引|参与|参加|开展|实施|纳入|作为|进入|深入|走进|推进|落实|印发"
    r"|以及|及其|和|与|暨|在|为|被|是|将|由|(?<!针)对(?![接口])|向|把|至|到|\d|[Xx×]+[家个名人场次件万元]|等级|中$"
)
# Rule "generic tail": these say what sort of thing it is, and are no part of its name. “工会暖心行”|主题活动.
GENERIC_TAIL = re.compile(
    r"(?:主题|系列|专题|专项|大型|特色|群众性|品牌|实践|宣传|教育|创建|劳动|竞赛|活动|行动|工作|建设|攻坚|示范|工会|技能|宣讲"
    r"|推广|服务|职工|阅读|读书|诵读|阵地|志愿|学习|评选|集中|主体|公益|普法|征稿|专栏|电视|工程|计划|就业|农民工|法律|法治|[、和])+"
)
# Tails that make no activity of what they follow: “六稳”任务, “八大群体”入会, “娘家人”作用.
NO_TAIL = re.compile(
    r"(?:等)?(?:意识|自信|思想|理念|原则|方针|目标|问题|要求|群体|组织|称号|荣誉|领域|政策|职责|优势|关怀|关系|效应|"
    r"责任制|决策|部署|规划|时期|期间|防线|模式|机制|路径|短板|难题|瓶颈|为题|为主线|为统领|为根本|为核心|为引领|为导向|任务|作用|精神|底线|重大|战略|事业|"
    r"方式|方法|办法|格局|局面|人员|职工队伍|企业家|改革任务|奖|示范点|示范单位|"
    r"单位|集体|个人|团队|条件|标准|号召|论述|重要|新发展|成果|经验|做法|党建|方案的|之一|入会|工作法|会议|结果)"
)

# Tails that say little: what they follow must be carried out, or call itself one.
WEAK_TAIL = re.compile(
    r"(?!主题)(?:.{0,4}(?:教育|宣传|学习|实践|创建)|.{0,10}(?:工作|建设|服务|机制|模式|制度|体系|改革|阵地|举措|培训|工作法|保险|保障|平台|推荐|站点|入会))"
)
# After a set name, only this makes another name of it: “安康杯”安全生产知识竞赛.
OF_ITS_OWN = re.compile(r"赛$|知识")

# With these a counted phrase of the stop list is an initiative after all: “五小”创新活动, “双创”大赛.
STOP_TAIL = re.compile(r"(?:活动|大赛|竞赛|比赛|行动|表彰奖励|规范化建设)$")
_MORE = re.compile(
    r"(?<=大赛|竞赛|比赛|征文|展演|课堂|工程|计划|行动|体赛)(?:活动|工作|行动|项目|建设|决赛)+$"
)


def tail_of(after: str, *, single: bool) -> tuple[str, bool]:
    """The words after a quotation that say what it is, up to the last that names an activity; empty for none.

    The flag says whether they may belong to the name: not where 等 ends a list (“甲”“乙”等活动).
    """
    run = _TAIL.match(after)
    if run is None:
        return "", False
    words = run.group()
    # “云州工匠”等先进典型选树宣传活动 is one name.
    listed = words.startswith("等")
    stop = _TAIL_BREAK.search(words, int(listed))
    if stop is not None:
        words = words[: stop.start()]
    end = 0
    for found in _TAIL_END.finditer(words, int(listed)):
        end = found.end()
    words = words[:end]
    if listed and (not single or GENERIC_TAIL.fullmatch(words[1:])):
        return words[1:], False
    # 技能大赛|活动, 培养工程|工作: the name ends with what it is.
    more = _MORE.search(words)
    if more is not None and more.start() > 0:
        words = words[: more.start()]
    return words, True
