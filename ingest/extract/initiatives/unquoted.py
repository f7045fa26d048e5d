"""Which initiatives are named without quotation marks: by their last word, their number, their cup, their place, their theme?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.initiatives.lists import SET_NAMES, never
from ingest.extract.initiatives.seen import Seen, inside_of
from ingest.extract.initiatives.verbs import BREAK_INSIDE, CARRY_LAST, FREE, LEADING, STEP_BACK
from ingest.extract.terms import terms
from kg.places import name_ending_at

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

_MADE = re.compile(r".*(?:组织|举办|开展|承办|主办|发起|启动)的")
_JOINED = re.compile(r".*(?:校园|企业|社区|班组|活动|大赛|竞赛|比赛|行动|工程|运动会)(?:和|与|及|暨)")

_USED = re.compile(r".*(?:利用|借助|结合|依托|抓住)")

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

_APP = re.compile(
    r"[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔滇陕秦甘陇蒙桂藏宁新杭甬]工(?:惠|\s?[eEｅＥ]\s?家|之家)"
)


def unquoted(text: str, closed: list[tuple[int, int]]) -> Iterator[Seen]:
    """Names without quotation marks that their last word, their number or their place gives away."""
    for match in _LAST.finditer(text):
        if inside_of(closed, match.start()) is None:
            yield from _by_last_word(text, match)
    for match in _NTH.finditer(text):
        yield Seen(match.start(), match.end(), 2)
    for match in _CUP.finditer(text):
        yield from _by_cup(text, match)
    for match in _PEACEFUL.finditer(text):
        yield from _by_place(text, match)
    for match in _THEMED.finditer(text):
        yield Seen(match.start(), match.end(), 2)
    for match in _APP.finditer(text):
        yield Seen(match.start(), match.end(), 1)


_CUTS: tuple[tuple[re.Pattern[str], bool], ...] = (
    (CARRY_LAST, True),
    (_MADE, True),
    (_USED, True),
    (BREAK_INSIDE, False),
    (_JOINED, True),
    (FREE, False),
    (LEADING, False),
)
# A clause, not a name: 共5场比赛, 参赛选手获评…竞赛.
_SAYS = re.compile(r"[获评共以由为被将是在于让各]|提升|提高|加强|打造|\d|[Xx×][人家名个场]")
_POLITICAL = re.compile(r"全会|习近平|主义|讲话|党中央|精神宣讲|二十大|十九大")


def _by_last_word(text: str, last: re.Match[str]) -> Iterator[Seen]:
    at = last.start()
    found = STEP_BACK.search(text[max(0, at - 22) : at])
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
    if piece in terms(SET_NAMES):
        return
    own = _PLAIN.sub("", piece)
    if (
        (len(own) < 2 and not (last.group() == "攻坚行动" and len(piece) > 3))
        or _POLITICAL.search(piece)
        or piece[-1] in "进被为是走送"
        or piece in never()
    ):
        return
    yield Seen(at - len(piece), last.end(), 2)


def _by_cup(text: str, match: re.Match[str]) -> Iterator[Seen]:
    name = match.group(1)
    cut = CARRY_LAST.match(name) or LEADING.match(name)
    start = match.start() + (cut.end() if cut else 0)
    if match.end(1) - start >= 3 and not name.endswith(("奖杯", "世界杯", "水杯")):
        yield Seen(start, match.end(), 2)


def _by_place(text: str, match: re.Match[str]) -> Iterator[Seen]:
    place = match.group(1)
    for size in range(len(place), 1, -1):
        if name_ending_at(text, match.start(1) + size, match.start(1)) == match.start(1):
            yield Seen(match.start(), match.start(1) + size, 2)
            return
    built = text.find("建设", match.start(1) + 1, match.start(1) + 5)
    if built > 0 and not _NO_PLACE.search(text, match.start(1), built):
        yield Seen(match.start(), built, 2)
