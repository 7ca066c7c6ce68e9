"""What tests share: fixtures and small tools."""
