"""Migration scripts of the tests' own, from the small shape to a later one."""
