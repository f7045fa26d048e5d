"""Does the bundled model load, and give what it promises (without torch)?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kg.errors import BackendError, NotFound
from kg.resources import resource
from search.embedding.static import StaticEmbedder, bundled, is_static, normalised, pool

TEXTS = [
    "外卖小哥怎么加入工会",
    "推进新就业形态劳动者建会入会工作。",
    "",
    "12345",
    "Gonghui 工会",
    "职工" * 3000,
    "𠀀犇",
]


def test_vectors_have_length_one_or_nothing() -> None:
    model = bundled()
    vectors = model.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), model.dim)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[[0, 1, 4, 5]] == pytest.approx(1.0, abs=1e-5)
    assert lengths[[2, 3]].tolist() == [0.0, 0.0]
    assert model.encode([]).shape == (0, model.dim)
    np.testing.assert_array_equal(model.encode_queries(TEXTS), vectors)


def test_a_text_has_the_same_vector_in_every_company() -> None:
    model = bundled()
    alone = np.vstack([model.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(alone, model.encode(TEXTS), atol=1e-6)


@pytest.mark.parametrize(
    ("asked", "meant", "other"),
    [
        ("外卖小哥怎么加入工会", "新就业形态劳动者建会入会", "工会经费收缴管理"),
        ("上班妈妈喂奶的地方", "建设女职工哺乳室", "选树劳动模范"),
        ("老板拖欠工资怎么办", "开展劳动争议调解，维护职工劳动报酬权益", "举办职工文化活动"),
        ("钱花哪了", "经费使用公开", "举办技能竞赛"),
    ],
)
def test_everyday_words_are_near_official_ones(asked: str, meant: str, other: str) -> None:
    query, right, wrong = bundled().encode([asked, meant, other])
    assert query @ right > query @ wrong + 0.1


def test_the_model_is_small() -> None:
    files = [file for file in resource("model").rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 16 * 2**20
    assert is_static(resource("model"))


def test_no_heavy_library_is_imported() -> None:
    code = (
        "import sys; from search.embedding.static import bundled; bundled().encode(['工会'])\n"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'faiss') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        StaticEmbedder(tmp_path)
    assert not is_static(tmp_path)
    module = {"type": "sentence_transformers.models.StaticEmbedding", "path": "0"}
    for written in ("[", "[]", json.dumps([{"type": "x.Transformer", "path": ""}]), json.dumps([module])):
        (tmp_path / "modules.json").write_text(written, encoding="utf-8")
        with pytest.raises(BackendError):
            StaticEmbedder(tmp_path)


def test_pooling_is_the_mean() -> None:
    rows = np.array([[1, 2], [3, 4], [-5, 6]], dtype=np.int8)
    scale = np.array([1.0, 0.5, 2.0], dtype=np.float32)
    np.testing.assert_allclose(
        pool([[], [0, 1], [2], []], rows, scale), [[0, 0], [1.25, 2], [-10, 12], [0, 0]]
    )
    assert normalised(np.zeros((1, 2), dtype=np.float32)).tolist() == [[0.0, 0.0]]


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
def test_sentence_transformers_gives_the_same() -> None:
    library = pytest.importorskip("sentence_transformers")
    theirs = library.SentenceTransformer(str(resource("model")), device="cpu", local_files_only=True)
    # torch adds up in float32 one by one: beyond some 2,500 pieces its own rounding passes 1e-5, ours stays at 1e-7
    texts = [text[:2000] for text in TEXTS if text]
    np.testing.assert_allclose(
        bundled().encode(texts), theirs.encode(texts, normalize_embeddings=True), atol=1e-5
    )
    np.testing.assert_allclose(bundled().encode(texts), theirs.encode(texts), atol=1e-5)
