"""Entities read back from their file: one looked up in its lines is the one that the whole table has."""

from __future__ import annotations

import pytest

from kg.entities import Entities
from kg.workspace import Workspace
from tests.kg.factory import document


@pytest.fixture(scope="module")
def made() -> Entities:
    workspace = Workspace.in_memory()
    workspace.put(document("云州"))
    workspace.put(document("云州", name="二.txt", leader="李望"))
    workspace.put(document("临江", name="三.txt"))
    return workspace.entities


def test_every_entity_is_found_in_its_line(made: Entities) -> None:
    read = Entities.from_json(made.to_json())
    for iri in made.mentioned:
        assert read.mention(iri) == made.mention(iri)
        assert read.canonical(iri) == made.canonical(iri)
        assert read.name(iri) == made.name(iri) != ""
        assert read.aliases(iri) == made.aliases(iri)
        assert read.members(iri) == made.members(iri)


def test_the_whole_is_the_same_before_and_after_single_looks(made: Entities) -> None:
    written = made.to_json()
    read = Entities.from_json(written)
    some = next(iter(made.mentioned))
    assert read.name(some) == made.name(some)
    assert (read.mentioned, read.canonical_of, read.names) == (made.mentioned, made.canonical_of, made.names)
    assert read.joins == made.joins
    assert read.to_json() == written
    assert read.name(some) == made.name(some)


@pytest.mark.parametrize("iri", ["urn:gonghui:person:00", "urn:gonghui:zzz", "", "a"])
def test_who_is_not_mentioned_is_its_own(made: Entities, iri: str) -> None:
    read = Entities.from_json(made.to_json())
    assert read.mention(iri) is None
    assert (read.canonical(iri), read.name(iri), read.aliases(iri), read.members(iri)) == (
        iri,
        "",
        (),
        (iri,),
    )


def test_none_at_all() -> None:
    empty = Workspace.in_memory().entities
    read = Entities.from_json(empty.to_json())
    assert read.mention("urn:gonghui:person:00") is None and read.mentioned == {} and read.joins == ()


@pytest.mark.parametrize("written", ["", "{", "{}", '{"generation": 1}\n[', '{"generation": 1}\n[]'])
def test_what_nobody_wrote_is_refused(written: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        Entities.from_json(written)
