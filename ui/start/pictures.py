"""The last view of each plan, kept as a picture for the start screen."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

import resources
from b2bdesk.i18n import tr
from ui.kit import theme
from ui.settings import data_folder, Settings

WIDTH: Final = 1512


@dataclass(frozen=True, slots=True)
class View:
    """What is kept of a plan: its picture, its name and its facts in words."""

    picture: QPixmap
    name: str
    facts: str


def place_of(path: Path) -> Path:
    """Return where a plan's picture is kept."""
    name = hashlib.sha256(str(path).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return data_folder() / "views" / f"{name}.png"


def keep(path: Path, picture: QPixmap, name: str = "", facts: str = "") -> None:
    """Keep a picture of a plan; where nothing can be written, nothing is kept."""
    place = place_of(path)
    small = picture.scaledToWidth(min(WIDTH, picture.width()), Qt.TransformationMode.SmoothTransformation)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_suffix(".json").write_text(json.dumps({"name": name, "facts": facts}), encoding="utf-8")
    except OSError:
        return
    small.save(str(place))


def view_of(path: Path) -> View | None:
    """Return what was kept of a plan."""
    place = place_of(path)
    picture = QPixmap(str(place)) if place.is_file() else QPixmap()
    if picture.isNull():
        return None
    try:
        words = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        words = {}
    return View(picture, str(words.get("name", "")) or path.stem, str(words.get("facts", "")))


def example_view(settings: Settings) -> View | None:
    """Return the shipped picture of the example in the language and colours worn now."""
    name = f"pictures/example-{theme.current().scheme}-{settings.speaks()}.png"
    picture = QPixmap()
    try:
        picture.loadFromData(resources.read_bytes(name))
    except OSError:
        return None
    return None if picture.isNull() else View(picture, tr("The example"), "")
