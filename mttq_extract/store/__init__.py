"""The database of figures: its schema, the writer that fills it and the questions it answers."""
