"""Texts as vectors (向量表示): the bundled static model, any sentence-transformers model, and how the first is trained."""
