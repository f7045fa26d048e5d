"""Ctrl-C while files are read (api/stopping.py)."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOST = """
import os, signal, time
from api import stopping
stopping._GRACE = 0.5
with stopping.stoppable() as stop:
    os.kill(os.getpid(), signal.SIGINT)
    assert stop()
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)
    except KeyboardInterrupt:  # swallowed, as a finaliser does
        time.sleep(30)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_second_ends_the_process_even_where_it_is_lost() -> None:
    ran = subprocess.run([sys.executable, "-c", LOST], cwd=ROOT, capture_output=True, text=True, timeout=20)
    assert ran.returncode == 130
    assert "已中断" in ran.stderr and "再按一次" in ran.stderr
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
