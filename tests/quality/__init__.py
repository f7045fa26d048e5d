"""How good is what the program reads? Scores against gold made by hand."""
