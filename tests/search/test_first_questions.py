"""Are the first questions cut as with the whole dictionary?"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import first_questions
from search.first_questions import FirstQuestions, known_among
from search.tokens import Segmenter
from tests.bench.passages import questions

USER_WORDS = ("职工夜校", "灯塔讲堂", "工会", "小哥", "骑手驿站", "橄榄枝驿舍", "ai", "女职工")
WHOLE = Segmenter(USER_WORDS)
TEXTS = (
    "上班妈妈喂奶的地方在哪", "灯塔讲堂是哪个市的品牌", "2031年云州市新建几家骑手驿站", "骑手驿站有wifi吗", "橄榄枝驿舍",
    "临江市总工会与邵雨桐座谈", "娭毑们的广场舞队", "", "，。", "open day开放日", "女职工维权专员队伍怎么建立健全",
)  # fmt: skip


def _first() -> FirstQuestions:
    return FirstQuestions(USER_WORDS, known_among(USER_WORDS))


@pytest.mark.parametrize("text", TEXTS)
def test_one_question(text: str) -> None:
    assert _first().words(text) == WHOLE.words(text)
    assert _first().cut(text) == WHOLE.cut(text)


def test_question_after_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_questions, "_MOST_SIGNS", 1_000_000)
    segmenter = _first()
    signs = sorted({sign for text in TEXTS for sign in text} | set("的了工会职劳动者和生产党委市县"))
    dice = random.Random(7)
    for text in (*questions(300, seed=11), *("".join(dice.choices(signs, k=12)) for _ in range(300))):
        assert segmenter.cut(text) == WHOLE.cut(text)
        assert segmenter.words(text) == WHOLE.words(text)
    assert segmenter._whole is None


def test_much_text_brings_the_whole_dictionary() -> None:
    segmenter = _first()
    for text in questions(10, seed=12):
        segmenter.cut(text)
    assert segmenter._whole is None
    long = "新建职工书屋，覆盖快递网点。" * 80
    assert segmenter.cut(long) == WHOLE.cut(long)
    assert segmenter._whole is not None


def test_threads_do_not_disturb_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_questions, "_MOST_SIGNS", 2_000)
    segmenter = _first()
    asked = questions(400, seed=13)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(segmenter.words, asked)) == list(map(WHOLE.words, asked))
