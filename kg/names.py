"""Which body does this name mean in this document (机构规范名称)?

市总工会 in a paper of 云州市 is 云州市总工会, 省总 is the union of its province, 市“两办” are two offices.
Answers come from the name, the document's place and its issuer alone; real places are looked up in
`kg.places`, invented or masked ones (X区) work by their suffix. What the document leaves open stays as
written and says so (`local`).

Sources: 《中国工会章程》 for the names of unions by level; GB/T 9704—2012 7.2.5 for 发文机关代字; the usual
short names of party and government bodies are set phrases of official writing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from kg import places
from kg.model import Place, squeeze

__all__ = ["CanonicalName", "Kind", "Level", "canonical_organization", "place_of"]


class Level(StrEnum):
    """How high a body stands (层级). `BASE`: an employer's own body; `OTHER`: the name does not say."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    BASE = "base"
    OTHER = "other"


class Kind(StrEnum):
    """What sort of body: 工会, 党的机关, 政府 (with 人大, 法院, 检察院), 领导小组一类, 企业, and all others
    (妇联, 团委…).
    """

    UNION = "union"
    PARTY = "party"
    GOVERNMENT = "government"
    GROUP = "group"
    COMPANY = "company"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CanonicalName:
    """A body's canonical name and how it was reached.

    `rule` names the rule. `parent` is the superior union, or the body that this is a department of; then
    `unit` is the department alone (云州市总工会办公室: parent 云州市总工会, unit 办公室). `within` is the
    full name of the place that a county's or town's body lies in: two cities have a 鼓楼区. `members` are the
    bodies of a joint name (市“两办”). `local`: the name says which body only inside this document (masked as
    X, 省总 of an unknown province without a city).
    """

    name: str
    level: Level
    kind: Kind
    rule: str
    parent: str | None = None
    unit: str = ""
    within: str = ""
    members: tuple[CanonicalName, ...] = ()
    local: bool = False

    @property
    def key(self) -> str:
        """What tells this body from all others, where `local` is false: an id should be made of this, not of
        `name`.
        """
        return f"{self.within}/{self.name}" if self.within else self.name


