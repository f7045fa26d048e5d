"""Questions are cut into the pieces that `tokenizers` cuts them into."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kg.resources import resource
from search.embedding.pieces import Pieces
from search.embedding.static import StaticEmbedder

FORM = resource("model") / "0_StaticEmbedding" / "tokenizer.json"


@pytest.fixture(scope="module")
def both() -> tuple[Pieces, Tokenizer]:
    pieces = Pieces.parse(FORM.read_bytes())
    assert pieces is not None
    return pieces, Tokenizer.from_file(str(FORM))


@pytest.mark.parametrize(
    "text",
    [
        "职工夜校怎么办",
        "云州市总工会2031年（第5号）",
        "ＡＰＰ上线，Open Day",
        "职工　之家\n70%",
        "①号㎡",
        "𠮷𡈽職工",
        "一二〇",
        "ΑΣ σς",
        "",
        "，。",
    ],
)
def test_as_the_library_does(both: tuple[Pieces, Tokenizer], text: str) -> None:
    pieces, library = both
    assert pieces.ids(text) == library.encode(text, add_special_tokens=False).ids


@given(st.text("职工会夜校女劳动者新就业形态aBﬁ①9 ，𠮷ぁΣ〇", max_size=30))
def test_as_the_library_does_with_any_text(both: tuple[Pieces, Tokenizer], text: str) -> None:
    pieces, library = both
    assert pieces.ids(text) == library.encode(text, add_special_tokens=False).ids


def test_signs_that_are_no_piece_count_as_one() -> None:
    pieces = Pieces([("[UNK]", -9.0), ("工会", -1.0), ("工", -4.0), ("会", -4.0)], 0)
    assert pieces.ids("工会夜校工") == [1, 0, 2]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("normalizer",), None),
        (("pre_tokenizer",), {"type": "Whitespace"}),
        (("added_tokens",), [{"id": 0}]),
        (("model", "type"), "WordPiece"),
        (("model", "byte_fallback"), True),
    ],
)
def test_other_tokenizers_are_left_to_the_library(path: tuple[str, ...], value: object) -> None:
    data = json.loads(FORM.read_bytes())
    place = data
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert Pieces.parse(json.dumps(data).encode()) is None


def test_a_question_has_the_vector_of_a_text() -> None:
    model = StaticEmbedder(resource("model"))
    texts = ["职工夜校怎么办", "上班妈妈喂奶的地方", "𠮷"]
    assert model.encode_queries(texts).tolist() == model.encode(texts).tolist()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("职工夜校", ["职工夜校"]),
        ("职工夜校的课", ["职工夜校", "课"]),
        ("职夜校", ["职", "夜校"]),
        ("甲职工,5夜校", ["职工", "夜校"]),
        ("", []),
        ("甲乙 12", []),
    ],
)
def test_the_longest_pieces_from_left_to_right(text: str, wanted: list[str]) -> None:
    names = ["<unk>", "职", "职工", "夜校", "职工夜校", "课"]
    pieces = Pieces([(name, -1.0) for name in names], 0)
    assert [pieces.name(piece) for piece in pieces.longest(text)] == wanted
