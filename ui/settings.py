"""What the program remembers between two starts: declared once here, kept as one small JSON file."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, get_origin

import platformdirs

from b2bdesk import i18n
from b2bdesk.terms import Language

FOLDER: Final = "B2BDESK_DATA_DIR"
"""The environment variable that moves everything the program keeps to a folder of its own."""
RECENT: Final = 12
SCHEMES: Final = ("system", "light", "dark")
DENSITIES: Final = ("compact", "comfortable")


def config_folder() -> Path:
    """Return the folder of the settings."""
    own = os.environ.get(FOLDER)
    return Path(own) if own else platformdirs.user_config_path("b2bdesk", appauthor=False)


def data_folder() -> Path:
    """Return the folder of what the program makes for itself, such as pictures of the last view."""
    own = os.environ.get(FOLDER)
    return Path(own) if own else platformdirs.user_data_path("b2bdesk", appauthor=False)


def documents_folder() -> Path:
    """Return where a person's plans are proposed to lie."""
    own = os.environ.get(FOLDER)
    return Path(own) if own else platformdirs.user_documents_path()


@dataclass(slots=True)
class Settings:
    """All settings with their defaults; what a file holds of another type is ignored."""

    language: str = ""
    theme: str = "system"
    density: str = "compact"
    single_keys: bool = True
    motion: bool = True
    monthly_snapshots: bool = True
    recent: list[str] = field(default_factory=list)
    last_file: str = ""
    last_room: str = "map"
    geometry: str = ""
    rail_narrow: bool = False
    inspector: bool = True
    splitters: dict[str, list[int]] = field(default_factory=dict)
    rooms: dict[str, Any] = field(default_factory=dict)
    export_folder: str = ""
    export_open: bool = True
    path: Path | None = field(default=None, compare=False)

    @classmethod
    def load(cls, path: Path | None = None) -> "Settings":
        """Read the settings; a missing or broken file gives the defaults."""
        place = path or config_folder() / "settings.json"
        try:
            raw = json.loads(place.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raw = {}
        return cls(**accepted(raw if isinstance(raw, dict) else {}), path=place)

    def save(self) -> None:
        """Write the settings beside the old ones and swap; a folder that cannot be written loses nothing else."""
        if self.path is None:
            return
        values = {key: value for key, value in asdict(self).items() if key != "path"}
        draft = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(draft, self.path)
        except OSError:
            return

    def put(self, name: str, value: object) -> None:
        """Change a switch and keep it."""
        if name == "single_keys":
            self.single_keys = bool(value)
        elif name == "monthly_snapshots":
            self.monthly_snapshots = bool(value)
        elif name == "motion":
            self.motion = bool(value)
        elif name == "density" and value in DENSITIES:
            self.density = str(value)
        self.save()

    def speaks(self) -> Language:
        """Return the language of the window: the chosen one, else the system's, else English."""
        return Language(self.language) if self.language in set(Language) else i18n.system_language()

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        name = str(path)
        self.recent = [name, *(old for old in self.recent if old != name)][:RECENT]
        self.last_file = name
        self.save()

    def forget_file(self, path: Path | str) -> None:
        """Take a file off the recent ones."""
        self.recent = [old for old in self.recent if old != str(path)]
        self.save()

    def recent_files(self) -> list[Path]:
        """Return the recent files that still exist, the newest first."""
        return [path for path in map(Path, self.recent) if is_file(path)]


def is_file(path: Path) -> bool:
    """Tell whether a file is there, also when its disk is not."""
    try:
        return path.is_file()
    except OSError:
        return False


def accepted(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what fits the declared settings."""
    found: dict[str, Any] = {}
    for declared in fields(Settings):
        value = raw.get(declared.name)
        wanted = get_origin(declared.type) or declared.type
        if isinstance(wanted, type) and isinstance(value, wanted):
            found[declared.name] = value
    recent = raw.get("recent")
    found["recent"] = [name for name in recent if isinstance(name, str)] if isinstance(recent, list) else []
    if found.get("theme") not in SCHEMES:
        found.pop("theme", None)
    return found
