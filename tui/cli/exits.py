"""The exit codes of `ties`: an interface, documented in docs/commands.md."""

OK = 0
PROBLEMS = 1
USAGE = 2
BUG = 70
SIGNAL = 128
