"""One window a file: a window that holds a file answers on a local socket, and a second start raises it."""

import hashlib
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS: Final = 500
ASK: Final = b"raise\n"


def key_of(path: Path) -> str:
    """Return the name of a file's socket: the file itself counts, whatever it is called; one for each user."""
    try:
        found = os.stat(path)
        identity = f"{found.st_dev}:{found.st_ino}" if found.st_ino else str(path.resolve())
    except OSError:
        identity = str(path.absolute())
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    return "b2bdesk-" + hashlib.sha256(f"{user}:{identity}".encode()).hexdigest()[:24]


class Guard(QObject):
    """Answers for the file that is open here, and asks others."""

    raised = Signal()
    """Another start wants this window in front."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def hold(self, path: Path) -> None:
        """Answer for a file from now on, and for no other."""
        self.release()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = key_of(path)
        if not server.listen(name):
            QLocalServer.removeServer(name)  # left behind by a program that was killed
            server.listen(name)
        server.newConnection.connect(self._on_asked)
        self._server = server

    def release(self) -> None:
        """Answer for no file."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def raise_other(self, path: Path) -> bool:
        """Ask the window that holds a file to come to the front; tell whether there is one."""
        if self._server is not None and self._server.serverName() == key_of(path):
            return False
        return ask_to_raise(path)

    def _on_asked(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.raised.emit()


def ask_to_raise(path: Path) -> bool:
    """Ask whoever holds a file to come to the front; tell whether somebody answered."""
    socket = QLocalSocket()
    socket.connectToServer(key_of(path))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(ASK)
    socket.flush()
    socket.waitForDisconnected(WAIT_MS)
    return True