@dataclass(frozen=True, slots=True)
class _Seat:
    """Full names of the places above the issuer, and the level it speaks from (None: not known)."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None
    level: Level | None = None


# No body is called by more signs than this; a longer "name" is a sentence.
_LONGEST = 120
# Full names that begin with a national body, whose local part is named after it.
_NATIONAL_HEADS = (("国家税务总局", "税务局"), ("中国人民政治协商会议", "委员会"))
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_NATIONAL_UNION = "中华全国总工会"

# Set names of national bodies: short form → (full form, kind). Source: 党和国家机构改革方案 (2018, 2023).
_NATIONAL: dict[str, tuple[str, Kind]] = {
    "中央": ("中共中央", Kind.PARTY),
    "党中央": ("中共中央", Kind.PARTY),
    "中共中央": ("中共中央", Kind.PARTY),
    "中办": ("中共中央办公厅", Kind.PARTY),
    "中央办公厅": ("中共中央办公厅", Kind.PARTY),
    "中共中央办公厅": ("中共中央办公厅", Kind.PARTY),
    "中组部": ("中共中央组织部", Kind.PARTY),
    "中央组织部": ("中共中央组织部", Kind.PARTY),
    "中宣部": ("中共中央宣传部", Kind.PARTY),
    "中央宣传部": ("中共中央宣传部", Kind.PARTY),
    "中央网信办": ("中央网络安全和信息化委员会办公室", Kind.PARTY),
    "中央文明办": ("中央精神文明建设指导委员会办公室", Kind.PARTY),
    "中央社会工作部": ("中共中央社会工作部", Kind.PARTY),
    "国务院": ("国务院", Kind.GOVERNMENT),
    "国办": ("国务院办公厅", Kind.GOVERNMENT),
    "国务院办公厅": ("国务院办公厅", Kind.GOVERNMENT),
    "人社部": ("人力资源和社会保障部", Kind.GOVERNMENT),
    "人力资源社会保障部": ("人力资源和社会保障部", Kind.GOVERNMENT),
    "国家卫健委": ("国家卫生健康委员会", Kind.GOVERNMENT),
    "国家发改委": ("国家发展和改革委员会", Kind.GOVERNMENT),
    "工信部": ("工业和信息化部", Kind.GOVERNMENT),
    "住建部": ("住房和城乡建设部", Kind.GOVERNMENT),
    "应急管理部": ("应急管理部", Kind.GOVERNMENT),
    "国家安全生产监督管理总局": ("国家安全生产监督管理总局", Kind.GOVERNMENT),
    "团中央": ("共青团中央委员会", Kind.OTHER),
    "共青团中央": ("共青团中央委员会", Kind.OTHER),
    "全国妇联": ("中华全国妇女联合会", Kind.OTHER),
    "全国工商联": ("中华全国工商业联合会", Kind.OTHER),
    "中国企联": ("中国企业联合会", Kind.OTHER),
}

# Bureaus: usual short name without its place → full name. 市人社局 is 云州市人力资源和社会保障局, 省人社厅
# the province's 厅.
_BUREAUS: dict[str, str] = {
    "人社": "人力资源和社会保障",
    "人力资源社会保障": "人力资源和社会保障",
    "人力社保": "人力资源和社会保障",
    "卫健": "卫生健康",
    "应急": "应急管理",
    "发改": "发展和改革",
    "发展改革": "发展和改革",
    "工信": "工业和信息化",
    "住建": "住房和城乡建设",
    "住房城乡建设": "住房和城乡建设",
    "交通": "交通运输",
    "文旅": "文化和旅游",
    "文化旅游": "文化和旅游",
    "文广旅": "文化广电和旅游",
    "教体": "教育和体育",
    "市监": "市场监督管理",
    "市场监管": "市场监督管理",
    "资规": "自然资源和规划",
    "自规": "自然资源和规划",
    "自然资源规划": "自然资源和规划",
    "退役军人": "退役军人事务",
    "医保": "医疗保障",
    "城管": "城市管理",
    "科技": "科学技术",
    "生态环境": "生态环境",
    "环保": "环境保护",
    "住保": "住房保障",
    "粮食": "粮食",
    "国资": "国有资产监督管理",
    "农业农村": "农业农村",
    "教育": "教育",
    "公安": "公安",
    "司法": "司法",
    "民政": "民政",
    "财政": "财政",
    "审计": "审计",
    "统计": "统计",
    "商务": "商务",
    "水利": "水利",
    "水务": "水务",
    "信访": "信访",
    "体育": "体育",
    "行政审批": "行政审批",
    "数据": "数据",
    "大数据": "大数据",
    "乡村振兴": "乡村振兴",
    "林业": "林业",
    "人力资源和社会保障": "人力资源和社会保障",
    "卫生健康": "卫生健康",
    "应急管理": "应急管理",
    "发展和改革": "发展和改革",
    "工业和信息化": "工业和信息化",
    "住房和城乡建设": "住房和城乡建设",
    "交通运输": "交通运输",
    "文化和旅游": "文化和旅游",
    "市场监督管理": "市场监督管理",
    "自然资源和规划": "自然资源和规划",
    "退役军人事务": "退役军人事务",
    "医疗保障": "医疗保障",
    "城市管理": "城市管理",
    "科学技术": "科学技术",
    "国有资产监督管理": "国有资产监督管理",
}
_BUREAU_END = {"局": "局", "厅": "厅", "委": "委员会", "委员会": "委员会", "中心": "中心"}

# Other bodies with one usual short name: short → (full, kind); {P} is the full place name.
_BODIES: dict[str, tuple[str, Kind]] = {
    "政府": ("{P}人民政府", Kind.GOVERNMENT),
    "人民政府": ("{P}人民政府", Kind.GOVERNMENT),
    "政府办": ("{P}人民政府{O}", Kind.GOVERNMENT),
    "政府办公室": ("{P}人民政府{O}", Kind.GOVERNMENT),
    "政府办公厅": ("{P}人民政府{O}", Kind.GOVERNMENT),
    "人民政府办公室": ("{P}人民政府{O}", Kind.GOVERNMENT),
    "人民政府办公厅": ("{P}人民政府{O}", Kind.GOVERNMENT),
    "人大": ("{P}人民代表大会", Kind.GOVERNMENT),
    "人大常委会": ("{P}人民代表大会常务委员会", Kind.GOVERNMENT),
    "监委": ("{P}监察委员会", Kind.GOVERNMENT),
    "法院": ("{P}{C}人民法院", Kind.GOVERNMENT),
    "中级人民法院": ("{P}中级人民法院", Kind.GOVERNMENT),
    "中级法院": ("{P}中级人民法院", Kind.GOVERNMENT),
    "中院": ("{P}中级人民法院", Kind.GOVERNMENT),
    "检察院": ("{P}人民检察院", Kind.GOVERNMENT),
    "税务局": ("国家税务总局{P}税务局", Kind.GOVERNMENT),
    "金融办": ("{P}人民政府金融工作办公室", Kind.GOVERNMENT),
    "邮政管理局": ("{P}邮政管理局", Kind.GOVERNMENT),
    "政协": ("中国人民政治协商会议{P}委员会", Kind.OTHER),
    "纪委": ("中共{P}纪律检查委员会", Kind.PARTY),
    "文明办": ("{P}精神文明建设指导委员会办公室", Kind.PARTY),
    "编办": ("中共{P}委机构编制委员会办公室", Kind.PARTY),
    "网信办": ("中共{P}委网络安全和信息化委员会办公室", Kind.PARTY),
    "妇联": ("{P}妇女联合会", Kind.OTHER),
    "工商联": ("{P}工商业联合会", Kind.OTHER),
    "科协": ("{P}科学技术协会", Kind.OTHER),
    "文联": ("{P}文学艺术界联合会", Kind.OTHER),
    "社科联": ("{P}社会科学界联合会", Kind.OTHER),
    "残联": ("{P}残疾人联合会", Kind.OTHER),
    "侨联": ("{P}归国华侨联合会", Kind.OTHER),
    "企联": ("{P}企业联合会", Kind.OTHER),
    "红会": ("{P}红十字会", Kind.OTHER),
    "管委会": ("{P}管理委员会", Kind.GOVERNMENT),
}
# What stands behind 市委: 市委组织部. Short → full, behind 中共{P}委.
_PARTY_UNITS: dict[str, str] = {
    "办": "{O}",
    "办公室": "{O}",
    "办公厅": "{O}",
    "编办": "机构编制委员会办公室",
    "改革办": "全面深化改革委员会办公室",
    "深改办": "全面深化改革委员会办公室",
    "网信办": "网络安全和信息化委员会办公室",
    "政法委": "政法委员会",
    "统战部": "统一战线工作部",
    "老干部局": "老干部局",
    "社工部": "社会工作部",
}
_PARTY_UNIT = re.compile(r"[一-鿿]{0,16}(?:部|办|办公室|办公厅|局|委|委员会|党校|研究室|工委)")

# Industrial unions (产业工会): they stand under the union of their level. Source: 《中国工会章程》第十一条
# and usual names.
_INDUSTRY = re.compile(
    r"(?:财贸|教育|教科文卫|科教文卫|机冶|机械|冶金|建材|能源|化学|石油|农林|水利|气象|轻工|纺织|烟草|交通|运输|建设|建筑|金融|"
    r"国防|邮电|海员|铁路|民航|地质|煤炭|电力|外企|非公|旅游|卫生|文化|体育|科技|住建|城建|工业|商业|服务业|直属机关|"
    r"直机关|轻纺|新业态|快递行业|物流行业|网约车行业|[、（）和])+"
    r"(?:企业)?(?:系统)?工会(?:委员会)?"
)
# Bodies that a union keeps: 市职工服务中心 is the union's own. Source: 《工会企事业单位》 usual names.
_DIRECT = re.compile(
    r"(?:困难)?(?:职工|工人|工会|劳动者)[一-鿿]{0,8}(?:中心|文化宫|俱乐部|疗养院|学校|大学|学院|驿站|剧院|书屋|公园|服务站|干校)"
    r"|干校|帮扶中心|困难职工帮扶中心|劳动模范协会|劳模协会"
)
_UNIT = re.compile(
    r"(?:机关)?[一-鿿]{0,14}(?:部|室|办|厅|处|科|中心|党委|党组|纪检组|经审会|经费审查委员会|女职工委员会|工委)"
)
_GROUP = re.compile(r"领导小组|工作小组|协调小组|推进小组|评审小组|工作专班|专班|工作组|指挥部|联席会议")
_COMPANY = re.compile(
    r"(?:公司|集团|工厂|银行|酒店|超市|企业|支行|分行|合作社|商场|门店|事务所|[钢药纸电船车矿]厂)$"
)
_UNION_END = re.compile(r"工会(?:联合会|委员会|联合委员会)?$|工联会$")
_GENERIC = re.compile(r"各|所有|全体|同级|上级|下级|有关|相关|其他|基层工会$|县级|市级|地方")
_MASK = re.compile(r"[XＸ×*＊○□]|某")

_LEVEL_WORD = re.compile(
    r"(?!市场|市监|市民|区域|县域|镇域|乡村|乡镇|市区|县区|市县|省市|镇街|旗县|街道办|州际|盟员)(?:我|本|该|全)?(?P<word>自治区|自治州|街道|开发区|经开区|高新区|新区|示范区|省|市|州|盟|地区|区|县|旗|镇|乡)(?=.)"
)
_LEVEL_OF = {
    "省": Level.PROVINCE, "自治区": Level.PROVINCE, "市": Level.CITY, "州": Level.CITY, "自治州": Level.CITY,
    "盟": Level.CITY, "地区": Level.CITY, "区": Level.COUNTY, "县": Level.COUNTY, "旗": Level.COUNTY,
    "镇": Level.TOWN, "乡": Level.TOWN, "街道": Level.TOWN,
}  # fmt: skip
_SUFFIX = re.compile(r"自治区|自治州|自治县|自治旗|特别行政区|地区|省|市|州|盟|县|区|旗|镇|乡|街道|苏木")
_ZONE = re.compile(
    r"经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|开发区|经开区|高新区|综合保税区|保税区|新区|示范区|管理区|"
    r"工业园区|产业园区|度假区|风景区|自贸区"
)
_ZONE_FULL = {
    "经开区": "经济技术开发区",
    "高新区": "高新技术产业开发区",
    "高新技术开发区": "高新技术产业开发区",
}
_ZONE_OWN = frozenset({"新区", "示范区", "管理区", "工业园区", "产业园区", "度假区", "风景区"})
_QUOTES = re.compile(r"[“”‘’\"'「」]")
_YOUTH_RELATIVE = re.compile(r"团(省|市|州|盟|区|县|旗|镇|乡)委")
_YOUTH = re.compile(r"(?:中国)?(?:共青团|共产主义青年团)(.{1,14}?)(?:委员会|委)")
_OFFICES = re.compile(
    r"(?:中共)?(?P<a>[^、和委]{0,8}?)(?:委)?[、和]?(?:(?P<b>[^、和委]{0,8}?)(?:人民)?政府)?两办"
    r"|(?:中共)?(?P<c>[^、和委]{1,8})委(?:办|办公室|办公厅)[、和](?P<d>[^、和委]{0,8}?)(?:人民)?政府(?:办|办公室|办公厅)"
)
_PARTY_AND_STATE = re.compile(
    r"(?:中共)?(?P<a>[^、和委]{1,8})委(?:员会)?[、和]?(?P<b>[^、和委]{0,8}?)(?:人民)?政府"
)
_SECOND_NAME = re.compile(r"([^（）()]{4,40})[（(]([^（）()]{4,40})[）)]")
_UNSETTLED = frozenset({"as-written", "generic", "base-union"})
_CENTRAL_OFFICES = frozenset({"中办、国办", "中办国办", "中央两办", "中共中央办公厅、国务院办公厅"})


@lru_cache(maxsize=65536)
def canonical_organization(written: str, place: Place, issuer: str | None = None) -> CanonicalName:
    """The canonical name of a body as `written` in a document of `place` by `issuer` (as written, or None).

    Never fails: what no rule understands is kept as written (`rule` "as-written"). A level word (市, 区) is
    read from the document's place and issuer only; where these do not say, the name stays, qualified by the
    city it is known in.
    """
    name = _clean(written)
    seat = _seat(place, _clean(issuer)[:_LONGEST] if issuer else "")
    found = _requoted(_canonical(name, seat), name)
    if _MASK.search(found.name) or (found.level is Level.TOWN and not found.within):
        found = replace(found, local=True)
    return found


def _requoted(found: CanonicalName, written: str) -> CanonicalName:
    """The quotation marks inside a name (市总工会“春雨”行动领导小组) stand again where they stood."""
    mark = _QUOTES.search(written)
    if mark is None or found.members:
        return found
    tail = written[mark.start() :]
    bare = _QUOTES.sub("", tail)
    if not bare or not found.name.endswith(bare):
        return found
    return replace(found, name=found.name[: -len(bare)] + tail)


def _clean(name: str) -> str:
    return unicodedata.normalize("NFC", squeeze(name)).strip("，。；：,;:")


def _canonical(name: str, seat: _Seat) -> CanonicalName:
    if len(name) > _LONGEST:
        return CanonicalName(name, Level.OTHER, Kind.OTHER, "as-written")
    bare = _QUOTES.sub("", name)
    for head, tail in _NATIONAL_HEADS:
        if bare.startswith(head) and bare.endswith(tail) and len(bare) > len(head) + len(tail):
            bare = bare[len(head) :]
    if (second := _SECOND_NAME.fullmatch(bare)) and _canonical(second[2], seat).rule not in _UNSETTLED:
        bare = name = second[1]  # 市职工交流中心（市总工会网络中心）: one body with two name plates
    return (
        _national(bare)
        or _joint(bare, seat)
        or _youth(bare, seat)
        or _party(bare, seat)
        or _zone(bare, seat)
        or _relative(bare, seat)
        or _placed(bare, seat)
        or _unplaced_body(bare, seat)
        or _as_written(name, seat)
    )


# --- rules, in the order they are tried --------------------------------------------------------------


def _national(name: str) -> CanonicalName | None:
    """全总 → 中华全国总工会; 中办 → 中共中央办公厅."""
    for short in ("中华全国总工会", "全国总工会", "全国总", "全总"):
        if name.startswith(short):
            rest = name[len(short) :]
            if not rest:
                return CanonicalName(_NATIONAL_UNION, Level.NATIONAL, Kind.UNION, "national-union")
            return _part(CanonicalName(_NATIONAL_UNION, Level.NATIONAL, Kind.UNION, "national-union"), rest)
    if name in _CENTRAL_OFFICES:
        return _together(
            "joint-offices",
            CanonicalName("中共中央办公厅", Level.NATIONAL, Kind.PARTY, "national-body"),
            CanonicalName("国务院办公厅", Level.NATIONAL, Kind.GOVERNMENT, "national-body"),
        )
    known = _NATIONAL.get(name)
    return CanonicalName(known[0], Level.NATIONAL, known[1], "national-body") if known else None


def _joint(name: str, seat: _Seat) -> CanonicalName | None:
    """市“两办”, 市委、市政府“两办”, 市委办、市政府办 → both offices; 市委、市政府 → both."""
    if found := _OFFICES.fullmatch(name):
        words = {w for w in found.group("a", "b", "c", "d") if w}
        spot = _spot(next(iter(sorted(words, key=len, reverse=True)), ""), seat)
        if spot is None:
            return None
        offices = [_body("委办公室", spot), _body("人民政府办公室", spot)]
        return _together("joint-offices", *(o for o in offices if o))
    if found := _PARTY_AND_STATE.fullmatch(name):
        spot = _spot(found["a"], seat)
        other = _spot(found["b"] or found["a"], seat)
        if spot is None or other != spot:
            return None
        both = [_body("委", spot), _body("人民政府", spot)]
        return _together("joint-party-and-government", *(o for o in both if o))
    if name.endswith("纪委监委") and (spot := _spot(name[:-4], seat)):
        both = [_body("纪委", spot), _body("监委", spot)]
        return _together("joint-discipline", *(o for o in both if o))
    return None


def _youth(name: str, seat: _Seat) -> CanonicalName | None:
    """团市委, 共青团云州市委 → 共青团云州市委员会."""
    found = _YOUTH_RELATIVE.fullmatch(name) or _YOUTH.fullmatch(name)
    if found is None or (spot := _spot(found[1], seat)) is None:
        return None
    return CanonicalName(
        f"共青团{spot.place}委员会", spot.level, Kind.OTHER, "youth-league", None, "", spot.within
    )


def _party(name: str, seat: _Seat) -> CanonicalName | None:
    """中共云州市委组织部: as it stands; 中共云州市委 → 中共云州市委员会."""
    for head in ("中国共产党", "中共"):
        if name.startswith(head):
            return _relative(name[len(head) :], seat) or _placed(name[len(head) :], seat)
    return None


def _zone(name: str, seat: _Seat) -> CanonicalName | None:
    """开发区总工会 → 云州开发区总工会; 云州市经开区总工会 → 云州经济技术开发区总工会; 北湾新区总工会 as it
    stands.
    """
    found = _ZONE.search(name)
    if found is None or not (rest := name[found.end() :]):
        return None
    own, written = name[: found.start()], found[0]
    chain, own = _chain(own, seat)
    for spot in chain:
        seat = _with(seat, spot)
    if own in ("我", "本", "该", "区", "市"):
        own = ""
    if not own and chain and chain[-1][0] is Level.COUNTY:
        own = chain[-1][1]
    zone = _ZONE_FULL.get(written, written)
    if not own and written not in _ZONE_OWN and seat.city:
        own = _bare(seat.city)
    place = f"{own}{zone}"
    within = seat.city or seat.province or ""
    rule = "zone" if own else "unplaced"
    body = _body(rest, _Spot(place, Level.COUNTY, within, seat.city and f"{seat.city}总工会", not own))
    if body is None:
        return None
    if not own:
        return replace(
            body, name=f"{body.name}（{within}）" if within else body.name, local=not within, rule=rule
        )
    return replace(body, rule=rule)


def _relative(name: str, seat: _Seat) -> CanonicalName | None:
    """市卫健委, 区总工会, 我市人社局: the level word is read from the seat."""
    found = _LEVEL_WORD.match(name)
    if found is None:
        return None
    word, rest = found["word"], name[found.end() :]
    spot = _spot(word, seat)
    if spot is not None:
        return _body(rest, spot) or _own_body(rest, spot)
    level = _LEVEL_OF.get(word)
    if level is None:
        return None
    body = _body(rest, _Spot(word, level, "", None, True))
    if body is None or _GENERIC.search(rest):
        return None
    # Which province is not said: kept as written, tied to the city that says it, so that two cities stay
    # apart.
    known = seat.city or seat.county or seat.province
    rule = f"{level}-unknown"
    if known is None:
        return replace(body, name=name, rule=rule, local=True, parent=None)
    # The province of a city is one, its districts are many: 区总工会 may be another in the next paper.
    local = level in (Level.COUNTY, Level.TOWN)
    name = f"{name}（{known}）"
    return replace(body, name=name, rule=rule, within=known, parent=None, unit="", local=local)


def _placed(name: str, seat: _Seat) -> CanonicalName | None:
    """河北省总工会, 云州市青岭县人社局, 云州总工会: the name says its place."""
    chain, rest = _chain(name, seat)
    if not chain or not rest:
        return None
    for spot in chain:
        seat = _with(seat, spot)
    level = chain[-1][0]
    where = _spot_at(level, seat)
    if where is None:
        return None
    return _body(rest, where) or _own_body(rest, where)


def _unplaced_body(name: str, seat: _Seat) -> CanonicalName | None:
    """总工会, 人社局, 财贸工会 without a place: the issuer's own level is meant, where it is known."""
    if seat.level not in (Level.PROVINCE, Level.CITY, Level.COUNTY) or name in ("总", "委", "工会"):
        return None
    spot = _spot_at(seat.level, seat)
    if spot is None:
        return None
    body = _body(name, spot)
    return replace(body, rule="issuer-level") if body and not body.unit else None


