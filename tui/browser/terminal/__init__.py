"""The terminal: taking it and giving it back, and the fewest bytes that turn one screen into the next."""
