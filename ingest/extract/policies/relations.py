"""What does a text do with an instrument: make it (制定、印发), or follow it (贯彻、按照)?

The governing verb stands before the title in its clause, or after it.
"""

from __future__ import annotations

import re

from ingest.extract.policies.surroundings import Named

# 制定 and its like: an instrument this text says is made, changed or passed on.
CREATE = (
    "研究制定|研究出台|修订完善|制定|制订|印发|出台|编制|起草|转发|修订|修改|制发|下发|拟定|拟订|草拟|编写|编印|编发|编撰|发布|颁布"
    "|公布|发出|推出|发文|订立|形成|撰写"
)
_FOLLOW = (
    "学习|宣传|宣讲|宣贯|贯彻|落实|执行|实施|推行|践行|遵守|普及|传达|按照|依照|遵照|参照|对照|对标|比照|根据|依据|依托|结合|围绕"
    "|推进|推动|推广|开展|达到|符合|适用|违反|履行|签订|填写|填报|报送|提交|上报|审议|完善|健全|完成|掌握|熟悉|解读|纳入|列入|废止|发放|赠送"
)
_VERB = re.compile(f"(?P<create>(?:{CREATE})+)|(?P<follow>(?:{_FOLLOW})+)|(?P<weak>依(?=$)|按(?=$)|以(?=$))")
# A verb right before 的《 belongs to the instrument, not to the clause: 按照省总印发的《…》.
_ATTRIBUTIVE = re.compile(f"(?:{CREATE})(?:实施)?的[“]?$")
_AFTER_CREATE = re.compile(
    r"(?:等)?(?:文件|制度)?[，,]?(?:的)?(?:已|将|正式|正在|及时|抓紧|尽快|并|由[^，。；\n]{1,12})?(?:经[^，。；\n]{1,16})?"
    rf"(?P<verb>(?:{CREATE})++)(?!实施|施行|以来|之?后|\d)"
)
# 《…》已经市总工会同意，现印发给你们 (the set phrase of an issuing notice)
_NOW_ISSUED = re.compile(rf"[^。；\n]{{0,48}}?现(?:予|将其|予以)?(?P<verb>(?:{CREATE})+)")
_AFTER_FOLLOW = re.compile(
    r"(?:等)?(?:[一二三四五六七八九十两\d]{1,2}[个份部项])?(?:法律法规|法律|法规|文件|制度|政策|规章)?(?:的)?(?:有关|相关|各项|具体|总体|工作)?"
    rf"(?:落地)?(?P<verb>(?:{_FOLLOW})+|要求|规定|精神|明确|指出|提出)"
)
_AS_POINT = re.compile(r"[》>]?为(?P<what>重点|依据|指导|遵循|标准|契机|抓手|准绳|指引|主线|蓝本)")
_PUSH = frozenset(("推进", "推动", "依托", "结合", "围绕", "完善", "健全", "纳入", "列入", "完成", "开展"))

_FOLLOW_AFTER = frozenset(
    ("落实", "实施", "执行", "贯彻落实", "贯彻", "宣传", "学习", "落实实施", "贯彻实施")
)

_COMMA = re.compile(r"[，,]")
# 落实中央《…》和省委《…》: one verb, each its own issuer.
_ALSO = re.compile(r"[、和及与]|以及")


def relation_of(
    text: str, title: Named, run_end: int, above: tuple[str | None, bool]
) -> tuple[str | None, bool]:
    """What the text does with a title that begins a run of joined ones, as written, and whether that makes it.

    `run_end` is where the run ends, `above` what is done with the run before: 落实中央《…》和省委《…》 shares its verb.
    """
    verb, makes = _before(title.gap)
    shares = (
        verb is None and title.follows and _ALSO.match(title.gap) is not None and not _COMMA.search(title.gap)
    )
    relation, creates = above if shares else (verb, makes)
    point = _AS_POINT.match(text, title.end)
    if point and title.gap.endswith("以"):
        return f"以…为{point['what']}", False
    if relation in (None, "以", "依", "按") or relation in _PUSH:
        later, made = _after(text, run_end)
        if later is not None and (relation in (None, "以") or later in _FOLLOW_AFTER):
            return later, made
    # 以《…》… and nothing that says as what
    return (None if relation == "以" else relation), creates


def _before(gap: str) -> tuple[str | None, bool]:
    """The governing verb in what stands before a title, and whether it creates it. The last one wins."""
    clause = _COMMA.split(gap)[-1].rstrip(" \t\u3000“‘")
    while clause:
        attributive = _ATTRIBUTIVE.search(clause)
        if attributive is None:
            break
        clause = clause[: attributive.start()]
    verbs = list(_VERB.finditer(clause))
    return (verbs[-1][0], verbs[-1]["create"] is not None) if verbs else (None, False)


def _after(text: str, at: int) -> tuple[str | None, bool]:
    """The governing verb in what stands right after a run of titles, and whether it creates them."""
    m = _AFTER_FOLLOW.match(text, at)
    if m:
        return m["verb"], False
    m = _AFTER_CREATE.match(text, at) or _NOW_ISSUED.match(text, at)
    return (m["verb"], True) if m else (None, False)
