"""The last view of each plan, kept as a picture: for the start screen, and to be seen while the plan is opened."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QWidget

import resources
from b2bdesk import __version__, i18n
from b2bdesk.i18n import tr
from b2bdesk.workspace.format import state_of
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
        whole_of(place).unlink(missing_ok=True)
        place.with_suffix(".json").write_text(json.dumps({"name": name, "facts": facts}), encoding="utf-8")
    except OSError:
        return
    small.save(str(place))
    if small.width() < picture.width():
        picture.save(str(whole_of(place)))


def seal(path: Path, look: Sequence[object]) -> None:
    """Note which saved state of a plan, now closed, its picture shows, and in which look (see `look_of`)."""
    place = place_of(path)
    words = {**words_of(place), "state": state_of(path), "look": list(look)}
    with suppress(OSError):
        place.with_suffix(".json").write_text(json.dumps(words), encoding="utf-8")


def left(path: Path, window: QWidget, today: date) -> QPixmap | None:
    """Return how a plan looked when it was closed; None if the file, the day or the look is another one now."""
    place = place_of(path)
    words = words_of(place)
    if words.get("look") != look_of(window, today) or not words.get("state") or words["state"] != state_of(path):
        return None
    whole = whole_of(place)
    picture = QPixmap(str(whole if whole.exists() else place))
    picture.setDevicePixelRatio(window.devicePixelRatioF())
    return None if picture.isNull() else picture


def look_of(window: QWidget, today: date) -> list[object]:
    """Return all that decides how an unchanged plan looks in a window."""
    look, size = theme.current(), window.size()
    worn = [look.scheme, look.high_contrast, str(i18n.language()), size.width(), size.height()]
    return [__version__, today.isoformat(), *worn, window.devicePixelRatioF()]


def whole_of(place: Path) -> Path:
    """Return where a picture lies that is too large for the start screen."""
    return place.with_name(f"{place.stem}-whole.png")


def words_of(place: Path) -> dict[str, Any]:
    """Return what was noted beside a picture."""
    try:
        words = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return words if isinstance(words, dict) else {}


def view_of(path: Path) -> View | None:
    """Return what was kept of a plan."""
    place = place_of(path)
    size = size_of(place)
    if not size.isValid():
        return None
    words = words_of(place)
    return View(place, size, str(words.get("name", "")) or path.stem, str(words.get("facts", "")))


def example_view(settings: Settings) -> View | None:
    """Return the shipped picture of the example in the language and colours worn now."""
    place = Path(resources.place_of(f"pictures/example-{theme.current().scheme}-{settings.speaks()}.png"))
    size = size_of(place)
    return View(place, size, tr("The example"), "") if size.isValid() else None


def size_of(place: Path) -> QSize:
    """Return the size of a picture from its first bytes; not a valid one if there is none."""
    return QImageReader(str(place)).size()
