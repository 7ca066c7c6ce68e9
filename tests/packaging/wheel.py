"""The wheel is built, looked into, and tried in an empty environment: `python -m tests.packaging.wheel`."""

import os
import sys
import tempfile
from pathlib import Path

from tests.packaging.trial import headless_journey, main, outside, ROOT, run

IMPORT_ALL = """
import importlib, pkgutil
count = 0
for package in ("b2bdesk", "ui", "resources"):
    module = importlib.import_module(package)
    for found in pkgutil.walk_packages(module.__path__, package + "."):
        if ".migrations." not in found.name:
            importlib.import_module(found.name)
            count += 1
print(count)
import resources
assert resources.read_text("tokens.json")
"""


def trial() -> str:
    """Build, check, install and use the wheel; return one line about it."""
    with tempfile.TemporaryDirectory(prefix="b2bdesk-wheel-") as name:
        folder = Path(name)
        wheel = built(folder)
        run(sys.executable, "-m", "check_wheel_contents", wheel)
        scripts = installed(wheel, folder / "venv")
        root = Path(folder.anchor)
        count = run(scripts / "python", "-P", "-c", IMPORT_ALL, cwd=root, env=outside(folder / "home")).strip()
        headless_journey(scripts / "b2bdesk", folder)
        return f"{wheel.name}: {wheel.stat().st_size // 1024} kB, {count} modules imported"


def built(folder: Path) -> Path:
    """Build the wheel with the tools at hand and return where it is."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    return next(folder.glob("*.whl"))


def installed(wheel: Path, venv: Path) -> Path:
    """Install the wheel in a new environment and return the folder of its programs."""
    run(sys.executable, "-m", "venv", venv)
    scripts = venv / ("Scripts" if os.name == "nt" else "bin")
    pip = (scripts / "python", "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
    run(*pip, "-c", ROOT / "constraints.txt", wheel)
    return scripts


if __name__ == "__main__":
    sys.exit(main(trial))
