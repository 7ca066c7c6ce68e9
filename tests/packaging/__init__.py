"""What people install: the bootstrap of a checkout, the wheel, the built program."""
