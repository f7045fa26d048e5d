"""What does the program ask of an embedding model (向量模型接口)?"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["Embedder"]


class Embedder(Protocol):
    """A model that gives texts vectors.

    `model_id` names the model and its state: vectors of two different ids must never meet in one index. `dim` is
    the width of the vectors.
    """

    model_id: str
    dim: int

    @abstractmethod
    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """float32 (n, dim) in the order given, rows L2-normalised: the inner product is the cosine, -1..1.

        No texts give (0, dim). A text with nothing the model knows may give a row of zeros. Raises BackendError.
        """
        ...

    @abstractmethod
    def encode_queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The same for texts that are asked, where the model wants them put otherwise (an instruction before them)."""
        ...
