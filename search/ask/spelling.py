"""Which name did they mean (错别字、同音字)? Against the workspace's own names and the words that questions are made of.

Only what stands in no document is put right, and only into a name that differs by a sign of the same sound, or, in a
longer name, by one sign of any kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from search.ask.sounds import alike, sound

__all__ = ["Correction", "Spelling", "question_words"]

_LONGEST: Final = 12
_ANY_SIGN: Final = 5
"""From this length on one sign may be wrong in any way: 暖心妈眯小屋."""
_RARE: Final = 4
"""…and from this one a rare sign, whose sound the table does not have: 驿 and 译."""
_TWO_SIGNS: Final = 6
"""…and two that both sound right."""

# What questions are made of; a slip in one of them hides the kind of question (云州的工作台帐、联洛员).
_QUESTION_WORDS: Final = (
    "台账 要点 方案 总结 任务 部门 文号 标题 季度 成员 职务 组长 副组长 主任 部长 主席 电话 目标 多少 负责 牵头 配合 单位 成果 "
    "工作台账 工作要点 实施方案 工作总结 发文字号 联络员 联系人 联系领导 责任部门 成果形式 完成时限 领导小组 工作专班 总工会 会员 补助 "
    "经费 资金 什么时候 哪个季度 印发 施行 办公室主任 同类 类似 救助标准 主送机关 发文机关 集体合同 签订率 参赛率 覆盖率 专班 联席会议 联系"
)


def question_words() -> tuple[str, ...]:
    """Words of the ways of asking, as `_QUESTION_WORDS` has them."""
    return tuple(_QUESTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Correction:
    """What was written, and the name that is meant."""

    written: str
    meant: str


@dataclass(slots=True)
class Spelling:
    """Names in a table by their signs but one. `stands` says whether a text has words as they are."""

    stands: Callable[[str], bool]
    _by_gap: dict[str, list[str]] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _strict: set[str] = field(default_factory=set)
    _same: dict[str, object] = field(default_factory=dict)

    def add(self, names: Iterable[str], strict: bool = False, same: Callable[[str], object] = str) -> None:
        """`strict` names (people, places, departments) only by sound: 法律服务部 is not 法律工作部.

        Names for which `same` gives the same are one and the same thing, and either will do.
        """
        for name in names:
            if not 2 <= len(name) <= _LONGEST or name in self._names:
                continue
            self._names.add(name)
            self._same[name] = same(name)
            if strict:
                self._strict.add(name)
            for key in _gaps(name):
                self._by_gap.setdefault(key, []).append(name)

    def correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """The text with slips put right, and what was changed; longer names first."""
        found: list[tuple[int, int, str]] = []
        known = self._known_spans(text)
        for length in range(min(_LONGEST, len(text)), 1, -1):
            for start in range(len(text) - length + 1):
                if any(s < start + length and start < e for s, e, _ in found):
                    continue
                piece = text[start : start + length]
                if any(s < start + length and start < e for s, e in known) or not all(
                    "㐀" <= sign <= "鿿" or sign in "·“”" for sign in piece
                ):
                    continue
                meant = self._meant(piece)
                if meant and meant not in text and not self.stands(piece):
                    found.append((start, start + length, meant))
        out = text
        changes = []
        for start, end, meant in sorted(found, reverse=True):
            changes.append(Correction(text[start:end], meant))
            out = out[:start] + meant + out[end:]
        return out, tuple(reversed(changes))

    def _known_spans(self, text: str) -> list[tuple[int, int]]:
        """Where names stand as they should; a slip does not run into one of them."""
        longest = min(_LONGEST, len(text))
        return [
            (start, start + length)
            for length in range(longest, 1, -1)
            for start in range(len(text) - length + 1)
            if text[start : start + length] in self._names
        ]

    def _meant(self, piece: str) -> str:
        near = {name for key in _gaps(piece) for name in self._by_gap.get(key, ())}
        good = sorted(name for name in near if self._close(piece, name))
        return good[0] if len({self._same[name] for name in good}) == 1 else ""

    def _close(self, piece: str, name: str) -> bool:
        wrong = [(a, b) for a, b in zip(piece, name, strict=True) if a != b]
        strict = name in self._strict
        if all(alike(a, b) or (not strict and len(name) >= _RARE and _rare(a, b)) for a, b in wrong):
            return len(wrong) == 1 or len(name) >= _TWO_SIGNS
        return len(wrong) == 1 and len(name) >= _ANY_SIGN and not strict and _hanzi(wrong[0])


def _rare(left: str, right: str) -> bool:
    return _hanzi((left, right)) and not (sound(left) and sound(right))


def _hanzi(pair: tuple[str, str]) -> bool:
    """A figure put for another (三张表, 五张表) is no slip."""
    return all("㐀" <= sign <= "鿿" and sign not in "零一二两三四五六七八九十百千万" for sign in pair)


def _gaps(name: str) -> Iterator[str]:
    for at in range(len(name)):
        yield f"{name[:at]}?{name[at + 1 :]}"
