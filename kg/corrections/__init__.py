"""How does a decision by hand change what a document's facts say, and how is that undone (事实的人工校正)?

A `[[relink]]` says: the words quoted for this task's unit mean another unit, or none. The quote stays where it is; the
fact's object changes. What was taken out of the document's graph and what was put in stands in the graph itself, as one
`gh:Correction`, so the graph as it was read can be had back to the triple.
"""

from kg.corrections.graph import corrected
from kg.corrections.record import as_read
from kg.corrections.settling import name_of, problems, settled, source_of

__all__ = ["as_read", "corrected", "name_of", "problems", "settled", "source_of"]
