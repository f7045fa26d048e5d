"""Documents as RDF (文档转为三元组): one named graph each, every fact with its evidence."""

from kg.rdf.mapping import Mapped, map_document

__all__ = ["Mapped", "map_document"]
