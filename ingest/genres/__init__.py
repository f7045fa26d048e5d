"""One file per genre (文种): how to know it, and what its tasks look like."""
