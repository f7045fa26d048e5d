"""By which words is a body known for a union, a company, a working group, or its level for a city's (名称用词)?"""

from __future__ import annotations

import re
import unicodedata

from kg.model import squeeze
from kg.names.model import Level

__all__ = [
    "COMPANY",
    "DIRECT",
    "GENERIC",
    "GROUP",
    "LEVEL_OF",
    "LEVEL_WORD",
    "LONGEST",
    "MASK",
    "UNION_END",
    "ZONE",
    "clean",
]


# No body is called by more signs than this; a longer "name" is a sentence.
LONGEST = 120
MASK = re.compile(r"[XＸ×*＊○□]|某")
GROUP = re.compile(r"领导小组|工作小组|协调小组|推进小组|评审小组|工作专班|专班|工作组|指挥部|联席会议")
COMPANY = re.compile(
    r"(?:公司|集团|工厂|银行|酒店|超市|企业|支行|分行|合作社|商场|门店|事务所|[钢药纸电船车矿]厂)$"
)
UNION_END = re.compile(r"工会(?:联合会|委员会|联合委员会)?$|工联会$")
# Bodies that a union keeps: 市职工服务中心 is the union's own. Source: 《工会企事业单位》 usual names.
DIRECT = re.compile(
    r"(?:困难)?(?:职工|工人|工会|劳动者)[一-鿿]{0,8}(?:中心|文化宫|俱乐部|疗养院|学校|大学|学院|驿站|剧院|书屋|公园|服务站|干校)"
    r"|干校|帮扶中心|困难职工帮扶中心|劳动模范协会|劳模协会"
)
GENERIC = re.compile(r"各|所有|全体|同级|上级|下级|有关|相关|其他|基层工会$|县级|市级|地方")
LEVEL_WORD = re.compile(
    r"(?!市场|市监|市民|区域|县域|镇域|乡村|乡镇|市区|县区|市县|省市|镇街|旗县|街道办|州际|盟员)(?:我|本|该|全)?(?P<word>自治区|自治州|街道|开发区|经开区|高新区|新区|示范区|省|市|州|盟|地区|区|县|旗|镇|乡)(?=.)"
)
LEVEL_OF = {
    "省": Level.PROVINCE, "自治区": Level.PROVINCE, "市": Level.CITY, "州": Level.CITY, "自治州": Level.CITY,
    "盟": Level.CITY, "地区": Level.CITY, "区": Level.COUNTY, "县": Level.COUNTY, "旗": Level.COUNTY,
    "镇": Level.TOWN, "乡": Level.TOWN, "街道": Level.TOWN,
}  # fmt: skip
ZONE = re.compile(
    r"经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|开发区|经开区|高新区|综合保税区|保税区|新区|示范区|管理区|"
    r"工业园区|产业园区|度假区|风景区|自贸区"
)


def clean(name: str) -> str:
    return unicodedata.normalize("NFC", squeeze(name)).strip("，。；：,;:")
