"""What the company's page shows besides fields: functions, tempo and focus, reference cards, one page to print."""
