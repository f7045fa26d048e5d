"""Of which kinds are the things that have names (实体的种类)?"""

from typing import Final

__all__ = ["KINDS"]

KINDS: Final = ("organization", "department", "person", "policy", "initiative", "group")
