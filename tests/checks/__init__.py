"""What is checked besides the tests, each on its own by `python -m tests.checks.NAME`."""