def _as_written(name: str, seat: _Seat) -> CanonicalName:
    """What no rule places. Kind and level still follow from the last word."""
    spot = _spot_at(seat.level, seat) if seat.level else None
    if _GENERIC.search(name):
        return CanonicalName(name, Level.OTHER, Kind.OTHER, "generic", local=True)
    if _GROUP.search(name):
        return CanonicalName(name, Level.OTHER, Kind.GROUP, "as-written", local=True)
    if _COMPANY.search(name):
        return CanonicalName(name, Level.BASE, Kind.COMPANY, "as-written")
    if _UNION_END.search(name):
        return CanonicalName(name, Level.BASE, Kind.UNION, "base-union")
    if _DIRECT.fullmatch(name) and spot and seat.level in (Level.PROVINCE, Level.CITY, Level.COUNTY):
        return _own_body(name, spot) or CanonicalName(name, Level.OTHER, Kind.OTHER, "as-written")
    return CanonicalName(name, Level.OTHER, Kind.OTHER, "as-written")


# --- places ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spot:
    """One place that a body is of: its full name, level, what it lies in, and the union above its own."""

    place: str
    level: Level
    within: str = ""
    above: str | None = None
    vague: bool = False


def _seat(place: Place, issuer: str) -> _Seat:
    """The document's seat: its place, and what the issuer's own name adds."""
    province = _province_full(place.province)
    city = _city_full(place.city)
    if city in _MUNICIPALITIES:
        province = city
    county = place.county
    # The level: the last place in the issuer's name; a relative one (镇总工会) by its word.
    seat = _Seat(province, city, county)
    chain, rest = _chain(issuer, seat) if issuer else ([], "")
    level: Level | None = None
    for link in chain:
        seat = _with(seat, link)
        level = link[0]
    if not chain and issuer:
        word = _LEVEL_WORD.match(issuer)
        level = _LEVEL_OF.get(word["word"], Level.COUNTY) if word else None
    if rest and not _SPEAKS.match(rest.removeprefix("我").lstrip("省市县区镇乡")):
        level = Level.BASE
    if level is Level.CITY and seat.city in _MUNICIPALITIES:
        level = Level.PROVINCE
    return replace(seat, level=level)


