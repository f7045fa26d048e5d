"""From printed lines to a canonical text with paragraphs and tables (版面恢复)."""
