"""Which stored vectors are nearest (向量索引)? One protocol, and its backends."""
