"""The rooms that are a list with a form beside it, and the company's page."""
