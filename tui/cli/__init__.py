"""The `ties` command and its subcommands."""
