"""Did what was planned show up in the report (计划与总结对照)?"""

from search.outcomes.outcomes import Outcomes, Status

__all__ = ["Outcomes", "Status"]
