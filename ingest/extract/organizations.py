"""Which bodies (组织机构) does a text name: unions, party and state organs, groups, firms, schools?

The scan goes by last words (总工会, 局, 有限公司): from each it walks left over places (云州市青岭县), the level
alone (市总工会) or a firm's own name to where the name begins, and right over what still belongs to it
(…公司|工会委员会, 市总工会|组织部). Classes of bodies (各级工会, 县级工会, 有关部门, 行业协会) are no bodies.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from functools import cache, lru_cache

import rjieba

from kg.model import OrganizationMention, Span, squeeze
from kg.places import find, name_ending_at
from kg.resources import resource

__all__ = ["find_organizations"]

# Government organs by what they look after. From 《地方各级人民政府机构设置》 of many places, full names and short ones.
_CARE = (
    "人力资源和社会保障|人力资源社会保障|人社|人力社保|卫生健康|卫健|卫生|卫生管理|应急管理|应急|教育和体育|教育体育|教体|教育|公安|司法|财政|民政|税务|国税|地税"
    "|住房和城乡建设|住房城乡建设|住建|交通运输|交通|市场监督管理|市场监管|文化和旅游|旅游和文化广电|文化广电和旅游|文化广电旅游|文广旅|文旅广体|文旅体|文体旅|文旅|文广"
    "|工业和信息化|工信|经信|发展和改革|发展改革|发改|国有资产监督管理|国资|农业农村|医疗保障|医保|审计|统计|城市管理|城管|生态环境|自然资源和规划|自然资源|水务|水利"
    "|商务|科学技术|科技|信访|退役军人事务|退役军人|行政审批|行政审批服务|大数据|林业|林业和草原|体育|广电|机关事务管理|机关事务|乡村振兴|气象|邮政管理|烟草专卖|粮食和物资储备"
    "|供电|园林|市政|环卫|民族宗教|民族事务|外事|金融|地方金融监管|投资促进|招商|农林水利|农林|园林绿化|行政执法|综合执法|安全生产监督管理|安监|质监|工商"
)
_PARTY_ORGANS = (
    "组织部|宣传部|统战部|政法委员会|政法委|社会工作部|社工部|办公厅|办公室|机构编制委员会办公室|机构编制委员会|编办|改革办|改革委|深改办|全面深化改革委员会"
    "|网信办|巡察办|党校|老干部局|机要局|保密办|政研室|政策研究室|直属机关工作委员会|直属机关工委|直属机关党工委|市直机关工委|台办|农办|国安办|文明办"
)
_NAMES = re.compile(
    r"(?P<unit>职工服务中心|困难职工帮扶中心|帮扶中心|工人文化宫|文化宫|职工交流中心|职工活动中心|职工文体中心|网络中心|工人疗养院|疗养院"
    r"|总工会干校|工会干校|总干校|干部学校|职工大学|文化站|服务管理站|图书馆|诉调对接办公室)"
    r"|(?P<union>总工会|工会联合会|联合工会委员会|联合工会|工会委员会|机关工会|工会)"
    r"|(?P<short>[全省市区县州旗镇]总)(?!工会|体|量|数|值|额|面|人|计|产|结|部署|动员|规划|要|的来|站|队|经理|投资|价|和|长|干)"
    rf"|(?P<party>[省市区县州旗盟]委|(?:镇|乡|街道)党工?委|党工委)(?!员(?!会)|托|派|外|属|管)(?:员会)?(?:{_PARTY_ORGANS})?"
    r"|(?P<state>人民政府|政府)(?!采购|部门|有关|职能|工作|行政|财政|补贴|职责|购买|支持|专项)(?:办公厅|办公室)?"
    r"|(?P<court>(?:中级|高级|基层)?人民法院|(?:人民)?检察院|法院|仲裁院|政协|人大常委会|人大|纪委监委|纪委|监委)"
    rf"|(?P<organ>(?:{_CARE})(?:局|委员会|委|厅|分局)|文明办|编办|扫黑办|信访办|税务局)"
    r"|(?P<mass>妇女联合会|妇联|团委|工商业联合会|工商联|残疾人联合会|残联|科学技术协会|科协|文学艺术界联合会|文联|侨联|企业联合会|企业家协会"
    r"|协会|爱好者联合会|联合会|学会|研究会|商会|基金会)"
    r"|(?P<group>领导小组办公室|领导小组|工作专班|推进专班)"
    r"|(?P<firm>有限责任公司|股份有限公司|有限公司|集团公司|集团|总公司|分公司|公司|支行|分行)"
    r"|(?P<school>小学|中学|大学|学院|技工学校|职业学校|培训学校|学校|职教中心|职业技术教育中心|医院|卫生院|疾控中心|疾病预防控制中心|幼儿园|管理局|第[一二三四五六七八九十]+中专)"
)
# Industrial unions (产业工会) by their industry. 《中国工会章程》第二条; the names are those of provincial and city unions.
_INDUSTRY = re.compile(
    r"(?:教科文卫体|教科文卫|科教文卫|教育科技文化卫生体育|教育|财贸金融|财贸轻工|财贸|外企|外商投资企业|建设交通|建设|交通运输|交通|机械冶金|机冶建材|机冶|冶金|电力"
    r"|能源化学地质|能源化学|能源|金融|农林水利气象|农林水利|农林水|国防邮电|国防科技|海员建设|海员|轻工纺织|轻工|纺织|石油|化工|铁路|民航|邮政|医药卫生|医务|卫生"
    r"|(?:省|市|区|县|州)(?:级|直属?)机关|直属机关|(?:省|市|区|县)直(?:属)?)$"
)
# What a body may be followed by and still be one name: its union, and a union's own departments.
_OWN_UNION = re.compile(r"(?:机关)?(?:联合)?工会(?:联合会|委员会)?")
_NUMBERED = re.compile(r"\s*(?:附件)?\d{1,2}\s*[.．、:：]?\s*")
_PAREN = re.compile(r"[（(]([^（）()\n]{4,24})[）)]")
# Before a level alone these make a class of it: 各县总工会, 市县两级总工会, 乡镇工会.
_CLASS = "各全每跨某些乡省市县区州镇级街属辖"
# Firms and schools that are classes: 快递公司, 职业院校, 企业集团.
_PLAIN = re.compile(
    r"(?:快递|外卖|物业|家政|保安|保安服务|建筑|施工|劳务派遣|劳务|运输|物流|网约车|平台|保险|上市|分|子|母|总|本|该|我|各|某|企业|国有|民营|私营|大型|中小型?"
    r"|职业|技工|高等|普通|高职|中职|中专|民办|公办|重点|中心|乡镇|社区|农村|县级|市级|省级|区级|三级|二级|基层|定点|综合|专科|医疗|党校|业余|夜|成人|老年|技术|院校|大中|大中专|合作"
    r"|商业|国有商业|房地产|旅游|科技|供电|公交|出租车|客运|货运|环卫|银行|所在|有关|相关|行业|产业|集团|一些|部分|多家|所|家|个|名|不少|众多|上级|同级|附属|人民|中|小|大|培训|协调"
    r"|两级|三级|四级|五级|区域性|行业性|市县|县区|街道|乡|镇|村|联合|基层联合|各级|各类|广大|全体|本级|下级|地方|属地|主管|综合性|公立|专业)+"
)
# Words after which a name begins. Verbs and connectives as official texts use them before bodies.
_BEFORE = frozenset(
    (
        "联合 会同 配合 协同 协调 组织 指导 支持 推动 督促 督导 帮助 协助 接受 报送 上报 报请 提请 请示 邀请 慰问 走访 调研 深入 前往 根据 按照 遵照 落实 贯彻 执行 学习 依据 依托 通过 成立 建立 组建"
        " 新建 设立 隶属 属于 作为 成为 担任 兼任 推荐 选举 当选 命名 授予 获得 荣获 评为 下发 印发 转发 制定 出台 发布 召开 举办 开展 承办 主办 协办 参加 参与 加强 完善 推进 提高 确保 争取 得到 取得 借助"
        " 利用 发挥 服务 联系 对接 沟通 来到 走进 进入 现任 以及 并由 同时 其中 包括 例如 监督 检查 考核 评选 表彰 奖励 汇报 协商 合作 签订 签约 出席 听取 传达 围绕 结合 坚持 促进 维护 保障 推选 选送"
        " 选派 抽调 动员 号召 要求 部署 安排 下达 拨付 资助 承接 委托 对口 经由 派驻 入驻 驻在 设在 设于 位于 就读 赶赴 驰援 参观 观摩 考察 赴 带领 率领 协商 交流 获评 被评 是 为 在 由 和 与 及 对 向 到 从"
        " 送至 报送至 上报至 报至 贯通 给 被 将 经 按 据 把 请 让 随 等 的 了 以 并 或 往 跟 同 如 即 其 原 送 报 赴 当 年 月 年初 年底 今年 去年 明年 强化 提升 增强 深化 配强 配齐 进 搞好 做好 了解 联手 携手 举行 主管 主持 负责 牵头 申报 建成 完成 实现 涉及 覆盖 涵盖 认定 创建 培育"
        " 打造 选树 宣传 报道 感谢 支援 援助 反映 反馈 提交 审议 审批 批准 同意 印送 抄送 主送 抄报 呈报 致函 函告 商请 转交 移交 交由 交 报经 提请 推荐 举荐 聘请 聘任 任命 选任 挂靠 依靠 以便 经过 关于 来自 出自 源于 基于"
        " 先后 分别 多次 积极 主动 及时 认真 继续 进一步 共同 一起 一并 直接 定期 还 也 都 已 又 再 曾 均 让 使 令 替 代表 启动 首批 包含 比如 特别是 尤其是 主要 抓好 做好 制发 转载 联络 挂牌 揭牌"
    ).split()
)
_KEEP = frozenset(
    "华为 和谐 和平 和信 和顺 和美 和县 永和 太和 中和 向阳 同心 同济 为民 当涂 大同 同仁 同创 和田 和林 向日葵 同方 家和 家园 家家 万家 名城 名都 其昌 送变电 报业 次元 对外 原野 等".split()
)
# Counting words end before a name only after a number: 12家|公司, X名.
_COUNTS = "家名位个所条项次支座批"
_NUMBERS = "0123456789０１２３４５６７８９XxＸ×多余几数各两一二三四五六七八九十百千万"
_END = '，。；：、！？,;:!?（）()《》“”"‘’「」…【】〔〕[]<>＜＞·\n\t\u3000\u00a0 —-－|0123456789０１２３４５６７８９．.'
_MASK = "XxＸ×*＊某"
# A place lies in one of a lower rank: 省 1, 市 2, 县 3, 镇 4.
_RANK = {"省": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3, "镇": 4, "乡": 4, "道": 4, "村": 5}
_LEVELS = (
    "街道",
    "社区",
    "开发区",
    "新区",
    "示范区",
    "高新区",
    "园区",
    "景区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "州",
    "盟",
    "镇",
    "乡",
    "村",
)
_TWO_OFFICES = re.compile(r"([省市县区])委、?\1(?:人民)?政府“\s?两办\s?”|([省市县区])[“\"]\s?两办\s?[”\"]")


def find_organizations(text: str) -> tuple[OrganizationMention, ...]:
    """Every naming of a body, in order, the longest where names overlap; `name` is the span without white space."""
    taken: list[tuple[int, int]] = []
    for start, end in sorted(_seen(text), key=lambda s: s[0] - s[1]):
        at = bisect_left(taken, (end, 0))
        if at == 0 or taken[at - 1][1] <= start:
            insort(taken, (start, end))
    return tuple(OrganizationMention(squeeze(text[s:e]), Span(s, e)) for s, e in taken)


def _seen(text: str) -> Iterator[tuple[int, int]]:
    for match in _TWO_OFFICES.finditer(text):
        yield match.span()
    for match in _NAMES.finditer(text):
        kind = match.lastgroup or ""
        begin = _begin(text, match, kind)
        if begin is None:
            continue
        end = _extended(text, match.end(), kind)
        yield _with_parenthesis(text, begin, end, kind)
        if kind == "union" and match.group() == "总工会":
            yield from _sharing(text, begin)


# --- where a name begins ---------------------------------------------------------------------------


def _begin(text: str, match: re.Match[str], kind: str) -> int | None:
    """Where the name whose last word is `match` begins; None where that word names a class or nothing."""
    at = match.start()
    if kind == "union":
        return _union(text, at, match.group())
    if kind == "short":
        return _short(text, at, match.group())
    if kind == "party":
        return _party(text, at)
    if kind == "group":
        return _group(text, at, match.group())
    if kind in ("firm", "school"):
        return _firm(text, at, match.group(), kind)
    place = _places(text, at)
    if kind == "organ":
        # 人社局 without a place is the one of this place; 卫生 or 教育 with 委 is a word in many others.
        return place if place is not None else (at if _boundary(text, at) else None)
    if kind == "unit" and match.group() in ("网络中心", "诉调对接办公室"):
        return place if place is not None else _named(text, at, 8) if "办公室" in match.group() else at
    if kind == "mass" and place is None:
        begin = _named(text, at, 8)
        return None if begin is None or _places_at(text, begin) is None else begin
    if kind == "unit" and place is None:
        begin = _named(text, at, 8)
        return begin if begin is not None and _places_at(text, begin) is not None else None
    return place


def _union(text: str, at: int, word: str) -> int | None:
    if text.startswith("中华全国", at - 4):
        return at - 4
    if word == "总工会" and text.startswith("全国", at - 2):
        return at - 2
    industry = _INDUSTRY.search(text, max(0, at - 12), at) if word != "总工会" else None
    if industry is not None:
        place = _places(text, industry.start())
        if place is not None:
            return place
        if industry.group()[0] in "省市区县州直":
            return industry.start() if _boundary(text, industry.start()) else None
        return industry.start() if _boundary(text, industry.start()) and word == "工会" else None
    place = _places(text, at)
    if place is None and word.startswith("联合工会"):
        begin = _named(text, at, 16)
        return begin if begin is not None and at - begin >= 4 and not _PLAIN.match(text, begin, at) else None
    if place is None or word in ("总工会", "工会联合会"):
        return place
    if word == "工会" and text[place:at] in ("市", "省", "区", "县", "镇", "乡", "村", "社区", "街道"):
        # 在市工会的指导下; not 全市工会, 乡镇工会, 区工会工作
        return (
            place
            if text[place - 1 : place] in ("在", "由", "经", "向", "与", "和") and at - place == 1
            else None
        )
    if word == "工会" and text[at + 2 : at + 3] in tuple("社第十工干系组会代经主员建的"):
        return None  # 云州市工会第六次代表大会, 云州市工会干部
    return place if word != "工会" or _listed_or_masked(text[place:at]) else None


def _short(text: str, at: int, word: str) -> int | None:
    if word == "全总":
        return at if not text.startswith("安", at - 1) else None
    return _places(text, at + 1)


def _party(text: str, at: int) -> int | None:
    mark = next(
        (
            size
            for size in (2, 1)
            if text[at : at + size] in ("街道", "省", "市", "区", "县", "州", "旗", "盟", "镇", "乡")
        ),
        0,
    )
    if not mark:
        return None
    begin = _places(text, at + mark)
    if begin is None:
        return None
    for prefix in ("中国共产党", "中共", "共青团"):
        if text.startswith(prefix, begin - len(prefix)):
            return begin - len(prefix)
    return begin


def _group(text: str, at: int, word: str) -> int | None:
    """“…”专项工作领导小组: back to what sets it up (成立, 设立), over quotation marks and the union it is of."""
    line = max(text.rfind(sign, max(0, at - 40), at) for sign in "，。；：\n") + 1
    begin = max(line, at - 40)
    numbered = _NUMBERED.match(text, begin, at)
    begin = numbered.end() if numbered else begin
    headed = text.rfind("组长的", begin, at)
    begin = headed + 3 if headed >= 0 else begin
    for verb in ("成立以", "成立", "设立", "组建", "建立", "调整", "下设", "作为", "充实", "完善"):
        found = text.rfind(verb, begin, at)
        if found >= 0:
            begin = found + len(verb)
    while (
        begin < at
        and text[begin] in "了由的和在、（(市县区一 "
        and not (text[begin] in "市县区" and _places(text, begin + 1))
    ):
        begin += 1
    body = text[begin:at]
    if word == "领导小组办公室" and (not body or "“" not in body):
        return at
    if (
        not body
        or body.count("“") != body.count("”")
        or "为组长" in body
        or re.search(r"[和与由](?!谐)", body)
    ):
        return at if word == "领导小组办公室" else None
    if word.endswith("专班") and body.endswith(("相关部门", "部门")):
        return None
    return begin if len(body) >= 3 or body in ("市总", "省总", "区总", "县总") else None


def _firm(text: str, at: int, word: str, kind: str) -> int | None:
    begin = _named(text, at, 24)
    if begin is None:
        return None
    own = text[begin:at]
    if "）" in own or ")" in own:
        # 临江（云州）置业有限公司
        own = own.strip("（）()")
    if (
        re.search(r"[省市县区]级|全[国省市县区镇]|第.{1,3}届|大?中$|大中小$", own)
        and kind in ("school", "firm")
        and not own.startswith(tuple(_MASK))
    ):
        return None
    if re.search(r"[省市县区]级", own) or _PLAIN.fullmatch(own) or (len(own) < 2 and own not in _MASK):
        return None
    if len(own) > 10 and kind == "school":
        return None
    if (
        word in ("公司", "集团", "学校", "医院", "大学", "管理局", "银行", "支行")
        and _PLAIN.match(own)
        and _places_at(text, begin) is None
    ):
        rest = own[_PLAIN.match(own).end() :]  # type: ignore[union-attr]
        if len(rest) < 2:
            return None
    return begin


@lru_cache(maxsize=8192)
def _is_verb(word: str) -> bool:
    """Whether a word standing alone before 市, 县… is no name: the dictionary knows it as a verb or the like."""
    tagged = rjieba.tag(word)
    return len(tagged) == 1 and tagged[0][1][:1] in "vdpcurmfq"


def _places(text: str, at: int) -> int | None:
    """Where the chain of places that ends at `at` begins (云州市|青岭县, or 市 alone); None where there is none."""
    begin = at
    floor = max(0, at - 30)
    below = 9
    while begin > floor:
        listed = name_ending_at(text, begin, max(floor, begin - 11))
        if listed >= 0 and _RANK.get(text[begin - 1], 2) < below:
            below = _RANK.get(text[begin - 1], 2)
            begin = listed
            continue
        level = next(
            (mark for mark in _LEVELS if text.startswith(mark, begin - len(mark)) and begin >= len(mark)),
            None,
        )
        if level is None or _RANK.get(level[-1], 4) >= below:
            break
        head = begin - len(level)
        name = _place_name(text, head, floor)
        if name < head:
            if level in ("市", "区", "县", "州", "旗", "省") and _is_verb(text[name:head]):
                name = head
            else:
                below = _RANK.get(level[-1], 4)
                begin = name
                continue
        # The level alone: 市总工会, but not 各县总工会, 市县总工会.
        if begin != at or level not in (
            "省",
            "市",
            "区",
            "县",
            "州",
            "旗",
            "镇",
            "乡",
            "街道",
            "村",
            "开发区",
            "示范区",
            "高新区",
            "新区",
            "社区",
        ):
            break
        if head > 0 and text[head - 1] in _CLASS and not _boundary(text, head):
            # 我市市总工会 aside, 各县…, 市县… are classes.
            return None
        return head
    return begin if begin < at else None


def _place_name(text: str, head: int, floor: int) -> int:
    """Where the unlisted name before a level mark begins: a mask (X市), or up to four signs after a word that ends."""
    begin = head
    while begin > floor and text[begin - 1] in _MASK:
        begin -= 1
    if begin < head:
        return begin
    if _boundary(text, head):
        return head
    for size in range(1, 5):
        begin = head - size
        if begin < floor or text[begin] in _END or text[begin] in "省市县区镇乡的了":
            return begin + 1 if size > 2 else head
        if size > 1 and _boundary(text, begin):
            return begin
    return head - 2 if text[head - 2 : head] not in _BEFORE else head


def _places_at(text: str, begin: int) -> int | None:
    """`begin`, where a place or a level stands there (市|职工…, 云州市|…), else None."""
    if text[begin] in "省市区县镇州":
        return begin if text[begin + 1 : begin + 2] not in tuple("级区县直属内域镇乡场民政") else None
    if text[begin] in _MASK:
        return begin
    for size in range(6, 1, -1):
        piece = text[begin : begin + size]
        if len(piece) == size and name_ending_at(text, begin + size, begin) == begin:
            return begin
        if piece[-1:] in tuple("省市区县镇州旗") and size > 2 and find(piece) is not None:
            return begin
    return None


def _listed_or_masked(place: str) -> bool:
    return (
        place[0] in _MASK
        or (len(place) > 2 and find(place) is not None)
        or place.endswith(("街道", "镇", "社区"))
    )


def _boundary(text: str, at: int) -> bool:
    """Whether a name may begin at `at`: after punctuation, or after a word that stands before names."""
    if at <= 0 or text[at - 1] in _END:
        return True
    if text[at - 1] in _COUNTS and at > 1 and text[at - 2] in _NUMBERS:
        return True
    return any(text[max(0, at - size) : at] in _BEFORE for size in (1, 2, 3))


def _named(text: str, at: int, longest: int) -> int | None:
    """Where a name of its own (a firm's, a school's) that ends at `at` begins; None where nothing stands before."""
    begin = at
    floor = max(0, at - longest)
    while begin > floor:
        sign = text[begin - 1]
        if sign in "）)" and begin - 1 > floor:
            # 临江（云州）置业, (X)有限公司
            opened = max(text.rfind("（", floor, begin), text.rfind("(", floor, begin))
            if opened < 0 or begin - opened > 8:
                break
            begin = opened
            continue
        if sign in _END:
            break
        if _stops(text, begin, at):
            break
        begin -= 1
    while begin < at and text[begin] in "了的和与及、等一":
        begin += 1
    return begin if begin < at else None


def _stops(text: str, begin: int, at: int) -> bool:
    """Whether what stands left of `begin` is a word that ends before names, and not a part of this one."""
    if text[begin - 1] in _COUNTS and begin > 1 and text[begin - 2] in _NUMBERS:
        return True
    for size in (3, 2, 1):
        word = text[begin - size : begin] if begin >= size else ""
        if word in _BEFORE:
            if size == 1 and (text[begin - 1 : begin + 1] in _KEEP or text[begin - 2 : begin] in _KEEP):
                return False
            # 服务, 保障, 宣传, 建设 may stand inside a firm's name (云州环卫服务公司), never at its head.
            return not (size == 2 and word in ("服务", "保障", "宣传", "联合", "协同") and at - begin < 3)
    return False


# --- what still belongs to it ----------------------------------------------------------------------


def _extended(text: str, end: int, kind: str) -> int:
    """The end of the name with the union of that body (…公司|工会委员会) or the union's department (市总工会|组织部)."""
    if kind in ("firm", "school", "organ", "unit"):
        own = _OWN_UNION.match(text, end)
        return own.end() if own else end
    if kind in ("union", "short"):
        if text.startswith("机关", end) and text.startswith(("党委", "工会"), end + 2):
            return end + 4
        departments = _departments()
        for size in range(12, 2, -1):
            if text[end : end + size] in departments:
                return end + size
        if text.startswith("工作专班", end):
            return end + 4
    return end


