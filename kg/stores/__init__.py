"""Graph stores, one file per backend (图存储后端)."""
