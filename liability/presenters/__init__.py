"""How results, statements and agreements are shown."""
