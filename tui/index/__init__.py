"""What is derived from the records: the tree, the links between records, and search."""
