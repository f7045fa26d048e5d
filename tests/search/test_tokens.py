"""Words and signs are the same however they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.tokens import Segmenter, bigrams, content_words, fold, signs


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("云工发〔2031〕５号", "云工发(2031)5号"),
        ("云工发[2031]5 号", "云工发(2031)5号"),
        ("云工发（2031）5号", "云工发(2031)5号"),
        ("“灯塔”讲堂", "灯塔讲堂"),
        ("「灯塔」講堂", "灯塔讲堂"),
        ("職工權益保障", "职工权益保障"),
        ("职 工\n之 家", "职工之家"),
        ("ＡＰＰ 上线", "app上线"),
        ("open day", "open day"),
        ("open　DAY 夜校", "open day夜校"),
        ("夜校——“入门”…", "夜校——入门..."),
        ("①号㎡ 職場", "1号m2职场"),
        ("  夜校\n", "夜校"),
        ("", ""),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_signs_and_bigrams() -> None:
    assert signs("新建12.5家app") == ["新", "建", "12.5", "家", "app"]
    assert bigrams("职工2031年夜校") == ["职工", "2031", "年夜", "夜校"]
    assert bigrams("驿") == ["驿"]


def test_user_words_stay_whole_and_give_their_parts() -> None:
    segmenter = Segmenter(["橄榄枝驿舍"])
    assert "橄榄枝驿舍" in segmenter.words("建设橄榄枝驿舍")
    assert "橄榄枝驿舍" not in Segmenter().cut("建设橄榄枝驿舍")


def test_content_words_leave_questions_out() -> None:
    assert content_words(["怎么", "参加", "工会", "的", "工会"]) == ["参加", "工会"]


@given(st.text("工会職２aＢ（〔“—…·，　 \n①"))
def test_fold_takes_sign_by_sign(text: str) -> None:
    """The short way for usual texts gives what the way for all texts gives: a sign without one makes `fold` take that."""
    assert fold(text + "工") == fold(text + "工㎏").removesuffix("kg")


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or "\u0130" in text or fold(fold(once)) == fold(once)
    signs(once), bigrams(once)
