"""From a file to facts: readers, layout, genres, extractors and the pipeline (公文读取)."""
