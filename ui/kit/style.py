"""The style sheet: one template, filled from the tokens, and the few marks that only a style sheet can place."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from string import Template
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QDir

import resources
from ui.kit.icons import tinted
from ui.kit.tokens import token

if TYPE_CHECKING:
    from ui.kit.theme import Theme

MARKS: Final = {
    "check": ("check", 12, "onAccent"),
    "check-off": ("check", 12, "disabled"),
    "dash": ("minus", 12, "onAccent"),
    "dot": ("circle-small", 16, "onAccent"),
    "down": ("chevron-down", 14, "text2"),
    "up": ("chevron-up", 14, "text2"),
    "left": ("chevron-left", 14, "text2"),
    "right": ("chevron-right", 14, "text2"),
}
"""File name of a mark, and its icon, size and colour."""
SEARCH_PATH: Final = "mark"


def fill_style_sheet(look: "Theme") -> str:
    """Return the style sheet of a look."""
    write_marks(look)
    names = {name: look.rgb(name) for name in token("color", look.scheme)}
    names |= {f"r_{name}": str(value) for name, value in token("radius").items()}
    names |= {f"px_{role}": str(look.font(role).pixelSize()) for role in ("micro", "small", "body", "section", "title")}
    return Template(resources.read_text("styles/app.qss")).substitute(names)


def write_marks(look: "Theme") -> None:
    """Write the marks in this look's colours where the style sheet finds them; Qt keeps pictures by their path."""
    folder = _folder() / (f"{look.scheme}-contrast" if look.high_contrast else look.scheme)
    folder.mkdir(exist_ok=True)
    for file_name, (icon, size, color) in MARKS.items():
        drawing = tinted(icon, size, look.rgb(color))
        if file_name == "dot":
            drawing = drawing.replace(b'fill="none"', f'fill="{look.rgb(color)}"'.encode())
        (folder / f"{file_name}.svg").write_bytes(drawing)
    QDir.setSearchPaths(SEARCH_PATH, [str(folder)])


@cache
def _folder() -> Path:
    """Return a folder for the marks, gone when the program ends."""
    folder = tempfile.mkdtemp(prefix="b2bdesk-marks-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
