"""Which name did they mean (错别字、同音字)? Against the workspace's own names and the words that questions are made of.

Only what stands in no document is put right, and only into a name that differs by a sign of the same sound, or, in a
longer name, by one sign of any kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from search.ask.kept import Numbers
from search.ask.slips import Slips
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


class Spelling:
    """Names in a table by their signs but one. `stands` says whether a text has words as they are."""

    def __init__(
        self,
        stands: Callable[[str], bool],
        kept: Callable[[str, Callable[[], Numbers]], Numbers] | None = None,
        slips: Slips | None = None,
    ) -> None:
        """`kept` gives the table of a name where it was made before, else makes it; `slips` finds words of the papers."""
        self.stands, self._kept, self._slips = stands, kept, slips
        self._names: dict[str, bool] = {}
        """Name → is it strict."""
        self._same: dict[str, object] = {}
        self._made: tuple[Numbers, list[str]] | None = None

    def add(self, names: Iterable[str], strict: bool = False, same: Callable[[str], object] = str) -> None:
        """`strict` names (people, places, departments) only by sound: 法律服务部 is not 法律工作部.

        Names for which `same` gives the same are one and the same thing, and either will do.
        """
        self._made = None
        for name in names:
            if 2 <= len(name) <= _LONGEST and name not in self._names:
                self._names[name] = strict
                self._same[name] = same(name)

    def correct(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """The text with slips put right, and what was changed; longer names first."""
        found: list[tuple[int, int, str]] = []
        near = self._near(self._pieces(text))
        for (start, piece), names in near.items():
            end = start + len(piece)
            if any(s < end and start < e for s, e, _ in found):
                continue
            meant = self._meant(piece, names)
            if meant and meant not in text and not self.stands(piece):
                found.append((start, end, meant))
        if self._slips is not None:
            taken = [*self._known_spans(text), *((s, e) for s, e, _ in found)]
            found += self._slips.find(text, taken)
        out = text
        changes = []
        for start, end, meant in sorted(found, reverse=True):
            changes.append(Correction(text[start:end], meant))
            out = out[:start] + meant + out[end:]
        return out, tuple(reversed(changes))

    def _pieces(self, text: str) -> list[tuple[int, str]]:
        """The runs of signs that no name stands in, with their places; longer ones first."""
        known = self._known_spans(text)
        return [
            (start, text[start : start + length])
            for length in range(min(_LONGEST, len(text)), 1, -1)
            for start in range(len(text) - length + 1)
            if not any(s < start + length and start < e for s, e in known)
            and all("㐀" <= sign <= "鿿" or sign in "·“”" for sign in text[start : start + length])
        ]

    def _near(self, pieces: list[tuple[int, str]]) -> dict[tuple[int, str], set[str]]:
        """The names that differ from each piece by one sign at most; pieces without any are left out."""
        import numpy as np

        table, names = self._table()
        keys = [_key(gap) for _, piece in pieces for gap in _gaps(piece)]
        wanted = np.array(keys, dtype=np.uint32)
        column = table[:, 0]
        first, last = np.searchsorted(column, wanted), np.searchsorted(column, wanted, side="right")
        out: dict[tuple[int, str], set[str]] = {}
        at = 0
        for place, piece in pieces:
            for k in range(at, at + len(piece)):
                if first[k] < last[k]:
                    some = (names[int(row)] for row in table[first[k] : last[k], 1])
                    out.setdefault((place, piece), set()).update(n for n in some if _one_sign(n, piece))
            at += len(piece)
        return {piece: some for piece, some in out.items() if some}

    def _table(self) -> tuple[Numbers, list[str]]:
        """Rows of (key of a name's signs but one, place of the name among the sorted names), by key."""
        if self._made is None:
            names = sorted(self._names)
            made = self._kept or (lambda name, make: make())
            table = made(f"gaps-{_key(' '.join(names)):08x}", lambda: _gap_table(names))
            self._made = table, names
        return self._made

    def _known_spans(self, text: str) -> list[tuple[int, int]]:
        """Where names stand as they should; a slip does not run into one of them."""
        longest = min(_LONGEST, len(text))
        return [
            (start, start + length)
            for length in range(longest, 1, -1)
            for start in range(len(text) - length + 1)
            if text[start : start + length] in self._names
        ]

    def _meant(self, piece: str, near: Iterable[str]) -> str:
        good = sorted(name for name in near if self._close(piece, name))
        return good[0] if len({self._same[name] for name in good}) == 1 else ""

    def _close(self, piece: str, name: str) -> bool:
        wrong = [(a, b) for a, b in zip(piece, name, strict=True) if a != b]
        strict = self._names[name]
        if all(alike(a, b) or (not strict and len(name) >= _RARE and _rare(a, b)) for a, b in wrong):
            return len(wrong) == 1 or len(name) >= _TWO_SIGNS
        return len(wrong) == 1 and len(name) >= _ANY_SIGN and not strict and _hanzi(wrong[0])


def _rare(left: str, right: str) -> bool:
    return _hanzi((left, right)) and not (sound(left) and sound(right))


def _hanzi(pair: tuple[str, str]) -> bool:
    """A figure put for another (三张表, 五张表) is no slip."""
    return all("㐀" <= sign <= "鿿" and sign not in "零一二两三四五六七八九十百千万" for sign in pair)


def _one_sign(name: str, piece: str) -> bool:
    """Two gaps may have one key."""
    return len(name) == len(piece) and sum(a != b for a, b in zip(name, piece, strict=True)) <= 1


def _gap_table(names: Sequence[str]) -> Numbers:
    import numpy as np

    rows = [(_key(gap), row) for row, name in enumerate(names) for gap in _gaps(name)]
    return np.array(sorted(rows), dtype=np.uint32).reshape(-1, 2)


def _key(words: str) -> int:
    return crc32(words.encode())


def _gaps(name: str) -> Iterator[str]:
    for at in range(len(name)):
        yield f"{name[:at]}?{name[at + 1 :]}"
