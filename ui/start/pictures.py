"""The last view of each plan, kept as a picture for the start screen."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap

import resources
from b2bdesk.i18n import tr
from ui.kit import theme
from ui.settings import data_folder, Settings

WIDTH: Final = 1512


@dataclass(frozen=True, slots=True)
class View:
    """What is kept of a plan: where its picture lies and how large it is, its name and its facts in words."""

    picture: Path
    size: QSize
    name: str
    facts: str


def place_of(path: Path) -> Path:
    """Return where a plan's picture is kept."""
    import hashlib  # with OpenSSL behind it; a start without recent files does without

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
    size = size_of(place)
    if not size.isValid():
        return None
    try:
        words = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        words = {}
    return View(place, size, str(words.get("name", "")) or path.stem, str(words.get("facts", "")))


def example_view(settings: Settings) -> View | None:
    """Return the shipped picture of the example in the language and colours worn now."""
    place = Path(resources.place_of(f"pictures/example-{theme.current().scheme}-{settings.speaks()}.png"))
    size = size_of(place)
    return View(place, size, tr("The example"), "") if size.isValid() else None


def size_of(place: Path) -> QSize:
    """Return the size of a picture from its first bytes; not a valid one if there is none."""
    return QImageReader(str(place)).size()
