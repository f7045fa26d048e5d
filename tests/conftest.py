"""What holds for every test? Properties are not bound by the clock, and what collecting made is not walked over again.

Work that grows too fast is told by `tests.growth`, which compares times of the processor; hypothesis's own deadline of
0.2 s, and its check that examples are made fast, would fail where a browser starts in the process beside.
"""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("beside others", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("beside others")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Thousands of tests and their modules stay to the end: the collector leaves them out, a tenth of the work."""
    gc.collect()
    gc.freeze()