_SPEAKS = re.compile(r"总工会|工会|总$|委|人民政府|政府|街道|$")


def _with(seat: _Seat, link: tuple[Level, str]) -> _Seat:
    """`seat` moved to a named place: what lay below another place no longer holds."""
    level, name = link
    if level is Level.PROVINCE:
        return seat if seat.province == name else _Seat(name, level=seat.level)
    if level is Level.CITY:
        if seat.city == name:
            return seat
        above = places.province_of(name)
        province = above.name if above else (seat.province if seat.city is None else None)
        return _Seat(name if name in _MUNICIPALITIES else province, name, level=seat.level)
    if level is Level.COUNTY:
        return seat if seat.county == name else replace(seat, county=name, town=None)
    return replace(seat, town=name)


def _chain(name: str, seat: _Seat) -> tuple[list[tuple[Level, str]], str]:
    """The places that a name begins with, as (level, full name), and what follows them."""
    links: list[tuple[Level, str]] = []
    rest = name
    while rest:
        link = _link(rest, seat, links)
        if link is None:
            break
        level, full, length = link
        links.append((level, full))
        rest = rest[length:]
    return links, rest


def _link(text: str, seat: _Seat, before: list[tuple[Level, str]]) -> tuple[Level, str, int] | None:
    deepest = _DEPTH[before[-1][0]] if before else -1
    # A place that the document is known to sit in, full or bare: 云州总工会 in a paper of 云州.
    for level, full in (
        (Level.PROVINCE, seat.province),
        (Level.CITY, seat.city),
        (Level.COUNTY, seat.county),
    ):
        if full and _DEPTH[level] > deepest:
            if text.startswith(full):
                return level, full, len(full)
            bare = _bare(full)
            if len(bare) > 1 and level is not Level.COUNTY and _bare_then_body(text, bare):
                return level, full, len(bare)
    ends = [m.end() for m in _SUFFIX.finditer(text, 0, min(len(text), 16)) if m.start() > 0]
    # 云州市: the city is not 云州; 凉山州 is a place.
    ends = [e for e in ends if text[e - 1] != "州" or (e > 2 and text[e : e + 1] not in ("市", "区", "县"))]
    for end in reversed(ends):
        if places.is_name(text[:end]) and (found := _step(text[:end], deepest, before)):
            return (*found, end)
    for end in ends:
        piece = text[:end]
        if _ZONE.fullmatch(piece) or _GENERIC.match(piece):
            continue
        if found := _step(piece, deepest, before):
            return (*found, end)
    if not before:
        for end in range(min(len(text), 6), 1, -1):
            region = places.find(text[:end]) if places.is_name(text[:end]) else None
            if region and region.level is not places.Level.COUNTY and _bare_then_body(text, text[:end]):
                return Level(region.level.value), region.name, end
    return None


