"""The steps of a full run: what each one runs and how many passed and failed in it."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a step."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    ok: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A named part of the run; `thorough` ones are left out of a fast run, `ci` ones run in CI only."""

    name: str
    run: Callable[[Sequence[str]], Outcome]
    thorough: bool = False
    ci: bool = False


def steps() -> tuple[Step, ...]:
    """Return all steps, cheap ones first."""
    return (
        Step("format", command("-m", "ruff", "format", "--check", "--output-format", "concise", ".")),
        Step("lint", command("-m", "ruff", "check", "--output-format", "concise", ".")),
        Step("types", command("-m", "mypy")),
        Step("import contracts", tool("lint-imports", "--no-cache")),
        Step("house rules", command("-m", "tests.checks.rules")),
        Step("translations", command("-m", "tests.checks.translations")),
        Step("tests", pytest),
        Step("wheel", command("-m", "tests.packaging.wheel"), thorough=True),
        Step("built program", command("-m", "tests.packaging.frozen"), thorough=True, ci=True),
    )


def command(*args: str) -> Callable[[Sequence[str]], Outcome]:
    """Return a step that runs a Python command and counts as one check."""
    return lambda _passed_on: one_check([sys.executable, *args])


def tool(name: str, *args: str) -> Callable[[Sequence[str]], Outcome]:
    """Return a step that runs a program installed beside Python."""
    return lambda _passed_on: one_check([str(TOOLS / name), *args])


def one_check(args: list[str]) -> Outcome:
    """Run a check, showing what it says only if it fails."""
    done = subprocess.run(args, cwd=ROOT, env=environment(), capture_output=True, text=True, errors="replace")
    if done.returncode == 0:
        return Outcome(passed=1)
    print((done.stdout + done.stderr).strip())
    return Outcome(failed=1, ok=False)


def environment() -> dict[str, str]:
    """Return the environment of every step: this checkout on the path, no second set-up."""
    return os.environ | {"PYTHONPATH": str(ROOT), "B2BDESK_NO_BOOTSTRAP": "1"}


def pytest(passed_on: Sequence[str]) -> Outcome:
    """Run the tests in parallel and read their counts."""
    with tempfile.TemporaryDirectory(prefix="b2bdesk-tests-") as folder:
        report = Path(folder, "report.xml")
        args = ["-m", "pytest", "-q", "-rs", "--tb=short", "-n", "auto", f"--junitxml={report}", *passed_on]
        code = subprocess.run([sys.executable, *args], cwd=ROOT, env=environment()).returncode
        return counted(report, code)


def counted(report: Path, code: int) -> Outcome:
    """Return pytest's counts; a run that broke off before its report counts as one failure."""
    if not report.is_file():
        return Outcome(failed=1, ok=False)
    suites = list(ET.parse(report).getroot().iter("testsuite"))
    total, failures, errors, skipped = (
        sum(int(suite.get(key, "0")) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors or int(code != 0)
    return Outcome(max(0, total - failures - errors - skipped), failed, skipped, ok=code == 0)
