"""How far does one phrase speak of what another does (说的是不是一件事)?

A phrase is its names in quotes, the thesaurus's concepts and what words are left, each with a weight; verbs and figures are
left out, since reports change them freely (新建, 建成, 投用).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.thesaurus import Concept, LabelKind, Thesaurus
from search.outcomes.figures import FIGURE
from search.tokens import Segmenter, bigrams, content_words, fold

__all__ = ["Phrase", "Phrases", "core", "verb_of", "verbs_clash"]

_NAME: Final = re.compile(r"[“\"]([^”\"\n]{2,24})[”\"]")
_NAME_WEIGHT, _CONCEPT, _GROUP, _WORD, _LIGHT_WORD = 3.0, 2.0, 0.8, 1.0, 0.2
_NEAR: Final = 0.7
"""What a concept next in the thesaurus does for one that is wanted."""
_LOOSE: Final = 1.0
"""A concept by an everyday word of two signs (比赛 for 劳动竞赛), which is said of much else too."""
_PARTS: Final = 0.6
"""What the words of a concept's label do, where the concept is not named (发展会员: 会员)."""
_GROUPS: Final = "职工群体"
# Words that papers say of everything. With them alone nothing is found again.
_LIGHT: Final = frozenset(
    "工作 职工 工会 企业 单位 基层 全市 全县 全区 全省 市级 县级 省级 市总工会 总工会 市总 县总 活动 项目 服务 建设 推进 推动 加强 开展 "
    "组织 实施 做好 深化 落实 完善 提升 提高 全年 年内 今年 当年 以上 以下 左右 达到 力争 确保 不少于 不低于 至少 市 县 区 省 新 各 一线 "
    "重点 行动 工程 专项 相关 机制 制度 体系 平台 水平 能力 质量 覆盖 数量 人数 全部 进一步 设置 扎实 积极 有效 顺利 圆满 成功 完成 "
    "持续 不断 全面 年度 计划 目标 任务 情况 方式 问题 广大 干部 人员 群众 全国 首次 发放 办理 举办 培育 培训 新建 建成 成立 建立 组建 发展 "
    "吸纳 吸收 新增 创建 打造 选树 评选 评出 命名 召开 设立 开设 开办 慰问 走访 资助 筹集 筹措 累计 共 为 带动 深入 走进 聚焦 围绕 "
    "办好 做好 抓好 建好 用好 管好 搞好 常态化 启动 推行 通过 实现 形成 推出 联合 免费 组成 涉及 惠及 受理 涵盖 吸引 安排 确定 达 突破 超过 其中 增加 改造 名 家 场 个 期 次 件 人".split()
)
# Verbs by what they do to a thing. Two of different kinds, listed in CLASHES, do not report on each other.
VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    "build": tuple("新建 建成 建设 增设 设立 打造 投用 布局 建起 落成 设置".split()),
    "upgrade": tuple("提升改造 改造提升 改造 升级 维修 提档 修缮 翻新".split()),
    "join": tuple("发展 吸纳 吸收 入会 加入".split()),
    "train": tuple("培训 轮训 培养 研修".split()),
    "choose": tuple("选树 评选 命名 评定 认定 评出 选出 表彰 获评".split()),
    "raise": tuple("筹集 筹措 募集 列支 投入".split()),
    "give": tuple("发放 资助 送去 救助 补助 拨付 赔付".split()),
    "reach": tuple("惠及 覆盖 服务 受益 受众 接待 观看 走进 吸引".split()),
    "cut": tuple("压减 下降 减少 精简".split()),
}  # fmt: skip
CLASHES: Final = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "build/upgrade build/reach build/train build/join upgrade/choose upgrade/reach join/train join/choose "
        "join/reach train/choose raise/give raise/reach give/train choose/reach choose/give build/raise join/give"
    ).split()
)
# Words for one thing that reports put in many ways; told by any, found by any.
_MANY_WAYS: Final[Mapping[str, str]] = {
    word: kind
    for kind, words in (
        ("参赛", "参赛 参加 参与 参演 同台 竞技 比拼 选手 报名 角逐 练兵"),
        ("稿件", "稿件 发稿 刊发 刊播 稿 报道 推文"),
    )
    for word in words.split()
}
_KIND_OF: Final = {verb: kind for kind, verbs in VERBS.items() for verb in verbs}
# Verbs that are part of a noun with these behind them: 服务站点, 培训班, 覆盖率.
_NOUN_AFTER: Final = {
    "服务": "站|点|中心|阵地|体系|队|平台|项目|能力|机构|对象|活动|工作",
    "培训": "班|基地|中心|机构|项目|师|计划",
    "建设": "者|标准|达标|工程",
    "覆盖": "率|面",
    "发展": "中心|率",
    "补助": "金|资金|标准",
}
_NOUN_BEFORE: Final = {"建设": "伍化度织力风系"}
"""Signs after which a verb is a noun: 队伍建设, 文化建设."""


