"""People (人员): who is named in lists, tables and running text, with posts, seats, charges, liaisons and contacts."""