_DEPTH = {
    Level.NATIONAL: -1,
    Level.PROVINCE: 0,
    Level.CITY: 1,
    Level.COUNTY: 2,
    Level.TOWN: 3,
    Level.BASE: 4,
    Level.OTHER: 4,
}
_BODY_INSIDE = re.compile(r"工会|委员会|政府|公司|集团|中心|领导|[局厅]|.总")
_AFTER_BARE = re.compile(
    r"总工会|工会|[一-鿿]{1,8}[市区县旗](?:总工会|委|政府|人民政府)|市委|政协|人大|(?:经济|高新|开发|经开|高新技术)[一-鿿]{0,6}区|[一-鿿]{2,10}[局委厅]$"
)


def _bare_then_body(text: str, bare: str) -> bool:
    return text.startswith(bare) and _AFTER_BARE.match(text, len(bare)) is not None


def _step(piece: str, deepest: int, before: list[tuple[Level, str]]) -> tuple[Level, str] | None:
    if re.fullmatch(r".{1,8}(?:镇|乡|街道|苏木)", piece):
        return (Level.TOWN, piece) if deepest < _DEPTH[Level.TOWN] else None
    if _BODY_INSIDE.search(piece) and not places.is_name(piece):
        return None  # 总工会“县…: the name of a body goes on
    region = places.find(piece)
    if region is None:
        return None
    level = Level(region.level.value)
    # A county stays as written: 丰宁县 is how people and papers call 丰宁满族自治县.
    name = piece if level is Level.COUNTY else region.name
    if before and before[-1][0] is Level.CITY and piece.endswith("市"):
        level, name = Level.COUNTY, piece  # 云州市白河市: a county-level city
    return (level, name) if _DEPTH[level] > deepest else None


