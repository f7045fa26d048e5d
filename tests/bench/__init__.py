"""How fast is it, and how does that grow? `python -m tests.bench` prints tables; nothing here is asserted."""
