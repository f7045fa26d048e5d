"""Which posts (职务) does a phrase name, and where?

“党组成员、副主席” is two posts, “组织部部长” a department and a role, “港口工会主席” an organisation and a role,
“市总工会办公室主任” all three. A phrase is cut at 、 outside brackets; each piece ends in a role word, and what
stands before it is the unit. Ranks of civil servants: 《公务员职务与职级并行规定》 (调研员, 巡视员, 主任科员);
posts of a union: 《中国工会章程》 (主席, 经费审查委员会主任, 女职工委员会主任).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from ingest.extract.people.names import HAN
from kg.model import Position, Span

HEADS: Final = (
    # leading posts
    "书记 主席 部长 主任 局长 处长 科长 股长 所长 院长 校长 园长 厂长 矿长 行长 队长 站长 组长 会长 秘书长 理事长 董事长 总经理 "
    "经理 厅长 司长 市长 县长 区长 镇长 乡长 省长 州长 旗长 盟长 关长 馆长 社长 台长 主编 总编辑 总编 总裁 首席执行官 总监 主管 "
    "总工程师 总会计师 总经济师 总审计师 总法律顾问 总指挥 指挥长 检察长 庭长 审判长 政委 支队长 大队长 中队长 指导员 教导员 班长 工段长 "
    "段长 护士长 船长 机长 列车长 村长 主委 召集人 负责人 带头人 牵头人 法定代表人 发起人 创始人 "
    # members
    "主任委员 委员 常委 成员 组员 理事 监事 董事 顾问 代表 联络员 联系人 联络人 秘书 助理 "
    # ranks
    "主任科员 巡视员 调研员 科员 办事员 督学 督导员 督察员 督查专员 专员 "
    # callings
    "总干事 干事 干部 专干 社工 社会工作者 工作者 工作人员 教授 教师 老师 教练 讲师 律师 工程师 技师 医师 医生 护士 会计师 会计 出纳 "
    "经济师 研究员 馆员 院士 博士 专家 法官 检察官 民警 警官 教官 记者 编辑 职工 员工 工人 技术员 安全员 管理员 操作员 操作工 驾驶员 司机 "
    "快递员 配送员 投递员 保洁员 护理员 信息员 宣传员 监督员 观察员 辅导员 营业员 服务员 环卫工 电工 焊工 电焊工 氩弧焊工 机修工 检修工 钻工 磨工 管工 起重工 瓦工 木工 采煤工 缝纫工 挡车工 纺织工 炼钢工 炉前工 养路工 信号工 护林员 售票员 乘务员 列车员 钳工 车工 铣工 技工 维修工 "
    "装配工 调度员 质检员 检验员 化验员 播音员 讲解员 主播 骑手 股东 村民 调解员 仲裁员 书记员"
).split()
"""Words that end the name of a post."""

LEADING: Final = tuple(HEADS[: HEADS.index("召集人")])
"""Posts of those who lead: in running text they make the next words a name more readily than 职工 or 代表."""

_QUALIFIERS = (
    "第一|常务|执行|专职|兼职|挂职|驻会|代理|名誉|轮值|首席|资深|高级|中级|初级|正高级|副高级|特级|助理|主治|主管|总支"
    "|一级|二级|三级|四级|正处级|副处级|正科级|副科级|正厅级|副厅级|正局级|副局级|正县级|副县级|厅级|处级|科级|正职|副职|非领导|代"
)
_PARTY = "党组|党委|党工委|分党组|党总支|党支部|总支|支部|纪委|纪工委|团委|团支部"
_HEAD_ALT = "|".join(sorted(HEADS, key=len, reverse=True))
_ROLE_TEXT = rf"(?:(?:{_PARTY})?(?:(?:{_QUALIFIERS}){{0,3}})(?:副|正)?(?:{_QUALIFIERS})?(?:{_HEAD_ALT}))"
_ROLE_END = re.compile(rf"{_ROLE_TEXT}\Z")
_NOTE_END = re.compile(
    r"[（(](?:兼职?|挂职|主持.{0,6}工作|代|女|男|回族|满族|党外|正?副?.{1,3}级|享受.{0,8}|离任|退休|试用期?|兼任|拟任|原)[）)]\Z"
)
_LEAD_IN = re.compile(r"(?:现任|时任|历任|兼任|担任|原任|拟任|曾任|原|兼|任)(?=.{2})")
_CUT = re.compile(r"[、，,；;]|(?:兼(?=[^职任]))")
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】"}

_LEVEL = re.compile(
    rf"(?:中共|[省市县区州盟旗](?!域)|[{HAN}XＸ×]{{1,6}}?(?:省|市|县|(?<!社)区|州|盟|旗|镇|乡|街道)(?![域级属直]))"
)
_DEPARTMENT_END = re.compile(
    r"(?:部|室|办|处|科|股|组|车间|班组|工段|机关党委|机关纪委|机关工会|机关党总支|机关党支部|委员会|经审委|经审会|女工委|女职委|团委)\Z"
)
_STUDIO = re.compile(r"[\u4e00-\u9fff”]{2}(?:工作室|传习所)\Z")
"""锦绣刺绣工作室: a studio is a body of its own."""
_WITHIN = re.compile(
    r"(?P<org>(?:.*?(?:总工会|[市省县区州全]总(?!工会)|局|公司|集团|学院|大学|医院|学校|银行|职工服务中心|文化宫)))"
    rf"(?P<dept>[{HAN}]{{1,14}}(?:部|室|办|处|科|股|车间|机关党委|机关纪委|委员会|经审会|经审委|女工委))\Z"
)
_GENERIC_UNIT = frozenset(
    ("工会", "单位", "本单位", "部门", "企业", "机关", "我局", "我会", "局", "委", "办", "所在单位")
)


@dataclass(frozen=True, slots=True)
class Thin:
    """A stretch of text without its white space and `*`: `text`, and the offset of each sign left."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def thin(text: str, start: int, end: int) -> Thin:
    """text[start:end] without white space and Markdown asterisks."""
    kept = [i for i in range(start, end) if not text[i].isspace() and text[i] != "*"]
    return Thin("".join([text[i] for i in kept]), tuple(kept))


