"""What is shipped is whole: every file of the packages, and above all the migration scripts, which go by their path."""

import runpy
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "b2bdesk/workspace/migrations").rglob("*.py"))
PACKAGES = ("b2bdesk", "ui", "resources")


def places(paths: list[Path]) -> set[str]:
    """Return the paths as the wheel names them."""
    return {path.relative_to(ROOT).as_posix() for path in paths}


def shipped() -> set[str]:
    """Return all files of the packages but what only makers need."""
    found = [path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()]
    return {name for name in places(found) if "__pycache__" not in name and not name.startswith("resources/tools/")}


def test_the_wheel_holds_every_file(tmp_path: Path) -> None:
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    before = shipped()
    done = subprocess.run([sys.executable, "-c", build, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as wheel:
        held = set(wheel.namelist())
    # Files that came or went while it was built are no fault of the wheel.
    assert before & shipped() - held == set()
    assert places(SCRIPTS) <= held
    assert {name.split("/")[0] for name in held if ".dist-info/" not in name} == set(PACKAGES)


def test_the_program_holds_the_migration_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = pytest.importorskip("PyInstaller.utils.hooks")
    for name in ("collect_data_files", "collect_submodules", "copy_metadata"):
        monkeypatch.setattr(hooks, name, lambda *args, **options: [])
    monkeypatch.setattr(sys, "path", [*sys.path])
    seen: dict[str, list[tuple[str, str]]] = {}

    def analysis(scripts: list[str], **options: list[tuple[str, str]]) -> SimpleNamespace:
        seen.update(options)
        return SimpleNamespace(binaries=[], datas=[], pure=[], scripts=scripts)

    tools = {name: lambda *args, **options: None for name in ("PYZ", "EXE", "COLLECT", "BUNDLE")}
    runpy.run_path(str(ROOT / "build.spec"), {"SPECPATH": str(ROOT), "Analysis": analysis, **tools})
    held = {f"{folder}/{Path(path).name}" for path, folder in seen["datas"]}
    assert places(SCRIPTS) <= held
