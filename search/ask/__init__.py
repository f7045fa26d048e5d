"""Questions answered from the graph with evidence: `asker` drives, `kinds/` holds one file per kind of question."""
