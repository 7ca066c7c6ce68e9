"""Running what was built the way a person would, in a folder of its own, and telling the first thing that fails."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """A step of a trial failed; the text says which and what it printed."""


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a command and return what it prints on stdout."""
    args = [str(part) for part in command]
    done = subprocess.run(args, cwd=cwd, env=env or dict(os.environ), capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise Failed(f"{' '.join(args)}\nexit code {done.returncode}\n{done.stdout}{done.stderr}".strip())
    return done.stdout


def outside(home: Path) -> dict[str, str]:
    """Return an environment that knows nothing of the checkout, with a home of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("B2BDESK_", "PYTHON", "QT_", "XDG_"))}
    told = {"B2BDESK_DEBUG": "1", "PYTHONWARNINGS": "error"}
    return kept | told | {"B2BDESK_DATA_DIR": str(home), "QT_QPA_PLATFORM": "offscreen"}


def headless_journey(program: Path, folder: Path) -> None:
    """Make a plan from the example with a program, look at it, and take it out."""
    env, plan = outside(folder / "home"), folder / "plan.b2bdesk"
    steps = (
        ("new", plan, "--example"),
        ("info", plan),
        ("check", plan),
        ("report", plan, "coverage", "--json"),
        ("export", plan, folder / "plan.xlsx"),
        ("export", plan, folder / "plan.json"),
    )
    for step in steps:
        run(program, *step, cwd=Path(folder.anchor), env=env)
    for name in ("plan.xlsx", "plan.json"):
        if not (folder / name).is_file():
            raise Failed(f"{name} was not written")


def main(trial) -> int:
    """Carry a trial out; return 1 and say why if a step of it fails."""
    try:
        print(trial())
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0
