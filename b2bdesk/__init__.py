"""b2bdesk: plan B2B marketing on your own laptop."""

__version__ = "0.1.0"
