"""What a user has set and what the browser remembers: the configuration file, and a file of state per base."""
