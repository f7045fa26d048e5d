"""Domain types, ontology, ids, the store and its backends, resolution, queries and export (知识图谱)."""
