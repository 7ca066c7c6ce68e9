"""`python3 -m tests`: every check and test of the project, from a fresh checkout, in one command."""

from __future__ import annotations

import sys

from b2bdesk import bootstrap


def main() -> int:
    """Prepare the checkout, then run all steps."""
    bootstrap.ensure(dev=True, screen=bootstrap.OFFSCREEN)
    from tests.checks.runner import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
