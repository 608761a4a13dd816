"""What Ties costs, measured beside what it stands on: `python -m benchmarks`."""
