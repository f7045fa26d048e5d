"""Which names mean one thing (实体归并)? Rules that can be read, checked and undone; nothing in the store
changes. `kg.resolution.resolving` asks them all.
"""
