"""References for reference managers: a source with what is quoted from it, in four styles."""
