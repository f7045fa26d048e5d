"""Do documents go in and out whole, in any order, whatever happens to the process?"""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import doctor, views
from kg.errors import InputError, NotFound, WorkspaceError
from kg.model import Document, Quoted, Span
from kg.workspace import Workspace
from tests.kg.factory import document, renamed

YUN = document()
LIN = document("临江", name="临江.txt", letter="临")
COPY = renamed(YUN, "副本.txt")
SECOND = replace(document("青岭", letter="青"), index=2, source_file=YUN.source_file)
ALL = (YUN, LIN, COPY, SECOND)


def graph(workspace: Workspace) -> list[str]:
    """Every quad of every document, as text."""
    return sorted(str(q) for iri in workspace.documents() for q in workspace.store.graph(iri))


@pytest.fixture
def memory() -> Iterator[Workspace]:
    with Workspace.in_memory() as workspace:
        yield workspace


def test_reading_twice_changes_nothing(memory: Workspace) -> None:
    assert memory.put_file("/a/云州方案.txt", "d1", [YUN, SECOND]) == "ingested"
    before = (graph(memory), memory.generation, memory.sources())
    assert memory.put_file("/a/云州方案.txt", "d1", [YUN, SECOND]) == "unchanged"
    assert (graph(memory), memory.generation, memory.sources()) == before
    assert memory.known("/a/云州方案.txt") == "d1"
    assert memory.known("/a/别的.txt") is None


def test_a_changed_file_replaces_its_facts(memory: Workspace) -> None:
    memory.put_file("/a/云州方案.txt", "d1", [YUN, SECOND])
    changed = document(leader="李望川")
    assert memory.put_file("/a/云州方案.txt", "d2", [changed]) == "replaced"
    with Workspace.in_memory() as fresh:
        fresh.put_file("/a/云州方案.txt", "d2", [changed])
        assert graph(memory) == graph(fresh)
        assert [p["name"] for p in views.people(memory)] == [p["name"] for p in views.people(fresh)]
    assert memory.known("/a/云州方案.txt") == "d2"


def test_the_same_words_with_other_facts_replace_them(memory: Workspace) -> None:
    memory.put_file("/a/云州方案.txt", "d1", [YUN])
    assert memory.put_file("/a/云州方案.txt", "d1", [replace(YUN, year=2030)]) == "replaced"
    assert [d["year"] for d in views.documents(memory)] == [2030]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_files_does_not_matter(order: tuple[int, ...]) -> None:
    files = (("/a/云州方案.txt", [YUN, SECOND]), ("/a/临江.txt", [LIN]), ("/a/副本.txt", [COPY]))
    with Workspace.in_memory() as workspace, Workspace.in_memory() as straight:
        for k in order:
            workspace.put_file(files[k][0], "d", files[k][1])
        for path, records in files:
            straight.put_file(path, "d", records)
        assert graph(workspace) == graph(straight)
        assert views.entities(workspace) == views.entities(straight)
        assert views.tasks(workspace) == views.tasks(straight)


def test_removing_undoes_reading(memory: Workspace) -> None:
    memory.put_file("/a/临江.txt", "d", [LIN])
    before = (graph(memory), views.entities(memory), memory.sources())
    memory.put_file("/a/云州方案.txt", "d", [YUN, SECOND])
    assert memory.remove("/a/云州方案.txt") == 2
    assert (graph(memory), views.entities(memory), memory.sources()) == before
    assert memory.remove("/a/云州方案.txt") == 0
    assert memory.remove("临江.txt") == 1
    assert (graph(memory), memory.store.graphs()) == ([], [])


def test_removing_a_folder_or_one_document(memory: Workspace) -> None:
    memory.put_file("/a/b/云州方案.txt", "d1", [YUN, SECOND])
    memory.put_file("/a/c/临江.txt", "d2", [LIN])
    one = views.documents(memory)[0]["id"]
    assert memory.remove(one) == 1
    assert memory.known("/a/b/云州方案.txt") in ("", None) or memory.known("/a/c/临江.txt") is None
    assert memory.remove("/a") == 2
    assert memory.documents() == []


def test_a_document_removed_by_id_comes_back_when_its_file_is_read_again(memory: Workspace) -> None:
    memory.put_file("/a/云州方案.txt", "d1", [YUN, SECOND])
    memory.remove(memory.documents()[0])
    assert memory.known("/a/云州方案.txt") != "d1"
    memory.put_file("/a/云州方案.txt", "d1", [YUN, SECOND])
    assert len(memory.documents()) == 2


def test_what_two_files_hold_stays_until_both_are_gone(memory: Workspace) -> None:
    memory.put_file("/a/云州方案.txt", "d", [YUN])
    memory.put_file("/b/云州方案.txt", "d", [YUN])
    assert len(memory.documents()) == 1
    assert memory.remove("/a/云州方案.txt") == 0
    assert len(memory.documents()) == 1
    assert memory.remove("/b/云州方案.txt") == 1


def test_put_keeps_the_other_documents_of_a_file(memory: Workspace) -> None:
    memory.put(YUN)
    memory.put(SECOND)
    memory.put(document(leader="李望川"))
    assert sorted((d["index"], d["city"]) for d in views.documents(memory)) == [(1, "云州"), (2, "青岭")]


