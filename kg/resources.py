"""Where is a file that ships with the program (随程序发布的数据)?

In a checkout it lies in `data/`, beside this package; in an installed wheel the same folder is called
`gonghui_data`, since `data` is nobody's name to take in site-packages. Only the folder beside this very
package counts, so a checkout never reads the data of another version that is installed somewhere.
"""

from functools import cache
from pathlib import Path

__all__ = ["resource"]

_REMEDY = "install gonghui again"


def resource(relative: str) -> Path:
    """The path of a shipped file or folder, `relative` to `data/`, with forward slashes.

    `""` is the data folder itself. Raises ValueError for a path that leads out of it, FileNotFoundError
    (naming the full path) for one that is not there: both mean a broken installation or a slip in the
    caller, never bad input.
    """
    root = _root()
    path = (root / relative).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"not inside the data folder: {relative!r}")
    if not path.exists():
        raise FileNotFoundError(f"the program's own file {relative!r} is missing at {path}; {_REMEDY}")
    return path


@cache
def _root() -> Path:
    beside = Path(__file__).resolve().parent.parent
    installed, checkout = beside / "gonghui_data", beside / "data"
    if installed.is_dir():
        return installed
    if checkout.is_dir() and (beside / "pyproject.toml").is_file():
        return checkout
    raise FileNotFoundError(f"the program's data is missing: neither {installed} nor {checkout}; {_REMEDY}")
