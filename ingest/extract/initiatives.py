"""Which named campaigns, brands, competitions and programmes (品牌, 活动, 竞赛, 行动, 工程) does a text name?

A name is seen in four ways, and only in these: in quotation marks with an activity beside them
(“工会暖心行”主题活动); as a set name of union work (`data/lexicon/initiatives.txt`: 安康杯, 金秋助学); by
its last word after a verb that carries things out (开展职工素质提升行动, 第一届职工篮球赛); as an item of a
list that says so (送温暖、阳光就业等工会工作品牌). Slogans, methods, honours, political phrases and
classes of people are no initiatives: `data/lexicon/not_initiatives.txt`, and the rules named below.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ingest.extract.quotations import Quotation, find_quotations
from ingest.extract.terms import find_terms, terms
from kg.model import InitiativeMention, Span, squeeze
from kg.places import name_ending_at

__all__ = ["Kind", "find_initiatives", "kind_of"]

_YES = "initiatives.txt"
_NO = "not_initiatives.txt"


class Kind(StrEnum):
    """What an initiative is, as far as its name tells."""

    COMPETITION = "competition"  # 竞赛, 比武, 运动会
    EDUCATION = "education"  # 宣传教育, 阅读, 宣讲
    SERVICE = "service"  # 帮扶, 保障, 就业, 普法
    FACILITY = "facility"  # 阵地: 驿站, 书屋, 小屋
    PLATFORM = "platform"  # 网上平台, APP
    CAMPAIGN = "campaign"  # 专项行动, 攻坚
    PROGRAMME = "programme"  # 工程, 计划, 项目
    BRAND = "brand"


_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.COMPETITION, re.compile(r"赛|比武|运动会|杯$|六比一创|练兵|争先|擂台")),
    (Kind.PLATFORM, re.compile(r"平台|工惠|工[eE]|智慧工会|网上工会|数字工会|小程序")),
    (
        Kind.FACILITY,
        re.compile(r"驿站|小屋|书屋|书架|之家|小家|关爱室|站点|服务站|工作室|阵地|文化宫|托管班|一条街"),
    ),
    (Kind.CAMPAIGN, re.compile(r"行动|攻坚|加强年|[^青]年$|集中|要约")),
    (
        Kind.SERVICE,
        re.compile(r"送|助|保障|就业|互助|关爱|帮扶|筛查|疗休养|招聘|法律|普法|法治体检|服务|普惠|托育|交友"),
    ),
    (
        Kind.EDUCATION,
        re.compile(
            r"教育|宣传|宣讲|阅读|诵读|读书|书香|讲堂|课堂|进校园|进企业|进班组|征文|演讲|中国梦|主题|寻访|选树"
        ),
    ),
    (Kind.PROGRAMME, re.compile(r"工程|计划|项目|制度?$|学分|培养|圆梦|建设")),
)


def kind_of(name: str) -> Kind:
    """What the name says it is; a brand where it says nothing."""
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), Kind.BRAND)


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
_GENERIC_TAIL = re.compile(
    r"(?:主题|系列|专题|专项|大型|特色|群众性|品牌|实践|宣传|教育|创建|劳动|竞赛|活动|行动|工作|建设|攻坚|示范|工会|技能|宣讲"
    r"|推广|服务|职工|阅读|读书|诵读|阵地|志愿|学习|评选|集中|主体|公益|普法|征稿|专栏|电视|工程|计划|就业|农民工|法律|法治|[、和])+"
)
# Tails that make no activity of what they follow: “六稳”任务, “八大群体”入会, “娘家人”作用.
_NO_TAIL = re.compile(
    r"(?:等)?(?:意识|自信|思想|理念|原则|方针|目标|问题|要求|群体|组织|称号|荣誉|领域|政策|职责|优势|关怀|关系|效应|"
    r"责任制|决策|部署|规划|时期|期间|防线|模式|机制|路径|短板|难题|瓶颈|为题|为主线|为统领|为根本|为核心|为引领|为导向|任务|作用|精神|底线|重大|战略|事业|"
    r"方式|方法|办法|格局|局面|人员|职工队伍|企业家|改革任务|奖|示范点|示范单位|"
    r"单位|集体|个人|团队|条件|标准|号召|论述|重要|新发展|成果|经验|做法|党建|方案的|之一|入会|工作法|会议|结果)"
)
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
# Verbs that carry out, found or join something: the rule "carried out" wants one right before the name.
_CARRY = (
    "开展好|开展|举办|实施|启动|推行|推广|推出|打造|承办|主办|协办|创办|开办|举行|组织|参加|参与|叫响做实|叫响|擦亮|用好|策划|实行|试行|推进|推动|深化|进行"
    "|开设|开辟|创设|创立|设立|塑造|做优做强|做好|做优|做强|做实|做细|抓好|抓实|争取|办好|落实|创建|建设|新建|建好|上线|运行|部署|策应|响应|投身|巩固|建成"
)
_CARRY_END = re.compile(
    rf"(?:{_CARRY})(?:了|好|过|起|线上|线下|全市|全省|全区|全县|全镇|本市|我市|我区|首届|新一轮|(?:\d{{4}}(?:[—\-－]\d{{4}})?)?年?度?)*$"
)
_CARRY_LAST = re.compile(rf".*(?:{_CARRY.replace('|创建|建设|', '|')})(?:了|好|过)?")
# Names that call themselves one: 县级工会加强年, 职工阅读季, 求学圆梦行动, 情暖驿站.
_NAMED_SELF = re.compile(
    r"(?:行动|工程|计划|大赛|竞赛|比赛|运动会|杯|课堂|讲堂|学堂|[^往今明去近历多百十青每常成老壮少中幼X\d]年|[^万]月|[^一]季|周|宣传日|会员日"
    r"|活动日|[^环细季时]节|之家|[一-鿿]{2}[坊亭]|驿站|小屋|书屋|小站|平台|"
    r"进企业|进校园|进班组|进车间|进社区|进机关|进一线|下乡|展演|工作室|"
    r"[惠e]家|[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔云滇陕秦甘陇青蒙桂藏宁新杭甬]工惠|关爱室|大比拼|活动|年度行动|在行动|系列|品牌|竞赛季)$"
)
# Tails that say little: what they follow must be carried out, or call itself one.
_WEAK_TAIL = re.compile(
    r"(?!主题)(?:.{0,4}(?:教育|宣传|学习|实践|创建)|.{0,10}(?:工作|建设|服务|机制|模式|制度|体系|改革|阵地|举措|培训|工作法|保险|保障|平台|推荐|站点|入会))"
)
# After a set name, only this makes another name of it: “安康杯”安全生产知识竞赛.
_OF_ITS_OWN = re.compile(r"赛$|知识")
# Counted set phrases and mottos of politics: “四个意识”, “三项任务”, “人民至上”.
_SLOGAN = re.compile(
    r"^[一二三四五六七八九十两双]+(?:大|个|项|条|种)?(?:建设|优势|任务|目标|体系|能力|问题|关系|转变|坚持|统一|必须|结合|战略|理念"
    r"|意识|自信|维护|确立|全面|精神|作用)$"
    r"|至上|^(?:学习|学习宣传|深入学习)贯彻|习近平"
)
# With these a counted phrase of the stop list is an initiative after all: “五小”创新活动, “双创”大赛.
_STOP_TAIL = re.compile(r"(?:活动|大赛|竞赛|比赛|行动|表彰奖励|规范化建设)$")
_MORE = re.compile(
    r"(?<=大赛|竞赛|比赛|征文|展演|课堂|工程|计划|行动|体赛)(?:活动|工作|行动|项目|建设|决赛)+$"
)
# What opens a list, before its first item.
_ITEM_VERB = re.compile(
    r".*(?:开展好|开展|举办|实施|叫响做实|叫响|打造|做好|夯实|深化|推进|组织|擦亮|继续|持续|广泛|深入|推出|创新|抓好|落实|做实|完善|提供|包括|如|形成|通过)(?:了|好)?"
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
_THEMED = re.compile(r"以([^，。；：“”\n]{4,20})为主题的([^，。；：、“”\n]{2,10}?(?:教育|活动|竞赛|大赛))")

# Rule "last word": a name by what it is, without quotation marks. 开展|劳动关系和谐创建|活动.
_LAST = re.compile(
    r"攻坚行动|专项行动|行动|工程|计划|挑战赛|邀请赛|联赛|大赛|比赛|竞赛|团体赛|球赛|大比拼|比武|运动会|艺术节|文化节|读书节|体育节"
    r"|宣传周|宣传月|宣传日|一日捐活动|一日捐|驿站|小屋|活动月|活动周|阅读季|服务季|招聘会|健身走|健步走|健步行|笔会|云讲堂|微课堂|大课堂|创建活动|活动"
    r"|文化周|职工春晚|进校园|进企业|进班组|进车间|进社区|进机关|进工地|进园区"
)
# Last words that need no verb before them: 职工广场舞大赛、青年联谊会.
_STRONG = re.compile(
    r"挑战赛|邀请赛|联赛|大赛|比赛|竞赛|团体赛|球赛|大比拼|比武|运动会|艺术节|文化节|读书节|体育节|宣传[周月日]|活动[月周]"
    r"|阅读季|服务季|招聘会|一日捐活动|一日捐|健身走|健步[走行]|笔会|攻坚行动|云讲堂|微课堂|大课堂"
)
_STEP_BACK = re.compile(r"[^\s，。；：、！？,;:!?.．（）()《》“”\"‘’「」…]{0,22}$")
# What may not stand inside a name by its last word.
_BREAK_INSIDE = re.compile(
    r".*(?:的|了|等|及其|以及|对|把|使|让|被|所|地|一系列|各类|各种|各项|多种|形式多样|丰富多彩|多彩|不同|应当|可以|不断|纳入|列入|掀起|到|形成|获得|获评)"
)
_MADE = re.compile(r".*(?:组织|举办|开展|承办|主办|发起|启动)的")
_JOINED = re.compile(r".*(?:校园|企业|社区|班组|活动|大赛|竞赛|比赛|行动|工程|运动会)(?:和|与|及|暨)")
_FREE = re.compile(
    r".*(?:广泛|深入|扎实|积极|大力|持续|认真|全面|继续|精心|定期|常态化|会同|联合|共同|配合|做|搞|抓|办|指导|协助|帮助|支持|通过|围绕|建立健全|建立|健全)"
)
_USED = re.compile(r".*(?:利用|借助|结合|依托|抓住)")
# What stands before a name and is none of it: 全市, 2023年度, 首届.
_LEADING = re.compile(
    r"(?:全市|全省|全区|全县|全镇|本市|我市|我区|我县|本区|市级|省级|区级|县级|\d{4}(?:[—\-－]\d{4})?年?度?|年度|[一二两三多几]次|一系列|本|好|了)+"
)
# What follows a last word that names no initiative: 活动|中心, 工程|师, 竞赛|体系, 行动|自觉.
_NOT_AFTER = re.compile(
    r"中心|场所|场地|阵地|经费|经验|室|日常|积极|范围|能力|师|质量|款|造价|体系|机制|品牌|形式|自觉|指南|起来|力|能手|对象|职工参与|成员"
)
# Words that leave a name without anything of its own: 各类职工文体活动, 走访慰问活动, 重点工程, 年度工作计划.
_PLAIN = re.compile(
    r"征文|歌唱|歌咏|象棋|围棋|棋牌|拔河|拨河|球类|门球|篮球|羽毛球|乒乓球|排球|足球|摄影|书画|书法|朗诵|诗歌|演讲|演出|跳绳|教工"
    r"|困难职工|劳模|集中|入会|班组|市县|干部|多工种|多行业|多层次|专场|网络|义务|多样化|多样|实操|工种|业务|社会主义|依法|治理|法治|优质"
    r"|高温|夏季|冬季|[一二三四五六七八九十两几多]+[个项大种]|以"
    r"|劳动和技能|劳动技能|职业技能|操作技能|技术技能|技能|劳动|职工|文体|文化|体育|文艺|宣传|教育|培训|慰问|走访|普惠|志愿|服务|帮扶|公益|创新|创建|实践"
    r"|学习|宣讲|竞赛|工会|基层|女|企业|全市|全省|全区|全县|全国|全镇|市级|县级|区级|省级|国家级|及以下|节日|线上|线下|网上|网下|健身|观摩|评选|调研|督导|表彰"
    r"|庆祝|纪念|交流|合作|组织|重点|项目|主题|系列|专项|各级|各|群众性|群众|群团|相关|有关|重大|重要|专题|集中|统一|实际|自觉|具体|年度|工作|采购|招录|发展|党员|民生"
    r"|系统|困难|关爱|关心|特色|品牌|党建|党日|党内|党组织|组织生活|支部|单位|机关|行业|产业|区域|社会|法律|援助|法律援助|普法|安全|检查|招聘|就业|创业|评比|推荐|上报|技术|攻关|革新|比武"
    r"|日常|业余|娱乐|休闲|丰富|人才|引进|培养|建设|经济|市场|商业|犯罪|违法|违纪|行为|整改|整治|体检|疗休养|座谈|谈心|谈话|交心|募捐|捐款|捐赠|监督|管理|示范|精品|新"
    r"|本次|这次|此次|该|每次|多次|一次|一批|一项|届|第.|人民|国家|工作人员|大型|小型|春节|元旦|五一|中秋|国庆|端午|节前|期间|周末|假期|疫情|防控|消费|促销|经营|生产|科研|教学|招投标|立项"
    r"|绿化|改造|扶持|推介|媒体|直播|展示|体验|研学|联谊|联建|共建|结对|对接|联系|互动|评议|考核|测评|评价|评估|巡查|排查|化解|核查|自查|联合|行动|活动|工程|计划|年|月|日|和|与|、|\d"
)
_NTH = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+|首)(?:届|次|批)[^\s，。；：、！？（）()《》“”\"‘’「」…的了第首]{1,18}?"
    r"(?:运动会|大赛|比赛|竞赛|球赛|联赛|团体赛|赛|艺术节|文化节|读书节|展演|征文活动|征文|论坛)"
)
# Rule "peaceful place": 平安长春, 法治云州建设. The programme takes the place's name.
_PEACEFUL = re.compile(r"(?:平安|法治|法制|健康|书香|清廉|数字|美丽|信用)([一-鿿]{2,5}|[Xx×])")
_NO_PLACE = re.compile(
    r"社会|政府|国家|中国|队伍|文化|体系|机关|环境|理念|思维|意识|经济|职工|工会|政务|乡村"
)
# Rule "cup": 南湖杯职工乒乓球赛.
_CUP = re.compile(r"([一-鿿X]{2,4}杯)[^\s，。；：、！？（）《》“”]{0,14}?赛")
# Rule "sorted list": …、…、…等工会工作品牌 says what it lists.
_LIST_END = re.compile(
    r"等[^\s，。；：、！？（）()《》“”]{0,8}?(?:品牌|品牌活动|主题实践活动|实践活动|特色活动|服务项目|普惠项目|专项行动|常态化帮扶)"
)
_LONGEST_LIST = 400
_APP = re.compile(
    r"[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔滇陕秦甘陇蒙桂藏宁新杭甬]工(?:惠|\s?[eEｅＥ]\s?家|之家)"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    start: int
    end: int
    strength: int
    """3: quoted, 2: enumerated or by pattern, 1: set name."""


def find_initiatives(text: str) -> tuple[InitiativeMention, ...]:
    """Every naming of an initiative, in order, without overlaps; `text` is canonical text or a part of it.

    `name` is the span's text without white space; a fully quoted name has no marks around it, a partly quoted
    one keeps them with the words that belong to it (“云州工匠”选树).
    """
    quotations = list(find_quotations(text))
    seen: list[_Seen] = []
    seen.extend(_quoted(text, quotations))
    closed = [(q.start, q.end) for q in quotations]
    seen.extend(_enumerated(text, closed))
    seen.extend(_patterned(text, closed))
    seen.extend(_Seen(start, end, 1) for start, end in find_terms(_YES, text))
    return tuple(_mentions(text, seen))


def _mentions(text: str, seen: list[_Seen]) -> Iterator[InitiativeMention]:
    """The strongest and longest of what overlaps, in order."""
    taken: list[tuple[int, int]] = []
    for one in sorted(seen, key=lambda s: (-s.strength, s.start - s.end, s.start)):
        at = bisect_left(taken, (one.end, 0))
        if at == 0 or taken[at - 1][1] <= one.start:
            insort(taken, (one.start, one.end))
    for start, end in taken:
        yield InitiativeMention(squeeze(text[start:end]), Span(start, end))


# --- quoted ----------------------------------------------------------------------------------------


class _Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    OPEN = "open"  # stands or falls with the quotations beside it


def _quoted(text: str, quotations: list[Quotation]) -> Iterator[_Seen]:
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
                yield _Seen(start, end, 3)
    # A name that is told to be one somewhere is one wherever it is quoted again.
    for q in undecided:
        if q.words in named:
            yield _Seen(q.start + 1, q.end - 1, 3)


def _runs(text: str, quotations: list[Quotation]) -> Iterator[list[Quotation]]:
    run: list[Quotation] = []
    for q in quotations:
        if run and text[run[-1].end : q.start].strip() not in ("", "、", "和", "与", "及", "，"):
            yield run
            run = []
        run.append(q)
    if run:
        yield run


def _pieces(text: str, start: int, end: int) -> Iterator[_Seen]:
    """One quotation that lists set names (“春送岗位、夏送清凉”) is each of them; any other is one name."""
    inner = text[start:end]
    known = terms(_YES)
    parts = inner.split("、")
    if len(parts) > 1 and all(part.strip() in known for part in parts):
        at = start
        for part in parts:
            yield _Seen(at, at + len(part), 3)
            at += len(part) + 1
    else:
        yield _Seen(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()), 3)


def _judge(text: str, q: Quotation, run: list[Quotation]) -> tuple[_Verdict, int, int]:
    """Whether a quotation is an initiative's name, and from where to where the name goes."""
    words = q.words
    line = text.rfind("\n", max(0, q.start - 24), q.start) + 1
    before = text[max(line, q.start - 24) : q.start]
    first = text[max(line, run[0].start - 24) : run[0].start]
    after = text[q.end : q.end + 28].partition("\n")[0]
    tail, attached = _tail(after, single=len(run) == 1)
    no = (_Verdict.NO, q.start + 1, q.end - 1)
    bare = (_Verdict.YES, q.start + 1, q.end - 1)
    unsure = (_Verdict.OPEN, q.start + 1, q.end - 1)
    whole = (_Verdict.YES, q.start, q.end + len(tail)) if attached else bare

    if _AWARD.search(first) and not (_CHOSEN.search(tail) and first.endswith(("推荐", "评选"))):
        return no
    if _SLOGAN.search(words):
        return no
    if _bare(words) in _stops():
        # “五小”创新活动 is one, “五小” is not.
        return whole if attached and _COUNTED.fullmatch(words) and _STOP_TAIL.search(tail) else no
    if before.rstrip().endswith(("以", "围绕", "聚焦")) and (motto := _MOTTO.match(after)):
        return no if "“" in motto.group() or len(words) < 5 else bare
    if words.replace("•", "·") in terms(_YES):
        return whole if _OF_ITS_OWN.search(tail) and not _GENERIC_TAIL.fullmatch(tail) else bare

    named = len(words) > 3 and _NAMED_SELF.search(words) is not None
    honour = not named and "·" not in words and _HONOUR.search(words) is not None
    held = _HOLD.search(first) is not None
    if _NO_TAIL.match(after):
        return bare if named and not held else no
    if tail:
        chosen = _CHOSEN.search(tail) is not None
        weak = _WEAK_TAIL.fullmatch(tail) is not None
        if (honour and not chosen) or (held and weak):
            return no
        if weak and not named and not _CARRY_END.search(first):
            return unsure
        if (len(words.replace("、", "")) < 4 and words[-1] != "杯") or _COUNTED.fullmatch(words):
            return (_Verdict.YES, q.start - _lead(before), whole[2]) if attached else bare
        return bare if weak or (_GENERIC_TAIL.fullmatch(tail) and not honour) else whole
    if named:
        return bare
    if held or honour or len(words) < 3:
        return no
    if _CARRY_END.search(first) or ("·" in words and len(words) > 5):
        return bare
    if len(words) <= 4 and (lead := _lead(before)) and _CARRY_END.search(before[: len(before) - lead]):
        return (_Verdict.YES, q.start - lead, q.end)
    return unsure