def role_start(piece: str) -> int:
    """Where the role that ends `piece` begins, or -1: 港口工会主席 → 4."""
    at = max(0, len(piece) - 24)
    found = _ROLE_END.search(piece, at)
    return -1 if found is None else found.start()


def has_role(phrase: str) -> bool:
    """Whether a phrase without white space ends in a role word, notes in brackets aside."""
    return role_start(_bare(phrase)) >= 0


def _bare(piece: str) -> str:
    while True:
        note = _NOTE_END.search(piece, max(0, len(piece) - 24))
        if note is None:
            return piece
        piece = piece[: note.start()]


def is_department(unit: str) -> bool:
    """Whether a unit named alone is a department (组织部, 经费审查委员会) and no body of its own (市职工服务中心)."""
    return (
        _DEPARTMENT_END.search(unit) is not None and _LEVEL.match(unit) is None and not _STUDIO.search(unit)
    )


def split_unit(unit: str) -> tuple[str | None, str | None]:
    """(organisation, department) of a unit as written: 市总工会组织部 → 市总工会 and 组织部; 市委组织部 stays whole."""
    if not unit:
        return None, None
    inside = _WITHIN.match(unit)
    if inside is not None:
        return inside["org"], inside["dept"]
    return (None, unit) if is_department(unit) else (unit, None)


def pieces(phrase: Thin) -> list[tuple[int, int]]:
    """The posts in a phrase as ranges of its signs, cut at 、 and 兼 outside brackets; 财贸、轻工工会主席 stays one."""
    text = phrase.text
    cuts: list[tuple[int, int]] = []
    if any(b in text for b in _BRACKETS):
        depth_until = -1
        masked = list(text)
        for i, c in enumerate(text):
            if i <= depth_until:
                masked[i] = "#"
            elif c in _BRACKETS:
                close = text.find(_BRACKETS[c], i)
                depth_until = close
                if close > 0:
                    masked[i] = "#"
        plain = "".join(masked)
    else:
        plain = text
    for cut in _CUT.finditer(plain):
        cuts.append((cut.start(), cut.end()))
    out: list[tuple[int, int]] = []
    begin = 0
    for left, right in [*cuts, (len(text), len(text))]:
        if left > begin and (left == len(text) or has_role(text[begin:left])):
            out.append((begin, left))
            begin = right
        elif left <= begin:
            begin = right
    return out


def read_positions(text: str, start: int, end: int) -> tuple[Position, ...]:
    """The posts named in text[start:end], in order; spans quote the text.

    A piece without a role word gives a `Position` whose role is empty and which names the unit alone
    (张三 | 云州铸造公司): the paper says where the person works, not as what.
    """
    phrase = thin(text, start, end)
    found: list[Position] = []
    for left, right in pieces(phrase):
        found.extend(_read_piece(phrase, left, right))
    return _inherit(found)


def _read_piece(phrase: Thin, left: int, right: int) -> list[Position]:
    while left < right and phrase.text[left] in "，,、：:（(—-－–·；;。":
        left += 1
    piece = phrase.text[left:right]
    piece = piece.rstrip("，,、：:。；;")
    if piece[:1] not in "（(" and piece.endswith(("）", ")")) and not any(b in piece for b in "（("):
        piece = piece[:-1]
    piece = _bare(piece)
    lead = _LEAD_IN.match(piece)
    if lead is not None:
        left += lead.end()
        piece = piece[lead.end() :]
    if not piece:
        return []
    at = role_start(piece)
    span = phrase.span(left, left + len(piece))
    if at < 0:
        organization, department = split_unit(piece)
        return [Position("", span, organization, department)]
    unit = piece[:at]
    if unit.endswith(("机关", "直属机关")) and piece[at:].startswith(
        ("党委", "纪委", "党总支", "党支部", "团委")
    ):
        cut = at + (3 if piece[at + 2] in "支部" or piece[at : at + 3] in ("党总支", "党支部") else 2)
        unit, at = piece[:cut], cut
    if unit and has_role(unit) and not unit.endswith(("代表", "职工", "委员", "员工", "工人", "社工")):
        return [
            *_read_piece(phrase, left, left + len(unit)),
            Position(piece[at:], phrase.span(left + at, left + len(piece))),
        ]
    if unit in _GENERIC_UNIT or (unit and len(unit) == 1):
        return [Position(piece, span)]
    organization, department = split_unit(unit)
    return [Position(piece[at:], span, organization, department)]


def _inherit(found: list[Position]) -> tuple[Position, ...]:
    """副主席 in “市总工会党组成员、副主席” is 市总工会's too."""
    out: list[Position] = []
    holder: str | None = None
    for post in found:
        if post.organization is not None:
            holder = post.organization
        elif holder is not None and post.role:
            own = post.role.startswith(("党组", "分党组"))
            if not (own and holder.endswith("工会") and not holder.endswith("总工会")):
                post = replace(post, organization=holder)
        out.append(post)
    return tuple(out)
