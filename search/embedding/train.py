"""How is the bundled model made (训练随程序发布的向量模型)? A StaticEmbedding by in-batch negatives, seeded, on the CPU.

A piece's vector is its own plus those of its signs while it learns, so that rare words borrow from what their signs
mean elsewhere; afterwards the sums are written down as one table. The loss is MultipleNegativesRankingLoss (Henderson
et al. 2017) with two differences: texts about the same or a linked concept are no negatives, and each pair may bring a
hard negative of its own. Several models are learnt from different draws and joined, since one alone depends on its
draw: their tables stand side by side and are turned onto the directions that hold most of the texts. Few rounds are
enough; more make the model know its labels by heart. Needs the [models] extra.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from kg.errors import BackendError
from search.embedding.sources import digests, write_record
from search.embedding.static import normalised, pool
from search.embedding.tokenizer import make_tokenizer
from search.embedding.training_text import Pair, TrainingText

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["Recipe", "Trained", "save", "train"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how strongly to learn. The defaults made the shipped model.

    Measured on four sets of queries (nDCG@10 of search, 250 in all): 1 member 0.775, 0.775, 0.869, 0.713; 4 members 0.800,
    0.812, 0.877, 0.748; 6 members 0.805, 0.806, 0.885, 0.760; 384 columns instead of 256 gain nothing.
    """

    dim: int = 256
    members: int = 8
    rounds: int = 3
    batch: int = 512
    rate: float = 0.01
    scale: float = 20.0
    drop: float = 0.15
    drop_word: float = 0.25
    seed: int = 7
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Trained:
    """A tokenizer and the float32 (pieces, dim) table of its vectors."""

    tokenizer: Tokenizer
    table: npt.NDArray[np.float32]

    def encode(self, texts: Any) -> npt.NDArray[np.float32]:
        """float32 (n, dim), rows L2-normalised."""
        ids = [e.ids for e in self.tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        return normalised(pool(ids, self.table))


def train(
    text: TrainingText, recipe: Recipe | None = None, tell: Callable[[str], None] | None = None
) -> Trained:
    """Learns from the text and says in a few lines how it goes. Raises BackendError without torch."""
    try:
        import torch
    except ImportError as error:
        raise BackendError('训练模型需要安装 torch：pip install "gonghui[models]"') from error
    recipe = recipe or Recipe()
    tell = tell or (lambda line: None)
    torch.set_num_threads(recipe.threads)
    tokenizer = make_tokenizer(text.plain())
    tables = []
    for member in range(recipe.members):
        tell(f"member {member + 1}/{recipe.members}")
        tables.append(_learn(tokenizer, text, recipe, recipe.seed + member, tell))
    return Trained(tokenizer, _joined(tokenizer, tables, list(text.plain()), recipe.dim))


def _learn(
    tokenizer: Tokenizer, text: TrainingText, recipe: Recipe, seed: int, tell: Callable[[str], None]
) -> npt.NDArray[np.float32]:
    """One member's table, (pieces, dim). Pieces that never came up are rows of zeros: they say nothing."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    spelt, signs = _spelling(tokenizer)
    size = tokenizer.get_vocab_size()
    own = nn.EmbeddingBag(size, recipe.dim, mode="sum")
    sign = nn.EmbeddingBag(signs, recipe.dim, mode="sum")
    nn.init.normal_(own.weight, std=0.05)
    nn.init.normal_(sign.weight, std=0.05)
    optimiser = torch.optim.Adam([own.weight, sign.weight], lr=recipe.rate)
    seen = np.zeros(size, dtype=bool)

    def vectors(texts: list[str]) -> torch.Tensor:
        ids, sign_ids, starts, sign_starts, of = _flat(tokenizer, spelt, texts)
        seen[ids] = True
        kept = (torch.rand(len(ids), generator=generator) > recipe.drop).float()
        alone = kept * (torch.rand(len(ids), generator=generator) > recipe.drop_word).float()
        by_word = own(torch.from_numpy(ids), torch.from_numpy(starts), per_sample_weights=alone)
        weights = kept[torch.from_numpy(of)]
        by_sign = sign(torch.from_numpy(sign_ids), torch.from_numpy(sign_starts), per_sample_weights=weights)
        return nn.functional.normalize(by_word + by_sign, dim=1)

    for turn in range(recipe.rounds):
        pairs = text.pairs(1, seed * 1000 + turn)
        total, count = 0.0, 0
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate * max(0.05, 1.0 - turn / recipe.rounds)
        for start in range(0, len(pairs) - recipe.batch + 1, recipe.batch):
            batch = pairs[start : start + recipe.batch]
            hard = [p.hard for p in batch if p.hard]
            left = vectors([p.query for p in batch])
            right = vectors([p.passage for p in batch] + hard)
            mask = torch.from_numpy(_not_negative(batch, len(hard), text.near))
            scores = (recipe.scale * left @ right.T).masked_fill(mask, -1e4)
            goal = torch.arange(len(batch))
            there = nn.functional.cross_entropy(scores, goal)
            back = nn.functional.cross_entropy(scores[:, : len(batch)].T, goal)
            optimiser.zero_grad()
            (there + 0.5 * back).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            total, count = total + float(there.detach()), count + 1
        tell(f"  round {turn + 1}/{recipe.rounds}: {len(pairs)} pairs, loss {total / max(1, count):.3f}")
    table = own.weight.detach().numpy().copy()
    marks = sign.weight.detach().numpy()
    for piece, letters in enumerate(spelt):
        for letter in letters:
            table[piece] += marks[letter]
    table[~seen] = 0.0
    table[0] = 0.0
    return np.ascontiguousarray(table, dtype=np.float32)


def _joined(
    tokenizer: Tokenizer, tables: list[npt.NDArray[np.float32]], texts: list[str], dim: int
) -> npt.NDArray[np.float32]:
    """The tables side by side, turned and cut to `dim` columns. A linear map, so it may be applied to the pieces."""
    wide = np.hstack(tables)
    if wide.shape[1] <= dim:
        return wide
    ids = [e.ids for e in tokenizer.encode_batch(texts, add_special_tokens=False)]
    vectors = normalised(pool(ids, wide)).astype(np.float64)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(wide @ directions[:, ::-1][:, :dim], dtype=np.float32)


def save(model: Trained, folder: Path, learnt_from: Mapping[str, str] | None = None) -> None:
    """Writes a sentence-transformers folder. The table is int8 with one scale a row, under the names that
    sentence-transformers reads (`embeddings`, `weights`): a quarter of the size, cosine to the original above 0.9999.

    `learnt_from` are the digests of the training files when they were read (now, where None): see sources.py."""
    from safetensors.numpy import save_file

    module = folder / "0_StaticEmbedding"
    module.mkdir(parents=True, exist_ok=True)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    scale = np.abs(model.table).max(axis=1) / 127.0
    rows = np.round(model.table / np.where(scale, scale, 1.0)[:, None]).astype(np.int8)
    save_file({"embeddings": rows, "weights": scale.astype(np.float32)}, module / "model.safetensors")
    model.tokenizer.save(str(module / "tokenizer.json"), pretty=False)
    kinds = ("0_StaticEmbedding", "StaticEmbedding"), ("1_Normalize", "Normalize")
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    _write(folder / "modules.json", modules)
    _write(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": {},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    write_record(folder, digests() if learnt_from is None else learnt_from)


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _spelling(tokenizer: Tokenizer) -> tuple[list[list[int]], int]:
    """For each piece the numbers of its signs, and how many signs there are."""
    numbers: dict[str, int] = {}
    spelt: list[list[int]] = []
    for piece in range(tokenizer.get_vocab_size()):
        word = tokenizer.id_to_token(piece) or ""
        spelt.append([] if piece == 0 else [numbers.setdefault(c, len(numbers)) for c in word])
    return spelt, len(numbers)


def _flat(
    tokenizer: Tokenizer, spelt: list[list[int]], texts: list[str]
) -> tuple[npt.NDArray[np.int64], ...]:
    """Piece numbers, sign numbers, where each text begins in both, and the place of the piece each sign belongs to."""
    ids: list[int] = []
    sign_ids: list[int] = []
    starts: list[int] = []
    sign_starts: list[int] = []
    of: list[int] = []
    for one in tokenizer.encode_batch(texts, add_special_tokens=False):
        starts.append(len(ids))
        sign_starts.append(len(sign_ids))
        for piece in one.ids:
            letters = spelt[piece]
            sign_ids.extend(letters)
            of.extend([len(ids)] * len(letters))
            ids.append(piece)
    columns = (ids, sign_ids, starts, sign_starts, of)
    first, second, third, fourth, fifth = (np.array(c, dtype=np.int64) for c in columns)
    return first, second, third, fourth, fifth


def _not_negative(batch: list[Pair], hard: int, near: dict[int, set[int]]) -> npt.NDArray[np.bool_]:
    """(n, n + hard): where a passage may well answer a query that is not its own."""
    groups = np.array([p.group for p in batch])
    out = np.zeros((len(batch), len(batch) + hard), dtype=bool)
    out[:, : len(batch)] = groups[:, None] == groups[None, :]
    where: dict[int, list[int]] = {}
    for at, group in enumerate(groups.tolist()):
        where.setdefault(group, []).append(at)
    for row, group in enumerate(groups.tolist()):
        for other in near.get(group, ()):
            if other in where:
                out[row, where[other]] = True
    out[np.arange(len(batch)), np.arange(len(batch))] = False
    return out
