"""Does a workspace come to another model without a moment without one, and keep its own where that fails?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import GonghuiError, InputError
from kg.resources import resource
from kg.workspace import Workspace
from search.dense import dense, home_of, stored
from search.embedding.choice import FILE_NAME, ModelChoice, read_choice, write_choice
from search.embedding.static import bundled
from search.hybrid import Hybrid
from search.lexical import Filters
from search.models import Models
from search.switching import bring_up, switch_model
from tests.search.corpus import ledger, points
from tests.search.corpus import workspace as in_memory
from tests.search.embedding.tiny import cross_encoder, embedding_model

ASKED = "上班妈妈喂奶的地方"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path / "w") as made:
        made.put(ledger())
    return tmp_path / "w"


@pytest.fixture
def reader(folder: Path) -> Iterator[Workspace]:
    opened = Workspace.read(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return embedding_model(tmp_path_factory.mktemp("models") / "bge-tiny-zh")


def _copy_of_bundled(tmp_path: Path) -> Path:
    """A static model that is the bundled one under another name, so another model: it needs no torch."""
    place = tmp_path / "another"
    place.symlink_to(resource("model"), target_is_directory=True)
    return place


def test_the_choice_is_kept_whole(tmp_path: Path) -> None:
    assert read_choice(tmp_path) == ModelChoice() == read_choice(None)
    choice = ModelChoice("o/m", "hub:m:1", "cpu", 8, "问：", 256, True, "o/r", 20)
    write_choice(tmp_path, choice)
    assert read_choice(tmp_path) == choice
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "[]",
        '{"model": 3}',
        '{"batch": 0}',
        '{"max_length": "long"}',
        '{"rerank_top": null}',
        '{"device": []}',
    ],
)
def test_a_choice_that_is_none_is_an_error_and_search_goes_on(
    folder: Path, reader: Workspace, written: str, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / FILE_NAME).write_text(written, encoding="utf-8")
    with pytest.raises(InputError, match=FILE_NAME):
        read_choice(folder)
    assert Hybrid(reader).rank("职工夜校")
    assert "只按字词检索" in caplog.text


def test_switching_needs_no_torch_for_static_models(folder: Path, reader: Workspace, tmp_path: Path) -> None:
    hybrid = Hybrid(reader)
    assert dense(hybrid, ASKED, Filters())
    told: list[tuple[int, int]] = []
    choice = ModelChoice(str(_copy_of_bundled(tmp_path)))
    switched = switch_model(reader, choice, lambda *step: told.append(step))
    assert told[-1] == (switched.pieces, switched.pieces)
    assert switched.choice.model_id.startswith("static:another:")
    assert read_choice(folder) == switched.choice
    assert [one.model_id for one in stored(reader)] == [switched.choice.model_id]
    assert hybrid.models.embedder is not None
    assert (
        hybrid.models.embedder.model_id == switched.choice.model_id
    )  # one opened before the switch follows it
    assert "哺乳" in dense(hybrid, ASKED, Filters())[0].passage.text
    switch_model(reader, ModelChoice())
    assert read_choice(folder).model_id == ""
    assert [one.model_id for one in stored(reader)] == [bundled().model_id]


@pytest.mark.parametrize("broken", [KeyboardInterrupt, MemoryError])
def test_a_broken_switch_changes_nothing_and_goes_on_later(
    folder: Path,
    reader: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: type[BaseException],
) -> None:
    monkeypatch.setattr("search.dense._CHUNK", 4)
    with Workspace.open(folder) as writer:
        writer.put(points())
    reader.refresh()
    before = dense(Hybrid(reader), ASKED, Filters())
    choice = ModelChoice(str(_copy_of_bundled(tmp_path)))

    def breaks(done: int, total: int) -> None:
        if done > total // 2:
            raise broken

    with pytest.raises(broken):
        switch_model(reader, choice, breaks)
    assert read_choice(folder) == ModelChoice()
    assert dense(Hybrid(reader), ASKED, Filters()) == before
    assert [one.finished for one in stored(reader)].count(False) == 1
    steps: list[tuple[int, int]] = []
    switched = switch_model(reader, choice, lambda *step: steps.append(step))
    assert 0 < steps[-1][1] < switched.pieces


def test_documents_read_in_meanwhile_are_in_the_new_index(
    folder: Path, reader: Workspace, tmp_path: Path
) -> None:
    read_in = False

    def meanwhile(done: int, total: int) -> None:
        nonlocal read_in
        if not read_in:
            read_in = True
            with Workspace.open(folder) as writer:
                writer.put(points())

    switch_model(reader, ModelChoice(str(_copy_of_bundled(tmp_path))), meanwhile)
    cities = {m.passage.city.removesuffix("市") for m in dense(Hybrid(reader), ASKED, Filters())}
    assert cities == {"云州", "临江"}


@pytest.mark.parametrize(
    "choice", [ModelChoice("/没有/模型", offline=True), ModelChoice(reranker="/没有/模型", offline=True)]
)
def test_a_model_that_cannot_be_had_changes_nothing(
    folder: Path, reader: Workspace, choice: ModelChoice
) -> None:
    with pytest.raises(GonghuiError):
        switch_model(reader, choice)
    assert not (folder / FILE_NAME).exists()
    assert Hybrid(reader).rank("职工夜校")


def test_a_chosen_model_that_is_gone_leaves_the_words(
    folder: Path, reader: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    write_choice(folder, ModelChoice("/没有/模型", offline=True, reranker="/没有/重排"))
    hybrid = Hybrid(reader)
    for _ in range(3):
        assert "夜校" in hybrid.rank("职工夜校")[0].passage.text
    assert caplog.text.count("只按字词检索") == 1
    assert caplog.text.count("暂时不重排") == 1


def test_a_workspace_in_memory_has_the_bundled_model() -> None:
    with pytest.raises(InputError):
        switch_model(in_memory(), ModelChoice())
    embedder = Models(None).embedder
    assert embedder is not None
    assert embedder.model_id == bundled().model_id


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
class TestHubModels:
    def test_search_with_a_hub_model_and_a_re_ranker(
        self, folder: Path, reader: Workspace, tiny: Path, tmp_path: Path
    ) -> None:
        again = cross_encoder(tmp_path / "cross")
        choice = ModelChoice(str(tiny), offline=True, device="cpu", reranker=str(again), rerank_top=2)
        switched = switch_model(reader, choice)
        assert switched.choice.model_id.startswith("hub:bge-tiny-zh:")
        found = Hybrid(reader).rank(ASKED)
        assert "dense" in dict(found[0].ranks)
        assert [one.rerank is not None for one in found][:3] == [True, True, False]

    def test_what_is_read_in_is_embedded(self, folder: Path, reader: Workspace, tiny: Path) -> None:
        first = switch_model(reader, ModelChoice(str(tiny), offline=True, device="cpu"))
        with Workspace.open(folder) as writer:
            writer.put(points())
        reader.refresh()
        steps: list[tuple[int, int]] = []
        pieces = bring_up(reader, lambda *step: steps.append(step))
        assert steps[-1] == (pieces - first.pieces, pieces - first.pieces)

    def test_another_instruction_is_another_index(self, reader: Workspace, tiny: Path) -> None:
        one = switch_model(reader, ModelChoice(str(tiny), offline=True, device="cpu"))
        other = switch_model(reader, ModelChoice(str(tiny), offline=True, device="cpu", instruction="问："))
        assert one.choice.model_id != other.choice.model_id
        assert home_of(reader, one.choice.model_id) != home_of(reader, other.choice.model_id)
