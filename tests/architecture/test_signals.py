"""PySide6 itself: some releases lose a reference on every call and kill the process after some hundred signals."""

import subprocess
import sys

EMITS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rang = Signal(int, object)

heard = []
app = QCoreApplication([])
bell = Bell()
bell.rang.connect(lambda number, thing: heard.append(number))
for number in range(20_000):
    bell.rang.emit(number, {"number": number})
assert heard == list(range(20_000))
"""


def test_twenty_thousand_emits():
    done = subprocess.run([sys.executable, "-c", EMITS], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
