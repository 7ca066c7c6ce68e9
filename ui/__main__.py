"""`python3 -m ui`: the same as the program's one door."""

import sys

from b2bdesk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
