"""In which units do targets count, and what does a number with a unit look like and mean?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.numerals import parse_number

GAP = r"[ \u3000]{0,2}"
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

COUNT = re.compile(
    rf"(?<![\d.．…{_CN}分])百分之(?P<p>{_ARABIC}|{_CHINESE})(?:{_TO}(?:百分之)?(?P<q>{_ARABIC}|{_CHINESE}))?"
    rf"|(?<![\d.．{_CN}])(?P<a>{_ARABIC}|{_CHINESE}){GAP}(?P<w1>[万亿](?=[-—–~～至到余多]))?(?P<more1>[多余])?"
    rf"(?:(?:{_UNIT})?{GAP}{_TO}{GAP}(?P<b>{_ARABIC}|{_CHINESE}){GAP})?"
    rf"(?P<w>[千百]?[万亿](?!元)|[千百](?!万|亿))?(?P<more2>[多余])?(?P<u>{_UNIT})"
)


def value_of(m: re.Match[str]) -> tuple[float | int | str, str] | None:
    """The value and unit of a match of `COUNT`; None where the figures are no number."""
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


@dataclass(frozen=True, slots=True)
class Count:
    """A count that passed: its match, value and unit."""

    start: int
    end: int
    value: float | int | str
    unit: str
    more: bool
