"""Light rows compare as frozen ones do; the collector is left as it was found."""

import gc
from dataclasses import replace

import pytest

from b2bdesk.insight.facts import Placement
from b2bdesk.insight.rows import growing


def test_rows_compare_and_hash_by_their_values() -> None:
    row = Placement(1, "L1", 2, 3, 4)
    assert row == Placement(1, "L1", 2, 3, 4)
    assert len({row, Placement(1, "L1", 2, 3, 4), replace(row, id=2)}) == 2
    assert not hasattr(row, "__dict__")


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_waits_and_is_left_as_it_was(before: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if before else gc.disable)()
        with growing():
            assert not gc.isenabled()
        assert gc.isenabled() is before
    finally:
        (gc.enable if was else gc.disable)()
