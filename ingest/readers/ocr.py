"""What words stand in a picture of lines (文字识别)? rapidocr's models, run here; confidence of every character kept.

The models (PP-OCR, Chinese and Latin) come inside rapidocr's wheel and are given by path, so that nothing is ever
downloaded. The extra `[ocr]` brings rapidocr, onnxruntime and OpenCV; they are imported when a page needs them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.errors import UnreadableFile

Picture = npt.NDArray[np.uint8]
"""Height × width × 3 (RGB), or height × width (grey, paper 255)."""
Quad = npt.NDArray[np.float32]
"""4 × 2: the corners (x, y) of a line from its upper left clockwise, in pixels."""

NEEDS = "扫描件和图片要先识别文字：请安装识别组件（pip install 'gonghui[ocr]'，或在源码目录运行 make ocr）"
_THREADS = 2
#: The detector wants the shorter side of its picture this long (pixels) at least.
_LEAST_SIDE = 320
#: The recogniser's input: so many pixels high; one step of its answer is so many pixels wide.
_HEIGHT, _STEP = 48, 8
#: Pictures of a batch are padded to one width, and are so many steps in all: small batches stay in the processor's cache
#: (140 cells of a ledger: 5.2 s of processor time, 6.3 s with 2,400 steps).
_MOST_STEPS = 320
#: White of this many em between two characters is a blank that someone set (李　四, a tab).
_BLANK = 0.75
#: Beside these, white is part of the mark.
_MARKS = frozenset(" ，。、；：！？“”‘’《》（）〔〕【】…—,.;:!?()[]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A line's words. `sure[i]`: how probable the model holds `text[i]`, 0…1; a blank is as sure as its neighbour."""

    text: str
    sure: tuple[float, ...]

    @property
    def confidence(self) -> float:
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


def available() -> bool:
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def require(where: str = "") -> None:
    """Raises UnreadableFile, naming what to install, where the extra is missing."""
    if not available():
        raise UnreadableFile(NEEDS, where)


def _model(kind: str) -> Path:
    spec = find_spec("rapidocr")
    folder = Path((spec.submodule_search_locations or [""])[0]) if spec else Path()
    found = sorted((folder / "models").glob(f"*_{kind}_*.onnx"))
    if not found:
        raise UnreadableFile(f"识别组件不完整：缺少模型 {kind}，请重新安装 rapidocr")
    return found[-1]


def _session(kind: str) -> Any:
    runtime: Any = import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = _THREADS
    # Files are read by several processes: a thread that waits must not burn what another could use.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return runtime.InferenceSession(
        str(_model(kind)), sess_options=options, providers=["CPUExecutionProvider"]
    )