def _with_parenthesis(text: str, begin: int, end: int, kind: str) -> tuple[int, int]:
    """市职工文体中心（市总工会网络中心）: another name in brackets right after belongs to the first."""
    if kind in ("unit", "firm", "union") and (also := _PAREN.match(text, end)) is not None:
        inner = also.group(1)
        named = _NAMES.search(inner)
        if named is not None and inner.endswith(("中心", "宫", "院", "部", "室", "学校", "工会")):
            return begin, also.end()
    return begin, end


def _sharing(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Places that share the last word: 云州经济技术开发区、临江新区总工会 names both; the class 各县（区） is none."""
    for _ in range(12):
        if begin < 2 or text[begin - 1] != "、":
            return
        end = begin - 1
        start = end
        while start > max(0, end - 16) and text[start - 1] not in _END:
            start -= 1
        while start < end and not _boundary(text, start):
            start += 1
        name = text[start:end]
        if len(name) < 2 or name[-1] not in "省市区县州旗盟镇" or find(name) is None:
            return
        yield start, end
        begin = start


@cache
def _departments() -> frozenset[str]:
    """Names of unions' departments, full and short (组织部, 宣教部), from `data/lexicon/departments.tsv`."""
    found: set[str] = {
        "办公室",
        "组织部",
        "研究室",
        "机关党委",
        "经费审查委员会",
        "女职工委员会",
        "网络中心",
        "干校",
    }
    for line in resource("lexicon/departments.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            found.update(name for cell in line.split("\t") for name in cell.split("、") if len(name) > 2)
    return frozenset(found)