def _bare(words: str) -> str:
    return words.strip("，。；、“”‘’").replace("＋", "+")


@cache
def _stops() -> frozenset[str]:
    return terms(_NO)


def _tail(after: str, *, single: bool) -> tuple[str, bool]:
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
    if listed and (not single or _GENERIC_TAIL.fullmatch(words[1:])):
        return words[1:], False
    # 技能大赛|活动, 培养工程|工作: the name ends with what it is.
    more = _MORE.search(words)
    if more is not None and more.start() > 0:
        words = words[: more.start()]
    return words, True


def _lead(before: str) -> int:
    """How many signs before a short quotation belong to its name: 职工文化|“五个一”工程, 劳模|“云讲堂”."""
    found = _STEP_BACK.search(before)
    piece = found.group() if found else ""
    broken = _BREAK_INSIDE.match(piece)
    if broken:
        piece = piece[broken.end() :]
    for pattern in (_CARRY_LAST, _FREE, _LEADING):
        cut = pattern.match(piece)
        if cut:
            piece = piece[cut.end() :]
    if _CARRY_END.search(piece) or piece.endswith(("中", "上", "和", "与", "为", "在")):
        return 0
    return len(piece) if 2 <= len(piece) <= 6 else 0


# --- enumerated ------------------------------------------------------------------------------------


