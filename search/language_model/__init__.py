"""An optional language model (可选的语言模型): it may put an answer into other words or a question into a known form; no more."""
