"""The briefing: how the plan stands today, and what to do next."""