def _as_verb(verb: str) -> str:
    before = f"(?<![{_NOUN_BEFORE[verb]}])" if verb in _NOUN_BEFORE else ""
    after = f"(?!{_NOUN_AFTER[verb]})" if verb in _NOUN_AFTER else ""
    return f"{before}{verb}{after}"


_VERB: Final = re.compile("|".join(_as_verb(verb) for verb in sorted(_KIND_OF, key=len, reverse=True)))
_LISTED: Final = re.compile(r"[^，,]*等(?=\d|[一二三四五六七八九十两]个)")


def core(phrase: str) -> str:
    """An indicator's words from its verb on: 在古城、车站新建站点30个 → 新建站点30个; 设置焊工、茶艺等10个赛项 → 10个赛项.

    Where and by what means is often left out in reports.
    """
    words = _LISTED.sub("", phrase)
    at = FIGURE.search(words)
    if at is None:
        return phrase
    verbs = list(_VERB.finditer(_masked(words), 0, at.start()))
    return words[verbs[-1].start() :] if verbs and at.start() - verbs[-1].end() > 1 else words


def _masked(phrase: str) -> str:
    """The phrase with its names blotted out: what stands in a name is no verb."""
    return _NAME.sub(lambda m: "＿" * len(m[0]), phrase)


def verb_of(phrase: str) -> str | None:
    """The kind of the last verb before the figure, else of the first after it; None for none that is known."""
    phrase = _masked(phrase)
    at = FIGURE.search(phrase)
    before = list(_VERB.finditer(phrase, 0, at.start() if at else len(phrase)))
    if before:
        return _KIND_OF[before[-1][0]]
    after = _VERB.search(phrase, at.end()) if at else None
    return _KIND_OF[after[0]] if after else None


