"""The drawing of decision chains."""