def _enumerated(text: str, closed: list[tuple[int, int]]) -> Iterator[_Seen]:
    """The items of a list that says what it lists (…、…等工会工作品牌), back to the verb that opens it."""
    floor = 0
    for mark in _LIST_END.finditer(text):
        if _inside(closed, mark.start()) is not None:
            continue
        # What stands before the last list's end is that list's.
        floor = max(floor, mark.start() - _LONGEST_LIST)
        for start, end in _items(text, floor, mark.start(), closed):
            item = text[start:end]
            if _bare(squeeze(item).strip('“”"')) in _stops():
                continue
            if item[0] in '“"' and item[-1] in '”"':
                start, end = start + 1, end - 1
            if "《" not in item and len(squeeze(item)) > 3:
                yield _Seen(start, end, 2)
        floor = mark.end()


def _items(text: str, floor: int, end: int, closed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The items before `end`, the last first: cut at 、 and ，, not inside quotation marks."""
    at = end
    while at > floor:
        at -= 1
        inside = _inside(closed, at)
        if inside is not None:
            at = inside
            continue
        sign = text[at]
        if sign in "、，。；：！？\n":
            start = at + 1
        elif at == floor:
            start = at
        else:
            continue
        item = text[start:end]
        opened = _ITEM_VERB.match(item) if "“" not in item[:8] else None
        if opened is None and "“" in item:
            opened = _ITEM_VERB.match(item[: item.index("“")])
        start += opened.end() if opened else 0
        size = sum(not c.isspace() for c in text[start:end])
        if size > 18 and "“" not in item:
            return
        if size >= 3:
            yield start, end
        if opened or sign not in "、，":
            return
        end = at


# --- by pattern ------------------------------------------------------------------------------------


def _patterned(text: str, closed: list[tuple[int, int]]) -> Iterator[_Seen]:
    """Names without quotation marks that their last word, their number or their place gives away."""
    for match in _LAST.finditer(text):
        if _inside(closed, match.start()) is None:
            yield from _by_last_word(text, match)
    for match in _NTH.finditer(text):
        yield _Seen(match.start(), match.end(), 2)
    for match in _CUP.finditer(text):
        yield from _by_cup(text, match)
    for match in _PEACEFUL.finditer(text):
        yield from _by_place(text, match)
    for match in _THEMED.finditer(text):
        yield _Seen(match.start(), match.end(), 2)
    for match in _APP.finditer(text):
        yield _Seen(match.start(), match.end(), 1)


_CUTS: tuple[tuple[re.Pattern[str], bool], ...] = (
    (_CARRY_LAST, True),
    (_MADE, True),
    (_USED, True),
    (_BREAK_INSIDE, False),
    (_JOINED, True),
    (_FREE, False),
    (_LEADING, False),
)
# A clause, not a name: 共5场比赛, 参赛选手获评…竞赛.
_SAYS = re.compile(r"[获评共以由为被将是在于让各]|提升|提高|加强|打造|\d|[Xx×][人家名个场]")
_POLITICAL = re.compile(r"全会|习近平|主义|讲话|党中央|精神宣讲|二十大|十九大")


def _by_last_word(text: str, last: re.Match[str]) -> Iterator[_Seen]:
    at = last.start()
    found = _STEP_BACK.search(text[max(0, at - 22) : at])
    piece = found.group() if found else ""
    carried = False
    for pattern, carries in _CUTS:
        cut = pattern.match(piece)
        if cut is not None:
            carried = carried or carries
            piece = piece[cut.end() :]
    if not 2 <= len(piece) <= 16 or _NOT_AFTER.match(text, last.end()):
        return
    before = text[at - len(piece) - 1 : at - len(piece)]
    if not carried and not (
        _STRONG.fullmatch(last.group())
        and len(piece) <= 12
        and not _SAYS.search(piece)
        and before in "、，。；：\n"
    ):
        return
    if piece in terms(_YES):
        return
    own = _PLAIN.sub("", piece)
    if (
        (len(own) < 2 and not (last.group() == "攻坚行动" and len(piece) > 3))
        or _POLITICAL.search(piece)
        or piece[-1] in "进被为是走送"
        or piece in _stops()
    ):
        return
    yield _Seen(at - len(piece), last.end(), 2)


def _by_cup(text: str, match: re.Match[str]) -> Iterator[_Seen]:
    name = match.group(1)
    cut = _CARRY_LAST.match(name) or _LEADING.match(name)
    start = match.start() + (cut.end() if cut else 0)
    if match.end(1) - start >= 3 and not name.endswith(("奖杯", "世界杯", "水杯")):
        yield _Seen(start, match.end(), 2)


def _by_place(text: str, match: re.Match[str]) -> Iterator[_Seen]:
    place = match.group(1)
    for size in range(len(place), 1, -1):
        if name_ending_at(text, match.start(1) + size, match.start(1)) == match.start(1):
            yield _Seen(match.start(), match.start(1) + size, 2)
            return
    built = text.find("建设", match.start(1) + 1, match.start(1) + 5)
    if built > 0 and not _NO_PLACE.search(text, match.start(1), built):
        yield _Seen(match.start(), built, 2)


def _inside(closed: list[tuple[int, int]], at: int) -> int | None:
    """The start of the quotation that `at` lies in, or None."""
    k = bisect_right(closed, (at, 1 << 62)) - 1
    return closed[k][0] if k >= 0 and closed[k][1] > at else None