def verbs_clash(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and frozenset((one, other)) in CLASHES


@dataclass(frozen=True, slots=True)
class Phrase:
    """`keys` are what it speaks of with their weights: `n:` a name, `c:` a concept's id, `s:` one of many
    ways to say it, `w:` a word."""

    folded: str
    keys: Mapping[str, float] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Key of a concept → the telling words of its label as written."""

    @property
    def weight(self) -> float:
        return sum(self.keys.values())

    @property
    def strength(self) -> float:
        """The weight without light words."""
        return sum(w for w in self.keys.values() if w > _LIGHT_WORD)

    def joined(self, *others: Phrase) -> Phrase:
        keys = dict(self.keys)
        for other in others:
            for key, weight in other.keys.items():
                keys[key] = max(weight, keys.get(key, 0.0))
        parts = {key: words for one in (*others, self) for key, words in one.parts.items()}
        return Phrase(" ".join((self.folded, *(o.folded for o in others))), keys, parts)

    def telling(self) -> Phrase:
        """Without light words, unless there are no others."""
        kept = {k: w for k, w in self.keys.items() if w > _LIGHT_WORD}
        return Phrase(self.folded, kept, self.parts) if kept else self

    def nameless(self) -> Phrase:
        """Without the names in quotes."""
        return Phrase(self.folded, {k: w for k, w in self.keys.items() if k[0] != "n"}, self.parts)


class Phrases:
    """Makes phrases of texts and compares them; keeps what it made."""

    def __init__(self, segmenter: Segmenter, thesaurus: Thesaurus) -> None:
        self._segmenter, self._thesaurus = segmenter, thesaurus
        self._near: dict[str, frozenset[str]] = {}
        self._kept: dict[str, Phrase] = {}

    def of(self, text: str) -> Phrase:
        found = self._kept.get(text)
        if found is None:
            found = self._kept[text] = self._read(text)
        return found

    def cover(self, wanted: Phrase, given: Phrase) -> float:
        """0..1: the share of the weight of `wanted` that `given` speaks of; 0 where nothing is wanted."""
        total = wanted.weight
        if not total:
            return 0.0
        have = frozenset(key[2:] for key in given.keys if key.startswith("c:"))
        got = sum(
            weight * self._met(key, given, have, wanted.parts.get(key, ()))
            for key, weight in wanted.keys.items()
        )
        return got / total

    def _met(self, key: str, given: Phrase, have: frozenset[str], parts: Sequence[str]) -> float:
        if key in given.keys:
            return 1.0
        kind, word = key[0], key[2:]
        if kind == "c":
            if self._preferred(word) in given.folded:
                return 1.0  # inside a longer label: 工会干部 in 工会干部培训
            near = _NEAR if self._neighbours(word) & have else 0.0
            return max(near, _PARTS * sum(p in given.folded for p in parts) / len(parts) if parts else 0.0)
        if kind == "s":
            return 0.0
        if word in given.folded:
            return 1.0
        if len(word) < 3:
            return 0.0
        grams = bigrams(word)
        share = sum(gram in given.folded for gram in grams) / len(grams)
        return (
            0.8 * share
            if share >= 0.5
            else 0.5
            if word[-2:] not in _LIGHT and word[-2:] in given.folded
            else 0.0
        )

    def _neighbours(self, concept_id: str) -> frozenset[str]:
        found = self._near.get(concept_id)
        if found is None:
            one = self._thesaurus.concept(concept_id)
            above = [b for b in one.broader if self._is_near(one, self._thesaurus.concept(b))]
            below = [n for n in one.narrower if self._is_near(self._thesaurus.concept(n), one)]
            found = self._near[concept_id] = frozenset((*above, *below))
        return found

    def _preferred(self, concept_id: str) -> str:
        return fold(self._thesaurus.concept(concept_id).preferred)

    def _is_near(self, one: Concept, above: Concept) -> bool:
        """Top concepts are whole fields of work, but for those that the narrower one has in its name."""
        return not above.is_top or fold(above.preferred) in fold(one.preferred)

    def _read(self, text: str) -> Phrase:
        bare = FIGURE.sub(" ", text)
        keys: dict[str, float] = {}
        parts: dict[str, tuple[str, ...]] = {}
        for name in _NAME.findall(bare):
            keys[f"n:{fold(name)}"] = _NAME_WEIGHT
        rest = list(bare)
        for match in self._thesaurus.find(bare):
            span = match.span
            rest[span.start : span.end] = " " * (span.end - span.start)
            for concept, sort in zip(match.concepts[:1], match.kinds[:1], strict=True):
                loose = sort is LabelKind.EVERYDAY and len(match.label) < 3
                keys[f"c:{concept.id}"] = min(self._weight(concept), _LOOSE if loose else _CONCEPT)
                parts[f"c:{concept.id}"] = self._words_of(fold(match.label))
        for piece in _NAME.sub(" ", "".join(rest)).split():
            for word in content_words(self._segmenter.cut(fold(piece))):
                if kind := _MANY_WAYS.get(word):
                    keys[f"s:{kind}"] = _WORD
                elif len(word) > 1 and not word[0].isdigit():
                    keys[f"w:{word}"] = _LIGHT_WORD if word in _LIGHT else _WORD
        return Phrase(fold(text), keys, parts)

    def _words_of(self, label: str) -> tuple[str, ...]:
        """The telling words of a label: 发展会员: 会员."""
        if label[:2] in _LIGHT and len(label) > 3:
            return (label[2:],)
        words = dict.fromkeys(self._segmenter.words(label))
        return tuple(w for w in words if len(w) > 1 and w != label and w not in _LIGHT)

    def _weight(self, concept: Concept) -> float:
        above: Iterable[str] = (concept.id, *concept.broader)
        if concept.preferred in _LIGHT:
            return _LIGHT_WORD
        return _GROUP if _GROUPS in above else _CONCEPT
