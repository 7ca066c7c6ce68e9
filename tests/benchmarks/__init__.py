"""How fast it is, against the bare engine: `python -m tests.benchmarks`."""
