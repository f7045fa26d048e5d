"""Where does a clause end, and at which words may two counts in it be parted?"""

from __future__ import annotations

import re

# A clause holds whole quotations and brackets, so that their commas do not end it.
CLAUSE = re.compile(
    r"(?:“[^”\n]{0,60}”|《[^》\n]{0,120}》|（[^（）\n]{0,60}）|\([^()\n]{0,60}\)|(?<=\d),(?=\d{3})"
    r"|[^，。；！？：,;!?:\n\t])++"
)
JOINTS = re.compile(r"[、，]|以及|和(?!谐|平|睦|美|善)|及(?!时|其|格)|与|并")
