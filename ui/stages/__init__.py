"""The lifecycle stages of the plan and of segments."""
