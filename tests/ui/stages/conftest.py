"""The desk and the plans of the record rooms' tests."""

from tests.ui.records.conftest import example, open_bench

__all__ = ["example", "open_bench"]
