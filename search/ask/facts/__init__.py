"""What does the graph say of documents' tasks, headers and people, each with its quote (文件事实)?

source     what answers ask, and what was read already          reading    the queries to the graph
shelf      what is kept on disk so that nothing is queried      stock      what that is of each document
assembly   statements become facts and tasks                    model      what facts and tasks are
"""

from search.ask.facts.document import DocumentFacts
from search.ask.facts.model import UNIT_PREDICATES, Fact, Head, Membership, TaskFacts
from search.ask.facts.source import Facts

__all__ = ["UNIT_PREDICATES", "DocumentFacts", "Fact", "Facts", "Head", "Membership", "TaskFacts"]
