"""Does a cross-encoder deal the places of the best hits anew, and does search live without it?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from kg.errors import BackendError, InputError, NotFound
from search.hybrid import Hybrid, Ranked
from search.models import FixedModels
from search.reranking import CrossEncoderReranker, Reranker, rerank
from tests.search.corpus import workspace
from tests.search.embedding.tiny import cross_encoder, embedding_model


class _Shortest(Reranker):
    """Likes short texts; fails where it is told to."""

    name = "shortest"

    def __init__(self, fails: bool = False) -> None:
        self.asked: list[str] = []
        self._fails = fails

    def scores(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self._fails:
            raise BackendError("显存不足")
        self.asked += texts
        return np.array([1.0 / len(text) for text in texts], dtype=np.float32)


@pytest.fixture(scope="module")
def ranked() -> list[Ranked]:
    found = Hybrid(workspace()).rank("职工夜校书法课程和哺乳室", 10)
    assert len(found) >= 4
    return found


def test_the_first_so_many_are_dealt_anew(ranked: list[Ranked]) -> None:
    model = _Shortest()
    dealt = rerank(model, "夜校", ranked, 3)
    assert len(model.asked) == 3
    assert {r.passage.id for r in dealt[:3]} == {r.passage.id for r in ranked[:3]}
    lengths = [len(text) for text in model.asked]
    said = [r.rerank for r in dealt[:3]]
    assert said == pytest.approx(sorted((1 / n for n in lengths), reverse=True))
    assert [dict(r.ranks)["rerank"] for r in dealt[:3]] == [1, 2, 3]
    assert [r.score for r in dealt] == [r.score for r in ranked]
    assert dealt[3:] == ranked[3:]


def test_one_that_fails_leaves_the_order(ranked: list[Ranked], caplog: pytest.LogCaptureFixture) -> None:
    assert rerank(_Shortest(fails=True), "夜校", ranked, 3) == ranked
    assert "显存不足" in caplog.text


def test_search_asks_it(ranked: list[Ranked]) -> None:
    model = _Shortest()
    found = Hybrid(workspace(), models=FixedModels(reranker=model, rerank_top=2)).rank(
        "职工夜校书法课程和哺乳室", 10
    )
    assert len(model.asked) == 2
    assert {r.passage.id for r in found[:2]} == {r.passage.id for r in ranked[:2]}
    assert found[0].rerank is not None
    assert found[2].rerank is None


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
class TestCrossEncoder:
    def test_scores(self, tmp_path: Path) -> None:
        model = CrossEncoderReranker(str(cross_encoder(tmp_path / "c")), device="cpu", offline=True)
        together = model.scores("工会", ["职工之家", "怎么加入工会", "夜校"])
        assert together.shape == (3,)
        assert together.dtype == np.float32
        assert ((together >= 0) & (together <= 1)).all()
        alone = [model.scores("工会", [text])[0] for text in ("职工之家", "怎么加入工会", "夜校")]
        np.testing.assert_allclose(together, alone, atol=1e-5)
        assert model.scores("工会", []).shape == (0,)
        assert not np.allclose(together, model.scores("夜校课程", ["职工之家", "怎么加入工会", "夜校"]))

    def test_an_embedding_model_is_refused(self, tmp_path: Path) -> None:
        folder = embedding_model(tmp_path / "m")
        with pytest.raises(InputError, match="不能重排"):
            CrossEncoderReranker(str(folder), offline=True)

    def test_one_that_cannot_be_had(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound, match="hf-mirror"):
            CrossEncoderReranker(str(tmp_path / "没有"), offline=True)