def _province_full(bare: str | None) -> str | None:
    if not bare:
        return None
    region = places.find(bare)
    if region and region.level is places.Level.PROVINCE:
        return region.name
    return bare if bare.endswith(("省", "自治区", "市")) else f"{bare}省"


def _city_full(bare: str | None) -> str | None:
    if not bare:
        return None
    listed = places.find(f"{bare}市")
    if listed and listed.code and listed.level is not places.Level.COUNTY:
        return listed.name
    region = places.find(bare)
    if region and region.code and region.level is places.Level.CITY:
        return region.name
    if bare.endswith(("市", "盟", "地区")) or (bare.endswith("州") and len(bare) > 2):
        return bare  # 凉山州 is no 凉山州市; 云州 is 云州市
    return f"{bare}市"


def _bare(full: str) -> str:
    region = places.find(full)
    return region.short if region else full.removesuffix("市").removesuffix("省")


def _spot(word: str, seat: _Seat) -> _Spot | None:
    """The place that a level word (市), a place's name, or nothing ("": the issuer's level) stands for."""
    word = word.removeprefix("中共").removeprefix("我").removeprefix("本") or word
    if not word:
        return _spot_at(seat.level, seat) if seat.level else None
    level = _LEVEL_OF.get(word)
    if level is None:
        chain, rest = _chain(word, seat)
        if not chain or rest:
            return None
        for link in chain:
            seat = _with(seat, link)
        return _spot_at(chain[-1][0], seat)
    if (
        word == "市"
        and seat.county
        and seat.county.endswith("市")
        and seat.level in (Level.COUNTY, Level.TOWN, None)
    ):
        return _spot_at(Level.COUNTY, seat)  # a county-level city calls itself 市
    if word == "区" and not seat.county and seat.province and seat.province.endswith("自治区"):
        return _spot_at(Level.PROVINCE, seat)
    spot = _spot_at(level, seat)
    if spot is None:
        return None
    if level is Level.COUNTY and not spot.place.endswith(word):
        return None  # 县总工会 in a paper of a 区 is another one
    if level is Level.TOWN and not spot.place.endswith(word):
        return None
    if level is Level.COUNTY and seat.level in (Level.PROVINCE, Level.CITY):
        return None  # 区总工会 in a city's own paper: some district
    return spot


def _spot_at(level: Level | None, seat: _Seat) -> _Spot | None:
    if level is Level.PROVINCE and seat.province:
        return _Spot(seat.province, Level.PROVINCE, "", _NATIONAL_UNION)
    if level is Level.CITY:
        if seat.city in _MUNICIPALITIES or (seat.city is None and seat.province in _MUNICIPALITIES):
            return _spot_at(Level.PROVINCE, replace(seat, province=seat.city or seat.province))
        if seat.city:
            return _Spot(seat.city, Level.CITY, "", seat.province and f"{seat.province}总工会")
    if level is Level.COUNTY and seat.county:
        over = seat.city or (seat.province if seat.province in _MUNICIPALITIES else None)
        return _Spot(seat.county, Level.COUNTY, over or seat.province or "", over and f"{over}总工会")
    if level is Level.TOWN and seat.town:
        over = seat.county or seat.city
        return _Spot(seat.town, Level.TOWN, (seat.city or "") + (seat.county or ""), over and f"{over}总工会")
    return None


# --- bodies ------------------------------------------------------------------------------------------


