"""`python -m tests.benchmarks [SIZE]`: prints ours against the bare engine, side by side; M unless told."""

from tests.helpers.isolation import isolate

HOME = isolate()  # before anything of ours is imported

import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from tempfile import TemporaryDirectory  # noqa: E402

from tests.benchmarks import cards, chains, files, mapping, painting, reading, sheet, writing  # noqa: E402
from tests.helpers.plans import make_plan, SIZES  # noqa: E402


def main(args: list[str]) -> int:
    """Print the table."""
    size = next((word for word in args if word in SIZES), "M")
    print(f"{'size ' + size:44} {'ours ms':>10} {'peer ms':>10} {'ratio':>7} {'goal':>6}  reached")
    with TemporaryDirectory(prefix="b2bdesk-bench-") as folder:
        names = ("S", "1000", size)
        small, middle, large = (make_plan(Path(folder) / f"{name}.b2bdesk", name) for name in names)
        for group, path in (
            (reading.starts, small),
            (reading.queries, large),
            (reading.searches, large),
            (mapping.maps, large),
            (writing.edits, large),
            (painting.screens, small),
            (chains.frames, small),
            (sheet.sheets, large),
            (files.exports, middle),
            (cards.printed, large),
        ):
            for result in group(path):
                print(result.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
