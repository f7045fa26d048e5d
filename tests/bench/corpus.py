"""Where do many documents to measure with come from? The sample, with other cities, people and numbers each time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from kg.resources import resource

_PLACES = (
    "云川",
    "澜江",
    "砚州",
    "桐岭",
    "清坪",
    "墨池",
    "临砚",
    "白塘",
    "响泉",
    "大坪",
    "东渡",
    "望塔",
    "柳沟",
)
_FIRST = "安柏岑池丹汾枫观禾湖济嘉康岚麓眉宁沛栖融杉泰渭汐秀雅沂泽芷舟"
_SECOND = "川江州岭坪池砚塘泉渡塔沟溪港湾原陵阳宁丰"
_GIVEN = "一鸣晓岚文博思远嘉禾雨桐志诚明哲若溪子墨云帆建国"
_FIGURE = re.compile(r"(?<![0-9〔\[第－-])[1-9][0-9]{1,3}(?=[家名人个场次期户万元%])")
#: 姓名 before a post or after one; only the given name is changed.
_NAMED = re.compile(r"(?<=[：、\t ][\u4e00-\u9fff])[\u4e00-\u9fff]{1,2}(?=[\t ，、]*(?:市|县|区|省)?总工会)")


def sample_files() -> list[Path]:
    """The documents that ship with the program."""
    return [f for f in sorted(Path(resource("sample")).iterdir()) if f.name != "README.md"]


def variants(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """`count` documents as (file name, text): those of the sample, over and over, no two alike."""
    texts = [(f.stem, f.read_text(encoding="utf-8"), f.suffix) for f in sample_files()]
    for k in range(count):
        stem, text, suffix = texts[k % len(texts)]
        if k >= len(texts):
            text = _varied(text, random.Random(seed * 1_000_003 + k // len(texts)))
        yield f"{k:05}_{stem}{suffix}", text


def _varied(text: str, chance: random.Random) -> str:
    """The same document of another province; every document of one round gets the same names."""
    names = chance.sample([a + b for a in _FIRST for b in _SECOND if a != b], len(_PLACES))
    given = chance.sample(_GIVEN, 2)
    figures = random.Random(chance.random())
    for old, new in zip(_PLACES, names, strict=True):
        text = text.replace(old, new)
    text = _FIGURE.sub(lambda m: str(max(10, int(m.group()) + figures.randint(-9, 40))), text)
    return _NAMED.sub(lambda m: "".join(given)[: len(m.group())], text)


def write(folder: Path, count: int) -> list[Path]:
    """The variants as files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for name, text in variants(count):
        file = folder / name
        file.write_text(text, encoding="utf-8")
        out.append(file)
    return out