def _body(rest: str, spot: _Spot) -> CanonicalName | None:
    """The body that `rest` (总工会, 委组织部, 人社局) means at a place; None where no table has it."""
    where = spot.place
    office = "办公厅" if spot.level is Level.PROVINCE else "办公室"
    if rest in ("总工会", "总") or (rest == "工会" and spot.level is not Level.TOWN):
        return CanonicalName(f"{where}总工会", spot.level, Kind.UNION, "union", spot.above, "", spot.within)
    for head in ("总工会", "总"):
        if rest.startswith(head) and len(rest) > len(head):
            owner = CanonicalName(
                f"{where}总工会", spot.level, Kind.UNION, "union", spot.above, "", spot.within
            )
            part = rest[len(head) :]
            short = _UNIT.fullmatch(part) or (_GROUP.search(part) and not part.startswith("工会"))
            return _part(owner, part) if head == "总工会" or short else None
    if rest in ("委", "委员会"):
        return CanonicalName(f"中共{where}委员会", spot.level, Kind.PARTY, "party", None, "", spot.within)
    if rest.startswith("委") and not rest.startswith("委员会") and (_PARTY_UNIT.fullmatch(rest, 1)):
        unit = _PARTY_UNITS.get(rest[1:], rest[1:]).format(O=office)
        if unit.endswith("委") and not unit.endswith("工委"):
            unit += "员会"
        name = f"中共{where}委{unit}"
        return CanonicalName(
            name, spot.level, Kind.PARTY, "party-unit", f"中共{where}委员会", unit, spot.within
        )
    known = _BODIES.get(rest)
    if known:
        court = {Level.CITY: "中级", Level.PROVINCE: "高级"}.get(spot.level, "")
        name = known[0].format(P=where, O=office, C=court)
        return CanonicalName(name, spot.level, known[1], "usual-short-name", None, "", spot.within)
    for end, full in _BUREAU_END.items():
        if rest.endswith(end) and (topic := _BUREAUS.get(rest[: -len(end)])):
            head = "人民政府" if topic == "国有资产监督管理" and full == "委员会" else ""
            name = f"{where}{head}{topic}{full}"
            return CanonicalName(name, spot.level, Kind.GOVERNMENT, "usual-short-name", None, "", spot.within)
    if _INDUSTRY.fullmatch(rest):
        return CanonicalName(
            f"{where}{rest}", spot.level, Kind.UNION, "industry-union", f"{where}总工会", "", spot.within
        )
    return None


def _own_body(rest: str, spot: _Spot) -> CanonicalName | None:
    """Any other body of a place: its level word gives way to the place's name (市工人文化宫, 区行政审批局,
    市书法家协会).
    """
    if _GENERIC.match(rest) or not re.fullmatch(r"[一-鿿A-Za-z0-9（）()、·—-]{2,60}", rest):
        return None
    name = f"{spot.place}{rest}"
    if _GROUP.search(rest):
        return CanonicalName(name, spot.level, Kind.GROUP, "placed", None, "", spot.within)
    if _COMPANY.search(rest):
        return CanonicalName(name, Level.BASE, Kind.COMPANY, "placed", None, "", spot.within)
    if _DIRECT.fullmatch(rest):
        return CanonicalName(
            name, spot.level, Kind.OTHER, "direct-body", f"{spot.place}总工会", "", spot.within
        )
    if rest in ("工会联合会", "工会委员会", "联合工会"):
        return CanonicalName(name, spot.level, Kind.UNION, "placed", spot.above, "", spot.within)
    if _UNION_END.search(rest):
        return CanonicalName(name, Level.BASE, Kind.UNION, "placed", None, "", spot.within)
    if rest.endswith(("局", "厅", "委", "委员会", "政府", "法院", "检察院")):
        return CanonicalName(name, spot.level, Kind.GOVERNMENT, "placed", None, "", spot.within)
    if re.search(
        r"(?:协会|学会|联合会|商会|中心|宫|院|校|大学|馆|会|社|站|所|办|处|队|基金会|银行|报社|电视台|医院)$",
        rest,
    ):
        return CanonicalName(name, spot.level, Kind.OTHER, "placed", None, "", spot.within)
    return None


def _part(owner: CanonicalName, rest: str) -> CanonicalName | None:
    """A part of a union: its office, a department, a working group, the union of its own staff."""
    name = f"{owner.name}{rest}"
    if _GROUP.search(rest):
        return CanonicalName(name, owner.level, Kind.GROUP, "union-group", owner.name, "", owner.within)
    if _UNIT.fullmatch(rest) or _DIRECT.fullmatch(rest):
        return CanonicalName(name, owner.level, Kind.UNION, "union-unit", owner.name, rest, owner.within)
    if rest in ("委员会", "机关"):
        return replace(owner, rule="union-organ")
    if _UNION_END.search(rest):
        return CanonicalName(name, Level.BASE, Kind.UNION, "base-union", owner.name, "", owner.within)
    return None


def _together(rule: str, *members: CanonicalName) -> CanonicalName:
    name = "、".join(m.name for m in members)
    return CanonicalName(
        name, members[0].level, members[0].kind, rule, members=members, within=members[0].within
    )


# --- the document's place ------------------------------------------------------------------------------

_BOUNDARY = re.compile(r"[\s“”‘’（）()〔〕\[\]，。、；：,;:]+|[《》〈〉]|关于|印发|转发|\d+年|[—-]{2,}")
_BODY_AHEAD = re.compile(
    r"总工会|工会|委(?:员会|办|组织部|宣传部|$)|人民政府|政府|教育|[一-鿿]{2,10}(?:局|厅|委员会)|[一-鿿]{2,12}工会"
)
# A run of signs before 市总工会 that begins with one of these is no invented place's name (落实|市总工会).
_VERB = re.compile(
    r"已经|经由|落实|贯彻|根据|按照|依据|关于|参加|完成|获得|荣获|加强|推进|推动|做好|开展|召开|建立|健全|规范|调整|成立|组织|配合|协助|"
    r"支持|深化|深入|进一步|各|全|同级|上级|下级|县级|市级|我|本|该|由|在|向|与|和|及|对|为|从|到|经|被|将|把|让|以|按|请|报|受|是|省|市|区|县"
)
_NUMBER = re.compile(r"([一-鿿])(?:总?工|政|办|发|人社|教|财)[一-鿿]{0,6}[〔\[［(（]\d{4}[〕\]］)）]")
# Signs of provinces that cities and offices seldom begin their own numbers with (青 is 青岛's as well as
# 青海's).
_SAFE_SIGNS = frozenset("冀豫鲁皖浙闽赣鄂湘粤桂琼渝黔滇晋沪")
_TEXT_LIMIT = 6000


