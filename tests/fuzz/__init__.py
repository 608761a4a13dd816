"""Fuzzing: what generates inputs, and what must hold for all of them."""
