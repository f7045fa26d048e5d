"""The instruments (政策文件) that a text cites: titles, numbers, issuers, and what it says of them (引用)."""

from ingest.extract.policies.citations import find_citations
from ingest.extract.policies.not_policies import NOT_POLICIES

__all__ = ["NOT_POLICIES", "find_citations"]
