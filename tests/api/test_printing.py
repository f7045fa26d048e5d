"""Does colour reach terminals only?"""

from __future__ import annotations

from io import StringIO

import pytest

from api.printing import echo, marked


class _Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "no_color", "shown"),
    [
        (StringIO, "", "职工夜校开班\n"),
        (_Screen, "", "职工\x1b[33m\x1b[1m夜校\x1b[0m开班\n"),
        (_Screen, "1", "职工夜校开班\n"),
    ],
)
@pytest.mark.parametrize("err", [False, True])
def test_colour_goes_to_terminals_only(
    stream: type[StringIO], no_color: str, shown: str, err: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    out, other = stream(), stream()
    monkeypatch.setattr("sys.stderr" if err else "sys.stdout", out)
    monkeypatch.setattr("sys.stdout" if err else "sys.stderr", other)
    echo(f"职工{marked('夜校')}开班", err=err)
    assert (out.getvalue(), other.getvalue()) == (shown, "")
