"""The core is free of Qt, packages are packages, and an own fast start loads little."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("b2bdesk", "ui", "resources")
SCRIPTS = {ROOT / "resources" / "tools", ROOT / "b2bdesk" / "workspace" / "migrations" / "versions"}
"""Folders whose files are run or read by path, never imported."""
WALK = """
import importlib, json, pkgutil, sys, b2bdesk
names = [m.name for m in pkgutil.walk_packages(b2bdesk.__path__, "b2bdesk.")]
names = [n for n in names if ".migrations." not in n]
for name in names:
    importlib.import_module(name)
print(json.dumps([names, [m for m in sys.modules if m.startswith(("PySide6", "shiboken6", "ui."))]]))
"""


def run(code: str) -> str:
    """Run code in a Python of its own and return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_core_loads_no_qt():
    names, qt = json.loads(run(WALK))
    assert "b2bdesk.cli" in names
    assert qt == []


def test_door_loads_next_to_nothing():
    loaded = run("import b2bdesk.__main__, sys; print(*sorted(sys.modules))").split()
    heavy = {"argparse", "ctypes", "pathlib", "sqlalchemy", "sqlite3", "subprocess", "typing_extensions"}
    assert heavy.isdisjoint(loaded)


@pytest.mark.parametrize("package", PACKAGES)
def test_folders_with_code_are_regular_packages(package):
    folders = {path.parent for path in (ROOT / package).rglob("*.py")} - SCRIPTS
    assert folders
    assert [str(f) for f in sorted(folders) if not (f / "__init__.py").is_file()] == []