@cache
def _detector() -> tuple[Any, Any, Any]:
    """The model, and rapidocr's ways into and out of it with its own settings (rapidocr/config.yaml)."""
    from rapidocr.ch_ppocr_det.utils import DBPostProcess, DetPreProcess

    before = DetPreProcess(_LEAST_SIDE, "min", [0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
    after = DBPostProcess(thresh=0.3, box_thresh=0.5, unclip_ratio=1.6, use_dilation=True)
    return _session("det"), before, after


def detect(picture: Picture) -> list[Quad]:
    """Where the lines of text stand. It wants characters of 10 pixels or more; more pixels only cost time."""
    colour = np.repeat(picture[..., None], 3, axis=2) if picture.ndim == 2 else picture
    session, before, after = _detector()
    given = before(np.ascontiguousarray(colour[..., ::-1]))
    answer = session.run(None, {session.get_inputs()[0].name: given})[0]
    boxes, _ = after(answer, picture.shape[:2])
    return [np.asarray(box, dtype=np.float32) for box in boxes]


@cache
def _recogniser() -> tuple[Any, tuple[str, ...]]:
    """The model and its signs; sign 0 is CTC's blank, the last one a space."""
    session = _session("rec")
    signs = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, ("", *signs, " ")


def recognise(pictures: Sequence[Picture]) -> list[Reading]:
    """The words of each picture of one upright line, in the order given."""
    out: list[Reading] = [Reading("", ())] * len(pictures)
    steps = [max(1, math.ceil(p.shape[1] * _HEIGHT / max(1, p.shape[0]) / _STEP)) for p in pictures]
    order = sorted((k for k in range(len(pictures)) if min(pictures[k].shape[:2]) >= 4), key=lambda k: steps[k])  # fmt: skip
    at = 0
    while at < len(order):
        end = at + 1
        while end < len(order) and steps[order[end]] * (end + 1 - at) <= _MOST_STEPS:
            end += 1
        batch = order[at:end]
        for k, reading in zip(batch, _recognise([pictures[k] for k in batch]), strict=True):
            out[k] = reading
        at = end
    return out


def _recognise(pictures: Sequence[Picture]) -> list[Reading]:
    import cv2

    session, signs = _recogniser()
    widths = [max(_STEP, round(p.shape[1] * _HEIGHT / p.shape[0])) for p in pictures]
    wide = -(-max(*widths, _HEIGHT) // _STEP) * _STEP
    batch = np.zeros((len(pictures), 3, _HEIGHT, wide), dtype=np.float32)
    scaled = []
    for k, (picture, width) in enumerate(zip(pictures, widths, strict=True)):
        small = cv2.resize(picture, (width, _HEIGHT), interpolation=cv2.INTER_AREA if picture.shape[0] > _HEIGHT else cv2.INTER_CUBIC)  # fmt: skip
        scaled.append(small if small.ndim == 2 else small.min(axis=2))
        values = small.astype(np.float32) / 127.5 - 1.0
        batch[k, :, :, :width] = values[None] if values.ndim == 2 else values[..., ::-1].transpose(2, 0, 1)
    answers = session.run(None, {session.get_inputs()[0].name: batch})[0]
    step = wide / answers.shape[1]
    best, sure = answers.argmax(axis=2), answers.max(axis=2)
    return [
        _spelled(best[k], sure[k], signs, step, np.asarray(scaled[k], dtype=np.uint8))
        for k in range(len(pictures))
    ]


def _spelled(
    best: npt.NDArray[np.int64],
    sure: npt.NDArray[np.float32],
    signs: tuple[str, ...],
    step: float,
    line: Picture,
) -> Reading:
    """CTC: repeated answers are one sign; with the blanks that stand between signs in the picture."""
    kept = [t for t in range(len(best)) if best[t] and (t == 0 or best[t] != best[t - 1])]
    text, confidence = "", []
    gaps = _gaps(line)
    for n, t in enumerate(kept):
        sign = signs[best[t]]
        if n and text[-1] not in _MARKS and sign not in _MARKS:
            before = kept[n - 1] * step
            if any(before - step < a + (b - a) / 2 < (t + 1) * step and b > before for a, b in gaps):
                text += " "
                confidence.append(float(sure[t]))
        if sign == " " and text[-1:] == " ":
            continue
        text += sign
        confidence.append(float(sure[t]))
    lead = len(text) - len(text.lstrip())
    trail = len(text.rstrip())
    return Reading(text[lead:trail], tuple(round(v, 3) for v in confidence[lead:trail]))


def _gaps(line: Picture) -> list[tuple[int, int]]:
    """Stretches of white (first and last column) inside a line's picture, as wide as a blank."""
    dark = line < min(160, int(line.max()) * 0.7)
    rows = np.flatnonzero(dark.sum(axis=1) > 0)
    if not len(rows):
        return []
    em = min(_HEIGHT, int(rows[-1] - rows[0]) + 1)
    columns = np.flatnonzero(dark.sum(axis=0) > 0)
    breaks = np.flatnonzero(np.diff(columns) > _BLANK * em)
    return [(int(columns[k]), int(columns[k + 1])) for k in breaks]
