"""Does a Word or Excel file say exactly what its text twin says? Every sample paper, in several layouts, all facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import read_file
from kg import locations
from tests.ingest.readers.make_twins import SAMPLE, WRITERS, Block, facts, papers, structure


@cache
def _twin(name: str) -> tuple[tuple[Block, ...], list[dict[str, Any]]]:
    paper = SAMPLE / name
    return tuple(structure(paper)), facts(read_file(paper))


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("name", [paper.name for paper in papers()])
def test_all_facts_equal_the_text_twins(tmp_path: Path, name: str, layout: str) -> None:
    blocks, wanted = _twin(name)
    suffix, write = WRITERS[layout]
    file = tmp_path / f"twin{suffix}"
    write(list(blocks), file)
    documents = read_file(file)
    found = facts(documents)
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        for kind, said in other.items():
            assert one[kind] == said, kind
    for document in documents:
        assert not document.text or document.places
        covered = [k for place in document.places for k in range(place.span.start, place.span.end)]
        assert covered == list(range(len(document.text)))
        assert locations.read(locations.written(document.places)) == document.places


_VARIANTS = Path(__file__).parents[1] / "variants"


@pytest.mark.parametrize("name", sorted(f.name for f in _VARIANTS.iterdir() if f.suffix in (".txt", ".md")))
def test_papers_of_other_layouts_too(tmp_path: Path, name: str) -> None:
    blocks, wanted = structure(_VARIANTS / name), facts(read_file(_VARIANTS / name))
    for layout, (suffix, write) in WRITERS.items():
        file = tmp_path / f"{layout}{suffix}"
        write(list(blocks), file)
        assert facts(read_file(file)) == wanted, layout


def test_the_twins_hold_tables_and_tasks() -> None:
    """The comparison would say nothing of empty papers."""
    said = [_twin(paper.name)[1] for paper in papers()]
    assert sum(len(document["tasks"]) for documents in said for document in documents) > 100
    assert sum(len(document["people"]) for documents in said for document in documents) > 20
