"""Headers of documents (版头, 标题, 主送机关, 署名, 成文日期, 版记): what a document says about itself."""

from ingest.header.reading import Header, read_header

__all__ = ["Header", "read_header"]
