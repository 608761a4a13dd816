"""From a folder of fact files to checked records, with every problem at its file, line and column."""
