"""Does the wheel hold what the program needs, and does the program start without the heavy libraries?"""

import importlib.util
import os
import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from kg.resources import resource

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {"kg", "ingest", "search", "api"}
HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "pymilvus")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    pytest.importorskip("hatchling", reason="the wheel is built with hatchling, from the [dev] extra")
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder)]
    built = _run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], cwd=folder)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("gonghui-*.whl")
    return found


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like site-packages, with the wheel in it."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.slow
def test_the_wheel_holds_the_packages_the_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    info = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    expected = set().union(
        *(_files(package, package) for package in PACKAGES), _files("data", "gonghui_data")
    )
    assert names - info == expected
    assert {name.split("/", 1)[1] for name in info} >= {"METADATA", "entry_points.txt", "licenses/LICENSE"}
    assert {f"{package}/__init__.py" for package in PACKAGES} <= names


@pytest.mark.slow
def test_the_wheel_names_the_command_and_needs_no_torch(unpacked: Path) -> None:
    (info,) = unpacked.glob("*.dist-info")
    scripts = ConfigParser()
    scripts.read(info / "entry_points.txt", encoding="utf-8")
    assert scripts["console_scripts"]["gonghui"] == "api.cli:main"
    metadata = (info / "METADATA").read_text(encoding="utf-8").splitlines()
    required = [line for line in metadata if line.startswith("Requires-Dist")]
    assert required
    assert not [line for line in required if "torch" in line and "extra ==" not in line]


@pytest.mark.slow
def test_an_installed_program_finds_its_data_from_any_folder(unpacked: Path, tmp_path: Path) -> None:
    if not _files("data", "data"):
        pytest.skip("data/ holds no file yet")
    code = "import kg; from kg.resources import resource; print(kg.__file__); print(resource(''))"
    ran = _run([sys.executable, "-c", code], cwd=tmp_path, PYTHONPATH=str(unpacked))
    assert ran.returncode == 0, ran.stderr
    module, data = map(Path, ran.stdout.splitlines())
    assert module.is_relative_to(unpacked)
    assert data == unpacked.resolve() / "gonghui_data"


def test_a_checkout_reads_its_own_data() -> None:
    assert resource("") == ROOT / "data"


@pytest.mark.parametrize(
    ("relative", "error", "says"),
    [
        ("no/such.file", FileNotFoundError, r"'no/such.file' is missing at "),
        ("../pyproject.toml", ValueError, "not inside the data folder"),
        ("/etc/hosts", ValueError, "not inside the data folder"),
    ],
)
def test_a_missing_or_foreign_file_is_named(relative: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        resource(relative)


@pytest.mark.parametrize("module", ["api.cli", "api.app"])
def test_starting_imports_no_heavy_library(module: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not written yet")
    code = f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    ran = _run([sys.executable, "-c", code], cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == []


def _files(folder: str, under: str) -> set[str]:
    """The files of a folder that belong to the project, as the wheel names them."""
    return {
        f"{under}/{path.relative_to(ROOT / folder).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and not path.is_relative_to(ROOT / "data" / "var")
        and not path.is_relative_to(ROOT / "api" / "web")
        and not {"__pycache__", ".DS_Store"} & set(path.parts)
        and path.suffix not in {".pyc", ".pyo"}
    }


def _run(command: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, text=True, timeout=300)
