"""A topic is near to what does it under any name, and far from what only sounds like it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from kg.thesaurus import Thesaurus
from search.similar.topics import Said, Topics

TH = Thesaurus.load()
DIM = 1024


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Texts are alike as far as they share signs."""
    made = np.full((len(texts), DIM), 1e-3, dtype=np.float32)
    for row, text in zip(made, texts, strict=True):
        for sign in text:
            row[zlib.crc32(sign.encode()) % DIM] += 1.0
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def cut(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(0, len(text), 2)]


def said(topics: Topics, title: str, text: str = "") -> Said:
    return topics.said([(title, text or title)])[0]


@pytest.mark.parametrize(
    ("concept", "words", "other"),
    [
        ("送清凉", "梅雨行动给烈日下的工人送去绿豆汤", "春节前上门看望困难家庭"),
        ("职工子女托管", "“渔火班”在放假期间照看职工的孩子", "“渔火班”培训叉车工"),
        ("女职工哺乳室", "“暖窗”供背奶妈妈休息", "“暖窗”供骑手歇脚"),
        ("欠薪治理", "“蓝帆行动”帮农民工讨薪", "“蓝帆行动”组织农民工体检"),
        ("职工疗休养", "到海滨休养一周", "到海滨清扫垃圾"),
    ],
)
@pytest.mark.parametrize("model", [True, False])
def test_by_what_is_done(concept: str, words: str, other: str, model: bool) -> None:
    topics = Topics(cut, encode if model else None)
    topic = topics.concept(TH.concept(concept))
    assert topics.near(topic, said(topics, words)) > topics.near(topic, said(topics, other)) + 0.05


def test_the_first_clause_may_say_it_alone() -> None:
    topics = Topics(cut, encode)
    topic = topics.concept(TH.concept("送清凉"))
    assert topic.vector is not None
    whole, opening = said(topics, "夏日送清凉，走进港口看望装卸和理货人员").vectors or pytest.fail(
        "no vectors"
    )
    assert float(topic.vector @ opening) > float(topic.vector @ whole)


def test_free_words_have_the_concepts_they_may_mean() -> None:
    topics = Topics(cut, None)
    topic = topics.words("帮人要钱", [("欠薪治理", 1.0), ("农民工", 1.0)])
    assert topic.profile.topics == {"欠薪治理": 1.0}  # whom it is for is no topic


def test_the_nearest_concept() -> None:
    found = Topics(cut, encode).nearest(said(Topics(cut, encode), "为职工的孩子办暑期托管"))
    assert found is not None
    assert found[0] in {"职工子女托管", "课后托管", "托育服务"}
    assert Topics(cut, None).nearest(said(Topics(cut, None), "为职工的孩子办暑期托管")) is None


def test_nothing_said() -> None:
    assert Topics(cut, encode).said([]) == []
