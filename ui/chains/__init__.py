"""Who decides: a chain as a drawing that is edited in place, as tables, and what each person can read."""