def test_a_bad_document_stores_nothing_of_its_file(memory: Workspace) -> None:
    bad = replace(LIN, date="三月五日", issued_on=Quoted("三月五日", Span(0, 2)))
    with pytest.raises(InputError, match=r"临江\.txt"):
        memory.put_file("/a/临江.txt", "d", [YUN, bad])
    with pytest.raises(InputError, match=r"临江\.txt"):
        memory.put_file("/a/临江.txt", "d", [replace(LIN, text=LIN.text + "\ud800")])
    assert (memory.documents(), memory.generation) == ([], 0)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=8))
def test_any_coming_and_going_leaves_what_a_fresh_reading_would(steps: list[tuple[bool, int]]) -> None:
    paths = [f"/w/{k}/{record.source_file}" for k, record in enumerate(ALL)]
    held: set[int] = set()
    with Workspace.in_memory() as workspace, Workspace.in_memory() as fresh:
        for put, k in steps:
            if put:
                workspace.put_file(paths[k], "d", [ALL[k]])
                held.add(k)
            else:
                assert workspace.remove(paths[k]) == int(k in held)
                held.discard(k)
        for k in sorted(held):
            fresh.put_file(paths[k], "d", [ALL[k]])
        assert graph(workspace) == graph(fresh)
        assert workspace.sources() == fresh.sources()
        assert views.entities(workspace) == views.entities(fresh)


# --- the folder --------------------------------------------------------------------------------------


def test_what_was_written_can_be_read_at_once(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as writer:
        writer.put(YUN)
    reader = Workspace.read(tmp_path / "w")
    assert len(reader.documents()) == 1
    assert views.text(reader, reader.documents()[0]) == YUN.text
    reader.close()


def test_readers_see_the_last_published_state_while_somebody_writes(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        assert Workspace.read(tmp_path).documents() == []
        writer.put(YUN)
        writer.publish()
        reader = Workspace.read(tmp_path)
        writer.put(LIN)
        assert len(reader.documents()) == 1
        assert reader.refresh() is False
        writer.publish()
        assert reader.refresh() is True
        assert len(reader.documents()) == 2
        reader.close()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"notes.txt": "别人的文件"}, "不是工作区"),
        ({"version.json": '{"gonghui": 99}'}, "格式"),
        ({"version.json": "x"}, "版本"),
    ],
)
def test_other_folders_are_left_alone(tmp_path: Path, content: dict[str, str], says: str) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=says):
        Workspace.open(tmp_path)
    assert {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()} == content


def test_reading_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="还没有工作区"):
        Workspace.read(tmp_path / "none")
    with pytest.raises(NotFound):
        views.text(Workspace.in_memory(), "doc:00")


def test_derived_data_is_kept_and_remade_when_behind(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(YUN)
        first = writer.entities
        assert first.generation == writer.generation
    file = tmp_path / "derived" / "entities.json"
    assert Workspace.read(tmp_path).entities.to_json() == first.to_json() == file.read_text(encoding="utf-8")
    with Workspace.open(tmp_path) as writer:
        writer.put(LIN)
        assert writer.entities.generation == 2 and len(writer.entities.mentioned) > len(first.mentioned)
    file.write_text("{", encoding="utf-8")
    assert Workspace.read(tmp_path).entities.generation == 2


def test_decisions_by_hand_make_resolution_anew(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as writer:
        writer.put(YUN)
        writer.put(LIN)
        assert len(writer.entities.joins) >= 0
    (tmp_path / "overrides.toml").write_text(
        '[[join]]\na = "initiative:云州/灯塔杯"\nb = "initiative:临江/灯塔杯"\nwhy = "同一赛事"\n',
        encoding="utf-8",
    )
    reader = Workspace.read(tmp_path)
    found = [e for e in views.entities(reader, type="initiative") if e["name"] == "灯塔杯"]
    assert len(found) == 1 and found[0]["cities"] == ["临江", "云州"]
    explained = views.explain(reader, found[0]["id"])
    assert any(join["rule"] == "override" for join in explained["joins"])


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.02, 0.05, 0.12, 0.3])
def test_killed_at_any_moment_whole_documents_only_are_there(tmp_path: Path, after: float) -> None:
    code = (
        "import sys; from dataclasses import replace; from kg.workspace import Workspace; "
        "from tests.kg.factory import document\n"
        "w = Workspace.open(sys.argv[1]); print('open', flush=True)\n"
        "for n in range(10**6):\n"
        "    record = document('云州', name=f'{n % 7}.txt', leader=f'李{n}')\n"
        "    w.put_file(f'/f/{n % 7}.txt', str(n), [record])\n"
        "    print(n, flush=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, env=environment
    )
    assert ran.stdout is not None
    assert ran.stdout.readline() == b"open\n"
    time.sleep(after)
    ran.send_signal(signal.SIGKILL)
    told = ran.stdout.read().split()
    ran.stdout.close()
    ran.wait()
    reader = Workspace.read(tmp_path)
    assert doctor.examine(reader) == []
    last = max((int(n) for n in told), default=-1)
    digests = {int(s.digest) for s in reader.sources()}
    assert max(digests, default=-1) in (last, last + 1)
    assert len(reader.documents()) == len(reader.sources()) == min(7, max(digests, default=-1) + 1)
    for iri in reader.documents():
        (words,) = [views.text(reader, iri)]
        assert words.endswith("日\n")
    json.dumps(views.tasks(reader))
    reader.close()


def test_a_record_is_a_value() -> None:
    assert isinstance(YUN, Document) and document() == YUN
