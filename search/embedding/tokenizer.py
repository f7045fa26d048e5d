"""Into which pieces does the bundled model cut a text (模型的分词器)? A self-contained `tokenizers` Unigram.

Pieces are the words of at most four signs that rjieba finds in the training text, weighted by how often they stand
there, and every single sign of it: a word that was never seen falls apart into signs that were. Digits are not pieces:
years and figures say nothing of the matter, and the other retrievers find them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Final

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from search.tokens import Segmenter

__all__ = ["make_tokenizer"]

_LONGEST: Final = 4
_SINGLE: Final = 6.0
"""How much dearer (in log probability) a sign alone is than the rarest word: words are taken where there are any."""


def make_tokenizer(texts: Iterable[str], most: int = 28_000, least: int = 1) -> Tokenizer:
    """A tokenizer with at most `most` pieces, those that stand at least `least` times; piece 0 is [UNK]."""
    segmenter = Segmenter()
    words: Counter[str] = Counter()
    signs: Counter[str] = Counter()
    for text in texts:
        for word in segmenter.cut(text):
            if (not word.isascii() and 2 <= len(word) <= _LONGEST) or (
                word.isascii() and word.isalpha() and len(word) <= 12
            ):
                words[word] += 1
        signs.update(c for c in text if c.isalpha())
    room = most - 1 - len(signs)
    kept = [(w, n) for w, n in words.items() if n >= least]
    kept = sorted(kept, key=lambda pair: (-pair[1], pair[0]))[:room]
    total = sum(n for _, n in kept) or 1
    scored = [(word, math.log(n / total)) for word, n in kept]
    floor = min((score for _, score in scored), default=0.0) - _SINGLE
    known = {word for word, _ in scored}
    scored += [(sign, floor) for sign in sorted(signs) if sign not in known]
    tokenizer = Tokenizer(Unigram([("[UNK]", floor - 5.0), *scored], unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}]+"), behavior="removed")
    return tokenizer
