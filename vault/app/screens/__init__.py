"""Plain rows for screens and tables, each made in one pass over the state."""
