"""What the project says about itself holds together."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import b2bdesk

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def name_of(requirement: str) -> str:
    """Return the package a requirement is about, spelt one way."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def test_pins_name_no_address():
    assert [line for line in PINS if re.search(r"[@/:\\]", line)] == []


def test_pins_cover_every_requirement():
    asked = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert {name_of(line) for line in asked} <= {name_of(line) for line in PINS}


def test_dependencies_are_ranges():
    asked = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert [line for line in asked if ">=" not in line or "==" in line] == []


def test_change_log_knows_this_version():
    assert f"## [{b2bdesk.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_bootstrap_needs_the_standard_library_alone():
    folder = ROOT / "b2bdesk" / "bootstrap"
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = set(re.findall(r"^\s*(?:from|import) ([\w.]+)", text, re.M))
    foreign = {n for n in named if n.split(".")[0] not in sys.stdlib_module_names and not n.startswith("b2bdesk")}
    assert foreign == set()
    assert {n for n in named if n.startswith("b2bdesk")} <= {"b2bdesk", "b2bdesk.bootstrap"}


def test_the_door_reads_in_an_old_python():
    """The sentence that Python is too old must come before anything an old one cannot read."""
    import ast

    for name in ("b2bdesk/__init__.py", "b2bdesk/__main__.py", "b2bdesk/bootstrap/__init__.py", "tests/__main__.py"):
        ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_ci_calls_the_documented_command():
    command = "python3 -m tests"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