def place_of(issuer: str | None, title: str | None, text_start: str = "") -> Place:
    """Province, city and county that a document sits in, bare (a county keeps its suffix), as far as it says.

    Read from the issuer first, then the title, the letterhead and the signature, then bodies named in the
    text (河北省总工会; one city's union in a county's paper), then 发文机关代字 (GB/T 9704—2012 7.2.5) of
    cited provincial numbers. An unlisted (invented, masked) place counts only where a name must begin: not
    inside a sentence.
    """
    seat = _Seat()
    for trusted in (issuer, title):
        if trusted:
            seat = _settled(seat, _named(_clean(trusted)[:_LONGEST]))
    head = text_start[:_TEXT_LIMIT]
    lines = [squeeze(line) for line in head.splitlines()]
    if seat.city is None and seat.county is None and seat.province is None:
        for line in lines:
            if 4 <= len(line) <= 30 and _LETTERHEAD.fullmatch(line):
                seat = _settled(seat, _named(line))
    text = "".join(lines)
    if seat.city is None and seat.province not in _MUNICIPALITIES and not _speaks_for_province(issuer):
        seat = _from_text(seat, text, Level.CITY)
    if seat.province is None and seat.city:
        above = places.province_of(seat.city)
        seat = replace(seat, province=above.name if above else None)
    if seat.province is None:
        seat = _from_text(seat, text, Level.PROVINCE)
    if seat.province is None and (sign := _sign(text)):
        seat = replace(seat, province=sign)
    return Place(
        _bare(seat.province) if seat.province else None,
        _bare_city(seat.city)
        if seat.city
        else (_bare(seat.province) if seat.province in _MUNICIPALITIES else None),
        seat.county,
    )


_LETTERHEAD = re.compile(r"[一-鿿XＸ×*]{2,16}(?:总工会|委员会|人民政府|工会)(?:办公室|办公厅)?(?:文件)?")


def _bare_city(full: str) -> str:
    region = places.find(full)
    if region and region.code:
        return region.short
    return full.removesuffix("市")


def _speaks_for_province(issuer: str | None) -> bool:
    return bool(issuer) and _seat(Place(), _clean(issuer or "")).level is Level.PROVINCE


def _named(text: str) -> list[tuple[Level, str]]:
    """The places of the first body that an issuer or title names where a name may begin."""
    start = 0
    pieces: list[str] = []
    for mark in _BOUNDARY.finditer(text):
        pieces.append(text[start : mark.start()])
        start = mark.end()
    pieces.append(text[start:])
    for piece in pieces:
        chain, rest = _chain(piece, _Seat())
        if not chain or (
            len(chain[0][1]) > 2 and _VERB.match(chain[0][1]) and not places.is_name(chain[0][1])
        ):
            continue
        if not rest or _BODY_AHEAD.match(rest) or len(chain) > 1 or places.is_name(chain[0][1]) or start == 0:
            return chain
        if piece is pieces[0] or re.match(r"[“《]?\d", rest):
            return chain
    return []


def _settled(seat: _Seat, chain: list[tuple[Level, str]]) -> _Seat:
    """`seat` with what a second source adds; what the first one said stays."""
    other = _Seat()
    for link in chain:
        other = _with(other, link)
    region = places.place_of("".join(name for _, name in chain)) if chain else Place()
    province = other.province or _province_full(region.province)
    city = other.city or _city_full(region.city)
    if seat.city and city and seat.city != city:
        return seat
    if seat.county and other.county and seat.county != other.county:
        return replace(seat, province=seat.province or province, city=seat.city or city)
    return _Seat(seat.province or province, seat.city or city, seat.county or other.county)


def _from_text(seat: _Seat, text: str, level: Level) -> _Seat:
    """The one city or province whose bodies the text names; nothing where it names several equally often."""
    counts: dict[str, int] = {}
    for name in _names_before_bodies(text, "市" if level is Level.CITY else "省区市", level):
        counts[name] = counts.get(name, 0) + 1
    if not counts and level is Level.CITY:
        # No body of a city named: a city that is said again, and no other so often (…市劳动模范).
        for found in re.finditer("市", text):
            begin = places.name_ending_at(text, found.end(), max(0, found.end() - 8))
            region = places.find(text[begin : found.end()]) if begin >= 0 else None
            if region and region.level is places.Level.CITY and region.name == text[begin : found.end()]:
                counts[region.name] = counts.get(region.name, 0) + 1
        counts = {name: n for name, n in counts.items() if n > 1}
    if not counts:
        return seat
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(best) > 1 and best[0][1] == best[1][1]:
        return seat
    if level is Level.CITY:
        return replace(seat, city=best[0][0])
    return replace(seat, province=best[0][0])


_CITY_BODY = re.compile(r"市(?=总工会|委|人民政府|政府)")
_PROVINCE_BODY = re.compile(
    r"(?:省|自治区|市)(?=总工会|委|人民政府|政府|[一-鿿]{2,8}(?:厅|工会)|[《“]|[一-鿿]{2,14}条例)"
)


def _names_before_bodies(text: str, signs: str, level: Level) -> Iterator[str]:
    pattern = _CITY_BODY if level is Level.CITY else _PROVINCE_BODY
    wanted = places.Level.CITY if level is Level.CITY else places.Level.PROVINCE
    for found in pattern.finditer(text):
        begin = places.name_ending_at(text, found.end(), max(0, found.end() - 12))
        if begin >= 0:
            region = places.find(text[begin : found.end()])
            if region and (region.level is wanted or region.name in _MUNICIPALITIES):
                yield region.name
            continue
        # Unlisted: only right behind 《, as there a name begins.
        opening = max(text.rfind("《", max(0, found.start() - 7), found.start()), -1)
        name = text[opening + 1 : found.end()] if opening >= 0 else ""
        chain, rest = _chain(name, _Seat()) if 3 <= len(name) <= 8 and not _VERB.match(name) else ([], "")
        if len(chain) == 1 and not rest and chain[0][0] is level:
            yield chain[0][1]


def _sign(text: str) -> str | None:
    """The province that all cited numbers with a province's sign belong to (冀工发〔2021〕1号: 河北省)."""
    signs = {found[1] for found in _NUMBER.finditer(text)} & _SAFE_SIGNS
    if len(signs) != 1:
        return None
    region = places.by_abbreviation(signs.pop())
    return region.name if region else None
