"""The desk and the plans of the record rooms' tests."""

from tests.ui.records.conftest import bench, example, open_bench

__all__ = ["bench", "example", "open_bench"]
